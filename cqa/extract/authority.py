"""Whose paper it is, and authority names: the one door to both.

Reading a name costs little and is done for every question; weighing a paper's evidence is loaded when first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cqa.extract.names import mentions, resolve
from cqa.extract.register import family, kind_of, register
from cqa.model import Authority, Document, Finding, Part

if TYPE_CHECKING:
    from cqa.extract.header import HeadLine

__all__ = ["family", "find", "kind_of", "mentions", "register", "resolve"]


def find(
    doc: Document,
    part: Part,
    *,
    on: str | None = None,
    inspection: bool = False,
    lines: Sequence[HeadLine] | None = None,
) -> Finding[Authority] | None:
    """The authority whose paper a part is, with its best evidence, or None. See :func:`cqa.extract.evidence.find`."""
    from cqa.extract import evidence

    return evidence.find(doc, part, on=on, inspection=inspection, lines=lines)
