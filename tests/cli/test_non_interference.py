"""With one exempt paper and without it, everything that leaves exempt papers out says the same, byte for byte."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

import cqa
from cqa import cli as commands
from cqa.cli import cli
from cqa.web.app import create_app
from cqa.web.site import Site

COUNCILS = ("Leeds City Council", "Kent County Council", "Bristol City Council")
TOPICS = (
    ("Caseloads of social workers", "Caseloads of social workers are high and recruitment of staff is slow."),
    ("Libraries", "The opening hours of the libraries will be cut to save the council money."),
    ("Highways", "Potholes in the highway are repaired within five days of a report."),
)
PAPER = """{council}

Report to: Cabinet
Date: {day} March 2015
Subject: {title}
{extra}
1. Purpose

1.1 {text}

2. Recommendations

2.1 Cabinet is recommended to note the report on {lower} and to approve the plan.
"""
HIDDEN = (
    "Zirconium caseloads of libraries and highways are secret; the quarantine of recruitment costs nine million pounds."
)
COMMANDS = (
    ("search", "caseloads"),
    ("search", "caseloads", "--json"),
    ("search", "libraries OR recruitment OR zirconium", "--json"),
    ("search", "zirconum", "--json"),
    ("search", "quarantin"),
    ("search", "--explain", "recruitment staff"),
    ("search", "*", "--json"),
    ("ask", "Which councils say that caseloads are high?", "--json"),
    ("ask", "What should Cabinet do about libraries?"),
    ("ask", "How much does zirconium cost?"),
    ("papers",),
    ("papers", "--json"),
    ("status",),
    ("status", "--json"),
    ("status", "--csv"),
    ("matrix", "caseloads", "libraries"),
    ("similar", "leeds-0.txt"),
    ("similar", "leeds-0.txt", "--json"),
    ("show", "leeds-0.txt", "--json"),
    ("show", "secret.txt"),
    ("export", "--format", "bibtex"),
    ("export", "--format", "ris"),
    ("export", "--format", "csl"),
    ("search", "caseloads", "--csv"),
    ("search", "caseloads", "--jsonl"),
    ("search", "caseloads", "--recommendations", "--json"),
    ("search", "authority:wigan"),
    ("ask", "What was decided about libraries?", "--json"),
    ("ask", "Which councils mention quarantine?", "--json"),
    ("papers", "--csv"),
    ("papers", "--authority", "Wigan"),
    ("grades",),
    ("grades", "--json"),
    ("decisions",),
    ("decisions", "--json"),
    ("recommendations",),
    ("concordance", "caseloads"),
    ("concordance", "zirconium", "--json"),
    ("recommendations", "libraries", "--json"),
    ("matrix", "caseloads", "quarantine", "--json"),
    ("similar", "secret.txt"),
    ("show", "leeds-0.txt"),
    ("cite", "leeds-0.txt"),
    ("cite", "secret.txt"),
    ("changes", "--since", "2000-01-01"),
)
WHEN = re.compile(r'"when": "[^"]+", ')
"""When a paper came into the index, which differs between two indexes."""
OPERATORS = {
    "demo": "has papers of its own",
    "engines": "says nothing of an index",
    "eval": "reads a file of questions",
    "fetch": "says nothing of an index",
    "help": "says nothing of an index",
    "mcp": "serves the open part, in tests of its own",
    "ingest": "writes, and names the files that it was given",
    "remove": "writes, for who keeps the index",
    "watch": "searches the open part as search does, and writes",
    "review": "reads sheets that people filled in",
    "rebuild": "copies the whole index for who keeps it",
    "serve": "is tested by its pages below",
    "verify": "checks the whole index for who keeps it",
}
"""Commands that are left out, and why."""
PAGES_OF_PAPERS = (
    *("/papers/{id}", "/papers/{id}/similar", "/papers/{id}/file", "/papers/{id}/cite.bib", "/papers/{id}/cite.ris"),
    *("/papers/{id}/s3", "/papers/{id}/s3/quotation.txt", "/papers/{id}/pages", "/papers/{id}/pages/1-600.png"),
)
ADDRESSES = (
    *(
        "/",
        "/papers",
        "/councils",
        "/coverage",
        "/search?q=caseloads",
        "/search?q=zirconum",
        "/search?q=recruitment+staff",
    ),
    *(
        "/suggest?q=zirc",
        "/suggest?q=case",
        "/suggest?q=quar",
        "/facets/authority?q=caseloads",
        "/recommendations?q=plan",
    ),
    *("/download/search.json?q=caseloads", "/download/papers.csv", "/download/files.csv"),
    *("/answer?q=Which+councils+say+that+caseloads+are+high%3F", "/topics?topic=caseloads"),
    *(f"/{what}.atom?q={word}" for what in ("search", "recommendations") for word in ("caseloads", "zirconium")),
    *(f"/{what}.json?q=zirconium+caseloads" for what in ("search", "recommendations", "answer", "papers", "councils")),
    *("/openapi.json", "/opensearch.xml", "/favicon.ico", "/robots.txt", "/accessibility"),
    *("/help", "/help/exempt", "/councils/Leeds%20City%20Council", "/councils/Wigan%20Council", "/grades"),
    *("/topics/Leeds%20City%20Council?topic=caseloads", "/topics/Wigan%20Council?topic=quarantine"),
    *(
        f"/download/{what}.{form}?q=Which+councils+say+that+caseloads+are+high%3F&topic=caseloads&theme="
        for what in ("search", "recommendations", "answer", "papers", "councils", "grades", "topics", "files")
        for form in ("json", "csv")
    ),
)


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def indexes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same papers without and with an exempt one, which came last, after a separate run."""
    folder = tmp_path_factory.mktemp("alike")
    papers = folder / "papers"
    papers.mkdir()
    for i, council in enumerate(COUNCILS):
        for k, (title, text) in enumerate(TOPICS):
            name = f"{council.split()[0].lower()}-{k}.txt"
            paper = PAPER.format(council=council, day=i + k + 1, title=title, text=text, lower=title.lower(), extra="")
            (papers / name).write_text(paper, "utf-8")
    without, with_it = folder / "without" / "index", folder / "with" / "index"
    ingest = ("ingest", str(papers), "--engine", request.param)
    assert run(without, *ingest).exit_code == 0
    assert run(with_it, *ingest).exit_code == 0
    secret = PAPER.format(council="Wigan Council", day=9, title="Quarantine", text=HIDDEN, lower="it", extra="EXEMPT")
    (papers / "secret.txt").write_text(secret, "utf-8")
    assert run(with_it, *ingest).exit_code == 0
    shutil.copy(papers / "secret.txt", papers / "copy-of-it.txt")
    assert run(with_it, *ingest).exit_code == 0
    assert "Zirconium" in run(with_it, "search", "zirconium", "--include-exempt").output
    return without, with_it


