"""The papers of the sample corpus are what their sources say, say what they are, and read as clean files."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="reportlab (pip install 'cqa[dev]') builds the PDFs of the sample corpus")

from tests.corpus.build import CORPUS, render, sources
from tests.corpus.builder.markup import Source

PAPERS = sources()
LARGEST = 2_000_000
"""Bytes that the whole corpus may take: it travels with every clone."""


def plain(paper: Source) -> str:
    """All words of a paper's source, blanks folded."""
    cells = [cell for b in paper.blocks if b.table for row in b.table.rows for cell in row]
    return " ".join([*(b.text for b in paper.blocks), *cells])


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: Path(p.file).stem)
def test_rebuilding_gives_the_same_bytes(paper: Source) -> None:
    """The files of corpus/ are what the builder makes of the sources; after a change: python -m tests.corpus.build"""
    assert (CORPUS / paper.file).read_bytes() == render(paper)


def test_nothing_else_lies_in_the_corpus() -> None:
    held = {p.relative_to(CORPUS).as_posix() for p in CORPUS.rglob("*") if p.is_file()}
    assert held - {"README.md"} == {paper.file for paper in PAPERS}


def test_the_corpus_has_every_format_and_enough_councils() -> None:
    formats = Counter(Path(p.file).suffix for p in PAPERS)
    assert set(formats) == {".pdf", ".docx", ".html", ".md"}
    assert len(PAPERS) >= 16
    assert len({p.authority for p in PAPERS if p.authority}) >= 8


def test_the_corpus_is_small() -> None:
    assert sum((CORPUS / p.file).stat().st_size for p in PAPERS) < LARGEST


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: Path(p.file).stem)
def test_every_paper_says_that_it_is_a_digest(paper: Source) -> None:
    assert any(b.kind == "notice" for b in paper.blocks)
    assert paper.source in paper.notice


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: Path(p.file).stem)
def test_the_readme_names_every_source(paper: Source) -> None:
    assert f"`{paper.file}`" in (CORPUS / "README.md").read_text(encoding="utf-8")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£%']+", text.lower().replace("’", "'"))


RUN = 14
"""Words in a row that a digest may not share with its source, headers and headings apart."""
FORMULAE = (
    "children who need help and protection children looked after and achieving permanence adoption performance",
    "inspection of services for children in need of help and protection children looked after and care leavers",
    "the impact of leaders on social work practice with children and families the experiences and progress",
    "at the time of preparing the agenda there were no exempt items during any such items which may arise",
    "during these items the meeting is likely to be open to the public",
    "families together teams and multisystemic therapy for child abuse and neglect",
    "children and young people with special educational needs and or disabilities",
    "hertfordshire county council and the nhs hertfordshire and west essex integrated care board",
    "are there implications for equality and diversity and cohesion and integration",
)
"""Names and forms of words that belong to a body or a layout, not to an author."""


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: Path(p.file).stem)
def test_no_sentence_is_copied_from_the_source(paper: Source, shared: Path) -> None:
    """No paragraph of a digest, below its header block, shares a long run of words with the paper that it digests."""
    if importlib.util.find_spec("pypdfium2") is None:
        pytest.skip("pypdfium2 is not here to read the sources")
    known = {tuple(_words(f)[i : i + 6]) for f in FORMULAE for i in range(len(_words(f)) - 5)}
    theirs = _words(" ".join(_read(shared / part.strip()) for part in paper.seed.split(";")))
    runs = {tuple(theirs[i : i + RUN]) for i in range(len(theirs) - RUN + 1)}
    after = [b.kind for b in paper.blocks].index("notice")
    for block in paper.blocks[after:]:
        ours = _words(block.text) if block.kind in ("para", "num", "bullet") else []
        for i in range(len(ours) - RUN + 1):
            run = tuple(ours[i : i + RUN])
            if run in runs and not any(run[j : j + 6] in known for j in range(RUN - 5)):
                pytest.fail(f"copied: {' '.join(run)}")


def _read(path: Path) -> str:
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
