"""Similar papers and recommendations, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqa.show import as_json as records
from cqa.show.citation import paper_line
from cqa.show.safe import one_line
from cqa.show.terminal import bold, dim, wrapped
from cqa.show.text import passage

if TYPE_CHECKING:
    from cqa.similar import Similar


def text(found: Similar) -> str:
    """Return the papers with their similarity and the words they share, then the recommendations."""
    if not found.papers:
        return f"No paper in the index is like {one_line(found.of)}"
    blocks = [bold(wrapped(f"Papers like {one_line(found.of)}"))]
    for i, p in enumerate(found.papers, 1):
        line = wrapped(one_line(f"{paper_line(p.paper)} ({p.paper.id})"), 10).strip()
        blocks.append(f"{i:>2}. {p.likeness:.2f}  {line}\n{dim(wrapped('shared: ' + ', '.join(p.shared), 10))}")
    if found.recommendations:
        blocks.append(bold("Recommendations and decisions on the same matters"))
        blocks += [passage(p, rank=i) for i, (p, _) in enumerate(found.recommendations, 1)]
    return "\n\n".join(blocks)


def as_json(found: Similar) -> str:
    """Return ``of``, ``words``, ``papers`` (id, title, authority, date, file, likeness, shared),
    ``recommendations``."""
    papers = [
        {
            "id": p.paper.id,
            "title": p.paper.title,
            "authority": p.paper.authority.name if p.paper.authority else None,
            "date": p.paper.date,
            "type": p.paper.type,
            "file": p.paper.file,
            "likeness": round(p.likeness, 4),
            "shared": list(p.shared),
        }
        for p in found.papers
    ]
    asked = [records.passage(p, score=score) for p, score in found.recommendations]
    return records.dump({"of": found.of, "words": list(found.words), "papers": papers, "recommendations": asked})
