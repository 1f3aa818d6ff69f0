"""Judges one answer by its question's labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cqa.evaluate.gold import JudgedQuestion
from cqa.evaluate.hits import gains, ideal_gains, is_hit, normal, statements
from cqa.evaluate.ndcg import RANKED, ndcg
from cqa.evaluate.recall import recall
from cqa.evaluate.reciprocal_rank import reciprocal_rank
from cqa.evaluate.set_precision_recall import SetCounts, count_set
from cqa.record import dataclass

SET_KINDS = frozenset({"which", "absence", "which-authorities", "paraphrase"})
"""Kinds whose answer is a set of authorities."""
CITED_AMONG = 3
"""A reader reads the first three passages: one that answers (grade 2 or 3) must be among them."""
ANSWERS = 2
"""The lowest grade that answers at least in part."""


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """One judged answer. ``right`` is the whole answer; ``why`` names every fault. Measures are None where the
    question has no label for them, or no answer came."""

    id: str
    kind: str
    question: str
    right: bool
    why: str = ""
    headline: str = ""
    ndcg: float | None = None
    reciprocal_rank: float | None = None
    recall: float | None = None
    cited: bool | None = None
    authorities: SetCounts | None = None
    distracted: bool = False
    seconds: float = 0.0


def judge(question: JudgedQuestion, answer: Mapping[str, Any] | None, seconds: float = 0.0) -> QuestionScore:
    """Return how good ``answer`` is, in the JSON form of ``cqa ask --json``; None means an answer that did not
    come."""
    if answer is None:
        return QuestionScore(question.id, question.kind, question.question, False, "no answer came", seconds=seconds)
    headline = str(answer.get("answer") or "")
    if not question.answerable:
        faults = [f"should be not found, said {headline[:100]!r}"] if answer.get("found") else []
        faults += _forbidden(question, headline)
        return _outcome(question, faults, headline, seconds)
    faults = [] if answer.get("found") else ["said not found"]
    faults += [f"lacks {pattern!r}" for pattern in question.required if not _matches(pattern, headline)]
    faults += _forbidden(question, headline)
    counts = _authorities(question, answer, faults)
    passages = list(answer.get("passages") or [])
    if not question.relevant:
        return _outcome(question, faults, headline, seconds, authorities=counts)
    gained = gains(passages, question.relevant)
    answering = [label for label in question.relevant if label.grade >= ANSWERS]
    return _outcome(
        question,
        faults,
        headline,
        seconds,
        ndcg=ndcg(gained[:RANKED], ideal_gains(question.relevant)),
        reciprocal_rank=reciprocal_rank(gains(passages, answering)),
        recall=recall(statements(passages, question.relevant), {label.group for label in question.relevant}, RANKED),
        cited=any(is_hit(passage, label) for passage in passages[:CITED_AMONG] for label in answering),
        authorities=counts,
        distracted=bool(passages) and any(is_hit(passages[0], label) for label in question.distractors),
    )


def _outcome(
    question: JudgedQuestion, faults: list[str], headline: str, seconds: float, **measures: Any
) -> QuestionScore:
    return QuestionScore(
        question.id,
        question.kind,
        question.question,
        not faults,
        "; ".join(faults),
        headline[:160],
        seconds=seconds,
        **measures,
    )


def _matches(pattern: str, headline: str) -> bool:
    return bool(re.search(pattern, headline, re.I | re.S))


def _forbidden(question: JudgedQuestion, headline: str) -> list[str]:
    return [f"says the forbidden {pattern!r}" for pattern in question.forbidden if _matches(pattern, headline)]


def _authorities(question: JudgedQuestion, answer: Mapping[str, Any], faults: list[str]) -> SetCounts | None:
    """Count the authorities of the answer against the labels; what is wrong is added to ``faults``."""
    if question.kind not in SET_KINDS or not question.expected or question.unit == "paper":
        return None
    said = [normal(entry.get("name")) for entry in answer.get("authorities") or [] if entry.get("in_answer")]
    wrong = [name for name in question.not_expected if any(_same(name, other) for other in said)]
    missed = [name for name in question.expected if not any(_same(name, other) for other in said)]
    if wrong:
        faults.append(f"wrongly includes {', '.join(wrong)}")
    if missed:
        faults.append(f"misses {', '.join(missed)}")
    return count_set(said, question.expected, question.not_expected, _same)


def _same(name: str, said: str) -> bool:
    """Return whether two names are one authority: one may be the shorter form of the other."""
    label, other = normal(name), normal(said)
    return label == other or label in other or bool(other and other in label)
