"""*What needs to improve in Kent?*: what is under the heading that says so, of the newest report first."""

from __future__ import annotations

from itertools import groupby

from cqa.answer.context import MOST_READ, AnswerContext, citing, lead, newest_first, quoted
from cqa.answer.kinds import passage
from cqa.evidence.patterns import cue
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, Evidence, Passage, Span

TOLD, MOST_PROOF = 6, 20
"""Items in the headline, and shown in all."""

SHORTEST = 25
"""Characters of an item; what is shorter is a piece of a heading."""


def answer(context: AnswerContext) -> Answer:
    """Return the items; without such a heading, the sentences that say it best."""
    reports = [p.id for p in context.papers if p.type == "inspection report"] or [p.id for p in context.papers]
    if len(reports) > MOST_READ:  # a question about more is about all councils
        return passage.answer(context)
    under = [p for p in context.passages_of(reports, ()) if p.kind != "heading" and _says_so(p)]
    called = _called(context.question.text)
    if called:  # "areas for priority action", where a report tells of areas for improvement, too
        under = [p for p in under if _called(" ".join((*p.path, p.heading))) & called] or under
    items = [(p, span) for p in sorted(under, key=newest_first) for span in _items(p)]
    if not items:
        return passage.answer(context)
    told = []
    for _, of_paper in groupby(items[:TOLD], key=lambda item: item[0].paper):
        own = list(of_paper)
        said = "; ".join(quoted(p.text[slice(*span)], 220).rstrip(".;") for p, span in own)
        told.append(f"{lead(own[0][0])}: {said}.")
    proof = tuple(
        Evidence(p, (p.span[0] + a, p.span[0] + b), 1.0, (), (p.heading,), "cites") for p, (a, b) in items[:MOST_PROOF]
    )
    names = {p.authority for p, _ in items[:TOLD]}
    return Answer(context.question.kind, True, " ".join(told), None, citing(context, names), (), proof)


def _says_so(p: Passage) -> bool:
    recommended = p.type == "inspection report" and p.role == "recommendations"  # as they were headed until 2017
    return recommended or any(cue("to_improve").search(words) for words in (p.heading, *p.path))


def _called(text: str) -> set[str]:
    """Return the names of lists of improvements in a text, in the singular."""
    return {m[0].lower().replace("areas", "area").removesuffix("s") for m in cue("named_improvement").finditer(text)}


def _items(p: Passage) -> list[Span]:
    """Return the sentences and bullets, but the heading itself and what is only in brackets after an item."""
    said = [(span, p.text[slice(*span)].strip()) for span in sentence_spans(p.text, p.kind)]
    return [span for span, s in said if len(s) >= SHORTEST and s != p.heading and not (s[0] == "(" and s[-1] in ").")]
