"""A download gives way to pages that are being answered, and to nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.web.app import create_app
from cqa.web.site import Site
from cqa.web.turns import PAUSES, ROWS, Turns


def test_rows_wait_while_a_page_is_being_answered_and_end_all_the_same() -> None:
    pauses: list[float] = []
    turns = Turns(pauses.append)
    assert list(turns.give_way(range(2 * ROWS))) == list(range(2 * ROWS))
    assert not pauses
    turns.begin()
    assert list(turns.give_way(range(2 * ROWS))) == list(range(2 * ROWS))
    assert len(pauses) == 2 * PAUSES


def test_rows_go_on_when_the_page_is_answered() -> None:
    pauses: list[float] = []

    def answered(seconds: float) -> None:
        pauses.append(seconds)
        turns.end()

    turns = Turns(answered)
    turns.begin()
    assert list(turns.give_way(range(ROWS))) == list(range(ROWS))
    assert len(pauses) == 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_download_does_not_wait_for_itself_but_for_a_page(tmp_path: Path, form: str) -> None:
    """This test ensures that the request of a download is not counted among the pages, before, while and after it is
    made; and that each form gives way."""
    paper = tmp_path / "paper.txt"
    paper.write_text("Leeds City Council\n\nReport to Cabinet\n\n1. Caseloads are high.\n", "utf-8")
    assert CliRunner().invoke(cli, ["--index", str(tmp_path / "index"), "ingest", str(paper)]).exit_code == 0
    site, pauses = Site(tmp_path / "index"), list[float]()
    site.turns = Turns(pauses.append)
    client = create_app(site, {"localhost"}).test_client()

    def status(address: str) -> int:
        with client.get(address) as response:
            return response.status_code

    for _ in range(2):
        assert status(f"/download/search.{form}?q=caseloads") == 200
        assert status("/help") == 200
    assert not pauses
    site.turns.begin()
    assert status(f"/download/search.{form}?q=caseloads") == 200
    assert len(pauses) == PAUSES
