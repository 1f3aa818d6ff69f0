"""A manifest of facts: checked as a whole, applied over what is extracted, kept when files are read again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.engine import Engine, open_engine
from cqa.errors import UsageError
from cqa.ingest import manifest
from cqa.ingest.report import IngestOptions, IngestReport
from cqa.ingest.run import ingest
from cqa.model import Paper
from cqa.show import records_csv

LEEDS = "Leeds City Council\n\nReport to: Cabinet\nDate: 4 March 2025\nSubject: Caseloads\n\n1. Caseloads are high.\n"
SILENT = "Appendix C\n\nCapital spend. The river ferry costs more.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "leeds.txt").write_text(LEEDS, "utf-8")
    (papers / "appendix.txt").write_text(SILENT, "utf-8")
    return papers


@pytest.fixture(params=["tantivy", "whoosh", "memory"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "index", engine=request.param, create=True)


def run(engine: Engine, folder: Path, stated: Path | None = None) -> IngestReport:
    return ingest(engine, [folder], IngestOptions(jobs=1, manifest=stated))


def written(folder: Path, text: str, name: str = "facts.csv") -> Path:
    path = folder.parent / name
    path.write_text(text, "utf-8")
    return path


def paper(engine: Engine, name: str) -> Paper:
    return next(p for p in engine.papers() if Path(p.file).name == name)


def rules(found: Paper) -> dict[str, str]:
    return {name: f.rule for name, f in found.findings}


FACTS = (
    "file,authority,committee,date,title,source URL,exempt\n"
    "appendix.txt,KCC,Cabinet; Scrutiny Committee,13 March 2025,Capital spend,https://example.org/c.pdf,yes\n"
)


def test_facts_override_and_are_marked(engine: Engine, folder: Path) -> None:
    run(engine, folder, written(folder, FACTS))
    found = paper(engine, "appendix.txt")
    assert found.authority is not None
    assert (found.authority.name, found.authority.code) == ("Kent County Council", "KEN")
    assert (found.committees, found.date, found.title) == (
        ("Cabinet", "Scrutiny Committee"),
        "2025-03-13",
        "Capital spend",
    )
    assert (found.source, found.exempt, found.type) == ("https://example.org/c.pdf", True, "appendix")
    assert {name for name, rule in rules(found).items() if rule == "given"} == {
        *("authority", "committees", "date", "title", "source", "exempt")
    }
    passages = list(engine.passages(found.id))
    assert passages
    assert all((p.authority, p.date, p.exempt) == ("Kent County Council", "2025-03-13", True) for p in passages)
    assert paper(engine, "leeds.txt").title == "Caseloads"


def test_facts_are_kept_when_a_file_is_read_again(engine: Engine, folder: Path) -> None:
    run(engine, folder, written(folder, FACTS))
    (folder / "appendix.txt").write_text(SILENT + "\nOne more line.\n", "utf-8")
    assert {Path(o.path).name: o.action for o in run(engine, folder).outcomes}["appendix.txt"] == "replaced"
    found = paper(engine, "appendix.txt")
    assert found.authority is not None
    assert (found.authority.name, found.exempt) == ("Kent County Council", True)
    assert {o.action for o in run(engine, folder, written(folder, FACTS)).outcomes} == {"unchanged"}


def test_a_new_manifest_changes_unchanged_files_and_takes_facts_back(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    assert paper(engine, "appendix.txt").authority is None
    run(engine, folder, written(folder, FACTS))
    text = '[[paper]]\nfile = "papers/appendix.txt"\nauthority = "Ashby Parish Council"\ntitle = "Ferry"\n'
    run(engine, folder, written(folder, text, "facts.toml"))
    found = paper(engine, "appendix.txt")
    assert found.authority is not None
    assert (found.authority.name, found.authority.code, found.title) == ("Ashby Parish Council", None, "Ferry")
    assert (found.date, found.exempt, found.source) == (None, False, None)


def test_none_is_said_by_a_dash(engine: Engine, folder: Path) -> None:
    run(engine, folder, written(folder, "file,authority,committee,date\nleeds.txt,-,-,-\n"))
    found = paper(engine, "leeds.txt")
    assert (found.authority, found.committees, found.date) == (None, (), None)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("file,date\nnope.txt,2025-03-04\n", ["line 2: nope.txt is not among the files"]),
        ("file,date\nleeds.txt,31.2.2020\n", ["line 2: ‘31.2.2020’ is no date"]),
        (
            "file,type,exempt,source\nleeds.txt,reprot,perhaps,www\n",
            ["‘reprot’ is no type", "exempt is ‘perhaps’", "‘www’ is no web address"],
        ),
        ("file,colour\nleeds.txt,red\n", ["a column 'colour' that cqa does not know"]),
        ("name,date\nleeds.txt,2025\n", ["a column 'name'"]),
        ("date\n2025\n", ["no column ‘file’"]),
    ],
)
def test_mistakes_are_named_and_nothing_is_read(tmp_path: Path, folder: Path, text: str, faults: list[str]) -> None:
    engine = open_engine(tmp_path / "index", create=True)
    with pytest.raises(UsageError) as raised:
        run(engine, folder, written(folder, text))
    assert all(fault in str(raised.value) for fault in faults)
    assert list(engine.files()) == []


def test_a_name_that_two_files_have_needs_its_folder(tmp_path: Path, folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "leeds.txt").write_text(LEEDS + "More.\n", "utf-8")
    engine = open_engine(tmp_path / "index", create=True)
    with pytest.raises(UsageError, match="2 files are called leeds"):
        run(engine, folder, written(folder, "file,title\nleeds.txt,A title\n"))
    run(engine, folder, written(folder, "file,title\npapers/more/leeds.txt,A title\n"))
    assert sorted(p.title for p in engine.papers() if "leeds" in p.file) == ["A title", "Caseloads"]


def cqa(*args: str) -> str:
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_sheet_of_papers_is_corrected_and_read_back(tmp_path: Path, folder: Path) -> None:
    index = str(tmp_path / "index")
    cqa("ingest", str(folder), "--index", index)
    sheet = cqa("papers", "--csv", "--index", index)
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert len(rows) == 2
    before = {o["file"]: o for o in rows}

    untouched = written(folder, sheet, "sheet.csv")
    cqa("ingest", str(folder), "--index", index, "--manifest", str(untouched))
    assert not [f for f in open_engine(Path(index)).files() if f.given]  # what is still so is no correction

    for row in rows:
        if row["file"].endswith("leeds.txt"):
            row["title"], row["committees"] = "=Caseloads of social workers", "Scrutiny Board"
    corrected = written(folder, sheet_of(rows), "corrected.csv")
    cqa("ingest", str(folder), "--index", index, "--manifest", str(corrected))
    after = {o["file"]: o for o in csv.DictReader(io.StringIO(cqa("papers", "--csv", "--index", index)))}
    leeds = next(p for p in after if p.endswith("leeds.txt"))
    assert after[leeds]["title"] == "'=Caseloads of social workers"  # safe in a spreadsheet
    assert after[leeds]["committees"] == "Scrutiny Board"
    assert {k: v for k, v in after[leeds].items() if k not in ("title", "committees")} == {
        k: v for k, v in before[leeds].items() if k not in ("title", "committees")
    }
    (state,) = [f for f in open_engine(Path(index)).files() if f.given]
    assert state.path == leeds


def test_a_title_made_of_the_meeting_follows_the_stated_meeting(engine: Engine, folder: Path) -> None:
    """This test ensures that a corrected date is in the title that cqa made, but in none that the paper prints."""
    heading = "Leeds City Council\n\nMinutes of a meeting of the Executive Board\n\nHeld on 13 February 2025\n\n"
    (folder / "minutes.txt").write_text(heading + "Present: Councillor Hill\n\n1. Apologies. None.\n", "utf-8")
    run(engine, folder)
    assert paper(engine, "minutes.txt").title == "Minutes of Executive Board, 13 February 2025"
    facts = "file,date,committee\nminutes.txt,2024-01-02,Scrutiny Board\nleeds.txt,2024-01-02,\n"
    run(engine, folder, written(folder, facts))
    found = paper(engine, "minutes.txt")
    assert (found.title, found.date) == ("Minutes of the Scrutiny Board, 2 January 2024", "2024-01-02")
    assert rules(found)["title"].startswith("composed")
    assert paper(engine, "leeds.txt").title == "Caseloads"


def sheet_of(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_every_column_of_the_sheet_is_known() -> None:
    ways = {way for uses in manifest.COLUMNS.values() for way in uses}
    assert set(records_csv.PAPER_COLUMNS) <= ways | manifest.COMPUTED
