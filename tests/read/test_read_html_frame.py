"""Of a page only what is proved to be the site's frame is left out, and what nobody sees; all else is the paper."""

from __future__ import annotations

import pytest

from cqa.model import Document
from cqa.read.html import read_html

WORDS = "<p>1. The council needs forty more foster carers in the north of the borough.</p>" * 3


def made(body: str, head: str = "") -> Document:
    page = f"<!DOCTYPE html><html><head><title>Report</title>{head}</head><body>{body}</body></html>"
    return read_html(page.encode(), "made.html", "")


@pytest.mark.parametrize(
    "body",
    [
        f'<section id="adult-social-care"><h2>KEPT</h2>{WORDS}</section>',
        f'<div class="col has-sidebar"><p>KEPT</p>{WORDS}</div>',
        f'<div class="print-nav-content"><p>KEPT</p>{WORDS}</div>',
        f'<main><p class="share-of-budget">KEPT is the share.</p>{WORDS}</main>',
        f'<div id="social"><p>KEPT: social workers hold 25 cases each.</p></div>{WORDS}',
        f'<div class="menu"><p>The school meals service offers a KEPT menu to 4,000 pupils a day.</p></div>{WORDS}',
        f"<article><header><h1>KEPT</h1><p>Report to Cabinet</p></header>{WORDS}</article>",
        f"<div><header><h1>KEPT</h1></header>{WORDS}</div>",
        f"<section><footer><p>Contact officer: KEPT, extension 1234</p></footer>{WORDS}</section>",
        f"<footer><p>Background papers: the KEPT letter of 4 March 2025.</p></footer><main>{WORDS}</main>",
        f"<main>{WORDS}<aside><p>Key fact: KEPT carers left in 2024.</p></aside></main>",
        f"<aside><p>The Director said that KEPT carers left in the year.</p></aside><main>{WORDS}</main>",
        f"<nav><p>3.1 The KEPT navigation of the river costs £2 million.</p></nav><main>{WORDS}</main>",
        f'<form id="aspnetForm" action="x.aspx"><div><p>KEPT</p>{WORDS}</div><input name="__VIEWSTATE"></form>',
        f'<form role="form"><fieldset><legend>KEPT</legend>{WORDS}</fieldset></form>',
        f'<div class="lead"><p>KEPT: meeting of 4 March 2025</p></div><main>{WORDS}</main>',
        f"<details><summary>Appendix</summary><p>KEPT</p></details>{WORDS}",
        f"<h2><button aria-expanded='false'>KEPT</button></h2>{WORDS}",
        f'<button aria-controls="p1">More</button><div id="p1" hidden><p>KEPT</p></div>{WORDS}',
        f'<div role="tabpanel" hidden><p>KEPT</p></div>{WORDS}',
        f'<div class="accordion-content" style="display:none"><p>KEPT</p></div>{WORDS}',
        f'{WORDS}<iframe srcdoc="&lt;p&gt;KEPT&lt;/p&gt;"></iframe>',
        f"<div hidden=until-found><p>KEPT</p></div>{WORDS}",
        f"<svg><text>KEPT</text></svg>{WORDS}",
        f"<p>Is it exempt? <input type=text value=KEPT></p>{WORDS}",
        f"<textarea name=decision>KEPT</textarea>{WORDS}",
        f"<table><tr><th>Risk<th>Status<tr><td>Flood<td><img alt=KEPT src=g.png></table>{WORDS}",
        f"<o:p>KEPT</o:p>{WORDS}",
        f"<ins>KEPT</ins>{WORDS}",
        f"<p style='text-decoration:underline'>KEPT</p>{WORDS}",
    ],
)
def test_what_may_be_the_paper_is_kept(body: str) -> None:
    assert "KEPT" in made(body).text


