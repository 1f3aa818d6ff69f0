"""``cqa watch``, ``cqa remove`` and ``cqa concordance`` over papers that come and go."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
REPORT = "{council}\n\nReport to: Cabinet\nDate: {date}\nSubject: {title}\n\n1. Purpose\n\n1.1 {words}\n"
FIRST = {
    "kent.txt": REPORT.format(
        council="Kent County Council",
        date="4 July 2018",
        title="Bees",
        words="Honey bees like clover. A honey bee stings.",
    ),
    "leeds.txt": REPORT.format(
        council="Leeds City Council", date="5 July 2019", title="Roads", words="Roads are mended after frost."
    ),
}
NEW = REPORT.format(
    council="Leeds City Council", date="5 May 2020", title="Hives", words="Hives of wild honey bees & wasps are kept."
)
ATOM = "{http://www.w3.org/2005/Atom}"


class Desk:
    """An index of a folder of papers, and the command over it."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.papers, self._index, self._run = folder / "papers", folder / "index", run
        self.papers.mkdir()
        for name, text in FIRST.items():
            (self.papers / name).write_text(text, "utf-8")
        self.ingest()

    def ingest(self) -> None:
        assert self("ingest", str(self.papers)).returncode == 0

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run(*arguments, index=self._index)

    def json(self, *arguments: str) -> Any:
        return json.loads(self(*arguments, "--json").stdout)


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Desk:
    return Desk(run, tmp_path)


def test_a_paper_is_new_once(desk: Desk, tmp_path: Path) -> None:
    assert desk("watch", "add", "bees", "honey bees").returncode == 0
    assert desk("watch").returncode == 1
    (desk.papers / "hives.txt").write_text(NEW, "utf-8")
    desk.ingest()
    dry = desk("watch", "--dry-run", "--json")
    assert dry.returncode == 0
    (watch,) = json.loads(dry.stdout)
    assert [Path(p["file"]).name for p in watch["new"]] == ["hives.txt"]
    feed = tmp_path / "new.xml"
    assert desk("watch", "--atom", str(feed)).returncode == 0
    assert desk("watch", "--atom", str(feed)).returncode == 1
    entries = ElementTree.parse(feed).getroot().findall(f"{ATOM}entry")  # noqa: S314 - written by the command above
    assert [e.findtext(f"{ATOM}title") for e in entries] == ["Leeds City Council, Cabinet, 5 May 2020: Hives"]


def test_watches_are_listed_and_removed(desk: Desk) -> None:
    assert "add one" in desk("watch", "list").stdout
    desk("watch", "add", "roads", "frost authority:leeds")
    assert "roads: frost authority:leeds" in desk("watch", "list").stdout
    again = desk("watch", "add", "roads", "frost")
    assert (again.returncode, "remove it first" in again.stderr) == (2, True)
    unknown = desk("watch", "--name", "road")
    assert (unknown.returncode, "there are: roads" in unknown.stderr) == (2, True)
    assert desk("watch", "add", "odd", "authority:ledes").returncode == 2
    assert desk("watch", "remove", "roads").returncode == 0
    assert "add one" in desk("watch", "list").stdout


def test_remove_takes_a_paper_out_until_it_is_read_again(desk: Desk) -> None:
    assert desk("remove", "--dry-run", "kent.txt").stdout == "would remove kent.txt\n"
    assert len(desk.json("papers")) == 2
    assert desk("remove", "kent.txt").stdout == "removed kent.txt\n"
    assert [Path(p["file"]).name for p in desk.json("papers")] == ["leeds.txt"]
    assert desk("search", "clover").returncode == 1
    assert (desk.papers / "kent.txt").exists()
    unknown = desk("remove", "nosuch")
    assert (unknown.returncode, "no paper matches 'nosuch'" in unknown.stderr) == (2, True)
    desk.ingest()
    assert len(desk.json("papers")) == 2


def test_concordance_has_every_occurrence_with_its_context(desk: Desk) -> None:
    (desk.papers / "hives.txt").write_text(NEW, "utf-8")
    desk.ingest()
    found = desk.json("concordance", "honey bee")
    assert [(line["term"], line["right"][:4]) for line in found["lines"]] == [
        ("Honey bees", "like"),
        ("honey bee", "stin"),
        ("honey bees", "& wa"),
    ]
    assert found["councils"] == [
        {"authority": "Kent County Council", "occurrences": 2},
        {"authority": "Leeds City Council", "occurrences": 1},
    ]
    assert found["years"] == [{"year": "2018", "occurrences": 2}, {"year": "2020", "occurrences": 1}]
    assert len(desk.json("concordance", "honey bee", "--exact")["lines"]) == 1
    right = [line["right"][:4] for line in desk.json("concordance", "honey", "--sort", "right")["lines"]]
    assert right == ["bee ", "bees", "bees"]
    left = [line["left"].split()[-1] for line in desk.json("concordance", "honey", "--sort", "left")["lines"]]
    assert left == ["1.1", "A", "wild"]
    rows = list(csv.DictReader(io.StringIO(desk("concordance", "honey", "--csv").stdout)))
    assert len(rows) == 3
    text = desk("concordance", "honey", "--width", "20").stdout
    assert "3 occurrences. By council: Kent County Council 2, Leeds City Council 1." in text
    assert len({line.index("oney") for line in text.splitlines()[:3]}) == 1
    assert desk("concordance", "zeppelin").returncode == 1
