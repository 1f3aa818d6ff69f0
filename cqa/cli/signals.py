"""Ctrl-C and SIGTERM: what is open is closed on the way out, and the command ends within two seconds in any case."""

from __future__ import annotations

import _thread
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

INTERRUPTED, TERMINATED = 130, 143
"""Exit statuses of a command that a signal ends: 128 and the number of the signal, as shells have it."""

GOODBYE_SECONDS = 1.5
"""How long a command may take to close what is open. Libraries swallow exceptions (in callbacks and ``__del__``), and
some calls into them do not return; an index is whole whenever its writer ends."""

SAID = {
    INTERRUPTED: "interrupted; everything up to the last commit is in the index",
    TERMINATED: "terminated; everything up to the last commit is in the index",
}


class Terminated(SystemExit):
    """SIGTERM, as Ctrl-C is KeyboardInterrupt: what is open is closed on the way out.

    A kind of SystemExit, because event loops (waitress's among them) let that pass and swallow other exceptions.
    """


class Stop:
    """Hears the two signals. ``leave`` ends the process with a status; ``is_done`` says that a stop is all that is
    waited for, as a server does; ``heard`` is the status of the signal that came."""

    def __init__(self, leave: Callable[[int], object]) -> None:
        self._leave, self.is_done = leave, False
        self.heard: int | None = None

    def listen(self) -> None:
        """Hear Ctrl-C and SIGTERM from now on, the first of them once."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._hear)

    def _hear(self, number: int, _: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)  # a second one would break the goodbye off, with a traceback
        self.heard = status = TERMINATED if number == signal.SIGTERM else INTERRUPTED
        _thread.start_new_thread(self._end, (status,))
        raise Terminated if status == TERMINATED else KeyboardInterrupt

    def _end(self, status: int) -> None:
        time.sleep(GOODBYE_SECONDS)
        if not self.is_done:
            os.write(2, f"cqa: {SAID[status]}\n".encode())
        self._leave(0 if self.is_done else status)
