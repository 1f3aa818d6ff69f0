"""Agenda packs cut into their papers: by bookmarks, the page ranges of the front sheet, or report headers.

A file is a pack only when it opens with a front sheet (an agenda, or a letter that encloses papers) and papers
follow it. A report with its appendices, minutes, or an agenda alone are one paper.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqa.model import Document, Span
from cqa.split.lines import PrintedLine

FRONT_PAGES = 12
"""Pages within which a front sheet must end."""

FRONT_CHARS = 2500
"""Characters at the start of a file that must hold the words of a front sheet."""

TOP_LINES = 16
HEADER_CHARS = 1400
"""Lines and characters at the top of a page in which a report header must show."""

TOP_GAP = 3
"""Blank lines that count as a page break where a file has no pages."""

LEAST_KEYS = 2
"""Different header entries (report of, date, subject …) that make a report header."""

_FRONT_SHEET = re.compile(
    r"^[ \t#*]*(?:A ?G ?E ?N ?D ?A\b|(?:public )?(?:reports|document|agenda) pack\b|"
    r"agenda (?:supplement|pack|and reports)\b|"
    r"summons to\b|dear (?:member|councillor|sir)|supplementary (?:agenda|pack|papers)\b|notice of meeting\b|"
    r"council agenda\b)",
    re.IGNORECASE | re.MULTILINE,
)
_ENCLOSES = re.compile(
    r"\b(?:able to enclose|please find enclosed|enclosed (?:are|is)|following reports? (?:has|have) now been)\b", re.I
)
_RANGE = re.compile(
    r"\((?:pages?|pp?\.?)[ \t]*(\d{1,4})(?:[ \t]*(?:-|\u2013|\u2014|to)[ \t]*(\d{1,4}))?\)", re.IGNORECASE
)
_ITEM_NUMBER = re.compile(r"[ \t#*-]*(?:item[ \t]+)?(\d{1,3}[a-z]?)(?:[.):][ \t]*|[ \t]+)(?=\S)", re.IGNORECASE)
_FRONT_MARK = re.compile(r"[ \t]*(?:agenda|front ?sheet|summons|cover|notice)\b", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\b(?:append(?:ix|ices)|annex(?:e|es)?|app ?\.? ?[a-z\d]{1,2}\b|enclosure|eqia|equality impact|supporting)",
    re.IGNORECASE,
)
_APPENDED = re.compile(r"[ \t]*(?:appendix|annexe?|enclosure|supporting document)", re.IGNORECASE)

_ITEM_STAMP = re.compile(
    r"[ \t]*(?:page[ \t]+\d{1,4}[ \t]+)?agenda item(?:[ \t]+no\.?)?[ \t:]*(?P<item>\d{1,3}[a-z]?)"
    r"(?:[ \t]+page[ \t]+\d{1,4})?[ \t]*$",
    re.IGNORECASE,
)
"""What a pack stamps on the first page of each of its papers."""

_KEYS = re.compile(
    r"[ \t#*]*(?:(?P<author>report of(?: the)?\b|report by\b|report from\b|from[ \t]*:|by[ \t]*:|joint report of\b|"
    r"originator[ \t]*:|"
    r"report author[ \t]*:|lead officer[ \t]*:)|(?P<to>report to\b|to[ \t]*:|decision[ -]maker[ \t]*:)|"
    r"(?P<subject>subject[ \t]*[:\t]|title(?: of report)?[ \t]*[:\t]|report title[ \t]*:|"
    r"re[ \t]*:[ \t])|(?P<date>date(?: of (?:meeting|decision))?[ \t]*[:\t]|meeting date[ \t]*[:\t]|date/time[ \t]*:)|"
    r"(?P<class>classification[ \t]*:|open/exempt\b|key decision\b|decision no\b|past pathway\b|electoral division|"
    r"wards? affected)|"
    r"(?P<item>agenda item(?: no\.?)?[ \t]*:?[ \t]*\d|item no\.?[ \t]*:?[ \t]*\d))",
    re.IGNORECASE,
)
_MEETING_LINE = re.compile(
    r"[ \t#*]*(?:(?:THE )?(?:CABINET|EXECUTIVE|COUNTY COUNCIL|COUNCIL|FULL COUNCIL)|[A-Z][A-Z ,&'\u2019-]{3,70}"
    r"(?:COMMITTEE|BOARD|PANEL|FORUM|COUNCIL|COMMISSION))[ \t]*[-\u2013\u2014:,][ \t]*"
    r"(?:[A-Z]+DAY,?[ \t]+)?\d{1,2}[ \t]?(?:ST|ND|RD|TH)?[ \t]+[A-Z]{3,9}"
)


class PackPart(NamedTuple):
    """One paper of a file: ``first, last`` bound its lines (last excluded)."""

    span: Span
    first: int
    last: int
    title: str | None = None
    item: str | None = None


class ListedItem(NamedTuple):
    """An item of the front sheet with its printed page range."""

    first: int
    last: int
    title: str
    number: str | None


class ReportStart(NamedTuple):
    """A paper starts on this line."""

    line: int
    title: str | None = None
    item: str | None = None


def cut(doc: Document, lines: Sequence[PrintedLine]) -> list[PackPart]:
    """Return the papers of a file in order; the first part of a pack is its front sheet. A file that is no pack has
    one."""
    whole = [PackPart((0, len(doc.text)), 0, len(lines))]
    if not lines or not (doc.files or _opens_with_front_sheet(doc.text)):
        return whole
    starts = _by_files(doc, lines) or _by_outline(doc, lines) or _by_ranges(doc, lines)
    if not starts:
        ways = (_by_headers, _by_stamps) if len(doc.pages) > 1 else (_by_stamps, _by_headers)
        starts = ways[0](doc, lines) or ways[1](doc, lines)
    starts = [s for s in starts if s.line > 0]
    if not starts:
        return whole
    bounds = [ReportStart(0), *starts, ReportStart(len(lines))]
    pieces = []
    for this, following in itertools.pairwise(bounds):
        a = 0 if this.line == 0 else lines[this.line].start
        b = len(doc.text) if following.line == len(lines) else lines[following.line].start
        pieces.append(PackPart((a, b), this.line, following.line, this.title, this.item))
    return pieces


def _by_files(doc: Document, lines: Sequence[PrintedLine]) -> list[ReportStart]:
    """Return the starts of the files that a portfolio holds."""
    begun = [line.start for line in lines]
    places = sorted({bisect_left(begun, start) for start in doc.files})
    return [ReportStart(place) for place in places if place < len(lines)]


def _opens_with_front_sheet(text: str) -> bool:
    head = text[:FRONT_CHARS]
    return bool(_FRONT_SHEET.search(head) or _ENCLOSES.search(head) or _RANGE.search(head))


# ------------------------------------------------------------- front sheet


def _by_ranges(doc: Document, lines: Sequence[PrintedLine]) -> list[ReportStart]:
    """Return starts by the page ranges that the front sheet prints, through the printed page labels."""
    if len(doc.pages) < 2:
        return []
    listed = list(_listed(doc.text, lines))
    offset = _label_offset(doc)
    if not listed or offset is None:
        return []
    first_line: dict[int, int] = {}
    for i, x in enumerate(lines):
        first_line.setdefault(x.page, i)
    starts: list[ReportStart] = []
    for entry in listed:
        page = next((p for p in range(entry.first + offset, entry.last + offset + 1) if p in first_line), None)
        if page is None or _APPENDED.match(entry.title):
            continue
        line = first_line[page]
        if line > 0 and (not starts or line > starts[-1].line):
            starts.append(ReportStart(line, entry.title or None, entry.number))
    return starts


def _listed(text: str, lines: Sequence[PrintedLine]) -> Iterator[ListedItem]:
    """Yield the items of the front sheet that have a page range, in order."""
    words: list[str] = []
    number = None
    lowest = 0
    for line in lines:
        if line.page > FRONT_PAGES:
            return
        printed = " ".join(text[line.start : line.end].split())
        m = _ITEM_NUMBER.match(printed)
        if m:
            number, words = m[1], [printed[m.end() :]]
        else:
            words.append(printed)
        found = _RANGE.search(printed)
        if found is None:
            continue
        first, last = int(found[1]), int(found[2] or found[1])
        if first < lowest or last < first:
            return
        lowest = first
        title = _RANGE.sub("", " ".join(words)).strip(" .:-\u2013")
        yield ListedItem(first, last, title[:300], number)
        words, number = [], None


def _label_offset(doc: Document) -> int | None:
    """Return PDF page minus printed page, as most pages have it."""
    seen = Counter(p.number - int(p.label) for p in doc.pages if p.label and p.label.isdigit())
    return seen.most_common(1)[0][0] if seen else None


def _by_outline(doc: Document, lines: Sequence[PrintedLine]) -> list[ReportStart]:
    """Return starts by bookmarks: numbered items at the top level, their papers below; appendices stay with their
    report."""
    items = [x for x in doc.outline if x.level == 0 and _ITEM_NUMBER.match(x.title)]
    opened = bool(doc.outline) and bool(_FRONT_MARK.match(doc.outline[0].title))
    if not items or (not opened and (len(items) < 2 or len(items) < 0.6 * sum(x.level == 0 for x in doc.outline))):
        return []
    first_line: dict[int, int] = {}
    for i, x in enumerate(lines):
        first_line.setdefault(x.page, i)
    starts: list[ReportStart] = []
    item = None
    for mark in doc.outline:
        m = _ITEM_NUMBER.match(mark.title) if mark.level == 0 else None
        item = m[1] if m else item if mark.level else None
        if item is None or mark.level > 1 or mark.page not in first_line or _ATTACHED.search(mark.title):
            continue
        line = first_line[mark.page]
        if line > 0 and (not starts or line > starts[-1].line):
            starts.append(ReportStart(line, mark.title[m.end() if m else 0 :].strip() or None, item))
    return starts


# ---------------------------------------------------------- stamps


def _by_stamps(doc: Document, lines: Sequence[PrintedLine]) -> list[ReportStart]:
    """Return starts by ``Agenda Item 7`` stamped on first pages, where nothing else says where papers begin."""
    titles: dict[str, str] = {}
    starts: list[ReportStart] = []
    seen: list[int] = []
    at = 0
    for printed in doc.lines:
        words = doc.text[printed.start : printed.end]
        stamp = _ITEM_STAMP.match(words)
        if stamp is None:
            listed = _ITEM_NUMBER.match(words) if not starts else None
            if listed:
                titles.setdefault(listed[1].lower(), _RANGE.sub("", words[listed.end() :]).strip(" .:-\u2013"))
            continue
        number = stamp["item"].lower()
        value = int(number.rstrip("abcdefghijklmnopqrstuvwxyz"))
        if seen and value < seen[-1]:
            return []
        while at < len(lines) and lines[at].start < printed.start:
            at += 1
        if at < len(lines) and (not starts or starts[-1].item != stamp["item"]):
            starts.append(ReportStart(at, titles.get(number) or None, stamp["item"]))
            seen.append(value)
    return starts


# ---------------------------------------------------------- report headers


def _by_headers(doc: Document, lines: Sequence[PrintedLine]) -> list[ReportStart]:
    """Return starts by report headers at the top of a page, or by a form that is printed again and again."""
    paged = len(doc.pages) > 1
    tops = [i for i, x in enumerate(lines) if i and (x.new_page if paged else x.gap >= TOP_GAP)]
    starts = [ReportStart(i, None, _stamped(doc.text, lines, i)) for i in tops if _is_header(doc.text, lines, i)]
    if starts or not paged:
        return starts
    return [ReportStart(i) for i in _forms(doc, lines, tops)]


def _is_header(text: str, lines: Sequence[PrintedLine], i: int) -> bool:
    kinds: set[str] = set()
    start = lines[i].start
    for k, line in enumerate(lines[i : i + TOP_LINES]):
        if line.start - start > HEADER_CHARS or (k and line.page != lines[i].page):
            break
        m = _KEYS.match(text, line.start, line.end)
        if m:
            kinds.add(m.lastgroup or "")
        elif k < 4 and _MEETING_LINE.match(text, line.start, line.end):
            kinds.add("meeting")
    if len(kinds) < LEAST_KEYS:
        return False
    return bool(kinds & {"author", "meeting", "to"}) and bool(kinds - {"to"})


def _stamped(text: str, lines: Sequence[PrintedLine], i: int) -> str | None:
    """Return the agenda item number stamped at the top of a paper (``Agenda Item 7``)."""
    for line in lines[i : i + 4]:
        m = re.match(
            r"[ \t]*(?:agenda )?item(?: no\.?)?[ \t]*:?[ \t]*(\d{1,3}[a-z]?)\b",
            text[line.start : line.end],
            re.IGNORECASE,
        )
        if m:
            return m[1]
    return None


def _forms(doc: Document, lines: Sequence[PrintedLine], tops: Sequence[int]) -> list[int]:
    """Return the pages after an empty page that open with the same words (packs pad papers to even pages)."""
    empty = {p.number for p in doc.pages if not doc.text[p.start : p.end].strip()}
    after = [i for i in tops if lines[i].page - 1 in empty]
    opening = {i: " ".join(doc.text[lines[i].start : lines[i].end].lower().split()[:2]) for i in tops}
    again = Counter(opening[i] for i in after)
    return [i for i in tops if again[opening[i]] > 1]
