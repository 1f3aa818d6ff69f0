"""What a paper is called: as printed, or composed where minutes and agendas print none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from cqa.extract import dates
from cqa.extract.committee import canonical, title_case
from cqa.extract.header import Field, HeadLine, clean, fold_blanks
from cqa.model import Document, Finding, PaperType, Part, Span

LONGEST = 300
_JUNK = re.compile(
    r"^(?:microsoft\s+(?:word|powerpoint|excel)|untitled|document\d*|the\s+report|report|la\s+name|"
    r"created\s+by|slide\s+\d|presentation\d*|title|template|powerpoint|book\d|sheet\d|draft|agenda\s+item|"
    r"print|scan|untitled)|inspection\s+date$|\.(?:docx?|pdf|xlsx?|pptx?|indd|qxd)\b|[_{}\\]|^\W*$|^\d+$",
    re.IGNORECASE,
)
_REPORT_OF = re.compile(
    r"^\W{0,3}(?:joint\s+)?(?:report\s+(?:of|by|to|for|from)|part\s+[ab12i]+\b|purpose|recommendations?|"
    r"summary|introduction|executive\s+summary|contents|page\s+\d|agenda\s+item|classification|originator|"
    r"dear\b|from:|to:|tel\b)",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"^\W{0,3}((?:appendix|annex|annexe|schedule|enclosure)\s+(?:[A-Z]{1,2}|\d{1,2}|[ivx]{1,4})?)\b\s*[:.–—-]?\s*(.*)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\W{0,2}(?:\d{1,3}(?:\.\d{1,2})*[.)]?\s|\([a-z0-9]{1,3}\)\s)")
_STOP = re.compile(
    r"^\W{0,3}(?:inspection\s+dates?|report\s+published|dates?\s+of\s+previous|lead\s+inspector|"
    r"\d{1,2}\s+\w+\s+(?:19|20)\d\d$|date\b|authors?\b|prepared\b|version\b|a\s+report\s+by|presented\s+to|"
    r"HC\s+\d|CP\s+\d|consultation\s+draft|draft\s*(?:v[\d.]+)?\s*$|contents|introduction|judgement|(?:mon|"
    r"tues|wednes|thurs|fri|satur|sun)day\b.{0,30}\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?(?:19|20)\d\d\W*$|\*?\s?scanned\s+page|.{0,20}original\s+(?:file|"
    r"link)|skip\s+to)",
    re.IGNORECASE,
)
_INSPECTION = re.compile(
    r"^\W{0,3}((?:re-?|area\s+send\s+|local\s+area\s+(?:send\s+)?|joint\s+(?:targeted\s+)?(?:area\s+)?|"
    r"pilot\s+|focused\s+|monitoring\s+)*(?:inspection|visit|review)\b.*)",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\A---\n(?:.{0,300}\n){0,12}?title:[ \t]*[\"']?(?P<t>[^\n]{3,300}?)[\"']?[ \t]*\n")
_ITEM_PAGES = re.compile(
    r"^\W{0,2}(?:\d{1,3}[a-z]?\.?\s+)?(?P<t>[^\n]{4,250}?)\s*\(pages?\s+\d+\s*(?:[-–]\s*\d+)?\s*\)",
    re.IGNORECASE | re.MULTILINE,
)
_ENCLOSED = re.compile(
    r"\benclosed\s+(?:are|is|please\s+find)\s+(?:the\s+|a\s+)?(?P<t>[^.:]{6,80}?)\s*(?:that|which|for|[.:]|proposed)",
    re.IGNORECASE,
)
_FORM_NAME = re.compile(r"^(?:budget\s+)?amendment\s+form$", re.IGNORECASE)
_AMENDMENT_IN_ORDER = re.compile(
    r"amendment\s+name:\s*(?P<t>.{3,200}?)\s*amendment\s+number:\s*(?P<rest>)(?P<n>\d+)", re.IGNORECASE
)
_AMENDMENT = re.compile(
    r"amendment\s+(?P<t>.{3,160}?)\s+amendment\b(?:\s+name:)?\s*(?P<rest>.{0,90}?)\s*number:\s*(?P<n>\d+)",
    re.IGNORECASE | re.DOTALL,
)
SAME_SIZE = 0.6
"""Points by which two lines of one title may differ in size."""


def _tidy(text: str) -> str:
    text = clean(text).strip(' \t:;,–—-|"“”')
    text = re.sub(r"\s+\d{0,1}$", "", text) if re.search(r"Board\d$|board\d$", text) else text
    return title_case(text)[:LONGEST] if text.upper() == text else text[:LONGEST]


def is_junk(title: str) -> bool:
    """Titles that word processors leave behind and file names in disguise."""
    return bool(_JUNK.search(title.strip())) or len(title.strip()) < 5 or not _lettered(title)


def _lettered(text: str) -> bool:
    """Mostly letters: neither a row of figures nor the noise of a broken font."""
    solid = [c for c in text if not c.isspace()]
    return 2 * sum(c.isalpha() for c in solid) >= len(solid) > 0


def printed(
    doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[Field], inspection: bool
) -> Finding[str] | None:
    """The title that the paper prints, by the first rule that finds one."""
    for f in fields:
        if (
            f.kind == "title"
            and len(f.value) > 4
            and f.label.lower() not in ("re", "item", "matter", "proposal", "heading")
        ):
            return Finding(_tidy(f.value), f.span, f"label: {f.label}", 0.95)
    if inspection and (found := _inspection(doc, lines)):
        return found
    if amendment := _amendment(doc, lines):
        return amendment
    if found := _appendix(doc, part, lines) or _running_appendix(doc, part, lines):
        return found
    if found := _legal(doc, lines):
        return found
    if found := _after_meeting_line(doc, lines):
        return found
    if match := _FRONT_MATTER.match(doc.text, part.span[0]):
        return Finding(_tidy(match["t"]), match.span("t"), "front matter", 0.9)
    if part.title and not is_junk(part.title):
        return Finding(_tidy(part.title), None, "outline or agenda", 0.85)
    if found := _marked(doc, lines):
        return found
    if lines and (found := _cover(doc, lines) or _largest(doc, lines)):
        return found
    if found := _strong_first(doc, lines):
        return found
    if doc.meta_title and not is_junk(doc.meta_title) and doc.media in ("html", "docx"):
        return Finding(_tidy(doc.meta_title), None, "file properties", 0.5)
    if found := _first_block(doc, lines):
        return found
    if doc.meta_title and not is_junk(doc.meta_title):
        return Finding(_tidy(doc.meta_title), None, "file properties", 0.4)
    return None


def from_file(path: str) -> Finding[str]:
    """The file name as words; the last resort."""
    stem = PurePath(path).stem
    return Finding(fold_blanks(re.sub(r"[_\W]+", " ", stem.split("__")[-1])) or stem, None, "file name", 0.2)


def _block(doc: Document, lines: Sequence[HeadLine], first: int, most: int, same_size: bool = True) -> tuple[str, Span]:
    """Lines from ``first`` on that belong together: no gap, one size, no new block."""
    last = first
    for i in range(first + 1, min(len(lines), first + most)):
        line = lines[i]
        sized = not same_size or not line.size or abs(line.size - lines[first].size) <= SAME_SIZE
        if line.gap and not (line.size and line.size >= 15 and sized):
            break
        if not sized or _STOP.match(line.text) or _REPORT_OF.match(line.text) or _NUMBERED.match(line.text):
            break
        last = i
    return " ".join(clean(lines[i].text) for i in range(first, last + 1)), (lines[first].span[0], lines[last].span[1])


def _inspection(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for i, line in enumerate(lines[:12]):
        if _INSPECTION.match(clean(line.text)) and not _STOP.match(line.text):
            words, last = [clean(line.text)], i
            for j in range(i + 1, min(len(lines), i + 7)):
                text = clean(lines[j].text)
                if _STOP.match(text) or re.match(r"^(?:\d\.|the overall|children.s services in)", text, re.IGNORECASE):
                    break
                words.append(text)
                last = j
            title = re.sub(r"(?<=[a-z])\d$", "", " ".join(words))
            return Finding(title[:LONGEST], (line.span[0], lines[last].span[1]), "inspection title", 0.95)
    return None


def _amendment(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """A form whose label and value cells interleave: *Amendment Capital Support … Amendment / Name: Number: 5*."""
    if not lines or not _FORM_NAME.match(clean(lines[0].text)):
        return None
    top = " ".join(clean(line.text) for line in lines[1:6])
    match = _AMENDMENT_IN_ORDER.match(top) or _AMENDMENT.match(top)
    if match is None:
        return None
    name = fold_blanks(f"{match['t']} {match['rest']}")
    name = fold_blanks(re.sub(r"\bName:\s*", "", name))
    kind = clean(lines[0].text).rsplit(" ", 1)[0]
    return Finding(
        f"{kind} {match['n']}: {name}", (lines[0].span[0], lines[min(5, len(lines) - 1)].span[1]), "form", 0.85
    )


def _appendix(doc: Document, part: Part, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for i, line in enumerate(lines[:3]):
        match = _APPENDIX.match(clean(line.text))
        if match is None:
            continue
        label = title_case(match[1].strip())
        label = label if label[-1:].isalnum() else match[1]
        rest = match[2].strip()
        if len(rest) > 3:
            block, span = _block(doc, lines, i, 3)
            rest = (_APPENDIX.match(block) or match)[2]
            return Finding(_tidy(f"{_label(match[1])}: {_caps(rest)}"), span, "appendix heading", 0.9)
        rest_lines = [j for j in range(len(lines[:6])) if j != i and not _NUMBERED.match(lines[j].text + " ")]
        for j in rest_lines:
            if j > i or i > 0:
                block, span = _block(doc, lines, j, 4)
                if 3 < len(block) < 160:
                    return Finding(
                        f"{_label(match[1])}: {_caps(block)}",
                        (min(line.span[0], span[0]), max(line.span[1], span[1])),
                        "appendix heading",
                        0.85,
                    )
        return Finding(_label(match[1]), line.span, "appendix heading", 0.6)
    return None


def _label(text: str) -> str:
    word, _, letter = text.strip().partition(" ")
    return fold_blanks(f"{word.capitalize()} {letter.upper()}")


def _caps(text: str) -> str:
    return title_case(text.strip(" :–—-")) if text.upper() == text else text.strip(" :–—-")


def _after_meeting_line(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """*CABINET - 10TH MARCH 2017*, then the title, then *REPORT OF …*; the committee may have its own line above."""
    for i, line in enumerate(lines[:30]):
        if len(line.text) > 120 or len(dates.days(line.text)) != 1:
            continue
        reported = any(
            _REPORT_OF.match(after.text) and "report" in after.text.lower()[:20] for after in lines[i + 1 : i + 6]
        )
        met = any(canonical(before.text) for before in lines[max(0, i - 2) : i + 1] if len(before.text) < 120)
        if not (reported and met):
            continue
        first = i + 1
        while first < len(lines) and (_NUMBERED.match(lines[first].text) or _STOP.match(lines[first].text)):
            first += 1
        block, span = _block(doc, lines, first, 5)
        if len(block) > 5 and not _REPORT_OF.match(block):
            return Finding(_tidy(block), span, "title under the meeting line", 0.9)
    return None


def _is_body(text: str) -> bool:
    """Whether a line is only a committee's name."""
    name = canonical(text) if len(text) < 90 else None
    return name is not None and len(text.strip()) <= len(name) + 14


