"""Yes, no, partly or no verdict: what one sentence says to a question, in real papers."""

from __future__ import annotations

import pytest

from cqa.ask.pipeline import ask
from cqa.engine.port import Engine
from tests.made_index import index_of

PAPERS = {
    "slough": """# Slough Borough Council

## Report to the Cabinet, 12 May 2025

## Lockers, ferries and kilns

1. Visitors can hire bicycle lockers at the central station. The lockers are made of steel.

2. There are no ferry crossings on Sundays at Datchet. Passengers asked the operator for them.

3. Care leavers are exempt from paying the ferry toll.

4. The brick kiln may be restored by volunteers next spring.

5. Pottery workshops have not taken place at Windsor, unlike in Reading Borough Council.

6. The towpath is open to horses, but not to motorcycles.

7. The council has no objection to anglers using the fishing lake.
""",
    "reading": """# Reading Borough Council

## Report to the Cabinet, 14 May 2025

## Towpaths

1. The towpath is not open to horses.
""",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return index_of(tmp_path_factory.mktemp("verdict"), {f"{name}.md": text for name, text in PAPERS.items()})


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Can visitors to Slough hire bicycle lockers at the central station?", "yes"),
        ("Are there ferry crossings on Sundays at Datchet?", "no"),
        ("Can anglers use the fishing lake in Slough?", "yes"),  # "no objection" allows
        ("Is the towpath in Slough open to horses?", "yes"),  # "not" is of motorcycles
    ],
)
def test_a_full_statement_settles_a_question(engine: Engine, question: str, verdict: str) -> None:
    answer = ask(engine, question).answer
    assert answer.found
    assert answer.verdict == verdict
    assert answer.text.startswith(f"{verdict.capitalize()}. ")


@pytest.mark.parametrize(
    "question",
    [
        "Do care leavers pay the ferry toll in Slough?",  # exempt from it: neither a plain yes nor a plain no
        "Will the brick kiln in Slough be restored by volunteers?",  # it may be
        "Are there ferry crossings on Saturdays at Datchet?",  # Sundays are not Saturdays
        "Can visitors to Slough hire free bicycle lockers at the central station?",  # nothing says that they are free
        "Have pottery workshops taken place at Windsor?",  # the sentence names another council
        "Are there no ferry crossings on Sundays at Datchet?",  # yes and no mean the same
    ],
)
def test_less_than_a_full_statement_gives_no_verdict(engine: Engine, question: str) -> None:
    assert ask(engine, question).answer.verdict is None


def test_papers_that_disagree_are_both_quoted(engine: Engine) -> None:
    answer = ask(engine, "Is the towpath open to horses?").answer
    assert answer.found
    assert answer.verdict is None
    assert answer.text.startswith("The papers disagree.")
    assert {e.passage.authority for e in answer.evidence[:2]} == {"Slough Borough Council", "Reading Borough Council"}


def test_other_questions_have_no_verdict(engine: Engine) -> None:
    assert ask(engine, "Where can visitors hire bicycle lockers in Slough?").answer.verdict is None
