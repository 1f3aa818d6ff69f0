"""A sheet of evidence that people coded, read back: how far they agree with cqa, and what they correct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from cqa.catalogue.corrections import CODER_NOTE, CODER_VERDICT, Correction
from cqa.errors import UsageError
from cqa.evaluate.agreement import cohen_kappa, krippendorff_alpha
from cqa.record import dataclass

VERDICTS = ("cites", "mentions", "silent", "not held", "unreadable")
"""What a coder may write."""

ReadSheet = Callable[[Path, str], list[dict[str, str]]]
"""Returns the rows of a sheet of a spreadsheet by the heads of its columns."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a sheet's coder agrees with cqa on a topic, "" for all: the share of equal verdicts (0-1), Cohen's kappa
    and Krippendorff's alpha, None where they are not defined."""

    sheet: str
    topic: str
    coded: int
    agree: float
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Review:
    """``all_alpha`` is that of cqa and the coders of all sheets together."""

    sheets: tuple[str, ...]
    agreement: tuple[Agreement, ...]
    corrections: tuple[Correction, ...]
    all_alpha: float | None


def review(paths: Sequence[Path], read: ReadSheet) -> Review:
    """Return what coders wrote into sheets of ``cqa matrix --xlsx``; ``read`` gives the rows of a sheet by its name.

    Raises :class:`~cqa.errors.UsageError` for a file that is no such sheet, a verdict that is none, and sheets without
    any verdict or note.
    """
    coded = [row for path in paths for row in _rows(path, read)]
    if not coded:
        raise UsageError(f"nobody filled in the columns {CODER_VERDICT!r} and {CODER_NOTE!r} of the sheet Evidence")
    names = tuple(dict.fromkeys(c.sheet for c in coded))
    agreement = [a for name in names for a in _agreement(name, [c for c in coded if c.sheet == name and c.verdict])]
    units: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for c in coded:
        if c.verdict:
            units[c.topic, c.authority, c.passage] = [*(units[c.topic, c.authority, c.passage] or [c.was]), c.verdict]
    return Review(names, tuple(agreement), tuple(coded), krippendorff_alpha(list(units.values())))


def _rows(path: Path, read: ReadSheet) -> list[Correction]:
    """Return the rows that a coder filled in."""
    rows = read(path, "Evidence")
    found = []
    for number, row in enumerate(rows, 2):
        if CODER_VERDICT not in row:
            raise UsageError(f"{path}: the sheet Evidence has no column {CODER_VERDICT!r}")
        verdict = row[CODER_VERDICT].strip().casefold()
        if verdict and verdict not in VERDICTS:
            said = f"row {number} says {row[CODER_VERDICT]!r}"
            raise UsageError(f"{path}: {said}; a verdict is one of {', '.join(VERDICTS)}")
        note = row.get(CODER_NOTE, "").strip()
        if verdict or note:
            about = (row.get("topic", ""), row.get("authority", ""), row.get("passage", ""), row.get("verdict", ""))
            found.append(Correction(*about, verdict, note, path.name))
    return found


def _agreement(sheet: str, coded: Sequence[Correction]) -> list[Agreement]:
    """Return agreement on each topic, then on all where there are several."""
    topics = list(dict.fromkeys(c.topic for c in coded))
    found = [_of(sheet, topic, [c for c in coded if c.topic == topic]) for topic in topics]
    return [*found, _of(sheet, "", coded)] if len(topics) > 1 else found


def _of(sheet: str, topic: str, coded: Sequence[Correction]) -> Agreement:
    pairs = [(c.was, c.verdict) for c in coded]
    agree = sum(a == b for a, b in pairs) / len(pairs)
    return Agreement(sheet, topic, len(pairs), agree, cohen_kappa(pairs), krippendorff_alpha(pairs))
