"""Other people's words as HTML: escaped, harmless, the matches marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from cqa.model import Span
from cqa.show.safe import terminal
from cqa.show.text import window

CUT = 600
"""Characters of a passage in a list of results."""


def visible(value: object) -> object:
    """Return what a template may print: text without control and direction characters; Markup as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return terminal(value)
    return value


def marked(text: str, marks: Iterable[Span]) -> Markup:
    """Return the text with ``<mark>`` around the spans, which may overlap and reach beyond it."""
    out, at = Markup(""), 0
    for start, end in joined(marks, len(text)):
        out += harmless(text[at:start]) + Markup("<mark>{}</mark>").format(harmless(text[start:end]))
        at = end
    return out + harmless(text[at:])


def harmless(text: str) -> Markup:
    """Return the text escaped, its control and direction characters shown as such."""
    return escape(terminal(text))


def excerpt(text: str, marks: Sequence[Span], longest: int = CUT) -> Markup:
    """Return the words around the first match, cut at blanks, with an ellipsis where something is left out."""
    start, end = window(text, marks, longest)
    inside = [(a - start, b - start) for a, b in marks]
    before, after = "\u2026 " if start else "", " \u2026" if end < len(text) else ""
    return harmless(before) + marked(text[start:end], inside) + harmless(after)


def joined(marks: Iterable[Span], length: int) -> list[Span]:
    """Return the spans inside a text of this length, in order, overlapping ones as one."""
    found: list[Span] = []
    for start, end in sorted((max(0, a), min(length, b)) for a, b in marks):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
