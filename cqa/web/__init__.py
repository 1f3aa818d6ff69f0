"""The local page: the same use cases as the command line, for people who will never open a shell.

    request ─ guard ─▶ pages ─ form, site ─▶ use case ─ view ─▶ template

Read-only, on this machine alone by default, without JavaScript as good as with it. Everything that was asked
for is in the URL. Use it for: showing. Not for: deciding anything that a use case could decide.
"""
