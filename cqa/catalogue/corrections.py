"""Corrections by people who read the evidence: kept with the index, shown with later answers, not part of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from cqa.engine.port import Engine
from cqa.engine.rights import spread
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
    path = _path(engine)
    if path is None or not path.exists():
        return ()
    try:
        return tuple(Correction(**row) for row in json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as error:
        raise IndexDamaged(f"{path}: damaged; remove it and run cqa review again") from error


def keep(engine: Engine, new: Iterable[Correction]) -> int:
    """Keep corrections, each in the place of an earlier one of its sheet, topic, council and passage; return how many
    are kept now. Raises :class:`~cqa.errors.UsageError` where they cannot be written."""
    path = _path(engine)
    if path is None:
        raise UsageError("this index has no folder on this machine to keep corrections in")
    by_key = {(c.sheet, c.topic, c.authority, c.passage): c for c in (*corrections(engine), *new)}
    rows = [{name: getattr(c, name) for name in Correction.__slots__} for c in by_key.values()]
    made = path.with_name(f".{NAME}.{os.getpid()}.part")
    try:
        made.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")
        os.replace(made, path)
        spread(path.parent)
    except OSError as error:
        raise UsageError(
            f"cannot write {path} ({error.strerror}); corrections need an index that you may write"
        ) from error
    return len(rows)


def corrected_in(engine: Engine, passages: Iterable[str]) -> list[Correction]:
    """Return the corrections of passages that change a verdict or have a note."""
    shown = set(passages)
    return [c for c in corrections(engine) if c.passage in shown and (c.note or c.verdict != c.was)]


def _path(engine: Engine) -> Path | None:
    """Return the file of the whole index; its open part has the same corrections."""
    from cqa.engine.open_part import NAME as OPEN

    home = engine.home
    return None if home is None else (home.parent if home.name == OPEN else home) / NAME
