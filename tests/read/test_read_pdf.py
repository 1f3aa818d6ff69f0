"""PDF pages become canonical text: running headers out, rows whole, paragraphs joined, every line at its span."""

from __future__ import annotations

import ctypes
import io
from pathlib import Path

import pypdf
import pypdfium2.raw as raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.errors import EmptyFile, EncryptedFile, NeedsOcr, UnreadableFile
from cqa.model import Document
from cqa.read import read
from cqa.read.pdf import pdfium
from cqa.read.pdf.document import read_pdf
from tests.read.made import Item, Rule, Words, box, lines, pdf

PROSE = (
    "The Cabinet is asked to consider the findings of the inspection of services",
    "for children and to agree the action plan that responds to them in full and",
    "to note the progress made.",
)


TAKE_LONG = {
    "FPDFText_GetFontInfo",
    "FPDFFormObj_GetObject",
    "FPDFPageObj_GetMark",
    "FPDFPageObjMark_GetName",
    "FPDFPageObjMark_GetParamStringValue",
}
"""Functions that take an unsigned long; each call gives them a ctypes object of that type."""

INTEGERS = {ctypes.c_int, ctypes.c_uint, ctypes.c_long, ctypes.c_ulong, ctypes.c_size_t, ctypes.c_short, ctypes.c_char}


def document(*pages: list[Item], **options: object) -> Document:
    return read_pdf(pdf(pages, **options), "made.pdf", "0" * 64)  # type: ignore[arg-type]


def texts(made: Document) -> list[str]:
    return [made.text[line.start : line.end] for line in made.lines]


def body(number: int) -> list[Item]:
    """A page's own words, unlike those of any other page."""
    words = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel")
    return lines([f"Words of {words[number % 8]} {row} stand in the middle of the page." for row in words], top=600)


def test_lines_of_a_paragraph_are_joined_and_keep_their_own_spans() -> None:
    made = document(lines(PROSE))
    assert made.text == " ".join(PROSE)
    assert texts(made) == list(PROSE)


def test_a_line_has_its_place_size_and_weight() -> None:
    made = document([Words(72, 742, "Summary", 16, True), Words(90, 700, "Plain words")])
    heading, plain = made.lines
    assert (heading.size, heading.bold, plain.size, plain.bold) == (16, True, 12, False)
    assert heading.x0 == pytest.approx(72, abs=1)
    assert plain.x0 == pytest.approx(90, abs=1)
    assert 80 < heading.top < heading.bottom < 110 < plain.top
    assert plain.x0 < plain.x1 < 170


def test_blank_space_parts_paragraphs() -> None:
    made = document([*lines(PROSE), *lines(["A second paragraph."], top=670)])
    assert made.text.endswith("progress made.\n\nA second paragraph.")


def test_a_number_stays_with_its_words() -> None:
    made = document([Words(72, 700, "1.1"), Words(108, 700, "The purpose of this report.")])
    assert made.text == "1.1 The purpose of this report."


@pytest.mark.parametrize("start", ["1.2 This is", "(b) to note", "3. Next", "• a bullet"])
def test_items_begin_new_lines(start: str) -> None:
    made = document(lines([PROSE[0], f"{start} the progress made"]))
    assert made.text == f"{PROSE[0]}\n{start} the progress made"


def test_a_number_within_a_sentence_begins_no_line() -> None:
    first = "The order was made by the council in exercise of its powers under section"
    made = document(lines([first, "226 of the Town and Country Planning Act."]))
    assert made.text == f"{first} 226 of the Town and Country Planning Act."


def test_hyphens_at_line_ends_stay_unless_the_document_shows_the_word_without() -> None:
    first = "Leaders have strengthened the work before court and in the pre-"
    second = "proceedings stage, with multi-agency partners, and have put new manage-"
    made = document(lines([first, second, "ment in place. The management is good."]))
    assert "in the pre-proceedings stage, with multi-agency partners" in made.text
    assert "new management in place. The management" in made.text
    assert texts(made)[1].endswith("new manage")


def test_a_paragraph_goes_on_across_pages() -> None:
    top, bottom = lines(PROSE[:2]), lines(["to note the progress made."])
    made = document(top, bottom)
    assert made.text == " ".join(PROSE)
    assert [page.start for page in made.pages] == [0, made.text.index("to note the progress")]


