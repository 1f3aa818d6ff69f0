"""An OpenDocument text (odt, ott) as a Document.

Source: OASIS, Open Document Format for Office Applications 1.3, part 3. Numbers below are its sections. Read with
lxml, which reads docx too: the libraries for this format either ended in 2020 (odfpy) or parse entities (odfdo).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from lxml.etree import LxmlError

from cqa.errors import EncryptedFile, ReadError, UnreadableFile
from cqa.model import Document
from cqa.read.builder import TextBuilder
from cqa.read.glyphs import clean_line
from cqa.read.word.entry import add_entry
from cqa.read.word.odt_body import OdtBody
from cqa.read.word.odt_styles import META, OFFICE, STYLE, TEXT, OdtStyles
from cqa.read.word.package import Package

ENCRYPTED = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
RUNNING = frozenset({STYLE + "header", STYLE + "footer", STYLE + "header-first", STYLE + "footer-first"})


def read_odt(data: bytes, path: str, sha256: str) -> Document:
    """Return an OpenDocument text as text. Raises EncryptedFile where it is locked, UnreadableFile where damaged."""
    name = PurePath(path).name
    try:
        return _document(Package(data, name), name, path, sha256)
    except ReadError:
        raise
    except (LxmlError, zipfile.BadZipFile, LookupError, ValueError, AttributeError, OSError, RuntimeError) as error:
        why = type(error).__name__
        raise UnreadableFile(f"{name}: the OpenDocument file is damaged ({why}). Fetch it again.") from error


def _document(package: Package, name: str, path: str, sha256: str) -> Document:
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(ENCRYPTED), None) is not None:
        raise EncryptedFile(f"{name}: this OpenDocument file is locked with a password. Save a copy without one.")
    content, master = package.xml("content.xml"), package.xml("styles.xml")
    story = content.find(f"{OFFICE}body/{OFFICE}text")
    body = OdtBody(OdtStyles(root for root in (master, content) if root is not None))
    builder = TextBuilder()
    page = 1
    builder.page(page)
    for entry in body.entries(story):
        if page < entry.page:
            page = entry.page
            builder.page(page)
        add_entry(builder, entry)
    for count, note in enumerate(body.notes, 1):
        builder.line(f"[{count}] {note}", "\n")
    text, pages, lines = builder.finish()
    title, created = _properties(package.xml("meta.xml"))
    running_lines = tuple(dict.fromkeys(_running_lines(master)))
    return Document(
        path, sha256, "odt", text, pages, lines, meta_title=title, created=created, running_lines=running_lines
    )


def _running_lines(master: Any) -> Iterator[str]:
    """Yield the paragraphs of running headers and footers, which are in the page styles (16.9)."""
    for running in master.iter(*RUNNING) if master is not None else ():
        for paragraph in running.iter(TEXT + "p", TEXT + "h"):
            if words := clean_line("".join(paragraph.itertext())):
                yield words


def _properties(meta: Any) -> tuple[str | None, str | None]:
    """Return the title and the day of creation, where the file says them."""
    if meta is None:
        return None, None
    title, created = next(meta.iter(TITLE), None), next(meta.iter(META + "creation-date"), None)
    words = clean_line(title.text or "") if title is not None else ""
    return words or None, (created.text or "")[:10] or None if created is not None else None
