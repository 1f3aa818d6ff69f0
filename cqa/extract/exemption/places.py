"""From marks to what they close: the whole paper, or the parts of it whose beginning and end its structure shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cqa.extract.exemption.lexicon import tagged
from cqa.extract.exemption.lines import PaperLines, appendix_label, bare_resolution, item_stamp, numbered, open_heading
from cqa.extract.exemption.marks import Found, Mark, appendix_head
from cqa.extract.exemption.numbered import named_spans
from cqa.extract.exemption.units import NormalLine, NormalSentence
from cqa.model import Span
from cqa.text.rules import Rules

Kind = Literal["agenda", "minutes", "notice", ""]
"""What a paper says it is: of agendas and minutes only parts are closed by what comes below their head."""


class Closed(NamedTuple):
    """What is closed: a mark, and the span that it closes, None for the whole paper."""

    mark: Mark
    span: Span | None


AGENDA_HEAD = 3
"""Lines of an agenda in which a mark is one of the agenda itself and not of an item in its list."""
WEAK_LINES = 8
"""Lines with words in which *Part B* alone is a mark and no heading of the text."""
QUOTES = frozenset("\"\u201c\u2018'")
RULES = Rules(__file__)
SHORT_LINE = 16
"""Words from which a line with a mark is a sentence and no heading."""


def resolve(text: str, lines: Sequence[NormalLine], found: Found, kind: Kind) -> list[Closed]:
    """Return what the marks of one paper close."""
    if not kind:  # what a report quotes is wording that it recommends
        found = found._replace(excluded=[unit for unit in found.excluded if text[unit.span[0]] not in QUOTES])
    places = _Places(PaperLines(lines, found), found, kind)
    closed = [here for mark in found.marks if (here := places.closed_by(mark)) is not None]
    closed += [*places.after_exclusion(), *places.appendices(), *places.named(), *places.headed()]
    if not closed and not found.closed_appendices:  # a form says that a part is closed, and nothing says which
        closed = [here for mark in found.partly if (here := places.closed_by(mark)) is not None]
    return [places.grown(here) for here in closed]


class _Places:
    """One paper's outline with what was found in it."""

    def __init__(self, outline: PaperLines, found: Found, kind: Kind) -> None:
        self.outline, self.found, self.kind = outline, found, kind
        self.lines, self.end = outline.lines, outline.end

    def grown(self, closed: Closed) -> Closed:
        """Return the whole paper as closed where nothing but headings precedes a part that runs to its end."""
        if self.kind or closed.span is None or closed.span[1] < self.end:
            return closed
        before = [
            i for i, line in enumerate(self.lines) if line.span[0] < closed.span[0] and i not in self.outline.marked
        ]
        front = not any(self.outline.prose(i) or numbered(self.lines[i].raw) for i in before)
        return Closed(closed.mark, None) if front else closed

    # ---- one mark

    def closed_by(self, mark: Mark) -> Closed | None:
        """Return what a mark closes, None where nothing comes below it or the next line takes it back."""
        if mark.rule == "a passage in brackets":
            return Closed(mark, mark.span)
        line, outline = self.lines[mark.line], self.outline
        ends = outline.readmitted(mark.span[1])
        if ends is not None and "begin" in line.text and len(line.text.split()) < SHORT_LINE:
            return self._part(mark, mark.span[0], ends)
        if (outline.denied_below(mark.line) and mark.rule != "form") or self._heads_named(mark):
            return None
        if self.kind == "notice" and mark.line >= AGENDA_HEAD:
            return None  # a forward plan or a notice of a private meeting mentions papers and contains none
        if self.kind == "agenda" and mark.line >= AGENDA_HEAD:
            return self._of_agenda(mark)
        if mark.weak and (outline.two_parts or mark.line >= min(outline.top, WEAK_LINES)):
            certain = self._names_part(mark) and (outline.parts_of_meeting or self.kind == "minutes")
            return self._part(mark, mark.span[0], outline.until_open(mark.line)) if certain else None
        head = mark.line < outline.top
        if outline.recurs(mark.line) and (head or not appendix_head(line.text)):
            return Closed(mark, None)
        if self.kind == "minutes" and not head:
            return self._of_minutes(mark, ends)
        if mark.scope == "paper":
            return Closed(mark, None)
        return self._of_report(mark, head, ends)

    def _heads_named(self, mark: Mark) -> bool:
        """Return whether a mark is the heading *Exempt information* above a line that says which parts are."""
        heads = mark.stamp and mark.nouns and mark.nouns[-1] in ("information", "matters", "items", "contents")
        return bool(heads) and any(
            named.mark.line == mark.line + 1 and named_spans(self.outline, named.mark, named.parts)
            for named in self.found.named
        )

    def _of_report(self, mark: Mark, head: bool, ends: int | None) -> Closed | None:
        appendix = self.outline.appendix(mark.line)
        if mark.line in self.outline.listed:
            return None
        if head and (appendix is None or len(self.outline.heads) == 1):
            if self.outline.two_parts and self._names_part(mark) and self.outline.opens_before(mark.line):
                return self._part(mark, mark.span[0], self.outline.until_open(mark.line))
            return Closed(mark, None)
        if mark.scope == "part" and (around := self._around(mark)) is not None:
            return around
        if appendix is not None:
            start = min(mark.span[0], self.lines[appendix].span[0])
            return self._part(mark, start, self.outline.until_appendix(mark.line, appendix))
        if (item := self.outline.item(mark.line)) is not None:
            return self._part(mark, self.lines[item].span[0], self.outline.next_item(mark.line))
        if ends is not None and not numbered(self.lines[mark.line].raw):
            return self._part(mark, mark.span[0], ends)
        if numbered(self.lines[mark.line].raw):
            return self._numbered(mark, ends)
        if self.outline.parts_of_meeting or (mark.stamp and self._names_part(mark)):
            return self._part(mark, mark.span[0], self.outline.until_open(mark.line))
        if mark.scope == "part":
            return self._part(mark, self.outline.block(mark.line), self.end)
        return Closed(mark, None)

    def _around(self, mark: Mark) -> Closed | None:
        """Return the part in which *this annex* or *this section* is said; None where nothing shows its beginning."""
        above = range(mark.line - 1, -1, -1)
        text = self.lines[mark.line].text
        if RULES.find("this appendix", text):
            head = next((k for k in above if k in self.outline.heads), None)
            end = self.end if head is None else self.outline.until_appendix(mark.line, head)
        else:
            head = next((k for k in above if numbered(self.lines[k].raw)), None) if "this section" in text else None
            end = self.end
        return None if head is None else self._part(mark, self.lines[head].span[0], end)

    def _of_agenda(self, mark: Mark) -> Closed | None:
        """Return the report of an item where a pack holds it; an item of the list closes nothing."""
        item = self.outline.item(mark.line)
        start = self.lines[item].span[0] if item is not None else mark.span[0]
        listed = item is None and numbered(self.lines[mark.line].raw)
        end = self.outline.next_page(mark.line) if listed else self.outline.next_item(mark.line)
        return self._part(mark, start, min(end, self.outline.until_open(mark.line)), report=True)

    def _of_minutes(self, mark: Mark, ends: int | None) -> Closed | None:
        if numbered(self.lines[mark.line].raw) and ends is None and not self.found.excluded:
            return self._numbered(mark, ends)
        end = self.outline.until_open(mark.line)
        below = [i for i, line in enumerate(self.lines) if i > mark.line and line.span[0] < end]
        if not mark.stamp and mark.rule != "form" and mark.scope != "open" and self._bare(below):
            return None
        return self._part(mark, mark.span[0], end)

    def _numbered(self, mark: Mark, ends: int | None) -> Closed | None:
        start = self.lines[mark.line].span[0]
        return self._part(mark, start, min(self.outline.until_number(mark.line), ends or self.end))

    def _names_part(self, mark: Mark) -> bool:
        """Return whether a mark names a part of a paper: what follows is closed, not what precedes."""
        named = any("part_of" in token.tags for noun in mark.nouns for token in tagged(noun))
        text = self.lines[mark.line].text
        return (named or _second_part(text)) and len(text.split()) < 2 * SHORT_LINE

    def _part(self, mark: Mark, start: int, end: int, *, report: bool = False) -> Closed | None:
        """Return the part closed, None where nothing but the mark itself is in it.

        ``report`` asks for the prose of a report, as in an agenda, whose items may have long names.
        """
        inside = [i for i, line in enumerate(self.lines) if start <= line.span[0] < end]
        plain = [i for i in inside if i not in self.outline.marked and i not in self.found.denied]
        content = any(self.outline.prose(i) if report else self.outline.words_of_its_own(i) for i in plain)
        within = mark.span[1] - mark.span[0] > len(self.lines[mark.line].raw) + 40 and mark.line in inside
        own = any(
            numbered(self.lines[i].raw) and self.outline.words_of_its_own(i) for i in inside if i in self.outline.marked
        )
        return Closed(mark, (start, end)) if content or (not report and (within or own)) else None

    # ---- meetings and appendices

    def after_exclusion(self) -> list[Closed]:
        """Return what minutes say after the public have left."""
        closed = []
        for sentence in self.found.excluded:
            if self.kind in ("agenda", "notice") or not (self.kind == "minutes" or _happened(sentence)):
                continue
            last = max(i for i, line in enumerate(self.lines) if line.span[0] < sentence.span[1])
            if last + 1 >= len(self.lines):
                continue
            end = self.outline.until_open(last)
            inside = [i for i, line in enumerate(self.lines) if i > last and line.span[0] < end]
            if self._bare(inside):
                continue
            mark = Mark(sentence.span, "the public were excluded", sentence.line, "part")
            if (part := self._part(mark, self.lines[last + 1].span[0], end)) is not None:
                closed.append(part)
        return closed

    def named(self) -> list[Closed]:
        """Return the parts that the paper calls closed by their numbers or places; the whole paper where a mark names
        one that is not found."""
        closed = []
        for mark, parts, closes in self.found.named:
            spans = named_spans(self.outline, mark, parts)
            closed += [Closed(mark, span) for span in spans]
            if not spans and closes and (whole := self.closed_by(mark._replace(scope="paper"))) is not None:
                closed.append(whole)
        return closed

    def headed(self) -> list[Closed]:
        """Return the appendices that a running header calls closed."""
        closed = []
        for k in self.outline.heads:
            if appendix_label(self.lines[k].text) in self.found.headed:
                mark = Mark(self.lines[k].span, "an appendix that a running header calls closed", k, "part")
                closed.append(Closed(mark, (mark.span[0], self.outline.until_appendix(k, k)) if k > 0 else None))
        return closed

    def _bare(self, inside: Sequence[int]) -> bool:
        """Return whether lines hold nothing but headings and bare resolutions."""
        return all(bare_resolution(self.lines[i].text) or not self.outline.prose(i) for i in inside)

    def appendices(self) -> list[Closed]:
        """Return the appendices whose label an open text calls closed."""
        closed = []
        for k in self.outline.heads:
            head = appendix_head(self.lines[k].text)
            if head and head["label"] in self.found.closed_appendices and k > 0:
                mark = Mark(self.lines[k].span, "an appendix that the paper calls closed", k, "part")
                if (part := self._part(mark, mark.span[0], self.outline.until_appendix(k, k))) is not None:
                    closed.append(part)
        return closed


def _second_part(text: str) -> bool:
    return text.startswith(("part ii", "part 2", "part two", "part b", "section b", "rhan")) and not open_heading(text)


def _happened(sentence: NormalSentence) -> bool:
    """Return whether the public did leave: not a proposal, nor a rule about it."""
    words = set(sentence.text.split())
    proposed = words & {"recommended", "if", "should", "consider", "may", "propose", "proposed"}
    did = words & {"resolved", "agreed", "withdrew", "left", "were", "was", "having", "moved", "penderfynwyd"}
    return bool(did) and not proposed and not item_stamp(sentence.text)
