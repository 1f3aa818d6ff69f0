"""*How did ... change?*: dated findings side by side, the earlier before the later."""

from __future__ import annotations

from cqa.answer.context import AnswerContext, evidence, holders, judgements, listed
from cqa.answer.judgement_choice import choose, newest
from cqa.answer.kinds import passage as passages
from cqa.answer.kinds import recorded
from cqa.model import Answer, Evidence
from cqa.question.patterns import says
from cqa.text.for_people import date_in_words


def answer(context: AnswerContext) -> Answer:
    """Return the grades in order of time, where grades are asked for, else the sentences that say of the change."""
    if says("became_of", context.question.text.lower()):
        record = recorded.answer(context)
        if record is not None:
            return record
    if context.question.grade_asked:
        graded = _grades(context)
        if graded is not None:
            return graded
    return passages.answer(context)


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
