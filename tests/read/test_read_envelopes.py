"""Texts in other envelopes: MHTML and RTF, encodings that lie, line ends of other systems, tables of pages."""

# ruff: noqa: E501 - mark-up in one piece

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from cqa.model import Document
from cqa.read import read
from cqa.read.decode import decode
from cqa.read.html import read_html
from cqa.read.sniff import media_of

PAGE = "<html><head><title>Decision</title></head><body><main><p>Children’s homes cost £1.2 million.</p></main></body></html>"


def saved(tmp_path: Path, name: str, data: bytes) -> Document:
    (tmp_path / name).write_bytes(data)
    return read(tmp_path / name)


def message(encoding: str, body: bytes, charset: str = "utf-8", end: bytes = b"\r\n") -> bytes:
    head = 'From: <Saved>\nSubject: =?utf-8?Q?x?=\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="--B"\n\n----B\n'
    head += f'Content-Type: text/html; charset="{charset}"\nContent-Transfer-Encoding: {encoding}\n\n'
    tail = "\n----B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n----B--\n"
    return (head.encode() + body.replace(b"\r\n", b"\n") + tail.encode()).replace(b"\n", end)


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.html", "page.doc"])
def test_a_page_saved_as_one_file_is_decoded(tmp_path: Path, name: str) -> None:
    for encoding, body, charset in (
        ("quoted-printable", quopri.encodestring(PAGE.encode()), "utf-8"),
        ("base64", base64.encodebytes(PAGE.encode("cp1252")), "windows-1252"),
        ("base64", base64.encodebytes(PAGE.encode("utf-16")), "utf-16"),
        ("8bit", PAGE.encode(), "utf-8"),
    ):
        for end in (b"\r\n", b"\n"):
            document = saved(tmp_path, name, message(encoding, body, charset, end))
            assert document.text == "Children’s homes cost £1.2 million."
            assert document.meta_title == "Decision"


