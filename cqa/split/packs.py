"""Agenda packs cut into their papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cqa.model import Document, Span
from cqa.split.lines import Printed


class Piece(NamedTuple):
    """One paper of a file: ``first, last`` bound its lines (last excluded)."""

    span: Span
    first: int
    last: int
    title: str | None = None
    item: str | None = None


def cut(doc: Document, lines: Sequence[Printed]) -> list[Piece]:
    """The papers of a file, in order; one piece when it is no pack."""
    return [Piece((0, len(doc.text)), 0, len(lines))]
