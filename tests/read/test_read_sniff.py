"""A file is what its bytes are, and a file that is no paper says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.errors import EmptyFile, EncryptedFile, ReadError, UnreadableFile, UnsupportedFile
from cqa.read import read
from cqa.read.sniff import media_of
from tests.read.made import lines, pdf, zipped

LOCK = b"\x0dWally Glutton" + b"\x00" * 41 + b"\x0d\x00" + "Wally Glutton".encode("utf-16-le")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = b"<!DOCTYPE html>\n<html><head><title>Search results</title></head><body><p>No results</p></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("paper.pdf", pdf([lines(["One"])]), "pdf"),
        ("paper.txt", pdf([lines(["One"])]), "pdf"),
        ("paper.pdf", b"\n\n" + pdf([lines(["One"])]), "pdf"),
        ("paper.doc", zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}), "docx"),
        ("paper.doc", OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "doc"),
        ("paper.html", PAGE, "html"),
        ("paper", PAGE, "html"),
        ("paper.md", b"# Title\n\n<p>with a tag</p>\n", "markdown"),
        ("paper.txt", "Report of the Director – café".encode("cp1252"), "text"),
        ("paper.txt", "Report".encode("utf-16"), "text"),
        ("paper.txt", b"See <p> in clause 2 < 3", "text"),
    ],
)
def test_the_format_is_read_from_the_bytes(name: str, data: bytes, media: str) -> None:
    assert media_of(data, name) == media


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("a.pdf", b"", EmptyFile, "nothing in this file"),
        ("a.txt", b" \r\n\t\n", EmptyFile, "nothing in this file"),
        ("a.txt", b"\xef\xbb\xbf\n", EmptyFile, "nothing in this file"),
        ("~$report.docx", LOCK.ljust(162, b"\x00"), UnsupportedFile, "lock file"),
        ("report.docx", LOCK.ljust(162, b"\x00"), UnsupportedFile, "lock file"),
        ("a.pdf", PAGE, UnreadableFile, "web page instead of the paper"),
        ("a.docx", PAGE, UnreadableFile, "web page instead of the paper"),
        ("a.pdf", b"../resource/5a42f0a75aa7a1e90082e8468c7768f58d6419ef", UnreadableFile, "symbolic link"),
        ("a.pdf", b"Not found\nplease try again", UnreadableFile, "plain text"),
        ("a.pdf", b"\x00\x01\x02\x03" * 50, UnreadableFile, "no PDF header"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 40, UnsupportedFile, "JPEG"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", UnsupportedFile, "PNG"),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<w/>"}), UnsupportedFile, "Excel"),
        ("a.pptx", zipped({"ppt/presentation.xml": b"<w/>"}), UnsupportedFile, "PowerPoint"),
        ("a.zip", zipped({"report.pdf": b"x"}), UnsupportedFile, "Unpack"),
        ("a.docx", b"PK\x03\x04" + b"\x00" * 30, UnreadableFile, "damaged"),
        ("a.xls", OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), UnsupportedFile, "Excel"),
        ("a.docx", OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), EncryptedFile, "password"),
        ("a.bin", bytes(range(256)) * 4, UnsupportedFile, "no format that cqa knows"),
    ],
)
def test_what_is_no_paper_is_refused_with_the_reason(
    tmp_path: Path, name: str, data: bytes, error: type[ReadError], says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=says) as caught:
        read(path)
    assert str(caught.value).startswith(f"{name}: ")


def test_a_path_that_cannot_be_opened_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read(tmp_path / "missing.pdf")
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read(tmp_path)


def test_tables_of_values_and_program_data_are_no_papers(tmp_path: Path) -> None:
    rows = "\n".join(f'{n},"a, quoted",{n * 2},x,y' for n in range(30))
    for name, text in (
        ("list.csv", rows),
        ("list.txt", rows),
        ("data.json", '{"a": [1, 2]}'),
        ("d.xml", '<?xml version="1.0"?><a/>'),
    ):
        file = tmp_path / name
        file.write_text(text)
        with pytest.raises(UnsupportedFile, match=name):
            read(file)
    prose = tmp_path / "minutes.txt"
    prose.write_text(
        "\n".join(
            f"{n}. Apologies came from Cllrs A, B, C and D, and were noted." if n % 3 else "Resolved."
            for n in range(30)
        )
    )
    assert read(prose).media == "text"
