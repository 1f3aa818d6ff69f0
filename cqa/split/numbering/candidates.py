"""Labels on printed lines, weighed by their looks before the sequence is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.split.lines import PrintedLine
from cqa.split.numbering.decoder import NumberCandidate, Numbered, accept
from cqa.split.numbering.labels import Label, parse_named

_LEADERS = re.compile(r"(?:\.{4,}|\u2026{2,}|(?:\. ){4,}|_{4,})[ \t.]*\d{0,4}[ \t]*$|\t[ \t]*\d{1,3}[ \t]*$")
_SMALL = 1.2
"""Points below the body's font size at which a line is a footnote."""

TINY = 0.62
"""Share of the body's font size below which type is a note's, whatever its label."""

LISTED = 4.0
"""What counts against the number of an entry in a list of contents."""

HOPELESS = -2.6
"""Prior below which no successor could save a label."""


def number_lines(text: str, lines: Sequence[PrintedLine], body: float) -> dict[int, Numbered]:
    """Return the lines that open a numbered paragraph or heading: line index to its accepted label.

    ``body`` is the usual font size in points (0 when unknown). ``Numbered.candidate`` and ``parent`` are
    turned from candidate indices into line indices.
    """
    found = candidates(text, lines, body)
    line_of = [c.line for c in found]
    out = {}
    for n in accept(found):
        parent = None if n.parent is None else line_of[n.parent]
        line = line_of[n.candidate]
        out[line] = n._replace(candidate=line, parent=parent)
    for i, printed in enumerate(lines):
        if i not in out and printed.label is not None and printed.label.proven:  # an item taken out of order
            out[i] = Numbered(i, printed.label.readings[0], 0, None, False)
    return out


def candidates(text: str, lines: Sequence[PrintedLine], body: float) -> list[NumberCandidate]:
    """Return every label worth weighing, with its prior, in reading order."""
    out: list[NumberCandidate] = []
    broke = False
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        label = None if line.note else line.label
        if label is None and line.right is not None and _right_alone(lines, i):
            out.append(NumberCandidate(i, line.right, -0.2 if line.bold else -0.6, line.indent, broke))
            broke = True
            continue
        if label is None:
            broke = broke or _breaks(text, line, body)
            continue
        prior = _prior(text, lines, i, label, body)
        if prior > HOPELESS:
            colon = before is not None and text[before.start : before.end].rstrip().endswith((":", ":-", "-", "\u2013"))
            itself = _breaks(text, line, body) and (line.bold or (body and line.size > body + 0.8) or not body)
            out.append(NumberCandidate(i, label, prior, line.indent, broke or itself, colon))
            broke = False
    return out


def _right_alone(lines: Sequence[PrintedLine], i: int) -> bool:
    """Return whether only this short line has a number to its right: in a list of contents all lines have one."""
    line = lines[i]
    near = [x for x in (*lines[max(0, i - 3) : i], *lines[i + 1 : i + 4]) if x.right is not None]
    return _short(line) and (line.gap >= 0.3 or line.bold) and not near


def _short(line: PrintedLine) -> bool:
    return line.end - line.start <= 110


def _breaks(text: str, line: PrintedLine, body: float) -> bool:
    """Return whether this looks like a heading (a cheap guess; `cqa.split.headings.typography` decides later)."""
    if not _short(line) or line.bullet or line.cells or line.gap < 0.3:
        return False
    if line.mark == "heading" or line.bold or (body and line.size > body + 0.8):
        return True
    words = text[line.label.rest if line.label is not None else line.body : line.end].rstrip()
    if words.isupper() or parse_named(text, line.body, line.end) is not None:
        return True
    return not body and line.gap >= 1 and words[-1:] not in ".;,:" and words[:1].isupper()


def _prior(text: str, lines: Sequence[PrintedLine], i: int, label: Label, body: float) -> float:
    """Return what the looks of a label say for it: its punctuation, what follows it, what is around it."""
    line = lines[i]
    rest = text[label.rest : line.end]
    family = label.readings[0].family
    score = 1.0 if label.stopped or family not in ("n", "n)", "d") else 0.7 if family == "d" else 0.0
    if line.open:
        score -= 2.0
    elif line.gap >= 0.3 or line.bullet:
        score += 0.6
    else:
        score += 0.2
    score += _rest_score(rest, family, label)
    last = text[line.end - 1 : line.end]
    if line.listed:
        score -= LISTED
    if (last.isdigit() or last in "._\u2026 \t") and _LEADERS.search(text, line.start, line.end):
        score -= 4.0 if len(line.cells) <= 2 else 2.0
    if body and line.size and line.size < body - _SMALL:
        note = line.size < TINY * body or (not label.stopped and family in ("n", "n)", "d"))
        score -= 4.0 if note else 1.6
    if len(line.cells) > 1:
        score -= _row_penalty(lines, i, label)
    return score


def _rest_score(rest: str, family: str, label: Label) -> float:
    if not rest:
        return -0.4 if label.stopped or family == "d" else -1.6
    first = rest.lstrip("*_\"'\u2018\u201c([ ")[:1]
    if family in ("n", "n)", "d", "(n)"):
        if first.islower():
            return -0.8 if label.stopped else -2.3
        return 0.4 if first.isupper() else -0.3
    if family in ("A", "I"):
        return -0.8
    return 0.3


def _row_penalty(lines: Sequence[PrintedLine], i: int, label: Label) -> float:
    """Return the penalty of a label in a table, which is a cell; ``1.1 TAB text`` is a paragraph with its number in the
    margin."""
    line = lines[i]
    filled = [c for c in line.cells if c[1] > c[0]]
    hanging = len(filled) <= 2 and filled[0][1] <= label.end + 1
    around = [x for x in lines[max(0, i - 2) : i + 3] if x is not line]
    wide = sum(len([c for c in x.cells if c[1] > c[0]]) > 2 for x in around)
    if hanging:
        return 5.0 if wide >= 2 else 0.2
    return 5.0 if len(filled) > 1 else 1.0
