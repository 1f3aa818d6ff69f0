"""*What grade ...?* and *which ... were graded ...?*: from judgements, never from the look of a sentence.

The theme asked for is found by its informative words: a word counts the more, the fewer of the themes in scope hold it.
An inspected grade answers unless the question asks for the council's own or for an earlier one; a date in
the question must be the judgement's own, or that of the paper or inspection that reports it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cqa.answer.context import (
    AnswerContext,
    citing,
    dated,
    evidence,
    judgements,
    lead,
    listed,
    most_listed,
    not_found,
    quoted,
    told_by,
    unique,
)
from cqa.answer.judgement_choice import Held, as_of, asked_stems, choose, newest, right_kind, right_time
from cqa.answer.judgement_evidence import proof
from cqa.evidence.patterns import cue
from cqa.gazetteer.grades import same_grade
from cqa.model import Answer, Evidence, HolderVerdict, Judgement
from cqa.text.for_people import date_in_words

DEEPEST = 8
"""Judgements of each council that are shown."""

TOLD_ENOUGH = 0.5
"""Share of the topic that a sentence must hold itself to state a grade that no judgement records."""

FEWEST_THEMES = 3
"""Graded themes from which on an inspection report without an overall grade is taken to have none."""


def answer(context: AnswerContext) -> Answer:
    """Return the grade or grades asked for, of the councils asked about."""
    q = context.question
    pool = [(p, j) for p, j in judgements(context) if j.grade and right_kind(q, j)]
    dated = [(p, j) for p, j in pool if right_time(q.periods, p, j)]
    if q.periods and not dated:
        older = [(p, j) for p, j in judgements(context) if j.grade and j.kind == "historic" and as_of(q.periods, j)]
        dated = older if not q.self_assessed else []
    if not dated:
        return _in_words(context) or _refuse(context, pool)
    if not q.authorities and (q.kind == "which" or (q.grades and cue("which_of_them").search(q.text))):
        return _which_councils(context, dated)
    if q.grades and q.kind in ("which", "grade") and cue("lists_themes").search(q.text.lower()):
        return _which_themes(context, dated)
    chosen = choose(q, dated)
    if not chosen:
        return _without_overall(context, dated) or _in_words(context) or _refuse(context, dated)
    return _stated(context, chosen)


# ---------------------------------------------------------------- statements


def _stated(context: AnswerContext, chosen: Sequence[Held]) -> Answer:
    """Return one sentence a council: each theme with its grade, who gave it and when."""
    q = context.question
    groups: defaultdict[str, list[Held]] = defaultdict(list)
    for p, j in newest(chosen, q):
        groups[p.authority.name if p.authority else p.title].append((p, j))
    sentences = []
    for name, pairs in groups.items():
        first = pairs[0][1]
        when = f", {date_in_words(first.as_of)}" if first.as_of else ""
        said = listed([one(j, pairs) for _, j in pairs])
        who = "by its own assessment" if first.kind == "self-assessed" else f"by {first.body}" if first.body else ""
        earlier = " (an earlier grade that the paper reports)" if first.kind == "historic" else ""
        if q.polar and q.grades:
            said = ("Yes: " if all(any(same_grade(j.grade, g) for g in q.grades) for _, j in pairs) else "No: ") + said
        sentences.append(f"{said}: {name}, {who}{when}{earlier}.".replace(" ,", ","))
    shown = [pair for pairs in groups.values() for pair in pairs]
    grades = [j.grade for _, j in shown]
    value = grades[0] if len(set(grades)) == 1 else grades
    shown_by = proof(context, shown)
    return Answer(q.kind, True, " ".join(sentences), value, _rows(context, groups, shown_by), (), shown_by)


def _rows(
    context: AnswerContext, groups: Mapping[str, Sequence[Held]], shown: Sequence[Evidence]
) -> tuple[HolderVerdict, ...]:
    """Return a verdict for every council; of those with judgements in ``groups`` the papers, dates and passages of
    these."""
    told = {name: [(p, j.as_of or p.date) for p, j in held] for name, held in groups.items()}
    return told_by(context, told, shown)


def one(j: Judgement, pairs: Sequence[Held]) -> str:
    """*Value for Money Inadequate (safeguarding)*; the area where it distinguishes two."""
    several = len({x.area for _, x in pairs if x.theme.lower() == j.theme.lower()}) > 1
    return f"{j.grade} for {j.theme[:1].lower() + j.theme[1:]}" + (f" ({j.area})" if several else "")


def _which_councils(context: AnswerContext, pool: Sequence[Held]) -> Answer:
    """Councils whose judgement on the theme has one of the grades asked for."""
    q = context.question
    graded = [(p, j) for p, j in pool if not q.grades or any(same_grade(j.grade, g) for g in q.grades)]
    frameworks = {j.framework for _, j in graded}  # others have no such grade to give
    fitting = [(p, j) for p, j in pool if j.framework in frameworks]
    chosen = [pair for pair in choose(q, fitting) or _overall(fitting) if pair in graded]
    if cue("in_any_theme").search(q.text):
        chosen = graded
    if q.grades and cue("asks_not_graded").search(q.text):  # "... not judged inadequate for anything"
        anywhere = not q.themes and "overall" not in q.text.lower()
        without = {p.authority for p, _ in (graded if anywhere else chosen)}
        chosen = [(p, j) for p, j in _overall(pool) if p.authority not in without]
    groups = _by_council(chosen)
    judged = _by_council(pool)
    if not groups:
        what = listed(sorted(q.grades), "or") or "graded"
        text = f"Not found: none of the {len(judged)} councils with a judgement was graded {what} there."
        return Answer("which", False, text, 0, citing(context, ()))
    named = [dated(name, ((j.as_of or p.date or "") for p, j in held)) for name, held in sorted(groups.items())]
    text = f"{len(groups)} of {len(judged)} councils with judgements: {most_listed(named)}."
    first = list(groups.values())
    others = _by_council(pair for pair in graded if pair not in chosen)
    then = [] if q.themes else [*first, *(held for name, held in others.items() if name in groups)]
    shown = proof(context, [*_by_turns(first), *_by_turns(then)])
    return Answer("which", True, text, len(groups), _rows(context, groups, shown), (), shown)


def _by_council(pool: Iterable[Held]) -> dict[str, list[Held]]:
    groups: defaultdict[str, list[Held]] = defaultdict(list)
    for p, j in pool:
        if p.authority:
            groups[p.authority.name].append((p, j))
    return dict(groups)


def _by_turns(groups: Sequence[Sequence[Held]]) -> list[Held]:
    """Return the first of each group, then the second of each: no council's judgements hide another's."""
    return [pair for depth in range(DEEPEST) for held in groups for pair in held[depth : depth + 1]]


def _overall(pool: Sequence[Held]) -> list[Held]:
    return [(p, j) for p, j in pool if "overall" in j.theme.lower()] or list(pool)


def _which_themes(context: AnswerContext, pool: Sequence[Held]) -> Answer:
    """Themes of one council's inspection with the grade asked for."""
    q = context.question
    hits = [(p, j) for p, j in newest(pool, q) if any(same_grade(j.grade, g) for g in q.grades)]
    if not hits:
        return not_found(context, f"no judgement there is {listed(q.grades, 'or')}.")
    areas = {j.area for _, j in hits}
    named = [j.theme + (f" ({j.area})" if len(areas) > 1 else "") for _, j in hits]
    count = f"{len(hits)} judgements were" if len(hits) > 1 else "1 judgement was"
    text = f"{count} {listed(q.grades, 'or')}: {listed(named)}."
    shown = proof(context, hits)
    return Answer("grade", True, text, named, _rows(context, _by_council(hits), shown), (), shown)


