"""``cqa ingest --lgsf`` over a folder in the form of the LGSF scrapers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cqa.cli import cli
from cqa.errors import UsageError

WORDS = "Report\n\n1. Purpose\n\n1.1 Caseload pressure is the main risk of {what}, because of vacancies.\n"


class Scrapers:
    """A folder as the scrapers leave it, and the command over it."""

    def __init__(self, folder: Path) -> None:
        self.data, self.index = folder / "data", folder / "index"
        for kind in ("Minutes", "Decisions"):
            (self.data / "KEN" / kind / "json").mkdir(parents=True)
        (self.data / "KEN" / "documents").mkdir()

    def document(self, key: str, what: str) -> dict[str, Any]:
        """Store a document; return how records list it."""
        body = WORDS.format(what=what).encode()
        (self.data / "KEN" / "documents" / key).write_bytes(body)
        digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
        return {"title": what, "url": f"https://kent.example/{key}", "storage_key": key, "content_hash": digest}

    def record(self, kind: str, name: str, documents: list[dict[str, Any]], **more: object) -> None:
        (self.data / "KEN" / kind / "json" / f"{name}.json").write_text(
            json.dumps({"url": "https://kent.example/m", "raw_date": "2025-02-10", "documents": documents, **more})
        )

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--index", str(self.index), *arguments])

    def ingest(self, code: int = 0) -> str:
        result = self.run("ingest", "--lgsf", str(self.data), "--jobs", "1")
        assert result.exit_code == code, result.output
        return result.output

    def papers(self) -> dict[str, Any]:
        return {Path(p["file"]).name: p for p in json.loads(self.run("papers", "--json").stdout)}


@pytest.fixture
def scrapers(tmp_path: Path) -> Scrapers:
    made = Scrapers(tmp_path)
    documents = [made.document("caseloads.txt", "caseloads"), made.document("budget.txt", "the budget")]
    made.record("Minutes", "2025-02-10-4967-scrutiny", documents, raw_committee="Children's Scrutiny Committee")
    decision = {"raw_decision_maker": "Cabinet Member for Roads", "is_key_decision": True}
    decision["is_subject_to_call_in"] = False
    made.record("Decisions", "2025-02-10-77", [made.document("roads.txt", "roads")], **decision)
    (made.data / "KEN" / "Minutes" / "json" / "_index.json").write_text('{"version": 1}')
    return made


def test_facts_of_records(scrapers: Scrapers) -> None:
    scrapers.ingest()
    papers = scrapers.papers()
    assert set(papers) == {"caseloads.txt", "budget.txt", "roads.txt"}
    paper = papers["caseloads.txt"]
    assert paper["authority"]["name"] == "Kent County Council"
    assert (paper["committees"], paper["date"]) == (["Children's Scrutiny Committee"], "2025-02-10")
    assert paper["source"] == "https://kent.example/caseloads.txt"
    assert {paper["findings"][name]["rule"] for name in ("authority", "committees", "date", "source")} == {"LGSF"}
    roads = papers["roads.txt"]
    assert (roads["key_decision"], roads["call_in"]) == (True, False)
    assert roads["committees"] == ["Cabinet Member for Roads"]


def test_changed_and_withdrawn(scrapers: Scrapers) -> None:
    scrapers.ingest()
    assert "3 unchanged" in scrapers.ingest()
    changed = scrapers.document("caseloads.txt", "caseloads and vacancies")
    scrapers.record("Minutes", "2025-02-10-4967-scrutiny", [changed], raw_committee="Children's Scrutiny Committee")
    said = scrapers.ingest()
    assert "1 replaced" in said
    assert "1 removed" in said
    assert set(scrapers.papers()) == {"caseloads.txt", "roads.txt"}
    assert (scrapers.data / "KEN" / "documents" / "budget.txt").is_file()


def test_other_bytes_than_the_record_says(scrapers: Scrapers) -> None:
    (scrapers.data / "KEN" / "documents" / "budget.txt").write_text("half a fi")
    said = scrapers.ingest(code=3)
    assert "not those of the record" in said
    assert set(scrapers.papers()) == {"caseloads.txt", "roads.txt"}


def test_keys_that_lead_out(scrapers: Scrapers, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(WORDS.format(what="secrets"))
    key = {"title": "x", "url": "", "storage_key": "../../../secret.txt"}
    scrapers.record("Minutes", "2025-02-11-1-x", [key], raw_committee="Cabinet")
    assert "leads out" in scrapers.ingest(code=3)
    assert "secret.txt" not in scrapers.papers()


@pytest.mark.parametrize("text", ["{", "[]", '{"documents": [1]}'])
def test_damaged_records(scrapers: Scrapers, text: str) -> None:
    (scrapers.data / "KEN" / "Minutes" / "json" / "x.json").write_text(text)
    result = scrapers.run("ingest", "--lgsf", str(scrapers.data))
    assert isinstance(result.exception, UsageError)
    assert "x.json is no record of LGSF" in str(result.exception)


def test_no_folder_of_lgsf(scrapers: Scrapers, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    result = scrapers.run("ingest", "--lgsf", str(tmp_path / "other"))
    assert result.exit_code != 0
    assert "no folder of LGSF" in str(result.exception) + result.output
    assert "name the files or folders" in (r := scrapers.run("ingest")).output + str(r.exception)
