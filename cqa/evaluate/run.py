"""Asks every judged question and judges what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from cqa.errors import CqaError
from cqa.evaluate.bm25 import Bm25
from cqa.evaluate.gold import JudgedQuestion
from cqa.evaluate.judge import QuestionScore, judge, ranked
from cqa.evaluate.report import Report

Ask = Callable[[str], Mapping[str, Any] | None]
"""A question in, an answer in the JSON form of ``cqa ask --json`` out; None when none came."""


def evaluate(
    questions: Iterable[JudgedQuestion], ask: Ask, ungated: Ask | None = None, baseline: Bm25 | None = None
) -> Report:
    """Ask every question and judge the answers. An answer that fails with one of cqa's own errors counts as a miss
    and the run continues; any other error is a fault of the program and is raised.

    ``ungated`` answers a question that was refused for its small probability as if it were not: so the probability can
    be compared with what is right. ``baseline`` ranks the same passages without any rule.
    """
    return Report(tuple(_asked(question, ask, ungated, baseline) for question in questions))


def _asked(question: JudgedQuestion, ask: Ask, ungated: Ask | None, baseline: Bm25 | None) -> QuestionScore:
    began = time.perf_counter()
    try:
        answer = ask(question.question)
    except CqaError as error:
        why = f"{type(error).__name__}: {str(error).splitlines()[0][:160] if str(error) else ''}"
        spent = time.perf_counter() - began
        return QuestionScore(
            question.id, question.kind, question.question, False, why, seconds=spent, answerable=question.answerable
        )
    score = judge(question, answer, time.perf_counter() - began)
    if score.probability is not None:
        held = answer if score.given or ungated is None else ungated(question.question)
        score = replace(score, holds=_holds(question, held) if score.given or ungated else None)
    if baseline is not None and question.answerable:
        gain, cited = ranked(question, baseline.best(question.question))
        score = replace(score, bm25_ndcg=gain, bm25_cited=cited)
    return score


def _holds(question: JudgedQuestion, answer: Mapping[str, Any] | None) -> bool:
    """Return whether an answer is right, which none is to a question that has none."""
    return question.answerable and judge(question, answer).right