def _in_words(context: AnswerContext) -> Answer | None:
    """Return a grade that only a sentence states: it must hold the theme, a grade of a scale, and the year asked
    about."""
    q = context.question
    years = {p.low[:4] for p in q.periods if p.low} | {p.high[:4] for p in q.periods if p.high}
    board = q.body is not None and "Board" in q.body
    if (not years and not board) or q.self_assessed or "overall" in q.text.lower():
        return None
    told = [
        s
        for s in context.sentences
        if s.own >= TOLD_ENOUGH
        and (any(y in s.text for y in years) or not years)
        and cue("graded").search(s.text)
        and not cue("a_share").search(s.text)
    ]
    if not told:
        return None
    best = unique(sorted(told, key=lambda s: (-s.own, -s.coverage, s.passage.id)), 5)
    text = f"{lead(best[0].passage)}: {quoted(best[0].text)}".rstrip(".") + "."
    rows = citing(context, [best[0].passage.authority])
    return Answer("grade", True, text, None, rows, (), tuple(evidence(s, "cites") for s in best))


def _without_overall(context: AnswerContext, pool: Sequence[Held]) -> Answer | None:
    """Return the answer for an inspection that has grades by theme and none overall, as under the framework of 2026."""
    q = context.question
    if "overall" not in q.text.lower() or asked_stems(replace(q, themes=())) or q.self_assessed:
        return None
    papers = {p.id: p for p, j in pool if p.type == "inspection report"}
    graded = [(p, j) for p, j in newest(pool, q) if p.id in papers]
    if (
        len(graded) < FEWEST_THEMES
        or any("overall" in j.theme.lower() for _, j in pool)
        or any("send" in (j.framework or "").lower() for _, j in graded)
    ):
        return None
    name = next((p.authority.name for p in papers.values() if p.authority), "the council")
    said = listed([f"{j.theme[:1].lower() + j.theme[1:]} {j.grade.lower()}" for _, j in graded])
    text = f"The report does not give {name} an overall effectiveness grade. It grades {said}."
    return Answer("grade", True, text, None, citing(context, [name]), (), proof(context, graded))


def _refuse(context: AnswerContext, near: Sequence[Held]) -> Answer:
    q = context.question
    asked = listed([*q.areas, *q.themes]) or "that"
    when = f" for {listed([p.written for p in q.periods])}" if q.periods else ""
    kind = "no self-assessed grade" if q.self_assessed else "no grade"
    overall = f"the papers do not state an overall grade; {kind} is recorded{when}."
    why = overall if "overall" in q.text.lower() else f"the papers give {kind} for {asked}{when}."
    refused = not_found(context, why)
    return Answer(refused.kind, False, refused.text, None, (), (), proof(context, list(near)[:3]))
