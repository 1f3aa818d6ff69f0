"""docx as a Document. Only this module imports python-docx; its errors, zip's and lxml's are translated here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from cqa.errors import EncryptedFile, UnreadableFile
from cqa.model import Document
from cqa.read.builder import TextBuilder
from cqa.read.glyphs import clean_line
from cqa.read.word.body import Body
from cqa.read.word.numbering import Numbering
from cqa.read.word.styles import Styles
from cqa.read.word.xml import W

MAX_UNPACKED = 400 << 20
"""Bytes that a docx may unpack to; the largest of the sample unpacks to some 9 MB."""

MAX_RATIO = 250
"""Unpacked to packed size of one part over 10 MB; the XML of real papers packs about 20 to 1."""

LOCKED = 1
"""Bit 0 of a zip part's flags: it is encrypted (ZIP APPNOTE 4.4.4)."""


def read_docx(data: bytes, path: str, sha256: str) -> Document:
    """A Word file as text. Raises EncryptedFile where its archive is locked, UnreadableFile where it is damaged or
    unpacks to an absurd size."""
    name = PurePath(path).name
    try:
        _refuse_locked_or_bomb(data, name)
        return _document(docx.Document(io.BytesIO(data)), path, sha256)
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError) as error:
        raise UnreadableFile(f"{name}: the Word file is damaged ({type(error).__name__}). Fetch it again.") from error


def _refuse_locked_or_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & LOCKED for part in parts):
        raise EncryptedFile(f"{name}: this Word file is locked with a password. Save a copy without one.")
    total = sum(part.file_size for part in parts)
    swollen = any(p.file_size > (10 << 20) and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts)
    if total > MAX_UNPACKED or swollen:
        raise UnreadableFile(f"{name}: this Word file unpacks to {total:,} bytes and is refused. Save it again.")


def _document(document: Any, path: str, sha256: str) -> Document:
    root = document.element.body
    paged = next(root.iter(W + "lastRenderedPageBreak"), None) is not None
    body = Body(Styles(document.styles.element), Numbering(_numbering(document)), paged)
    builder = TextBuilder()
    page = 1
    builder.page(page)
    row = False
    for entry in body.entries(root):
        if entry.page_break:
            page += 1
            builder.page(page)
        tight = (row and entry.mark == "row" and not entry.gap) or not entry.gap
        builder.line(
            entry.text,
            "\n" if tight else "\n\n",
            size=entry.size,
            bold=entry.bold,
            emphasis=entry.emphasis,
            mark=entry.mark,
            level=entry.level,
        )
        row = entry.mark == "row"
    for note in _footnotes(document, body):
        builder.line(note, "\n")
    text, pages, lines = builder.finish()
    title, created = _properties(document)
    furniture = tuple(dict.fromkeys(_furniture(document)))
    return Document(path, sha256, "docx", text, pages, lines, meta_title=title, created=created, furniture=furniture)


def _numbering(document: Any) -> Any:
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return None


def _footnotes(document: Any, body: Body) -> Iterator[str]:
    """Footnotes in their order, each as ``[1] text``, after the body."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/footnotes"):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(relation.target_part.blob, parser)
        count = 0
        for note in root.findall(W + "footnote"):
            text = " ".join(entry.text for entry in body.entries(note))
            if text and note.get(W + "type") not in ("separator", "continuationSeparator", "continuationNotice"):
                count += 1
                yield f"[{count}] {text}"


def _furniture(document: Any) -> Iterator[str]:
    for section in document.sections:
        parts = (section.header, section.footer, section.first_page_header, section.first_page_footer)
        for part in parts:
            for paragraph in part._element.iter(W + "p"):
                text = clean_line("".join(t.text or "" for t in paragraph.iter(W + "t")))
                if text:
                    yield text


def _properties(document: Any) -> tuple[str | None, str | None]:
    try:
        properties = document.core_properties
        created = properties.created
        return clean_line(properties.title or "") or None, created.date().isoformat() if created else None
    except (ValueError, KeyError):
        return None, None
