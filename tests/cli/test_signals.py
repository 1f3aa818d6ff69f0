"""Ctrl-C and SIGTERM end a command, also where a library swallows them, makes another error of them or hangs."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from cqa.cli.signals import INTERRUPTED, SAID, TERMINATED

COMMAND = """
import os, signal, sys, threading
import cqa.cli
from cqa.cli import main, stop

def swallows():
    while True:
        try:
            threading.Event().wait(60)
        except BaseException:
            pass

def changes():
    try:
        threading.Event().wait(60)
    except BaseException as error:
        raise ImportError("half imported") from error

def runs(*_, **__):
    threading.Timer(0.2, os.kill, (os.getpid(), int(sys.argv[2]))).start()
    {"swallows": swallows, "changes": changes}[sys.argv[1]]()

cqa.cli.cli.main = runs
stop.is_done = sys.argv[3] == "server"
main()
"""
EARLY = """
import builtins, os, sys
imported = builtins.__import__

def slow(name, *rest):
    if name == "cqa.cli":
        os.kill(os.getpid(), int(sys.argv[1]))
    return imported(name, *rest)

from cqa.__main__ import main
builtins.__import__ = slow
main()
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs Unix signals")
BOTH = pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED)], ids=["SIGINT", "SIGTERM"]
)


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=50, check=False)


@BOTH
@pytest.mark.parametrize("library", ["swallows", "changes"])
def test_a_library_in_the_way_does_not_keep_the_command(number: int, status: int, library: str) -> None:
    done = run(COMMAND, library, int(number), "command")
    assert (done.returncode, done.stderr) == (status, f"cqa: {SAID[status]}\n")


@BOTH
def test_a_server_in_the_way_of_a_library_has_done_its_work(number: int, status: int) -> None:
    done = run(COMMAND, "swallows", int(number), "server")
    assert (done.returncode, done.stderr) == (0, "")


@BOTH
def test_a_signal_while_the_command_is_imported_makes_no_noise(number: int, status: int) -> None:
    done = run(EARLY, int(number))
    assert (done.returncode, done.stderr) == (status, "")
