"""The papers of a file divided into what is open and what is closed, with the words on which that rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cqa.extract.exemption import marks, places
from cqa.extract.exemption.lines import appendix_label
from cqa.extract.exemption.paragraphs import paragraphs
from cqa.extract.exemption.places import Closed
from cqa.extract.exemption.units import NormalLine, printed_lines, sentences
from cqa.model import Document, Finding, Part, Section, Span, TableRow
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks

SURE = 0.9
"""Confidence of a mark found by a rule; the manifest confirms or lifts it."""
SHORT_FRONT = 400
"""Characters below which what precedes closed papers is their heading and no separate front sheet."""
MOST_WORDS = 240
"""Characters of a mark that are kept to be shown."""
ABOUT = 12
"""Lines in which an agenda or minutes say what they are."""
MOST_HEADING = 100
"""Characters of a line that can say what a paper is."""
RULES = Rules(__file__)
_KINDS: dict[str, places.Kind] = {"minutes": "minutes", "notice": "notice", "agenda": "agenda", "": ""}


class ExemptDecision(NamedTuple):
    """Whether a part is closed. ``found`` has the words as its value and where they are; its span is None where they
    are in a running header or footer, or the decision was given. ``of`` is the number of the part of which this is the
    closed part."""

    exempt: bool
    paragraphs: tuple[str, ...] = ()
    found: Finding[str] | None = None
    of: int | None = None


def divide(
    doc: Document, parts: tuple[Part, ...], given: bool | None = None
) -> tuple[tuple[Part, ...], tuple[ExemptDecision, ...]]:
    """Return the parts with closed passages as separate parts at the end, and the decision on each.

    ``given`` is what a manifest or a name pattern says of the whole file; it overrules every mark, which is
    reported all the same.
    """
    running, labels, headed = _in_running(doc)
    closed = [[] if running else _closed(doc, part, labels, frozenset(headed)) for part in parts]
    if headed and not any(closed):  # no appendix of that name was found: the whole file may be it
        running = next(iter(headed.values()))
    if given is not None:
        return parts, tuple(_given(doc, given, running, c, part) for c, part in zip(closed, parts, strict=True))
    if running:
        numbers = paragraphs(running.value, 0, len(running.value))
        return parts, tuple(ExemptDecision(True, numbers or _numbers(doc, part.span), running) for part in parts)
    if len(parts) > 1 and (front := _whole(closed[0], parts[0])):
        finding = _finding(doc, front)
        return parts, tuple(ExemptDecision(True, _numbers(doc, part.span), finding) for part in parts)
    wholes = [_whole(found, part) for found, part in zip(closed, parts, strict=True)]
    if len(parts) > 1 and parts[0].span[1] - parts[0].span[0] < SHORT_FRONT and all(wholes[1:]) and wholes[1]:
        finding = _finding(doc, wholes[1])  # a few lines above papers that are all closed: no open front sheet
        return parts, tuple(ExemptDecision(True, _numbers(doc, part.span), finding) for part in parts)
    opened: list[Part] = []
    decisions: list[ExemptDecision] = []
    apart: list[tuple[Part, ExemptDecision]] = []
    for number, (part, found) in enumerate(zip(parts, closed, strict=True)):
        whole = _whole(found, part)
        if whole or not found:
            opened.append(part)
            decisions.append(
                ExemptDecision(bool(whole), _numbers(doc, part.span) if whole else (), whole and _finding(doc, whole))
            )
            continue
        spans = _merged(found)
        opened.append(replace(part, sections=_outside(part.sections, [span for span, _ in spans])))
        decisions.append(ExemptDecision(False))
        for span, mark in spans:
            decision = ExemptDecision(True, _numbers(doc, span), _finding(doc, mark), number)
            apart.append((replace(part, span=span, sections=_inside(part.sections, span)), decision))
    return (*opened, *(p for p, _ in apart)), (*decisions, *(d for _, d in apart))


def open_view(doc: Document, hidden: Sequence[Span]) -> Document:
    """Return the document with these spans blank, so that nothing is extracted from them; offsets stay the same."""
    if not hidden:
        return doc
    text = doc.text
    for a, b in hidden:
        text = text[:a] + "\n".join(" " * len(line) for line in text[a:b].split("\n")) + text[b:]
    lines = tuple(x for x in doc.lines if not any(a < x.end and x.start < b for a, b in hidden))
    return replace(doc, text=text, lines=lines)


# ------------------------------------------------------------------ marks of a part


def _in_running(doc: Document) -> tuple[Finding[str] | None, frozenset[str], dict[str, Finding[str]]]:
    """Return the mark of the whole file in its running headers and footers, the labels of appendices that they call
    closed, and the marks of those that are headers of one appendix, by its label."""
    labels: set[str] = set()
    headed: dict[str, Finding[str]] = {}
    whole: Finding[str] | None = None
    for words in doc.running_lines:
        lines = printed_lines(words, (0, len(words)))
        found = marks.find(words, lines, list(sentences(words, lines)))
        labels |= found.closed_appendices
        strong = [m for m in found.marks if not m.weak or _alone(doc, lines[m.line].text)]
        if not strong:
            continue
        finding = Finding(_short(words), None, f"running header or footer: {strong[0].rule}", SURE)
        label = next(filter(None, (appendix_label(line.text) for line in lines)), "")
        if label and strong[0].scope != "paper":
            headed.setdefault(label, finding)
        else:
            whole = whole or finding
    return whole, frozenset(labels - headed.keys()), headed


LONG_PAPER = 60_000
"""Characters from which *Part B* alone in a running header is a part of a book and no mark."""


def _alone(doc: Document, words: str) -> bool:
    """Return whether a weak mark in a running header (*Part II*) can be one: the paper has no other part."""
    return len(words.split()) <= 2 and len(doc.text) < LONG_PAPER and not RULES.find("other part", doc.text)


def _closed(doc: Document, part: Part, labels: frozenset[str], headed: frozenset[str]) -> list[Closed]:
    """Return what is closed in a part. ``labels`` and ``headed`` are of appendices that running headers call closed."""
    lines = printed_lines(doc.text, part.span)
    if not lines:
        return []
    found = marks.find(doc.text, lines, list(sentences(doc.text, lines)))
    found = found._replace(closed_appendices=found.closed_appendices | labels, headed=headed)
    if not any((found.marks, found.excluded, found.closed_appendices, found.named, found.partly, headed)):
        return []
    return places.resolve(doc.text, lines, found, _kind(lines))


def _kind(lines: Sequence[NormalLine]) -> places.Kind:
    head = [line.text for line in lines[:ABOUT] if not RULES.find("numbered", line.raw)]
    for text in head:
        if len(text) >= MOST_HEADING:
            continue
        for rule, _ in RULES.matches("kind", text):
            if rule.name != "minutes" or not text.startswith("to "):  # "to approve the minutes"
                return _KINDS[rule.means]
    return ""


def _whole(found: Sequence[Closed], part: Part) -> Closed | None:
    return next((c for c in found if c.span is None), None)


def _merged(found: Sequence[Closed]) -> list[tuple[Span, Closed]]:
    """Return the spans in order without overlap, each with the mark that begins it."""
    spans: list[tuple[Span, Closed]] = []
    for closed in sorted(found, key=lambda c: c.span or (0, 0)):
        a, b = closed.span or (0, 0)
        if spans and a <= spans[-1][0][1]:
            spans[-1] = ((spans[-1][0][0], max(b, spans[-1][0][1])), spans[-1][1])
        else:
            spans.append(((a, b), closed))
    return spans


def _finding(doc: Document, closed: Closed) -> Finding[str]:
    return Finding(_short(doc.text[slice(*closed.mark.span)]), closed.mark.span, closed.mark.rule, SURE)


def _given(
    doc: Document, given: bool, running: Finding[str] | None, closed: Sequence[Closed], part: Part
) -> ExemptDecision:
    found = running or (_finding(doc, closed[0]) if closed else None)
    words, span = (found.value, found.span) if found else ("", None)
    return ExemptDecision(
        given,
        _numbers(doc, part.span) if given else (),
        Finding(words, span, "given: exempt" if given else "given: open", 1.0),
    )


def _numbers(doc: Document, span: Span) -> tuple[str, ...]:
    return paragraphs(doc.text, *span)


def _short(words: str) -> str:
    words = fold_blanks(words).strip()
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "\u2026"


# ------------------------------------------------------------------ sections


def _outside(sections: Sequence[Section], hidden: Sequence[Span]) -> tuple[Section, ...]:
    """Return the sections, or their pieces, that are outside the spans."""
    pieces = [(section, piece) for section in sections for piece in _rest(section.span, hidden)]
    return _renumbered(sections, pieces)


def _inside(sections: Sequence[Section], span: Span) -> tuple[Section, ...]:
    pieces = []
    for section in sections:
        a, b = max(section.span[0], span[0]), min(section.span[1], span[1])
        if a < b:
            pieces.append((section, (a, b)))
    return _renumbered(sections, pieces)


def _rest(span: Span, hidden: Sequence[Span]) -> list[Span]:
    pieces, at = [], span[0]
    for a, b in hidden:
        if b <= at or a >= span[1]:
            continue
        if a > at:
            pieces.append((at, a))
        at = max(at, b)
    if at < span[1]:
        pieces.append((at, span[1]))
    return pieces


def _renumbered(sections: Sequence[Section], pieces: Sequence[tuple[Section, Span]]) -> tuple[Section, ...]:
    """Return the pieces as sections whose parents are counted in the new list."""
    place: dict[str, int] = {}
    made: list[Section] = []
    for section, span in pieces:
        again = section.id in place
        place.setdefault(section.id, len(made))
        cut = span != section.span
        above = section.parent
        while above is not None and sections[above].id not in place:
            above = sections[above].parent
        made.append(
            replace(
                section,
                id=f"{section.id}x{len(made)}" if again else section.id,
                span=span,
                heading="" if cut and span[0] > section.span[0] else section.heading,
                number=None if cut and span[0] > section.span[0] else section.number,
                parent=None if above is None else place[sections[above].id],
                rows=_rows(section.rows, span) if cut else section.rows,
            )
        )
    return tuple(made)


def _rows(rows: Sequence[TableRow], span: Span) -> tuple[TableRow, ...]:
    return tuple(row for row in rows if all(span[0] <= a and b <= span[1] for a, b in row.cells))
