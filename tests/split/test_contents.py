"""Lists of contents hold no chapters, however they wrap; a chapter's title in a table of one row is a heading."""

from __future__ import annotations

from cqa.model import Section
from tests.split.papers import document, sections, typeset

Row = tuple[str, float, float, float, bool]

PROSE = "The service has done well this year and the report says at some length why that was so."


def page(rows: list[tuple[str, float, bool]], top: float = 80.0) -> list[Row]:
    """Rows of (text, size, bold), one under the other; an empty text leaves a space."""
    out: list[Row] = []
    for words, size, bold in rows:
        if words:
            out.append((words, 72.0, top, size, bold))
        top += size + 3 if words else 14
    return out


def headings(found: list[Section]) -> list[str]:
    return [s.heading for s in found if s.kind in ("heading", "appendix")]


LIST = [
    ("Contents", 14.0, True),
    ("", 12.0, False),
    ("1. What we were asked to do, and how we went about it\t3", 12.0, False),
    ("2. The experiences and progress of children who are in need of any help", 12.0, False),
    ("and protection\t12", 12.0, False),
    ("3. The experiences and progress of children looked after and achieving", 12.0, False),
    ("permanence\t21", 12.0, False),
    ("4. Leadership\t36", 12.0, False),
    ("", 12.0, False),
]
BODY = [
    ("1. What we were asked to do, and how we went about it", 14.0, True),
    ("", 12.0, False),
    *[(PROSE, 10.0, False)] * 12,
]


def test_wrapped_entries_of_a_list_of_contents_are_no_headings() -> None:
    found = sections(typeset(page([*LIST, *BODY])))
    assert headings(found) == ["What we were asked to do, and how we went about it"]
    assert [s.number for s in found if s.number] == ["1"]


def test_items_of_an_agenda_keep_their_numbers_though_a_page_stands_on_their_second_line() -> None:
    agenda = [("AGENDA", 14.0, True), *LIST[1:]]
    assert {"2", "3"} <= {s.number for s in sections(typeset(page(agenda)))}


def test_entries_of_a_text_that_wrap_are_no_paragraphs() -> None:
    text = (
        "Contents\n\n1.1 A first chapter of the report ........... 3\n1.2 A chapter whose title is so long that it\n"
        "goes on in a second line ................. 4\n1.3 A third ................... 9\n\n"
        f"1.1 {PROSE}\n\n1.2 {PROSE}\n\n1.3 {PROSE}\n"
    )
    starts = [text[s.span[0] :][:12] for s in sections(document(text)) if s.number]
    assert starts == ["1.1 The serv", "1.2 The serv", "1.3 The serv"]


def chapter(title: tuple[str, float, bool], below: tuple[str, float, bool]) -> list[Section]:
    before = [("Recommendations", 14.0, True), ("", 12.0, False), *[(PROSE, 12.0, False)] * 12, ("", 12.0, False)]
    after = [("", 12.0, False), below, ("", 12.0, False), *[(PROSE, 12.0, False)] * 6]
    return sections(typeset(page([*before, title, *after])))


def test_a_title_with_its_verdict_beside_it_opens_a_chapter() -> None:
    found = chapter(("Leadership and management\tInadequate", 14.0, True), ("Summary", 12.0, True))
    assert headings(found) == ["Recommendations", "Leadership and management: Inadequate", "Summary"]
    assert found[-1].path == ("Leadership and management: Inadequate", "Summary")


def test_a_row_among_rows_or_with_a_figure_is_no_title() -> None:
    share = chapter(("Leadership and management\t17 %", 14.0, True), ("Summary", 12.0, True))
    rows = chapter(("Leadership and management\tInadequate", 14.0, True), ("Adoption\tGood", 12.0, True))
    assert headings(share) == ["Recommendations", "Summary"]
    assert headings(rows) == ["Recommendations"]
