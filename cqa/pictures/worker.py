"""The process that draws: it opens a PDF, draws a page of it or finds words on it, within limits.

A hostile file can stop or crash this process only; the page server starts another.
"""

from __future__ import annotations

from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cqa.errors import ReadError
from cqa.ingest.limits import TookTooLong, limited_cpu, limited_memory, limited_wall, prepare_worker
from cqa.record import dataclass

if TYPE_CHECKING:
    from cqa.read.pdf.picture import PageLook

CPU_SECONDS = 4.0
"""CPU seconds for one page: 126 pages of 36 council PDFs took 0.7 s at most on a busy machine."""

WALL_SECONDS = 10.0
"""Seconds by the clock for one page, after which the process ends itself."""

FILE_LARGEST = 256 << 20
"""Bytes of the largest file that is opened for one of its pages."""


@dataclass(frozen=True, slots=True)
class DrawingRequest:
    """What to do with page ``page`` (from 1) of a file: ``draw`` it ``wide`` pixels across, or ``locate`` words."""

    do: Literal["draw", "locate"]
    path: str
    page: int
    wide: int = 0
    quotes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def serve(connection: Connection) -> None:
    """Answer requests, each with a picture, a :class:`PageLook`, or None for a page that cannot be drawn."""
    prepare_worker()
    while True:
        try:
            request = connection.recv()
        except (EOFError, OSError):
            return
        answer: Any = None
        with suppress(TookTooLong, MemoryError, ReadError, OSError, ValueError, RuntimeError):
            answer = _answer(request)
        connection.send(answer)


def _answer(request: DrawingRequest) -> bytes | PageLook | None:
    from cqa.read.pdf import pdfium, picture

    path = Path(request.path)
    size = path.stat().st_size
    if size > FILE_LARGEST:
        return None
    with (
        limited_wall(WALL_SECONDS),
        limited_memory(size),
        limited_cpu(CPU_SECONDS),
        pdfium.opened(path.read_bytes(), path.name) as document,
    ):
        if not 1 <= request.page <= len(document):
            return None
        if request.do == "draw":
            return picture.png(document, request.page - 1, request.wide)
        return picture.look(document, request.page - 1, request.quotes, request.words)
