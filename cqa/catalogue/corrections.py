"""Corrections by people who read the evidence: kept with the index, shown with later answers, not part of them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cqa.catalogue.side_file import side_file, write_records
from cqa.engine.port import Engine
from cqa.errors import IndexDamaged, UsageError
from cqa.record import dataclass

NAME = "corrections.json"

CODER_VERDICT, CODER_NOTE = "coder verdict", "coder note"
"""Columns of a sheet of evidence that a coder fills in."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a coder says of a passage on a topic, where cqa says ``was``.

    ``verdict`` is "" for a note alone; ``passage`` is "" for a council without a passage. ``sheet`` is the name of the
    file that it was read from.
    """

    topic: str
    authority: str
    passage: str
    was: str
    verdict: str
    note: str
    sheet: str


def corrections(engine: Engine) -> tuple[Correction, ...]:
    """Return the corrections kept with an index. Raises :class:`~cqa.errors.IndexDamaged` for a file that is none of
    ours."""
    path = side_file(engine, NAME)
    if path is None or not path.exists():
        return ()
    try:
        return tuple(Correction(**row) for row in json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as error:
        raise IndexDamaged(f"{path}: damaged; remove it and run cqa review again") from error


def keep(engine: Engine, new: Iterable[Correction]) -> int:
    """Keep corrections, each in the place of an earlier one of its sheet, topic, council and passage; return how many
    are kept now. Raises :class:`~cqa.errors.UsageError` where they cannot be written."""
    path = side_file(engine, NAME)
    if path is None:
        raise UsageError("this index has no folder on this machine to keep corrections in")
    by_key = {(c.sheet, c.topic, c.authority, c.passage): c for c in (*corrections(engine), *new)}
    write_records(path, by_key.values(), "corrections need")
    return len(by_key)


def corrected_in(engine: Engine, passages: Iterable[str]) -> list[Correction]:
    """Return the corrections of passages that change a verdict or have a note."""
    shown = set(passages)
    return [c for c in corrections(engine) if c.passage in shown and (c.note or c.verdict != c.was)]
