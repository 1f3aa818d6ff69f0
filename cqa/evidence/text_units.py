"""The pieces that a passage is read and quoted in: sentences, list items, rows, lines of a front page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from cqa.model import Passage, Span
from cqa.text.pattern import pattern

SHORT_ROW = 240
"""Characters of a table row that is read as one sentence; the cells of a longer one are read each for itself."""


def sentence_spans(text: str, kind: str = "para") -> list[Span]:
    """Sentences and bullets of a passage; the rows of a table."""
    from cqa.text.sentences import light_sentence_spans

    if kind != "table":
        found = _rejoined(text, light_sentence_spans(text))
        return [part for span in found for part in _by_label(text, span)] if ":" in text else found
    spans: list[Span] = []
    for row in re.finditer(r"[^\n]+", text):
        if row.end() - row.start() <= SHORT_ROW:
            spans.append(row.span())
        else:
            for cell in re.finditer(r"[^\t]+", row[0]):
                base = row.start() + cell.start()
                spans += [(base + a, base + b) for a, b in light_sentence_spans(cell[0])]
    return [(a, b) for a, b in spans if text[a:b].strip()]


REJOINED_LONGEST = 600
"""Characters of a sentence that is put together of lines."""

LINES_APART = 2
"""Lines of a passage that go on with the one before, from which on its lines are taken to stand apart."""

_GOES_ON = pattern(r"\s*(?:[a-z][a-z\u2019'-]+[\s,;.)]|a\s)")
"""The start of a line that goes on with the sentence of the line before."""


_BROKEN_OFF = pattern(r"\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)\s*$")
"""The end of a line that breaks off a sentence."""


def _rejoined(text: str, found: list[Span]) -> list[Span]:
    """Sentences whose lines stand apart as if each were a paragraph, whole again: a line without an end, and one after
    it that goes on."""
    joined: list[Span] = []
    for start, end in found:
        before = joined[-1] if joined else None
        if (
            before
            and text[before[0] : before[1]].rstrip()[-1:] not in ".;:!?*|>"
            and "\n\n" in text[before[1] - 1 : start + 1]
            and not text[before[1] : start].strip()
            and (_GOES_ON.match(text, start, end) or _BROKEN_OFF.search(text, before[0], before[1]))
            and end - before[0] <= REJOINED_LONGEST
        ):
            joined[-1] = before[0], end
        else:
            joined.append((start, end))
    return joined if len(found) - len(joined) >= LINES_APART else found


_ITEM = pattern(r"\n\s*(?=(?:[-\u2022*\u25aa\u2013]\s|\(?(?:[ivxlc]{1,5}|[a-z])\)\s|\d{1,2}[.)]\s))")


def unit(passage: Passage, at: int) -> Passage:
    """Return the part of a passage that is quoted for what is at ``at`` (an offset into its text): a list item or a
    table row by itself, else the whole passage. It keeps the passage's id and has its own span."""
    if passage.kind == "table":
        cuts = [m.start() for m in re.finditer(r"\n", passage.text)]
    else:
        cuts = [m.start() for m in _ITEM.finditer(passage.text)]
    if not cuts:
        return passage
    start = max((c + 1 for c in cuts if c < at), default=0)
    end = min((c for c in cuts if c >= max(at, start)), default=len(passage.text))
    text = passage.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    base = passage.span[0] + start
    return replace(passage, span=(base, base + len(text)), text=text)


def _by_label(text: str, span: Span) -> list[Span]:
    """Return a span cut before each line of the form *Label: value*, as front pages print them."""
    cuts = [m.start() + 1 for m in _LABEL.finditer(text, *span)]
    edges = [span[0], *cuts, span[1]]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]


_LABEL = pattern(r"(?:\n|(?<=\d)\s)(?=[A-Z][\w /()\u2019'-]{2,40}:\s)")
