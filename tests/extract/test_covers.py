"""Covers, letters and running headers: titles and dates that only the look of a page gives. The texts are written for
the test."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cqa.extract import extract
from cqa.model import Document, Line, Page, Paper, Part
from tests.extract.text_paper import read

BODY = [("Running text of the paper, which goes on for some while in type of the usual size.", 11.0)] * 18


def paper(
    printed: Sequence[tuple[str, float]], x0: float = 72.0, running_lines: tuple[str, ...] = (), meta: str = ""
) -> Paper:
    """A page of lines of the given sizes, one under the other; "" leaves a space."""
    text, lines, top = "", [], 60.0
    for words, size in printed:
        if words:
            lines.append(Line(len(text), len(text) + len(words), 1, x0, top, x0 + 5 * len(words), top + size, size))
            text += words + "\n"
        top += 1.3 * size
    document = Document(
        "paper.pdf",
        "0" * 64,
        "pdf",
        text,
        (Page(1, 0, len(text)),),
        tuple(lines),
        meta_title=meta,
        running_lines=running_lines,
    )
    return extract(document, (Part((0, len(text)), ()),))[0]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (
            [("Ashford Budget Book", 36), ("2015/16", 36), ("Capital Programme", 30), ("2014/16 – 2023/24", 30)],
            "Ashford Budget Book 2015/16 Capital Programme 2014/16 – 2023/24",
        ),
        ([("Annual Report", 30), ("2023", 24), ("Page 1", 9)], "Annual Report 2023"),
        (
            [("Housing Revenue Account", 22), ("30-year Business Plan", 17), ("2024 to 2054", 15), *BODY],
            "Housing Revenue Account 30-year Business Plan 2024 to 2054",
        ),
        (
            [("RULES FOR APPOINTMENTS TO", 11), ("", 11), ("THE COUNTY TRANSPORT AUTHORITY", 11), ("", 11), *BODY],
            "Rules for Appointments to the County Transport Authority",
        ),
    ],
)
def test_a_title_over_several_lines_is_whole(printed: list[tuple[str, float]], title: str) -> None:
    assert paper(printed).title == title


def test_body_text_under_the_title_is_no_part_of_it() -> None:
    assert paper([("Parking Review", 20), ("Summary of findings", 13), *BODY]).title == "Parking Review"


def test_a_draft_plan_is_a_title_though_a_draft_is_none() -> None:
    contents = [("Contents", 20.0), *BODY]
    assert paper(contents, meta="Draft Plan Consultation Part A").title == "Draft Plan Consultation Part A"
    assert paper(contents, meta="Draft v2").title == "paper"


def test_what_a_converter_writes_before_each_piece_is_no_title() -> None:
    text = "Text: Mill Lane Planning Statement Mill Lane Planning Statement\n\nText: Mill Lane July 2022\n"
    assert read(text).title == "Mill Lane Planning Statement"
    assert (
        read("Text: SITE SITE\n\n" + "Text: SITE The site lies " + "in the town " * 30, "A_note.md").title == "A note"
    )


def test_a_date_under_its_label_in_the_margin_of_a_letter() -> None:
    letter = [("Audit Statement", 12.0), *BODY, ("Our reference", 9.0), ("6824", 9.0), ("Date", 9.0)]
    assert paper([*letter, ("17 March 2021", 9.0)]).date == "2021-03-17"
    assert paper([*letter, ("4 homes by 17 March 2021", 9.0)]).date is None


@pytest.mark.parametrize(
    ("made", "date"),
    [
        (paper([("Interim Appraisal – Summary, October 2023", 20), *BODY]), "2023-10"),
        (paper([("Interim Appraisal since October 2023", 20), *BODY]), None),
        (paper([("Modifications", 20), *BODY], running_lines=("Anytown Local Plan, August 2022", "1")), "2022-08"),
        (paper([("It was published on 14 April 2025 by authority of the House of Commons.", 11), *BODY]), "2025-04-14"),
        (paper([("The plan was published on 14 April 2025 by the Council.", 11), *BODY]), None),
    ],
)
def test_dates_of_last_resort(made: Paper, date: str | None) -> None:
    assert made.date == date


def test_a_bare_appendix_is_an_appendix() -> None:
    assert paper([("Appendix – Main Modifications", 14), *BODY]).type == "appendix"
