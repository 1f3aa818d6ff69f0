"""Word 97-2003 without another program: deleted and hidden words are gone, cells keep their columns, notes are read."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from cqa.errors import EncryptedFile, UnreadableFile
from cqa.model import Document
from cqa.read import read
from cqa.read.word.doc import read_word97
from tests.read.made_doc import DELETED, IN_TABLE, ROW_END, STRUCK, VANISHED, Run, doc, edges


def made(*runs: Run) -> Document:
    return read_word97(doc(runs), "made.doc", "")


def cell(text: str) -> Run:
    return Run(f"{text}\x07", b"", IN_TABLE)


def row_end(*twips: int) -> Run:
    return Run("\x07", b"", IN_TABLE + ROW_END + edges(*twips))


@pytest.mark.parametrize("look", [DELETED, VANISHED, STRUCK])
def test_words_that_are_deleted_hidden_or_struck_are_gone(look: bytes) -> None:
    assert made(Run("The committee "), Run("refused ", look), Run("approved the bid.\r")).text == (
        "The committee approved the bid."
    )


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    assert made(Run("agreed to"), Run("\r", DELETED), Run(" fund two posts.\r"), Run("End\r")).text == (
        "agreed to fund two posts.\n\nEnd"
    )


def test_codes_of_fields_are_no_text() -> None:
    text = "See \x13 HYPERLINK \x13 IF x\x14inner\x15 \x14the report\x15 now\x0band below – £5 “x”.\r"
    assert made(Run(text)).text == "See the report now\nand below – £5 “x”."


def test_rows_keep_blank_cells_and_merged_ones_their_columns() -> None:
    rows = [
        cell("Team"),
        cell("2024"),
        row_end(0, 1000, 3000),
        cell(""),
        cell("Q1"),
        cell("Q2"),
        row_end(0, 1000, 2000, 3000),
    ]
    rows += [cell("North"), cell("24"), cell(""), row_end(0, 1000, 2000, 3000)]
    document = made(Run("Posts\r"), *rows, Run("End\r"))
    assert document.text == "Posts\n\nTeam\t2024\t\n\tQ1\tQ2\nNorth\t24\t\n\nEnd"
    assert [line.mark for line in document.lines] == ["", "row", "row", "row", ""]


def test_paragraphs_of_one_cell_are_one_row() -> None:
    document = made(Run("a\r", b"", IN_TABLE), cell("b"), cell("c"), row_end(0, 1000, 2000), Run("End\r"))
    assert document.text == "a b\tc\n\nEnd"


def test_footnotes_follow_the_text() -> None:
    data = doc([Run("One\x02 two.\r")], [Run("\x02 The note.\r")])
    assert read_word97(data, "made.doc", "").text == "One two.\n[1] The note."


def test_a_short_file_is_read_where_no_converter_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    path = tmp_path / "short.doc"
    path.write_bytes(doc([Run("The grant is approved.\r")]))
    assert read(path).text == "The grant is approved."


def test_what_is_locked_or_damaged_says_so() -> None:
    data = bytearray(doc([Run("words\r")]))
    at = data.find(struct.pack("<HH", 0xA5EC, 0xC1))
    struct.pack_into("<H", data, at + 0x0A, 0x0300)
    with pytest.raises(EncryptedFile, match=r"^made\.doc: .*password"):
        read_word97(bytes(data), "made.doc", "")
    for broken in (data[:700], data[:512] + bytes(len(data) - 512), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        with pytest.raises(UnreadableFile, match=r"^made\.doc: "):
            read_word97(bytes(broken), "made.doc", "")
