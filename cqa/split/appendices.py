"""Appendices: those that a list names, and the appendices themselves, labelled or only titled."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.split.blocks import TextBlock
from cqa.split.headings.outline import Outline
from cqa.split.headings.roles import plain
from cqa.split.headings.typography import block_words
from cqa.split.numbering.labels import NamedLabel

WORDS = frozenset(("appendix", "annex", "annexe"))

LIST_ROLES = frozenset(("appendices list", "supporting documents", "background papers"))
"""Roles of headings under which appendices are listed."""

SAME_TITLE = 0.72
"""Share of words that a heading and a listed title must have in common to be the same appendix."""

LEAST_WORDS, LONGEST_TITLE = 3, 200
"""Words of a listed title that can be recognised, and characters of a block that can be one."""


def label(b: TextBlock) -> NamedLabel | None:
    """Return the block's appendix label (``Appendix B``), or None."""
    return b.named if b.named is not None and b.named.word in WORDS else None


class Appendices:
    """Remembers the appendices that the paper lists, so as to know them again."""

    def __init__(self, text: str, blocks: Sequence[TextBlock], outline: Outline) -> None:
        self.text, self.blocks, self.outline = text, blocks, outline
        self.listed: list[tuple[str, frozenset[str]]] = []

    def in_list(self) -> bool:
        """Return whether the open heading is one under which appendices are listed."""
        return bool(self.outline.open) and self.outline.open[-1].role in LIST_ROLES

    def note(self, named: NamedLabel, end: int) -> None:
        """Record that the list names this appendix."""
        title = frozenset(plain(self.text[named.rest : end]).split())
        self.listed.append((named.printed.lower(), title))

    def is_listing(self, i: int, named: NamedLabel) -> bool:
        """Return whether block ``i``, labelled as an appendix, is in the list and not the appendix itself."""
        if self._in_run(i):
            return True
        if not self.in_list() or any(printed == named.printed.lower() for printed, _ in self.listed):
            return False
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        return not (self.blocks[i].new_page and (following is None or following.named is None))

    def _in_run(self, i: int) -> bool:
        """Return whether appendix labels follow one another on one page: they are then a list wherever they are."""
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        if following is not None and label(following) is not None and not following.new_page:
            return True
        before = label(self.blocks[i - 1]) if i else None
        listed = before is not None and bool(self.listed) and self.listed[-1][0] == before.printed.lower()
        return listed and not self.blocks[i].new_page

    def is_titled(self, b: TextBlock) -> bool:
        """Return whether the words are the title of an appendix that the list named, printed above the appendix."""
        labelled = b.row or b.bullet or b.number is not None or b.named is not None
        if not self.listed or labelled or b.end - b.start > LONGEST_TITLE:
            return False
        words = frozenset(plain(block_words(self.text, b)).split())
        top = self.outline.open[-1] if self.outline.open else None
        if len(words) < LEAST_WORDS or (top is not None and top.appendix and top.index == len(self.outline.drafts) - 1):
            return False
        titles = [title for _, title in self.listed if len(title) >= LEAST_WORDS]
        return any(len(words & title) >= SAME_TITLE * len(words | title) for title in titles)
