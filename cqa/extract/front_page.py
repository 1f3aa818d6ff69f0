"""The front block of a paper: its lines, and the labelled values in them.

Councils print the block as lines (``Subject: …``), as a table (``SUBJECT:<TAB>…``), with the value on the next line,
or with several labels in one line. Values that wrap go on in lines that are indented or follow at once.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cqa.model import Document, Line, Part, Span
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks

HEAD_LINES = 90
"""Printed lines that a front block, a letter or a cover with its contents may take."""
HEAD_PAGES = 3
VALUE_LINES = 5
"""Most lines that one value may wrap over."""
INDENT = 15.0
"""Points by which a continuation line is right of its label."""
FULL = 60.0
"""Points from the right margin within which a line is full, so that its value may go on below its label."""
GAP = 1.9
"""Line distance, in line heights, from which a new block begins."""


class HeadLine(NamedTuple):
    """One line of the front: its words, span, page, left edge, size (0 when unknown), and whether a gap precedes it."""

    text: str
    span: Span
    page: int
    x0: float
    size: float
    bold: bool
    gap: bool
    mark: str
    x1: float = 0.0


class FrontPageField(NamedTuple):
    """A labelled value: what kind of label, the label and value as printed (blanks folded), the value's span."""

    kind: str
    label: str
    value: str
    span: Span
    line: int


@cache
def _labels() -> dict[str, str]:
    """Return the kind of each folded label."""
    path = Path(__file__).parent / "data" / "labels.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["labels"]
    return {_fold(label): kind for kind, labels in table.items() for label in labels}


RULES = Rules(__file__)
_INLINE = frozenset({"contact", "tel", "email"})


def _fold(label: str) -> str:
    return fold_blanks(label).lower().rstrip(" .:").replace("’", "'")


def clean(text: str) -> str:
    """Return a line without mark-up characters, blanks folded."""
    return fold_blanks(RULES["mark-up"].sub(" ", text))


def head_lines(doc: Document, part: Part, most: int = HEAD_LINES) -> list[HeadLine]:
    """Return the first printed lines of a part that hold words."""
    out: list[HeadLine] = []
    start, end = part.span
    previous = None
    first_page = None
    for line in _lines(doc, start, end):
        if line.end <= start or line.start >= end:
            continue
        text = doc.text[line.start : line.end]
        if not text.strip():
            previous = None
            continue
        first_page = line.page if first_page is None else first_page
        if len(out) >= most or line.page >= first_page + HEAD_PAGES:
            break
        gap = previous is None
        if previous is not None and line.bottom:
            height = max(line.bottom - line.top, previous.bottom - previous.top, 1.0)
            gap = line.page != previous.page or line.top - previous.top > GAP * height
        elif previous is not None:
            gap = doc.text.count("\n", previous.end, line.start) > 1
        out.append(
            HeadLine(text, (line.start, line.end), line.page, line.x0, line.size, line.bold, gap, line.mark, line.x1)
        )
        previous = line
    return out


def _lines(doc: Document, start: int, end: int) -> Iterator[Line]:
    first = bisect_left(doc.lines, start, key=lambda line: line.end)
    for i in range(first, len(doc.lines)):
        if doc.lines[i].start >= end:
            return
        yield doc.lines[i]


def _kind(label: str) -> str | None:
    labels = _labels()
    folded = _fold(label)
    if folded in labels:
        return labels[folded]
    bare = RULES["bracket at the end"].sub("", folded)
    if bare in labels:
        return labels[bare]
    kinds = {labels.get(half.strip()) for half in folded.split("/")}
    return kinds.pop() if len(kinds) == 1 else None  # "Subject matter / Title of decision"


class _Open(NamedTuple):
    kind: str
    label: str
    start: int
    line: int
    x0: float


def _labels_in(line: HeadLine) -> list[tuple[str, str, int, int]]:
    """Return the labels printed in a line: (kind, label, where it begins, where its value begins), offsets into the
    line."""
    found = []
    text = line.text
    at = 0
    for cell in text.split("\t"):
        stripped = cell.strip(" *|_#>")
        begin = at + len(cell) - len(cell.lstrip(" *|_#>"))
        match = RULES.find("label", text, begin)
        if match and (kind := _kind(match["label"])):
            found.append((kind, match["label"], begin, match.end()))
        elif stripped and "\t" in text and (kind := _kind(stripped)) and (kind != "other" or ":" in text):
            found.append((kind, stripped, begin, at + len(cell)))
        elif stripped and (inline := _inline(text, begin, at + len(cell))):
            found.append(inline)
        at += len(cell) + 1
    return [] if _are_column_heads(text, found) else found


def _are_column_heads(text: str, found: Sequence[tuple[str, str, int, int]]) -> bool:
    """Return whether labels without colons head columns (*Title | Stage | Date*) instead of having values next
    to them."""
    cells = [c for c in text.split("\t") if c.strip(" *|_#>")]
    if not found or ":" in text or len(cells) < 2 or len(found) == len(cells):
        return False
    last_alone = len(found) == 1 and not text[found[0][3] :].strip(" *|_#>\t")
    return 2 * len(found) < len(cells) or last_alone


