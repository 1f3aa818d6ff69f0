"""The passages behind grades: those that hold the judgements, and the sentences that state them in words elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.answer.context import AnswerContext, evidence, unique
from cqa.answer.judgement_choice import Held, theme_stems
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans, unit
from cqa.model import Evidence, Passage
from cqa.text.analyzer import stems


def proof(context: AnswerContext, pairs: Sequence[Held]) -> tuple[Evidence, ...]:
    """Return the passages that hold the judgements, then sentences that name theme and grade elsewhere."""
    found: list[Evidence] = []
    cache: dict[str, Sequence[Passage]] = {}
    for paper, j in pairs:
        if paper.id not in cache:
            cache[paper.id] = context.passages_of([paper.id], ())
        holder = next((p for p in cache[paper.id] if p.span[0] <= j.span[0] and j.span[1] <= p.span[1]), None)
        if holder is None:
            holder = next((p for p in cache[paper.id] if p.span[0] <= j.span[0] < p.span[1]), None)
        if holder is None:
            continue
        holder = unit(holder, j.span[0] - holder.span[0])
        if all(e.passage.span != holder.span for e in found):
            start, end = max(j.span[0], holder.span[0]), min(j.span[1], holder.span[1])
            found.append(
                Evidence(
                    holder,
                    (start, end),
                    1.0,
                    ((start - holder.span[0], end - holder.span[0]),),
                    (j.theme, j.grade),
                    "cites",
                )
            )
    papers = {p.id for p, _ in pairs}
    seen = {e.passage.span for e in found}
    told = [evidence(s, "cites") for s in _told(context, pairs, cache)]
    near = sorted(
        (s for s in context.sentences if s.passage.paper in papers and s.own >= 0.5),
        key=lambda s: (-s.own, -s.coverage, s.passage.order),
    )
    for e in (*told, *(evidence(s) for s in unique(near, 8))):
        if e.passage.span not in seen:
            seen.add(e.passage.span)
            found.append(e)
    return tuple(found)


def _told(context: AnswerContext, pairs: Sequence[Held], cache: dict[str, Sequence[Passage]]) -> list[Sentence]:
    """Sentences elsewhere in the same papers that state the grade of the theme in words."""
    said: list[Sentence] = []
    for paper, j in pairs[:6]:
        grade = re.sub(r"requires? improvement.*", "improvement", j.grade.lower())
        telling = set(theme_stems(j.theme))
        overall = "overall" in j.theme.lower()
        for passage in cache.get(paper.id, ()):
            if grade not in passage.text.lower():
                continue
            for start, end in sentence_spans(passage.text, passage.kind):
                sentence = passage.text[start:end]
                if grade not in sentence.lower() or (start + passage.span[0], end + passage.span[0]) == j.span:
                    continue
                held = set(stems(sentence))
                names = (
                    cue("overall_stated").search(sentence)
                    if overall
                    else len(telling & held) >= max(1, 0.6 * len(telling))
                )
                if names:
                    said.append(Sentence(passage, (start, end), (), 1.0, 1.0, 1.0))
    return unique(said, 6)
