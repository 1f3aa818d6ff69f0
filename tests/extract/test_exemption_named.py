"""Parts that a paper calls exempt by number, place, running header or form: hidden, and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.extract.test_exemption_parts import shown

PAPERS = tomllib.loads((Path(__file__).parent / "exempt_named.toml").read_text("utf-8"))
HEADED = """Leeds City Council

Report to Cabinet
Subject: Sale of land

1. Purpose

1.1 The land was declared surplus OPEN in 2012 and has been marketed since then.

<page>
Appendix 1

The plan of the site shows OPENPLAN the boundary of the land and the road.

<page>
Appendix 2

The highest offer was ZZZ from a developer in London, for the whole site.

Appendix A

The letter of ZZZ is copied here in full for members of the committee.

<page>
Appendix 3

The timetable of the sale is set out here OPENTIME for members to read.
"""


def open_words(text: str) -> set[str]:
    return set(re.findall(r"\b(?:OPEN|OPEX)[A-Z]*\b", text))


@pytest.mark.parametrize("name", PAPERS)
def test_a_named_part_is_hidden_and_the_rest_is_shown(name: str) -> None:
    words = shown(PAPERS[name])
    assert "ZZZ" not in words
    assert open_words(words) == open_words(PAPERS[name])


@pytest.mark.parametrize(
    "header",
    [
        "Appendix 2 - Exempt",
        "EXEMPT APPENDIX 2",
        "Appendix 2 – Not for publication by virtue of paragraph 3 of Schedule 12A",
        "Appendix 2 is exempt",
    ],
)
def test_a_header_of_one_appendix_hides_that_appendix(header: str) -> None:
    words = shown(HEADED, ("Leeds City Council", header))
    assert "ZZZ" not in words
    assert open_words(words) == open_words(HEADED)


@pytest.mark.parametrize("header", ["Not for publication", "Exempt report", "Appendix 7 - Exempt"])
def test_a_header_of_the_paper_or_of_nothing_found_hides_everything(header: str) -> None:
    assert shown(HEADED, (header,)) == ""


def test_a_file_that_is_the_appendix_is_hidden_whole() -> None:
    assert shown(HEADED[HEADED.index("Appendix 2") :].split("<page>")[0], ("Appendix 2 - Exempt",)) == ""


def test_a_header_that_denies_hides_nothing() -> None:
    assert "ZZZ" in shown(HEADED, ("Appendix 2 is not exempt",))
