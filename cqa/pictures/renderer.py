"""The page server's side of drawing: one process, started when it is first needed and again when it has died, and the
last pictures kept in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from cqa.pictures.worker import WALL_SECONDS, DrawingRequest, serve

if TYPE_CHECKING:
    from cqa.read.pdf.picture import PageLook

KEPT_BYTES = 48 << 20
"""Bytes of pictures that are kept: some 300 pages of text."""

PATIENCE_SECONDS = WALL_SECONDS + 5.0
"""Seconds to wait for the process, its start included, before it is ended."""

TURN_SECONDS = 15.0
"""Seconds that a page waits for those asked for before it."""


class PageRenderer:
    """Draws pages of PDFs. Safe for several threads; they take turns."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._turn, self._kept = threading.Lock(), _KeptPictures(kept_bytes)
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def picture(self, path: str, sha256: str, page: int, wide: int) -> bytes | None:
        """Return a page (from 1) as a PNG picture; None for one that cannot be drawn within the limits.

        ``sha256`` is the digest of the file: a file that has changed has other pictures.
        """
        key = (sha256, page, wide)
        found = self._kept.get(key)
        if found is None:
            found = self._ask(DrawingRequest("draw", path, page, wide=wide))
            if isinstance(found, bytes):
                self._kept.put(key, found)
        return found

    def locate(self, path: str, page: int, quotes: tuple[str, ...], words: tuple[str, ...]) -> PageLook | None:
        """Return the size of a page (from 1) and where words are on it; None for one that cannot be read."""
        found: PageLook | None = self._ask(DrawingRequest("locate", path, page, quotes=quotes, words=words))
        return found

    def warm(self) -> None:
        """Start the process, without waiting for it: the first picture then comes as fast as the others."""
        if self._process is None and not self._turn.locked():
            threading.Thread(target=self._begin, daemon=True).start()

    def _begin(self) -> None:
        with self._turn, suppress(OSError):
            self._connected()

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()

    def _ask(self, request: DrawingRequest) -> Any:
        if not self._turn.acquire(timeout=TURN_SECONDS):
            return None
        try:
            connection = self._connected()
            connection.send(request)
            if connection.poll(PATIENCE_SECONDS):
                return connection.recv()
            self._end()
        except (EOFError, OSError):  # it has died of this page
            self._end()
        finally:
            self._turn.release()
        return None

    def _connected(self) -> Connection:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self._end()
            spawn = get_context("spawn")
            self._connection, other = spawn.Pipe()
            self._process = spawn.Process(target=serve, args=(other,), daemon=True, name="cqa-pictures")
            self._process.start()
            other.close()
        return self._connection

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            with suppress(OSError, ValueError):
                self._process.kill()
                self._process.join(1.0)
        self._process = self._connection = None


class _KeptPictures:
    """The pictures used last, up to so many bytes."""

    def __init__(self, most: int) -> None:
        self._most, self._size, self._lock = most, 0, threading.Lock()
        self._found: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()

    def get(self, key: tuple[str, int, int]) -> bytes | None:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: tuple[str, int, int], picture: bytes) -> None:
        with self._lock:
            self._size += len(picture) - len(self._found.pop(key, b""))
            self._found[key] = picture
            while self._size > self._most:
                self._size -= len(self._found.popitem(last=False)[1])
