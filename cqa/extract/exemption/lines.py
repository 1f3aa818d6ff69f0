"""The outline of a paper: where its head ends, where appendices, items and open parts begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from cqa.extract.exemption.marks import APPENDIX, TOP_LINES, Found, listed
from cqa.extract.exemption.units import PrintedLine
from cqa.text.pattern import pattern

PROSE = 7
"""Words from which a line is a sentence and not a heading or a stamp."""
LONG = 12
"""Words from which a line is prose though it ends without a stop."""
LONGEST_HEAD = 110
"""Characters of the heading of an appendix."""
LONGEST_OPEN = 90
"""Characters of the heading of an open part."""
_NUMBER = pattern(r"(?i)^\s*(?:minute (?:no\.? ?)?|item )?(?P<number>\d{1,3}(?:\.\d{1,2}){0,3})[.):]?\s+\S")
_OPEN_HEAD = pattern(
    r"^(?:part (?:i|1|a|one)\b(?! of)|section a\b|rhan (?:1|a)\b|(?:open|public) (?:session|items?|business|part|"
    r"section|minutes)|non (?:exempt|confidential)|matters for information|for noting)"
)
_FIRST_PART = ("part", "section", "rhan")
_OPEN_WORDS = ("open", "public", "agored", "cyhoeddus")
_ITEM_STAMP = pattern(r"^(?:agenda )?item (?:no\.? ?)?\d{1,2}\w?$")
_BOILERPLATE = pattern(
    r"^(?:the )?(?:meeting|chair\w*|mayor|signed|duration|date of next|to (?:consider|receive|note|agree|approve|"
    r"resolve|confirm)|report of|pages?|contact|members?|queries|enquiries|there (?:was|were|being) no)\b|"
    r"\b(?:meeting|business) (?:closed|ended|concluded|finished|terminated|commenced)\b|attached|to follow|\.{6,}|"
    r"this agenda|please contact|^(?:the )?(?:report|minutes?) (?:is|are) (?:to follow|attached)"
)
_RESOLUTION = ("resolved", "agreed", "decision", "decided", "approved", "noted", "that ", "penderfynwyd", "recommended")
_SAYS = pattern(
    r"\b(?:is|are|contains?|will|shows?|sets?|gives?|refers?|accompan(?:y|ies)|(?:of|to) th(?:is|e) report)\b"
)


def open_heading(text: str) -> bool:
    """Return whether a line in its normal form heads the open part of a paper."""
    return _OPEN_HEAD.match(text) is not None and len(text) < LONGEST_OPEN


def item_stamp(text: str) -> bool:
    """Return whether a line is a stamp like *Agenda Item 6*, alone."""
    return _ITEM_STAMP.match(text) is not None


def numbered(raw: str) -> bool:
    """Return whether a line as printed begins with a number."""
    return _NUMBER.match(raw) is not None


def bare_resolution(text: str) -> bool:
    """Return whether a line only says what was resolved, without figures: published even of closed items."""
    return text.startswith(_RESOLUTION) and not any(c.isdigit() for c in text) and len(text.split()) <= 2 * LONG


class Outline:
    """The lines of one paper, with its head, its appendices and the places where what is closed ends."""

    def __init__(self, lines: Sequence[PrintedLine], found: Found) -> None:
        self.lines, self.found = lines, found
        self.end = lines[-1].span[1] if lines else 0
        self.marked = {mark.line for mark in found.marks}

    @cached_property
    def listed(self) -> set[int]:
        """The lines of lists of appendices that go on with the paper: nothing of an appendix is below them."""
        return {i for i in listed(self.lines) if not self._own_text(i)}

    @cached_property
    def heads(self) -> list[int]:
        """The lines that head an appendix."""
        return [
            i
            for i, line in enumerate(self.lines)
            if len(line.text) < LONGEST_HEAD
            and APPENDIX.match(line.text)
            and not _SAYS.search(line.text)
            and i not in self.listed
        ]

    @cached_property
    def top(self) -> int:
        """The number of lines before the first prose."""
        known = self.marked | self.found.denied
        prose = (i for i in range(2, min(TOP_LINES, len(self.lines))) if i not in known and self.prose(i))
        return next(prose, TOP_LINES)

    @cached_property
    def two_parts(self) -> bool:
        """Whether a line heads an open part: a *Part II* is then only that."""
        return any(open_heading(line.text) and len(line.text) < LONGEST_OPEN for line in self.lines)

    @cached_property
    def parts_of_meeting(self) -> bool:
        """Whether the open part is called so, or the public left: *Part B* is then no chapter of a book."""
        named = (line.text for line in self.lines if open_heading(line.text))
        return bool(self.found.excluded) or any(
            text.startswith(_FIRST_PART) and any(word in text for word in _OPEN_WORDS) for text in named
        )

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self.lines[mark.line].text for mark in self.found.marks if mark.stamp)

    def recurs(self, i: int) -> bool:
        """Return whether a stamp is printed more than once, as at the edge of pages."""
        return self._counts[self.lines[i].text] > 1

    def prose(self, i: int) -> bool:
        """Return whether a line is a sentence that says something."""
        line = self.lines[i]
        words = len(line.text.split())
        full = words >= LONG or line.raw.rstrip().endswith((".", ";", ","))
        return words >= PROSE and full and not _BOILERPLATE.search(line.text)

    def words_of_its_own(self, i: int) -> bool:
        """Return whether a line has more words than a heading."""
        text = self.lines[i].text
        return len(text.split()) >= PROSE and not _BOILERPLATE.search(text)

    def denied_below(self, i: int) -> bool:
        """Return whether the next line says that nothing is closed."""
        return i + 1 in self.found.taken_back and self.lines[i + 1].block - self.lines[i].block <= 1

    def opens_before(self, i: int) -> bool:
        """Return whether an open part begins above a line."""
        return any(open_heading(line.text) for line in self.lines[:i])

    # ---- where parts begin and end

    def readmitted(self, after: int) -> int | None:
        """Return where the public come back after an offset."""
        return next((s.span[0] for s in self.found.readmitted if s.span[0] >= after), None)

    def until_open(self, i: int) -> int:
        """Return where the open meeting goes on after a line."""
        ends = self.readmitted(self.lines[i].span[1]) or self.end
        heads = (line.span[0] for line in self.lines[i + 1 :] if open_heading(line.text))
        return min(ends, next(heads, self.end))

    def appendix(self, i: int) -> int | None:
        """Return the heading of the appendix that a mark belongs to: its own line, or one near it."""
        for k in (i, i - 1, i - 2, i + 1, i + 2):
            if k >= 0 and k in self.heads:
                between = range(min(k, i) + 1, max(k, i))
                if all(len(self.lines[b].text.split()) < PROSE or b in self.marked for b in between):
                    return k
        return None

    def until_appendix(self, i: int, head: int) -> int:
        """Return where the next appendix begins."""
        own = APPENDIX.match(self.lines[head].text)
        label = own["label"] if own else ""
        for k in self.heads:
            other = APPENDIX.match(self.lines[k].text)
            if k > max(i, head) and other and other["label"] != label:
                return self.lines[k].span[0]
        return min(self.readmitted(self.lines[max(i, head)].span[1]) or self.end, self.next_item(i))

    def item(self, i: int) -> int | None:
        """Return the stamp of the agenda item whose paper begins with a mark: *Agenda Item 6*, then the mark."""
        for k in range(i, max(-1, i - 4), -1):
            if item_stamp(self.lines[k].text):
                return k if k > 0 else None
        return None

    def next_page(self, i: int) -> int:
        """Return where the next page begins after a line."""
        return next((line.span[0] for line in self.lines[i + 1 :] if line.new_page), self.end)

    def next_item(self, i: int) -> int:
        """Return where the paper of the next agenda item begins."""
        return next((line.span[0] for line in self.lines[i + 1 :] if item_stamp(line.text)), self.end)

    def until_number(self, number: int) -> int:
        """Return where the next number of the same level begins."""
        own = _NUMBER.match(self.lines[number].raw)
        depth = own["number"].count(".") if own else 0
        for k in range(number + 1, len(self.lines)):
            other = _NUMBER.match(self.lines[k].raw)
            if other and other["number"].count(".") <= depth and own and _follows(own["number"], other["number"]):
                return self.lines[k].span[0]
            if k in self.heads or item_stamp(self.lines[k].text):
                return self.lines[k].span[0]
        return self.end

    def block(self, i: int) -> int:
        """Return where the block of a line begins, with a short heading above it."""
        first = i
        while first > 0 and self.lines[first - 1].block == self.lines[i].block and not self.prose(first - 1):
            first -= 1
        above = self.lines[first - 1] if first else None
        if above is not None and len(above.text.split()) < PROSE and not above.raw.rstrip().endswith("."):
            first -= 1
        return self.lines[first].span[0]

    def _own_text(self, i: int) -> bool:
        """Return whether an appendix in a list has text below it that does not go on with the paper's numbers."""
        after = list(range(i + 1, min(i + 4, len(self.lines))))
        if not after or APPENDIX.match(self.lines[after[0]].text):
            return False
        before = [m["number"] for k in range(i) if (m := _NUMBER.match(self.lines[k].raw))]
        for k in after:
            match = _NUMBER.match(self.lines[k].raw)
            if match is not None:
                return bool(before) and not _follows(before[-1], match["number"])
            if ":" in self.lines[k].raw[:40] or self.lines[k].text.startswith(
                ("background", "contact", "report author")
            ):
                return False
        return any(self.words_of_its_own(k) for k in after)


def _follows(own: str, other: str) -> bool:
    """Return whether a number can come after another: ``4.3`` after ``4.2``, not a quantity or a year."""
    first, second = ([int(x) for x in number.split(".")] for number in (own, other))
    return second > first and second[0] - first[0] <= 3
