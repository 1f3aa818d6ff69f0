"""*How did ... change?*: dated findings side by side, the earlier before the later."""

from __future__ import annotations

import re
from collections import defaultdict

from cqa.answer.context import AnswerContext, evidence, holders, judgements, lead, listed, not_found, quoted, unique
from cqa.answer.judgement_choice import choose, newest
from cqa.answer.kinds.passage import ENOUGH, OWN_ENOUGH
from cqa.answer.kinds.which import read
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer, Evidence
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
    fit = [s for s in context.sentences if s.coverage >= ENOUGH and s.own >= OWN_ENOUGH]
    if not fit:
        near = unique(sorted(context.sentences, key=lambda s: -s.coverage), 3)
        return not_found(context, f"no dated finding on \u2018{context.topic()}\u2019.", near)
    by_date: defaultdict[str, list[Sentence]] = defaultdict(list)
    for s in fit:
        by_date[s.passage.date].append(s)
    score = {id(s): _score(s) for s in fit}
    best = [max(group, key=lambda s: (round(score[id(s)], 6), s.passage.id)) for _, group in sorted(by_date.items())]
    top = max(score[id(s)] for s in best)
    shown = [s for s in best if score[id(s)] >= 0.55 * top]
    ordered = sorted(shown, key=lambda s: -score[id(s)])[:3]
    if len(ordered) < 3:  # one paper may tell the whole change in two sentences
        more = [
            s
            for s in sorted(fit, key=lambda s: -score[id(s)])
            if s.passage.id not in {x.passage.id for x in ordered} and score[id(s)] >= 0.7 * top
        ]
        ordered += more[: 3 - len(ordered)]
    headline = sorted(ordered, key=lambda s: (s.passage.date, s.passage.order))
    said = " ".join(f"{lead(s.passage)}: {quoted(s.text)}".rstrip(".") + "." for s in headline)
    rest = unique([*sorted(ordered, key=lambda s: -score[id(s)]), *sorted(fit, key=lambda s: -score[id(s)])], 15)
    names = {s.passage.authority for s in headline}
    return Answer(
        "change",
        True,
        said,
        None,
        holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names),
        (),
        tuple(evidence(s, "cites") for s in rest),
    )


def _score(s: Sentence) -> float:
    reading = read(s)
    return (
        s.own * 0.6
        + s.coverage * 0.4
        + (0.12 if _FROM_TO.search(s.text) else 0.0)
        + (0.06 if reading.problem or reading.positive else 0.0)
        - (0.1 if len(s.text) < 40 else 0.0)
        - (0.15 if s.passage.role == "front matter" or s.text.lstrip()[:1] in "#>" else 0.0)
        + (0.04 if re.search(r"\d", s.text) else 0.0)
    )


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
