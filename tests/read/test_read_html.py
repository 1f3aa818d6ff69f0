"""Web pages: the main content, its headings, lists and tables; the site's frame and error pages are not papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.errors import EmptyFile, UnreadableFile
from cqa.model import Document
from cqa.read import read
from cqa.read.html import read_html
from cqa.read.html.page import text_of as decode

FILLER = "<p>" + "The committee considered the report and agreed it. " * 40 + "</p>"


def made(body: str, head: str = "<title>Minutes</title>") -> Document:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "made.html", "")


def lines(document: Document) -> list[tuple[str, str, int]]:
    return [(document.text[line.start : line.end], line.mark, line.level) for line in document.lines]


def test_headings_paragraphs_and_lists() -> None:
    body = "<h1>Minutes</h1><p>One\n  <b>bold</b>&nbsp;word</p><ul><li>a<ul><li>b</li></ul></li></ul><ol start=3><li>c"
    assert lines(made(body)) == [
        ("Minutes", "heading", 1),
        ("One bold word", "", 0),
        ("• a", "item", 1),
        ("• b", "item", 2),
        ("3. c", "item", 1),
    ]


@pytest.mark.parametrize(
    ("style", "shown"), [("a", ["a. x", "b. y"]), ("I", ["I. x", "II. y"]), ("1", ["1. x", "2. y"])]
)
def test_ordered_lists_print_their_numbers(style: str, shown: list[str]) -> None:
    assert [line[0] for line in lines(made(f"<ol type={style}><li>x<li>y</ol>"))] == shown


def test_tables_are_rows() -> None:
    body = "<table><tr><th>Risk<th>Score</tr><tr><td>Flood<br>and fire<td>High</tr><tr><td><td>Low</tr></table>"
    assert lines(made(body)) == [("Risk\tScore", "row", 0), ("Flood and fire\tHigh", "row", 0), ("\tLow", "row", 0)]


def test_the_frame_of_the_site_is_left_out() -> None:
    body = f"""<header>Site</header><nav>Menu</nav><div class="cookie-banner">We use cookies</div>
    <main><h1>Report</h1>{FILLER}<div class="breadcrumb">Home</div></main><aside>News</aside><footer>Contact us</footer>
    <script>var x = "words";</script>"""
    text = made(body).text
    assert text.startswith("Report\n\nThe committee")
    assert not any(word in text for word in ("Site", "Menu", "cookies", "Home", "News", "Contact", "words"))


def test_a_small_main_element_is_not_the_paper() -> None:
    assert "The committee" in made(f"<article>Related</article>{FILLER}").text


def test_layout_tables_are_read_as_text() -> None:
    assert [mark for _, mark, _ in lines(made(f"<table><tr><td>{FILLER}</td></tr></table>"))] == [""]


def test_running_lines_of_converted_pages_are_found_and_number_the_pages() -> None:
    pages = "".join(
        f'<div id="page_{n}"><table><tr><td>{n}</td><td>COUNCIL OF THE CITY</td></tr></table>'
        f"<p>Words of page {'abcdef'[n]} alone.</p></div>"
        for n in range(1, 6)
    )
    result = made(pages)
    assert "COUNCIL OF THE CITY" not in result.text
    assert [(page.number, page.label) for page in result.pages] == [(n, str(n)) for n in range(1, 6)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'<meta charset="utf-8"><p>caf\xc3\xa9', "café"),
        (b'<meta charset="iso-8859-1"><p>\x93quoted\x94', "“quoted”"),
        (b"<p>\x96 dash", "– dash"),
        ("<p>café".encode("utf-16"), "café"),
        (b'<meta charset="nonsense"><p>caf\xc3\xa9', "café"),
    ],
)
def test_charsets(data: bytes, text: str) -> None:
    assert decode(data).endswith(text)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 Not Found", "<h1>Not found</h1>"),
        ("Page not found - Council", "<p>Try the home page.</p>"),
        ("Council", "<p>Sorry, the page you requested cannot be found.</p>"),
        ("Search", "<p>Your search for budget did not match. No results were found.</p>"),
        ("Just a moment...", "<p>Checking your browser.</p>"),
    ],
)
def test_error_and_search_pages_are_no_papers(title: str, body: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^made\.html: .*no paper"):
        made(body, f"<title>{title}</title>")


def test_a_paper_that_quotes_such_words_is_one() -> None:
    assert "page not found" in made(f"<p>Visitors met page not found.</p>{FILLER}").text


def test_a_page_without_words_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body><script>x</script></body></html>")
    with pytest.raises(EmptyFile):
        read(path)


def test_deep_nesting_is_survived() -> None:
    assert "deep" in made("<div>" * 3000 + "deep" + "</div>" * 3000).text


ELEMENTS = ("p", "div", "ul", "li", "ol", "table", "tr", "td", "th", "h2", "br", "b", "main", "span", "blockquote")
TAGS = st.sampled_from(ELEMENTS)
PIECES = st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), st.text("ab c\n\t&<é", max_size=8))


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_spans_are_exact_in_any_markup(pieces: list[str]) -> None:
    result = made("".join(pieces))
    at = 0
    for line in result.lines:
        assert at <= line.start < line.end
        assert "\n" not in result.text[line.start : line.end]
        at = line.end
    assert result.pages[0].start == 0
    assert result.pages[-1].end == len(result.text)
