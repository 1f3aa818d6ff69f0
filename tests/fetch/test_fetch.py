"""``cqa fetch`` against a ModernGov site on loopback, with every fault that such sites have."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.errors import UsageError
from cqa.fetch.clock import Clock
from cqa.fetch.polite_client import GaveUp, PoliteClient, Refused
from cqa.fetch.run import FetchOptions, FetchReport, fetch
from tests.fetch.moderngov_site import FakeSite, paper, served


class Told(Clock):
    """A clock that goes on only by being asked to sleep, and remembers for how long."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime(2025, 3, 1, tzinfo=UTC) + timedelta(seconds=self.at)

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


@pytest.fixture
def site() -> Iterator[FakeSite]:
    with served(FakeSite([paper("60860", "Caseloads report"), paper("60909", "Work programme")])) as running:
        yield running


def got(site: FakeSite, to: Path, clock: Told | None = None, **more: object) -> FetchReport:
    days = {"since": date(2025, 1, 1), "until": date(2025, 3, 1)}
    options = {"authority": "Kent County Council", "committee": "", **days}
    asked = PoliteClient(site.base, "me@example.org", "0", clock or Told())
    try:
        return fetch(asked, FetchOptions(**{**options, "folder": to, **more}))  # type: ignore[arg-type]
    finally:
        asked.close()


def manifest(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "manifest.csv").read_text("utf-8").splitlines()))


def test_papers_and_manifest(site: FakeSite, tmp_path: Path) -> None:
    clock = Told()
    report = got(site, tmp_path, clock)
    assert (len(report.fetched), report.restricted, report.failures) == (2, 1, [])
    row = manifest(tmp_path)[0]
    assert (tmp_path / row["file"]).read_bytes() == site.papers[0].body
    assert row["committee"] == "Children & Young People Scrutiny"
    assert (row["date"], row["accessed"], row["item"]) == ("2025-02-10", "2025-03-01", "4. Caseloads")
    assert row["source"] == f"{site.base}/mgConvert2PDF.aspx?ID=60860"
    assert site.count("ID=999") == 0  # of a restricted item
    assert site.count("lMeetingId=4966") == 0  # cancelled
    assert site.agents == {"cqa/0 (+me@example.org)"}
    assert clock.at >= len(site.asked) - 1  # one request a second


def test_nothing_twice(site: FakeSite, tmp_path: Path) -> None:
    got(site, tmp_path)
    site.papers.append(paper("60910", "Caseloads report"))  # the same bytes by another number
    report = got(site, tmp_path)
    assert (report.known, report.fetched, len(report.copies)) == (2, [], 1)
    assert site.count("ID=60860") == 1
    assert len(manifest(tmp_path)) == 2


def test_goes_on_after_an_interruption(site: FakeSite, tmp_path: Path) -> None:
    site.faults["ID=60909"] = [(404, {}, b"")]
    assert len(got(site, tmp_path).failures) == 1
    report = got(site, tmp_path)
    assert (report.known, len(report.fetched), site.count("ID=60860")) == (1, 1, 1)


def test_changed_and_withdrawn(site: FakeSite, tmp_path: Path) -> None:
    got(site, tmp_path)
    files = {row["sha256"]: row["file"] for row in manifest(tmp_path)}
    site.papers = [paper("60860", "Caseloads report", published="09/02/2025")]
    site.papers[0].body += b"<p>Corrected.</p>"
    report = got(site, tmp_path)
    assert (len(report.changed), report.withdrawn) == (1, ["Work programme"])
    (row,) = manifest(tmp_path)
    assert row["file"] in files.values()
    assert (tmp_path / row["file"]).read_bytes().endswith(b"Corrected.</p>")
    assert [p.name.startswith("2025-02-10-60909") for p in (tmp_path / ".withdrawn").rglob("*.html")] == [True]


def test_restricted_later_counts_as_withdrawn(site: FakeSite, tmp_path: Path) -> None:
    got(site, tmp_path)
    site.papers[1].restricted = True
    assert got(site, tmp_path).withdrawn == ["Work programme"]


def test_busy_site_is_waited_for(site: FakeSite, tmp_path: Path) -> None:
    site.faults["ID=60860"] = [(429, {"Retry-After": "30"}, b""), (503, {}, b"")]
    clock = Told()
    assert len(got(site, tmp_path, clock).fetched) == 2
    assert 30.0 in clock.slept
    assert site.count("ID=60860") == 3


@pytest.mark.parametrize("after", ["3600", "Sat, 01 Mar 2025 03:00:00 GMT"])
def test_long_waits_end_the_paper(site: FakeSite, tmp_path: Path, after: str) -> None:
    site.faults["ID=60860"] = [(503, {"Retry-After": after}, b"")]
    report = got(site, tmp_path)
    assert "asks to wait" in report.failures[0]
    assert site.count("ID=60860") == 1


def test_half_an_answer_is_asked_for_again(site: FakeSite, tmp_path: Path) -> None:
    half = (200, {"Content-Length": "5000"}, b"<html>half")
    site.faults = {"ID=60860": [half], "ID=60909": [half] * 4}
    report = got(site, tmp_path)
    assert len(report.fetched) == 1
    assert "no whole answer" in report.failures[0]
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><html><body>Sorry</body></html>", b"<html><body/></html>", b"<committees><comm"]
)
def test_no_xml(site: FakeSite, tmp_path: Path, body: bytes) -> None:
    site.faults["GetMeeting?"] = [(200, {}, body)]
    (failure,) = got(site, tmp_path).failures
    assert "in place of XML" in failure or "not whole XML" in failure