def run(index: Path, *arguments: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(cli, ["--index", str(index), *arguments])


def ask(app: Flask, address: str) -> tuple[int, bytes]:
    with app.test_client().get(address) as answer:
        return answer.status_code, answer.get_data()


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_commands_say_the_same(indexes: tuple[Path, Path], arguments: tuple[str, ...]) -> None:
    without, with_it = (run(index, *arguments) for index in indexes)
    assert WHEN.sub("", with_it.output.replace("/with/", "/without/")) == WHEN.sub("", without.output)
    assert with_it.exit_code == without.exit_code
    assert str(with_it.exception) == str(without.exception)


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_say_the_same(indexes: tuple[Path, Path], address: str) -> None:
    without, with_it = (ask(create_app(Site(index), {"localhost"}), address) for index in indexes)
    assert with_it == without


@pytest.mark.parametrize("address", PAGES_OF_PAPERS)
def test_pages_of_papers_say_the_same(indexes: tuple[Path, Path], address: str) -> None:
    """This test ensures that the page of every open paper is the same, and that a hidden one has none."""
    without, with_it = (create_app(Site(index), {"localhost"}) for index in indexes)
    with cqa.open_index(indexes[1]) as opened:
        papers = [paper.id for paper in opened.engine.papers()]
    assert len(papers) > len(COUNCILS) * len(TOPICS)
    for paper in papers:
        assert ask(without, address.format(id=paper)) == ask(with_it, address.format(id=paper))


def test_every_page_and_command_is_among_them(indexes: tuple[Path, Path]) -> None:
    """This test ensures that a page or command that is added is compared, too."""
    rules = create_app(Site(indexes[0]), {"localhost"}).url_map
    asked = [address.format(id="x") for address in (*ADDRESSES, *PAGES_OF_PAPERS)]
    matched = {rules.bind("localhost").match(address.partition("?")[0])[0] for address in asked}
    assert {rule.endpoint for rule in rules.iter_rules()} - {"static"} == matched
    assert {arguments[0] for arguments in COMMANDS} | OPERATORS.keys() == set(commands.COMMANDS)


def test_a_paper_that_becomes_exempt_is_gone_from_the_open_part(tmp_path: Path) -> None:
    """This test ensures that no byte of the open copy has the words of a paper that became exempt."""
    papers = tmp_path / "papers"
    papers.mkdir()
    index = tmp_path / "index"
    text = PAPER.format(council="Leeds City Council", day=1, title="Sale", text=HIDDEN, lower="sale", extra="")
    (papers / "a.txt").write_text(text, "utf-8")
    (papers / "b.txt").write_text(text.replace("Zirconium", "Copper"), "utf-8")
    run(index, "ingest", str(papers))
    (papers / "a.txt").write_text(text.replace("Subject", "NOT FOR PUBLICATION\nSubject"), "utf-8")
    run(index, "ingest", str(papers))
    assert run(index, "search", "zirconium").exit_code == 1
    assert run(index, "search", "copper").exit_code == 0
    assert run(index, "search", "zirconium", "--include-exempt").exit_code == 0
