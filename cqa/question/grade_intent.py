"""What a question says of grades, and whether it wants to hear praise or blame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from cqa.model import Finding, Span
from cqa.question.patterns import Named, named_pattern, says, wording
from cqa.question.topic import TopicWord
from cqa.text.analyzer import Token, stems, words

if TYPE_CHECKING:
    from cqa.gazetteer.grade_ranges import GradeRange

Want = Literal["any", "problem", "positive"]
"""What a question wants to hear of its topic: that it is there, that it is a difficulty, that it goes well."""

_UNJUDGED_KINDS = frozenset({"grade", "when", "who", "definition", "number", "role", "recommendation"})
"""Kinds whose words of praise and blame are part of what is asked."""


class Judged(NamedTuple):
    """Whether a grade is asked for, the grades, themes and areas named, and where the words of grading stand."""

    asked: bool
    grades: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    spans: Sequence[Span] = ()


def judged_in(text: str, plain: str) -> Judged:
    """Return what a question says of grades."""
    asked = says("grade_asked", plain)
    bare = [Finding(grade, span, "bare grade", 0.7) for grade, span in named_in(wording().bare_grades, plain)]
    telling = [f for f in bare if f.value not in ("good", "adequate")]
    inspected = says("inspected", plain)
    own = [Finding(grade, span, "grade", 0.9) for grade, span in named_in(wording().own_grades, plain) if inspected]
    ranges = _ranges_in(text)
    asked, bare = asked or bool(own or ranges), own or bare
    if not asked and not telling and not (says("result_asked", plain) and inspected):
        return Judged(False)
    from cqa.gazetteer.grades import grade_mentions
    from cqa.gazetteer.themes import theme_mentions

    unit = named_pattern("listed_unit").match(plain)  # the partnerships that are asked for are no theme
    themes = [t for t in theme_mentions(text) if not (unit and t.span and t.span[1] <= unit.end())]
    part = any(_names_theme(plain[f.span[1] :]) for f in telling if f.span)  # "inadequate leadership"
    overall = inspected and "overall" in plain
    if not asked and not themes and not part and not (telling and (overall or says("polar", plain))):
        return Judged(False)
    grades = own or grade_mentions(text) or bare
    inside = [f for f in grades if f.span and any(r.span[0] <= f.span[0] < r.span[1] for r in ranges)]
    grades = [f for f in grades if f not in inside]
    grades += [Finding(grade, one.span, "range of grades", 0.9) for one in ranges for grade in one.grades]
    if refused := named_pattern("grade_refused").search(plain):  # "good, rather than requiring improvement"
        grades = [f for f in grades if not f.span or f.span[1] <= refused.start()] or grades
    areas = (("looked after children", "looked_after"), ("safeguarding", "safeguarding"))
    return Judged(
        True,
        values_of(grades),
        values_of(themes),
        tuple(area for area, test in areas if says(test, plain)),
        spans_of(grades) + [m.span() for m in named_pattern("grade_words").finditer(plain)],
    )


def _ranges_in(text: str) -> list[GradeRange]:
    """Return the ranges of grades that a question names; the words of all grades are loaded only where one may be."""
    if not named_pattern("grade_range").search(text.lower()):
        return []
    from cqa.gazetteer.grade_ranges import grade_ranges

    return grade_ranges(text)


def _names_theme(after: str) -> bool:
    """Return whether the words right after a bare grade are the informative part of a theme's name: *inadequate
    leadership*."""
    from cqa.gazetteer.frameworks import frameworks

    table = wording()
    phrase: list[Token] = []
    for word in words(after):
        if word.exact in table.stop:
            break
        phrase.append(word)
    asked = {w.stem for w in phrase}
    if not phrase or all(w.exact in table.generic for w in phrase):
        return False
    forms = (form for framework in frameworks() for theme in framework.themes for form in theme.forms)
    return any(asked <= set(stems(form)) for form in forms)


def want_of(plain: str, kind: str) -> tuple[Want, list[Span], list[Span]]:
    """Return the polarity that the question gives its topic, the words that say so and nothing else, and all that say
    so."""
    if kind in _UNJUDGED_KINDS:
        return "any", [], []
    from cqa.query.vocabulary import paraphrases

    table, lay = wording(), paraphrases()
    wants: tuple[Want, Want] = ("problem", "positive")
    for want in wants:
        spans = [m.span() for m in table.polarity[want].finditer(plain)]
        if spans:
            only = [s for s in spans if (said := plain[slice(*s)]) not in table.kept and tuple(stems(said)) not in lay]
            denied = re.search(r"\bnot\b|n't\b", plain[max(0, spans[0][0] - 12) : spans[0][0]])
            judging = [s for s in spans if plain[slice(*s)] not in table.framing]
            return ("problem" if denied else want), only, judging
    burdened = [m.span() for m in named_pattern("burdened").finditer(plain)]
    return ("problem" if burdened else "any"), [], burdened


def mark_judged(topic: tuple[TopicWord, ...], plain: str, judging: Sequence[Span]) -> tuple[TopicWord, ...]:
    """Return the topic with the phrase marked that the judging words stand at: *caseload pressure*, *manageable
    caseloads*, *arrangements were found wanting*."""
    runs: set[int] = set()
    for start, end in judging:
        itself = [w for w in topic if start <= w.span[0] < end and plain[start:end] not in wording().kept]
        beside = [w for w in topic if w.span[1] == start - 1]
        after = [w for w in topic if w.span[0] >= end]
        before = [w for w in topic if w.span[1] <= start]
        nearest = itself or beside[-1:] or after[:1] or before[-1:]
        runs |= {w.run for w in nearest}
    return tuple(replace(w, judged=True) if w.run in runs else w for w in topic)


def named_in(table: Named, plain: str) -> list[tuple[str, Span]]:
    """Return what a table's phrases stand for, wherever one occurs."""
    return [(name, match.span()) for name, phrases in table for match in phrases.finditer(plain)]


def values_of(found: Sequence[Finding]) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys(f.value for f in found))


def spans_of(found: Sequence[Finding]) -> list[Span]:  # type: ignore[type-arg]
    return [f.span for f in found if f.span]