def test_entities_are_refused(site: FakeSite, tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><meeting>&b;</meeting>'
    site.faults["GetMeeting?"] = [(200, {}, bomb)]
    assert "entities of its own" in got(site, tmp_path).failures[0]


def test_doubly_escaped_xml(site: FakeSite, tmp_path: Path) -> None:
    site.escaped = True
    site.papers[0].title = "Caseloads & vacancies"
    assert len(got(site, tmp_path).fetched) == 2


def test_wide_ranges_are_cut(site: FakeSite, tmp_path: Path) -> None:
    site.widest_days = 40
    report = got(site, tmp_path, committee="children", until=date(2025, 4, 30))
    assert (len(report.fetched), report.failures) == (2, [])


@pytest.mark.parametrize("where", ["http://localhost:1/x.pdf", "https://elsewhere.example/x.pdf", "file:///etc/passwd"])
def test_other_hosts_are_refused(site: FakeSite, tmp_path: Path, where: str) -> None:
    site.faults["ID=60860"] = [(302, {"Location": where}, b"")]
    site.papers[1].url = where
    report = got(site, tmp_path)
    assert len(report.failures) == 2
    assert all("another host" in failure for failure in report.failures)


def test_redirects_on_the_host_are_followed_but_not_for_ever(site: FakeSite, tmp_path: Path) -> None:
    site.faults["ID=60860"] = [(302, {"Location": "/mgConvert2PDF.aspx?ID=60860"}, b"")]
    site.faults["ID=60909"] = [(302, {"Location": "/mgConvert2PDF.aspx?ID=60909"}, b"")] * 9
    report = got(site, tmp_path)
    assert len(report.fetched) == 1
    assert "redirects" in report.failures[0]


@pytest.mark.parametrize("said", [True, False], ids=["said", "not said"])
def test_papers_too_large(site: FakeSite, tmp_path: Path, said: bool) -> None:
    """This test ensures that a paper of 300 MB is not read when its size is stated, and only in part otherwise."""
    site.papers[0].body = b"<html>" + b"x" * 20_000
    if said:
        site.faults["ID=60860"] = [(200, {"Content-Length": "300000000"}, b"")]
    report = got(site, tmp_path, most=10_000)
    assert "larger than" in report.failures[0]
    assert len(manifest(tmp_path)) == 1


def test_names_stay_in_the_folder(site: FakeSite, tmp_path: Path) -> None:
    site.papers[0].title = "../../../etc/passwd"
    site.papers[1].title = "=cmd()|' /C calc'!A0"
    into = tmp_path / "papers"
    got(site, into)
    assert {path.parent.parent for path in into.rglob("2025*")} == {into}
    assert [p.name for p in tmp_path.iterdir()] == ["papers"]


def test_robots(site: FakeSite, tmp_path: Path) -> None:
    site.robots = "User-agent: *\nDisallow: /mgConvert2PDF.aspx\nCrawl-delay: 5\n"
    clock = Told()
    report = got(site, tmp_path, clock)
    assert len(report.failures) == 2
    assert site.count("mgConvert") == 0
    assert max(clock.slept) == 5.0
    site.faults["robots"] = [(503, {}, b"")] * 4
    with pytest.raises(GaveUp, match=r"robots\.txt"):
        got(site, tmp_path)


def test_a_site_that_forbids(site: FakeSite, tmp_path: Path) -> None:
    site.faults["GetCommittees"] = [(403, {}, b"")]
    with pytest.raises(Refused, match="refuses"):
        got(site, tmp_path)


def test_dry_run_fetches_nothing(site: FakeSite, tmp_path: Path) -> None:
    report = got(site, tmp_path / "new", dry_run=True)
    assert len(report.fetched) == 2
    assert site.count("mgConvert") == 0
    assert not (tmp_path / "new").exists()


def test_no_such_committee(site: FakeSite, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Art Galleries"):
        got(site, tmp_path, committee="planning")


def test_fetch_ingest_ask_and_cite(site: FakeSite, tmp_path: Path) -> None:
    """This test ensures that the guide's way works by the commands alone: fetch, ingest, ask, cite with the date."""
    folder, index = tmp_path / "papers", str(tmp_path / "index")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, ["--index", index, *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    site.papers.pop()
    days = ("--since", "2025-02-01", "--until", "2025-02-28", "--committee", "children")
    said = run(
        "fetch", "kent", "--site", site.base, *days, "--to", str(folder), "--contact", "me@example.org", "--json"
    )
    assert json.loads(said)["requests"] == 5  # robots, committees, meetings, the meeting, the paper
    run("ingest", str(folder), "--manifest", str(folder / "manifest.csv"), "--jobs", "1")
    answer = run("ask", "Which councils cite caseload pressure?")
    assert "caseload pressure is the main risk" in " ".join(answer.split())
    (listed,) = json.loads(run("papers", "--json"))
    entry = run("cite", listed["id"], "--format", "bibtex")
    assert f"url = {{{site.base}/mgConvert2PDF.aspx?ID=60860}}" in entry
    assert f"urldate = {{{datetime.now(UTC).date().isoformat()}}}" in entry
