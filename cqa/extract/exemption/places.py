"""From marks to what they close: the whole paper, or the parts of it whose beginning and end its structure shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cqa.extract.exemption.marks import APPENDIX, TOP_LINES, Found, Mark, listed
from cqa.extract.exemption.units import PrintedLine, Sentence
from cqa.extract.exemption.words import normal
from cqa.model import Span


class Closed(NamedTuple):
    """What is closed: a mark, and the span that it closes, None for the whole paper."""

    mark: Mark
    span: Span | None


_NUMBER = re.compile(
    r"^\s*(?:minute (?:no\.? ?)?|item )?(?P<number>\d{1,3}(?:\.\d{1,2}){0,3})[.):]?\s+\S", re.IGNORECASE
)
_OPEN_HEAD = re.compile(
    r"^(?:part (?:i|1|a|one)\b(?! of)|open (?:session|items?|business|part|section)|public (?:session|"
    r"items?|business|part|section)|non (?:exempt|confidential))"
)
_PLURAL = re.compile(r"\b(?:part (?:ii|2|b|two)|items|business|session|minutes|section|matters|part)\b")
_ITEM_STAMP = re.compile(r"^agenda item (?:no\.? ?)?\d{1,2}\w?$")
_BOILERPLATE = re.compile(
    r"^(?:the )?(?:meeting|chair\w*|mayor|signed|duration|date of next|to (?:consider|receive|note|agree"
    r"|approve|resolve|confirm)|report of|pages?|contact|members?|there (?:was|were|being) no)\b|"
    r"\b(?:meeting|business) (?:closed|ended|concluded|finished|terminated|commenced)\b|attached|"
    r"to follow|\.{6,}|^(?:the )?(?:report|minutes?) (?:is|are) (?:to follow|attached)"
)
_SAYS = re.compile(r"\b(?:is|are|contains?|will|shows?|sets?|gives?|refers?|(?:of|to) th(?:is|e) report)\b")
_BEGINS = re.compile(r"\b(?:begin|start|commence)(?:s|ning)?\b")
PROSE = 7
"""Words from which a line is a sentence and not a heading or a stamp."""


def resolve(text: str, lines: Sequence[PrintedLine], found: Found, kind: str) -> list[Closed]:
    """Return what the marks of one paper close. ``kind`` is ``agenda``, ``minutes`` or empty."""
    seen = _Places(text, lines, found, kind)
    closed: list[Closed] = []
    for mark in found.marks:
        here = seen.closed_by(mark)
        if here is not None:
            closed.append(here)
    closed += seen.after_exclusion()
    closed += seen.appendices()
    return closed


class _Places:
    """One paper's lines with what was found in them."""

    def __init__(self, text: str, lines: Sequence[PrintedLine], found: Found, kind: str) -> None:
        self.text, self.lines, self.found, self.kind = text, lines, found, kind
        self.end = lines[-1].span[1] if lines else 0
        self.marked = {m.line for m in found.marks}
        listed_lines = listed(list(lines))
        self.heads = [
            i
            for i, line in enumerate(lines)
            if len(line.text) < 110
            and APPENDIX.match(line.text)
            and not _SAYS.search(line.text)
            and i not in listed_lines
        ]
        self.top = self._top()
        self.two_parts = any(_OPEN_HEAD.match(line.text) and len(line.text) < 60 for line in lines)
        counts: dict[str, int] = {}
        for m in found.marks:
            if m.stamp:
                counts[lines[m.line].text] = counts.get(lines[m.line].text, 0) + 1
        self.running = {words for words, n in counts.items() if n > 1}

    def _top(self) -> int:
        """Return the number of lines before the first prose."""
        for i, _line in enumerate(self.lines[:TOP_LINES]):
            if i not in self.marked | self.found.denied and i > 1 and self._prose(i):
                return i
        return TOP_LINES

    def _prose(self, i: int) -> bool:
        line = self.lines[i]
        words = len(line.text.split())
        return (
            words >= PROSE
            and (words >= 12 or line.raw.rstrip().endswith((".", ";", ",")))
            and not _BOILERPLATE.search(line.text)
        )

    # ---- one mark

    def closed_by(self, mark: Mark) -> Closed | None:
        line = self.lines[mark.line]
        if mark.rule == "a passage in brackets":
            return Closed(mark, mark.span)
        ends = self._next_readmitted(mark.span[1])
        if ends is not None and _BEGINS.search(line.text) and len(line.text.split()) < 12:
            return self._part(mark, mark.span[0], ends)
        if self._denied_below(mark.line) and mark.rule != "form":
            return None
        if self.kind == "agenda" and mark.line >= 3:
            return (
                self._part(mark, mark.span[0], self._until_open(mark.line)) if self._listed_prose(mark.line) else None
            )
        if mark.weak and self.two_parts:
            return self._part(mark, mark.span[0], self._until_open(mark.line))
        if line.text in self.running and mark.line < self.top:
            return Closed(mark, None)
        if mark.scope == "paper":
            return Closed(mark, None)
        appendix = self._appendix(mark.line)
        if mark.line < self.top and (appendix is None or len(self.heads) == 1):
            return Closed(mark, None)
        if appendix is not None:
            return self._part(
                mark, min(mark.span[0], self.lines[appendix].span[0]), self._until_appendix(mark.line, appendix)
            )
        if line.text in self.running:
            return Closed(mark, None)
        return self._late(mark, line)

    def _late(self, mark: Mark, line: PrintedLine) -> Closed | None:
        ends = self._next_readmitted(mark.span[1])
        number = self._number(mark.line)
        if ends is not None and number is None:
            return self._part(mark, mark.span[0], ends)
        if number is not None:
            return self._part(
                mark, self.lines[number].span[0], min(self._until_number(mark.line, number), ends or self.end)
            )
        short = len(line.text.split()) < 16
        if (
            self.kind == "minutes"
            or self.two_parts
            or (short and mark.rule != "not for publication" and _PLURAL.search(line.text))
        ):
            return self._part(mark, mark.span[0], self._until_open(mark.line))
        if short and re.search(r"\bpart (?:ii|2|b|two)\b", line.text):
            return self._part(mark, mark.span[0], self._until_open(mark.line))
        if mark.scope == "part":
            return self._part(mark, self._block(mark.line), self.end)
        return Closed(mark, None)

    def _part(self, mark: Mark, start: int, end: int) -> Closed | None:
        """Return the part closed, None where nothing but the mark itself is in it."""
        inside = [i for i, line in enumerate(self.lines) if start <= line.span[0] < end]
        content = any(
            self._prose(i) or (len(self.lines[i].text.split()) >= PROSE and not _BOILERPLATE.search(self.lines[i].text))
            for i in inside
            if i not in self.marked and i not in self.found.denied
        )
        marked = any(mark.span[1] - mark.span[0] > len(self.lines[i].raw) + 40 for i in inside if i == mark.line)
        numbered = any(
            _NUMBER.match(self.lines[i].raw) and len(self.lines[i].text.split()) >= PROSE
            for i in inside
            if i in self.marked
        )
        return Closed(mark, (start, end)) if content or marked or numbered else None

    def _denied_below(self, i: int) -> bool:
        return i + 1 in self.found.denied and self.lines[i + 1].block - self.lines[i].block <= 1

    def _listed_prose(self, i: int) -> bool:
        return (
            sum(self._prose(k) for k in range(i + 1, len(self.lines)) if k not in self.marked | self.found.denied) > 0
        )

    # ---- where it begins and ends

    def _appendix(self, i: int) -> int | None:
        """Return the line of the appendix heading that the mark belongs to: its own line, or one beside it."""
        for k in (i, i - 1, i - 2, i + 1, i + 2):
            if k in self.heads and (k >= 0):
                between = range(min(k, i) + 1, max(k, i))
                if all(len(self.lines[b].text.split()) < PROSE or b in self.marked for b in between):
                    return k
        return None

    def _until_appendix(self, i: int, head: int) -> int:
        own = APPENDIX.match(self.lines[head].text)
        label = own["label"] if own else ""
        for k in self.heads:
            other = APPENDIX.match(self.lines[k].text)
            if k > max(i, head) and other and other["label"] != label:
                return self.lines[k].span[0]
        return min(self._next_readmitted(self.lines[max(i, head)].span[1]) or self.end, self._next_item(i))

    def _next_item(self, i: int) -> int:
        return next((line.span[0] for line in self.lines[i + 1 :] if _ITEM_STAMP.match(line.text)), self.end)

    def _next_readmitted(self, after: int) -> int | None:
        return next((s.span[0] for s in self.found.readmitted if s.span[0] >= after), None)

    def _until_open(self, i: int) -> int:
        ends = self._next_readmitted(self.lines[i].span[1]) or self.end
        heads = (line.span[0] for line in self.lines[i + 1 :] if _OPEN_HEAD.match(line.text) and len(line.text) < 90)
        return min(ends, next(heads, self.end))

    def _number(self, i: int) -> int | None:
        """Return the numbered line that the mark is in."""
        if _NUMBER.match(self.lines[i].raw):
            return i
        return None

    def _until_number(self, i: int, number: int) -> int:
        own = _NUMBER.match(self.lines[number].raw)
        depth = own["number"].count(".") if own else 0
        for k in range(max(i, number) + 1, len(self.lines)):
            other = _NUMBER.match(self.lines[k].raw)
            if other and other["number"].count(".") <= depth and own and _follows(own["number"], other["number"]):
                return self.lines[k].span[0]
            if k in self.heads or _ITEM_STAMP.match(self.lines[k].text):
                return self.lines[k].span[0]
        return self.end

    def _block(self, i: int) -> int:
        """Return where the block of a line begins, with a short heading above it."""
        first = i
        while first > 0 and self.lines[first - 1].block == self.lines[i].block:
            first -= 1
        if (
            first > 0
            and len(self.lines[first - 1].text.split()) < PROSE
            and not self.lines[first - 1].raw.rstrip().endswith(".")
        ):
            first -= 1
        return self.lines[first].span[0]

    # ---- meetings and appendices

    def after_exclusion(self) -> list[Closed]:
        """Return what minutes say after the public have left."""
        closed = []
        for sentence in self.found.excluded:
            if self.kind == "agenda" or not (self.kind == "minutes" or _happened(sentence)):
                continue
            block = self.lines[sentence.line].block
            last = max(i for i, line in enumerate(self.lines) if line.block == block)
            mark = Mark(sentence.span, "the public were excluded", sentence.line, "part")
            if last + 1 < len(self.lines):
                begin = self.lines[last + 1].span[0]
                end = min(self._next_readmitted(sentence.span[1]) or self.end, self._until_open(last))
                if (part := self._part(mark, begin, end)) is not None:
                    closed.append(part)
        return closed

    def appendices(self) -> list[Closed]:
        """Return the appendices whose label an open text calls closed."""
        closed = []
        for k in self.heads:
            head = APPENDIX.match(self.lines[k].text)
            if head and head["label"] in self.found.closed_appendices and k > 0:
                mark = Mark(self.lines[k].span, "an appendix that the paper calls closed", k, "part")
                if (part := self._part(mark, mark.span[0], self._until_appendix(k, k))) is not None:
                    closed.append(part)
        return closed


def _follows(own: str, other: str) -> bool:
    """Return whether a number can come after another: ``4.3`` after ``4.2``, not a quantity or a year."""
    first, second = ([int(x) for x in number.split(".")] for number in (own, other))
    return second > first and second[0] - first[0] <= 3


def _happened(sentence: Sentence) -> bool:
    return re.search(
        r"\b(?:resolved|agreed|withdrew|left|were excluded|was excluded|having|moved)\b", sentence.text
    ) is not None and not re.search(r"\b(?:recommended|to consider|if|should)\b.{0,40}\bexclu", normal(sentence.text))
