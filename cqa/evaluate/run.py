"""Asks every judged question and judges what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cqa.errors import CqaError
from cqa.evaluate.gold import JudgedQuestion
from cqa.evaluate.judge import QuestionScore, judge
from cqa.evaluate.report import Report

Ask = Callable[[str], Mapping[str, Any] | None]
"""A question in, an answer in the JSON form of ``cqa ask --json`` out; None when none came."""


def evaluate(questions: Iterable[JudgedQuestion], ask: Ask) -> Report:
    """Ask every question and judge the answers. An answer that fails with one of cqa's own errors counts as a miss
    and the run continues; any other error is a fault of the program and is raised."""
    return Report(tuple(_asked(question, ask) for question in questions))


def _asked(question: JudgedQuestion, ask: Ask) -> QuestionScore:
    began = time.perf_counter()
    try:
        answer = ask(question.question)
    except CqaError as error:
        why = f"{type(error).__name__}: {str(error).splitlines()[0][:160] if str(error) else ''}"
        spent = time.perf_counter() - began
        return QuestionScore(question.id, question.kind, question.question, False, why, seconds=spent)
    return judge(question, answer, time.perf_counter() - began)
