"""A sentence that the page or the layout broke, whole again: with the line before and after that belong to it.

A quotation must hold the figure that it leads up to (*the budget will include* ... *£2m for repairs*), and what the
figure is of (*Forty percent of the social* ... *workers in these teams*).
"""

from __future__ import annotations

from dataclasses import replace

from cqa.answer.context import AnswerContext
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans
from cqa.model import Passage, Span
from cqa.text.pattern import pattern

LONGEST = 600
"""Characters of a sentence that is put together."""

_ENDS = pattern(r"[.;:!?][)\"\u201d\u2019*_]*\s*$")
_GOES_ON = pattern(r"\s*(?:[a-z(\u00a3%\d])")
_BEGINS_LATE = pattern(r"\s*(?:[a-z]{2,}\s|\(\d)")


def whole(context: AnswerContext, s: Sentence) -> tuple[Sentence, ...]:
    """Return a sentence with its other parts, in reading order: one where they stand in one passage, else one a
    passage. A table row is whole."""
    if s.passage.kind in ("table", "heading", "front"):
        return (s,)
    start, end = s.span
    spans = sentence_spans(s.passage.text, s.passage.kind)
    text = s.passage.text
    earlier = [span for span in spans if span[1] <= start]
    if earlier and _BEGINS_LATE.match(s.text) and not _ENDS.search(text[slice(*earlier[-1])]):
        start = earlier[-1][0]
    for span in spans:
        if span[0] >= end and not _ENDS.search(text[start:end]) and _GOES_ON.match(text, span[0]):
            end = span[1]
    joined = replace(s, span=(start, end)) if end - start <= LONGEST else s
    if text[end:].strip() or _ENDS.search(joined.text):
        return (joined,)
    after = _next(context, s.passage)
    return (joined,) if after is None else (joined, replace(s, passage=after[0], span=after[1], matches=()))


def _next(context: AnswerContext, passage: Passage) -> tuple[Passage, Span] | None:
    """Return the first sentence of the passage after this one, where it goes on with its last."""
    for p in context.passages_of([passage.paper], ()):
        if p.order == passage.order + 1:
            first = next(iter(sentence_spans(p.text, p.kind)), None)
            return (p, first) if first and p.kind == "para" and not p.number and _GOES_ON.match(p.text) else None
    return None
