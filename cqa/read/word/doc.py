"""Word 97-2003 read without another program: paragraphs, rows, lists, notes, boxes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePath

from cqa.errors import UnreadableFile
from cqa.model import Document
from cqa.read.builder import TextBuilder
from cqa.read.glyphs import clean_line
from cqa.read.grid import Placed, aligned
from cqa.read.word import doc_text
from cqa.read.word.body import tabbed
from cqa.read.word.doc_text import DocParagraph, DocText
from cqa.read.word.entry import Entry, add_entry
from cqa.text.roman_numerals import roman

TEXT, FOOTNOTES, HEADERS, ENDNOTES, BOXES = 0, 1, 2, 5, 6
"""Stories by their place in the header's counts."""

NEAR = 40
"""Twentieths of a point by which the edges of cells of one column may differ."""


def read_word97(data: bytes, path: str, sha256: str) -> Document:
    """Read a Word 97-2003 file.

    Raises EncryptedFile where it is locked, UnreadableFile where it is damaged or of an older format, which another
    program may read.
    """
    name = PurePath(path).name
    try:
        return _document(DocText(data, name), path, sha256)
    except (ValueError, struct.error, IndexError, StopIteration, OverflowError) as error:
        raise UnreadableFile(f"{name}: this Word file is damaged or older than Word 97 ({error}).") from error


def _document(doc: DocText, path: str, sha256: str) -> Document:
    builder = TextBuilder()
    builder.page(1)
    for entry in _entries(doc, *doc.story(TEXT)):
        add_entry(builder, entry)
    for entry in _entries(doc, *doc.story(BOXES)):
        builder.line(entry.text, "\n\n", mark=entry.mark, level=entry.level)
    for note in (*_notes(doc, FOOTNOTES, 3), *_notes(doc, ENDNOTES, 47)):
        builder.line(note, "\n")
    text, pages, lines = builder.finish()
    running_lines = tuple(dict.fromkeys(entry.text for entry in _entries(doc, *doc.story(HEADERS))))
    notes = [
        f"{what} left out" for what, n in (("words struck through", doc.struck), ("hidden words", doc.hidden)) if n
    ]
    return Document(path, sha256, "doc", text, pages, lines, notes=tuple(notes), running_lines=running_lines)


def _entries(doc: DocText, start: int, end: int) -> Iterator[Entry]:
    """Yield the lines of a story: paragraphs, and the rows of tables."""
    before: list[DocParagraph] = []
    rows: list[tuple[list[list[Entry]], list[int]]] = []
    cells: list[list[Entry]] = []
    cell: list[Entry] = []
    for paragraph in doc.paragraphs(start, end):
        if paragraph.deleted_end:
            before.append(paragraph)
            continue
        whole, before = _joined([*before, paragraph]), []
        if not whole.number(doc_text.IN_TABLE):
            if rows:
                yield from _table(rows)
                rows = []
            yield from _lines(doc, whole)
        elif whole.number(doc_text.ROW_END):
            rows.append((cells, _edges(whole)))
            cells = []
        else:
            cell += _lines(doc, whole)
            if whole.end == "\x07":
                cells.append(cell)
                cell = []
    if before:
        yield from _lines(doc, _joined(before))
    if cells:
        rows.append((cells, []))
    yield from _table(rows)


def _joined(paragraphs: list[DocParagraph]) -> DocParagraph:
    """Return paragraphs whose mark between them is deleted as one; the first with words determines its look."""
    look = next((paragraph for paragraph in paragraphs if paragraph.text.strip()), paragraphs[-1])
    return look._replace(
        text="".join(paragraph.text for paragraph in paragraphs),
        end=paragraphs[-1].end,
        sprms=paragraphs[-1].sprms if len(paragraphs) > 1 else look.sprms,
    )


def _lines(doc: DocText, paragraph: DocParagraph) -> Iterator[Entry]:
    if not paragraph.text.strip():
        return
    listed = paragraph.number(doc_text.LIST)
    depth = paragraph.number(doc_text.LIST_LEVEL) or 0
    label = doc.numbering.next(listed, depth) if listed and listed < 2047 else ""
    outline = paragraph.number(doc_text.OUTLINE)
    level = paragraph.style.level or (outline + 1 if outline is not None and outline < 9 else 0)
    size = paragraph.half_points / 2
    bold = paragraph.bold
    first = True
    for line in paragraph.text.split("\n"):
        text = tabbed(line)
        if not text:
            continue
        text = f"{label} {text}" if first and label else text
        row = "\t" in text and not level
        mark = "row" if row else "heading" if level else "item" if label else ""
        shown = 0 if row else level or (depth + 1 if label else 0)
        yield Entry(text, mark, shown, size, bold, paragraph.italic, gap=first)  # type: ignore[arg-type]
        first = False


def _edges(paragraph: DocParagraph) -> list[int]:
    """Return the edges of a row's cells from left to right, in twentieths of a point ([MS-DOC] 2.9.327)."""
    operand = paragraph.sprms.get(doc_text.TABLE_EDGES, b"")
    count = operand[0] if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return []
    return list(struct.unpack_from(f"<{count + 1}h", operand, 1))


def _table(rows: list[tuple[list[list[Entry]], list[int]]]) -> Iterator[Entry]:
    """Yield the rows of a table, each a line; a table of one column is a frame around its text."""
    if not rows:
        return
    if max(len(cells) for cells, _ in rows) == 1:
        yield from (entry for cells, _ in rows for cell in cells for entry in cell)
        return
    places = _columns([edge for _, edges in rows for edge in edges])
    placed = [_placed(cells, edges, places) for cells, edges in rows]
    first = True
    for (cells, _), texts in zip(rows, aligned(placed), strict=True):
        filled = [entry for cell in cells for entry in cell]
        if not filled:
            continue
        if len([cell for cell in cells if cell]) == 1 and len(cells) == 1:
            yield from filled
            first = True
            continue
        text = "\t".join(texts)
        bold = all(entry.bold for entry in filled)
        yield Entry(text, "row" if "\t" in text else "", 0, filled[0].size, bold, gap=first)
        first = False


def _columns(edges: list[int]) -> list[int]:
    """Return the edges of columns: those of cells, near ones as one."""
    found: list[int] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > NEAR:
            found.append(edge)
    return found


def _placed(cells: list[list[Entry]], edges: list[int], places: list[int]) -> Placed:
    texts = [" ".join(entry.text.replace("\t", " ") for entry in cell) for cell in cells]
    if len(edges) <= len(texts):
        return list(texts)
    row: Placed = [None] * sum(1 for place in places[:-1] if place < edges[0] - NEAR)
    for text, (left, right) in zip(texts, pairwise(edges), strict=False):
        span = sum(1 for place in places[:-1] if left - NEAR <= place < right - NEAR)
        row += [text, *[None] * (span - 1)]
    return row


def _notes(doc: DocText, story: int, places: int) -> Iterator[str]:
    """Yield footnotes or endnotes, each as ``[1] text``; `places` lists their positions in the header's pairs."""
    table = doc.part(places)
    positions = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    start, end = doc.story(story)
    count = 0
    for low, high in pairwise(positions):
        if start + high > end or low >= high:
            continue
        text = clean_line(" ".join(entry.text for entry in _entries(doc, start + low, start + high)).replace("\t", " "))
        if text:
            count += 1
            yield f"[{count if story == FOOTNOTES else roman(count)}] {text}"
