"""Footnotes in type hardly smaller than the text's are recognised by the marks that refer to them."""

from __future__ import annotations

from cqa.model import Document, Line, Page
from cqa.split import split

BODY, NOTE = 11.0, 10.0


def made(*pages: list[tuple[str, float]]) -> Document:
    """A document of printed lines with their sizes, one below the other."""
    text, lines, held = "", [], []
    for number, printed in enumerate(pages, 1):
        start, top = len(text), 60.0
        for words, size in printed:
            top += 18 if text.endswith("\n\n") else 0
            lines.append(Line(len(text), len(text) + len(words), number, 50, top, 540, top + size, size))
            top += size + 2
            text += words + "\n"
        held.append(Page(number, start, len(text)))
        text += "\n"
    return Document("report.pdf", "0" * 64, "pdf", text, tuple(held), tuple(lines))


FIRST = [
    ("4.1. The Board has power to act on the matter and it resisted the two changes.[12]", BODY),
    ("4.2. There was an exchange of letters about it that ended in October without result.[13]", BODY),
    ("12 Transcript of the first hearing", NOTE),
    ("13 Letter to the Board", NOTE),
]
SECOND = [
    ("4.3. The Department accepted both of the changes when it wrote in the year that followed.", BODY),
    ("4.4. Nothing further has been heard of them since, and no reason was given to anybody.", BODY),
]


def kinds(doc: Document) -> list[tuple[str, str | None, str]]:
    (part,) = split(doc)
    return [(s.kind, s.number, doc.text[slice(*s.span)][:20]) for s in part.sections if s.kind != "front"]


def test_small_numbered_lines_that_the_page_refers_to_are_footnotes() -> None:
    found = kinds(made(FIRST, SECOND))
    assert [(kind, number) for kind, number, _ in found] == [
        ("para", "4.1"),
        ("para", "4.2"),
        ("footnote", None),
        ("footnote", None),
        ("para", "4.3"),
        ("para", "4.4"),
    ]


def test_small_numbered_lines_that_nothing_refers_to_are_none() -> None:
    unmarked = [(words.replace("[12]", "").replace("[13]", ""), size) for words, size in FIRST]
    assert "footnote" not in {kind for kind, _, _ in kinds(made(unmarked, SECOND))}


def test_lines_as_large_as_the_text_are_none() -> None:
    assert "footnote" not in {kind for kind, _, _ in kinds(made([(words, BODY) for words, _ in FIRST], SECOND))}


def test_a_note_does_not_take_the_next_page_into_itself() -> None:
    torn = [("and the letters went on until the Board gave way in the end, as it had to.", BODY), *SECOND]
    found = kinds(made(FIRST, torn))
    assert ("footnote", None, "13 Letter to the Boa") in found
    assert all("and the letters" not in words or kind == "para" for kind, _, words in found)
    assert any(words.startswith("and the letters") for _, _, words in found)
