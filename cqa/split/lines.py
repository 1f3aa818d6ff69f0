"""Printed lines with what their looks say: bullet, label, cells, gap above, whether the one before runs on.

Works alike for files with geometry (PDF: points, font sizes) and without (text, Markdown, HTML, Word), where a
blank line is a gap and leading spaces are an indent.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict

from cqa.model import Document, Line, LineMark, Span
from cqa.record import dataclass
from cqa.split.double_spacing import is_full, printed_width
from cqa.split.numbering.labels import Label, parse, parse_right
from cqa.split.tables.cells import row_cells

SPACE_POINTS = 8.0
"""Indent in points of one leading space where there is no geometry: enough to detect a nested list."""

PARAGRAPH_GAP = 0.45
"""Blank space above a line, in line heights beyond the page's usual leading, that starts a new paragraph."""

FULL_LINE = 0.82
"""A line whose right end reaches this share of the text width may run on into the next."""

TITLE_STEP, MOST_VERDICT = 0.8, 4
"""Points by which a title is larger than the text, and most words of the verdict printed to its right."""

_BULLET = re.compile(
    r"[ \t]*(?:[\u2022\u25cf\u25aa\u25e6\u00b7\u2023\u27a2\u25cb\u25a0\u2666\u2756\u2713\u2714"
    r"\uf0b7\uf0a7\uf0d8\uf0fc\uf0ab]"
    r"|[-*\u2013+](?=[ \t])|o(?=[ \t]+[A-Z])|\u2192)[ \t]*"
)
_HASHES = re.compile(r"[ \t]*(#{1,6})[ \t]+")
_QUOTED = re.compile(r"[ \t]*>[ \t]?")
_TERMINAL = ".:;!?"
_CLOSERS = "\"'\u2019\u201d)]*_ "
_STAMP = re.compile(r"[ \t]*page \d{1,4}(?:[ \t]+agenda item \d{1,3}[a-z]?)?[ \t]*$", re.IGNORECASE)
"""The page number that a pack stamps on its papers (``Page 17``, with ``Agenda Item 6``) is no text of theirs."""
_RULE = re.compile(r"[ \t|:]*[-_=*]{3}[ \t|_=:*-]*$")


@dataclass(slots=True)
class PrintedLine:
    """One printed line. ``body`` is the offset of its first character after bullet or heading mark.

    ``gap`` is the space above in line heights (blank lines where there is no geometry), 0 inside a paragraph.
    ``open`` says that the line before ends mid-sentence and reaches the margin: this line continues it.
    ``cells`` are spans when the line is a table row of several cells, else empty.
    """

    start: int
    end: int
    page: int
    body: int
    bullet: str
    indent: float
    gap: float
    open: bool
    size: float
    bold: bool
    mark: LineMark
    level: int
    label: Label | None
    right: Label | None
    cells: tuple[Span, ...]
    x1: float
    rule: bool = False
    new_page: bool = False
    note: bool = False
    """A footnote begins here (:mod:`cqa.split.footnotes`)."""
    emphasis: bool = False
    listed: bool = False
    """It belongs to a list of contents (:mod:`cqa.split.contents`)."""


def printed_lines(doc: Document) -> list[PrintedLine]:
    """Return every line of the document that has words, in reading order."""
    text = doc.text
    lines = [x for x in doc.lines if _bears_words(text[x.start : x.end])]
    geometry = any(x.bottom > 0 for x in lines)
    leading = _leading(lines) if geometry else {}
    margin = _right_margins(lines) if geometry else {}
    width = 0 if geometry else printed_width(text, lines)
    out: list[PrintedLine] = []
    prior: Line | None = None
    for line in lines:
        one = _printed(text, line, geometry)
        if prior is not None:
            last = out[-1]
            one.new_page = line.page != prior.page
            one.gap = _gap_points(line, prior, leading) if geometry else _gap_blank(text, prior, line)
            if width and one.gap == 1 and _continues_paragraph(text, last, one) and is_full(text, prior, line, width):
                one.gap = 0.0
            one.open = not one.bullet and _runs_on(text, last, one, prior, margin if geometry else None)
        else:
            one.gap = 2.0
        out.append(one)
        prior = line
    if geometry:
        _unmake_rows(text, out, margin)
    return out


