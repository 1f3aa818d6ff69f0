"""Authority by topic: every cell is what the single question says of that council."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.ask.pipeline import ask
from cqa.cli.matrix_command import command
from cqa.engine import open_engine
from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.ingest.report import IngestOptions
from cqa.ingest.run import ingest
from cqa.matrix import Matrix, matrix
from cqa.model import HolderVerdict

CORPUS = Path(__file__).parent.parent / "corpus"
TOPICS = ("private fostering", "agency staff", "county lines", "corporate parenting", "blockchain")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matrix") / "index"
    ingest(open_engine(path, create=True), [CORPUS], IngestOptions(jobs=1))
    return path


@pytest.fixture(scope="module")
def engine(index: Path) -> Engine:
    return open_engine(index)


@pytest.fixture(scope="module")
def found(engine: Engine) -> Matrix:
    return matrix(engine, TOPICS)


def column(found: Matrix, topic: str) -> dict[str, HolderVerdict]:
    at = found.topics.index(topic)
    return {name: row[at] for name, row in zip(found.authorities, found.cells, strict=True)}


def test_every_council_held_has_a_row_and_every_topic_a_column(engine: Engine, found: Matrix) -> None:
    assert found.topics == TOPICS
    assert list(found.authorities) == sorted({p.authority.name for p in engine.papers() if p.authority})
    assert {len(row) for row in found.cells} == {len(TOPICS)}
    assert all(cell.name == name for name, row in zip(found.authorities, found.cells, strict=True) for cell in row)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_cell_is_the_verdict_of_the_single_question(engine: Engine, found: Matrix, topic: str) -> None:
    single = {h.name: h for h in ask(engine, f"Which councils mention {topic}?").answer.authorities}
    cells = column(found, topic)
    assert {name: cell.verdict for name, cell in cells.items()} == {
        name: single[name].verdict if name in single else "silent" for name in cells
    }
    assert {name: cell.passages for name, cell in cells.items() if cell.in_answer} == {
        name: h.passages for name, h in single.items() if h.in_answer
    }


def test_the_topics_tell_councils_apart(found: Matrix) -> None:
    verdicts = {topic: {c.verdict for c in column(found, topic).values()} for topic in TOPICS}
    assert verdicts["blockchain"] == {"silent"}
    assert {"cites", "silent"} <= verdicts["private fostering"]


def test_a_whole_question_may_be_a_topic(engine: Engine) -> None:
    question = "Which councils have caseloads that are too high?"
    cells = column(matrix(engine, [question]), question)
    single = {h.name for h in ask(engine, question).answer.authorities if h.in_answer}
    assert {name for name, cell in cells.items() if cell.in_answer} == single
    assert single


def test_every_linked_passage_can_be_fetched(engine: Engine, found: Matrix) -> None:
    ids = {i for row in found.cells for cell in row for i in cell.passages}
    assert ids
    assert set(engine.get(ids)) == ids
    for name, row in zip(found.authorities, found.cells, strict=True):
        for cell in row:
            assert {p.authority for p in engine.get(cell.passages).values()} <= {name}


def test_a_council_without_a_paper_of_that_time_is_not_held_and_not_silent(engine: Engine) -> None:
    question = "Which councils before 2011 mention adoption?"
    early = {p.authority.name for p in engine.papers() if p.authority and p.date and p.date < "2011"}
    cells = column(matrix(engine, [question]), question)
    assert early
    assert {name for name, cell in cells.items() if cell.verdict == "not held"} == set(cells) - early


def test_a_time_of_which_nothing_is_held_makes_nobody_silent(engine: Engine) -> None:
    question = "Which councils before 1990 mention adoption?"
    assert {c.verdict for c in column(matrix(engine, [question]), question).values()} == {"not held"}


@pytest.mark.parametrize("topic", ["", "the", "of and the?", "?"])
def test_a_topic_that_names_nothing_is_a_mistake(engine: Engine, topic: str) -> None:
    with pytest.raises(UsageError, match="no word to look for"):
        matrix(engine, ["adoption", topic])


def test_no_topic_gives_rows_without_cells(engine: Engine) -> None:
    empty = matrix(engine, [])
    assert empty.topics == ()
    assert set(empty.cells) == {()}


def test_the_command_prints_the_same_table_in_every_form(index: Path, found: Matrix, tmp_path: Path) -> None:
    options = ["--index", str(index), *TOPICS]
    as_json = CliRunner().invoke(command, [*options, "--json"])
    assert as_json.exit_code == 0
    told = json.loads(as_json.stdout)
    assert told["topics"] == list(TOPICS)
    assert [[c["verdict"] for c in row["cells"]] for row in told["authorities"]] == [
        [c.verdict for c in row] for row in found.cells
    ]
    as_csv = list(csv.reader(io.StringIO(CliRunner().invoke(command, [*options, "--csv"]).stdout)))
    assert as_csv[0][1:] == list(TOPICS)
    assert [row[0] for row in as_csv[1:]] == list(found.authorities)
    plain = CliRunner().invoke(command, options).stdout
    assert all(name in plain for name in found.authorities)


def test_a_filter_leaves_only_its_council(index: Path) -> None:
    done = CliRunner().invoke(command, ["--index", str(index), "--authority", "Leeds", "caseloads", "--json"])
    assert [row["name"] for row in json.loads(done.stdout)["authorities"]] == ["Leeds City Council"]


def test_a_spreadsheet_holds_the_table_and_its_evidence(index: Path, found: Matrix, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    written = tmp_path / "matrix.xlsx"
    done = CliRunner().invoke(command, ["--index", str(index), "--xlsx", str(written), *TOPICS])
    assert done.exit_code == 0
    book = openpyxl.load_workbook(written)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    cells = {value for row in rows for value in row}
    assert set(found.authorities) <= cells
    assert set(TOPICS) <= cells
    assert len(book.worksheets) > 1
    evidence = list(book.worksheets[1].iter_rows(values_only=True))
    assert len(evidence) > 1
