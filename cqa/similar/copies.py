"""Near copies: papers with the same wording, by the sketches of their shingles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cqa.model import Paper
from cqa.signatures.signature import containment, resemblance
from cqa.signatures.store import Signatures
from cqa.similar.result import CopyKind, NearCopy

NEAR = 0.5
"""Share of the wording from which two papers are near copies: two reports on one matter share less than a third."""

SAME = 0.95
"""Share from which the text is the same; headers and page numbers differ."""

ONE_SIDED = 0.2
"""How much less of the longer paper is in the shorter one, where the shorter is a part of it and no version."""

FEWEST_SHARED = 6
"""Hashes that two sketches share before they are compared."""


def near_copies(
    known: Signatures, sketch: Sequence[int], papers: Mapping[str, Paper], own: Paper | None
) -> list[NearCopy]:
    """Return the papers with much of the wording of a sketch, the most alike first."""
    found = []
    for paper_id, other in known.sharing(sketch, FEWEST_SHARED).items():
        if paper_id in papers and (copy := _compare(sketch, other, papers[paper_id], own)):
            found.append(copy)
    return sorted(found, key=lambda c: (-c.share, c.paper.id))


def _compare(sketch: Sequence[int], other: Sequence[int], paper: Paper, own: Paper | None) -> NearCopy | None:
    both = resemblance(sketch, other)
    inside, outside = containment(sketch, other), containment(other, sketch)
    if both < SAME and max(inside, outside) >= SAME > min(inside, outside) + ONE_SIDED:
        return NearCopy(paper, "contains it" if inside >= outside else "part of it", max(inside, outside))
    if both >= NEAR:
        return NearCopy(paper, _kind(both, paper, own), both)
    if max(inside, outside) < NEAR:
        return None
    return NearCopy(paper, "contains it" if inside >= outside else "part of it", max(inside, outside))


def _kind(share: float, paper: Paper, own: Paper | None) -> CopyKind:
    if own is not None and paper.date and own.date and _meeting(paper) != _meeting(own):
        return "to another meeting"
    return "same text" if share >= SAME else "revised version"


def _meeting(paper: Paper) -> tuple[object, ...]:
    return paper.authority, paper.committees[:1], paper.date
