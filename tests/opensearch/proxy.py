"""Something between the adapter and a real server: TLS and credentials as a gateway has them, and answers that a
healthy server gives only under load."""

from __future__ import annotations

import contextlib
import http.client
import os
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

Judge = Callable[[BaseHTTPRequestHandler, bytes], tuple[int, str] | None]
"""Sees a request; gives the status and body to answer with, None to let it pass."""


@contextlib.contextmanager
def between(target: str | None, judge: Judge, certificate: tuple[Path, Path] | None = None) -> Iterator[str]:
    """The base URL of a gateway to ``target``; ``certificate`` (and its key) makes it speak TLS."""
    if target is not None and (target.startswith("https:") or os.environ.get("CQA_OPENSEARCH_USER")):
        pytest.skip("the gateway of these tests speaks plain HTTP to the cluster, and has no password")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            judged = judge(self, body)
            status, answer = judged if judged is not None else self._forwarded(body)
            data = answer.encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _forwarded(self, body: bytes) -> tuple[int, str]:
            there = http.client.HTTPConnection(urlsplit(target or "").netloc, timeout=60)
            with contextlib.closing(there):
                kind = {"content-type": self.headers.get("content-type", "application/json")}
                there.request(self.command, self.path, body or None, kind)
                answer = there.getresponse()
                return answer.status, answer.read().decode()

        do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815 - names of http.server

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that nobody else trusts, and its key, made by ``openssl``."""
    folder.mkdir(parents=True, exist_ok=True)
    shown, key = folder / "certificate.pem", folder / "key.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    named = ["-days", "2", "-subj", "/CN=cqa test", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*made, *named, "-keyout", str(key), "-out", str(shown)], check=True, capture_output=True)
    return shown, key
