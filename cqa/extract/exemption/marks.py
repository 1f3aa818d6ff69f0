"""Marks, denials and the coming and going of the public, found in the lines and sentences of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from re import Match
from typing import Literal, NamedTuple

from cqa.extract.exemption import forms
from cqa.extract.exemption.closing import cites_law, closings
from cqa.extract.exemption.lexicon import lexicon, tagged, worth_reading
from cqa.extract.exemption.meeting import moves
from cqa.extract.exemption.named import NamedParts, named_parts
from cqa.extract.exemption.reading import ClauseReading, read
from cqa.extract.exemption.units import NormalLine, NormalSentence, cells, continues
from cqa.extract.exemption.words import normal
from cqa.model import Span
from cqa.text.rules import Rules

Scope = Literal["paper", "part", "open"]
"""What a mark closes: the whole paper, what it is in, or that which the place of the mark shows."""


class Mark(NamedTuple):
    """Words that say that something is closed: where, by which rule, the line on which they begin."""

    span: Span
    rule: str
    line: int
    scope: Scope
    stamp: bool = False
    """Whether the line is nothing but the mark."""
    weak: bool = False
    """Whether the words are a mark only at the head of a paper: ``Part B`` alone."""
    nouns: tuple[str, ...] = ()


class NamedMark(NamedTuple):
    """A mark that names parts of its paper, as *Paragraph 3 below is exempt* does."""

    mark: Mark
    parts: NamedParts
    closes: bool
    """Whether the words are a mark of the paper where no part of that name is found."""


class Found(NamedTuple):
    """Everything that a paper says about what is closed."""

    marks: list[Mark]
    closed_appendices: frozenset[str]
    """Labels of appendices that it says are closed."""
    excluded: list[NormalSentence]
    readmitted: list[NormalSentence]
    denied: frozenset[int]
    """Lines that say that nothing is closed, or list or suppose what may be."""
    taken_back: frozenset[int] = frozenset()
    """Those that say that nothing is closed."""
    named: tuple[NamedMark, ...] = ()
    """Marks that name parts of the paper by number or place."""
    partly: tuple[Mark, ...] = ()
    """Answers of forms that some part is closed, without its place."""
    headed: frozenset[str] = frozenset()
    """Labels of appendices that a running header calls closed."""


RULES = Rules(__file__)
TOP_LINES = 14
"""Lines with words in which a paper says what it is."""
EXPLAINED = 3
"""Different items of the Schedule from which their words are an explanation of it and no mark."""
LONGEST_LINE = 200
"""Characters of a line that can be a mark by itself."""


def appendix_head(text: str) -> Match[str] | None:
    """Return how a line in its normal form names an appendix at its head, with the ``label`` of that."""
    return RULES.find("appendix", text)


def find(text: str, lines: list[NormalLine], units: list[NormalSentence]) -> Found:
    """Return everything that the lines and sentences of a paper say about what is closed."""
    marks, partly, no, labels = list[Mark](), list[Mark](), set[int](), set[str]()
    answers = list(forms.answers(lines))
    for answer in answers:
        if answer.answer in ("open", "met in public"):
            no.add(answer.line)
        else:
            mark = Mark(lines[answer.line].span, "form", answer.line, "paper")
            (partly if answer.answer == "partly" else marks).append(mark)
    public = any(answer.answer == "met in public" for answer in answers)
    excluded, readmitted, plain, named = [], [], set(no), list[NamedMark]()
    explained = bool(no) or len({w for unit in units for w in schedule_words(unit.text)}) >= EXPLAINED
    unplaced = {mark.line for mark in partly}
    taken = {mark.line for mark in marks} | unplaced
    for unit in units:
        if not worth_reading(unit.text):
            continue
        moved = moves(unit.text)
        if moved == "open":
            readmitted.append(unit)
            continue
        if moved == "stayed":
            plain |= {unit.line}
            no.add(unit.line)
            continue
        if moved == "closed":
            excluded.append(unit)
        if (parts := named_parts(unit.text)) is not None:
            named.append(_named(unit, parts, lines[unit.line]))
            no.add(unit.line)
            continue
        if unit.line in no or unit.line in unplaced:
            labels |= _labels(unit.text) if len(closings(tagged(unit.text))) > 1 else set()
            continue
        reading = read(unit.text)
        if reading is None:
            if not explained and unit.line not in taken and schedule_words(unit.text):
                marks.append(Mark(unit.span, "the Schedule's own words", unit.line, "open"))
        elif reading.says in ("denied", "supposed"):
            no.add(unit.line)
            plain |= {unit.line} if reading.says == "denied" else set()
        elif reading.says == "refers":
            labels |= set() if reading.soft else _labels(unit.text)
            no |= set() if appendix_head(unit.text) and not _in_list(unit.text) else {unit.line}
        elif moved is None or reading.says == "paper":
            marks.append(_mark(unit.span, unit.line, reading.says, reading.nouns))
    for i in set(range(len(lines))) - no - {each.mark.line for each in named} - taken:
        if (here := _named_in_heading(lines, i)) is not None:
            named.append(here)
            no.add(i)
    no |= listed(lines)
    _lines(lines, no, {m.line for m in marks} | unplaced | {u.line for u in (*excluded, *readmitted)}, marks, labels)
    for passage in _passages(text, lines):
        marks = [m for m in marks if m.line != passage.line]
        marks.append(passage)
    return Found(
        sorted(marks),
        frozenset(labels),
        excluded,
        readmitted,
        denied=frozenset(no),
        taken_back=frozenset(plain),
        named=tuple(named),
        partly=() if public else tuple(partly),
    )


_CLOSES = frozenset({"paper", "part", "stamp", "law"})
"""What a reading says that closes something."""


def _named(unit: NormalSentence, parts: NamedParts, line: NormalLine) -> NamedMark:
    """Return the mark; a heading that says it by itself ends with its line, though the sentence seems to go on."""
    reading = read(unit.text)
    span = line.span if named_parts(line.text) == parts else unit.span
    mark = Mark(span, "a part that the paper calls closed", unit.line, "part")
    return NamedMark(mark, parts, reading is not None and reading.says in _CLOSES)


def _named_in_heading(lines: Sequence[NormalLine], i: int) -> NamedMark | None:
    """Return the mark of a heading that was read with the line below it: *13. Fraud (paragraph below confidential)*."""
    line = lines[i]
    if not line.raw.rstrip().endswith((")", "]")) or (i and continues(lines[i - 1], line)):
        return None
    parts = named_parts(line.text) if len(line.text) < LONGEST_LINE and worth_reading(line.text) else None
    return NamedMark(Mark(line.span, "a part that the paper calls closed", i, "part"), parts, True) if parts else None


def _passages(text: str, lines: Sequence[NormalLine]) -> list[Mark]:
    """Return the passages in brackets that begin with a mark and say what is exempt."""
    if not lines:
        return []
    found = []
    for bracket in RULES["passage in brackets"].finditer(text, lines[0].span[0], lines[-1].span[1]):
        words = normal(bracket[0]).split()
        if len(words) > LONGEST_REASON and not cites_law(tagged(" ".join(words))):
            at = next(i for i, line in enumerate(lines) if line.span[1] > bracket.start())
            found.append(Mark(bracket.span(), "a passage in brackets", at, "part"))
    return found


LONGEST_REASON = 8
"""Words of a mark in brackets with its reason; a longer one is a passage of the text."""


def _mark(span: Span, line: int, says: str, nouns: tuple[str, ...]) -> Mark:
    rules = {"paper": "this paper", "part": "this part", "stamp": "stamp", "weak": "stamp", "law": "the law is cited"}
    scope: Scope = "paper" if says == "paper" else "part" if says == "part" else "open"
    return Mark(span, rules[says], line, scope, says in ("stamp", "weak"), says == "weak", nouns)


def _lines(lines: Sequence[NormalLine], no: set[int], taken: set[int], marks: list[Mark], labels: set[str]) -> None:
    """Add the lines that are marks though the sentence around them says nothing."""
    for i, line in enumerate(lines):
        if i in taken or len(line.text) > LONGEST_LINE or not worth_reading(line.text):
            continue
        if (i in no and not appendix_head(line.text)) or (i and continues(lines[i - 1], line)):
            continue
        reading = read(line.text) or _of_cells(line.raw, _field(lines, i)) or _of_bracket(line.raw)
        if reading is None and RULES.find("law", line.text) and i < TOP_LINES:
            marks.append(Mark(line.span, "the law is cited", i, "open"))
        if reading is None or reading.says in ("denied", "supposed", "refers"):
            continue
        if reading.says == "law" and (line.raw.rstrip().endswith((",", " of", " the")) or line.goes_on):
            continue  # a piece of a sentence that was read as a whole
        labels |= _labels(line.text) if appendix_head(line.text) else set()
        if i not in no:
            marks.append(_mark(line.span, i, reading.says, reading.nouns))


def _of_bracket(raw: str) -> ClauseReading | None:
    """Return what the bracket says with which a numbered line begins: *2.1 [EXEMPT] The officer was interviewed.*"""
    bracket = RULES.find("leading bracket", raw)
    reading = read(normal(bracket["words"])) if bracket else None
    return reading if reading is not None and reading.says == "stamp" else None


def _of_cells(raw: str, field: bool) -> ClauseReading | None:
    """Return what one of the cells of a line says, as in *Item 4.6   IN CONFIDENCE   ED/REG/121*.

    *Private* and the like count only in the last cell of a ``field`` of the head: *Subject: Lease    Private*.
    """
    filled = [cell for cell in cells(raw.strip()) if cell.strip()]
    if len(filled) < 2:
        return None
    readings = [reading for cell in filled if (reading := read(normal(cell))) is not None]
    sure = next((reading for reading in readings if reading.says == "stamp" and not reading.soft), None)
    last = read(normal(filled[-1])) if field and sure is None else None
    return last if last is not None and last.says == "stamp" else sure


def _field(lines: Sequence[NormalLine], i: int) -> bool:
    """Return whether a line of the head is a field like *Subject:*, the value below that label, or names the body."""
    above = lines[i - 1].raw.rstrip() if i else ""
    raw = above if above.endswith(":") else lines[i].raw
    label = tagged(normal(raw.partition(":")[0])) if ":" in raw else ()
    body = tagged(normal(cells(lines[i].raw.strip())[0]))[-1:]
    named = any(token.tags & {"title_label", "document_noun"} for token in label)
    return i < TOP_LINES and (named or any("body" in token.tags for token in body))


def schedule_words(text: str) -> set[str]:
    """Return which of the Schedule's own words a text has."""
    if "information" not in text and "interest" not in text:
        return set()
    return {phrase for phrase in lexicon().schedule_words if phrase in text}


# ------------------------------------------------------------------ appendices


def listed(lines: Sequence[NormalLine]) -> set[int]:
    """Return the lines of lists of appendices, which close nothing by themselves."""
    found: set[int] = set()
    for i in range(1, len(lines)):
        adjacent = lines[i].block == lines[i - 1].block and appendix_head(lines[i].text)
        if adjacent and (i - 1 in found or RULES.find("head of a list", lines[i - 1].text)):
            found |= {i - 1, i}
    return found


def _in_list(text: str) -> bool:
    """Return whether an appendix is one of several in a line, or spoken of in a sentence."""
    return len(RULES["labels"].findall(text)) > 1 or any(
        f" {verb} " in text for verb in ("is", "are", "contains", "gives")
    )


def _labels(text: str) -> set[str]:
    return {
        label
        for m in RULES["labels"].finditer(text)
        for label in RULES["one label"].findall(m["labels"])
        if label != "to"
    }
