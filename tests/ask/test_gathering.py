"""Questions about all councils: the best passages of each are read, and the answers are those of reading every one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cqa.ask import gathering, scope
from cqa.ask.pipeline import Asked, ask
from cqa.engine import open_engine
from cqa.engine.port import Engine
from tests.made_index import index_of

ABSENCES = (
    "Which councils do not mention agency staff?",
    "Which councils never mention early help?",
    "Which councils do not mention foster carers?",
    "Which papers do not mention social workers?",
    "Which councils do not mention the budget?",
    "Which councils do not mention the quality of care plans?",
)
"""Topics of one word and of more, some in nearly all papers, for councils and for papers."""

REPEATED = ("Which council mentions social workers most often?", "Which councils mention caseloads more than once?")

ALL_OF_THEM = 1_000_000


@pytest.fixture(scope="module")
def engine(corpus_index: Path) -> Engine:
    return open_engine(corpus_index)


def verdicts(asked: Asked) -> dict[str, tuple[str, bool]]:
    """Return the verdict of each council and paper, and whether it is in the answer."""
    rows = (*asked.answer.authorities, *asked.answer.papers)
    return {row.name: (row.verdict, row.in_answer) for row in rows}


@pytest.mark.parametrize("question", [*ABSENCES, *REPEATED])
def test_what_rests_on_every_passage_is_as_if_every_passage_was_read(
    engine: Engine, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for most in (1, ALL_OF_THEM):
        monkeypatch.setattr(gathering, "MOST_OF_EACH", most)
        monkeypatch.setattr(gathering, "MOST_OF_A_PAPER", most)
        found.append(ask(engine, question))
    few, every = found
    if question in ABSENCES:
        assert verdicts(few) == verdicts(every)
    else:
        counted = [re.findall(r"[A-Z][\w ]+ \(\d+ passages?\)", asked.answer.text) for asked in found]
        assert counted[0] == counted[1] != []


def paper(council: str, number: int, text: str) -> str:
    return f"""{council}

Report of: Director of Children's Services
Report to: Scrutiny Board
Date: {1 + number % 28} March {2000 + number // 28}
Subject: Update {number} on services for children

1. Purpose of this report

1.1 {text}
"""


LONG = "The board heard of the year's work in every team, of its premises, its training and its plans, at length. "


def test_a_mention_in_the_least_of_many_passages_ends_an_absence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = {
        f"a{n}.txt": paper("Leeds City Council", n, "Rates rose: rates of pay, rates of interest, rates of tax.")
        for n in range(12)
    }
    papers["last.txt"] = paper("Leeds City Council", 20, LONG * 6 + "Sickness absence rates fell. " + LONG * 6)
    papers["other.txt"] = paper("Kent County Council", 21, "Rates rose: rates of pay, rates of interest, rates of tax.")
    monkeypatch.setattr(gathering, "MOST_OF_EACH", 1)
    asked = ask(index_of(tmp_path, papers), "Which councils do not mention sickness absence rates?")
    assert verdicts(asked) == {"Leeds City Council": ("mentions", False), "Kent County Council": ("silent", True)}


def test_papers_outside_the_time_asked_about_take_no_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = {f"a{n}.txt": paper("Leeds City Council", n, "Caseloads are too high. Caseloads!") for n in range(20)}
    papers["last.txt"] = paper("Leeds City Council", 600, LONG + "Caseloads are too high. " + LONG)
    monkeypatch.setattr(scope, "NAMED_PAPERS", 0)  # as in an index of thousands: the filter lets the other papers in
    monkeypatch.setattr(gathering, "MOST_OF_EACH", 2)
    asked = ask(index_of(tmp_path, papers), "Which councils said in 2021 that caseloads are too high?")
    assert [row.name for row in asked.answer.authorities if row.in_answer] == ["Leeds City Council"]
    assert {evidence.passage.date[:4] for evidence in asked.answer.evidence} == {"2021"}


def test_every_paper_of_one_council_is_listed(tmp_path: Path) -> None:
    papers = {f"a{n}.txt": paper("Leeds City Council", n, "Social work caseloads are too high.") for n in range(30)}
    asked = ask(index_of(tmp_path, papers), "Which papers say that caseloads are too high?")
    assert sum(row.in_answer for row in asked.answer.papers) == 30
