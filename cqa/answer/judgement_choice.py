"""Which judgements a question for a grade means: their theme, area, kind and time.

A theme is found by its informative words: a word counts the more, the fewer of the themes in scope hold it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from cqa.evidence.patterns import cue_words
from cqa.model import Judgement, Paper
from cqa.question.patterns import content_stems
from cqa.question.periods import Period
from cqa.question.question import Question
from cqa.text.analyzer import stems
from cqa.text.pattern import pattern

THEME_ENOUGH = 0.5
"""Share of a theme's informative weight that the question must name."""

SHORT_NAME = 0.9
"""Worth of a theme that the question names by a part that no other theme has (*impact of leaders*)."""

SAME_STEM = {"leadership": "leader", "leav": "leaver"}
"""Stems of questions by those of the frameworks' themes: *leadership* is asked, *the impact of leaders* was judged."""

Held = tuple[Paper, Judgement]
"""A judgement with the paper that reports it."""


@cache
def _no_theme() -> frozenset[str]:
    """Stems that name no theme by themselves; *overall* is looked for apart."""
    return frozenset(stems(" ".join(sorted(cue_words("no_theme")))))


def choose(q: Question, pool: Sequence[Held]) -> list[Held]:
    """Return the judgements whose theme the question names; the overall one when it names none."""
    if q.areas:
        pool = [(p, j) for p, j in pool if _area_fits(q, j)]
    named = set(asked_stems(q))
    telling = _telling(j for _, j in pool)
    chosen: list[Held] = []
    if re.search(r"\boverall\b", q.text.lower()) or not named:
        overall = [(p, j) for p, j in pool if "overall" in j.theme.lower()]
        if not overall and not named:
            overall = [(p, j) for p, j in pool if len({x.theme for _, x in pool}) == 1]
        if not named and re.search(r"\bgrades\b", q.text.lower()):  # "what were its grades?": all of them
            return list(pool)
        chosen += overall
        if not overall and re.search(r"\boverall\b", q.text.lower()) and not named:
            return []
    left = set(named)
    themes = {j.theme for _, j in pool if "overall" not in j.theme.lower()}
    while left and themes:
        score = {t: _share(t, left, telling) for t in themes}
        best = max(sorted(themes), key=lambda t: score[t])
        if score[best] < THEME_ENOUGH:
            break
        chosen += [(p, j) for p, j in pool if j.theme == best]
        same = {t for t in themes if set(theme_stems(t)) == set(theme_stems(best))}
        chosen += [(p, j) for p, j in pool if j.theme in same - {best}]
        left -= {w for t in same for w in theme_stems(t)}
        themes -= same
    if not chosen and "looked after children" in q.areas:  # "how it treats kids in care": the theme of that area
        chosen += [(p, j) for p, j in pool if _IN_CARE.search(j.theme)]
    if named:  # "leadership": every theme whose name holds it, whatever else
        chosen += [(p, j) for p, j in pool if named <= set(theme_stems(j.theme))]
    return list(dict.fromkeys(chosen))


_IN_CARE = pattern(r"\b(?:looked after|in care)\b", re.IGNORECASE)
"""Names of themes about looked after children."""

_LSCB = pattern(r"\bLSCB'?s?\b", re.IGNORECASE)
"""The board by its letters: themes have its name."""


def asked_stems(q: Question) -> list[str]:
    """Stems of the question that can name a theme: none of the authority's, the dates' or the asking's."""
    taken = {s for a in q.authorities for s in stems(a.name)} | {s for p in q.periods for s in stems(p.written)}
    taken |= {s for g in q.grades for s in stems(g)}
    themes = {s for t in q.themes for s in stems(t)}
    text = _LSCB.sub(q.body, q.text) if q.body else q.text
    return [
        SAME_STEM.get(s, s)
        for s in content_stems(text)
        if (s not in _no_theme() and s not in taken and not s.isdigit()) or (s in themes and s not in _no_theme())
    ]


def theme_stems(theme: str) -> list[str]:
    found = [SAME_STEM.get(s, s) for s in content_stems(theme)]
    return [s for s in found if s not in _no_theme()] or found


def _telling(pool: Iterable[Judgement]) -> dict[str, float]:
    """Return how informative each stem of the themes is: one over the number of themes that hold it."""
    themes = {j.theme for j in pool}
    counts = Counter(s for t in themes for s in set(theme_stems(t)))
    return {s: 1.0 / n for s, n in counts.items()}


def _share(theme: str, asked: set[str], telling: dict[str, float]) -> float:
    own = set(theme_stems(theme))
    weight = sum(telling.get(s, 1.0) for s in own) or 1.0
    common = own & asked
    named = len(common) / len(asked) if len(common) > 1 or (common and len(asked) == 1) else 0.0
    unique_words = all(telling.get(s, 1.0) == 1.0 for s in common)
    return max(sum(telling.get(s, 1.0) for s in common) / weight, SHORT_NAME * named if unique_words else 0.0)


def _area_fits(q: Question, j: Judgement) -> bool:
    area = f"{j.area} {j.theme}".lower()
    wanted = " ".join(q.areas)
    if "looked after" in wanted and "safeguarding" in wanted:
        return True
    if "looked after" in wanted:
        return "looked after" in area or "in care" in area or "care leaver" in area or j.area == "children's services"
    return "looked after" not in j.area.lower()


def right_kind(q: Question, j: Judgement) -> bool:
    if q.self_assessed:
        return j.kind == "self-assessed"
    if q.body and "Safeguarding Children Board" in q.body:
        return "board" in f"{j.body} {j.area} {j.theme}".lower()
    if q.historic:
        return j.kind == "historic"
    return j.kind == "inspected"


def right_time(periods: Sequence[Period], paper: Paper, j: Judgement) -> bool:
    """Return whether the judgement, or the paper or inspection that reports it, falls into a period asked for."""
    if not periods:
        return True
    return any(as_of([p], j) or any(within(d, p) for d in days(paper)) for p in periods)


def as_of(periods: Sequence[Period], j: Judgement) -> bool:
    return j.as_of is not None and any(within(j.as_of, p) for p in periods)


def days(paper: Paper) -> list[str]:
    """Return the dates (ISO) of everything that happened to a paper."""
    return [d.date for d in paper.dates] + ([paper.date] if paper.date else [])


def within(day: str, period: Period) -> bool:
    """Return whether an ISO day, month or year overlaps a period."""
    first, last = day.ljust(10, "\0"), day.ljust(10, "~")
    return (period.low is None or last >= period.low) and (period.high is None or first <= period.high.ljust(10, "~"))


def newest(chosen: Sequence[Held], q: Question) -> list[Held]:
    """Without a date in the question, the latest judgement of each council, theme and area; duplicates fall away."""
    kept: dict[tuple[str, ...], Held] = {}
    for p, j in sorted(chosen, key=lambda x: (x[1].as_of or x[0].date or "", x[0].id)):
        key = (
            p.authority.name if p.authority else p.id,
            j.theme.lower(),
            j.area.lower(),
            *([j.as_of or ""] if q.periods else []),
        )
        kept[key] = (p, j)
    return list(kept.values())
