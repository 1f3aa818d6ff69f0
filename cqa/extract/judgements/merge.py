"""One judgement once, however often a paper says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from cqa.gazetteer.grades import grade_name
from cqa.gazetteer.themes import theme_key
from cqa.model import Judgement, Span
from cqa.record import dataclass

CONTRADICTED = 0.4
"""Confidence of a grade where its own sentence also states another one for the same theme."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A judgement as one place states it. ``strength``: 3 a table row or list, 2 a heading or a verdict
    sentence on its own, 1 a verdict inside other prose. ``whole`` is a prose verdict on the council at large."""

    judgement: Judgement
    strength: int
    whole: bool = False


def merge(claims: Iterable[Claim]) -> tuple[Judgement, ...]:
    """Return the distinct judgements, in reading order, each with the quote of its strongest statement.

    The same theme with the same grade, kind and area is one judgement. What a table or list states about a theme
    is not contradicted by prose: a weaker current claim about that theme is dropped. Of several current verdicts
    on one theme with dates, the newest is current and the others are historic.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-c.strength, c.judgement.span)):
        if any(_same(claim, other) for other in kept):
            continue
        if claim.strength < 3 and claim.judgement.kind == "inspected" and _settled(claim, kept):
            continue
        kept.append(claim)
    return tuple(sorted(map(_doubted(kept), _newest_first(kept)), key=lambda j: (j.span, j.kind != "inspected")))


def _doubted(kept: list[Claim]) -> Callable[[Judgement], Judgement]:
    """Lower the confidence of grades that one and the same sentence contradicts."""
    grades: dict[tuple[Span, str, str], set[str]] = {}
    for claim in kept:
        judgement = claim.judgement
        grades.setdefault((judgement.span, theme_key(judgement.theme), judgement.kind), set()).add(judgement.grade)

    def lowered(judgement: Judgement) -> Judgement:
        said = grades.get((judgement.span, theme_key(judgement.theme), judgement.kind), set())
        return replace(judgement, confidence=CONTRADICTED) if len(said) > 1 else judgement

    return lowered


def _same(one: Claim, other: Claim) -> bool:
    a, b = one.judgement, other.judgement
    if theme_key(a.theme) != theme_key(b.theme) or grade_name(a.grade) != grade_name(b.grade) or a.kind != b.kind:
        return False
    if a.area and b.area and a.area != b.area and min(one.strength, other.strength) == 3:
        return False
    if a.kind == "historic" and a.as_of and b.as_of:
        return a.as_of[:4] == b.as_of[:4]
    return True


def _settled(claim: Claim, kept: list[Claim]) -> bool:
    key = theme_key(claim.judgement.theme)
    stronger = [k for k in kept if k.judgement.kind == "inspected" and k.strength > claim.strength]
    if any(theme_key(k.judgement.theme) == key for k in stronger):
        return True
    return claim.whole and claim.strength < 2 and bool(stronger)


def _newest_first(kept: list[Claim]) -> list[Judgement]:
    newest: dict[tuple[str, str], str] = {}
    for claim in kept:
        judgement = claim.judgement
        if judgement.kind == "inspected" and judgement.as_of:
            key = (theme_key(judgement.theme), judgement.area)
            newest[key] = max(newest.get(key, ""), judgement.as_of)
    result = []
    for claim in kept:
        judgement = claim.judgement
        latest = newest.get((theme_key(judgement.theme), judgement.area), "")
        if (
            judgement.kind == "inspected"
            and judgement.as_of
            and claim.strength < 3
            and judgement.as_of[:4] < latest[:4]
        ):
            judgement = _historic(judgement)
        result.append(judgement)
    return result


def _historic(judgement: Judgement) -> Judgement:
    return replace(judgement, kind="historic")
