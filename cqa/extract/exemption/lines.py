"""The outline of a paper: where its head ends, where appendices, items and open parts begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import takewhile

from cqa.extract.exemption.marks import TOP_LINES, Found, Mark, appendix_head, listed
from cqa.extract.exemption.units import NormalLine, NormalSentence
from cqa.text.rules import Rules

PROSE = 7
"""Words from which a line is a sentence and not a heading or a stamp."""
LONG = 12
"""Words from which a line is prose though it ends without a stop."""
LONGEST_HEAD = 110
"""Characters of the heading of an appendix."""
LONGEST_OPEN = 90
"""Characters of the heading of an open part."""
RULES = Rules(__file__)
_FIRST_PART = ("part", "section", "rhan")
_OPEN_WORDS = ("open", "public", "agored", "cyhoeddus")
_RESOLUTION = ("resolved", "agreed", "decision", "decided", "approved", "noted", "that ", "penderfynwyd", "recommended")


def open_heading(text: str) -> bool:
    """Return whether a line in its normal form heads the open part of a paper."""
    return RULES.find("open part", text) is not None and len(text) < LONGEST_OPEN


def item_stamp(raw: str) -> bool:
    """Return whether a line is a stamp like *Agenda Item 6*, alone or with a title: *Item 9   Lease of the quay*."""
    return RULES.find("item stamp", raw) is not None and len(raw) < LONGEST_HEAD


def numbered(raw: str) -> bool:
    """Return whether a line as printed begins with a number."""
    return bool(number(raw))


def number(raw: str) -> str:
    """Return the number that a line as printed begins with, "" where it begins with none."""
    found = RULES.find("number", raw)
    return found["number"] if found else ""


def appendix_label(text: str) -> str:
    """Return the label of the appendix that a line in its normal form heads; empty for one without, or none."""
    head = appendix_head(text)
    return (head["label"] or "") if head else ""


def _ends(label: str, other: str) -> bool:
    """Return whether the heading of another appendix ends one: 3 ends 2 and C ends B, but an A in 2 is its own part."""
    if label.isdigit() or other.isdigit():
        return not label or (label.isdigit() and other.isdigit() and int(other) > int(label))
    return label != other if len(label) != 1 or len(other) != 1 else other > label


def number_of(raw: str) -> tuple[int, ...]:
    """Return the number with which a line as printed begins: ``(4, 2)`` for 4.2; empty where there is none."""
    found = number(raw)
    return tuple(map(int, found.split("."))) if found else ()


def bare_resolution(text: str) -> bool:
    """Return whether a line only says what was resolved, without figures: published even of closed items."""
    if any(c.isdigit() for c in text) or len(text.split()) > 2 * LONG:
        return False
    return text.startswith(_RESOLUTION) or all(
        RULES.find("recorded elsewhere", sentence) for sentence in text.split(". ")
    )


class PaperLines:
    """The lines of one paper, with its head, its appendices and the places where what is closed ends."""

    def __init__(self, lines: Sequence[NormalLine], found: Found) -> None:
        self.lines, self.found = lines, found
        self.end = lines[-1].span[1] if lines else 0
        units: list[Mark | NormalSentence] = [*found.marks, *found.excluded]
        wholly = {k for unit in units for k in self._lines_of(unit)}
        self.marked = {mark.line for mark in found.marks} | wholly

    def _lines_of(self, unit: Mark | NormalSentence) -> Iterable[int]:
        """Return the lines that hold a mark or a sentence and nothing else."""
        below = takewhile(lambda k: self.lines[k].goes_on, range(unit.line + 1, len(self.lines)))
        last = unit.span[1] + 1  # its stop is no part of a mark
        return takewhile(lambda k: self.lines[k].span[1] <= last, (unit.line, *below))

    @cached_property
    def listed(self) -> set[int]:
        """Return the lines of lists of appendices that go on with the paper: nothing of an appendix is below them."""
        return {i for i in listed(self.lines) if not self._own_text(i)}

    @cached_property
    def heads(self) -> list[int]:
        """Return the lines that head an appendix."""
        return [
            i
            for i, line in enumerate(self.lines)
            if len(line.text) < LONGEST_HEAD
            and appendix_head(line.text)
            and not RULES.find("says something", line.text)
            and i not in self.listed
        ]

    @cached_property
    def top(self) -> int:
        """Return the number of lines before the first prose."""
        known = self.marked | self.found.denied
        prose = (i for i in range(2, min(TOP_LINES, len(self.lines))) if i not in known and self.prose(i))
        return next(prose, TOP_LINES)

    @cached_property
    def two_parts(self) -> bool:
        """Return whether a line heads an open part: a *Part II* is then only that."""
        return any(open_heading(line.text) and len(line.text) < LONGEST_OPEN for line in self.lines)

    @cached_property
    def parts_of_meeting(self) -> bool:
        """Return whether the open part is called so, or the public left: *Part B* is then no chapter of a book."""
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
        return words >= PROSE and full and not RULES.find("boilerplate", line.text)

    def words_of_its_own(self, i: int) -> bool:
        """Return whether a line has more words than a heading."""
        text = self.lines[i].text
        return len(text.split()) >= PROSE and not RULES.find("boilerplate", text)

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
        label = appendix_label(self.lines[head].text)
        for k in self.heads:
            if k > max(i, head) and _ends(label, appendix_label(self.lines[k].text)):
                return self.lines[k].span[0]
        return min(self.readmitted(self.lines[max(i, head)].span[1]) or self.end, self.next_item(i))

    def item(self, i: int) -> int | None:
        """Return where the item begins that a mark closes: at a stamp above it, or at the mark above a stamp."""
        for k in range(i, max(-1, i - 4), -1):
            if item_stamp(self.lines[k].raw):
                return k if k > 0 else None
            if k < i and self.prose(k):
                break
        below = self._below(i)
        return i if i and below in self._stamps and not self.lines[below].new_page else None

    def next_page(self, i: int) -> int:
        """Return where the next page begins after a line."""
        return next((line.span[0] for line in self.lines[i + 1 :] if line.new_page), self.end)

    def next_item(self, i: int) -> int:
        """Return where the paper of the next agenda item begins."""
        after = self._below(i) if self.item(i) == i else i
        return next((self.lines[k].span[0] for k in self._stamps if k > after), self.end)

    @cached_property
    def _stamps(self) -> list[int]:
        return [i for i, line in enumerate(self.lines) if item_stamp(line.raw)]

    def _below(self, i: int) -> int:
        """Return the first line below a mark that is no piece of it."""
        return next((k for k in range(i + 1, len(self.lines)) if k not in self.marked), len(self.lines))

    def until_number(self, i: int) -> int:
        """Return where the next number of the same level begins."""
        own = number_of(self.lines[i].raw)
        inner: tuple[int, ...] = ()
        for k in range(i + 1, len(self.lines)):
            other = number_of(self.lines[k].raw)
            if other and len(other) <= len(own):
                listed_inside = (*inner[:-1], inner[-1] + 1) == other if inner else False
                if _follows(own, other) and not listed_inside:
                    return self.lines[k].span[0]
                if listed_inside or other[-1] == 1:
                    inner = other  # a list inside the paragraph that counts from 1
            if k in self.heads or item_stamp(self.lines[k].raw):
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
        if not after or appendix_head(self.lines[after[0]].text):
            return False
        before = [own for k in range(i) if (own := number_of(self.lines[k].raw))]
        for k in after:
            if other := number_of(self.lines[k].raw):
                return bool(before) and not _follows(before[-1], other)
            if ":" in self.lines[k].raw[:40] or self.lines[k].text.startswith(
                ("background", "contact", "report author")
            ):
                return False
        return any(self.words_of_its_own(k) for k in after)


def _follows(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Return whether a number can come after another: ``4.3`` after ``4.2``, not a quantity or a year."""
    return second > first and second[0] - first[0] <= 3