def test_rich_text_is_read(tmp_path: Path) -> None:
    text = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fnil\fcharset2 Wingdings;}}{\info{\title GONE}}
{\*\generator GONE}{\header GONE}\pard 1. Children\'92s homes cost \'a31.2m {\strike GONE}{\v GONE}{\deleted GONE}\u8211 ? see {\field{\*\fldinst HYPERLINK "GONE"}{\fldrslt the report}}.\par
\trowd\cellx1\cellx2 Team\cell Posts\cell\row\trowd North\par East\cell {\f1\'fe} 24\cell\row
\pard End{\footnote The note.}{\*\annotation GONE}\par}"""
    document = saved(tmp_path, "old.doc", text)
    assert document.media == "rtf"
    assert document.text.split("\n\n") == [
        "1. Children’s homes cost £1.2m – see the report.",
        "Team\tPosts",
        "North East\t☑ 24",
        "End",
        "The note.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_texts_of_other_systems_are_read_line_by_line(tmp_path: Path, encoding: str, end: str) -> None:
    words = ["Anytown Borough Council", "", "1. Children’s homes cost £1.2 million.", "goes on", "", "2. Café grants."]
    document = saved(tmp_path, "a.txt", end.join(words).encode(encoding))
    assert [document.text[line.start : line.end] for line in document.lines] == words


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Children’s £5".encode() + b" Caf\xe9 " + "– plan".encode(), "Children’s £5 Café – plan"),
        ("Children’s £5 café".encode("cp1252"), "Children’s £5 café"),
        ("Children’s".encode()[:-2], "Childrenâ€"),  # cut within a character
        (b"plain \x81 and \xa35", "plain \x81 and £5"),
    ],
)
def test_single_stray_bytes_change_nothing_else(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_a_zero_byte_or_two_do_not_make_a_text_unreadable(tmp_path: Path) -> None:
    assert (
        "Caseloads\x00 are high"
        in saved(tmp_path, "a.txt", b"1. Caseloads\x00 are high in all teams of the north.").text
    )


@pytest.mark.parametrize(
    "declared", ["utf-16", "UTF-16LE", "utf8", "unicode", "iso-8859-1", "windows-1252", "nonsense"]
)
def test_a_page_that_names_the_wrong_encoding_is_read_as_utf8(declared: str) -> None:
    page = PAGE.replace("<title>", f'<meta charset="{declared}"><title>')
    assert read_html(page.encode(), "a.html", "").text == "Children’s homes cost £1.2 million."


def test_other_encodings_are_taken_at_their_word() -> None:
    page = '<html><head><meta charset="iso-8859-15"></head><body><p>Cost: €5 für Tŷ</p>'.replace("ŷ", "y")
    assert read_html(page.encode("iso-8859-15"), "a.html", "").text == "Cost: €5 für Ty"


def test_form_feeds_are_pages_and_nothing_of_the_text_changes(tmp_path: Path) -> None:
    document = saved(tmp_path, "a.txt", b"one\n\x0ctwo\n\x0c")
    assert document.text == "one\n\x0ctwo\n\x0c"
    assert [(page.number, page.start, page.end) for page in document.pages] == [(1, 0, 5), (2, 5, 10)]


def test_a_page_of_word_under_a_name_in_doc_is_read(tmp_path: Path) -> None:
    page = '<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p>Words</p></body></html>'
    assert saved(tmp_path, "a.doc", page.encode()).text == "Words"


def test_a_letter_is_no_saved_page() -> None:
    assert media_of(b"From: the Clerk\nSubject: Minutes\n\nContent-Type: text/html is a header.\n", "a.txt") == "text"


def grid(rows: str) -> list[str]:
    return read_html(f"<html><body><table>{rows}</table></body></html>".encode(), "a.html", "").text.split("\n")


def test_spanning_cells_keep_the_columns() -> None:
    rows = "<tr><th rowspan=2>Team<th colspan=2>2024<th>All<tr><th>Q1<th>Q2<th><tr><td>North<td>1<td><td>3<tr><td><td>4<td>5<td>9"
    assert grid(rows) == ["Team\t2024\t\tAll", "\tQ1\tQ2\t", "North\t1\t\t3", "\t4\t5\t9"]


def test_columns_that_are_empty_in_all_rows_are_spacers() -> None:
    assert grid("<tr><td>a<td><td>b<tr><td>c<td>&nbsp;<td>d") == ["a\tb", "c\td"]


def test_numbers_beside_as_many_paragraphs_are_rows() -> None:
    rows = "<tr><td><p>4.1<p>4.2<td><p>One.<p>Two.<td>AB<tr><td>5.1<td>Three.<td>"
    assert grid(rows) == ["4.1\tOne.\tAB", "4.2\tTwo.\t", "5.1\tThree.\t"]


def test_items_of_an_agenda_are_headings_with_their_text() -> None:
    page = """<div id=modgov><h1 class=mgMainTitleTxt>Agenda and minutes</h1><table id=mgItemTable><tr><th>No.<th>Item
    <tr><td class=mgItemNumberCell><p class=mgAiTitleTxt>5.</p><td><p class=mgAiTitleTxt><a href=x>Fostering
    <span class=mgFileSize>PDF 96 KB</span></a></p><p class=mgSubItemTitleTxt>Minutes:</p><div><p>The Director spoke.</p>
    <p>RESOLVED: to note ... <a href=y>view the full minutes text for item 5.</a></p></div></table></div>"""
    document = read_html(f"<html><body>{page}</body></html>".encode(), "a.html", "")
    found = [(document.text[line.start : line.end], line.mark, line.level) for line in document.lines[1:]]
    assert found == [
        ("5. Fostering", "heading", 3),
        ("Minutes:", "heading", 4),
        ("The Director spoke.", "", 0),
        ("RESOLVED: to note ...", "", 0),
    ]
    assert document.stated_type == "minutes"
    assert document.notes == ("the page cuts the text of 1 item short; fetch their own pages too",)


@pytest.mark.parametrize(
    ("heading", "sub", "stated"),
    [
        ("Decision details", "", ("decision record", "Fostering")),
        ("Issue - meetings", "", ("other", "Fostering")),
        ("Issue details", "", ("other", "Fostering")),
        ("Agenda item", "", ("agenda", "Fostering")),
        ("Agenda item", "Minutes:", ("minutes", "Fostering")),
        ("Agenda", "", ("agenda", None)),
        ("Meeting papers of the parish", "", ("agenda", None)),
        ("Something else", "", (None, None)),
    ],
)
def test_pages_of_meeting_systems_say_what_they_are(
    heading: str, sub: str, stated: tuple[str | None, str | None]
) -> None:
    page = f"<div id=modgov><h1 class=mgMainTitleTxt>{heading}</h1><h2 class=mgSubTitleTxt>Fostering</h2>"
    page += f"<p class=mgSubItemTitleTxt>{sub}</p><p>Words of the page.</p></div>"
    document = read_html(f"<html><body>{page}</body></html>".encode(), "a.html", "")
    assert (document.stated_type, document.stated_title) == stated
