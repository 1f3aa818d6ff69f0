"""Word files: numbers resolved, tables in rows, tracked changes settled, damage and bombs refused."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from cqa.errors import EncryptedFile, UnreadableFile, UnsupportedFile
from cqa.model import Document
from cqa.read import read
from cqa.read.word import legacy
from cqa.read.word.docx import read_docx
from cqa.read.word.legacy import read_doc
from cqa.read.word.numbering import written
from cqa.read.word.xml import MC
from tests.read.made import zipped

LEVELS = """
<w:abstractNum {ns} w:abstractNumId="77">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
"""


def saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made(document: WordDocument) -> Document:
    return read_docx(saved(document), "made.docx", "0" * 64)


def numbered(document: WordDocument, num_id: int = 77) -> None:
    """Give the document a three-level scheme ``1.``, ``1.1``, ``(a)`` under `num_id`."""
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(LEVELS.format(ns=nsdecls("w"))))
    num = f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="77"/></w:num>'
    root.append(parse_xml(num))


def paragraph(document: WordDocument, text: str, level: int, num_id: int = 77) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = num_id


def lines(document: Document) -> list[str]:
    return [document.text[line.start : line.end] for line in document.lines]


def test_automatic_numbers_stand_in_the_text() -> None:
    document = docx.Document()
    numbered(document)
    for text, level in [
        ("Purpose", 0),
        ("First", 1),
        ("Second", 1),
        ("note", 2),
        ("agree", 2),
        ("Next", 0),
        ("Again", 1),
    ]:
        paragraph(document, text, level)
    assert lines(made(document)) == [
        "1. Purpose",
        "1.1 First",
        "1.2 Second",
        "(a) note",
        "(b) agree",
        "2. Next",
        "2.1 Again",
    ]


def test_empty_paragraphs_take_no_number() -> None:
    document = docx.Document()
    numbered(document)
    paragraph(document, "One", 0)
    paragraph(document, " ", 0)
    paragraph(document, "Two", 0)
    assert lines(made(document)) == ["1. One", "2. Two"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (4, "decimal", "4"),
        (4, "lowerRoman", "iv"),
        (9, "upperRoman", "IX"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (7, "decimalZero", "07"),
        (22, "ordinal", "22nd"),
        (12, "ordinal", "12th"),
        (3, "none", ""),
    ],
)
def test_number_formats(value: int, form: str, shown: str) -> None:
    assert written(value, form) == shown


def test_headings_bullets_and_typed_numbers() -> None:
    document = docx.Document()
    document.add_heading("Report title", 0)
    document.add_heading("Background", 2)
    document.add_paragraph("one thing", style="List Bullet")
    document.add_paragraph("1.1\tThe purpose")
    document.add_paragraph("Tel:\t0113 496 0000")
    result = made(document)
    assert lines(result) == ["Report title", "Background", "• one thing", "1.1 The purpose", "Tel:\t0113 496 0000"]
    assert [(line.mark, line.level) for line in result.lines] == [
        ("heading", 1),
        ("heading", 2),
        ("item", 1),
        ("", 0),
        ("row", 0),
    ]


def test_paragraphs_in_italics_or_underlined_are_emphasised() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("East site").italic = True
    document.add_paragraph().add_run("West site").underline = True
    mixed = document.add_paragraph()
    mixed.add_run("Read ").italic = True
    mixed.add_run("this")
    assert [line.emphasis for line in made(document).lines] == [True, True, False]


def test_tables_come_in_their_place_row_by_row() -> None:
    document = docx.Document()
    document.add_paragraph("Before")
    table = document.add_table(3, 3)
    for row, cells in enumerate([["Risk", "Cause", "Score"], ["Flood", "", "High"], ["Fire", "Heat", "Low"]]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).add_paragraph("of the river")
    document.add_paragraph("After")
    result = made(document)
    assert lines(result) == ["Before", "Risk\tCause\tScore", "Flood of the river\t\tHigh", "Fire\tHeat\tLow", "After"]
    assert [line.mark for line in result.lines] == ["", "row", "row", "row", ""]


def test_a_table_of_one_column_is_a_frame() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Summary"
    assert [(line.mark) for line in made(document).lines] == [""]


def test_deletions_are_gone_and_insertions_stay() -> None:
    document = docx.Document()
    run = document.add_paragraph("The Council ").add_run("shall")
    gone = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>may </w:delText></w:r></w:del>")
    come = parse_xml(f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> always</w:t></w:r></w:ins>')
    run._r.addprevious(gone)
    run._r.addnext(come)
    assert made(document).text == "The Council shall always"


def test_headers_and_footers_are_running_lines() -> None:
    document = docx.Document()
    document.add_paragraph("Words")
    document.sections[0].header.paragraphs[0].text = "Leeds City Council"
    result = made(document)
    assert result.text == "Words"
    assert result.running_lines == ("Leeds City Council",)


def test_pages_follow_the_breaks_that_word_recorded() -> None:
    document = docx.Document()
    document.add_paragraph("One")
    run = document.add_paragraph("Two").add_run()
    run.add_break(WD_BREAK.PAGE)
    run._r.append(parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))
    run._r.append(parse_xml(f"<w:t {nsdecls('w')}>Three</w:t>"))
    result = made(document)
    assert [result.text[page.start : page.end].split() for page in result.pages] == [["One", "Two"], ["Three"]]


def test_text_boxes_are_read_once() -> None:
    document = docx.Document()
    box = f"""<mc:AlternateContent xmlns:mc="{MC[1:-1]}" {nsdecls("w")}>
      <mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></mc:Choice>
      <mc:Fallback><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
    </mc:AlternateContent>"""
    document.add_paragraph("Beside").add_run()._r.append(parse_xml(box))
    assert lines(made(document)) == ["Beside", "In the box"]


def test_properties() -> None:
    document = docx.Document()
    document.add_paragraph("Words")
    document.core_properties.title = "Budget"
    assert made(document).meta_title == "Budget"


def test_damage_is_unreadable() -> None:
    document = docx.Document()
    document.add_paragraph("Words")
    whole = saved(document)
    with pytest.raises(UnreadableFile, match=r"^made\.docx: .*damaged"):
        read_docx(whole[:-40], "made.docx", "")
    with pytest.raises(UnreadableFile, match="damaged"):
        read_docx(zipped({"word/document.xml": b"<w:document"}), "made.docx", "")


def test_a_locked_archive_says_so() -> None:
    data = bytearray(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # local and central header, ZIP APPNOTE 4.3.7, 4.3.12
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(EncryptedFile, match="locked with a password"):
        read_docx(bytes(data), "a.docx", "")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableFile, match="unpacks to"):
        read_docx(zipped({"word/document.xml": b" " * (30 << 20)}), "made.docx", "")


def test_entities_are_not_expanded() -> None:
    document = docx.Document()
    document.add_paragraph("Words")
    source = io.BytesIO(saved(document))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/document.xml":
                bomb = b'<!DOCTYPE d [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
                data = data.replace(b"?>", b"?>" + bomb, 1).replace(b">Words<", b">Words &b;<")
            new.writestr(part, data)
    try:
        assert "boom" not in read_docx(target.getvalue(), "made.docx", "").text
    except UnreadableFile as error:
        assert "damaged" in str(error)  # noqa: PT017 - either way the entity is not expanded


def test_style_numbering_is_followed() -> None:
    document = docx.Document()
    numbered(document)
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))
    assert properties.find(qn("w:numPr")) is not None
    document.add_heading("Background", 1)
    document.add_heading("Options", 1)
    assert lines(made(document)) == ["1. Background", "2. Options"]


# ------------------------------------------------------------------ legacy .doc


def test_without_a_converter_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnsupportedFile, match=r"^old\.doc: .*apt-get install antiword"):
        read_doc(b"", "old.doc", "")


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
def test_a_legacy_file_is_read(shared: Path) -> None:
    result = read(shared / "papers/docx/west-sussex__ons-census-output-2012.doc")
    row = "Second release\tNov 2012 – Feb 2013\tKey and Quick statistics\tUnitary/LA, region, country, OA,LSOA, MSOA"
    assert result.media == "doc"
    assert row in result.text


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
def test_a_damaged_legacy_file_is_unreadable() -> None:
    with pytest.raises(UnreadableFile, match=r"^old\.doc: "):
        read_doc(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "old.doc", "")


def test_rows_that_a_converter_wrapped_are_whole() -> None:
    printed = "Title\n\n|Release |Date  |\n|First   |July  |\n|        |2012  |\n\nEnd\n"
    result = legacy._document(printed.encode(), "old.doc", "")
    assert lines(result) == ["Title", "Release\tDate", "First\tJuly 2012", "End"]