def _marked(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for line in lines[:4]:
        if _NUMBERED.match(clean(line.text).lstrip("# ")):
            return None
        if _GENERIC.match(clean(line.text).lstrip("# ")):
            return None
        if line.mark == "heading" and len(clean(line.text)) > 4 and not _REPORT_OF.match(clean(line.text).lstrip("# ")):
            return Finding(_tidy(clean(line.text).lstrip("# ")), line.span, "first heading", 0.7)
    return None


_GENERIC = re.compile(
    r"^\W{0,3}(?:introduction|communications|delegations|contents|table\s+of\s+contents|agenda|minutes|"
    r"summary|apologies|index|present)\W*$",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"^\W{0,3}statement\s+of\s+(?:case|reasons)\b", re.IGNORECASE)
_ORDER_LINE = re.compile(r"\border\s+(?:19|20)\d\d\b", re.IGNORECASE)
COVER_LINES = 16
"""A first page with at most so many lines is a cover, and its large lines together are the title."""
COVER_SIZE = 15.0
"""Type in points from which a cover line is display type."""


def _legal(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """*… COMPULSORY PURCHASE ORDER 2014* with *STATEMENT OF CASE* below it."""
    for i, line in enumerate(lines[:15]):
        if (match := _LEGAL.match(clean(line.text))) is None:
            continue
        for j in range(i - 1, -1, -1):
            if _ORDER_LINE.search(lines[j].text):
                first = j
                while first > 0 and not lines[first].gap:
                    first -= 1
                block = " ".join(clean(lines[k].text) for k in range(first, j + 1))
                name = f"{_caps(block)} - {_caps(match[0].strip())}"
                return Finding(name[:LONGEST], (lines[first].span[0], line.span[1]), "legal heading", 0.8)
    return None


def _running_appendix(doc: Document, part: Part, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """*Appendix J: …* printed as a running header, which the reader has taken out of the text."""
    if part.span[0] > 0 or part.span[1] < len(doc.text) or not lines:
        return None
    for text in doc.furniture[:4]:
        if (match := _APPENDIX.match(clean(text))) and len(text) < 160:
            rest = match[2].strip()
            if len(rest) > 3:
                return Finding(f"{_label(match[1])}: {_caps(rest)}", None, "running header", 0.85)
            block, span = _block(doc, lines, 0, 3)
            return Finding(f"{_label(match[1])}: {_caps(block[:160])}", span, "running header and first line", 0.75)
    return None


def _cover(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """The large lines of a cover page, in whatever sizes, to the first that names an author, a date or a number."""
    first = [line for line in lines if line.page == lines[0].page]
    if len(first) > COVER_LINES or max((line.size for line in first), default=0.0) < COVER_SIZE:
        return None
    words: list[HeadLine] = []
    for line in first:
        if words and (_STOP.match(line.text) or line.size < COVER_SIZE):
            break
        if line.size >= COVER_SIZE and _lettered(line.text) and not _STOP.match(line.text):
            words.append(line)
    text = " ".join(clean(line.text) for line in words)
    if not 4 < len(text) <= LONGEST or _GENERIC.match(clean(words[0].text)):
        return None
    return Finding(_tidy(text), (words[0].span[0], words[-1].span[1]), "cover", 0.75)


def _largest(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """The block in the largest type on the first page, where it is larger than the body."""
    first = [i for i, line in enumerate(lines) if line.page == lines[0].page and line.size]
    if len(first) < 2:
        return None
    if _GENERIC.match(clean(lines[0].text)):
        return None
    sizes = sorted(lines[i].size for i in first)
    body, top = sizes[len(sizes) // 2], sizes[-1]
    if top < body + 1.5 and len(first) > 6:
        return None
    for i in first:
        if (
            lines[i].size >= top - SAME_SIZE
            and _lettered(lines[i].text)
            and not _NUMBERED.match(clean(lines[i].text))
            and not _GENERIC.match(clean(lines[i].text))
            and len(clean(lines[i].text)) > 3
            and not re.fullmatch(r"[\W\d]+", clean(lines[i].text))
        ):
            block, span = _block(doc, lines, i, 6)
            if len(block) > 4 and not _STOP.match(block):
                return Finding(_tidy(block), span, "largest type", 0.7)
    return None


_OFFICE_LINE = re.compile(r"\b(?:department|directorate|office|services|council)\W*$", re.IGNORECASE)


def _strong_first(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """A first line in bold type or capitals, where the file gives no sizes."""
    for i, line in enumerate(lines[:6]):
        text = clean(line.text)
        if line.size or len(text) < 5 or "\t" in line.text:
            return None
        if _OFFICE_LINE.search(text) or _GENERIC.match(text) or _is_body(text) or _STOP.match(text):
            continue
        if (line.bold or text.upper() == text) and not _REPORT_OF.match(text) and not _STOP.match(text):
            block, span = _block(doc, lines, i, 3)
            return Finding(_tidy(block), span, "first line in capitals or bold", 0.6) if len(block) < 200 else None
    return None


def _first_block(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for i, line in enumerate(lines[:12]):
        text = clean(line.text)
        if _GENERIC.match(text):
            return None
        if (
            len(text) < 5
            or _NUMBERED.match(text)
            or _REPORT_OF.match(text)
            or re.fullmatch(r"[\W\d]+", text)
            or _STOP.match(text)
            or "http" in text
            or _is_body(text)
        ):
            continue
        block, span = _block(doc, lines, i, 4)
        if len(block) <= 260:
            return Finding(_tidy(block), span, "first lines", 0.45)
        return Finding(_tidy(text), line.span, "first line", 0.35)
    return None


def _day_words(iso: str) -> str:
    from datetime import date

    if len(iso) < 10:
        return iso
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def composed(
    kind: PaperType, committee: str | None, date: str | None, current: Finding[str] | None
) -> Finding[str] | None:
    """*Minutes of the County Council, 13 February 2025*: for minutes, agendas and decision records without a title.

    A title that a label or the file's own front matter gives is kept.
    """
    if kind not in ("minutes", "agenda", "decision record") or committee is None:
        return None
    if current and (current.rule.startswith("label") or current.rule in ("front matter", "form")):
        return None
    when = f", {_day_words(date)}" if date else ""
    article = (
        "" if committee.startswith(("The ", "Cabinet", "Full ", "Executive")) and len(committee.split()) < 3 else "the "
    )
    if kind == "minutes":
        name = f"Minutes of {article}{committee}{when}"
    elif kind == "agenda":
        name = f"{committee} agenda{when}"
    else:
        what = (
            current.value
            if current and re.search(r"\b(?:decisions?|disposition)\b", current.value, re.IGNORECASE)
            else "Decisions"
        )
        name = what if committee.lower() in what.lower() else f"{what}, {committee}{when}"
    return Finding(name, current.span if current else None, f"composed: {kind}", 0.8)


def verbatim(current: Finding[str] | None, owner: str | None, date: str | None) -> Finding[str] | None:
    """*Council of the City of Winnipeg: verbatim proceedings, 29 May 2013*."""
    if current is None or current.rule in ("file properties", "label: Title"):
        return None
    when = f", {_day_words(date)}" if date else ""
    name = current.value
    sentence = bool(re.search(r"\b(?:met|meeting)\s+(?:at|was)\b", name))
    if sentence:
        name = "Council"
    if owner and (sentence or not re.search(r"\bcouncil\b|committee|board", name, re.IGNORECASE)):
        name = f"Council of the {owner}" if " of " in owner else owner
    return Finding(f"{name}: verbatim proceedings{when}", current.span, "composed: verbatim record", 0.75)


def of_pack(doc: Document, front: Span, committee: str | None, date: str | None) -> Finding[str] | None:
    """What a pack with several papers is called: its meeting, and its item where the letter names only one."""
    top = doc.text[front[0] : min(front[1], front[0] + 6000)]
    items = [fold_blanks(m["t"]) for m in _ITEM_PAGES.finditer(top)]
    meeting = ", ".join(filter(None, (committee, _day_words(date) if date else None)))
    if len(items) == 1:
        number = re.search(
            r"^\W{0,2}(\d{1,3}[a-z]?)\.?\s+" + re.escape(items[0][:12]).replace("\\ ", r"\s+"), top, re.MULTILINE
        )
        item = f"Agenda item {number[1]}: {items[0]}" if number else items[0]
        return Finding(f"{meeting}: {item}" if meeting else item, None, "composed: pack with one item", 0.75)
    if match := _ENCLOSED.search(top):
        what = fold_blanks(match["t"])
        return Finding(f"{meeting}: {what}" if meeting else what, None, "composed: covering letter", 0.7)
    if committee:
        return Finding(
            f"{committee} agenda pack" + (f", {_day_words(date)}" if date else ""), None, "composed: pack", 0.7
        )
    return None
