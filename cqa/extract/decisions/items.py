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

LONGEST_MATTER = 400
"""Characters of the title of an amendment or motion, which says in full what is moved."""

FEWEST_WORDS = 2
"""Words of a title before a dash that ends it (``24/00109 - Transfer of staff``)."""

FEWEST_RESTARTS = 2
"""Headings whose paragraphs each start at 1; from this number the headings and not the paragraphs are the items."""

LONGEST_SUB_NUMBER = 4
"""Characters of ``12ab``, a number printed as a heading."""

DEEPEST = 12
"""Sections above one another that are searched."""

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
    _unnumbered(text, sections, owners)
    _carried_on(sections, owners)
    _lists_inside(text, sections, owners)
    _plain_inside(sections, owners)
    _applications_inside(text, sections, owners)
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


def _unnumbered(text: str, sections: Sequence[Section], owners: list[int | None]) -> None:
    """Make paragraphs that begin with a title items where nothing else is: their numbers were saved elsewhere."""
    if any(owner is not None for owner in owners):
        return
    for k, section in enumerate(sections):
        words = text[slice(*_title(text, section))] if section.kind == "para" else ""
        if RULES.find("title of a paragraph", words) is not None and not vocabulary.is_sentence(words):
            owners[k] = k


def _carried_on(sections: Sequence[Section], owners: list[int | None]) -> None:
    """Give what belongs to no other item to the item before it: *Minutes:* printed as large as the item's title."""
    for k in range(1, len(owners)):
        if owners[k] is None and sections[k].kind not in ("front", "appendix", "footnote"):
            owners[k] = owners[k - 1]


def _plain_inside(sections: Sequence[Section], owners: list[int | None]) -> None:
    """Give items ``1.`` and ``2.`` to the item before them where items are numbered by the year (``24/14``)."""
    dated = {k for k in owners if k is not None and "/" in (sections[k].number or "")}
    if len(dated) < FEWEST_RESTARTS:
        return
    above: int | None = None
    for k, owner in enumerate(owners):
        if owner in dated:
            above = owner
        elif owner is not None and above is not None and (sections[owner].number or "").strip(".").isdigit():
            owners[k] = above


def _applications_inside(text: str, sections: Sequence[Section], owners: list[int | None]) -> None:
    """Make each planning application under a heading an item, with all that follows it there."""
    above: int | None = None
    own: int | None = None
    for k, owner in enumerate(owners):
        if owner is None or owner != above:
            above, own = owner, None
        if owner not in (None, k) and sections[k].kind in ("item", "para", "heading"):
            line, _, more = text[words_start(text, sections[k]) : sections[k].span[1]].partition("\n")
            alone = bool(sections[k].number) or not more.strip()
            short = alone and len(line) < LONGEST_TITLE and not vocabulary.is_sentence(line)
            own = k if (short and is_application(line)) or _is_matter(text, sections[k]) else own
        if own is not None:
            owners[k] = own


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
    marked = next((a for a, b in itertools.pairwise(chain) if _sub_number(sections, b) and _heads(sections[a])), None)
    if marked is not None:
        return marked
    headings = [i for i in chain if _heads(sections[i])]
    paragraphs = [i for i in chain if _is_paragraph(sections[i])]
    titled = next((i for i in paragraphs if _titled(text, sections[i])), None)
    numbered = next((i for i in headings if sections[i].number), None)
    if numbered is not None:  # "10.4 Land at Mill Lane" under the heading "10 Planning" is an item, too
        inside = titled is not None and "." in (sections[titled].number or "").strip(".")
        return titled if inside else numbered
    above = next((i for i in headings if i in restarting), None)
    outermost = paragraphs[-1] if paragraphs else None
    return next((i for i in (above, titled, outermost, *headings) if i is not None), None)


def _heads(section: Section) -> bool:
    """Return whether a section is a heading that names an item. With a number *Minutes* does."""
    if section.kind not in ("heading", "appendix"):
        return False
    name = section.heading.lower().strip(" *_.:-\u2013\u2014")
    numbered = section.number is not None and name in vocabulary.words("numbered_item")
    return numbered or _names(section.heading)


def _is_paragraph(section: Section) -> bool:
    """Return whether a section is a numbered paragraph, or a list item that may be an item of the agenda."""
    number = section.number or ""
    listed = bool(section.heading) and RULES.find("only numbers", section.heading) is None
    own = section.kind == "para" or (section.kind == "item" and (listed or "." in number.strip(".")))
    return bool(number) and own


def _sub_number(sections: Sequence[Section], k: int) -> bool:
    """Return whether a heading is only the number of what comes below it: ``4a`` in item 4."""
    heading = sections[k].heading if sections[k].kind == "heading" and sections[k].number is None else ""
    return len(heading) <= LONGEST_SUB_NUMBER and RULES["sub-number"].match(heading) is not None


@lru_cache(maxsize=4096)
def _names(heading: str) -> bool:
    """Return whether a heading says what its item is about, and not which part follows (*Decision*, *Reasons*)."""
    words = " ".join(heading.lower().strip(" *_.:;-\u2013").split())
    exact, beginnings = vocabulary.parts_of_items()
    bare = len(words) <= LONGEST_SUB_NUMBER and RULES["sub-number"].match(words) is not None
    bare = bare or RULES.find("only numbers", words) is not None
    label, colon, _ = words.partition(":")
    filled = bool(colon) and vocabulary.labels().get(label.strip(" ?"), "subject") not in ("subject", "number")
    return bool(words) and words not in exact and not words.startswith(beginnings) and not bare and not filled


def _titled(text: str, section: Section) -> bool:
    """Return whether a numbered paragraph begins with a title, and not with a sentence."""
    words = text[slice(*_title(text, section))]
    if section.heading:
        return not vocabulary.is_sentence(section.heading)
    begins = words[:1].isupper() or is_application(words)
    return begins and len(words) < LONGEST_TITLE and (is_application(words) or not vocabulary.is_sentence(words))


def is_application(words: str) -> bool:
    """Return whether a title begins with the number of a planning application, after which *Proposed* moves nothing."""
    return RULES.find("application", words) is not None


def _is_matter(text: str, section: Section) -> bool:
    """Return whether a paragraph in bold is the title of a numbered matter: ``**Amendment No. 6: …**``."""
    words = text[slice(*section.span)].strip()
    bold = words.startswith("**") and words.endswith("**") and len(words) < LONGEST_MATTER
    return (bold or section.kind == "heading") and RULES.find("numbered matter", words) is not None


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
    if len(text[start:end].split()) > 1 and not is_application(text[start:last]):
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
        span = section.span if _is_matter(text, section) else _title(text, section)
        return Item(section.number, _without_file(" ".join(text[slice(*span)].replace("**", "").split())), span, at)
    below = sections[head + 1] if head + 1 < len(sections) and section.number is None else None
    printed = _plain(section.number) or agenda_number(section.heading) or _printed(section.heading)
    if printed is None and below is not None and below.kind == "para":
        printed = agenda_number(text[slice(*below.span)]) if text[below.span[0]] == "(" else None
    if printed is None and section.parent is not None and _sub_number(sections, section.parent):
        printed = sections[section.parent].heading
    title = section.heading.removeprefix(section.number or "").lstrip(" .:-\u2013\u2014") or section.heading
    return Item(printed, _without_file(title), section.span, at)


def _without_file(heading: str) -> str:
    """Return a title without the name of the file next to it: *Minutes pdf icon PDF 70 KB*."""
    file = RULES.find("file next to it", heading)
    return (heading[: file.start()] if file else heading).rstrip(" -\u2013\u2014")


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
