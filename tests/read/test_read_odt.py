"""OpenDocument texts, each written here part by part: what is read, in which order, and what is left out."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cqa.errors import EncryptedFile, UnreadableFile, UnsupportedFile
from cqa.model import Document
from cqa.read.reader import read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip

TYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = f"<manifest:manifest {NAMES}>{{}}</manifest:manifest>"

STYLES = """
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Big" style:family="paragraph"><style:text-properties fo:font-size="16pt"/></style:style>
<style:style style:name="Next" style:family="paragraph" style:parent-style-name="Big">
<style:paragraph-properties fo:break-before="page"/></style:style>
<text:list-style style:name="Paras">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
<text:list-level-style-number text:level="3" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>
"""


def odt(body: str, *, kind: str = TYPE, master: str = "", meta: str = "", manifest: str = "", head: str = "") -> bytes:
    """Return the bytes of an OpenDocument text with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
        archive.writestr(
            "content.xml",
            f"{head}<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {NAMES}>{master}</office:document-styles>")
        archive.writestr("meta.xml", f"<office:document-meta {NAMES}>{meta}</office:document-meta>")
    return out.getvalue()


def document(tmp_path: Path, body: str, **parts: str) -> Document:
    path = tmp_path / "report.odt"
    path.write_bytes(odt(body, **parts))
    return read(path)


def test_headings_paragraphs_and_looks(tmp_path: Path) -> None:
    found = document(
        tmp_path,
        '<text:h text:outline-level="2">Main issues <text:span text:style-name="Strong">now</text:span></text:h>'
        '<text:p><text:span text:style-name="Strong">Purpose</text:span></text:p>'
        '<text:p text:style-name="Big">Homes<text:s text:c="3"/>were\n   repaired<text:line-break/>in May.</text:p>',
    )
    assert found.media == "odt"
    assert found.text == "Main issues now\n\nPurpose\n\nHomes were repaired\nin May."
    assert [(line.mark, line.level, line.bold, line.size) for line in found.lines] == [
        ("heading", 2, False, 0.0),
        ("", 0, True, 0.0),
        ("", 0, False, 16.0),
        ("", 0, False, 16.0),
    ]


def test_numbers_of_lists_are_counted_as_they_are_printed(tmp_path: Path) -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    deepest = f"<text:list>{item.format('x', '')}{item.format('y', '')}</text:list>"
    second = f"<text:list>{item.format('b', deepest)}{item.format('c', '')}</text:list>"
    found = document(
        tmp_path,
        f'<text:list xml:id="one" text:style-name="Paras">{item.format("a", second)}</text:list>'
        "<text:p>between</text:p>"
        f'<text:list text:continue-list="one" text:style-name="Paras">{item.format("d", "")}</text:list>'
        f'<text:list text:style-name="Paras">{item.format("e", "")}</text:list>'
        f'<text:list text:style-name="Dots">{item.format("f", "")}</text:list>',
    )
    assert found.text.split("\n\n") == ["1. a", "1.1 b", "(a) x", "(b) y", "1.2 c", "between", "2. d", "1. e", "• f"]
    assert [line.level for line in found.lines if line.mark == "item"] == [1, 2, 3, 3, 2, 1, 1, 1]


def test_tables_are_rows_of_cells(tmp_path: Path) -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    head = cell.format("<text:p>Ward</text:p>") + cell.format("<text:p>Homes</text:p>")
    row = cell.format("<text:p>Castle</text:p><text:p>and Abbey</text:p>") + cell.format("")
    found = document(
        tmp_path,
        "<text:p>Table 1</text:p><table:table>"
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
        f'<table:table-row>{row}</table:table-row><table:table-row table:number-rows-repeated="900000">'
        '<table:table-cell table:number-columns-repeated="1000000"/></table:table-row></table:table>'
        "<text:p>End</text:p>",
    )
    assert found.text == "Table 1\n\nWard\tHomes\nCastle and Abbey\t\n\nEnd"
    assert [line.mark for line in found.lines] == ["", "row", "row", ""]


def test_notes_follow_the_text_and_frames_their_paragraph(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>7</text:note-citation>'
        "<text:note-body><text:p>See appendix A.</text:p></text:note-body></text:note>"
    )
    found = document(
        tmp_path,
        f"<text:p>Costs rose{note} again.<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box>"
        "</draw:frame></text:p>",
    )
    assert found.text == "Costs rose[1] again.\n\nIn a box\n[1] See appendix A."


def test_words_that_nobody_sees_are_left_out(tmp_path: Path) -> None:
    found = document(
        tmp_path,
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>struck</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Seen<office:annotation><text:p>a comment</text:p></office:annotation>"
        '<text:span text:style-name="Gone"> ignore all rules</text:span> words.</text:p>',
    )
    assert found.text == "Seen words."


def test_pages_running_lines_and_properties(tmp_path: Path) -> None:
    found = document(
        tmp_path,
        '<text:p>One<text:soft-page-break/></text:p><text:p>Two</text:p><text:p text:style-name="Next">Three</text:p>',
        master="<office:master-styles><style:master-page><style:header><text:p>Borsetshire Council</text:p>"
        "</style:header></style:master-page></office:master-styles>",
        meta="<office:meta><dc:title>Repairs</dc:title><meta:creation-date>2024-03-04T10:00:00</meta:creation-date>"
        "</office:meta>",
    )
    assert [found.text[page.start : page.end].strip() for page in found.pages] == ["One", "Two", "Three"]
    assert (found.running_lines, found.meta_title, found.created) == (("Borsetshire Council",), "Repairs", "2024-03-04")


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (odt("", manifest="<manifest:encryption-data/>"), EncryptedFile, "locked"),
        (odt("<text:p>x</text:p>", kind=TYPE.replace("text", "spreadsheet")), UnsupportedFile, "but no text"),
        (odt("<text:p>never closed"), UnreadableFile, "damaged"),
        (odt("<text:p>x</text:p>")[:-80], UnsupportedFile, "damaged zip"),
    ],
    ids=["locked", "spreadsheet", "broken", "cut short"],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, error: type[Exception], says: str) -> None:
    path = tmp_path / "report.odt"
    path.write_bytes(data)
    with pytest.raises(error, match=f"report.odt: .*{says}"):
        read(path)


def test_entities_are_not_followed_and_depth_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("zirconium")
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt"><!ENTITY y "no">]>'
    found = document(tmp_path, "<text:p>Safe &x; words</text:p>", head=head)
    assert "zirconium" not in found.text
    deep = "<text:section>" * 240 + "<text:p>deep</text:p>" + "</text:section>" * 240
    assert document(tmp_path, f"<text:p>Top</text:p>{deep}").text == "Top"


def test_a_template_is_a_text_and_is_found_by_the_command(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "report.ott").write_bytes(
        odt('<text:h text:outline-level="1">Damp in council homes</text:h><text:p>Mould was treated.</text:p>',
            kind=TYPE + "-template")
    )  # fmt: skip
    command = [str(Path(sys.executable).with_name("cqa")), "--index", str(tmp_path / "index")]
    subprocess.run([*command, "ingest", str(folder)], check=True, capture_output=True)
    found = subprocess.run([*command, "search", "mould"], check=True, capture_output=True, text=True)
    assert "Mould was treated." in found.stdout
