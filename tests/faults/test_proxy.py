"""The guide's nginx in front of the page: nothing without the password, everything with it, over TLS."""

from __future__ import annotations

import base64
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from tests.web.served import SECONDS, Served

GUIDE = Path(__file__).resolve().parents[2] / "cqa" / "guide" / "page.md"
NAME = "papers.example.gov.uk"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
AROUND = """{user}pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxied; fastcgi_temp_path {folder}/fast;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {server}
}}
"""

pytestmark = pytest.mark.skipif(NGINX is None or shutil.which("openssl") is None, reason="needs nginx and openssl")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of nginx, with the guide's own lines but for ports and places of files."""
    folder = tmp_path_factory.mktemp("proxy")
    paper = folder / "paper.txt"
    paper.write_text("Leeds City Council\n\nReport to Cabinet\n\n1. Caseloads are high.\n", "utf-8")
    assert CliRunner().invoke(cli, ["--index", str(folder / "index"), "ingest", str(paper)]).exit_code == 0
    port = free_port()
    served = Served(folder / "index", folder / "log", "--name", f"{NAME}:{port}")
    key, certificate, passwords = folder / "key", folder / "certificate", folder / "passwords"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}", "-days", "2"]
    named = ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *named], check=True, capture_output=True)
    hashed = subprocess.run(["openssl", "passwd", "-6", "right"], check=True, capture_output=True, text=True)
    passwords.write_text(f"officer:{hashed.stdout}")
    found = re.search(r"```nginx\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found
    server = found[1]
    for old, new in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("127.0.0.1:8000", f"127.0.0.1:{served.port}"),
        ("/etc/ssl/papers.pem", str(certificate)),
        ("/etc/ssl/private/papers.key", str(key)),
        ("/etc/nginx/papers.passwords", str(passwords)),
    ):
        assert old in server
        server = server.replace(old, new)
    user = "user root;\n" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(AROUND.format(user=user, folder=folder, server=server))
    command = [str(NGINX), "-c", str(configuration), "-p", str(folder), "-g", "daemon off;"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as proxy:
        try:
            until = time.monotonic() + SECONDS
            while time.monotonic() < until and proxy.poll() is None:
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            assert proxy.poll() is None, (folder / "error.log").read_text()
            yield port
        finally:
            proxy.terminate()
    served.close()


def ask(port: int, path: str, password: str | None = None, host: str | None = None) -> tuple[int, dict[str, str], str]:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    connection = HTTPSConnection("127.0.0.1", port, timeout=SECONDS, context=trusting)
    headers = {"Host": host or f"{NAME}:{port}"}
    if password is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(f"officer:{password}".encode()).decode()
    try:
        connection.request("GET", path, headers=headers)
        got = connection.getresponse()
        return got.status, {k.lower(): v for k, v in got.getheaders()}, got.read().decode("utf-8", "replace")
    finally:
        connection.close()


@pytest.mark.parametrize("password", [None, "", "wrong"])
@pytest.mark.parametrize("path", ["/", "/search?q=caseloads", "/download/search.csv?q=caseloads", "/static/cqa.css"])
def test_nothing_is_shown_without_the_password(port: int, path: str, password: str | None) -> None:
    status, _, body = ask(port, path, password)
    assert status == 401
    assert "aseloads" not in body


def test_everything_is_shown_with_the_password(port: int) -> None:
    status, headers, body = ask(port, "/search?q=caseloads", "right")
    assert status == 200
    assert "Caseloads" in body
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert ask(port, "/download/search.csv?q=caseloads", "right")[0] == 200


def test_another_name_is_refused_behind_the_proxy_too(port: int) -> None:
    assert ask(port, "/search?q=caseloads", "right", host="evil.example")[0] == 421