def test_a_finished_sentence_does_not_run_into_the_next_page() -> None:
    made = document(lines(["The report ends here."]), lines(["another page begins"]))
    assert made.text == "The report ends here.\n\nanother page begins"


# ------------------------------------------------------------------ running headers


def test_running_headers_footers_and_page_numbers_are_taken_out() -> None:
    pages = [
        [
            Words(72, 800, "Cabinet report: budget"),
            *body(n),
            Words(72, 40, "Draft 4"),
            Words(290, 40, f"Page {n + 1} of 5"),
        ]
        for n in range(5)
    ]
    made = document(*pages)
    assert "Page" not in made.text
    assert "Draft 4" not in made.text
    assert made.text.count("Cabinet report: budget") == 1, "the first stays, because nothing else says the title"
    assert [page.label for page in made.pages] == ["1", "2", "3", "4", "5"]
    assert {"Draft 4", "Page 2 of 5"} <= set(made.running_lines)


def test_a_header_that_the_page_repeats_below_goes_altogether() -> None:
    pages = [[Words(72, 800, "Budget strategy"), *body(n)] for n in range(5)]
    pages[0].append(Words(72, 650, "Budget strategy", 18, True))
    assert document(*pages).text.count("Budget strategy") == 1


def test_page_numbers_that_count_from_elsewhere_become_labels() -> None:
    made = document(*[[*body(n), Words(290, 30, f"Page {n + 15}")] for n in range(4)])
    assert [page.label for page in made.pages] == ["15", "16", "17", "18"]


def test_a_stamp_across_the_last_line_of_a_page_is_taken_out_of_it() -> None:
    last = "characteristic of the residents of the county, as the act defines it"
    pages = [
        [Words(200, 30, f"Page {n + 3}"), *body(n), Words(72, 34, last if n == 1 else "a protected")] for n in range(3)
    ]
    made = document(*pages)
    assert "Page" not in made.text
    assert "characteristic of the residents" in made.text
    assert [page.label for page in made.pages] == ["3", "4", "5"]


def test_roman_page_numbers_are_labels_too() -> None:
    made = document(*[[*body(n), Words(290, 30, label)] for n, label in enumerate(["iv", "v", "vi", "vii"])])
    assert [page.label for page in made.pages] == ["iv", "v", "vi", "vii"]
    assert "vi" not in made.text.split()


def test_what_repeats_in_the_middle_of_pages_is_kept() -> None:
    made = document(*[[*body(n), Words(72, 420, "Recommendation")] for n in range(6)])
    assert made.text.count("Recommendation") == 6


def test_numbered_headings_at_the_top_of_pages_are_kept() -> None:
    made = document(*[[Words(72, 780, f"Question {n + 1}"), *body(n)] for n in range(5)])
    assert [f"Question {n}" in made.text for n in range(1, 6)] == [True] * 5


def test_footnotes_that_differ_in_their_figures_are_kept() -> None:
    notes = [f"{n + 3} Available at example.org/file/{n * 37 + 1000}" for n in range(5)]
    made = document(*[[*body(n), Words(72, 60, note, 8)] for n, note in enumerate(notes)])
    assert all(note in made.text for note in notes)


def test_the_head_of_a_table_that_goes_on_is_kept() -> None:
    pages = [
        [
            *box(60, 600, 500, 780, xs=[200, 350], ys=[760, 700]),
            *(Words(x, 765, head, 10) for x, head in ((64, "Risk"), (204, "Cause"), (354, "Score"))),
            *(Words(x, 740, f"{word} {n}", 10) for x, word in ((64, "Flood"), (204, "Rain"), (354, "High"))),
        ]
        for n in range(4)
    ]
    assert document(*pages).text.count("Risk\tCause\tScore") == 4


def test_blank_pages_say_nothing() -> None:
    made = document(body(0), [Words(200, 420, "This page is intentionally left blank")], body(1))
    assert "blank" not in made.text
    assert made.pages[1].start == made.pages[1].end
    assert "This page is intentionally left blank" in made.running_lines


