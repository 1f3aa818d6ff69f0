"""Numbered or neighbouring parts of the same paper that a sentence calls closed: *Paragraph 3 below is exempt*.

A paragraph of the Schedule is named in the same words, so the number must be the subject of the sentence (*Paragraph 3
below is exempt*), or be one that no Schedule has (*Exempt information: paragraph 4.2*).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cqa.extract.exemption.closing import Closing, closings
from cqa.extract.exemption.lexicon import TaggedTerm, tagged
from cqa.extract.exemption.reading import says_closed
from cqa.extract.exemption.subject import of_this_paper

NumberRange = tuple[tuple[int, ...], tuple[int, ...]]
"""The lowest and the highest number that a sentence names, as tuples: ``(4, 2)`` for 4.2."""


class NamedParts(NamedTuple):
    """What a sentence calls closed: ranges of numbers, or the part next to the sentence."""

    numbers: tuple[NumberRange, ...] = ()
    neighbour: Literal["below", "above"] | None = None
    captioned: bool = False
    """Whether the numbers are those of tables, which have captions."""


_LAW = frozenset({"virtue", "by_virtue", "law", "act", "second_hand"})
_LINKS = frozenset(
    {"glue", "verb", "adjective", "contain", "between", "this", "the_paper", "own_place", "held", "content_noun"}
)
_LEADS = _LINKS | {"inside", "noun"}
_JOINS = frozenset({",", "and", "&", "or", "to", "-", ".", ":"})
_NAMES = frozenset({"numbered_part", "captioned_part"})


def named_parts(text: str) -> NamedParts | None:
    """Return the parts of its paper that a text in its normal form calls closed; None where it names none.

    >>> named_parts("paragraphs 3 and 4.2 below are exempt").numbers
    (((3,), (3,)), ((4, 2), (4, 2)))
    >>> named_parts("exempt information: paragraph 4.2").numbers, named_parts("exempt information: paragraph 3")
    ((((4, 2), (4, 2)),), None)
    >>> named_parts("the table below is not for publication").neighbour
    'below'
    """
    tokens = tagged(text)
    if text.endswith("?") or not any(token.tags & (_NAMES | {"part_below", "part_above"}) for token in tokens):
        return None
    every = closings(tokens)
    for closing in every:
        if says_closed(tokens, closing, every) and not _whole_paper(tokens):
            found = _subject(tokens, closing) or _label(tokens, closing)
            if found is not None:
                return found
    return None


def _whole_paper(tokens: Sequence[TaggedTerm]) -> bool:
    """Return whether a text also speaks of the whole paper: *This report is exempt, as paragraph 3 below shows*."""
    for k, token in enumerate(tokens):
        qualifies = k > 0 and tokens[k - 1].text in ("of", "in", "to", "within", "-")
        says_less = any(t.tags & {"contain", "open"} for t in tokens[k + 1 : k + 3])
        if of_this_paper(token) and not (qualifies or says_less or token.text == "this is"):
            return True
    return False


def _subject(tokens: Sequence[TaggedTerm], closing: Closing) -> NamedParts | None:
    """Return the parts that are the subject of a closing."""
    for k in range(closing.start - 1, -1, -1):
        token = tokens[k]
        if token.text in (";", "."):
            return None
        if token.tags & {"part_below", "part_above"}:
            direct = all(t.tags & _LINKS or t.separates or t.text == "which" for t in tokens[k + 1 : closing.start])
            neighbour: Literal["below", "above"] = "below" if "part_below" in token.tags else "above"
            return NamedParts(neighbour=neighbour) if direct and not _of_another(tokens[:k]) else None
        if not token.tags & _NAMES:
            continue
        numbers, after = _numbers(tokens, k + 1)
        rest = tokens[after : closing.start]
        if not numbers or _of_another(tokens[:k]) or any(t.tags & _LAW for t in rest):
            return None
        says = any(t.tags & {"verb", "contain"} for t in rest) or _own(tokens, after) or _decimal(numbers)
        linked = all(t.tags & _LINKS or t.separates or t.text in ("which", "that") for t in rest)
        return NamedParts(numbers, captioned="captioned_part" in token.tags) if says and linked else None
    return None


def _label(tokens: Sequence[TaggedTerm], closing: Closing) -> NamedParts | None:
    """Return the parts that follow a closing: *Exempt information is contained in section 4 of this report*."""
    begins = closing.after - 1 if closing.nouns and tagged(closing.nouns[-1])[0].tags & _NAMES else closing.after
    for k in range(begins, len(tokens)):
        token = tokens[k]
        if token.tags & _NAMES:
            numbers, after = _numbers(tokens, k + 1)
            own = _decimal(numbers) or _own(tokens, after) or "para" not in token.tags
            sure = numbers and own and not _of_law(tokens, after)
            return NamedParts(numbers, captioned="captioned_part" in token.tags) if sure else None
        if token.tags & _LAW or not (
            token.tags & (_LINKS | {"inside", "noun"}) or token.text in (":", "-", "at", "see")
        ):
            return None
    return None


def _of_another(before: Sequence[TaggedTerm]) -> bool:
    """Return whether what precedes a number names the law, an appendix or another paper."""
    return any(token.tags & (_LAW | {"part_noun", "elsewhere"}) for token in before)


def _own(tokens: Sequence[TaggedTerm], at: int) -> bool:
    """Return whether *below*, *of this report* or the like follows a number."""
    after = tokens[at : at + 2]
    if not after:
        return False
    of_this = (
        len(after) > 1 and after[0].text in ("of", "in", "-", "to") and bool(after[1].tags & {"this", "the_paper"})
    )
    return "own_place" in after[0].tags or of_this


def _of_law(tokens: Sequence[TaggedTerm], at: int) -> bool:
    return any(token.tags & _LAW or token.text == "part" for token in tokens[at : at + 3])


def _decimal(numbers: Sequence[NumberRange]) -> bool:
    return all(len(low) > 1 for low, _ in numbers)


def _numbers(tokens: Sequence[TaggedTerm], at: int) -> tuple[tuple[NumberRange, ...], int]:
    """Return the numbers at a place, with ranges, and where they end."""
    found: list[NumberRange] = []
    ranged = False
    end = at
    while at < len(tokens):
        text = tokens[at].text
        if text.replace(".", "").isdigit():
            number = tuple(map(int, text.split(".")))
            if ranged and found:
                found[-1] = (found[-1][0], number)
            else:
                found.append((number, number))
            ranged, end = False, at + 1
        elif text in _JOINS or tokens[at].tags & _NAMES:
            ranged = ranged or text in ("to", "-")
        elif text not in ("numbers", "number", "nos", "no"):
            break
        at += 1
    return tuple(found), end
