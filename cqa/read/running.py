"""Lines that run at the head or foot of the pages of a document, by repetition and place, and what is none of them.

A line that recurs at the edge of pages is a running header only if it does not carry the paper's own content: figures
that differ from page to page, recommendations, the label of an application and its value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

EDGE = 4
"""Lines at each end of a page that may be a running header or footer."""

LEAST_PAGES = 3
"""Pages on which a line must recur to be a running header or footer."""

NUMBER = re.compile(r"\d+")

LABELLED = re.compile(
    r"(?:(?:the |proposed |officers?['’]?s? |committee['’]?s? )?(?:recommendation|decision|outcome|resolution|"
    r"application|reference|case|file|ward|parish|division|electoral division|proposal|development|site|location|"
    r"address|applicant|agent|objection|representation|support|comment|vote|grade|judgement|rating|score)s?\b)"
    r"[\w /.()-]{0,24}[:–-]\s*\S",
    re.IGNORECASE,
)
"""``Ward: Abbey``, ``Officer recommendation: approve``: a field of the paper's own, though its value recur."""

OUTCOME = re.compile(
    r"(?:recommend\w*|resolved)\b.{0,40}\b(?:approv|refus|grant|permi|defer|reject|delegat|agre|note|adopt)\w*",
    re.IGNORECASE,
)
"""``RECOMMENDED FOR REFUSAL``."""

REFERENCE = re.compile(
    r"(?<![\d/])\d{2,4}/\d{4,6}(?![\d/])|\b\d{4,6}/[A-Z]{2,4}\b|\b[A-Z]{1,4}/\d{2,4}/\d{2,5}\b", re.IGNORECASE
)
"""``24/00093/FUL``: the number of an application. Of two pages with two such numbers each has its own."""

SPOKEN = re.compile(
    r"(?:(?:the )?(?:mr|mrs|ms|madam|councillor|cllr|mayor|deputy|lord|acting|your|chair|speaker|clerk)\b\.?\s?){1,3}"
    r"[\w’'. -]{0,30}:\s+\S",
    re.IGNORECASE,
)
"""``Mr. Speaker: Mayor Katz.``: a turn of speech in a verbatim record, which recurs at the edge of many pages."""

EXEMPT = re.compile(
    r"\bnot for publication\b|\bexempt (?:information|report|appendix|item|from publication)\b|^(?:strictly )?"
    r"(?:private and )?confidential\b|^exempt$",
    re.IGNORECASE,
)
"""A line that keeps a paper from the public: its first copy stays, at whatever edge."""


class _Edge(NamedTuple):
    """A line near an edge: ``page`` and ``place`` in it, ``key`` its text without digits, ``numbers`` those digits."""

    page: int
    place: int
    text: str
    key: str
    numbers: tuple[int, ...]


def is_exempt_mark(text: str) -> bool:
    """Return whether a running line says that the paper is not for the public."""
    return EXEMPT.search(text) is not None


def is_content(text: str) -> bool:
    """Return whether a line is content wherever it is: a field of an application, or a recommendation."""
    return LABELLED.match(text) is not None or OUTCOME.search(text) is not None or SPOKEN.match(text) is not None


class NumberedLine(Protocol):
    """A line with the number of its page and the numbers in it."""

    @property
    def page(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def numbers(self) -> tuple[int, ...]: ...


N = TypeVar("N", bound=NumberedLine)


def alike(edge: N, others: Iterable[N]) -> list[N]:
    """Return those of `others` whose numbers are the same as of `edge`, or go up by the pages between them.

    The numbers of applications do neither by chance: they must be the same.
    """
    mine, page = edge.numbers, edge.page
    if REFERENCE.search(edge.text):
        return [other for other in others if other.numbers == mine or _same_references(edge, other)]
    return [other for other in others if other.numbers == mine or _counts_on(mine, other.numbers, other.page - page)]


def _same_references(edge: NumberedLine, other: NumberedLine) -> bool:
    same = REFERENCE.findall(edge.text) == REFERENCE.findall(other.text)
    return same and _counts_on(edge.numbers, other.numbers, other.page - edge.page)


def _counts_on(mine: tuple[int, ...], others: tuple[int, ...], pages: int) -> bool:
    for own, other in zip(mine, others, strict=False):  # noqa: SIM110 - runs for every pair of pages
        if own not in (other, other - pages):
            return False
    return True


def running_blocks(pages: list[list[str]]) -> list[set[int]]:
    """Return for each page (its lines in order) the places of the lines that repeat on other pages.

    Numbers may differ where they count on with the pages. Lines are taken from the edge inwards, up to the first that
    does not repeat.
    """
    by_key: dict[str, list[_Edge]] = defaultdict(list)
    for number, page in enumerate(pages):
        for place in _edges(len(page)):
            edge = _edge(number, place, page[place])
            by_key[edge.key].append(edge)
    least = max(LEAST_PAGES, len(pages) // 4)
    running = {(edge.page, edge.place) for group in by_key.values() for edge in group if _repeats(edge, group, least)}
    return [_peeled(number, len(page), running) for number, page in enumerate(pages)]


def _edge(page: int, place: int, text: str) -> _Edge:
    text = text.lower().strip()
    return _Edge(page, place, text, _key(text), tuple(map(int, NUMBER.findall(text))))


def _repeats(edge: _Edge, group: list[_Edge], least: int) -> bool:
    if len(group) < least or is_content(edge.text):
        return False
    return len({other.page for other in alike(edge, group)}) >= least


def _peeled(page: int, count: int, running: set[tuple[int, int]]) -> set[int]:
    top = _run(page, range(min(EDGE, count)), running)
    return top | _run(page, range(count - 1, max(-1, count - EDGE - 1), -1), running)


def _run(page: int, places: range, running: set[tuple[int, int]]) -> set[int]:
    found: set[int] = set()
    for place in places:
        if (page, place) not in running:
            break
        found.add(place)
    return found


def _edges(count: int) -> set[int]:
    return {*range(min(EDGE, count)), *range(max(0, count - EDGE), count)}


def _key(text: str) -> str:
    """Return the line without digits and without regard to the order of a table row's cells (headers alternate)."""
    cells = sorted(cell.strip() for cell in NUMBER.sub("#", text).split("\t") if cell.strip())
    return "\t".join(cells)
