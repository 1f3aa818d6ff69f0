"""How high a heading is in the tree: by its number, its word (part, appendix, chapter), or its looks."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.split.blocks import TextBlock
from cqa.split.headings.outline import Open, Outline
from cqa.split.headings.roles import heading_role
from cqa.split.headings.typography import Typography, rank

# The smaller, the higher. Unnumbered headings get theirs from their looks (10 to 66, see headings.rank).
PART_RANK, APPENDIX_RANK, CHAPTER_RANK = 1.0, 1.0, 4.0
NUMBERED_RANK, NUMBERED_STEP = 32.0, 2.0
TOP_NUMBERED = NUMBERED_RANK + NUMBERED_STEP
INSIDE_RANK = 60.0
MUCH_BIGGER = 8.0
"""Two points of type: an unnumbered heading so much bigger than a numbered one is above it."""

LEAF_RANK = 90.0
"""Lists of contents, of tables and of figures hold no chapters: whatever heading comes next closes them."""

STEP_DOWN = 0.1
"""A heading right under another of its looks is one level deeper, and so are its sisters."""

MOST_STEPS = 2
"""Times that this may happen: after that, one heading after another is a list."""

_LEAF = frozenset(
    (
        *("contents", "table of contents", "list of contents", "contents page", "index"),
        *("tables", "figures", "list of tables", "list of figures", "tables and figures"),
    )
)

CHAPTER_WORDS = frozenset(("chapter", "schedule", "volume", "section", "question"))


class HeadingLevels:
    """Ranks headings as they come; ``following`` gives for each block the next numbered one."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[TextBlock],
        type_: Typography,
        following: Sequence[int | None],
        outline: Outline,
        record: bool = False,
    ) -> None:
        self.record = record  # of a meeting: its items are numbered, and "Minutes:" in one of them ends none
        self.text, self.blocks, self.type, self.following, self.outline = text, blocks, type_, following, outline
        self.lists: dict[tuple[str, int | None], float] = {}

    def of(self, i: int, words: str, appendix: bool) -> float:
        """Return the rank of the heading in block ``i``."""
        b = self.blocks[i]
        base = APPENDIX_RANK + 0.5 if self.outline.in_appendix else 0.0
        if appendix:
            return APPENDIX_RANK
        if b.named is not None and b.named.word == "part" and not self.outline.in_appendix:
            return PART_RANK
        if b.named is not None and b.named.word in CHAPTER_WORDS:
            return base + CHAPTER_RANK
        if b.number is None:
            return self.by_looks(i, words)
        if b.number.reading.family in ("n", "n)", "d"):
            return base + NUMBERED_RANK + NUMBERED_STEP * len(b.number.reading.value)
        key = (b.number.reading.family, b.number.parent)
        if b.number.started or key not in self.lists:
            self.lists[key] = self.by_looks(i, words)
        return self.lists[key]

    def looks(self, i: int) -> float:
        """Return the rank of block ``i`` by its type alone."""
        return rank(self.text, self.blocks[i], self.type) + (APPENDIX_RANK if self.outline.in_appendix else 0.0)

    def by_looks(self, i: int, words: str) -> float:
        """Return the rank of a heading without a number, from its type and from what surrounds it."""
        if words.strip(" :.").lower() in _LEAF:
            return LEAF_RANK
        place = self.looks(i)
        role = heading_role(words)
        section = self.outline.section()
        if section is not None:
            place = self._beside_numbers(i, place, role, section)
        top = self.outline.open[-1] if self.outline.open else None
        if top is not None and role is None and place <= top.rank < place + 1.0:
            right_under = top.index == len(self.outline.drafts) - 1
            return top.rank + STEP_DOWN if right_under and top.rank < place + MOST_STEPS * STEP_DOWN else top.rank
        return place

    def _beside_numbers(self, i: int, place: float, role: str | None, section: Open) -> float:
        """Return the rank of an unnumbered heading inside a numbered section: below it, unless its role ends the
        section."""
        inside = role is None or self.record
        if self._continues(i, section) or (inside and place > section.rank - MUCH_BIGGER):
            inner = max([o.rank for o in self.outline.open if o.rank < INSIDE_RANK and o.value], default=section.rank)
            return max(place, inner + 1.0)
        if role is not None:
            return min(max(place, PART_RANK + 1), TOP_NUMBERED)
        return place

    def _continues(self, i: int, section: Open) -> bool:
        """Return whether the next number after block ``i`` is one of ``section``'s paragraphs."""
        following = self.following[i]
        number = self.blocks[following].number if following is not None else None
        if number is None:
            return False
        value = number.reading.value
        return len(value) > len(section.value) and value[: len(section.value)] == section.value
