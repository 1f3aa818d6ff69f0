"""The picture of a page: the passage is in the box, matches are marked, and no file or crash gets past the limits."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from cqa.pictures.renderer import PageRenderer
from cqa.read.pdf.picture import MOST_PIXELS, plain
from tests.made_index import indexed
from tests.read.made import Words, pdf
from tests.web.conftest import Look, Serve
from tests.web.journeys import cards, searched
from tests.web.served import Served, passage_of, told_by

BOX = re.compile(r'<rect class="(\w+)" x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"')
SIZE = re.compile(r'<svg viewBox="0 0 ([\d.]+) ([\d.]+)"')


def boxes(page: str, kind: str) -> list[tuple[float, float, float, float]]:
    """The boxes of a kind on the picture, in points from the top left."""
    found = [(k, *map(float, at)) for k, *at in BOX.findall(page)]
    return [(x, y, w, h) for k, x, y, w, h in found if k == kind]


def words_in(file: str, number: int, box: tuple[float, float, float, float]) -> str:
    """What another reading of the file, by the place alone, finds in a box."""
    document = pypdfium2.PdfDocument(file)
    page = document[number - 1]
    height = page.get_height()
    x, y, w, h = box
    text = str(page.get_textpage().get_text_bounded(x, height - y - h, x + w, height - y))
    document.close()
    return plain(text)


@pytest.mark.parametrize("q", ["caseloads", "family hubs", "budget"])
def test_the_passage_is_in_the_box(site: Served, q: str) -> None:
    """This test ensures, with the text that pdfium finds inside the box, that the box is round the passage's words."""
    told = [p for p in told_by(site.index, "search", q, "--limit", "40")["passages"] if p["file"].endswith(".pdf")]
    assert told
    for passage in told[:12]:
        paper, _, section = passage["id"].partition("#")
        answer = site.get(f"/papers/{paper}/pages?page={passage['page']}&at={section}&q={q.replace(' ', '+')}")
        assert answer.status == 200
        quoted = boxes(answer.text, "quoted")
        assert quoted, passage["id"]
        inside = "".join(words_in(passage["file"], passage["page"], box) for box in quoted)
        first = plain(passage["text"])[:40]
        assert first[:25] in inside, passage["id"]
        matched = {plain(passage["text"][a:b]) for a, b in passage["highlights"]}
        marked = {words_in(passage["file"], passage["page"], box) for box in boxes(answer.text, "match")}
        assert not matched or any(word in found for found in marked for word in matched), passage["id"]


def seen(page: Page) -> Page:
    """The page, once its picture is loaded."""
    page.wait_for_function("document.querySelector('.leaf img').naturalWidth > 0")
    return page


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 1280), (True, 320)])
def test_from_a_hit_to_its_page(look: Look, script: bool, width: int) -> None:
    page = look(searched("caseloads", type="report"), script=script, width=width, reduced_motion="reduce")
    link = page.get_by_role("link", name="See it on page").first
    link.click()
    picture = page.locator(".leaf img")
    expect(picture).to_be_visible()
    expect(page.locator("rect.quoted").first).to_be_attached()
    if script:
        loaded = seen(page).evaluate("document.querySelector('.leaf img').currentSrc")
        assert loaded.endswith("-640.png" if width < 640 else "-880.png")
    expect(page.get_by_role("region", name="Picture of PDF page")).to_be_in_viewport()


def test_matches_and_pages_are_reached_from_each_other(look: Look, site: Served) -> None:
    paper = next(p for p in told_by(site.index, "papers") if p["file"].endswith(".pdf") and p["pages"] > 2)
    page = look(f"/papers/{paper['id']}/pages")
    seen(page)
    page.get_by_label("Find in this paper").fill("children")
    page.get_by_role("button", name="Find").click()
    said = page.locator(".notice").inner_text()
    on_pages = int(re.findall(r"on (\d+) page", said)[0])
    reached = {page.get_by_label("Go to PDF page").input_value()}
    while page.get_by_role("link", name="Next match").count():
        page.get_by_role("link", name="Next match").first.click()
        reached.add(page.get_by_label("Go to PDF page").input_value())
    assert len(reached) == on_pages
    page.get_by_label("Go to PDF page").fill(str(paper["pages"]))
    page.get_by_role("button", name="Go", exact=True).click()
    assert not page.get_by_role("link", name="Next page").count()
    page.get_by_role("link", name="Previous page").first.click()
    expect(page.locator(".turning").first).to_contain_text(str(paper["pages"] - 1))


