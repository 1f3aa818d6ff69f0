"""How a paragraph is cited: ``3.2(i)``, ``291(27)(c)``, ``Appendix B``. The one place that joins numbers."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.model import Section
from cqa.split.headings.outline import PARAGRAPH_LEVEL

FARTHEST = 16
"""Sections to look back and ahead for the neighbours of a lost number."""

MOST_ABOVE = 6
"""Levels of lists that a citation may climb."""


def citation_number(sections: Sequence[Section], index: int) -> str | None:
    """Return the number to cite section ``index`` by, with the numbers above it that it needs; None when it has none.

    A full number (``3.4``, ``12``, ``Appendix B``) is cited alone; a lettered or bracketed item goes after the
    paragraph that holds it. A paragraph without a number under a numbered heading that has no numbered
    paragraphs (minutes: ``286. Apologies for absence``) is cited by the heading's number.
    """
    section = sections[index]
    number = section.number or _lost_number(sections, index)
    parent = _parent(sections, index)
    if number is None:
        if section.kind not in ("para", "item", "table") or parent is None:
            return None
        above = sections[parent]
        if above.kind in ("para", "item"):
            return citation_number(sections, parent)
        return _alone(sections, parent)
    label = number
    at, steps = index, 0
    while _partial(sections[at].number or "") and steps < MOST_ABOVE:
        up = _parent(sections, at)
        if up is None:
            break
        at, steps = up, steps + 1
        above_number = sections[at].number or _lost_number(sections, at)
        if above_number is None or not _citable(sections[at], sections, index):
            if sections[at].kind in ("para", "item") and above_number is None:
                continue
            break
        label = above_number + label if label.startswith("(") else f"{above_number}({label})"
    return label


def _lost_number(sections: Sequence[Section], index: int) -> str | None:
    """Return the number of a paragraph that was lost in print but is certain: exactly one is between 2 and 4."""
    if sections[index].kind != "para" or sections[index].level != PARAGRAPH_LEVEL:
        return None
    before, skipped = _neighbour(sections, index, -1)
    after, more = _neighbour(sections, index, 1)
    if before is None or after is None or skipped or more:
        return None
    head, _, last = before.rpartition(".")
    other, _, following = after.rpartition(".")
    if head != other or not last.isdigit() or not following.isdigit() or int(following) - int(last) != 2:
        return None
    return f"{head}.{int(last) + 1}" if head else str(int(last) + 1)


def _neighbour(sections: Sequence[Section], index: int, step: int) -> tuple[str | None, int]:
    """Return the number of the nearest numbered paragraph in one direction, and the unnumbered ones before it."""
    skipped = 0
    for k in range(index + step, index + FARTHEST * step, step):
        if not 0 <= k < len(sections):
            break
        s = sections[k]
        if s.kind == "para" and s.level == PARAGRAPH_LEVEL:
            if s.number is not None:
                return s.number, skipped
            skipped += 1
    return None, skipped


def _parent(sections: Sequence[Section], index: int) -> int | None:
    parent = sections[index].parent
    return parent if parent is not None and 0 <= parent < index else None


def _partial(number: str) -> bool:
    return number.startswith("(") or number.isalpha()


def _citable(above: Section, sections: Sequence[Section], index: int) -> bool:
    if above.kind == "heading":
        return bool(above.number) and (above.number or "")[0].isdigit() and sections[index].kind in ("item", "para")
    return above.kind in ("para", "item")


def _alone(sections: Sequence[Section], heading: int) -> str | None:
    number = sections[heading].number
    if number is None or not number[0].isdigit():
        return None
    is_ambiguous = any(
        s.parent == heading and s.number is not None and s.kind == "para" for s in sections[heading + 1 : heading + 40]
    )
    return None if is_ambiguous else number
