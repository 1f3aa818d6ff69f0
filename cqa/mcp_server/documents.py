"""Papers and sections by id, as resources."""

from __future__ import annotations

from cqa.mcp_server.quotation import named
from cqa.mcp_server.tools import Tools

PAPER = "cqa://papers/{paper}"
SECTION = "cqa://papers/{paper}/sections/{section}"


def paper_text(tools: Tools, paper: str) -> str:
    """Return the citation of a paper and its text."""
    with tools.opened() as index:
        found = index.paper(named(paper))
        canonical, _ = index.engine.text(found.id)
        return f"{index.cite(found.id)}\n\n{canonical[slice(*found.span)]}"


def section_text(tools: Tools, paper: str, section: str) -> str:
    """Return the citation of a section and its text."""
    from cqa.cite import cite

    with tools.opened() as index:
        found = cite(index.engine, f"{named(paper)}#{named(section)}")
        return f"{found.text}\n\n{found.quote}"
