"""One door for all formats: bytes are sniffed, the right reader is called, and every failure has its reason."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path, PurePath
from typing import IO

from cqa.errors import EmptyFile, UnreadableFile, UnsupportedFile
from cqa.model import Document
from cqa.read.formats import read_as
from cqa.read.sniff import media_of

MAX_BYTES = 1 << 30
"""One gigabyte: the largest agenda pack met is 90 MB."""

PIECE = 1 << 20
"""Bytes that are read at a time of a file that is longer than it says."""

MAX_DEPTH = 3
"""Portfolios within portfolios that are opened."""


def read(path: Path, *, ocr: bool = False) -> Document:
    """Read the file at `path` as canonical text with pages and lines.

    `ocr` allows recognition of pages that are pictures, with ocrmypdf or tesseract where installed.
    Raises a subclass of cqa.errors.ReadError, whose message names the file, what is wrong and what to do:
    EmptyFile, NeedsOcr, EncryptedFile, UnsupportedFile, UnreadableFile.
    """
    document = read_bytes(_bytes(path), str(path), ocr=ocr)
    if not document.text.strip():
        raise EmptyFile(f"{path.name}: no words in this file. Fetch it again, or leave it out.")
    return document


def read_bytes(data: bytes, path: str, *, ocr: bool = False, depth: int = 0) -> Document:
    """Return `data`, the bytes of the file at `path`, as a document; `depth` counts portfolios around it.

    Raises what `read` raises, but for a text without words.
    """
    media = media_of(data, PurePath(path).name)
    digest = hashlib.sha256(data).hexdigest()
    attached = partial(_attached, ocr=ocr, depth=depth + 1)
    return read_as(media, data, path, digest, ocr=ocr, attached=attached)


def _attached(data: bytes, name: str, *, ocr: bool, depth: int) -> Document:
    """Return a file attached to a portfolio."""
    if depth > MAX_DEPTH:
        raise UnsupportedFile(f"{name}: portfolios within portfolios. Take the files out and ingest them.")
    return read_bytes(data, name, ocr=ocr, depth=depth)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(f"{path.name}: {size:,} bytes; the limit is {MAX_BYTES:,}. Split the file.")
        with path.open("rb") as file:
            data = _all_of(file, size)
    except OSError as error:
        raise UnreadableFile(
            f"{path.name}: cannot be opened ({error.strerror}). Check the path and its permissions."
        ) from error
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"{path.name}: more than {MAX_BYTES:,} bytes. Split the file.")
    return data


def _all_of(file: IO[bytes], size: int) -> bytes:
    """Return the bytes of a file that says how many it has, and those beyond: a file of the kernel says none.

    Room is taken as it is needed: a worker of a small machine may take less than the largest file.
    """
    data = file.read(size + 1)
    beyond, total = list[bytes](), len(data)
    while total <= MAX_BYTES and (more := file.read(PIECE)):
        beyond.append(more)
        total += len(more)
    return b"".join([data, *beyond]) if beyond else data