def _continues_paragraph(text: str, last: PrintedLine, line: PrintedLine) -> bool:
    """Return whether nothing shows that a new paragraph begins."""
    ended = text[last.start : last.end].rstrip(_CLOSERS)[-1:] in _TERMINAL
    marked = line.bullet or line.mark == "heading" or last.mark == "heading" or line.label is not None
    return not ended and not marked and not line.cells and not last.cells


def _bears_words(printed: str) -> bool:
    words = printed.strip()
    return bool(words) and not (words[0] in "pP" and _STAMP.match(printed))


def _unmake_rows(text: str, lines: list[PrintedLine], margin: dict[int, float]) -> None:
    """Turn rows back into text where wide spaces in justified text looked like cells: a full line, aligned with its
    neighbours."""
    body = body_size(lines)
    for i, line in enumerate(lines):
        if len(line.cells) == 2 and _title_row(text, lines, i, body):
            line.cells = ()
            lines[i + 1].gap = max(lines[i + 1].gap, PARAGRAPH_GAP)
        if len(line.cells) == 2 and _marked_heading(text, lines, i):
            line.cells = ()
        if not 2 <= len(line.cells) <= 3 or line.x1 < FULL_LINE * margin.get(line.page, 0.0):
            continue
        above = lines[i - 1] if i else None
        below = lines[i + 1] if i + 1 < len(lines) else None
        runs = (
            above is not None
            and _side_by_side(above, line, line.gap, margin)
            and above.x1 >= FULL_LINE * margin.get(above.page, 0.0)
        )
        ends = text[line.cells[0][0] : line.cells[0][1]].endswith((".", "?", "!", ";", ")"))
        goes_on = ends and below is not None and _side_by_side(line, below, below.gap, margin)
        if runs or goes_on:
            line.cells = ()


def _marked_heading(text: str, lines: list[PrintedLine], i: int) -> bool:
    """Return whether a line with a footnote mark or section number to the right is a heading, not a table row: it is
    alone."""
    a, b = lines[i].cells[1]
    if not (text[a:b].isdigit() and b - a <= 2 and lines[i].cells[0][1] > lines[i].cells[0][0]):
        return False
    neighbours = [lines[k] for k in (i - 1, i + 1) if 0 <= k < len(lines)]
    return not any(x.cells for x in neighbours) and (lines[i].bold or lines[i].gap >= PARAGRAPH_GAP)


def _title_row(text: str, lines: list[PrintedLine], i: int, body: float) -> bool:
    """Return whether it is a chapter's title drawn as a table of one row, with its verdict to the right: in larger type
    than the text, or bold at the top of a page."""
    line = lines[i]
    (a, b), (c, d) = line.cells
    title, verdict = text[a:b], text[c:d]
    if line.size < body + TITLE_STEP and not (line.bold and line.new_page and line.size >= body):
        return False
    if not title[:1].isupper() or " " not in title or title.endswith((":", ".")):
        return False
    if not verdict.replace(" ", "").isalpha() or verdict.count(" ") >= MOST_VERDICT:
        return False
    below = lines[i + 1] if i + 1 < len(lines) else None
    apart = line.gap >= PARAGRAPH_GAP and below is not None and below.gap >= 0.6 * PARAGRAPH_GAP
    return apart and not any(x.cells for x in lines[max(0, i - 1) : i + 2] if x is not line and x.page == line.page)


def body_size(lines: list[PrintedLine]) -> float:
    """Return the usual font size in points, weighed by characters; 0 where sizes are not known."""
    sizes: dict[float, int] = defaultdict(int)
    for x in lines:
        sizes[x.size] += x.end - x.start
    return max(sizes, key=lambda s: sizes[s]) if sizes else 0.0