def test_the_stamp_of_an_agenda_item_stays() -> None:
    made = document([*body(0), Words(450, 810, "Agenda Item 7")], body(1), [*body(2), Words(450, 810, "Agenda Item 8")])
    assert made.text.startswith("Agenda Item 7\n")
    assert "Agenda Item 8" in made.text


# ------------------------------------------------------------------ tables


def test_wrapped_cells_of_a_ruled_table_come_as_one_row() -> None:
    made = document(
        [
            *box(70, 600, 400, 700, xs=[300], ys=[680, 640]),
            Words(75, 685, "Judgement", bold=True),
            Words(305, 685, "Grade", bold=True),
            Words(75, 665, "The experiences and progress of"),
            Words(75, 650, "care leavers"),
            Words(305, 665, "Good"),
            Words(75, 620, "Overall effectiveness"),
            Words(305, 620, "Requires improvement"),
        ]
    )
    assert texts(made) == [
        "Judgement\tGrade",
        "The experiences and progress of care leavers\tGood",
        "Overall effectiveness\tRequires improvement",
    ]
    assert {line.mark for line in made.lines} == {"row"}


def test_empty_cells_keep_their_columns() -> None:
    made = document(
        [
            *box(70, 600, 460, 660, xs=[200, 300, 400], ys=[640, 620]),
            *(Words(x, 645, head) for x, head in ((75, "Grant"), (205, "2024"), (305, "2025"), (405, "2026"))),
            *(Words(x, 625, cell) for x, cell in ((75, "Homes"), (305, "87.4"))),
            *(Words(x, 605, cell) for x, cell in ((205, "1.0"), (405, "2.0"))),
        ]
    )
    assert texts(made)[1:] == ["Homes\t\t87.4", "\t1.0\t\t2.0"]


def test_cells_that_touch_are_parted_by_the_ruling() -> None:
    rest = [Words(75, 610, "Rest"), Words(200, 610, "1")]
    made = document([*box(70, 600, 300, 660, xs=[110], ys=[630]), Words(75, 640, "Totals 38.8"), *rest])
    assert texts(made)[0] == "Totals\t38.8"


def test_rows_without_rulings_are_told_by_the_step_up_to_the_next_cell() -> None:
    made = document(
        [
            Words(72, 700, "From:"),
            Words(180, 700, "Sue Chandler, Cabinet Member for Integrated"),
            Words(180, 686, "Services"),
            Words(72, 658, "To:"),
            Words(180, 658, "Cabinet"),
        ]
    )
    assert texts(made) == ["From:\tSue Chandler, Cabinet Member for Integrated Services", "To:\tCabinet"]


def test_a_cell_of_several_lines_before_its_neighbour_is_one_cell() -> None:
    made = document(
        [
            Words(72, 700, "The experiences and progress of"),
            Words(72, 686, "children in care"),
            Words(303, 700, "Outstanding"),
            Words(72, 650, "Overall effectiveness"),
            Words(303, 650, "Good"),
        ]
    )
    assert texts(made) == [
        "The experiences and progress of children in care\tOutstanding",
        "Overall effectiveness\tGood",
    ]


def test_columns_of_a_page_are_read_one_after_the_other() -> None:
    left = lines([f"left column line {n}" for n in range(14)], x=60)
    right = lines([f"right column line {n}" for n in range(14)], x=320)
    made = document([*left, *right])
    assert "\t" not in made.text
    assert made.text.index("left column line 13") < made.text.index("right column line 0")


def test_spaces_stretched_by_justification_part_no_cells() -> None:
    made = document(
        [
            Words(72, 700, "The settlement included a core spending power setting out a standard"),
            Words(72, 686, "calculation of the grants."),
            Words(250, 686, "As has been the case since 2013 it is"),
            Words(72, 672, "based on the council tax and the general grants that are not specific"),
            Rule(10, 10, 20, 10),
        ]
    )
    right = max(line.x1 for line in made.lines)
    assert right > 400
    if abs(made.lines[1].x1 - made.lines[0].x1) <= 3:
        assert "\t" not in made.text


def test_leaders_of_a_list_of_contents_become_a_tab() -> None:
    made = document(lines(["1. Introduction ........................ 3"]))
    assert made.text == "1. Introduction\t3"


