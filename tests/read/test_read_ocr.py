"""Recognition runs only where it is asked for, reads for real, and says so."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from cqa.errors import NeedsOcr
from cqa.read import ocr
from cqa.read.pdf import pdfium, recognition
from cqa.read.pdf.document import read_pdf
from tests.read.made import Rule, lines, pdf

PICTURE = [Rule(100, 100, 400, 700)]
"""A page that shows something, but no letter."""

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def word(line: int, left: int, top: int, width: int, text: str, confidence: float = 95) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{width}\t50\t{confidence}\t{text}"


def test_words_become_lines_with_places_in_points() -> None:
    tsv = "\n".join(
        [HEAD, word(1, 300, 300, 200, "Council"), word(1, 520, 300, 200, "met"), word(2, 300, 400, 90, "on")]
    )
    found = list(ocr.pieces(tsv))
    assert [piece.text for piece in found] == ["Council met", "on"]
    assert (found[0].x0, found[0].top, found[0].x1, found[0].base) == pytest.approx((72, 72, 172.8, 84))


def test_wide_gaps_part_cells_and_smudges_are_dropped() -> None:
    rows = [word(1, 300, 300, 200, "Grade"), word(1, 900, 300, 200, "Good"), word(1, 1200, 300, 20, "~", 5)]
    assert [piece.text for piece in ocr.pieces("\n".join([HEAD, *rows]))] == ["Grade", "Good"]


def test_without_the_program_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(NeedsOcr, match=r"^scan\.pdf: .*tesseract-ocr"):
        read_pdf(pdf([PICTURE, PICTURE]), "scan.pdf", "", ocr=True)


def test_recognition_never_runs_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_picture", lambda *_: pytest.fail("tesseract was called"))
    with pytest.raises(NeedsOcr, match="--ocr"):
        read_pdf(pdf([PICTURE, PICTURE]), "scan.pdf", "")


def test_only_silent_pages_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(ocr, "program", lambda name: "tesseract")
    monkeypatch.setattr(ocr, "ocrmypdf", lambda: None)
    tsv = "\n".join([HEAD, word(1, 300, 300, 200, "Scanned")])
    monkeypatch.setattr(
        ocr, "read_picture", lambda program, data, name, page, seconds: (asked.append(page), list(ocr.pieces(tsv)))[1]
    )
    made = read_pdf(pdf([lines(["Typed"]), PICTURE, lines(["Typed again"])]), "part.pdf", "", ocr=True)
    assert asked == [2]
    assert made.text.split() == ["Typed", "Scanned", "Typed", "again"]
    assert made.notes == ("1 of 3 pages read by optical character recognition",)


def test_a_file_has_so_much_time_and_keeps_what_was_read_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """This test ensures that the page in work when the time is over is given up alone, and those after it not begun."""
    now, asked = [0.0], list[tuple[int, float]]()
    tsv = "\n".join([HEAD, *(word(n, 300, 300 * n, 200, "Council") for n in range(1, 9))])

    def read(program: str, data: bytes, name: str, page: int, seconds: float) -> list[ocr.Piece]:
        asked.append((page, seconds))
        now[0] += 250
        if page == 2:
            raise NeedsOcr(f"{name}: tesseract gave up on page {page}")
        return list(ocr.pieces(tsv))

    monkeypatch.setattr(ocr, "program", lambda name: "tesseract")
    monkeypatch.setattr(ocr, "orientation", lambda *_: 0)
    monkeypatch.setattr(ocr, "ocrmypdf", lambda: None)
    monkeypatch.setattr(ocr, "read_picture", read)
    monkeypatch.setattr(recognition, "monotonic", lambda: now[0])
    made = read_pdf(pdf([PICTURE] * 9), "scan.pdf", "", ocr=True)
    assert asked == [(1, ocr.TIMEOUT), (2, ocr.TIMEOUT)]
    assert "Council" in made.text
    assert any("stopped after 480 s with 8 of 9 pages left. Split the file" in note for note in made.notes)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_real_scan_is_read(shared: Path) -> None:
    """One page, because each takes tesseract seconds."""
    scan = pypdf.PdfReader(shared / "papers/pdf/southwark__slrpresentation.pdf")
    one = pypdf.PdfWriter()
    one.add_page(scan.pages[1])
    out = io.BytesIO()
    one.write(out)
    made = read_pdf(out.getvalue(), "scan.pdf", "", ocr=True)
    assert made.notes == ("1 of 1 pages read by optical character recognition",)
    assert len(made.text.split()) > 10
    assert all(line.x1 > line.x0 > 0 for line in made.lines)


def test_a_note_on_some_pages_says_what_is_missing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    part = pdf([lines(["Typed"]), PICTURE, lines(["Typed again"])])
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    (note,) = read_pdf(part, "part.pdf", "").notes
    assert note.endswith("(page 2); ingest with --ocr to read them")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (note,) = read_pdf(part, "part.pdf", "").notes
    assert note.endswith("(page 2); install tesseract (Debian: apt-get install tesseract-ocr) and ingest with --ocr")


TOWN = [
    "The library at Mill Lane stays open on six days of the week.",
    "The committee agreed the budget and asked officers to report in June.",
    "Members thanked the volunteers who read with children every Friday.",
    "The lease of the town hall ends in March and will not be renewed.",
]


def scanned(words: list[str], turn: int) -> bytes:
    """Return a PDF whose one page is a picture of these lines, turned by quarter turns clockwise."""
    with pdfium.opened(pdf([lines(words)]), "typed.pdf") as document:
        rows = pdfium.greys(document, 0, 200, turn)
    out = pypdf.PdfWriter()
    page = out.add_blank_page(len(rows[0]) * 72 / 200, len(rows) * 72 / 200)
    picture = StreamObject()
    picture.set_data(b"".join(rows))
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}
    sizes = {"/Width": len(rows[0]), "/Height": len(rows), "/BitsPerComponent": 8}
    picture.update({NameObject(k): NameObject(v) for k, v in names.items()})
    picture.update({NameObject(k): NumberObject(v) for k, v in sizes.items()})
    drawn = StreamObject()
    drawn.set_data(f"q {page.mediabox.width} 0 0 {page.mediabox.height} 0 0 cm /Scan Do Q".encode())
    scan = DictionaryObject({NameObject("/Scan"): out._add_object(picture.flate_encode())})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): scan})
    page[NameObject("/Contents")] = out._add_object(drawn)
    made = io.BytesIO()
    out.write(made)
    return made.getvalue()


@pytest.mark.parametrize("program", ["tesseract", "ocrmypdf"])
@pytest.mark.parametrize("turn", [0, 2])
def test_a_scan_on_its_head_is_read(program: str, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test ensures that few words on a page, of whose direction the programs are hardly sure, are enough."""
    if shutil.which("tesseract") is None or shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    if program == "tesseract":
        monkeypatch.setattr(ocr, "ocrmypdf", lambda: None)
    made = read_pdf(scanned(TOWN, turn), "scan.pdf", "", ocr=True)
    assert made.text.split() == " ".join(TOWN).split()