def _side_by_side(a: PrintedLine, b: PrintedLine, gap: float, margin: dict[int, float]) -> bool:
    return (not a.cells and gap < PARAGRAPH_GAP and (abs(a.indent - b.indent) < 4 or a.label is not None)) or (
        a.cells != () and not b.cells and gap < PARAGRAPH_GAP and abs(a.indent - b.indent) < 4
    )


def _printed(text: str, line: Line, geometry: bool) -> PrintedLine:
    start, end = line.start, line.end
    body, bullet, depth = start, "", 0
    marked = not text[start].isalnum() or text[start] == "o"  # most lines begin with a word: no pattern need look
    if marked:
        body, bullet, depth = _opening(text, start, end)
    lead = start
    while lead < end and text[lead] == " ":
        lead += 1
    indent = line.x0 if geometry else SPACE_POINTS * (lead - start)
    cells = row_cells(text, start, end, line.mark)
    mark: LineMark = "heading" if depth and not line.mark else line.mark
    at = body
    while at < end and text[at] in "*_":  # **1.** or *(a)*
        at += 1
    return PrintedLine(
        start, end, line.page, body, bullet, indent, 0.0, False, line.size, line.bold, mark, line.level or depth,
        parse(text, at, end), parse_right(text, start, end), cells, line.x1,
        rule=marked and bool(_RULE.match(text, start, end)), emphasis=line.emphasis,
    )  # fmt: skip


def _opening(text: str, start: int, end: int) -> tuple[int, str, int]:
    """Return where the words of a line begin, its bullet, and the depth of its Markdown heading, 0 for none."""
    body, bullet, depth = start, "", 0
    quoted = _QUOTED.match(text, body, end)
    if quoted:
        body = quoted.end()
    hashes = _HASHES.match(text, body, end)
    if hashes:
        body, depth = hashes.end(), len(hashes[1])
    else:
        m = _BULLET.match(text, body, end)
        if m:
            body, bullet = m.end(), m[0].strip()
    while body < end and text[body] in " \t\u00a0\u3000":
        body += 1
    return body, bullet, depth


# ------------------------------------------------------------------ geometry


def _leading(lines: list[Line]) -> dict[float, float]:
    """Return the usual blank space between lines by font size, in points: the most common, rounded to a half."""
    seen: dict[float, Counter[float]] = defaultdict(Counter)
    for a, b in itertools.pairwise(lines):
        if a.page == b.page and b.top > a.top and a.size == b.size:
            seen[b.size][round(2 * (b.top - a.bottom)) / 2] += 1
    out = {}
    for size, counts in seen.items():
        total = sum(counts.values())
        frequent = [g for g, n in counts.items() if n >= 0.12 * total]  # the tightest of the common gaps
        out[size] = min(frequent) if frequent else min(counts)
    return out


def _right_margins(lines: list[Line]) -> dict[int, float]:
    """Return, by page, where full lines end: the 90th percentile of right ends, in points."""
    ends: dict[int, list[float]] = {}
    for x in lines:
        ends.setdefault(x.page, []).append(x.x1)
    return {page: sorted(xs)[int(0.9 * (len(xs) - 1))] for page, xs in ends.items()}


def _gap_points(line: Line, prior: Line, leading: dict[float, float]) -> float:
    if line.page != prior.page or line.top < prior.top - 2:
        return 1.0
    height = max(line.bottom - line.top, prior.bottom - prior.top, 1.0)
    extra = line.top - prior.bottom - min(leading.get(line.size, 0.0), 0.6 * height)
    return max(0.0, extra / height)


def _gap_blank(text: str, prior: Line, line: Line) -> float:
    return float(max(0, text.count("\n", prior.end, line.start) - 1))


def _runs_on(text: str, last: PrintedLine, line: PrintedLine, prior: Line, margin: dict[int, float] | None) -> bool:
    tail = text[last.start : last.end].rstrip(_CLOSERS)
    if not tail or tail[-1] in _TERMINAL:
        return False
    if margin is not None:
        return prior.x1 >= FULL_LINE * margin.get(prior.page, 0.0) and (line.gap < PARAGRAPH_GAP or line.new_page)
    return line.gap == 0
