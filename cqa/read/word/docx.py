"""A Word file (docx, docm, dotx, dotm) as a Document: the steps in order, and the notes of what was left out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from lxml.etree import LxmlError

from cqa.errors import ReadError, UnreadableFile
from cqa.model import Document
from cqa.read.builder import TextBuilder
from cqa.read.glyphs import clean_line
from cqa.read.word.body import Body
from cqa.read.word.chunk import read_chunk
from cqa.read.word.entry import Entry, add_entry
from cqa.read.word.look import Looks
from cqa.read.word.numbering import Numbering
from cqa.read.word.package import Package, Relation
from cqa.read.word.runs import Runs
from cqa.read.word.styles import Styles
from cqa.read.word.xml import Element, W
from cqa.text.roman_numerals import roman

RUNNING = ("header", "footer")
CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
CORE_CREATED = "{http://purl.org/dc/terms/}created"

SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
"""Kinds of notes that are only lines between notes and text (17.11)."""

MAX_CHUNKS = 6
"""Nesting of imported documents that is followed."""


def read_docx(data: bytes, path: str, sha256: str, depth: int = 0) -> Document:
    """Read a Word file. Raises EncryptedFile where its archive is locked, UnreadableFile where it is damaged or unpacks
    to an absurd size."""
    name = PurePath(path).name
    try:
        return _DocxReader(Package(data, name), name, depth).document(path, sha256)
    except ReadError:
        raise
    except (LxmlError, zipfile.BadZipFile, LookupError, ValueError, AttributeError, OSError, StopIteration) as error:
        raise UnreadableFile(f"{name}: the Word file is damaged ({type(error).__name__}). Fetch it again.") from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(f"{name}: the Word file is packed in an unknown way ({error}). Save it again.") from error


class _DocxReader:
    """Reads one package; it has the parts that the body refers to."""

    def __init__(self, package: Package, name: str, depth: int) -> None:
        self.package, self.name, self.depth = package, name, depth
        self.main = package.main()
        self.relations = package.relations(self.main)
        self.notes: list[str] = []
        styles = package.related(self.main, "styles")
        self.styles, self.looks = Styles(styles), Looks(styles)
        self.numbering = Numbering(package.related(self.main, "numbering"))

    def document(self, path: str, sha256: str) -> Document:
        root = self.package.xml(self.main)
        story = root.find(W + "body")
        paged = next(root.iter(W + "lastRenderedPageBreak"), None) is not None
        runs = Runs(self.looks, story, paged, self._part)
        body = Body(self.styles, self.numbering, runs, self._chunk)
        builder = TextBuilder()
        page = 1
        builder.page(page)
        for entry in body.entries(story):
            if entry.page_break:
                page += 1
                builder.page(page)
            add_entry(builder, entry)
        for note in self._footnotes(root, runs):
            builder.line(note, "\n")
        text, pages, lines = builder.finish()
        title, created = self._properties()
        return Document(
            path,
            sha256,
            "docx",
            text,
            pages,
            lines,
            meta_title=title,
            created=created,
            notes=tuple(self._notes(runs)),
            running_lines=tuple(dict.fromkeys(self._running_lines())),
        )

    def _part(self, identity: str) -> Any:
        relation = self.relations.get(identity)
        return self.package.xml(relation.target) if relation is not None and not relation.external else None

    def _chunk(self, identity: str) -> Iterator[Entry]:
        """Yield the lines of an imported part; a note where it is missing or cannot be read."""
        relation = self.relations.get(identity)
        data = self.package.data(relation.target) if relation is not None and not relation.external else None
        name = PurePath(relation.target).name if relation is not None else identity
        if data is None or self.depth >= MAX_CHUNKS:
            self.notes.append(f"the imported part {name} is not in the file")
            return
        try:
            yield from read_chunk(data, name, self._inner)
        except ReadError as error:
            self.notes.append(f"an imported part was not read: {error}")

    def _inner(self, data: bytes, name: str) -> Document:
        """Return a Word file that this one imports."""
        return read_docx(data, name, "", self.depth + 1)

    def _footnotes(self, root: Element, runs: Runs) -> Iterator[str]:
        """Yield footnotes and endnotes in the order of their references, each as ``[1] text``, after the body."""
        for kind, part in (("footnote", "footnotes"), ("endnote", "endnotes")):
            notes = self.package.related(self.main, part)
            if notes is None:
                continue
            by_id = {note.get(W + "id") or "": note for note in notes.findall(W + kind)}
            named = {reference.get(W + "id") or "" for reference in root.iter(f"{W}{kind}Reference")}
            seen = list(dict.fromkeys(identity for found, identity in runs.notes if found == kind))
            order = [*seen, *(identity for identity in by_id if identity not in named)]
            count = 0
            for note in (by_id[identity] for identity in order if identity in by_id):
                if note.get(W + "type") in SEPARATORS:
                    continue
                inner = Body(self.styles, self.numbering, Runs(self.looks, note, False, lambda _: None))
                text = " ".join(entry.text.replace("\t", " ") for entry in inner.entries(note))
                if text:
                    count += 1
                    yield f"[{count if kind == 'footnote' else roman(count)}] {text}"

    def _running_lines(self) -> Iterator[str]:
        for relation in self.relations.values():
            if relation.kind in RUNNING and not relation.external:
                yield from self._running(relation)

    def _running(self, relation: Relation) -> Iterator[str]:
        root = self.package.xml(relation.target)
        for paragraph in root.iter(W + "p") if root is not None else ():
            text = clean_line("".join(t.text or "" for t in paragraph.iter(W + "t")))
            if text:
                yield text

    def _notes(self, runs: Runs) -> Iterator[str]:
        if runs.struck:
            yield "words struck through left out"
        if runs.hidden:
            yield "hidden words left out"
        comments = self.package.related(self.main, "comments")
        count = len(comments.findall(W + "comment")) if comments is not None else 0
        if count:
            yield f"{count} {'comment' if count == 1 else 'comments'} of reviewers left out"
        yield from self.notes

    def _properties(self) -> tuple[str | None, str | None]:
        """Return the title and day of creation that the file states, None for each that it does not."""
        relation = next((r for r in self.package.relations("").values() if r.kind == "core-properties"), None)
        root = self.package.xml(relation.target) if relation is not None and not relation.external else None
        if root is None:
            return None, None
        title, created = root.find(CORE_TITLE), root.find(CORE_CREATED)
        day = (created.text or "").strip()[:10] if created is not None else ""
        return (clean_line(title.text or "") or None) if title is not None else None, day if _is_day(day) else None


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()
