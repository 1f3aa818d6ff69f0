"""Pages of a PDF: turned, scanned, stamped, wrapped in junk; lines that run or do not; empty cells; portfolios."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cqa.errors import UnreadableFile
from cqa.model import Document
from cqa.read import read
from cqa.read.pdf.document import read_pdf
from cqa.split import split
from tests.read.made import Item, Words, lines, pdf

PARAGRAPHS = (
    "1. Caseloads in the assessment teams are too high and the council relies on",
    "agency staff. The vacancy rate is 23 per cent.",
    "2. Placement costs exceed the budget by 1.4 million pounds. The director will",
    "report to scrutiny in June with an options paper.",
)
TURNS = ("1 0 0 1 0 0", "0 1 -1 0 595 0", "-1 0 0 -1 595 842", "0 -1 1 0 0 842")
"""Matrices that print a page upright, upwards, on its head and downwards."""


@pytest.mark.parametrize("matrix", TURNS)
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_read_in_order_however_it_is_turned(matrix: str, rotation: int) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf([lines(PARAGRAPHS, top=500)]))))
    page = writer.pages[0]
    contents = page.get_contents()
    assert contents is not None
    stream = DecodedStreamObject()
    stream.set_data(b"q " + matrix.encode() + b" cm " + contents.get_data() + b" Q")
    page[NameObject("/Contents")] = writer._add_object(stream)
    page.rotate(rotation)
    out = io.BytesIO()
    writer.write(out)
    made = read_pdf(out.getvalue(), "turned.pdf", "")
    assert made.text == f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}\n{PARAGRAPHS[2]} {PARAGRAPHS[3]}"


# ------------------------------------------------------------------ scans


LETTER = ("Dear Leader,", "The backlog of assessments has grown to 412 cases", "and the duty team must be made larger.")


def picture(turn: int = 0) -> Image.Image:
    """A letter as a scanner gives it."""
    page = Image.new("L", (1240, 1754), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(34)
    for row, line in enumerate(LETTER):
        pen.text((150, 250 + 60 * row), line, fill=0, font=font)
    return page.rotate(turn, expand=True)


def scanned(*pages: tuple[Image.Image | None, str]) -> bytes:
    """Pages that each show a picture, and print a text at their foot."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for shown, words in pages:
        if shown is not None:
            canvas.drawImage(ImageReader(shown), 0, 0, 595, 842)
        canvas.drawString(250, 20, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


TYPED = (
    "The report that follows is to be noted by the members of the Cabinet and of the scrutiny committee, all of them."
)


@pytest.mark.parametrize("stamp", ["Page 3", "Agenda Item 7", "Received 4 March 2025, letter from the inspectors"])
def test_a_scan_with_a_stamp_is_a_picture(stamp: str) -> None:
    made = read_pdf(scanned((None, TYPED), (None, TYPED), (picture(), stamp)), "pack.pdf", "")
    assert [page.verdict for page in made.pages] == ["text", "text", "picture"]
    assert made.notes[0].startswith("1 of 3 pages are pictures without text (page 3)")


def test_a_title_page_with_a_crest_is_no_picture() -> None:
    crest = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(crest).ellipse((500, 300, 700, 500), fill=60)
    made = read_pdf(scanned((crest, "Annual report")), "report.pdf", "")
    assert [page.verdict for page in made.pages] == ["text"]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
@pytest.mark.parametrize("turn", [0, 180])
def test_recognition_reads_a_stamped_page_whichever_way_it_lies(turn: int) -> None:
    made = read_pdf(scanned((None, TYPED), (picture(turn), "Page 2")), "pack.pdf", "", ocr=True)
    assert [page.verdict for page in made.pages] == ["text", "ocr"]
    assert "backlog of assessments" in made.text
    assert made.notes == ("1 of 2 pages read by optical character recognition",)


# ------------------------------------------------------------------ bytes around it


WHOLE = pdf([lines(PARAGRAPHS)])


@pytest.mark.parametrize("after", [b"\x00" * 6_000, b"\r\n" * 3_000, b"<!-- served by cache 3 -->\n" * 300])
def test_padding_after_the_end_is_skipped(after: bytes) -> None:
    assert "vacancy rate" in read_pdf(WHOLE + after, "padded.pdf", "").text


@pytest.mark.parametrize("lines_before", [5, 200])
def test_junk_before_the_header_is_skipped(lines_before: int, tmp_path: Path) -> None:
    path = tmp_path / "head.pdf"
    path.write_bytes(b"HTTP/1.1 200 OK\r\n" * lines_before + WHOLE)
    assert "vacancy rate" in read(path).text


def test_an_update_that_broke_off_is_cut_short() -> None:
    with pytest.raises(UnreadableFile, match="cut short"):
        read_pdf(WHOLE + b"7 0 obj\n<< /Type /Page ", "half.pdf", "")


def test_an_update_replaces_what_it_changes() -> None:
    """This test ensures that of two versions of a page in a file the last is read."""
    writer = pypdf.PdfWriter(io.BytesIO(WHOLE), incremental=True)
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 72 700 Td (Amended words.) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    assert read_pdf(out.getvalue(), "updated.pdf", "").text == "Amended words."


# ------------------------------------------------------------------ running lines


def schedule(head: Sequence[str], foot: Sequence[str]) -> Document:
    """One page for each application, with a line at its head and one at its foot."""
    streets = ("High Street", "Mill Lane", "Long Field", "The Forge", "Park Road", "Church Walk")
    pages: list[list[Item]] = [
        [Words(72, 800, top), *lines([f"The site at {streets[n]} was visited."], top=600), Words(72, 40, bottom)]
        for n, (top, bottom) in enumerate(zip(head, foot, strict=True))
    ]
    return read_pdf(pdf(pages), "schedule.pdf", "")


@pytest.mark.parametrize(
    "line",
    [
        "OFFICER RECOMMENDATION: APPROVE",
        "RECOMMENDED FOR REFUSAL",
        "Ward: Abbey",
        "Recommendation - Grant",
        "Objections received: 0",
    ],
)
def test_what_is_decided_stays_at_the_foot_of_every_page(line: str) -> None:
    assert schedule(["Planning schedule"] * 5, [line] * 5).text.count(line) == 5


def test_numbers_of_applications_stay_though_they_count_on_with_the_pages() -> None:
    numbers = [f"24/0009{n}/FUL" for n in range(5)]
    text = schedule(numbers, ["Draft 4"] * 5).text
    assert re.findall(r"24/\d+/FUL", text) == numbers
    assert "Draft 4" not in text


def test_a_value_that_goes_and_comes_back_stays() -> None:
    made = schedule(["Planning schedule"] * 6, ["Status: open", "Status: open", "Status: shut"] * 2)
    assert made.text.count("Status: open") == 4


def test_a_running_mark_of_exemption_is_read_once() -> None:
    made = schedule(["Planning schedule"] * 5, ["NOT FOR PUBLICATION"] * 5)
    assert made.text.count("NOT FOR PUBLICATION") == 1


# ------------------------------------------------------------------ tables


def table(rows: Sequence[Sequence[str]], places: Sequence[float] = (72, 200, 280, 360)) -> list[str]:
    items: list[Item] = [
        Words(x, 700 - 16 * row, cell)
        for row, cells in enumerate(rows)
        for x, cell in zip(places, cells, strict=True)
        if cell
    ]
    made = read_pdf(pdf([items]), "table.pdf", "")
    return [made.text[line.start : line.end] for line in made.lines]


def test_blank_cells_of_a_table_without_rulings_keep_their_columns() -> None:
    rows = [
        ("Team", "Posts", "Vacant", "Agency"),
        ("North", "24", "", "6"),
        ("South", "31", "4", "9"),
        ("", "18", "3", "2"),
        ("West", "", "", "1"),
    ]
    assert table(rows) == ["\t".join(row) for row in rows]


def test_labels_and_values_get_no_column_of_their_own() -> None:
    rows = [("To:", "Cabinet", "", ""), ("From:", "Sue Chandler", "", "")]
    assert table(rows) == ["To:\tCabinet", "From:\tSue Chandler"]


# ------------------------------------------------------------------ portfolios


def paper(council: str) -> bytes:
    head = [Words(72, 780, council, 16, True), Words(72, 750, "Cabinet, 4 March 2025")]
    return pdf([[*head, *lines(PARAGRAPHS, top=700)]])


def test_the_files_of_a_portfolio_are_papers(tmp_path: Path) -> None:
    shell = pdf([lines(["For the best experience, open this PDF portfolio in Acrobat"])])
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(shell)))
    writer.add_attachment("7 Housing.pdf", paper("Leeds City Council"))
    writer.add_attachment("8 Waste.txt", b"Bristol City Council\nThe waste plan is to be noted.\n")
    writer.add_attachment("logo.png", b"\x89PNG\r\n\x1a\n")
    writer.root_object[NameObject("/Collection")] = DictionaryObject()
    path = tmp_path / "portfolio.pdf"
    writer.write(path)
    made = read(path)
    assert [made.text[start : start + 7] for start in made.files] == ["Leeds C", "Bristol"]
    assert [page.number for page in made.pages] == [1, 2, 3]
    assert all(made.text[page.start : page.end].strip() for page in made.pages)
    assert made.notes[0] == "portfolio: 2 of 3 attached files read (7 Housing.pdf, 8 Waste.txt)"
    assert "logo.png" in made.notes[1]
    assert [made.text[slice(*part.span)][:7] for part in split(made)] == ["For the", "Leeds C", "Bristol"]


def test_a_file_attached_to_a_paper_is_named() -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(WHOLE)))
    writer.add_attachment("figures.csv", b"a,b")
    out = io.BytesIO()
    writer.write(out)
    assert read_pdf(out.getvalue(), "paper.pdf", "").notes == ("1 attached file not read: figures.csv",)