@pytest.mark.parametrize(
    "body",
    [
        f'<nav><ul><li><a href="/">GONE</a></li><li><a href="/b">Bins</a></li></ul></nav><main>{WORDS}</main>',
        f'<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/g">GONE</a></div>{WORDS}',
        f'<div id="cookie-banner"><p>We use GONE cookies to make this site work.</p><button>OK</button></div>{WORDS}',
        f'<header><a href="/">GONE</a> <a href="/a">A to Z</a></header><main>{WORDS}</main>',
        f"<footer><p>© 2025 GONE Council. All rights reserved.</p></footer><main>{WORDS}</main>",
        f'<div role="search"><label>Search GONE</label><input type=search></div>{WORDS}',
        f'<ul class="share-links"><li><a href="#">GONE</a></li></ul>{WORDS}',
        f'<a href="#main">Skip to main content</a>{WORDS}'.replace("Skip to main content", "Skip to content"),
    ],
)
def test_what_is_proved_to_be_the_site_is_left_out(body: str) -> None:
    text = made(body).text
    assert "GONE" not in text
    assert "Skip to" not in text
    assert text.startswith("1. The council needs")


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<p hidden>GONE</p>", ""),
        ("<p aria-hidden=true>GONE</p>", ""),
        ("<p style='display: none'>GONE</p>", ""),
        ("<p style='VISIBILITY:hidden;color:red'>GONE</p>", ""),
        ("<span style='mso-hide:all'>GONE</span>", ""),
        ("<span style='font-size:0'>GONE</span>", ""),
        ("<p class='draft note'>GONE</p>", "<style>.note{color:red} p.draft { display : none }</style>"),
        ("<p id=d>GONE</p>", "<style>@media screen{#d{display:none}}</style>"),
        ("<template><p>GONE</p></template>", ""),
        ("<dialog><p>GONE</p></dialog>", ""),
        ("<noscript>GONE</noscript><script>GONE</script>", ""),
        ("<!-- GONE --><!--[if gte mso 9]><xml><w:Words>GONE</w:Words></xml><![endif]-->", ""),
        ("<xml><w:View>GONE</w:View></xml>", ""),
        ("<del>GONE</del>", ""),
        ("<strike>GONE</strike><s>GONE</s>", ""),
        ("<p><del>old <b>GONE</b></del> new</p>", ""),
        ("<span class=x>GONE</span>", "<style>span.x{text-decoration: line-through red}</style>"),
        ("<ul><li style='text-decoration-line:line-through'>GONE</li></ul>", ""),
        ("<table><tr><td>a<td>b<tr hidden><td>GONE<td>GONE</table>", ""),
        ("<table><tr><td>a<td>b<tr><td><s>GONE</s><td>c</table>", ""),
        ("<div style='mso-element:comment-list'><p>GONE</p></div>", ""),
        ("<input type=hidden value=GONE><input type=submit value=GONE>", ""),
        ("<select><option>GONE</select>", ""),
    ],
)
def test_what_nobody_sees_is_not_read(body: str, head: str) -> None:
    text = made(body + WORDS, head).text
    assert "GONE" not in text
    assert text.count("The council needs") == 3


def test_rules_for_print_and_for_other_elements_hide_nothing() -> None:
    head = "<style>@media print{.a{display:none}} div p.a{display:none} .b:hover{display:none}</style>"
    assert "one" in made(f"<p class=a>one</p><p class=b>two</p>{WORDS}", head).text


def test_struck_words_and_doubts_are_noted() -> None:
    notes = made(
        f"<p><s>£40</s> £55</p><aside><p>The Director said that forty left.</p></aside><main>{WORDS}</main>"
    ).notes
    assert notes[0] == "1 part struck out in the page left out"
    assert notes[1].startswith("kept, though perhaps of the site's frame: The Director said")


def test_a_page_that_only_shows_another_says_so() -> None:
    page = made("<h1>Agenda of the Cabinet</h1><iframe src='https://example.org/doc.pdf'></iframe>")
    assert page.notes == ("the page shows another in a frame; fetch https://example.org/doc.pdf too",)


def test_ticks_of_forms_and_of_symbol_fonts() -> None:
    body = """<p>Exempt: <input type=radio checked> No <input type=radio> Yes</p>
    <p>Key: <span style='font-family:Wingdings'>þ</span> Yes <font face="Wingdings">¨</font> No</p>
    <p>Share <span style="font-family:Symbol">³</span> 95%</p>"""
    assert made(body).text.split("\n\n") == ["Exempt: ☒ No ☐ Yes", "Key: ☑ Yes ☐ No", "Share ≥ 95%"]


def test_numbers_of_lists_saved_by_word_are_read() -> None:
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>"
    )
    body = f"{item}3.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>To note</p>"
    assert made(body).text == "3. To note"
