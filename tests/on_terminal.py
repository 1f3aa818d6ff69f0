"""What a command prints on a terminal of a given width."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from pathlib import Path
from typing import NamedTuple


class Printed(NamedTuple):
    stdout: str
    stderr: str
    status: int


def on_terminal(command: list[str], columns: int, *, cwd: Path | None = None, **env: str) -> Printed:
    """Runs a command with its stdout on a terminal; stderr is piped, so that there is no progress to see."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    plain = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "CQA_INDEX")}
    process = subprocess.Popen(
        command, stdout=slave, stderr=subprocess.PIPE, cwd=cwd, env=plain | {"TERM": "xterm"} | env
    )
    os.close(slave)
    pieces = []
    with contextlib.suppress(OSError):  # EIO: the other end is closed
        while select.select([master], [], [], 120)[0]:
            pieces.append(os.read(master, 65536))
            if not pieces[-1]:
                break
    os.close(master)
    said = process.communicate(timeout=120)[1]
    return Printed(b"".join(pieces).decode("utf-8").replace("\r\n", "\n"), said.decode("utf-8"), process.returncode)
