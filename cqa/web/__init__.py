"""The local page: the use cases of the command line in a browser.

    request ─ guard ─▶ pages ─ form, site ─▶ use case ─ view ─▶ template

Read-only, for this machine alone by default, and complete without JavaScript. The URL has everything about a request.
This package shows; it decides nothing that a use case could decide.
"""
