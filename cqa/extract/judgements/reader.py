"""Reads the judgements of one paper: rows, verdicts in prose, narrative outcomes, figures; then each of them once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from cqa.extract.judgements.claims import coded_claim, marked_claim, outcome_claims, row_claim, verdict_claim
from cqa.extract.judgements.coded import coded_judgements
from cqa.extract.judgements.marks import figures_in, marks_in
from cqa.extract.judgements.merge import Claim, merge
from cqa.extract.judgements.rows import read_blocks
from cqa.extract.judgements.setting import Setting
from cqa.extract.judgements.tabulated import stated_in
from cqa.extract.judgements.ungraded import without_overall
from cqa.extract.judgements.verdict import verdicts
from cqa.gazetteer.grades import GRADE_RE, GradeWord, grade_name, grade_spans, is_range
from cqa.model import Document, Judgement, Line, Paper, Part, Span
from cqa.text.rules import Rules

RULES = Rules(__file__)
_SPEAKS = "speaks of inspections"
"""A paper that does not says nothing about judgements of a council."""
MOST_GRADES = 5000
"""Grade words that are read in one paper. A real inspection report of 60 pages has about 250."""


def judgements(doc: Document, part: Part, paper: Paper) -> tuple[Judgement, ...]:
    """Return every judgement that the paper states, in reading order, each once.

    ``part`` is the paper's place in ``doc`` with its sections; of ``paper`` the authority, type, title and dates
    are used (it may be incomplete). ``kind`` is ``inspected`` for the grades that the paper is or reports,
    ``historic`` for earlier ones, ``self-assessed``, and ``other`` for the safeguarding board. ``quote`` is
    ``doc.text[span]``: the table row, list line or sentence. A report that grades its themes and
    gives no overall grade has an overall judgement whose grade is empty.
    """
    text, (start, end) = doc.text, part.span
    setting = Setting(doc, part, paper)
    coded = [coded_claim(setting, item) for item in coded_judgements(setting)]
    if not RULES.find(_SPEAKS, text, start, end) and not RULES.find(_SPEAKS, paper.title):
        return merge(coded)
    spans = grade_spans(text, start, end)[:MOST_GRADES]
    words = [GradeWord(grade_name(text[a:b]), (a, b)) for a, b in spans]
    cells = [word for word in words if _may_be_cell(text, *word.span)]
    lines = _lines(doc, part)
    claims: list[Claim] = coded
    taken: set[Span] = set()
    for block in read_blocks(text, lines, cells):
        for item in stated_in(setting, block):
            claims.append(row_claim(setting, item))
            taken.add(item.grade.span)
    free = [word for word in words if word.span not in taken and not is_range(text, *word.span)]
    claims.extend(verdict_claim(setting, verdict) for verdict in verdicts(setting, free))
    claims.extend(outcome_claims(setting))
    claims.extend(marked_claim(setting, item) for item in figures_in(setting))
    claims.extend(marked_claim(setting, item) for item in marks_in(setting, lines, cells))
    found = merge(claims)
    withheld = without_overall(doc, part, paper, found)
    return (*found, withheld) if withheld else found


def _may_be_cell(text: str, start: int, end: int) -> bool:
    """Return whether a grade word can be a cell or close a line: nothing but punctuation or another grade follows it
    there."""
    stop = text.find("\n", end)
    rest = text[end : stop if 0 <= stop < end + 120 else end + 120]
    return "\t" in rest[:4] or "|" in rest[:4] or not any(map(str.isalpha, GRADE_RE.sub("", rest)))


def _lines(doc: Document, part: Part) -> Sequence[Line]:
    """Return the printed lines of the part; of a document that has none on record, by its line breaks."""
    if not doc.lines:
        found = RULES["line"].finditer(doc.text[: part.span[1]])
        return [Line(m.start(), m.end(), 1) for m in found if m.start() >= part.span[0]]
    first = bisect_left(doc.lines, part.span[0], key=lambda line: line.start)
    return doc.lines[first : bisect_left(doc.lines, part.span[1], first, key=lambda line: line.start)]
