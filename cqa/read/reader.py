"""One door for all formats: bytes are sniffed, the right reader is called, and every failure has its reason."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cqa.errors import EmptyFile, UnreadableFile
from cqa.model import Document
from cqa.read.formats import read_as
from cqa.read.sniff import media_of

MAX_BYTES = 1 << 30
"""One gigabyte: the largest agenda pack met is 90 MB."""


def read(path: Path, *, ocr: bool = False) -> Document:
    """The file at `path` as canonical text with pages and lines.

    `ocr` allows recognition of pages that are pictures, with ocrmypdf or tesseract where installed.
    Raises a subclass of cqa.errors.ReadError, whose message names the file, what is wrong and what to do:
    EmptyFile, NeedsOcr, EncryptedFile, UnsupportedFile, UnreadableFile.
    """
    data = _bytes(path)
    media = media_of(data, path.name)
    digest = hashlib.sha256(data).hexdigest()
    document = read_as(media, data, str(path), digest, ocr=ocr)
    if not document.text.strip():
        raise EmptyFile(f"{path.name}: no words in this file. Fetch it again, or leave it out.")
    return document


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(f"{path.name}: {size:,} bytes; the limit is {MAX_BYTES:,}. Split the file.")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path.name}: cannot be opened ({error.strerror}). Check the path and its rights."
        ) from error
