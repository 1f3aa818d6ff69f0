"""Tables of PDF files: rows stay whole where rulings, pages and centred lines would cut them; their heads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from cqa.model import Document, Section
from cqa.read import read
from cqa.read.pdf.page import Piece
from cqa.read.pdf.rows import running
from cqa.split import split
from tests.read.made import Item, Rule, Words, box, pdf

Table = tuple[tuple[str, ...], list[list[str]]]


def tables_of(tmp_path: Path, *pages: Sequence[Item]) -> list[Table]:
    """The heads and the rows of each table of a PDF file with these pages."""
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf(pages))
    doc = read(path)
    found = [s for part in split(doc) for s in part.sections if s.kind == "table"]
    return [(s.columns, rows_of(doc, s)) for s in found]


def rows_of(doc: Document, section: Section) -> list[list[str]]:
    return [[" ".join(doc.text[slice(*cell)].split()) for cell in row.cells] for row in section.rows]


def row(y: float, *cells: str, xs: Sequence[float] = (75, 255, 355, 455), size: float = 10) -> list[Item]:
    return [Words(x, y, cell, size) for x, cell in zip(xs, cells, strict=False) if cell]


ABOVE = [
    Words(72, 820, "1. Background", 12, bold=True),
    Words(72, 790, "1.1 The figures are in the table below, which members are asked to note.", 10),
]


def piece(text: str, x: float, base: float, size: float = 8) -> Piece:
    """A run of text in the reader's own terms: half an em a letter."""
    return Piece(text, x, base - size, x + size * len(text) / 2, base, base, size)


def test_a_line_through_a_label_begins_no_row(tmp_path: Path) -> None:
    ruled: list[Item] = [
        *box(72, 600, 520, 720, xs=[250, 350, 450], ys=[700, 640]),
        Rule(72, 671, 250, 671),  # under a word of the label only
        *row(706, "Use", "Zone", "Rate", "Index"),
        *row(676, "Development used wholly or"),
        *row(660, "mainly for schools", "City-wide", "Nil", "Nil"),
        *row(646, "and for colleges"),
        *row(620, "All other uses", "City-wide", "75", "104"),
    ]
    ((columns, rows),) = tables_of(tmp_path, [*ABOVE, *ruled])
    assert columns == ("Use", "Zone", "Rate", "Index")
    assert rows[1:] == [
        ["Development used wholly or mainly for schools and for colleges", "City-wide", "Nil", "Nil"],
        ["All other uses", "City-wide", "75", "104"],
    ]


def test_a_label_of_several_lines_beside_single_figures_is_one_row(tmp_path: Path) -> None:
    ruled: list[Item] = [
        *box(72, 600, 520, 720, xs=[250, 350, 450], ys=[700, 650]),
        *row(706, "Building", "Flats", "Sold", "Let"),
        *row(686, "Mill Road"),
        *row(674, "Nos. 27 to 35", "37", "35", "2"),
        *row(662, "(odd)"),
        *row(636, "Church Street"),
        *row(624, "Nos. 1 to 9", "49", "40", "9"),
        *row(612, "(all)"),
    ]
    ((_, rows),) = tables_of(tmp_path, [*ABOVE, *ruled])
    assert rows[1:] == [
        ["Mill Road Nos. 27 to 35 (odd)", "37", "35", "2"],
        ["Church Street Nos. 1 to 9 (all)", "49", "40", "9"],
    ]


def test_rows_of_figures_between_column_rules_stay_rows(tmp_path: Path) -> None:
    """This test ensures that figures stacked in the cells of one ruled row are several rows."""
    ruled: list[Item] = [
        *box(72, 600, 520, 720, xs=[250, 350, 450], ys=[700]),
        *row(706, "Service", "2023", "2024", "2025"),
        *row(680, "Parks", "10", "11", "12"),
        *row(660, "Roads", "20", "21", "22"),
        *row(640, "Libraries", "30", "31", "32"),
    ]
    ((_, rows),) = tables_of(tmp_path, [*ABOVE, *ruled])
    assert [r for r in rows if r[0] in ("Parks", "Roads", "Libraries")] == [
        ["Parks", "10", "11", "12"],
        ["Roads", "20", "21", "22"],
        ["Libraries", "30", "31", "32"],
    ]


