"""Rows of theme and grade, from the printed lines alone.

A row may be a table row (cells apart by TAB, bars or wide gaps), a list line (``Adoption performance - Good``),
a theme on one or more lines with its grade on the next, or a theme whose lines run on below its grade. All
of them come out as :class:`GradeRow`; what a column or a row means is decided elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cqa.gazetteer.grades import GRADE, GradeWord, grades_in, is_range
from cqa.gazetteer.themes import clean_theme, theme_before, themes_named
from cqa.model import Line, Span
from cqa.record import dataclass, field
from cqa.text.rules import Rules

LINES_ABOVE, LINES_BELOW = 8, 4
"""How far around its graded lines a block is read: a heading with three header lines above, a wrapped name below."""
LONGEST_NAME = 140
"""Characters. The longest theme in the register has 96; more is prose."""

RULES = Rules(__file__, grade=GRADE)
_REST = {
    "require": ("improvement", "improvement to be good"),
    "requires": ("improvement", "improvement to be good"),
    "improvement": ("to be good",),
    "to": ("be good",),
    "be": ("good",),
}
"""What completes a grade that was cut after the word."""


class GradeCell(NamedTuple):
    """A piece of a line: where it is, in which column, and the grades it consists of (none: it is words)."""

    span: Span
    column: int
    grades: tuple[GradeWord, ...] = ()


@dataclass(slots=True)
class GradeRow:
    """One row as read. ``name`` are the spans of its theme's pieces, ``grades`` the grade cells by column."""

    name: list[Span]
    grades: list[GradeCell]
    line: int
    tabbed: bool
    subhead: str = ""
    heads: tuple[tuple[GradeCell, ...], ...] = ()
    below: list[Span] = field(default_factory=list)

    def span(self) -> Span:
        spans = [
            *self.name,
            *self.below,
            *(cell.span for cell in self.grades),
            *(cell.grades[-1].span for cell in self.grades),
        ]
        return min(s for s, _ in spans), max(e for _, e in spans)


@dataclass(frozen=True, slots=True)
class GradeBlock:
    """Neighbouring rows, and where the first line that was read for them begins."""

    rows: tuple[GradeRow, ...]
    start: int


def read_blocks(text: str, lines: Sequence[Line], hits: Iterable[GradeWord]) -> list[GradeBlock]:
    """Return all blocks of rows around the grade words ``hits``; ``lines`` are those of the part, in order."""
    starts = [line.start for line in lines]
    graded = sorted({bisect_right(starts, hit.span[0]) - 1 for hit in hits} - {-1})
    graded = [
        i
        for i in graded
        if any(cell.grades or RULES.find("grade cut short", text, *cell.span) for cell in _cells(text, lines[i]))
    ]
    blocks, group = [], list[int]()
    for i in graded:
        if group and (i - group[-1] > LINES_BELOW + 1 or any(_parts(text, line) for line in lines[group[-1] + 1 : i])):
            blocks.append(group)
            group = []
        group.append(i)
    if group:
        blocks.append(group)
    read, free = [], 0
    for n, group in enumerate(blocks):
        first = max(free, group[0] - LINES_ABOVE)
        stop = blocks[n + 1][0] if n + 1 < len(blocks) else len(lines)
        below = range(group[-1] + 1, min(stop, group[-1] + 1 + LINES_BELOW))
        last = next((i - 1 for i in below if _parts(text, lines[i])), below.stop - 1)
        rows = _Reader(text, lines).read(first, max(last, group[-1]))
        if rows:
            read.append(GradeBlock(tuple(rows), lines[first].start))
        free = group[-1] + 1
    return read


def _parts(text: str, line: Line) -> bool:
    """Return whether a line between graded ones begins something new: prose, or the words that introduce a list."""
    return line.end - line.start > LONGEST_NAME or (text[line.end - 1] == ":" and line.end - line.start > 60)


