"""Other people's words as HTML: escaped, harmless, the matches marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from cqa.model import Span
from cqa.show.safe import terminal

CUT = 360
"""Characters of a passage in a list of results: four lines on a desktop, so that four results fit a window."""

_SENTENCE = re.compile(r"(?:(?<=[.;:?!])[ \n]+|\n+)(?=\S)")
"""Between two sentences, or two lines of a list."""


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
    """Return the words that count, cut at blanks, with an ellipsis where something is left out: from the sentence with
    the most different matches."""
    start, end = 0, len(text)
    if len(text) > longest:
        start = _informative(text, marks, longest)
        end = min(start + longest, len(text))
        end = end if end == len(text) else max(text.rfind(" ", start, end), start + 1)
    inside = [(a - start, b - start) for a, b in marks]
    before, after = "\u2026 " if start else "", " \u2026" if end < len(text) else ""
    return harmless(before) + marked(text[start:end], inside) + harmless(after)


NUMBER_LONGEST = 12
"""Characters of a paragraph's number, which stays with its first sentence."""


def _informative(text: str, marks: Sequence[Span], longest: int) -> int:
    """Return where the sentence with the most different matches begins, the first of equals; near its first match in a
    sentence that is longer than what is shown."""
    starts = [0, *(at for found in _SENTENCE.finditer(text) if (at := found.end()) > NUMBER_LONGEST)]
    ends = [*starts[1:], len(text)]

    def different(sentence: Span) -> int:
        return len({text[a:b].casefold() for a, b in marks if sentence[0] <= a < sentence[1]})

    start, end = max(zip(starts, ends, strict=True), key=different)
    first = min((a for a, _ in marks if start <= a < end), default=start)
    if first - start > longest // 2:
        return text.rfind(" ", start, first - longest // 4) + 1 or start
    return min([at for at in starts if at >= len(text) - longest] + [start])  # earlier, where all the rest is shown


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