def test_other_files_show_our_own_text_with_the_passage(look: Look, site: Served) -> None:
    told = told_by(site.index, "search", "*", "--limit", "10000")["passages"]
    for kind in (".html", ".docx", ".md"):
        passage = next((p for p in told if p["file"].endswith(kind)), None)
        if passage is None:
            continue
        paper, _, section = passage["id"].partition("#")
        page = look(f"/papers/{paper}/pages?at={section}")
        expect(page.locator(".section.here").first).to_have_id(section.partition(".")[0])
        assert not page.get_by_role("link", name="PDF").count(), "no PDF is promised"


def test_a_hit_in_no_pdf_promises_none(look: Look, made_site: Served) -> None:
    said = set()
    for words in ("caseloads", "caseloads img", "Norfolk"):
        page = look(searched(words, per="paper", size="20"), at=made_site)
        assert cards(page).count()
        assert "PDF" not in page.locator("section.results").inner_text()
        assert not page.get_by_role("link", name="See it on page").count()
        links = page.locator(".card details.cite a[href$='/file']").all_text_contents()
        said |= {label.partition(",")[0] for label in links}
    assert said == {"Word file", "Source of the web page", "Text file"}


@pytest.mark.parametrize("wrong", ["0-640", "9999-640", "1-641", "1-99999"])
def test_other_pages_and_sizes_are_not_drawn(site: Served, wrong: str) -> None:
    paper = next(p["id"] for p in told_by(site.index, "papers") if p["file"].endswith(".pdf"))
    assert site.get(f"/papers/{paper}/pages/{wrong}.png").status == 404


