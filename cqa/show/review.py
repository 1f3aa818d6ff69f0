"""A review of coded sheets, as text and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cqa.show.safe import one_line
from cqa.show.terminal import dim, table, wrapped

if TYPE_CHECKING:
    from cqa.catalogue.corrections import Correction
    from cqa.review import Agreement, Review


def text(review: Review) -> str:
    """Return agreement by sheet and topic, then what the coders corrected."""
    head = ("sheet", "topic", "coded", "agree", "kappa", "alpha")
    rows = [(a.sheet, a.topic or "all", a.coded, f"{a.agree:.0%}", _n(a.kappa), _n(a.alpha)) for a in review.agreement]
    blocks = [table(head, rows)]
    if review.all_alpha is not None and len(review.sheets) > 1:
        blocks.append(
            wrapped(f"Krippendorff's alpha of cqa and all {len(review.sheets)} sheets: {review.all_alpha:.2f}")
        )
    changed = [c for c in review.corrections if c.verdict and c.verdict != c.was]
    if changed:
        shown = [(c.authority, c.topic, c.was, c.verdict, c.note, c.passage) for c in changed]
        blocks.append(table(("authority", "topic", "cqa", "coder", "note", "passage"), shown))
    filled = len(review.corrections)
    blocks.append(wrapped(f"{filled} row{'' if filled == 1 else 's'} filled in"))
    return "\n\n".join(blocks)


def as_json(review: Review) -> dict[str, Any]:
    """Return ``agreement`` (a record a sheet and topic), ``alpha`` of all, ``corrections``."""
    return {
        "sheets": list(review.sheets),
        "agreement": [_agreement(a) for a in review.agreement],
        "alpha": review.all_alpha,
        "corrections": [correction(c) for c in review.corrections],
    }


def correction(c: Correction) -> dict[str, str]:
    """Return a correction as plain values."""
    return {
        "topic": c.topic,
        "authority": c.authority,
        "passage": c.passage,
        "was": c.was,
        "verdict": c.verdict,
        "note": c.note,
        "sheet": c.sheet,
    }


def corrected(found: Sequence[Correction]) -> str:
    """Return what people corrected in the passages of an answer, a line each; "" for nothing."""
    return "\n".join(dim(wrapped(one_line(_corrected(c)))) for c in found)


def _corrected(c: Correction) -> str:
    said = f"{c.verdict}, not {c.was}" if c.verdict and c.verdict != c.was else c.was
    about = f"Corrected by a reader: {c.passage} on \u2018{c.topic}\u2019: {said}"
    return f"{about}; {c.note}" if c.note else about


def _agreement(a: Agreement) -> dict[str, Any]:
    return {
        "sheet": a.sheet,
        "topic": a.topic,
        "coded": a.coded,
        "agree": round(a.agree, 4),
        "kappa": None if a.kappa is None else round(a.kappa, 4),
        "alpha": None if a.alpha is None else round(a.alpha, 4),
    }


def _n(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"