@pytest.mark.parametrize("apart", [5.0, 6.5])
def test_a_label_of_three_lines_and_centred_figures_of_two_are_one_row(apart: float) -> None:
    def line(base: float, x: float, *cells: str) -> list[Piece]:
        return [piece(cell, x + 60 * n, base) for n, cell in enumerate(cells)]

    page = [
        *line(100, 75, "Young people have been encouraged"),
        *line(100 + apart, 300, "45%", "10%", "5%"),
        *line(100 + 2 * apart, 75, "and supported in positive ways"),
        *line(100 + 3 * apart, 300, "(59)", "(13)", "(6)"),
        *line(100 + 4 * apart, 75, "(130 replies)"),
    ]
    (found,) = running(page)
    whole = "Young people have been encouraged and supported in positive ways (130 replies)"
    assert [" ".join(p.text for p in cell) for cell in found.cells] == [whole, "45% (59)", "10% (13)", "5% (6)"]


def test_lines_at_their_usual_distance_are_no_row() -> None:
    page = [piece("A line of text", 75, 100), piece("12", 300, 111), piece("13", 360, 111), piece("Another", 75, 122)]
    assert [len(block.cells) for block in running(page)] == [1, 2, 1]


def test_heads_over_several_columns_are_part_of_each(tmp_path: Path) -> None:
    xs = (75, 200, 280, 360, 440)
    ruled: list[Item] = [
        *box(72, 600, 520, 720, xs=[190, 270, 350, 430], ys=[700, 680, 660, 640, 620]),
        *row(685, "", "Budget", "Actual", "Budget", "Actual", xs=xs),
        *row(665, "Parks", "10", "11", "12", "13", xs=xs),
        *row(645, "Roads", "20", "21", "22", "23", xs=xs),
        *row(625, "Libraries", "30", "31", "32", "33", xs=xs),
        *row(605, "Total", "60", "63", "66", "69", xs=xs),
        Words(75, 705, "Service", 10),
        Words(220, 705, "Last year", 10),
        Words(380, 705, "This year", 10),
    ]
    ruled = [i for i in ruled if not (isinstance(i, Rule) and i.x0 == i.x1 and i.x0 in (270, 430))]
    ruled += [Rule(270, 600, 270, 700), Rule(430, 600, 430, 700)]  # the heads of the years reach over two columns
    ((columns, rows),) = tables_of(tmp_path, [*ABOVE, *ruled])
    assert columns == ("Service", "Last year Budget", "Last year Actual", "This year Budget", "This year Actual")
    assert rows[2] == ["Parks", "10", "11", "12", "13"]


def test_a_table_goes_on_over_the_page_under_the_heads_printed_again(tmp_path: Path) -> None:
    def page(head: str, *rows: tuple[str, ...]) -> list[Item]:
        ys = [700 - 20 * n for n in range(len(rows))]
        items: list[Item] = [*box(72, ys[-1] - 20, 520, 720, xs=[250, 350, 450], ys=ys)]
        for n, cells in enumerate((("Risk", head, "Owner", "Status"), *rows)):
            items += row(706 - 20 * n, *cells)
        return items

    first = page("Built environment", ("Flood", "High", "Place", "Open"), ("Fire", "Low", "Place", "Open"))
    second = page("Builtenvironment", ("Theft", "Low", "Finance", "Shut"), ("Fraud", "Low", "Finance", "Open"))
    ((columns, rows),) = tables_of(tmp_path, first, second)
    assert columns == ("Risk", "Built environment", "Owner", "Status")
    assert [r[0] for r in rows if r[0] != "Risk"] == ["Flood", "Fire", "Theft", "Fraud"]


def test_two_tables_of_other_years_are_two(tmp_path: Path) -> None:
    def page(year: str) -> list[Item]:
        return [
            *box(72, 640, 520, 720, xs=[250, 350, 450], ys=[700, 680, 660]),
            *row(706, "Service", f"Budget {year}", f"Actual {year}", f"Gap {year}"),
            *row(686, "Parks", "10", "11", "1"),
            *row(666, "Roads", "20", "21", "1"),
            *row(646, "Total", "30", "32", "2"),
        ]

    assert len(tables_of(tmp_path, page("2023"), page("2024"))) == 2
