"""*Compare A and B*: the finding of each council side by side, from its own papers and of its own date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cqa.answer.answerability import by_score, judged
from cqa.answer.context import AnswerContext, evidence, holders, judgements, lead, listed, not_found, quoted, unique
from cqa.answer.judgement_choice import choose, newest, within
from cqa.answer.judgement_evidence import proof as graded_proof
from cqa.answer.kinds.grade import one
from cqa.answer.whole_sentence import whole
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer, Authority, Evidence, Paper
from cqa.question.periods import Period
from cqa.text import quantities
from cqa.text.for_people import date_in_words
from cqa.text.pattern import pattern


def answer(context: AnswerContext) -> Answer:
    """Return one statement for each side; a side without a finding is said to have none."""
    q = context.question
    sides = list(q.authorities) or [p.authority for p in context.papers if p.authority]
    sides = list(dict.fromkeys(sides))
    if q.grade_asked:
        graded = _grades(context, sides)
        if graded is not None:
            return graded
    if len(sides) < 2:
        return _by_paper(context)
    said, proof = [], []
    found = 0
    names: set[str] = set()
    lists: list[list[Sentence]] = []
    for side in sides:
        own = [s for s in context.scored if s.passage.authority == side.name and _of_date(s, context, side)]
        figures = _FIGURES.search(q.text.lower()) is not None
        ranked = sorted(own, key=by_score)
        if figures:
            ranked.sort(key=lambda s: not quantities.numbers(s.text))
        best = unique(ranked, 6)
        best = [s for s in best if s.coverage >= 0.3]
        if not best:
            said.append(f"{side.name}: nothing found on this.")
            continue
        found += 1
        names.add(side.name)
        shown = covering(best, 3)
        told = "; ".join(quoted(" ".join(part.text for part in whole(context, s))) for s in shown)
        said.append(f"{lead(best[0].passage)}: {told}".rstrip(".") + ".")
        lists.append(best)
    if not found:
        return not_found(context, f"nothing on \u2018{context.topic()}\u2019 for {listed([s.name for s in sides])}.")
    for depth in range(6):
        proof += [evidence(group[depth], "cites") for group in lists if depth < len(group)]
    return judged(context, _told(context, said, names, proof), max((g[0] for g in lists), key=lambda s: s.score))


def _told(context: AnswerContext, said: Sequence[str], names: set[str], proof: Iterable[Evidence]) -> Answer:
    """Return what was said of each side; ``names`` are the sides of which anything was found."""
    held = holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names)
    return Answer("compare", True, " ".join(said), None, held, (), tuple(proof))


_FIGURES = pattern(
    r"\b(number|numbers|scale|size|how many|how much|figures?|amounts?|costs?|rates?|levels?|budgets?|total)\b"
)
"""Words of a comparison of figures: sentences without one come last."""


def covering(best: list[Sentence], most: int) -> list[Sentence]:
    """Return the best sentence and those after it that hold a concept which none before them does."""
    shown: list[Sentence] = []
    held: set[int] = set()
    for s in best:
        own = {m.concept for m in s.matches}
        if not shown or (own - held and len(shown) < most):
            shown.append(s)
            held |= own
    return shown


def _of_date(s: Sentence, context: AnswerContext, side: Authority) -> bool:
    """Return whether a sentence is from a paper of one of the dates asked for, where any paper of that side is."""
    periods = context.question.periods
    if not periods:
        return True
    papers = [p for p in context.papers if p.authority == side]
    dated = {p.id for p in papers if any(within(d, x) for x in periods for d in _days(p))}
    return not dated or s.passage.paper in dated


def _days(paper: Paper) -> list[str]:
    return [d.date for d in paper.dates] + ([paper.date] if paper.date else [])


def _grades(context: AnswerContext, sides: list[Authority]) -> Answer | None:
    """Return the grades of each side on the theme asked for."""
    q = context.question
    said, proof = [], []
    names: set[str] = set()
    for side in sides:
        pool = [(p, j) for p, j in judgements(context) if p.authority == side and j.kind == "inspected" and j.grade]
        dated = [(p, j) for p, j in pool if _dated(q.periods, p, j.as_of)] or pool
        chosen = newest(choose(q, dated), replace(q, periods=()))
        if not chosen:
            said.append(f"{side.name}: no grade found for this.")
            continue
        names.add(side.name)
        when = date_in_words(chosen[0][1].as_of or chosen[0][0].date or "")
        said.append(f"{side.name} ({when}): {listed([one(j, chosen) for _, j in chosen])}.")
        proof.append(list(graded_proof(context, chosen)))
    if not names:
        return None
    ordered: list[Evidence] = [g[i] for i in range(max(map(len, proof))) for g in proof if i < len(g)]
    return _told(context, said, names, ordered)


def _dated(periods: tuple[Period, ...], paper: Paper, as_of: str | None) -> bool:
    return any(within(d, p) for p in periods for d in [*_days(paper), *([as_of] if as_of else [])])


def _by_paper(context: AnswerContext) -> Answer:
    """Return one council only: the findings of its papers side by side, oldest first."""
    groups: dict[str, list[Sentence]] = {}
    for s in sorted(context.scored, key=by_score):
        groups.setdefault(s.passage.paper, []).append(s)
    best = sorted((g for g in groups.values() if g[0].coverage >= 0.35), key=lambda g: by_score(g[0]))[:3]
    if not best:
        return not_found(context, f"nothing to compare on \u2018{context.topic()}\u2019.")
    said = [
        f"{lead(g[0].passage)}: {'; '.join(quoted(s.text) for s in unique(g, 3))}".rstrip(".") + "."
        for g in sorted(best, key=lambda g: g[0].passage.date)
    ]
    proof = {s.passage.id: evidence(s, "cites") for i in range(4) for g in best for s in unique(g, 4)[i : i + 1]}
    names = {g[0].passage.authority for g in best}
    return Answer(
        "compare",
        True,
        " ".join(said),
        None,
        holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names),
        (),
        tuple(proof.values()),
    )
