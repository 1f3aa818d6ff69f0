"""What a comparison finds."""

from __future__ import annotations

from typing import Literal

from cqa.catalogue.outcomes import OutcomeStrip
from cqa.model import Paper, Passage
from cqa.record import dataclass

CopyKind = Literal["same text", "to another meeting", "revised version", "contains it", "part of it"]
"""``to another meeting`` is the same text with another committee or date. ``contains it`` is a paper of which most of
this one is a part, such as a pack."""


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A paper with much of the same wording, and the share of it (0-1): of both together, or of the shorter one."""

    paper: Paper
    kind: CopyKind
    share: float


@dataclass(frozen=True, slots=True)
class SimilarPaper:
    """A precedent with its similarity (0-1) and the words that it shares, the most informative first.

    ``outcomes`` say what became of its recommendations. ``copies`` are near copies of it, not listed again.
    """

    paper: Paper
    likeness: float
    shared: tuple[str, ...]
    same_council: bool = False
    outcomes: tuple[OutcomeStrip, ...] = ()
    copies: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class LikeSection:
    """A section of the same role in another paper, with its similarity (0-1), the words that it shares, and what became
    of the paper's recommendations."""

    role: str
    passage: Passage
    likeness: float
    shared: tuple[str, ...]
    outcomes: tuple[OutcomeStrip, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar:
    """``words`` are those that were compared. ``papers`` and ``sections`` are of other papers, best first; sections by
    role, recommendations first."""

    of: str
    words: tuple[str, ...]
    papers: tuple[SimilarPaper, ...]
    near_copies: tuple[NearCopy, ...] = ()
    sections: tuple[LikeSection, ...] = ()

    @property
    def recommendations(self) -> tuple[tuple[Passage, float], ...]:
        """Return the sections that recommend or decide, with their similarity."""
        return tuple((s.passage, s.likeness) for s in self.sections if s.passage.role in ASKING)


ASKING = ("recommendations", "decision")
"""Roles of sections that recommend or decide."""


@dataclass(frozen=True, slots=True)
class SimilarPassages:
    """Passages like one, each with its similarity (0-1) and the words that it shares, best first."""

    of: Passage
    words: tuple[str, ...]
    passages: tuple[tuple[Passage, float, tuple[str, ...]], ...]
