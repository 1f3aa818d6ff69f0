"""The agenda items of a paper: which sections belong to which item, and what it is called."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cqa.extract.decisions import vocabulary, votes
from cqa.model import Section, Span
from cqa.text.rules import Rules

LONGEST_TITLE = 160
"""Characters of a title that is taken from the text of a numbered paragraph."""

FEWEST_WORDS = 2
"""Words of a title before a dash that ends it (``24/00109 - Transfer of staff``)."""

FEWEST_RESTARTS = 2
"""Headings whose paragraphs each start at 1, from which on the headings and not the paragraphs are the items."""

DEEPEST = 12
"""Sections above one another that are looked at."""

RULES = Rules(__file__)


class Item(NamedTuple):
    """An agenda item: its number as printed, its title with its span, the indices of its sections."""

    number: str | None
    title: str
    span: Span | None
    sections: tuple[int, ...]


def items(text: str, sections: Sequence[Section]) -> Iterator[Item]:
    """Yield the items in reading order; what comes under no heading makes an item without title."""
    heads = _restarting(sections)
    owners = [_item_of(text, sections, k, heads) for k in range(len(sections))]
    _lists_inside(text, sections, owners)
    _rolls_inside(text, sections, owners)
    for head, group in itertools.groupby(range(len(sections)), key=owners.__getitem__):
        yield _item(text, sections, head, tuple(group))


def _lists_inside(text: str, sections: Sequence[Section], owners: list[int | None]) -> None:
    """Give numbered sentences that begin at 1 again to the titled item before them: ``6. It was noted …`` in item 9."""
    titled: int | None = None
    for k, owner in enumerate(owners):
        if owner is None or not (sections[owner].number or "").isdigit():
            continue
        section = sections[owner]
        if section.kind != "para" or _titled(text, section):
            titled = owner
        elif titled is not None and int(section.number or 0) <= int(sections[titled].number or 0):
            owners[k] = titled


def _rolls_inside(text: str, sections: Sequence[Section], owners: list[int | None]) -> None:
    """Give the names below *For* and *Against*, and what follows them, to the item before them."""
    for k in range(1, len(sections)):
        head = k if sections[k].kind == "heading" else sections[k].parent
        if head is not None and 0 < head <= k and votes.side(text, *sections[head].span) is not None:
            owners[k] = owners[k - 1]


def agenda_number(words: str) -> str | None:
    """Return the number in ``(Item 5)`` or at the end of ``Petition debate (agenda item 8)``.

    >>> agenda_number("Petition debate (agenda item 8)")
    '8'
    """
    low = words.rpartition("(")[2].lower().strip(" )*_.:").removeprefix("agenda ")
    number = low.removeprefix("item ").removeprefix("no").strip(" .") if low.startswith("item ") else ""
    return number if number[:1].isdigit() and len(number) <= 4 and number.isalnum() else None


def _restarting(sections: Sequence[Section]) -> frozenset[int]:
    """Return the headings without a number whose numbered paragraphs each begin at 1; none where only one does."""
    first: dict[int, str] = {}
    for s in sections:
        if s.kind == "para" and s.number and s.parent is not None and sections[s.parent].kind == "heading":
            first.setdefault(s.parent, s.number)
    found = [k for k, number in first.items() if number.strip("().") == "1" and sections[k].number is None]
    return frozenset(found if len(found) >= FEWEST_RESTARTS else ())


def _item_of(text: str, sections: Sequence[Section], k: int, restarting: frozenset[int]) -> int | None:
    """Return the index of the section that names the item of section ``k``.

    That is the innermost numbered heading above it, else the innermost numbered paragraph with a title, else the
    innermost heading that is about something.
    """
    chain: list[int] = []
    at: int | None = k
    while at is not None and len(chain) < DEEPEST:
        chain.append(at)
        parent = sections[at].parent
        at = parent if parent is not None and 0 <= parent < at else None
    headings = [i for i in chain if sections[i].kind in ("heading", "appendix") and _names(sections[i].heading)]
    paragraphs = [i for i in chain if sections[i].kind == "para" and sections[i].number]
    titled = next((i for i in paragraphs if _titled(text, sections[i])), None)
    numbered = next((i for i in headings if sections[i].number), None)
    if numbered is not None:  # "10.4 Land at Mill Lane" under the heading "10 Planning" is an item of its own
        inside = titled is not None and (sections[titled].number or "").startswith(f"{sections[numbered].number}.")
        return titled if inside else numbered
    above = next((i for i in headings if i in restarting), None)
    outermost = paragraphs[-1] if paragraphs else None
    return next((i for i in (above, titled, outermost, *headings) if i is not None), None)


@lru_cache(maxsize=4096)
def _names(heading: str) -> bool:
    """Return whether a heading says what its item is about, and not which part follows (*Decision*, *Reasons*)."""
    words = " ".join(heading.lower().strip(" *_.:;-\u2013").split())
    exact, beginnings = vocabulary.parts_of_items()
    return bool(words) and words not in exact and not words.startswith(beginnings)


def _titled(text: str, section: Section) -> bool:
    """Return whether a numbered paragraph begins with a title, and not with a sentence."""
    words = text[slice(*_title(text, section))]
    if section.heading:
        return True
    begins = words[:1].isupper() or "/" in words[:9]  # a planning application has its number first
    return begins and len(words) < LONGEST_TITLE and not vocabulary.is_sentence(words)


def _title(text: str, section: Section) -> Span:
    """Return where the title of a numbered paragraph is: words in capitals, else up to a stop."""
    start, last = words_start(text, section), section.span[1]
    if section.heading:  # it runs into its paragraph, from which a line end parts it
        line = text.find("\n", start, last)
        return start, line if line >= 0 else last
    last = min(last, start + LONGEST_TITLE)
    end = start
    for word in text[start:last].split():
        if not word.isupper() and any(map(str.isalpha, word)):
            break
        end = text.find(word, end) + len(word)
    if len(text[start:end].split()) > 1:
        return start, end
    for stop in RULES["title ends"].finditer(text, start, last):
        words = sum(map(str.isalpha, text[start : stop.start()].split()))
        if stop[0].strip() != "-" or words >= FEWEST_WORDS:
            return start, stop.start()
    return start, last


def _item(text: str, sections: Sequence[Section], head: int | None, at: tuple[int, ...]) -> Item:
    if head is None:
        return Item(None, "", None, at)
    section = sections[head]
    if section.kind not in ("heading", "appendix"):
        span = _title(text, section)
        return Item(section.number, " ".join(text[slice(*span)].split()), span, at)
    below = sections[head + 1] if head + 1 < len(sections) and section.number is None else None
    printed = _plain(section.number) or agenda_number(section.heading) or _printed(section.heading)
    if printed is None and below is not None and below.kind == "para":
        printed = agenda_number(text[slice(*below.span)]) if text[below.span[0]] == "(" else None
    return Item(printed, section.heading, section.span, at)


def _plain(number: str | None) -> str | None:
    """Return the number of ``Item 4``, any other as printed."""
    words = (number or "").split()
    return words[-1] if len(words) > 1 and words[-2].lower() == "item" else number


def _printed(heading: str) -> str | None:
    """Return the number of ``Item 4: School places``."""
    return agenda_number(heading.partition(":")[0].partition(" - ")[0])


def words_start(text: str, section: Section) -> int:
    """Return the offset of the first word of a section, after bullet and number."""
    a, b = section.span
    if section.number:
        at = text.find(section.number, a, min(b, a + len(section.number) + 12))
        if at >= 0:
            a = at + len(section.number)
    while a < b and (text[a].isspace() or text[a] in "\\.):*_-\u2013\u2022"):
        a += 1
    return a
