"""*How did ... change?*: dated findings side by side, the earlier before the later."""

from __future__ import annotations

import re

from cqa.answer.answerability import judged
from cqa.answer.context import AnswerContext, evidence, holders, judgements, lead, listed, not_found, quoted, unique
from cqa.answer.judgement_choice import choose, newest
from cqa.answer.kinds import recorded
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer, Evidence
from cqa.question.patterns import says
from cqa.show.citation import date_in_words
from cqa.text.pattern import pattern

_FROM_TO = pattern(
    r"\bfrom\b.{1,40}\bto\b|\b(reduc|increas|improv|fell|fallen|rose|risen|declin|grew|grown|chang|end(ed|ing)|remain|doubled|since|compared|lower|higher)\w*",
    re.I,
)


def answer(context: AnswerContext) -> Answer:
    """The best finding of each date (at least two when there are two), in order of time."""
    if context.question.grade_asked:
        graded = _grades(context)
        if graded is not None:
            return graded
    if says("became_of", context.question.text.lower()):
        record = recorded.answer(context)
        if record is not None:
            return record
    ranked = sorted(context.scored, key=lambda s: (-round(s.score + _told(s), 6), s.passage.id, s.span))
    if not ranked:
        return not_found(context, f"no dated finding on \u2018{context.topic()}\u2019.")
    top = ranked[0]
    near = [s for s in unique(ranked[:30], 20) if s.score + _told(s) >= top.score + _told(top) - AS_LIKELY]
    dated: dict[str, Sentence] = {}
    for s in near:
        dated.setdefault(s.passage.date, s)
    chosen = [*dated.values(), *(s for s in near if s not in dated.values())][:SHOWN]
    headline = sorted(chosen, key=lambda s: (s.passage.date, s.passage.order))
    said = " ".join(f"{lead(s.passage)}: {quoted(s.text)}".rstrip(".") + "." for s in headline)
    names = {s.passage.authority for s in headline}
    rows = holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names)
    shown = unique([*chosen, *ranked[:40]], 15)
    proof = tuple(evidence(s, "cites" if s in chosen else "mentions") for s in shown)
    return judged(context, Answer("change", True, said, None, rows, (), proof), top)


AS_LIKELY = 1.5
"""Points behind the best within which a finding of another date is shown beside it."""

SHOWN = 3
"""Findings in the headline."""


def _told(s: Sentence) -> float:
    """Return the points for a sentence that says of a change in so many words."""
    return 0.7 if _FROM_TO.search(s.text) else 0.0


def _grades(context: AnswerContext) -> Answer | None:
    """Grades over time: inspected and historic ones of the theme, oldest first."""
    q = context.question
    pool = [(p, j) for p, j in judgements(context) if j.kind in ("inspected", "historic") and j.grade]
    chosen = choose(q, pool)
    steps: dict[tuple[str, str, str], tuple] = {}  # type: ignore[type-arg]
    for p, j in chosen:
        steps.setdefault(((j.as_of or p.date or "")[:7], j.theme.lower(), j.grade.lower()), (p, j))
    if len({k[0][:4] for k in steps}) < 2:
        return None
    ordered = [steps[k] for k in sorted(steps)]
    said = listed(
        [
            f"{j.grade} for {j.theme[:1].lower() + j.theme[1:]} ({date_in_words(j.as_of or p.date or '')})"
            for p, j in ordered
        ],
        "then",
    )
    name = ordered[0][0].authority.name if ordered[0][0].authority else ""
    proof: dict[str, Evidence] = {}
    for p, j in ordered:
        for passage in context.passages_of([p.id], ()):
            if passage.span[0] <= j.span[0] < passage.span[1]:
                proof.setdefault(
                    passage.id,
                    Evidence(
                        passage, (j.span[0], min(j.span[1], passage.span[1])), 1.0, (), (j.theme, j.grade), "cites"
                    ),
                )
    for s in sorted(context.sentences, key=lambda s: -s.coverage)[:6]:
        proof.setdefault(s.passage.id, evidence(s))
    return Answer(
        "change",
        True,
        f"{name}: {said}.",
        [j.grade for _, j in newest(ordered, q)],
        holders(context, {name: "cites"}, {}, lambda n: n == name),
        (),
        tuple(proof.values()),
    )
