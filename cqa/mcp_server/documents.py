"""Papers and sections by id, as resources."""

from __future__ import annotations

from cqa.mcp_server.quotation import named
from cqa.mcp_server.tools import Tools

PAPER = "cqa://papers/{paper}"
SECTION = "cqa://papers/{paper}/sections/{section}"


def paper_text(tools: Tools, paper: str) -> str:
    """Return the citation of a paper and its text, without the parts of it that are exempt."""
    from cqa.catalogue.lookup import find_place, hidden

    with tools.opened() as index:
        place = find_place(index.engine, named(paper))
        canonical, _ = index.engine.text(place.paper.id)
        start, end = place.paper.span
        shown = []
        for first, last in (*sorted(hidden(index.engine, place)), (end, end)):
            shown.append(canonical[start : max(start, min(first, end))])
            start = max(start, last)
        return f"{index.cite(place.paper.id)}\n\n{''.join(shown)}"


def section_text(tools: Tools, paper: str, section: str) -> str:
    """Return the citation of a section and its text."""
    from cqa.cite import cite

    with tools.opened() as index:
        found = cite(index.engine, f"{named(paper)}#{named(section)}")
        return f"{found.text}\n\n{found.quote}"
