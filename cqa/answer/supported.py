"""The councils, or papers, that belong in the answer to a which-question, and those that only mention its topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cqa.answer.context import AnswerContext, is_container
from cqa.answer.council_support import councils_of
from cqa.evidence.sentence_scorer import CORE_MENTIONS, Sentence
from cqa.model import HolderVerdict, Paper, Verdict
from cqa.text.for_people import date_in_words, shortened

CITES = 0.5
"""Probability from which a council belongs in the answer. Cross-validated by set, 193 questions: precision .80, recall
.74."""

TITLE_LONGEST = 80
"""Characters of a paper's title where it stands for the paper."""


def sort_out(
    context: AnswerContext, *, by_paper: bool = False
) -> tuple[dict[str, list[Sentence]], dict[str, list[Sentence]], dict[str, float]]:
    """Return the sentences of those that belong in the answer and of those that only mention the topic, by council (or
    paper), the best first, and the probability of each."""
    found = councils_of(context, by_paper=by_paper)
    likely = {one.name: round(one.probability, 4) for one in found}
    cited = {one.name: list(one.sentences) for one in found if likely[one.name] >= CITES}
    mentioned = {
        one.name: list(one.sentences)
        for one in found
        if one.name not in cited and max(s.core for s in one.sentences) >= CORE_MENTIONS
    }
    return cited, mentioned, likely


def paper_rows(
    context: AnswerContext, quotes: Mapping[str, Sequence[Sentence]], accepted: Callable[[Paper], bool]
) -> tuple[HolderVerdict, ...]:
    """Return a verdict for every paper in scope (packs count by the papers in them)."""
    rows = []
    for paper in context.papers:
        if is_container(paper, context.held):
            continue
        said = quotes.get(paper.id, ())
        verdict: Verdict = "cites" if said else "silent"
        proof = tuple(s.passage.id for s in said)
        rows.append(
            HolderVerdict(paper_name(paper), paper.id, verdict, accepted(paper), 1, paper.date, paper.date, proof)
        )
    return tuple(sorted(rows, key=lambda r: (not r.in_answer, r.first or "", r.name)))


def paper_name(paper: Paper) -> str:
    """*Leeds City Council, 12 February 2010, title*."""
    who = paper.authority.name if paper.authority else "authority unknown"
    when = date_in_words(paper.date) if paper.date else "undated"
    return f"{who}, {when}, \u2018{shortened(paper.title, TITLE_LONGEST)}\u2019"
