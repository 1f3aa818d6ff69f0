"""No network at run time: with every socket refused, papers are read, searched, asked about and exported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BLOCKED = """
import socket, sys
def refused(*_, **__):
    raise AssertionError("the network was used")
for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refused)
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refused
from cqa.cli import main
if __name__ == "__main__":
    main()
"""
PAPER = "<html><body><p>Leeds City Council</p><p>Caseloads of social workers are high, see http://127.0.0.1:9/{}.</p></body></html>"


def test_every_command_runs_without_a_network(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for n in range(5):
        (papers / f"{n}.html").write_text(PAPER.format(n), "utf-8")
    script = tmp_path / "blocked.py"
    script.write_text(BLOCKED)
    for arguments in (
        ("ingest", str(papers), "--jobs", "2"),
        ("search", "caseloads"),
        ("ask", "Are caseloads high?"),
        ("papers", "--json"),
        ("matrix", "caseloads"),
        ("export",),
        ("status",),
        ("verify",),
        ("help",),
    ):
        command = [sys.executable, str(script), "--index", str(tmp_path / "index"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode in (0, 1), (arguments, done.stderr)
        assert "network" not in done.stderr
