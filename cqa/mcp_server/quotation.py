"""What makes a result quotable: its citation, its address, its span, and whether its words are those of the paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from cqa.errors import UnknownPaper
from cqa.index import Index


def permalink(paper: str, section: str | None = None) -> str:
    """Return the address of a paper or a section as a resource of the server.

    >>> permalink("99a19c839c39", "s3")
    'cqa://papers/99a19c839c39/sections/s3'
    """
    own = f"cqa://papers/{quote(paper, safe='')}"
    return f"{own}/sections/{quote(section, safe='')}" if section else own


def named(part: str) -> str:
    """Return the name in one part of a permalink."""
    return unquote(part)


def of_passage(index: Index, record: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON of a passage, which has its citation, with its address and the check of its words."""
    section = record["id"].partition("#")[2].partition(".")[0]
    return record | proof(index, record["paper"], section, record["span"], record["text"])


def cited(index: Index, record: dict[str, Any], text: str, span: list[int]) -> dict[str, Any]:
    """Return the JSON of a decision or a judgement with its citation, its address and the check of its words."""
    paper, section = record["paper"], record["section"]
    return record | {"citation": citation(index, paper, section)} | proof(index, paper, section, span, text)


def citation(index: Index, paper: str, section: str | None) -> str:
    """Return the citation of a section; of its paper where the section is not known."""
    try:
        return index.cite(f"{paper}#{section}" if section else paper)
    except UnknownPaper:
        return index.cite(paper)


def proof(index: Index, paper: str, section: str | None, span: list[int], text: str) -> dict[str, Any]:
    """Return the address of some words, and ``verbatim``: they were compared with the text of the paper now."""
    canonical, _ = index.engine.text(paper)
    source = index.paper(paper).source
    return {
        "permalink": permalink(paper, section or None),
        "address": source,
        "verbatim": canonical[slice(*span)] == text,
    }
