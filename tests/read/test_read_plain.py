"""Text and Markdown are kept as they are; only their lines are marked."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.read import read
from cqa.read.decode import decode
from cqa.read.plain import read_plain


@pytest.mark.parametrize(
    ("line", "mark", "level"),
    [
        ("# Title", "heading", 1),
        ("### Part", "heading", 3),
        ("#hashtag", "", 0),
        ("- 1.1 The purpose", "item", 1),
        (" - nested", "item", 1),
        ("    * deeper", "item", 3),
        ("Theme\tGrade", "row", 0),
        ("DECISION-MAKER:\tCABINET\t", "row", 0),
        ("None\t", "row", 0),
        ("| a | b |", "row", 0),
        ("   ", "blank", 0),
        ("Plain words - with a dash", "", 0),
    ],
)
def test_marks(line: str, mark: str, level: int) -> None:
    found = read_plain(line.encode(), "a.md", "", "markdown").lines[0]
    assert (found.mark, found.level) == (mark, level)


def test_markdown_names_characters_and_plain_text_does_not() -> None:
    words = b"# 2.1&nbsp;&nbsp;Fees &amp; charges&#8217;s &notaname; R&D\n"
    found = read_plain(words, "a.md", "", "markdown").text
    assert found == "# 2.1\u00a0\u00a0Fees & charges\u2019s &notaname; R&D\n"
    assert read_plain(words, "a.txt", "", "text").text == words.decode()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xc3\xa9", "café"),
        (codecs.BOM_UTF8 + b"words", "words"),
        ("café".encode("utf-16"), "café"),
        (codecs.BOM_UTF32_LE + "café".encode("utf-32-le"), "café"),
        (codecs.BOM_UTF32_BE + "café".encode("utf-32-be"), "café"),
        (b"\x93cost\x94 \xa320", "“cost” £20"),
        (b"\x81 \xa320", "\x81 £20"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_texts_with_a_mark_are_texts(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeff1. The Council’s purpose".encode(encoding))
    assert read(tmp_path / "a.txt").text == "1. The Council’s purpose"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\x00")))
def test_the_text_is_the_file_unchanged_and_lines_cover_it(text: str) -> None:
    document = read_plain(text.encode(), "a.txt", "", "text")
    assert document.text == text
    shown = [text[line.start : line.end] for line in document.lines]
    assert shown == re.split("\r*\n|[\r\x0c\u2028\u2029]", text)
    assert "".join(text[page.start : page.end] for page in document.pages) == text


def test_the_seeds_are_untouched(shared: Path) -> None:
    for path in sorted((shared / "seeds").iterdir()):
        document = read(path)
        assert document.text == path.read_bytes().decode()
        assert document.media == "text"
        assert any(line.mark == "row" for line in document.lines)
