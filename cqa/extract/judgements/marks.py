"""Grades that are not words: a figure on a scale (``Being healthy 3``), a mark in the column of a grade.

Figures are read only where the table's head or the line itself calls them grades or scores and the framework
prints figures; a figure alone is never a grade. Marks are read where a line of grades heads the columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from re import Match
from typing import NamedTuple

from cqa.extract.judgements.setting import Setting
from cqa.gazetteer.frameworks import Framework, Theme, framework_by_id
from cqa.gazetteer.grades import GradeWord, grades_in
from cqa.gazetteer.themes import clean_theme, theme_before, themes_named
from cqa.model import Line, Span
from cqa.text.rules import Rules

HEAD_REACH = 2000
"""Characters below a head that calls the figures grades in which they are read: a table of a page."""
FIGURE_REACH = 140
"""Characters before a figure in which its theme must be printed."""
MARKED_ROWS = 40
"""Lines below a head of grades that are read as its rows."""

RULES = Rules(__file__)
_MARKS = frozenset("xX✓✔☑☒●■√") | {"<b>x</b>"}


class Marked(NamedTuple):
    """A theme with a grade that was given by a figure or a mark. ``grade`` carries the name, not printed words."""

    theme: str
    themes: tuple[Theme, ...]
    grade: GradeWord
    span: Span
    rule: str


def figures_in(setting: Setting) -> Iterator[Marked]:
    """Yield the themes graded by a figure on the scale of their framework."""
    text = setting.text
    for figure in sorted(_figures(setting), key=lambda found: found.start()):
        word = theme_before(text, figure.start(), FIGURE_REACH)
        if not word or word.span[0] < setting.start:
            continue
        printed = text[slice(*word.span)]
        themes = themes_named(printed)
        framework = _numbered(setting, themes)
        name = framework.theme_scale.by_number(int(figure[1])) if framework else None
        if name:
            place = (word.span[0], figure.end(1))
            yield Marked(clean_theme(printed), themes, GradeWord(name, figure.span(1)), place, "figure")


def _figures(setting: Setting) -> Iterator[Match[str]]:
    """Yield the figures that are called a grade or a score, in their line or by a head above them."""
    yield from RULES["named figure"].finditer(setting.text, setting.start, setting.end)
    below = setting.start
    for head in RULES["head of figures"].finditer(setting.text, setting.start, setting.end):
        stop = min(setting.end, head.end() + HEAD_REACH)
        yield from RULES["figure at the end"].finditer(setting.text, max(below, head.end()), stop)
        below = stop


def _numbered(setting: Setting, themes: Sequence[Theme]) -> Framework | None:
    """Return the framework of the paper's time that judges one of ``themes`` by a figure."""
    for theme in themes:
        framework = framework_by_id()[theme.framework]
        if framework.theme_scale.numbers and (setting.year is None or framework.covers(setting.year)):
            return framework
    return None


def marks_in(setting: Setting, lines: Sequence[Line], graded: Sequence[GradeWord]) -> Iterator[Marked]:
    """Yield the themes graded by a mark under one of several grades that head the columns of a table."""
    text = setting.text
    starts = [line.start for line in lines]
    counted = Counter(bisect_right(starts, word.span[0]) - 1 for word in graded)
    heads = sorted(i for i, count in counted.items() if count > 1 and i >= 0)
    for i in heads:
        columns = _grade_columns(text[lines[i].start : lines[i].end])
        if len(columns) < 2:
            continue
        for line in lines[i + 1 : i + 1 + MARKED_ROWS]:
            cells = text[line.start : line.end].split("\t")
            marked = [n for n, cell in enumerate(cells) if n and cell.strip() in _MARKS]
            themes = themes_named(cells[0])
            if len(marked) == 1 and themes and marked[0] in columns:
                place = line.start + sum(len(cell) + 1 for cell in cells[: marked[0]])
                grade = GradeWord(columns[marked[0]], (place, place + len(cells[marked[0]])))
                yield Marked(clean_theme(cells[0]), themes, grade, (line.start, line.end), "mark")


def _grade_columns(line: str) -> dict[int, str]:
    """Return which columns of a line are headed by a single grade."""
    found = {}
    for number, cell in enumerate(line.split("\t")):
        words = grades_in(cell)
        if len(words) == 1 and len(cell) < 40:
            found[number] = words[0].name
    return found
