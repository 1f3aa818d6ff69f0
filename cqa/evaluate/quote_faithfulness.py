"""Faithfulness of quotes: what is shown as a quotation is, letter by letter, what the paper says there.

The strictest reading of *attributable to identified sources* (Rashkin et al., *Measuring Attribution in Natural
Language Generation Models*, Computational Linguistics 49(4), 2023): for an extractive answer attribution can be
checked by machine, so anything short of identity counts as a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from cqa.model import Span


class Quoted(NamedTuple):
    """A passage as shown: its words, and the file and span that it names as its source."""

    text: str
    file: str
    span: Span


def is_faithful(quoted: Quoted, canonical: str) -> bool:
    """Return whether the words are the canonical text at the span, which must be a real one."""
    start, end = quoted.span
    return 0 <= start < end <= len(canonical) and canonical[start:end] == quoted.text


def quote_faithfulness(quotes: Iterable[Quoted], text_of: Callable[[str], str | None]) -> float | None:
    """Return share of ``quotes`` that are faithful; ``text_of`` gives a file's canonical text, None for a file that is
    not indexed (its quotes are faults). None when nothing was quoted."""
    checked = []
    for quoted in quotes:
        canonical = text_of(quoted.file)
        checked.append(canonical is not None and is_faithful(quoted, canonical))
    return sum(checked) / len(checked) if checked else None