# ------------------------------------------------------------------ emphasis


def test_lines_in_italics_or_underlined_are_emphasised() -> None:
    made = document(
        [
            Words(72, 740, "Provision of retail space", italic=True),
            Words(72, 710, "Office space"),
            Rule(72, 708, 140, 708),
            Words(72, 680, "Words of the text"),
            Rule(60, 678, 500, 678),  # the border of a table
        ]
    )
    assert [line.emphasis for line in made.lines] == [True, True, False]


# ------------------------------------------------------------------ small print


def test_raised_figures_are_references() -> None:
    made = document([Words(72, 700, "in this area"), Words(135, 705, "2", 7), Words(144, 700, "of the county")])
    assert made.text == "in this area [2] of the county"


def test_a_paragraph_number_with_a_small_raised_figure_is_whole() -> None:
    made = document([Words(72, 700, "4."), Words(79, 703, "59", 7), Words(96, 700, "The Council will consider this")])
    assert made.text == "4.59 The Council will consider this"


def test_a_tall_heading_close_above_its_text_is_a_line_of_its_own() -> None:
    """This test ensures that two printed lines are two, though pdfium gives them as one where they overlap."""
    text = "5.1 The framework requires that authorities consider the housing needed for a range of groups."
    made = document(
        [Words(72, 700, "5. Housing Need for Groups", 28), Words(72, 690, text, 11), *lines(PROSE, top=600)]
    )
    assert [made.text[line.start : line.end] for line in made.lines[:2]] == ["5. Housing Need for Groups", text]
    assert [line.size for line in made.lines[:2]] == [28, 11]


def test_bullet_glyphs_are_one_bullet() -> None:
    made = document([Words(72, 700, "\u2022"), Words(90, 700, "Families get help early")])
    assert made.text == "\u2022 Families get help early"


def test_a_footer_written_first_is_read_last() -> None:
    made = document([Words(72, 100, "Signed by the Chairman"), *lines(PROSE)])
    assert made.text.endswith("progress made.\n\nSigned by the Chairman")


# ------------------------------------------------------------------ properties and refusals


def test_properties_are_taken_over() -> None:
    made = document(lines(["Words"]), title="Budget 2025")
    assert (made.meta_title, made.created) == ("Budget 2025", "2025-03-04")


