"""*What was the committee asked to do?*: the recommendations themselves, verbatim, near-identical ones together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.answer.context import AnswerContext, holders, lead, not_found, quoted
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Concept
from cqa.evidence.text_units import sentence_spans, unit
from cqa.model import Answer, Evidence, Passage
from cqa.text.analyzer import stems
from cqa.text.pattern import pattern

TITLED = 0.1
"""What it adds that a passage is under the very heading asked for."""

SUBJECT = 1.05
"""Worth of each recommendation of a paper whose title holds all that is asked about: more than any that only names
it."""

ALIKE = 0.8
"""Share of words in common above which two recommendations are the same wording."""


def answer(context: AnswerContext) -> Answer:
    """Return the recommendations of the papers in scope that bear on the topic."""
    roles = ("recommendations", "decision")
    pool = list(context.passages_of([p.id for p in context.papers], roles))
    concepts = context.concepts
    pool += _headed(context, {p.id for p in pool})
    sentence_hits = {s.passage.id: s for s in sorted(context.sentences, key=lambda s: s.coverage)}
    telling = [c for c in concepts if c.required] or list(concepts)

    def bears(p: Passage) -> float:
        places = ((1.0, p.text), (0.95, " ".join((p.heading, *p.columns))), (0.8, p.title), (0.6, " ".join(p.path)))
        said = [(worth, f" {' '.join(stems(words))} ") for worth, words in places]
        if telling and all(_best_place(c, said[2:3]) for c in telling):
            return SUBJECT
        total = sum(c.weight for c in telling) or 1.0
        return sum(c.weight * _best_place(c, said) for c in telling) / total

    def titled(p: Passage) -> bool:
        top = " ".join(stems(" ".join((p.heading, *p.columns))))
        return any(" ".join(v) in top for c in telling for v in c.variants if len(v) > 1)

    pool = [row for p in pool if p.kind != "footnote" for row in rows_of(p)]
    ranked = sorted(
        ((bears(p) + (TITLED if titled(p) else 0.0), bool(cue("asks").search(p.text)), p) for p in pool),
        key=lambda x: (
            -round(x[0], 2),
            bool(_CONTENTS.search(x[2].text)),
            not x[1],
            x[2].date,
            x[2].paper,
            x[2].order,
            x[2].span,
        ),
    )
    floor = 0.34 if telling else 0.0
    hits = [p for score, asks, p in ranked if score >= floor and (asks or len(p.text) > 60)]
    others = sorted(
        (
            s
            for s in sentence_hits.values()
            if cue("asks").search(s.text) and s.own >= 0.5 and s.passage.id not in {p.id for p in hits}
        ),
        key=lambda s: (-round(s.coverage, 4), s.passage.id),
    )
    if not hits and not others:
        return not_found(
            context, f"no recommendation on \u2018{context.topic()}\u2019.", list(sentence_hits.values())[-3:]
        )
    if not hits or (others and others[0].own > 0.75 and bears(hits[0]) < 0.5):
        hits = [s.passage for s in others[:5]] + hits
    if hits:
        best_score = bears(hits[0])
        same_paper = [p for p in hits if p.paper == hits[0].paper]
        top = same_paper if best_score < 1 or len(same_paper) > 1 else hits
        groups = together([*top, *(h for h in hits if h not in top)])
    said = " ".join(f"{lead(g[0])}: {quoted(g[0].text, 420)}".rstrip(".") + "." for g in groups[:4])
    names = {g[0].authority for g in groups[:4]}
    once = [g[0] for g in groups] + [
        p for g in groups for p in g[1:]
    ]  # a repeated wording adds nothing before the others
    proof = [Evidence(p, p.span, 1.0, (), (), "cites") for p in once][:20]
    return Answer(
        "recommendation",
        True,
        said,
        len(groups),
        holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names),
        (),
        tuple(proof),
    )


FEW_PAPERS = 8
"""Papers in scope up to which their headings are read for what is asked (*priority actions*, *areas for
improvement*)."""


def _headed(context: AnswerContext, known: set[str]) -> list[Passage]:
    """Passages outside the recommendation sections whose heading or first words are what the question names."""
    named = [v for c in context.concepts if c.required for v in c.variants if len(v) > 1 and set(v) & _ACTIONS]
    if not named or len(context.papers) > FEW_PAPERS:
        return []
    found = []
    for p in context.passages_of([p.id for p in context.papers], ()):
        if p.id in known or p.kind == "heading":
            continue
        top = " ".join(stems(" ".join((p.heading, *p.columns, *p.path[-1:], p.text[:80]))))
        if any(" ".join(v) in top for v in named):
            found.append(p)
    return found


_ACTIONS = frozenset(stems("action recommendation improvement requirement priority"))
"""Words of a heading over things to be done."""


def rows_of(passage: Passage) -> list[Passage]:
    """Return a table's rows, each a recommendation by itself; any other passage whole."""
    if passage.kind != "table":
        return [passage]
    rows = {part.span: part for a, _ in sentence_spans(passage.text, "table") for part in [unit(passage, a)]}
    return [r for r in rows.values() if len(r.text) > len(passage.heading) + 40] or [passage]


def together(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Groups of near-identical wording, in order of their first."""
    groups: list[tuple[frozenset[str], list[Passage]]] = []
    for passage in passages:
        held = frozenset(stems(passage.text))
        for words, group in groups:
            if held and words and len(held & words) / len(held | words) >= ALIKE:
                group.append(passage)
                break
        else:
            groups.append((held, [passage]))
    return [g for _, g in groups]


_CONTENTS = pattern(r"^.{0,200}[^\W\d]\S*\s+\d{1,3}\s*$", re.DOTALL)
"""A line of a list of contents: words and a page number."""


def _best_place(concept: Concept, said: Sequence[tuple[float, str]]) -> float:
    """Return the worth (0-1) of the best of the places, each in stems with its worth, that hold the concept."""
    held = (worth for worth, text in said if any(f" {' '.join(v)} " in text for v in concept.variants))
    return max(held, default=0.0)
