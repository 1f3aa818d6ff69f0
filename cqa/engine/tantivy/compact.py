"""Room given back: what was replaced or removed stays in tantivy's files until their segment is merged or empty.

tantivy merges segments of like size and never a large one for its dead documents alone. So when the dead are more than
:data:`STALE` of all, the files that still live in the segments with most dead are written again as they are; the
segments, then empty, are dropped. What is written again is paid for by what was replaced before: at most four passages
for one. With fewer dead than that, nothing but what changed is ever written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tantivy import Query

from cqa.engine import codec
from cqa.engine.keys import clean
from cqa.engine.records import joined_pages, joined_sections, joined_text
from cqa.engine.tantivy.snapshot import TantivySnapshot
from cqa.model import FileState, Ingested, Paper, Passage

STALE = 0.2
"""Share of dead documents from which room is given back. With small segments not yet merged, it keeps an index within
1.3 times the size of a fresh one."""

ENOUGH = 0.05
"""Share of dead documents down to which it is given back."""


def dead_share(folder: Path) -> float:
    """Return dead documents among all in the files of the last commit. Reads ``meta.json``, which tantivy writes."""
    segments = json.loads((folder / "meta.json").read_text("utf-8"))["segments"]
    dead = sum(s["deletes"]["num_deleted_docs"] for s in segments if s["deletes"])
    return float(dead / max(sum(s["max_doc"] for s in segments), 1))


def in_stale_segments(snapshot: TantivySnapshot) -> Iterator[Ingested]:
    """Yield the stored files that live in the segments with most dead documents."""
    alive: Counter[int] = Counter()
    size: Counter[int] = Counter()
    for address in snapshot.addresses(Query.all_query()):
        alive[address.segment_ord] += 1
        size[address.segment_ord] = max(size[address.segment_ord], address.doc + 1)
    dead = {n: size[n] - alive[n] for n in size}
    left, chosen = sum(dead.values()), set[int]()
    for n in sorted(dead, key=lambda n: -dead[n] / size[n]):
        if left <= ENOUGH * sum(alive.values()):
            break
        chosen.add(n)
        left -= dead[n]
    for body in snapshot.bodies("file"):
        state = codec.decode(FileState, body)
        own = snapshot.addresses(snapshot.term("owner", clean(state.path)))
        if any(address.segment_ord in chosen for address in own):
            yield indexed(snapshot, state)


def indexed(snapshot: TantivySnapshot, state: FileState) -> Ingested:
    """Return all that the index holds of a file."""
    path = clean(state.path)
    papers = tuple(codec.decode(Paper, body) for body in snapshot.bodies("paper", "owner", path))
    ours = snapshot.term("owner", path)
    sections = tuple(
        joined_sections(list(enumerate(snapshot.bodies("sections", "of", clean(paper.id), ours)))) for paper in papers
    )
    order = {paper.id: n for n, paper in enumerate(papers)}
    passages = [codec.decode(Passage, body) for body in snapshot.bodies("passage", "owner", path)]
    return Ingested(
        state,
        joined_text(list(snapshot.bodies("text", "owner", path))),
        joined_pages(list(snapshot.bodies("pages", "owner", path))),
        papers,
        sections,
        tuple(sorted(passages, key=lambda p: (order.get(p.paper, len(order)), p.order))),
    )
