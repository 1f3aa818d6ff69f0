"""What is hidden as exempt and by which words, for those who confirm or lift it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cqa.model import Paper
from cqa.show.safe import one_line
from cqa.show.terminal import table


class HiddenPaper(NamedTuple):
    """A paper, or a part of one, that is hidden: the words, where they are, and the rule that knew them."""

    id: str
    file: str
    title: str
    part: bool
    words: str
    place: str
    rule: str
    paragraphs: tuple[str, ...]


def hidden_papers(papers: Sequence[Paper], pages: dict[str, tuple[int, ...]]) -> list[HiddenPaper]:
    """Return the exempt papers in order of file and place, with those that were given as open though they have a mark.

    ``pages`` are the page starts of each file, in characters.
    """
    rows = []
    for paper in sorted(papers, key=lambda p: (p.file, p.span)):
        finding = next((f for name, f in paper.findings if name == "exempt"), None)
        if not paper.exempt and finding is None:
            continue
        starts = pages.get(paper.file, ())
        page = sum(start <= finding.span[0] for start in starts) if finding and finding.span else 0
        place = f"page {page}" if page else "running header or footer, or given"
        rows.append(
            HiddenPaper(
                paper.id,
                paper.file,
                paper.title,
                paper.exempt and paper.title.endswith("(exempt part)"),
                finding.value if finding else "",
                place,
                finding.rule if finding else "",
                paper.exempt_paragraphs,
            )
        )
    return rows


def text(rows: Sequence[HiddenPaper]) -> str:
    """Return the list for a terminal."""
    if not rows:
        return "Nothing is hidden as exempt."
    shown = [
        (
            r.id,
            "part" if r.part else "open, lifted" if r.rule == "given: open" else "whole",
            one_line(r.words),
            r.place,
            one_line(r.file),
        )
        for r in rows
    ]
    return table(("id", "hidden", "words", "place", "file"), shown)
