"""*Which councils do not mention ...?*: the complement of those that do, with what the others say as counter-evidence.

One mention anywhere in a council's papers takes it out. Only councils with a readable paper can be silent.
"""

from __future__ import annotations

from collections import defaultdict

from cqa.answer.context import AnswerContext, evidence, holders, interleaved, listed, not_found
from cqa.answer.supported import paper_rows
from cqa.evidence.sentence_scorer import MENTIONS_TOPIC, Sentence
from cqa.model import Answer

SHOWN = 15
"""Councils or papers named in a headline."""


def answer(context: AnswerContext) -> Answer:
    """Return the councils (or papers) whose papers never hold the topic."""
    if not context.concepts:
        return not_found(context, "the question names no topic to look for.")
    by_council: defaultdict[str, list[Sentence]] = defaultdict(list)
    by_paper: defaultdict[str, list[Sentence]] = defaultdict(list)
    for s in sorted(context.sentences, key=lambda s: -s.core):
        if s.core >= MENTIONS_TOPIC:
            by_council[s.passage.authority].append(s)
            by_paper[s.passage.paper].append(s)
    rows = holders(context, dict.fromkeys(by_council, "mentions"), by_council, lambda n: n not in by_council)
    proof = tuple(evidence(s) for s in interleaved([g for n, g in by_council.items() if n]))
    unit = context.question.unit
    papers = paper_rows(context, by_paper, lambda p: p.id not in by_paper) if unit == "paper" else ()
    silent = [r for r in (papers or rows) if r.in_answer]
    what = "papers" if papers else context.question.councils or "councils"
    total = len(papers or rows)
    if not silent:
        text = f"Not found: each of the {total} {what} mentions \u2018{context.topic()}\u2019."
        return Answer("absence", False, text, 0, rows, papers, proof)
    if papers:
        silent_names = {p.authority.name for p in context.papers if p.authority and any(r.code == p.id for r in silent)}
        rows = holders(context, dict.fromkeys(by_council, "mentions"), by_council, lambda n: n in silent_names)
    verb = "does" if len(silent) == 1 else "do"
    named = listed([r.name for r in silent[:SHOWN]]) + (" and others" if len(silent) > SHOWN else "")
    text = f"{len(silent)} of {total} {what} {verb} not mention \u2018{context.topic()}\u2019: {named}."
    return Answer("absence", True, text, len(silent), rows, papers, proof)
