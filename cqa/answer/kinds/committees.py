"""*Which committees ...?*: the committees that the papers which say it went to, each with its council."""

from __future__ import annotations

import re
from collections import defaultdict

from cqa.answer.context import AnswerContext, dated, evidence, holders, interleaved, listed, not_found
from cqa.answer.supported import paper_rows, sort_out
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer, Paper
from cqa.text.analyzer import stems
from cqa.text.pattern import pattern

SHOWN = 15
"""Committees named in a headline."""


def answer(context: AnswerContext) -> Answer:
    """Return the committees of the papers that cite the topic, with the years of those papers."""
    topic = f"\u2018{context.topic()}\u2019"
    groups, mentioned, _ = sort_out(context, by_paper=True)
    if not groups:
        return not_found(context, f"no paper says that of {topic}.", [g[0] for g in mentioned.values()])
    papers = context.by_id()
    sort = _sort_of(context.question.text)
    found: defaultdict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for name, said in groups.items():
        for key in _committees(papers[name], sort):
            found[key].append(said[0])
    without = sum(not papers[name].committees for name in groups)
    if not found:
        near = [g[0] for g in groups.values()]
        return not_found(context, f"no paper that says so of {topic} names a{sort and ' ' + sort} committee.", near)
    total = {key for paper in context.papers for key in _committees(paper, sort)}
    named = [dated(_name(*key), (s.passage.date for s in said)) for key, said in sorted(found.items())]
    more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
    text = f"{len(found)} of {len(total)} {sort}{sort and ' '}committees: {listed(named[:SHOWN])}{more}."
    if without:
        text += f" {without} more say{'' if without > 1 else 's'} so and name{'' if without > 1 else 's'} no committee."
    of_committee = {name for name in groups if _committees(papers[name], sort)}
    cited = {g[0].passage.authority: g for name, g in groups.items() if name in of_committee and g[0].passage.authority}
    return Answer(
        "which",
        True,
        text,
        len(found),
        holders(context, dict.fromkeys(cited, "cites"), cited, lambda name: name in cited),
        paper_rows(context, groups, lambda p: p.id in of_committee),
        tuple(evidence(s, "cites") for s in interleaved([groups[name] for name in sorted(of_committee)])),
    )


_SORT = pattern(
    r"^\W*(?:\w+ )?(?:which|what|how many|list|name)(?: of the| the)? ([\w -]+?) (?:sub-?)?(?:committee|panel)s?\b",
    re.I,
)
"""The words between the question word and *committees*."""


def _sort_of(question: str) -> str:
    """Return the sort of committee that a question asks for (*scrutiny*); empty for any."""
    asked = _SORT.search(question)
    return asked[1].lower() if asked else ""


def _committees(paper: Paper, sort: str) -> list[tuple[str, str]]:
    """Return the committees of a sort that a paper went to, each with its council (empty where that is not known)."""
    council = paper.authority.name if paper.authority else ""
    wanted = set(stems(sort))
    return [(committee, council) for committee in paper.committees if wanted <= set(stems(committee))]


def _name(committee: str, council: str) -> str:
    return f"{committee} of {council}" if council else committee
