"""Similar papers and sections, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cqa.show import as_json as records
from cqa.show.citation import citation, paper_line
from cqa.show.outcome_strip import strip_json, strip_text
from cqa.show.safe import one_line
from cqa.show.terminal import bold, dim, wrapped
from cqa.show.text import passage

if TYPE_CHECKING:
    from cqa.model import Paper
    from cqa.similar import LikeSection, NearCopy, Similar, SimilarPaper, SimilarPassages

INDENT = 10
"""Columns by which the lines below a paper are indented."""

_COPIES = {
    "same text": "the same text",
    "to another meeting": "to another meeting: {share} of the wording is the same",
    "revised version": "another version: {share} of the wording is the same",
    "contains it": "has {share} of this paper in it",
    "part of it": "{share} of it is in this paper",
}


def text(found: Similar) -> str:
    """Return near copies, precedents with the words they share, then sections by role."""
    of = one_line(found.of)
    blocks = []
    if found.near_copies:
        blocks.append(bold(wrapped(f"Near copies of {of}")))
        blocks += [_copy(copy) for copy in found.near_copies]
    if found.papers:
        blocks.append(bold(wrapped(f"Papers like {of}")))
        blocks += [_paper(i, p) for i, p in enumerate(found.papers, 1)]
    else:
        blocks.append(f"No {'other ' if found.near_copies else ''}paper in the index is like {of}")
    last = ""
    for i, section in enumerate(found.sections, 1):
        if (named := _named(section.role)) != last:
            last = named
            blocks.append(bold(f"Sections of the same role: {named}"))
        blocks.append(_section(i, section))
    return "\n\n".join(blocks)


def _named(role: str) -> str:
    """Return what people call a role; recommendations and decisions are compared with one another."""
    if role in ("recommendations", "decision"):
        return "recommendations and decisions"
    area = role.removeprefix("implications:")
    return role if area == role else f"{area} implications"


def passages_text(found: SimilarPassages) -> str:
    """Return passages like one, with their similarity and the words they share."""
    if not found.passages:
        return f"No passage of another paper is like {found.of.id}"
    blocks = [bold(wrapped(f"Passages like {one_line(citation(found.of))}"))]
    for i, (p, alike, shared) in enumerate(found.passages, 1):
        why = one_line(f"{alike:.2f}  shared: {', '.join(shared)}")
        blocks.append(f"{passage(p, rank=i)}\n{dim(wrapped(why, 4))}")
    return "\n\n".join(blocks)


def passages_json(found: SimilarPassages) -> str:
    """Return ``of`` (an id), ``words`` and ``passages``, each with ``likeness`` and ``shared``."""
    rows = [
        {**records.passage(p, score=alike), "likeness": round(alike, 4), "shared": list(shared)}
        for p, alike, shared in found.passages
    ]
    return records.dump({"of": found.of.id, "words": list(found.words), "passages": rows})


def copy_why(copy: NearCopy) -> str:
    """Return in words why a paper is a near copy."""
    return _COPIES[copy.kind].format(share=f"{copy.share:.0%}")


def why(p: SimilarPaper) -> str:
    """Return in words why a paper is a precedent."""
    council = "; the same council" if p.same_council else ""
    return f"shared: {', '.join(p.shared)}{council}"


def _line(p: Paper) -> str:
    return wrapped(one_line(f"{paper_line(p)} ({p.id})"), INDENT).strip()


def _copy(copy: NearCopy) -> str:
    return f"          {_line(copy.paper)}\n{dim(wrapped(copy_why(copy), INDENT))}"


def _paper(rank: int, p: SimilarPaper) -> str:
    lines = [why(p), *map(strip_text, p.outcomes)]
    if p.copies:
        lines.append("also as: " + ", ".join(c.id for c in p.copies))
    below = "\n".join(dim(wrapped(one_line(line), INDENT)) for line in lines)
    return f"{rank:>2}. {p.likeness:.2f}  {_line(p.paper)}\n{below}"


def _section(rank: int, s: LikeSection) -> str:
    lines = [f"{s.likeness:.2f}  shared: {', '.join(s.shared)}", *map(strip_text, s.outcomes)]
    below = "\n".join(dim(wrapped(one_line(line), 4)) for line in lines)
    return f"{passage(s.passage, rank=rank)}\n{below}"


def as_json(found: Similar) -> str:
    """Return ``of``, ``words``, ``near_copies``, ``papers``, ``sections``, ``recommendations`` (those sections that
    recommend or decide)."""
    asked = [records.passage(p, score=score) for p, score in found.recommendations]
    record = {
        "of": found.of,
        "words": list(found.words),
        "near_copies": [
            {**_record(c.paper), "kind": c.kind, "share": round(c.share, 4), "why": copy_why(c)}
            for c in found.near_copies
        ],
        "papers": [
            {
                **_record(p.paper),
                "likeness": round(p.likeness, 4),
                "shared": list(p.shared),
                "same_council": p.same_council,
                "why": why(p),
                "outcomes": [strip_json(strip) for strip in p.outcomes],
                "copies": [c.id for c in p.copies],
            }
            for p in found.papers
        ],
        "sections": [
            {
                "role": s.role,
                "likeness": round(s.likeness, 4),
                "shared": list(s.shared),
                "passage": records.passage(s.passage, score=s.likeness),
                "outcomes": [strip_json(strip) for strip in s.outcomes],
            }
            for s in found.sections
        ],
        "recommendations": asked,
    }
    return records.dump(record)


def _record(p: Paper) -> dict[str, Any]:
    return {
        "id": p.id,
        "title": p.title,
        "authority": p.authority.name if p.authority else None,
        "committee": p.committees[0] if p.committees else None,
        "date": p.date,
        "type": p.type,
        "file": p.file,
    }
