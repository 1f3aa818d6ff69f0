"""What each run of ingest added, changed and withdrew: rows of ``changes.jsonl`` in the folder of the index.

A row names a paper and says which of its decisions and judgements are new by their places. It has no words of papers
but the title, so that what is exempt is decided when the rows are read.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from cqa.catalogue.side_file import side_file
from cqa.engine.port import Engine
from cqa.engine.rights import spread
from cqa.errors import IndexDamaged, UsageError
from cqa.model import Paper
from cqa.record import dataclass

NAME = "changes.jsonl"


@dataclass(frozen=True, slots=True)
class Change:
    """One paper that was *added*, *changed* or *withdrawn*, and when.

    ``was`` is the paper's id before the change. ``decisions`` and ``judgements`` are the places of those that are new.
    """

    when: str
    change: str
    paper: str
    file: str
    title: str
    authority: str
    date: str
    exempt: bool
    was: str = ""
    decisions: tuple[int, ...] = ()
    judgements: tuple[int, ...] = ()


def record(engine: Engine, before: Mapping[str, Sequence[Paper]], files: set[str]) -> None:
    """Add what changed in these files to the journal; ``before`` are the papers as they were, by file.

    A file that was moved to another folder is no change; one with a new name has papers with new ids.
    Raises :class:`~cqa.errors.UsageError` where the journal cannot be written.
    """
    path = side_file(engine, NAME)
    if path is None:
        return
    old = [paper for file in sorted(files) for paper in before.get(file, ())]
    new = [paper for paper in engine.papers() if paper.file in files]
    rows = list(_changes(old, new, datetime.now(UTC).isoformat(timespec="seconds")))
    if not rows:
        return
    lines = "".join(json.dumps(_row(change), ensure_ascii=False) + "\n" for change in rows)
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(lines)
        spread(path.parent)
    except OSError as error:
        raise UsageError(
            f"cannot write {path} ({error.strerror}); make it writable and run the command again"
        ) from error


def changes(engine: Engine, since: str) -> Iterator[Change]:
    """Return what was recorded at or after a time (ISO, UTC), oldest first. Raises
    :class:`~cqa.errors.IndexDamaged` for a journal that cannot be read."""
    path = side_file(engine, NAME)
    if path is None or not path.exists():
        return
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            row: dict[str, Any] = json.loads(line)
            row |= {name: tuple(map(int, row.get(name, ()))) for name in ("decisions", "judgements")}
            change = Change(**row)
        except (ValueError, TypeError, AttributeError) as error:
            raise IndexDamaged(f"{path}, line {number}: damaged; remove the line and try again") from error
        if change.when >= since:
            yield change


def _changes(old: Sequence[Paper], new: Sequence[Paper], when: str) -> Iterator[Change]:
    there = {paper.id for paper in new}
    before = {paper.id: paper for paper in old}
    gone = [paper for paper in old if paper.id not in there]
    for paper in new:
        was = before.get(paper.id)
        if was is None:  # another id: the file was changed, or the same bytes have another name
            was = next((p for p in gone if p.file == paper.file or p.sha256 == paper.sha256), None)
            if was is not None:
                gone.remove(was)
        elif replace(was, file=paper.file) == paper:
            continue
        yield _of(paper, when, was)
    for paper in gone:
        yield replace(_of(paper, when, paper), change="withdrawn", was="")


def _of(paper: Paper, when: str, before: Paper | None) -> Change:
    """Return the change of a paper, from what it was."""
    known: set[Hashable] = set()
    if before is not None:
        known = {(d.item, d.text.text, d.outcome) for d in before.decisions}
        known |= {(j.theme, j.grade, j.as_of, j.kind) for j in before.judgements}
    return Change(
        when,
        "changed" if before else "added",
        paper.id,
        paper.file,
        paper.title,
        paper.authority.name if paper.authority else "",
        paper.date or "",
        paper.exempt,
        before.id if before else "",
        tuple(n for n, d in enumerate(paper.decisions) if (d.item, d.text.text, d.outcome) not in known),
        tuple(
            n
            for n, j in enumerate(paper.judgements)
            if j.kind == "inspected" and (j.theme, j.grade, j.as_of, j.kind) not in known
        ),
    )


def _row(change: Change) -> dict[str, object]:
    return {name: value for name in Change.__slots__ if (value := getattr(change, name)) or name == "exempt"} | {
        name: getattr(change, name) for name in ("title", "authority", "date")
    }
