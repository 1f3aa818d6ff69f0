"""What a paper says about itself: authority, committee, dates, title, type, people, flags and judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqa.model import Document, GivenFacts, Paper, Part

if TYPE_CHECKING:
    from cqa.extract.exemption import ExemptDecision

__all__ = ["divide", "extract"]


def divide(
    doc: Document, parts: tuple[Part, ...], given: bool | None = None
) -> tuple[tuple[Part, ...], tuple[ExemptDecision, ...]]:
    """Return the parts with each closed passage as a separate part, and whether each is exempt. See
    :mod:`cqa.extract.exemption`. ``given`` is what a manifest or a name pattern says of the file."""
    from cqa.extract import exemption

    return exemption.divide(doc, parts, given)


def extract(
    doc: Document,
    parts: tuple[Part, ...],
    given: tuple[GivenFacts, ...] = (),
    decisions: tuple[ExemptDecision, ...] | None = None,
) -> tuple[Paper, ...]:
    """Return one paper per part, in the same order, judgements included. See :mod:`cqa.extract.paper`.

    Loaded when first called: reading a question needs a small part of this package only.
    """
    from cqa.extract import paper

    return paper.extract(doc, parts, given, decisions)
