"""How good the answers are: one small module a measure, each with its reference, and the run that joins them.

Use it for: judging answers in the JSON form of ``cqa ask`` by hand-made labels. Not for: making answers, or ranking.
"""

from __future__ import annotations

from cqa.evaluate.gold import JudgedQuestion, read_questions
from cqa.evaluate.judge import QuestionScore, judge
from cqa.evaluate.report import Report, read_run
from cqa.evaluate.run import Ask, evaluate

__all__ = ["Ask", "JudgedQuestion", "QuestionScore", "Report", "evaluate", "judge", "read_questions", "read_run"]
