"""Streams of a compound file ([MS-CFB]): the container of Word 97-2003."""

from __future__ import annotations

import struct
from collections.abc import Sequence

HEADER = 512
END = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of a chain, free, a table's own (2.1)."""

MINI_CUTOFF = 4_096
"""Streams shorter than this are in the mini stream (2.2)."""

ROOT, STREAM = 5, 2
"""Types of directory entries."""


class CompoundFile:
    """The streams of a compound file by name. Raises ValueError, struct.error or IndexError where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 0x1E)[0]
        self.mini = 1 << struct.unpack_from("<H", data, 0x20)[0]
        if self.size not in (512, 4096) or self.mini != 64:
            raise ValueError("sectors of an unknown size")
        directory, mini_table = struct.unpack_from("<I", data, 0x30)[0], struct.unpack_from("<I", data, 0x3C)[0]
        self.table = self._table()
        self.entries = self._directory(self._chain(directory))
        self.mini_table = self._numbers(self._chain(mini_table)) if mini_table < END else ()
        root = next(start for _, kind, start, _ in self.entries if kind == ROOT)
        self.mini_stream = self._chain(root) if root < END else b""

    def stream(self, name: str) -> bytes:
        """Return a stream's bytes, b"" where there is none of that name."""
        for found, kind, start, size in self.entries:
            if kind == STREAM and found == name:
                return (self._mini_chain(start) if size < MINI_CUTOFF else self._chain(start))[:size]
        return b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.data[start : start + self.size]

    def _table(self) -> tuple[int, ...]:
        """Return the allocation table: for each sector the next of its chain."""
        sectors = [n for n in struct.unpack_from("<109I", self.data, 0x4C) if n < END]
        more = struct.unpack_from("<I", self.data, 0x44)[0]
        for _ in range(len(self.data) // self.size + 1):
            if more >= END:
                break
            numbers = self._numbers(self._sector(more))
            sectors += [n for n in numbers[:-1] if n < END]
            more = numbers[-1]
        return self._numbers(b"".join(map(self._sector, sectors)))

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _walk(start, self.table))

    def _mini_chain(self, start: int) -> bytes:
        sectors = _walk(start, self.mini_table)
        return b"".join(self.mini_stream[n * self.mini : (n + 1) * self.mini] for n in sectors)

    @staticmethod
    def _directory(data: bytes) -> list[tuple[str, int, int, int]]:
        found = []
        for at in range(0, len(data) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            start, size = struct.unpack_from("<II", data, at + 116)
            name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            found.append((name, kind, start, size))
        return found


def _walk(start: int, table: Sequence[int]) -> list[int]:
    """Return the sectors of a chain. Raises ValueError for one that turns back on itself."""
    found: list[int] = []
    while start < END:
        found.append(start)
        if len(found) > len(table):
            raise ValueError("a chain of sectors without an end")
        start = table[start]
    return found
