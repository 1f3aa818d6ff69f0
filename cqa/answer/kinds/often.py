"""*Which council mentions it most often?*: councils ranked by the passages of theirs that hold the topic."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cqa.answer.context import AnswerContext, listed
from cqa.evidence.sentence_scorer import MENTIONS_TOPIC, Sentence
from cqa.text.pattern import pattern

SHOWN = 5
"""Councils named in the ranking."""

REPEATED = 2
"""Passages that make *more than once*."""

_ONE_ASKED = pattern(r"\b(?:which|what) (?:single |one )?(?:council|authority|borough)\b", re.I)


def counted(context: AnswerContext, names: Sequence[str]) -> dict[str, int]:
    """Return how many passages of each council hold the topic."""
    holding: dict[str, set[str]] = {name: set() for name in names}
    for s in context.sentences:
        if s.core >= MENTIONS_TOPIC and s.passage.authority in holding:
            holding[s.passage.authority].add(s.passage.id)
    return {name: max(1, len(passages)) for name, passages in holding.items()}


def chosen(context: AnswerContext, cited: Mapping[str, list[Sentence]]) -> tuple[dict[str, list[Sentence]], str]:
    """Return the councils that are in the answer by how often they say it, and the sentence that ranks them."""
    number = counted(context, list(cited))
    often = context.question.often
    if often == "repeated":
        kept = {name: said for name, said in cited.items() if number[name] >= REPEATED}
        return kept, f" Counted: {_ranked(number, kept, reverse=True)}." if kept else ""
    most = often == "most"
    best = (max if most else min)(number.values(), default=0)
    one = _ONE_ASKED.search(context.question.text) is not None
    kept = {name: said for name, said in cited.items() if number[name] == best or not one}
    ranked = _ranked(number, cited, reverse=most)
    return kept, f" {'Most' if most else 'Least'} often: {ranked}." if ranked else ""


def _ranked(number: Mapping[str, int], names: Mapping[str, object], *, reverse: bool) -> str:
    order = sorted(names, key=lambda name: (-number[name] if reverse else number[name], name))[:SHOWN]
    said = [f"{name} ({number[name]} passage{'s' if number[name] > 1 else ''})" for name in order]
    return listed(said)
