"""Any string as query or question is answered by a status of the contract, soon, without a traceback."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cqa
from cqa.cli import cli
from cqa.errors import CqaError
from tests.faults.scale import SEED, WHOLE, count

PAPER = "Leeds City Council\n\nReport to Cabinet\nDate: {n} March 2015\n\n1. Caseloads in area {n} are high.\n"
QUERIES = count(400, 10_000)
PIECES = [
    *(
        "caseloads",
        "council",
        "authority:",
        "date:",
        "from:2015",
        "type:minutes",
        '"',
        "(",
        ")",
        "AND",
        "OR",
        "NOT",
        "*",
    ),
    *("~2", "NEAR/3", "-", ":", "?", "!", "\\", "/", "{", "}", "[", "]", "^3", "..", "'", "\x00", "\x1b[31m", "\u202e"),
    *(
        "Which councils",
        "How many",
        "What did",
        "decide",
        "about",
        "risk?",
        "2015-13-45",
        "é",
        "😀",
        "\ud800",
        "\n",
        "\t",
    ),
    *(
        "exempt:true",
        "id:",
        "paper:",
        "%s",
        "$(id)",
        "<script>",
        "9" * 40,
        "a" * 300,
        "section 4.2",
        "[* TO *]",
        "&&",
        "||",
    ),
]


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries")
    (folder / "papers").mkdir()
    for n in range(1, 6):
        (folder / "papers" / f"{n}.txt").write_text(PAPER.format(n=n), "utf-8")
    made = ["--index", str(folder / "index"), "ingest", str(folder / "papers"), "--engine", request.param]
    assert CliRunner().invoke(cli, made).exit_code == 0
    return folder / "index"


def test_odd_queries_end_in_an_answer_or_an_error_of_ours(index: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - no secret
    with cqa.open_index(index) as opened:
        for number in range(QUERIES):
            text = chance.choice(["", " "]).join(chance.choices(PIECES, k=chance.randint(1, 12)))
            ask = opened.ask if number % 4 == 0 else opened.search
            try:
                ask(text)
            except CqaError as error:
                if not str(error):
                    pytest.fail(f"{text!r}: an error without words")
            except Exception as error:
                pytest.fail(f"{text!r}: {type(error).__name__}: {error}")


def test_the_command_ends_with_a_status_of_the_contract(index: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - no secret
    for number in range(count(40, 400)):
        text = " ".join(chance.choices(PIECES, k=chance.randint(1, 8))).replace("\ud800", "")
        done = CliRunner().invoke(cli, ["--index", str(index), ("search", "ask")[number % 2], "--", text])
        assert done.exit_code in (0, 1, 2) or isinstance(done.exception, CqaError), (text, done.exception)
        assert done.exception is None or isinstance(done.exception, CqaError | SystemExit), text


@settings(max_examples=2_000 if WHOLE else 100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200))
def test_any_text_is_read_as_a_query_and_as_a_question(text: str) -> None:
    from cqa.query.parse import parse
    from cqa.question.question import read_question

    with suppress(CqaError):
        parse(text)
    read_question(text)
