"""Papers of which a part is closed: that part is hidden, and nothing else."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from cqa.extract import divide, extract
from cqa.read.plain import read_plain
from cqa.split import passages, split

PAPERS = tomllib.loads((Path(__file__).parent / "exempt_parts.toml").read_text("utf-8"))


def shown(text: str, running: tuple[str, ...] = ()) -> str:
    """Return the words of the open papers that a text with these running headers makes."""
    read = read_plain(text.replace("<page>\n", "\f").encode(), "paper.txt", "0" * 64, "text")
    doc = replace(read, running_lines=running)
    parts, decisions = divide(doc, split(doc))
    papers = extract(doc, parts, decisions=decisions)
    closed = [paper.span for paper in papers if paper.exempt]
    return "\n".join(
        passage.text
        for paper, part in zip(papers, parts, strict=True)
        if not paper.exempt
        for passage in passages(paper, part.sections, doc.text, doc.pages, closed)
    )


@pytest.mark.parametrize("name", PAPERS)
def test_the_closed_part_is_hidden_and_the_rest_is_shown(name: str) -> None:
    words = shown(PAPERS[name])
    assert "Quartz" not in words
    assert "Mill Lane" in words
    assert ("Station Road" in words) == ("Station Road" in PAPERS[name])


def test_a_passage_does_not_run_over_a_closed_part() -> None:
    """Short paragraphs are joined to one passage; those on both sides of a closed appendix are not."""
    words = shown(
        "Anytown Council\nReport to Cabinet\nExempt: No (Appendix A exempt, paragraph 3)\n1. Purpose\n"
        "The library at Mill Lane will open.\nAppendix A\nQuartz Estates has offered two million pounds for it.\n"
        "Appendix B\nThe plan shows Station Road.\n"
    )
    assert "Quartz" not in words
    assert "Station Road" in words
