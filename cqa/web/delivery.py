"""How responses travel: compressed where the browser takes that, and not at all where it has them already.

Pages change only with the index and the address, so a digest of the page is its ETag (RFC 9110, 8.8.3).
"""

from __future__ import annotations

import gzip
from hashlib import sha256

from flask import Flask, Response, request

SMALLEST = 1_000
"""Bytes below which compression saves no packet."""

LEVEL = 5
"""Level of gzip, of 9: a page of 50 kB takes 1 ms and becomes 9 kB."""

TEXT = ("text/", "application/json", "application/atom+xml", "application/opensearchdescription+xml", "image/svg+xml")
"""Beginnings of the media types that are worth compressing."""


def deliver(app: Flask) -> None:
    """Compress text, and answer 304 to a browser that has the same page already."""

    @app.after_request
    def compressed(response: Response) -> Response:
        if response.status_code != 200 or request.method not in ("GET", "HEAD") or not _is_ours(response):
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if not response.headers.get("ETag"):
            response.set_etag(sha256(body).hexdigest()[:20], weak=True)
        response.vary.add("Accept-Encoding")
        if request.endpoint == "static" and "v" in request.args:
            response.cache_control.immutable = True
        if request.accept_encodings["gzip"] and len(body) >= SMALLEST and "Content-Encoding" not in response.headers:
            response.set_data(gzip.compress(body, LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            tag, _ = response.get_etag()
            response.set_etag(tag or "", weak=True)
        response.make_conditional(request)
        return response


def _is_ours(response: Response) -> bool:
    """Return whether a response is a page, a list or a static file: originals and downloads are sent as they are."""
    if request.endpoint in ("reading.original", "downloads.download"):
        return False
    return (response.content_type or "").startswith(TEXT)
