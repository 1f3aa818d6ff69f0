"""Real papers, by what a reader sees on their pages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from cqa.errors import ReadError
from cqa.model import Document
from cqa.read import read

STATUS = {"good": "indexed", "image-only": "needs-ocr", "unreadable": "unreadable"}

OFFSETS = [
    ("pdf/southwark__STATEMENTOFCASE.pdf", 1),
    ("pdf/ofsted-ilacs__dorset__09-may-2025.pdf", 0),
    ("pdf/kent-cc__County-Council_2025-02-13__February-2025-Kent-County-Council-Budget-Report.pdf", 0),
    (
        "pdf/kent-cc__County-Council_2025-03-13__Questions-put-and-answers-given-13th-Mar-2025-10-00-County-Council.pdf",
        2,
    ),
    ("pdf/kent-cc__County-Council_2025-02-13__Budget-Amendments-13th-Feb-2025-09-30-County-Council.pdf", 2),
]
"""PDF page less printed page; the last has landscape pages whose stamps are turned."""


def paper(shared: Path, name: str) -> Document:
    return read(shared / "papers" / name)


def rows(document: Document, page: int) -> list[str]:
    return [document.text[line.start : line.end] for line in document.lines if line.page == page and line.mark == "row"]


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def test_every_labelled_file_is_readable_or_says_why(shared: Path) -> None:
    for label in json.loads((shared / "gold/council_papers.json").read_text()):
        if label["file"].endswith(".doc") and shutil.which("antiword") is None:
            continue
        if (label.get("pages") or 0) > 60 and label["text"] == "good":
            continue
        try:
            status = paper(shared, label["file"]) and "indexed"
        except ReadError as error:
            status = error.status
        assert status == STATUS[label["text"]], label["file"]


def test_quoted_evidence_is_in_the_text(shared: Path) -> None:
    """Every quote but one: a running footer, which is no part of any paragraph."""
    questions = json.loads((shared / "gold/council_questions.json").read_text())
    quotes = {(p["file"], p["quote"]) for question in questions for p in question["passages"]}
    texts: dict[str, str] = {}
    missed = []
    for file, quote in sorted(quotes):
        if "Covid" in file or file.endswith(".doc"):
            continue
        if file not in texts:
            texts[file] = squeezed(paper(shared, file).text)
        if squeezed(quote) not in texts[file]:
            missed.append(quote)
    assert [quote[:33] for quote in missed] == ["Inspection of Somerset local auth"]


def test_judgement_tables_have_one_row_a_theme(shared: Path) -> None:
    assert rows(paper(shared, "pdf/ofsted-ilacs__dorset__09-may-2025.pdf"), 1) == [
        "Judgement\tGrade",
        "The impact of leaders on social work practice with children and families\tOutstanding",
        "The experiences and progress of children who need help and protection\tOutstanding",
        "The experiences and progress of children in care\tOutstanding",
        "The experiences and progress of care leavers\tGood",
        "Overall effectiveness\tOutstanding",
    ]


def test_a_front_table_keeps_its_numbers(shared: Path) -> None:
    found = rows(paper(shared, "pdf/ofsted-ilacs__sunderland__20-july-2015.pdf"), 1)
    assert found[1] == "2. Children looked after and achieving permanence\tInadequate"
    assert found[2].strip() == "2.1 Adoption performance\tInadequate"


def test_a_register_has_one_row_a_risk(shared: Path) -> None:
    found = rows(paper(shared, "pdf/kent-cc__County-Council_2025-02-13__Appendix-J-Budget-Risk-Register.pdf"), 2)
    assert found[0].split("\t")[:5] == [
        "Directorate",
        "Risk Title",
        "Source/Cause of Risk",
        "Risk Event",
        "Consequence",
    ]
    assert [row.split("\t")[1] for row in found[2:]] == [
        "Market Sustainability",
        "2024-25 potential overspend impact on reserves",
        "Revenue Inflation",
        "Distribution of Grant Settlements",
    ]
    assert [row.split("\t")[-1] for row in found[2:]] == ["28.4", "23.3", "14.0", "22.2"]


def test_a_header_block_is_one_row_a_label(shared: Path) -> None:
    pack = next((shared / "papers/pdf").glob("*Item-7-Supplementary-2400109-*.pdf"))
    document = read(pack)
    labels = [row.split("\t")[0] for row in rows(document, 3)]
    assert labels[:6] == ["From:", "To:", "Subject:", "Decision no:", "Key Decision:", "Classification:"]
    assert "To:\tCabinet - 30 January 2025" in rows(document, 3)
    assert "a protected characteristic" in document.text
    assert not re.search(r"\bPage \d+\b", document.text), "stamps lie across the last line of some pages"
    assert "Agenda Item 7" in document.text


@pytest.mark.parametrize(("name", "offset"), OFFSETS)
def test_printed_page_numbers(shared: Path, name: str, offset: int) -> None:
    labelled = [page for page in paper(shared, name).pages if page.label]
    assert len(labelled) > 5
    assert {page.number - int(page.label or 0) for page in labelled} == {offset}


def test_paragraph_numbers_start_their_lines(shared: Path) -> None:
    document = paper(shared, "pdf/ofsted-ilacs__dorset__09-may-2025.pdf")
    starts = {document.text[line.start : line.end].split(" ", 1)[0] for line in document.lines}
    assert {f"{number}." for number in range(1, 60)} <= starts


def test_footers_with_titles_and_dates_are_gone(shared: Path) -> None:
    document = paper(shared, "pdf/ofsted-send__gloucestershire__01-march-2024.pdf")
    assert "Area SEND inspection report: Gloucestershire" not in document.text
    assert any("Gloucestershire Local Area Partnership" in words for words in document.running_lines)


def test_converted_pages_lose_their_doubled_headers(shared: Path) -> None:
    document = paper(shared, "html/winnipeg__hansard-2013-05-29-regular-6d94.htm")
    assert document.text.count("COUNCIL OF THE CITY OF WINNIPEG") == 1
    assert document.pages[10].label == "11"
