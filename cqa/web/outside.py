"""Addresses of pages for use outside them: in feeds, on the clipboard, in a reference manager."""

from __future__ import annotations

from flask import request

HTTPS = ":443"
"""Port of a name behind a web server that encrypts: browsers there say ``https`` and leave the port out."""


def whole(path: str) -> str:
    """Return an address of this server with its name, as the browser that asks would write it."""
    host = request.host
    encrypted = request.headers.get("Host", "").endswith(HTTPS) or request.scheme == "https"
    return f"{'https' if encrypted else 'http'}://{host.removesuffix(HTTPS)}{path}"