def row_name(text: str, row: GradeRow) -> str:
    """Return the row's theme as printed, in one line: with the lines below it where those complete it."""
    above = " ".join(text[a:b] for a, b in row.name)
    name = clean_theme(above)
    if not row.below:
        return name
    longer = [
        clean_theme(" ".join([above, *(text[a:b] for a, b in row.below[:n])])) for n in range(len(row.below), 0, -1)
    ]
    for joined in longer:
        if themes_named(joined):
            return joined
    return name if themes_named(name) and text[row.below[0][0]] != "(" else longer[0]


class _Reader:
    """Walks the lines of one block."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text, self.lines = text, lines
        self.rows: list[GradeRow] = []
        self.pending: list[GradeCell] = []
        self.waiting: list[tuple[GradeCell, int]] = []
        self.subhead = ""
        self.heads: list[tuple[GradeCell, ...]] = []
        self.eaten: set[int] = set()

    def read(self, first: int, last: int) -> list[GradeRow]:
        after_gap = False
        for i in range(first, last + 1):
            line = self.lines[i]
            after_gap = after_gap or (i > first and self.text.count("\n", self.lines[i - 1].end, line.start) > 1)
            cells = [cell for cell in _cells(self.text, line) if cell.span[0] not in self.eaten]
            if not cells:
                after_gap = after_gap or not self.text[line.start : line.end].strip()
                continue
            cells = self._complete(i, cells, last)
            words = [cell for cell in cells if not cell.grades]
            grades = [cell for cell in cells if cell.grades]
            if words and grades:
                self._row(i, [c for c in words if c.span < grades[0].span] or words[:1], grades)
            elif grades:
                self._grades(i, grades)
            else:
                self._words(i, words, after_gap)
            after_gap = False
        return self.rows

    def _complete(self, i: int, cells: list[GradeCell], last: int) -> list[GradeCell]:
        """Join a grade that was cut over lines (``Requires`` / ``improvement``) with its rest."""
        done = list(cells)
        for n, cell in enumerate(cells):
            printed = self.text[slice(*cell.span)]
            if not RULES.find("grade cut short", printed):
                continue
            rests = _REST[printed.split()[-1].lower()]
            for line in self.lines[i + 1 : min(i + 3, last) + 1]:
                rest = next((c for c in _cells(self.text, line) if _plain(self.text[slice(*c.span)]) in rests), None)
                if rest and (cell.column == rest.column or len(cells) == 1 or not cell.grades):
                    self.eaten.add(rest.span[0])
                    word = GradeWord("requires improvement to be good", (cell.span[0], rest.span[1]))
                    done[n] = GradeCell(cell.span, cell.column, (word,))
                    break
        return done

    def _row(self, i: int, words: list[GradeCell], grades: list[GradeCell]) -> None:
        name = list(words)
        if self.pending and RULES.find("goes on", self.text[name[0].span[0]]):
            name = [*self._take_name(), *name]
        self._resolve()
        self._add(i, name, grades, tabbed="\t" in self.text[self.lines[i].start : self.lines[i].end])

    def _grades(self, i: int, grades: list[GradeCell]) -> None:
        if self.pending:
            name = self._take_name()
            self._resolve()
            self._add(i, name, grades, tabbed=False)
        else:
            self.waiting.extend((cell, i) for cell in grades)

    def _words(self, i: int, words: list[GradeCell], after_gap: bool) -> None:
        printed = self.text[slice(*words[0].span)]
        if RULES.find("head of a column", printed) and len(words) == 1:
            return
        if self.waiting and not after_gap and not RULES.find("goes on", printed):
            cell, line = self.waiting.pop(0)
            self._add(line, words[:1], [cell], tabbed=False)
        elif self.rows and not self.pending and not after_gap and self._runs_on(i, printed):
            self.rows[-1].below.append(words[0].span)
        elif len(words) > 1 or words[0].column > 0:
            if self.rows and self.heads and self.heads[-1] and self.lines[i].start > self.rows[-1].span()[1]:
                self.heads = []
            self.heads.append(tuple(words))
            self.pending = []
        else:
            if after_gap:
                self._resolve()
            self.pending.append(words[0])

    def _runs_on(self, i: int, printed: str) -> bool:
        """Return whether a line of words carries on the name of the row above it."""
        row = self.rows[-1]
        if i - row.line > 4 or len(row.below) > 3 or len(printed) > 70:
            return False
        if RULES.find("goes on", printed):
            return not printed.rstrip().endswith(".") or len(printed) < 40
        if len(printed) > 40 or not RULES.find("name is unfinished", self.text[slice(*(row.below or row.name)[-1])]):
            return False
        return bool(themes_named(row_name(self.text, row) + " " + printed))

    def _take_name(self) -> list[GradeCell]:
        """Take the pending lines, from the last, back to the one that begins a name."""
        name: list[GradeCell] = []
        while self.pending:
            cell = self.pending.pop()
            name.insert(0, cell)
            joined = " ".join(self.text[slice(*c.span)] for c in name)
            above = f"{self.text[slice(*self.pending[-1].span)]} {joined}" if self.pending else ""
            if len(joined) > LONGEST_NAME or not above:
                break
            whole = themes_named(joined) or not RULES.find("goes on", self.text[cell.span[0]])
            if whole and not themes_named(above):
                break
        return name

    def _resolve(self) -> None:
        """Take what is still pending as a heading of the rows that follow."""
        if self.pending:
            last = self.text[slice(*self.pending[-1].span)]
            self.subhead = last if len(last) < 90 and not last.endswith((".", ",", ";")) else ""
            self.pending = []

    def _add(self, i: int, name: list[GradeCell], grades: list[GradeCell], tabbed: bool) -> None:
        row = GradeRow([c.span for c in name], grades, i, tabbed, self.subhead, tuple(self.heads))
        self.rows.append(row)


def _plain(printed: str) -> str:
    """Return the words of a cell in lower case, without full stops at their end."""
    return " ".join(printed.lower().rstrip(". \t\n\f").split())


def _cells(text: str, line: Line) -> list[GradeCell]:
    """Return the cells of a line; a list line with its grade at the end gives two."""
    found, at = [], line.start
    pieces = [*RULES["cells apart"].finditer(text, line.start, line.end)]
    bounds = [
        (a, b) for a, b in zip([at, *(p.end() for p in pieces)], [*(p.start() for p in pieces), line.end], strict=True)
    ]
    if len(bounds) > 1 and bounds[0][0] == bounds[0][1] and text[line.start : line.end].lstrip()[:1] == "|":
        bounds = bounds[1:]
    for column, (start, end) in enumerate(bounds):
        printed = text[start:end]
        stripped = printed.strip()
        if not stripped or len(stripped) > 4 * LONGEST_NAME:
            continue
        start += len(printed) - len(printed.lstrip())
        end = start + len(stripped)
        if RULES.find("grades only", stripped):
            words = tuple(grades_in(text, start, end))
            if words:
                found.append(GradeCell((start, end), column, words))
            continue
        found.extend(_tail_grades(text, start, end, column) or [GradeCell((start, end), column)])
    return found


def _tail_grades(text: str, start: int, end: int, column: int) -> list[GradeCell] | None:
    """Return a piece that ends in a grade as two, where what is before is marked off or a known theme."""
    tail = RULES.find("grade at the end", text[start:end])
    if not tail or "|" in tail[1]:
        return None
    cut, grade_at = start + tail.end(1), start + tail.start(3)
    words = tuple(grades_in(text, grade_at, end))
    if not words or is_range(text, *words[0].span):
        return None
    marked = bool(tail[2].strip())
    name = tail[1]
    if marked and ("." in name.rstrip(".")[4:] or len(name) > 100):
        return None
    if not marked:
        known = theme_before(text, cut)
        if not known or clean_theme(text[start : known.span[0]] + "x") != "x":
            return None
    return [GradeCell((start, cut), column), GradeCell((grade_at, end), column + 1, words)]
