"""How a passage is cited: *Leeds City Council, Executive Board, ‘Annual report’, 12 February 2010, para 3.4, p. 7*.

The title is always there: several papers go to one meeting, and paragraph 3.4 is in most of them.
"""

from __future__ import annotations

from cqa.model import Page, Paper, Passage, Section
from cqa.text.for_people import date_in_words, shortened
from cqa.text.pattern import pattern

TITLE_LONGEST = 100
"""Characters of a title in a citation: of 187 sample papers, no two of one meeting have the same beginning so long."""

HEADING_LONGEST = 60
"""Characters of a heading that a citation uses without a paragraph number."""

_NUMBERED = pattern(r"\(?[0-9ivxlcdmA-Z]")


def place(number: str | None, heading: str, page: int, label: str | None) -> str:
    """Return where in a paper: ``para 3.4, p. 7``, with the PDF page when it is not the printed one.

    >>> place("3.4", "", 9, "7"), place(None, "Scope", 2, None)
    ('para 3.4, p. 7 (PDF p. 9)', '‘Scope’, p. 2')
    """
    where = []
    if number:
        is_para = _NUMBERED.match(number) and "ppendix" not in number
        where.append(f"para {number.rstrip('.')}" if is_para else number)
    elif heading:
        where.append(f"\u2018{shortened(heading, HEADING_LONGEST)}\u2019")
    printed = label or str(page)
    where.append(f"p. {printed}" + (f" (PDF p. {page})" if printed != str(page) else ""))
    return ", ".join(where)


def citation(passage: Passage) -> str:
    """Return the passage's full citation; what is not known is left out."""
    committee = passage.committees[0] if passage.committees else ""
    title = passage.title or passage.file.rsplit("/", 1)[-1]
    at = place(passage.number, passage.heading, passage.page, passage.page_label)
    return f"{_whose(passage.authority, committee, passage.date, title)}, {at}"


def section_citation(paper: Paper, section: Section, page: Page) -> str:
    """Return the citation of a section of a paper, which begins on ``page``."""
    authority = paper.authority.name if paper.authority else ""
    committee = paper.committees[0] if paper.committees else ""
    whose = _whose(authority, committee, paper.date or "", paper.title or paper.file.rsplit("/", 1)[-1])
    return f"{whose}, {place(section.number, section.heading, page.number, page.label)}"


def paper_line(paper: Paper) -> str:
    """Return a paper in one line: *Leeds City Council, Executive Board, 12 February 2010: title*."""
    parts = [
        paper.authority.name if paper.authority else "authority unknown",
        paper.committees[0] if paper.committees else "",
        date_in_words(paper.date) if paper.date else "undated",
    ]
    return ", ".join(p for p in parts if p) + f": {paper.title or paper.file.rsplit('/', 1)[-1]}"


def _whose(authority: str, committee: str, date: str, title: str) -> str:
    known = [authority, committee, f"\u2018{shortened(title, TITLE_LONGEST)}\u2019"]
    return ", ".join([p for p in known if p] + [date_in_words(date) if date else "undated"])