def test_outline_and_attachments(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf([body(0), body(1), body(2)]))))
    first = writer.add_outline_item(title="6 Budget", page_number=1)
    writer.add_outline_item(title="Appendix A", page_number=2, parent=first)
    writer.add_attachment(filename="figures.csv", data=b"a,b")
    path = tmp_path / "pack.pdf"
    writer.write(path)
    made = read(path)
    assert [tuple(item) for item in made.outline] == [("6 Budget", 2, 0), ("Appendix A", 3, 1)]
    assert made.attachments == ("figures.csv",)


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf([lines(PROSE)]))))
    writer.encrypt(user_password=password, owner_password=password + "2", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_empty_user_password_opens_the_file() -> None:
    assert read_pdf(encrypted(""), "locked.pdf", "").text == " ".join(PROSE)


def test_any_other_password_does_not() -> None:
    with pytest.raises(EncryptedFile, match=r"^locked\.pdf: .*password"):
        read_pdf(encrypted("secret"), "locked.pdf", "")


def test_a_download_that_broke_off_is_unreadable() -> None:
    whole = pdf([body(n) for n in range(4)])
    with pytest.raises(UnreadableFile, match="cut short"):
        read_pdf(whole[: len(whole) // 2], "half.pdf", "")


def test_garbage_after_the_header_is_unreadable() -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        read_pdf(b"%PDF-1.7\n" + b"garbage " * 40 + b"\nstartxref\n0\n%%EOF", "bad.pdf", "")


def test_pages_without_a_text_layer_need_recognition() -> None:
    with pytest.raises(NeedsOcr, match="3 of 3 pages"):
        document(*[[Rule(100, 100, 400, 700)]] * 3)


def test_a_few_silent_pages_are_named() -> None:
    made = document(body(0), [Rule(100, 100, 400, 700)], body(1), [])
    assert [(page.has_text, page.verdict) for page in made.pages] == [
        (True, "text"),
        (False, "picture"),
        (True, "text"),
        (False, "blank"),
    ]
    (note,) = made.notes
    assert note.startswith("1 of 4 pages are pictures without text (page 2)")
    assert "--ocr" in note


def test_a_file_without_words_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    path.write_bytes(pdf([[Words(72, 700, "This page is intentionally left blank")]] * 3))
    with pytest.raises(EmptyFile):
        read(path)


def test_landscape_text_on_an_upright_page_is_turned() -> None:
    turned = pdf([lines(["Sideways words that fill a whole line", "and a second line below it"])])
    turned = turned.replace(b"/MediaBox [0 0 595 842]", b"/Rotate 90 /MediaBox [0 0 595 842]")
    made = read_pdf(turned, "turned.pdf", "")
    assert "Sideways words that fill a whole line" in made.text


# ------------------------------------------------------------------ spans

WORD = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\\()"), min_size=1, max_size=12)
PLACED = st.builds(
    Words,
    st.sampled_from([60.0, 72.0, 90.0, 300.0, 420.0]),
    st.integers(30, 810).map(float),
    st.lists(WORD, min_size=1, max_size=8).map(" ".join),
    st.sampled_from([6.5, 10.0, 12.0, 18.0]),
    st.booleans(),
)
RULED = st.builds(lambda x, y, w, h: box(x, y, x + w, y + h, [x + w / 2], [y + h / 2]), *[st.integers(40, 300)] * 4)
PAGE = st.tuples(st.lists(PLACED, max_size=14), st.lists(RULED, max_size=2)).map(
    lambda made: [*made[0], *(rule for table in made[1] for rule in table)]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PAGE, min_size=1, max_size=4))
def test_spans_are_exact_on_any_page(pages: list[list[Item]]) -> None:
    try:
        made = document(*pages)
    except NeedsOcr:
        return
    assert_spans(made)


LETTERS = st.sampled_from(["alpha", "bravo", "charlie", "delta", "foxtrot", "golf", "Council", "OFSTED", "of", "the"])
"""Words of the language: a page of random letters is one whose text cannot be read."""


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.tuples(LETTERS, st.booleans()), min_size=1, max_size=4), min_size=2, max_size=20))
def test_no_word_of_a_page_is_lost(rows: list[list[tuple[str, bool]]]) -> None:
    page = [
        Words(72 + 110 * column, 760 - 34 * row, word, 12, bold)
        for row, cells in enumerate(rows)
        for column, (word, bold) in enumerate(cells)
    ]
    made = document(page)
    assert sorted(made.text.split()) == sorted(word for cells in rows for word, _ in cells)


def assert_spans(made: Document) -> None:
    """Lines are in order, hold no line break, lie on their page; pages partition the text."""
    at = 0
    for line in made.lines:
        assert at <= line.start < line.end <= len(made.text)
        assert "\n" not in made.text[line.start : line.end]
        page = made.pages[line.page - 1]
        assert page.start <= line.start <= line.end <= page.end
        assert set(made.text[at : line.start]) <= {" ", "\n"}
        at = line.end
    assert made.pages[0].start == 0
    assert made.pages[-1].end == len(made.text)
    assert all(a.end == b.start for a, b in zip(made.pages, made.pages[1:], strict=False))
    assert [page.number for page in made.pages] == list(range(1, len(made.pages) + 1))


def test_calls_without_prototypes_pass_what_c_takes() -> None:
    """Python's int becomes a C int there; the functions that take an unsigned long are given one."""
    document([Words(72, 700, "Cost"), Words(300, 700, "Year"), Rule(72, 690, 400, 690)])
    called = {name: getattr(raw, name) for name in vars(pdfium.unchecked) if name.startswith("FPDF")}
    integers = {name: {t for t in its.argtypes if t in INTEGERS} - {ctypes.c_int} for name, its in called.items()}
    assert {"FPDFText_GetLooseCharBox", "FPDFPage_GetObject"} <= set(called)
    assert {name for name, others in integers.items() if others} <= TAKE_LONG
    assert not any(its.argtypes and {ctypes.c_float, ctypes.c_double} & set(its.argtypes) for its in called.values())
