"""One writer at a time. The lock is the operating system's and dies with its process, so none is ever left behind."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cqa.errors import IndexBusy

NAME = "write.lock"
HOLDER = "writer.txt"


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Lock the index for writing. Raises :class:`~cqa.errors.IndexBusy`, naming the process that has it."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise IndexBusy(
            f"the index in {folder} is being written{_holder(folder)}; wait until that is done. "
            "Searching works meanwhile."
        ) from None
    holder = folder / HOLDER
    try:
        holder.write_text(f"process {os.getpid()} since {datetime.now():%H:%M:%S on %d %B %Y}", encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink()
        lock.release()


def _holder(folder: Path) -> str:
    try:
        return " by " + (folder / HOLDER).read_text(encoding="utf-8")[:80]
    except OSError:
        return ""
