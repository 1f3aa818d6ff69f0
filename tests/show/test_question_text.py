"""What was looked for, as a sentence."""

from __future__ import annotations

import pytest

from cqa.question.question import read_question
from cqa.show.question_text import looked_for


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Which councils between 2010 and 2012 have high caseloads?",
            "We looked for councils citing ‘caseloads’ and saying that it is a problem; time: between 2010 and 2012",
        ),
        ("Which councils do not mention agency staff?", "We looked for councils not mentioning ‘agency staff’"),
        (
            "What is the parking charge in Birmingham?",
            "We looked for a figure on ‘parking charge’; council: Birmingham City Council",
        ),
        ("What does NEET stand for?", "We looked for what ‘NEET’ stands for"),
    ],
)
def test_looked_for(question: str, sentence: str) -> None:
    assert looked_for(read_question(question)) == sentence
