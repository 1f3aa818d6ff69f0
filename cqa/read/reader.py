"""One door for all formats: bytes are sniffed, the right reader is called, and every failure has its reason."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path, PurePath

from cqa.errors import EmptyFile, UnreadableFile, UnsupportedFile
from cqa.model import Document
from cqa.read.sniff import media_of

MAX_BYTES = 1 << 30
"""One gigabyte: the largest agenda pack met is 90 MB."""

MAX_DEPTH = 3
"""Portfolios within portfolios that are opened."""


def read(path: Path, *, ocr: bool = False) -> Document:
    """The file at `path` as canonical text with pages and lines.

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
    if media == "pdf":
        from cqa.read.pdf import read_pdf

        return read_pdf(data, path, digest, ocr=ocr, attached=partial(_attached, ocr=ocr, depth=depth + 1))
    if media == "docx":
        from cqa.read.word.docx import read_docx

        return read_docx(data, path, digest)
    if media == "doc":
        from cqa.read.word.legacy import read_doc

        return read_doc(data, path, digest)
    if media == "html":
        from cqa.read.html import read_html

        return read_html(data, path, digest)
    if media == "mhtml":
        from cqa.read.mhtml import read_mhtml

        return read_mhtml(data, path, digest)
    if media == "rtf":
        from cqa.read.word.rtf import read_rtf

        return read_rtf(data, path, digest)
    from cqa.read.plain import read_plain

    return read_plain(data, path, digest, media)


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
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path.name}: cannot be opened ({error.strerror}). Check the path and its rights."
        ) from error
