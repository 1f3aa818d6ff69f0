"""One door for all formats: bytes are sniffed, the right reader is called, and every failure has its reason."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cqa.errors import EmptyFile, UnreadableFile
from cqa.model import Document
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
    if media == "pdf":
        from cqa.read.pdf import read_pdf

        document = read_pdf(data, str(path), digest, ocr=ocr)
    elif media == "docx":
        from cqa.read.word.docx import read_docx

        document = read_docx(data, str(path), digest)
    elif media == "doc":
        from cqa.read.word.legacy import read_doc

        document = read_doc(data, str(path), digest)
    elif media == "html":
        from cqa.read.html import read_html

        document = read_html(data, str(path), digest)
    elif media == "mhtml":
        from cqa.read.mhtml import read_mhtml

        document = read_mhtml(data, str(path), digest)
    elif media == "rtf":
        from cqa.read.word.rtf import read_rtf

        document = read_rtf(data, str(path), digest)
    else:
        from cqa.read.plain import read_plain

        document = read_plain(data, str(path), digest, media)
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
