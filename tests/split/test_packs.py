"""Agenda packs are cut into their papers; what is no pack stays whole."""

from __future__ import annotations

from pathlib import Path

from cqa.model import Document, Line, Page
from cqa.split import split
from tests.split.papers import document, seed

REPORT = (
    "Report of the Director of Finance\n\nDate: 1 May 2012\n\nSubject: {}\n\nPurpose\n\n"
    "1. This is what the report is for.\n"
)


def _paged(*texts: str, labels: tuple[str | None, ...] = ()) -> Document:
    text, pages, lines = "", [], []
    for k, printed in enumerate(texts):
        start = len(text)
        for line in printed.split("\n"):
            if line.strip():
                lines.append(Line(len(text), len(text) + len(line), k + 1))
            text += line + "\n"
        pages.append(Page(k + 1, start, len(text), labels[k] if labels else None))
    return Document("pack.pdf", "0" * 64, "pdf", text, tuple(pages), tuple(lines))


def test_a_supplement_is_its_front_sheet_and_one_report(shared: Path) -> None:
    doc = seed(shared, 3)
    front, report = split(doc)
    assert "A G E N D A" in doc.text[front.span[0] : front.span[1]]
    assert doc.text[report.span[0] : report.span[1]].startswith("CABINET")
    assert sum(s.kind == "appendix" for s in report.sections) >= 3, "appendices belong to their report"


def test_other_seeds_are_no_packs(shared: Path) -> None:
    assert [len(split(seed(shared, k))) for k in (0, 1, 2, 4)] == [1, 1, 1, 1]


def test_page_ranges_of_the_front_sheet_through_printed_labels() -> None:
    front = "AGENDA\n\nCabinet\n\n1. Apologies\n\n5. Budget monitoring (Pages 1 - 2)\n\n6. Schools (Pages 3 - 3)"
    doc = _paged(front, "", "Budget text", "more budget", "Schools text", labels=(None, None, "1", "2", "3"))
    parts = split(doc)
    assert [(p.item, p.title) for p in parts] == [(None, None), ("5", "Budget monitoring"), ("6", "Schools")]
    assert doc.text[parts[1].span[0] : parts[1].span[1]].split() == ["Budget", "text", "more", "budget"]


def test_report_headers_at_the_top_of_pages() -> None:
    doc = _paged(
        "AGENDA\n\nCabinet\n\nThe reports follow.", REPORT.format("Budget"), "2. More of it.", REPORT.format("Schools")
    )
    parts = split(doc)
    assert len(parts) == 3
    assert [p.span for p in parts] == [
        (parts[0].span[0], parts[1].span[0]),
        (parts[1].span[0], parts[2].span[0]),
        (parts[2].span[0], len(doc.text)),
    ]


def test_a_report_with_an_appended_report_is_one_paper() -> None:
    assert len(split(_paged(REPORT.format("Budget"), "Appendix 1", REPORT.format("Last year's budget")))) == 1


def test_an_agenda_alone_is_one_paper() -> None:
    assert len(split(document("AGENDA\n\nCabinet\n\n1. Apologies\n\n2. Declarations of interest"))) == 1


def test_ids_are_unique_over_the_parts(shared: Path) -> None:
    ids = [s.id for part in split(seed(shared, 3)) for s in part.sections]
    assert len(ids) == len(set(ids))


def test_an_empty_document_is_one_empty_part() -> None:
    (part,) = split(document(""))
    assert part.sections == ()
