"""The value that an answer states: a figure, sum, share, length of time, date or name of the sort that is asked for.

A year is no count, a count is no sum, and a number that names a paragraph, a phase or an age counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.answer.context import AnswerContext
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.typed import TypedValue, closeness, counted, counts, values_in
from cqa.model import Passage, Span
from cqa.question.patterns import says
from cqa.text import quantities
from cqa.text.analyzer import words
from cqa.text.pattern import pattern

_NO_COUNTS = (
    quantities.MONEY,
    quantities.SHARE,
    quantities.DURATION,
    pattern(
        r"\b(?:19|20)\d\d\b(?!,)|\b\d+(?:\s?[-/\u2013]\s?\d+)+\b|\b\d{1,2}[:.]\d\d ?(?:am|pm)\b|\b\d+ ?(?:am|pm)\b"
    ),
    pattern(
        r"\b(?:para(?:graph)?|page|section|appendix|table|figure|policy|phase|item|minute|chapter|schedule|clause"
        r"|condition|key stage|year|zone|band|block|part|level|option|site|age[ds]?|under|recommendation)s? \d+\b"
        r"|\b\d+[ -]year[ -]olds?\b",
        re.I,
    ),
)
"""Figures that count nothing: sums, shares, times, years, ranges and references, and names with a number."""

_RANGE = pattern(r"\s?(?:to|and|until|-|\u2013)\s?")
"""Between the first and the last of days that are given together."""

_SUMS = ("\u00a3", "\u20ac", "$")

_YEARS = pattern(r"\b(?:19|20)\d\d\s?[/\u2013-]\s?(?:20)?\d\d\b")
"""Financial years: their figures count nothing."""

_YEAR = pattern(r"\b(?:19|20)\d\d\b")


_OF_KIND = {"when": frozenset({"date"}), "who": frozenset({"person"})}
"""The sorts that kinds of questions allow, whatever else their words ask for."""


def sorts_of(context: AnswerContext) -> frozenset[str]:
    """Return the sorts of value that answer the question, the fewest that its words allow."""
    plain = context.question.text.lower()
    asks = context.view.asks if context.view else frozenset()
    if context.question.kind in _OF_KIND:
        return _OF_KIND[context.question.kind]
    if says("money_asked", plain):
        return frozenset({"money"})
    if "number" in asks and (_nouns(context) or says("count_asked", plain)) and not cue("share_asked").search(plain):
        return frozenset({"number"})
    return asks


def stated(context: AnswerContext, s: Sentence, quoted: Span) -> str | None:
    """Return the value of the sort asked for that a sentence states, the one nearest to the topic's words; of the
    sentences around it, at ``quoted``, where it states none."""
    for span in (s.span, quoted):
        text = s.passage.text[slice(*span)]
        found = fitting(context, text) if not _of_other_years(context, text) else []
        if found:
            spots = [(m.span[0] - span[0], m.span[1] - span[0]) for m in s.matches]
            best = max(found, key=lambda v: (_in_a_year_asked(context, text, v), closeness(v.span, spots)))
            return _with_its_range(text, best, found)
    return None


def _in_a_year_asked(context: AnswerContext, text: str, value: TypedValue) -> bool:
    """Return whether a value is said to be that of a year asked about (*16,364 in 2022*)."""
    years = context.view.years if context.view else ()
    return any(text.startswith(f" in {year}", value.span[1]) for year in years)


def of_other_years(context: AnswerContext, table: Passage) -> bool:
    """Return whether the columns of a table are of years, and none of them is asked for."""
    return table.kind == "table" and _of_other_years(context, " ".join(table.columns))


def _of_other_years(context: AnswerContext, text: str) -> bool:
    """Return whether a text names years, and none of those asked for."""
    asked = context.view.years if context.view else frozenset()
    named = set(_YEAR.findall(text))
    return bool(asked and named) and not asked & named


def needs_figure(context: AnswerContext) -> bool:
    """Return whether nothing but a count or a sum of money answers the question."""
    return context.question.kind == "number" and sorts_of(context) in ({"number"}, {"money"})


def fitting(context: AnswerContext, text: str) -> list[TypedValue]:
    """Return the values in a text of the sort asked for; of numbers those that count the noun, where any does."""
    sorts, nouns = sorts_of(context), _nouns(context)
    found = values_in(text, sorts, context.question.text)
    if "number" in sorts:
        years = [m.span() for m in _YEARS.finditer(text)]
        found = [v for v in found if not any(a < v.span[1] and v.span[0] < b for a, b in years)]
    if sorts != {"number"}:
        return found
    others = [m.span() for one in _NO_COUNTS for m in one.finditer(text)]
    able = [
        v
        for v in found
        if _next_word(text, v.span, nouns)
        or not (v.text.lower() == "one" or any(a < v.span[1] and v.span[0] < b for a, b in others))
    ]
    return [v for v in able if counts(text, v.span, nouns) or _in_a_year_asked(context, text, v)] or able


def _nouns(context: AnswerContext) -> tuple[tuple[str, ...], ...]:
    return counted(context.question.text.lower(), context.concepts)


def _next_word(text: str, value: Span, nouns: Sequence[tuple[str, ...]]) -> bool:
    """Return whether the noun counted is the very next word after a number (*10 days*, where days are counted)."""
    after = tuple(w.stem for w in words(text[value[1] : value[1] + 40])[:1])
    return any(noun[-1:] == after for noun in nouns)


def _with_its_range(text: str, value: TypedValue, found: Sequence[TypedValue]) -> str:
    """Return a value as written; a day without a year with the last of the days given with it (*14 to 18 May 2018*)."""
    if value.text.startswith(_SUMS):
        return value.text
    for other in found:
        between = text[value.span[1] : other.span[0]]
        if other.span[0] >= value.span[1] and _RANGE.fullmatch(between) and not _YEAR.search(value.text):
            return text[value.span[0] : other.span[1]]
    return value.text
