"""What the builder wrote, the reader and the splitter find: no word lost, every paragraph number and heading in place.

The sources of the sample corpus are a truth that no hand labelled: numbers, headings and pages as they were set.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="reportlab (pip install 'cqa[dev]') builds the PDFs of the sample corpus")

from cqa.extract import extract
from cqa.model import Document, Section
from cqa.read import read
from cqa.split import split
from tests.corpus.build import CORPUS, sources
from tests.corpus.builder.markup import Block, Source

PAPERS = sources()
BY_NAME = pytest.mark.parametrize("paper", PAPERS, ids=lambda p: Path(p.file).stem)
START = 40
"""Letters and digits of a paragraph's beginning that distinguish it from all others."""


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def bare(text: str) -> str:
    """A source text without its tick boxes, squeezed."""
    return squeezed(text.replace("[x]", " ").replace("[ ]", " "))


def split_paper(paper: Source) -> tuple[Document, list[Section]]:
    document = read(CORPUS / paper.file)
    return document, [section for part in split(document) for section in part.sections]


def same_number(printed: str | None, wanted: str) -> bool:
    return printed is not None and printed.strip(".()") == wanted.strip(".()")


@BY_NAME
def test_no_word_is_lost(paper: Source) -> None:
    """Every text and every cell of the source is in some section."""
    document, sections = split_paper(paper)
    held = squeezed(" ".join(document.text[s.span[0] : s.span[1]] for s in sections))
    shown = [b for b in paper.blocks if b.kind not in ("bookmark", "table", "blank")]
    texts = [*(b.text for b in shown), *(c for b in paper.blocks if b.table for row in b.table.rows for c in row)]
    assert [t for t in texts if bare(t) not in held] == []


@BY_NAME
def test_every_numbered_paragraph_is_a_section_of_its_own(paper: Source) -> None:
    """Top-level paragraphs have their own section; deeper ones have one or stay with their parent."""
    document, sections = split_paper(paper)

    def found(block: Block) -> bool:
        holds = [s for s in sections if bare(block.text)[:START] in squeezed(document.text[s.span[0] : s.span[1]])]
        return any(same_number(s.number, block.number) for s in holds) or (block.level > 1 and bool(holds))

    assert [b.number for b in paper.blocks if b.kind == "num" and not found(b)] == []


@BY_NAME
def test_every_heading_is_found(paper: Source) -> None:
    _, sections = split_paper(paper)
    headings = [squeezed((s.number or "") + s.heading) for s in sections]
    wanted = [b.text for b in paper.blocks if b.kind in ("h1", "h2")]
    assert [w for w in wanted if not any(squeezed(w)[:START] in h for h in headings)] == []


def test_a_pack_is_cut_into_its_papers_with_printed_page_numbers() -> None:
    """The Kent pack holds a front sheet and two reports; PDF page 3 is stamped "Page 1"."""
    pack = next(p for p in PAPERS if p.file.endswith("agenda-pack.pdf"))
    document = read(CORPUS / pack.file)
    assert len(split(document)) == 3
    assert [page.label for page in document.pages] == [None, None, "1", "2", "3", "4"]


@BY_NAME
def test_authority_and_date_are_those_of_the_source(paper: Source) -> None:
    """The date in a file's name is the meeting's or the publication's; a parish has no entry in the register."""
    document = read(CORPUS / paper.file)
    first = extract(document, split(document))[0]
    if paper.authority:
        assert first.authority is not None
        assert first.authority.name == paper.authority
    else:
        assert first.authority is None or first.authority.name.startswith("Stoke Ferry")
    dated = re.search(r"\d{4}-\d\d-\d\d", paper.file)
    assert dated is not None
    assert first.date == dated[0]


@pytest.mark.parametrize("year", ["2011", "2013"])
def test_tick_boxes_are_read_in_word_and_pdf(year: str) -> None:
    """Leeds ticks: eligible for call-in yes, exempt no; as Word's own boxes and as glyphs of a symbol font."""
    paper = next(p for p in PAPERS if f"leeds-{year}" in p.file)
    document = read(CORPUS / paper.file)
    first = extract(document, split(document))[0]
    assert (first.call_in, first.exempt) == (True, False)
