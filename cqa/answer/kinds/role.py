"""*What do the legal implications say?*: the sections in the role asked for, paper by paper, whatever they are
called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cqa.answer.context import AnswerContext, holders, is_container, lead, not_found, quoted
from cqa.evidence.sentence_scorer import Concept
from cqa.evidence.text_units import sentence_spans, unit
from cqa.model import Answer, Evidence, Passage
from cqa.text.analyzer import stems

MOST_IN_HEADLINE = 5
"""Papers quoted in the headline."""

TOPIC_ENOUGH = 0.34
"""Share of the topic that a paper's title and sections in the role must hold to be about it."""

MOST_PROOF = 30
"""Passages and items shown as evidence."""

ONE_PAPER = 520
"""Characters quoted of each passage when only one paper answers."""


def answer(context: AnswerContext) -> Answer:
    """Return what each paper in scope says in those sections; papers without such a section are named as such."""
    q = context.question
    by_paper: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in context.passages_of([p.id for p in context.papers], q.roles):
        by_paper[passage.paper].append(passage)
    asked = [c for c in context.concepts if c.required]
    topic = {v for c in asked for variant in c.variants for v in variant}
    groups = list(by_paper.values())
    if asked and groups:
        share = {id(g): _share(g, asked) for g in groups}
        best = max(share.values())
        if best < TOPIC_ENOUGH and not q.references:
            return not_found(context, f"no section on {_called(q.roles)} is about \u2018{context.topic()}\u2019.")
        groups = [g for g in groups if share[id(g)] >= best - 0.01]
    if not groups:
        return not_found(context, f"no paper has a section on {_called(q.roles)}.")
    said = []
    for group in groups[:MOST_IN_HEADLINE]:
        alone = len(groups) == 1
        words = " ".join(quoted(p.text, ONE_PAPER if alone else 220) for p in group[: 4 if alone else 2])
        said.append(f"{lead(group[0])}: {words}".rstrip(".") + ".")
    if len(groups) > MOST_IN_HEADLINE:
        said.append(f"{len(groups) - MOST_IN_HEADLINE} more papers have such sections.")
    names = {g[0].authority for g in groups}
    papers = [p for p in context.papers if not is_container(p, context.held)]
    without = sum(p.id not in by_paper for p in papers)
    if without and not q.authorities:
        said.append(f"{without} of {len(papers)} papers have no such section.")
    proof = [e for p in _turns(groups) for e in _items(p, topic)]
    rows = holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names)
    return Answer("role", True, " ".join(said), None, rows, (), tuple(proof[:MOST_PROOF]))


def _share(group: list[Passage], asked: list[Concept]) -> float:
    """Return the share of the topic's weight that a paper's sections in the role hold, with the paper's title."""
    held = f" {' '.join(stems(' '.join([group[0].title, *(p.text for p in group)])))} "
    found = sum(c.weight for c in asked if any(f" {' '.join(v)} " in held for v in c.variants))
    return found / (sum(c.weight for c in asked) or 1.0)


def _turns(groups: list[list[Passage]]) -> list[Passage]:
    return [g[depth] for depth in range(max(map(len, groups))) for g in groups if depth < len(g)]


def _items(passage: Passage, topic: set[str]) -> list[Evidence]:
    """Return the passage, or each item of its list, those that hold most of the topic first."""
    parts: dict[tuple[int, int], Passage] = {}
    for start, _ in sentence_spans(passage.text, passage.kind) or [(0, 0)]:
        part = unit(passage, start)
        parts.setdefault(part.span, part)
    held = sorted(parts.values(), key=lambda p: (-len(topic & set(stems(p.text))), p.span))
    return [Evidence(p, p.span, 1.0, (), (), "cites") for p in held]


def _called(roles: Sequence[str]) -> str:
    """*risk implications, recommendations* for the roles' codes."""
    return ", ".join(f"{r.partition(':')[2]} {r.partition(':')[0]}" if ":" in r else r for r in roles)
