"""Where the parts are that a sentence names by number or place."""

from __future__ import annotations

from collections.abc import Iterator

from cqa.extract.exemption.lines import PaperLines, number_of, numbered
from cqa.extract.exemption.marks import Mark
from cqa.extract.exemption.named import NamedParts, NumberRange
from cqa.model import Span
from cqa.text.rules import Rules

RULES = Rules(__file__)


def named_spans(outline: PaperLines, mark: Mark, parts: NamedParts) -> list[Span]:
    """Return the spans of the parts; none where one of them is not found, so that nothing is guessed."""
    if parts.neighbour is not None:
        span = _below(outline, mark) if parts.neighbour == "below" else _above(outline, mark)
        return [] if span is None else [span]
    found: list[Span] = []
    for wanted in parts.numbers:
        spans = list(_captioned(outline, wanted) if parts.captioned else _numbered(outline, wanted))
        if not spans:
            return []
        found += spans
    return found


def _numbered(outline: PaperLines, wanted: NumberRange) -> Iterator[Span]:
    """Yield the paragraphs of a range: the line that has the number, and those whose numbers begin with it."""
    numbers = [number_of(line.raw) for line in outline.lines]
    known = set(numbers)
    for i, number in enumerate(numbers):
        if number and _within(number, wanted) and _counts(number, known):
            yield outline.lines[i].span[0], outline.until_number(i)


def _captioned(outline: PaperLines, wanted: NumberRange) -> Iterator[Span]:
    for i, line in enumerate(outline.lines):
        caption = RULES.find("caption", line.text)
        if caption and _within(tuple(map(int, caption["number"].split("."))), wanted):
            yield line.span[0], _end(outline, i + 1)


def _within(number: tuple[int, ...], wanted: NumberRange) -> bool:
    low, high = wanted
    return low <= number[: len(low)] and number[: len(high)] <= high


def _counts(number: tuple[int, ...], known: set[tuple[int, ...]]) -> bool:
    """Return whether a number is one of a paper's and no quantity: the one before it, after it or below it is there."""
    above, last = number[:-1], number[-1]
    return any(n in known for n in ((*above, last - 1), (*above, last + 1), (*number, 1), above) if n)


def _below(outline: PaperLines, mark: Mark) -> Span | None:
    """Return the next numbered paragraph; where the next line has no number, what is up to the next one that has."""
    lines = outline.lines
    first = next((i for i, line in enumerate(lines) if line.span[0] >= mark.span[1] and i not in outline.marked), None)
    if first is None:
        return None
    if numbered(lines[first].raw):
        return lines[first].span[0], outline.until_number(first)
    return lines[first].span[0], _end(outline, first)


def _above(outline: PaperLines, mark: Mark) -> Span | None:
    """Return the numbered paragraph before the one with the mark; the block above it where nothing has a number."""
    lines = outline.lines
    before = range(mark.line - 1, -1, -1)
    first = next((i for i in before if numbered(lines[i].raw)), None)
    if first is None:
        first = next((i for i in before if lines[i].block != lines[mark.line - 1].block), -1) + 1
    return (lines[first].span[0], lines[mark.line].span[0]) if first < mark.line else None


def _end(outline: PaperLines, first: int) -> int:
    """Return where the next numbered line begins from a line on; the end of the paper where nothing has a number."""
    return next((line.span[0] for line in outline.lines[first:] if numbered(line.raw)), outline.end)
