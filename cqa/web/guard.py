"""What every request and every response must keep to.

The host that a request names must be one that the server is called by, so that a page of another site cannot reach it
through another name (DNS rebinding). Pages load nothing but their style sheet and script, run no script that
is in the page, and are framed by nobody (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, Response, abort, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

ADDRESS_LONGEST = 8_000
"""Characters of a path with its query."""


def protect(app: Flask, hosts: Collection[str]) -> None:
    """Refuse requests for other hosts, and put the headers on every response. ``hosts`` are names with their ports, as
    browsers send them, in lower case."""

    @app.before_request
    def check() -> None:
        if request.headers.get("Host", "").lower() not in hosts:
            abort(421)
        if len(request.full_path) > ADDRESS_LONGEST:
            abort(414)

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
