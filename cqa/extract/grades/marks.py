"""Grades that are not words: a figure on a scale (``Being healthy 3``), a mark in the column of a grade.

Figures are read only where the table's head or the line itself calls them grades or scores and the framework
prints figures; a figure alone is never a grade. Marks are read where a line of grades heads the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqa.extract.grades.framework import Framework, Theme, framework_by_id
from cqa.extract.grades.grade import GradeWord, grades_in
from cqa.extract.grades.setting import Setting
from cqa.extract.grades.theme import clean_theme, themes_in, themes_named
from cqa.model import Line, Span

HEAD_REACH = 700
"""Characters above a figure in which a head must call the figures grades."""
MARKED_ROWS = 40
"""Lines below a head of grades that are read as its rows."""

_CALLED_RE = re.compile(r"\bgrades?\s+awarded|\bscore\s*:?\s*[1-4]\b|\bgrade\s*:?\s*[1-4]\b", re.I)
_FIGURE_RE = re.compile(r"(?:[\s\t|:–-]|score|grade){1,12}([1-4])(?![\d.,%/]|\s*(?:out\s+of|of\s+\d))", re.I)
_NAMED_FIGURE_RE = re.compile(r"score|grade", re.I)
_AWARDED_RE = re.compile(r"grades?\s+awarded", re.I)
_MARK_RE = re.compile(r"[xX✓✔☑☒●■√]|<b>x</b>")


class Marked(NamedTuple):
    """A theme with a grade that was given by a figure or a mark. ``grade`` carries the name, not printed words."""

    theme: str
    themes: tuple[Theme, ...]
    grade: GradeWord
    span: Span
    rule: str


def figures_in(setting: Setting) -> Iterator[Marked]:
    """Themes graded by a figure on the scale of their framework."""
    text = setting.text
    if not _CALLED_RE.search(text, setting.start, setting.end):
        return
    for word in themes_in(text, setting.start, setting.end):
        figure = _FIGURE_RE.match(text, word.span[1], min(setting.end, word.span[1] + 40))
        if not figure or "\n\n\n" in figure[0]:
            continue
        head = text[max(setting.start, word.span[0] - HEAD_REACH) : word.span[0]]
        if not _NAMED_FIGURE_RE.search(figure[0]) and not _AWARDED_RE.search(head):
            continue
        themes = themes_named(text[slice(*word.span)])
        framework = _numbered(setting, themes)
        name = framework.theme_scale.by_number(int(figure[1])) if framework else None
        if name:
            yield Marked(
                clean_theme(text[slice(*word.span)]),
                themes,
                GradeWord(name, figure.span(1)),
                (word.span[0], figure.end(1)),
                "figure",
            )


def _numbered(setting: Setting, themes: Sequence[Theme]) -> Framework | None:
    """The framework of the paper's time that judges one of ``themes`` by a figure."""
    for theme in themes:
        framework = framework_by_id()[theme.framework]
        if framework.theme_scale.numbers and (setting.year is None or framework.covers(setting.year)):
            return framework
    return None


def marks_in(setting: Setting, lines: Sequence[Line], graded: Sequence[GradeWord]) -> Iterator[Marked]:
    """Themes graded by a mark under one of several grades that head the columns of a table."""
    text = setting.text
    heads = (
        [i for i, line in enumerate(lines) if sum(line.start <= word.span[0] < line.end for word in graded) > 1]
        if len(graded) > 1
        else []
    )
    for i in heads:
        columns = _grade_columns(text[lines[i].start : lines[i].end])
        if len(columns) < 2:
            continue
        for line in lines[i + 1 : i + 1 + MARKED_ROWS]:
            cells = text[line.start : line.end].split("\t")
            marked = [n for n, cell in enumerate(cells) if n and _MARK_RE.fullmatch(cell.strip())]
            themes = themes_named(cells[0])
            if len(marked) == 1 and themes and marked[0] in columns:
                place = line.start + sum(len(cell) + 1 for cell in cells[: marked[0]])
                grade = GradeWord(columns[marked[0]], (place, place + len(cells[marked[0]])))
                yield Marked(clean_theme(cells[0]), themes, grade, (line.start, line.end), "mark")


def _grade_columns(line: str) -> dict[int, str]:
    """Which columns of a line are headed by a single grade."""
    found = {}
    for number, cell in enumerate(line.split("\t")):
        words = grades_in(cell)
        if len(words) == 1 and len(cell) < 40:
            found[number] = words[0].name
    return found
