"""How a passage is cited: *Leeds City Council, Executive Board, 12 February 2010, para 3.4, p. 7*."""

from __future__ import annotations

import re

from cqa.model import Paper, Passage

_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fixed English names: the locale must not change an answer
_NUMBERED = re.compile(r"\(?[0-9ivxlcdmA-Z]")


def date_in_words(date: str) -> str:
    """``2010-02-12`` as *12 February 2010*, ``2010-02`` as *February 2010*, a year as it is.

    >>> date_in_words("2010-02-12")
    '12 February 2010'
    """
    parts = date.split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, _MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def place(passage: Passage) -> str:
    """Where in the paper: ``para 3.4, p. 7`` with the PDF page when it is not the printed one."""
    where = []
    if passage.number:
        numbered = _NUMBERED.match(passage.number)
        where.append(f"para {passage.number.rstrip('.')}" if numbered and "ppendix" not in passage.number else passage.number)
    elif passage.heading:
        where.append(f"\u2018{passage.heading.strip()[:60]}\u2019")
    label = passage.page_label or str(passage.page)
    where.append(f"p. {label}" + (f" (PDF p. {passage.page})" if label != str(passage.page) else ""))
    return ", ".join(where)


def citation(passage: Passage) -> str:
    """The passage's full citation; what is not known is left out, the title stands in for it."""
    parts = [passage.authority, passage.committees[0] if passage.committees else ""]
    if not all(parts):
        parts.append(f"\u2018{passage.title}\u2019" if passage.title else passage.file.rsplit("/", 1)[-1])
    parts.append(date_in_words(passage.date) if passage.date else "undated")
    return ", ".join([p for p in parts if p] + [place(passage)])


def paper_line(paper: Paper) -> str:
    """A paper in one line: *Leeds City Council, Executive Board, 12 February 2010: title*."""
    parts = [
        paper.authority.name if paper.authority else "authority unknown",
        paper.committees[0] if paper.committees else "",
        date_in_words(paper.date) if paper.date else "undated",
    ]
    return ", ".join(p for p in parts if p) + f": {paper.title or paper.file.rsplit('/', 1)[-1]}"
