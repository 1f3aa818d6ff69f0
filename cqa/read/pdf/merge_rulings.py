"""Ruling lines drawn in several strokes become one; the strips of a colour gradient are dropped."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from cqa.read.pdf.page import Ruling

SHADE_STEP = 4.5
"""Distance in points between strokes that leaves no room for a line of text."""

MAX_CLOSE = 8
"""Most strokes close to each other that are still rulings, not a gradient."""

ONE_LINE = 2.0
"""Greatest distance in points between strokes that are drawn as one line."""


def merged(lines: list[Ruling]) -> tuple[Ruling, ...]:
    """Return the lines; strokes that lie on one another or continue each other become one."""
    merged: list[Ruling] = []
    lines = _without_shading(lines)
    for line in sorted(lines, key=lambda r: (round(r.at), r.low)):
        for index in range(len(merged) - 1, max(-1, len(merged) - 12), -1):
            other = merged[index]
            if abs(other.at - line.at) <= ONE_LINE and line.low <= other.high + 3 and line.high >= other.low - 3:
                merged[index] = Ruling(other.at, min(other.low, line.low), max(other.high, line.high))
                break
        else:
            merged.append(line)
    return tuple(merged)


def _without_shading(lines: list[Ruling]) -> list[Ruling]:
    """Return the lines without the stacked strips of a colour gradient."""
    stacks: dict[tuple[int, int], list[Ruling]] = defaultdict(list)
    for line in lines:
        stacks[round(line.low), round(line.high)].append(line)
    kept: list[Ruling] = []
    for stack in stacks.values():
        if len(stack) <= MAX_CLOSE:  # most
            kept.extend(stack)
            continue
        places: list[float] = []
        for at in sorted(line.at for line in stack):  # a cell's border and the edges of its fill are one place
            if not places or at - places[-1] >= ONE_LINE:
                places.append(at)
        close = sum(b - a < SHADE_STEP for a, b in pairwise(places))
        if close > MAX_CLOSE and close > 0.6 * len(places):
            continue
        kept.extend(stack)
    return kept