def _leading_label(line: HeadLine) -> list[tuple[str, str, int, int]]:
    """Return a label that opens a table row whose cells were read as one: *Classification Unrestricted*."""
    words = list(RULES["word"].finditer(line.text[:60]))
    for count in range(min(5, len(words) - 1), 0, -1):
        label = line.text[words[0].start() : words[count - 1].end()]
        if kind := _kind(label):
            return [(kind, label, words[0].start(), words[count - 1].end())]
    return []


_ABOVE = frozenset({"title", "author", "meeting_date", "decision_date", "wards", "classification", "key"})


def _label_above(line: HeadLine, below: Sequence[HeadLine]) -> list[tuple[str, str, int, int]]:
    """Return a label in capitals alone on a line, its value right below: *WARD(S) AFFECTED*."""
    words = line.text.strip(" *|_#")
    kind = _kind(words) if (words.isupper() or line.bold) and " " in words else None
    if kind not in _ABOVE or not below or below[0].gap or below[0].text.isupper() or _labels_in(below[0]):
        return []
    return [(kind, words, line.text.find(words), len(line.text))]


def _inline(text: str, begin: int, end: int) -> tuple[str, str, int, int] | None:
    """Return a contact label in the middle of a line: *Thursday, 13 March 2025 Ask for: …*"""
    colon = text.find(":", begin, end)
    if colon < 0:
        return None
    words = list(RULES["word"].finditer(text[begin:colon]))
    for count in (1, 2, 3):
        if len(words) > count:
            start = begin + words[-count].start()
            label = text[start:colon]
            if _kind(label) in _INLINE:
                return (_kind(label) or "", label, start, colon + 1)
    return None


def _continues(line: HeadLine, opened: _Open, empty: bool, full: bool) -> bool:
    if line.gap and not empty:
        return False
    if RULES.find("numbered line", line.text) and (not empty or line.mark == "row"):
        return False
    if line.x0 and opened.x0:
        return line.x0 > opened.x0 + INDENT or empty or full
    return empty or line.text.startswith((" ", "\t"))


def fields(doc: Document, lines: Sequence[HeadLine]) -> list[FrontPageField]:
    """Return the labelled values of a front block, in order."""
    out: list[FrontPageField] = []
    opened: _Open | None = None
    pieces: list[Span] = []

    def close() -> None:
        nonlocal opened
        if opened is not None and pieces:
            value = fold_blanks(" ".join(doc.text[a:b] for a, b in pieces).replace("\t", " "))
            value = clean(value)
            if value:
                out.append(
                    FrontPageField(
                        opened.kind, fold_blanks(opened.label), value, (pieces[0][0], pieces[-1][1]), opened.line
                    )
                )
        opened = None
        pieces.clear()

    taken: set[int] = set()
    right = max((line.x1 for line in lines), default=0.0)
    bare_row = -2  # the last line that was a row of a table of labels without colons
    for number, line in enumerate(lines):
        if number in taken:
            continue
        base = line.span[0]
        found = _labels_in(line) or (_leading_label(line) if bare_row == number - 1 and not line.gap else [])
        if found and ":" not in line.text:
            bare_row = number
        found = found or _label_above(line, lines[number + 1 : number + 2])
        if len(found) > 1 and (grid := _grid(doc, line, found, lines[number + 1 : number + 2], number)):
            close()
            out += grid
            taken.add(number + 1)
            continue
        if not found:
            if opened is not None:
                empty = not pieces
                full = number > 0 and lines[number - 1].x1 >= right - FULL > 0
                if len(pieces) < VALUE_LINES and _continues(line, opened, empty, full):
                    _add(doc, pieces, *line.span)
                else:
                    close()
            continue
        before = line.text[: found[0][2]].strip()
        if opened is not None and not line.gap and before and not RULES.find("number of a form's row", before):
            _add(doc, pieces, base, base + found[0][2])
        for i, (kind, label, begin, value_at) in enumerate(found):
            close()
            stop = found[i + 1][2] if i + 1 < len(found) else len(line.text)
            opened = _Open(kind, label, begin, number, line.x0)
            _add(doc, pieces, base + value_at, base + stop)
    close()
    return out


def _grid(
    doc: Document, line: HeadLine, found: Sequence[tuple[str, str, int, int]], below: Sequence[HeadLine], number: int
) -> list[FrontPageField]:
    """Return the fields of a row of labels over a row of values: *Classification: | Date:* over *Open | 17
    March 2015*."""
    heads = [c for c in line.text.split("\t") if c.strip()]
    if not below or len(found) < len(heads) or any(line.text[f[3] :].split("\t")[0].strip(" *|:") for f in found):
        return []
    cells: list[Span] = []
    at = below[0].span[0]
    for cell in below[0].text.split("\t"):
        if cell.strip():
            cells.append((at, at + len(cell)))
        at += len(cell) + 1
    if len(cells) != len(found) or _labels_in(below[0]):
        return []
    return [
        FrontPageField(kind, fold_blanks(label), clean(doc.text[a:b]), (a, b), number)
        for (kind, label, _, _), (a, b) in zip(found, cells, strict=True)
    ]


def _add(doc: Document, pieces: list[Span], start: int, end: int) -> None:
    piece = doc.text[start:end]
    left = len(piece) - len(piece.lstrip(" \t*|_"))
    piece_end = start + len(piece.rstrip(" \t*|_"))
    if piece_end > start + left:
        pieces.append((start + left, piece_end))