def test_a_picture_is_kept_but_asked_for_again(site: Served) -> None:
    paper = next(p["id"] for p in told_by(site.index, "papers") if p["file"].endswith(".pdf"))
    sent = site.get(f"/papers/{paper}/pages/1-640.png")
    assert sent.body.startswith(b"\x89PNG")
    assert "no-cache" in sent.headers["cache-control"]
    again = site.get(f"/papers/{paper}/pages/1-640.png", If_None_Match=sent.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_file_that_was_replaced_is_not_shown(serve: Serve, tmp_path: Path) -> None:
    """This test ensures that no picture is shown of a file that is not the one quoted from."""
    file = tmp_path / "papers" / "report.pdf"
    file.parent.mkdir()
    lines = ("Leeds City Council", "Report to Cabinet", "Date: 4 March 2025", "1. Caseloads are high in the city.")
    file.write_bytes(pdf([[Words(72, 700 - 20 * n, line) for n, line in enumerate(lines)]]))
    indexed(tmp_path / "index", file.parent).close()
    at = serve(tmp_path / "index")
    paper = told_by(tmp_path / "index", "papers")[0]["id"]
    assert at.get(f"/papers/{paper}/pages/1-640.png").status == 200
    file.write_bytes(pdf([[Words(72, 700, "Something else")]]))
    for path in (f"/papers/{paper}/pages", f"/papers/{paper}/pages/1-640.png"):
        assert at.get(path).status == 410, path


def test_an_exempt_paper_has_no_picture(serve: Serve, tmp_path: Path) -> None:
    """This test ensures that pages of an exempt PDF are neither drawn nor named, unless the server was told to."""
    papers = tmp_path / "papers"
    papers.mkdir()
    stamp = "NOT FOR PUBLICATION: exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972"
    lines = ("Leeds City Council", "Report to Cabinet", "Date: 4 March 2025", "1. Caseloads are high in the city.")
    for name, first in (("secret", (stamp,)), ("open", ())):
        words = [Words(40, 780 - 20 * n, line, 10) for n, line in enumerate((*first, *lines))]
        (papers / f"{name}.pdf").write_bytes(pdf([words]))
    indexed(tmp_path / "index", papers).close()
    told = {p["exempt"]: p["id"] for p in told_by(tmp_path / "index", "papers", "--include-exempt")}
    plain_site, open_site = serve(tmp_path / "index"), serve(tmp_path / "index", "--include-exempt")
    for path in ("pages", "pages/1-640.png", "pages/1-880.png", "pages?page=1&at=s1&q=caseloads"):
        assert plain_site.get(f"/papers/{told[False]}/{path}").status == 200, path
        hidden = plain_site.get(f"/papers/{told[True]}/{path}")
        assert hidden.status == 404, path
        assert hidden.body == plain_site.get(f"/papers/0123456789ab/{path}").body
        assert open_site.get(f"/papers/{told[True]}/{path}").status == 200, path


@pytest.fixture
def renderer() -> Iterator[PageRenderer]:
    made = PageRenderer()
    yield made
    made.close()


def drawn(picture: bytes | None) -> tuple[int, int]:
    assert picture is not None
    return struct.unpack(">II", picture[16:24])  # type: ignore[return-value]


def test_hostile_files_are_given_up_and_the_next_is_drawn(renderer: PageRenderer, tmp_path: Path) -> None:
    """This test ensures that damaged, gigantic and endless pages cost a bounded picture or none, and never the next."""
    good, broken, huge, thin = (tmp_path / f"{n}.pdf" for n in ("good", "broken", "huge", "thin"))
    good.write_bytes(pdf([[Words(72, 700, "Caseloads are high")]]))
    broken.write_bytes(b"%PDF-1.7\nnothing follows\n")
    huge.write_bytes(pdf([[Words(72, 700, "Huge")]], size=(14_000, 14_000)))
    thin.write_bytes(pdf([[Words(2, 2, "Thin")]], size=(2, 14_000)))
    assert renderer.picture(str(broken), "broken", 1, 640) is None
    assert renderer.picture(str(tmp_path / "none.pdf"), "none", 1, 640) is None
    for path in (huge, thin):
        across, down = drawn(renderer.picture(str(path), path.name, 1, 880))
        assert across * down <= 1.1 * MOST_PIXELS
    look = renderer.locate(str(good), 1, ("Caseloads are high",), ("high",))
    assert look is not None
    assert len(look.quoted) == len(look.marked) == 1


def test_a_row_of_a_table_has_a_box_in_each_column(renderer: PageRenderer, tmp_path: Path) -> None:
    """This test ensures that cells which run over two lines next to each other are found, and nothing else is."""
    cells = (("Delivering economic growth", "Employment will reduce"), ("for every resident", "worklessness by 2030"))
    words = [Words(72 + 250 * n, 700 - 18 * row, cell) for row, line in enumerate(cells) for n, cell in enumerate(line)]
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf([[*words, Words(72, 500, "Delivering libraries")]]))
    quote = "Delivering economic growth for every resident\tEmployment will reduce worklessness by 2030"
    look = renderer.locate(str(path), 1, (quote,), ())
    assert look is not None
    left, right = sorted(look.quoted)
    for box, x in ((left, 72), (right, 322)):
        assert box.x == pytest.approx(x, abs=4)
        assert 842 - 700 - 14 < box.y < 842 - 700
        assert 24 < box.height < 40
    nothing = renderer.locate(str(path), 1, ("Something that is not on this page at all",), ("growth",))
    assert nothing is not None
    assert (len(nothing.quoted), len(nothing.marked)) == (0, 1)


def test_a_process_that_dies_is_replaced(renderer: PageRenderer, tmp_path: Path) -> None:
    path = tmp_path / "good.pdf"
    path.write_bytes(pdf([[Words(72, 700, "Caseloads are high")]]))
    first = renderer.picture(str(path), "one", 1, 640)
    assert renderer._process
    renderer._process.kill()
    renderer._process.join()
    assert renderer.picture(str(path), "two", 1, 640) == first


def test_what_is_kept_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "good.pdf"
    path.write_bytes(pdf([[Words(72, 700 - n, "Caseloads")] for n in range(4)]))
    renderer = PageRenderer(kept_bytes=10_000)
    try:
        sizes = [len(renderer.picture(str(path), "one", page, 640) or b"") for page in (1, 2, 3, 4)]
        assert sum(sizes) > 10_000
        assert sum(map(len, renderer._kept._found.values())) <= 10_000
    finally:
        renderer.close()


def test_passages_name_their_paper(site: Served) -> None:
    """This test ensures that the address of a quotation gives wording, title, citation and address."""
    told = told_by(site.index, "search", "caseloads")["passages"][0]
    paper, _, section = told["id"].partition("#")
    said = site.get(f"/papers/{paper}/{section}/quotation.txt").text
    assert told["text"].strip()[:60] in said
    assert told["title"] in said
    assert f"{site.url}/papers/{paper}/{section}" in said
    assert passage_of(f"/papers/{paper}/{section}") == told["id"]
