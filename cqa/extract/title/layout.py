"""Titles by the look of the page: display type on a cover, the largest lines, the first line in capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.extract.front_page import HeadLine, clean
from cqa.gazetteer.committees import canonical
from cqa.gazetteer.title_case import title_case
from cqa.model import Document, Finding, Span
from cqa.text.dates import days

LONGEST = 300
_JUNK = re.compile(
    r"^(?:microsoft\s+(?:word|powerpoint|excel)|untitled|document\d*|the\s+report|report|la\s+name|"
    r"created\s+by|slide\s+\d|presentation\d*|powerpoint|book\d|sheet\d|agenda\s+item|"
    r"print|scan|untitled)|^(?:(?:title|template|draft)[\s\dv.]*)+$|"
    r"inspection\s+date$|\.(?:docx?|pdf|xlsx?|pptx?|indd|qxd)\b|[_{}\\]|^\W*$|^\d+$",
    re.IGNORECASE,
)
REPORT_OF = re.compile(
    r"^\W{0,3}(?:joint\s+)?(?:report\s+(?:of|by|to|for|from)|part\s+[ab12i]+\b|purpose|recommendations?|"
    r"summary|introduction|executive\s+summary|contents|page\s+\d|agenda\s+item|classification|originator|"
    r"(?:proposer|seconder|proposed|moved|seconded)\b|"
    r"dear\b|from:|to:|tel\b)",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"^\W{0,2}(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s|\d{3}[.)]\s|\([a-z0-9]{1,3}\)\s)")
STOP = re.compile(
    r"^\W{0,3}(?:inspection\s+dates?|report\s+published|dates?\s+of\s+previous|lead\s+inspector|"
    r"\d{1,2}\s+\w+\s+(?:19|20)\d\d$|date\b|authors?\b|prepared\b|version\b|a\s+report\s+by|presented\s+to|"
    r"\d{1,2}[.:]\d\d\s?[ap]\.?m\b.{0,40}\d{4}\W*$|"
    r"(?:planning\s+and|town\s+(?:and|&)|acquisition\s+of)\s[^\n]{3,60}\bact\s+(?:19|20)\d\d(?:\s+\(as\s+amended\))?\W*$|"
    r"(?:public|open|private|official|restricted|unrestricted|not\s+for\s+publication)\W*$|"
    r"HC\s+\d|CP\s+\d|consultation\s+draft|draft\s*(?:v[\d.]+)?\s*$|contents|introduction|judgement|(?:mon|"
    r"tues|wednes|thurs|fri|satur|sun)day\b.{0,30}\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?(?:19|20)\d\d\W*$|skip\s+to)",
    re.IGNORECASE,
)
DISPLAY = 3.0
"""Points above the size of the running text from which a line under the title belongs to it."""
_OPEN_END = re.compile(r"\b(?:to|for|of|the|and|in|on|with|by|from|an?|&)\s*$", re.IGNORECASE)
"""Words after which no title ends, whatever the space below."""
_YEARS = re.compile(r"\W{0,3}(?:19|20)\d\d(?:\s?(?:[/–—-]|to)\s?(?:19|20)?\d\d){0,3}\W{0,3}", re.IGNORECASE)
"""The year or years that a book, plan or account on a cover is for."""
SAME_SIZE = 0.6
"""Points by which two lines of one title may differ in size."""


TWICE = 8
"""Characters from which on words said twice are a repeated title."""
_EXPORTED = re.compile(r"^text:\s+", re.IGNORECASE)
"""What a converter of pages to text writes before each piece of a page."""


def tidy(text: str) -> str:
    text = _EXPORTED.sub("", clean(text)).strip(' \t:;,–—-|"“”')
    words = text.split()
    half = len(words) // 2
    if len(text) > TWICE and words[:half] == words[half:]:  # a converter gives a heading's section, and itself
        text = " ".join(words[:half])
    text = re.sub(r"\s+\d{0,1}$", "", text) if re.search(r"Board\d$|board\d$", text) else text
    return title_case(text)[:LONGEST] if text.upper() == text else text[:LONGEST]


def is_junk(title: str) -> bool:
    """Titles that word processors leave behind and file names in disguise."""
    return bool(_JUNK.search(title.strip())) or len(title.strip()) < 5 or not lettered(title)


def lettered(text: str) -> bool:
    """Mostly letters: neither a row of figures nor the noise of a broken font."""
    solid = [c for c in text if not c.isspace()]
    return 2 * sum(c.isalpha() for c in solid) >= len(solid) > 0


def block(doc: Document, lines: Sequence[HeadLine], first: int, most: int, same_size: bool = True) -> tuple[str, Span]:
    """Lines from ``first`` on that belong together: no gap that ends a phrase, one size, no new block."""
    last = first
    for i in range(first + 1, min(len(lines), first + most)):
        line = lines[i]
        sized = not same_size or not line.size or abs(line.size - lines[first].size) <= SAME_SIZE
        if line.gap and not (line.size and line.size >= 15 and sized) and not _OPEN_END.search(lines[i - 1].text):
            break
        if not sized or STOP.match(line.text) or REPORT_OF.match(line.text) or NUMBERED.match(line.text):
            break
        if lines[i - 1].text.isupper() and not line.text.isupper() and len(line.text.split()) >= SENTENCE_WORDS:
            break
        last = i
    words = [clean(lines[i].text) for i in range(first, last + 1)]
    if any(w.isupper() for w in words) and not all(w.isupper() for w in words):
        words = [title_case(w) for w in words]
    return " ".join(words), (lines[first].span[0], lines[last].span[1])


def caps(text: str) -> str:
    return title_case(text.strip(" :–—-")) if text.upper() == text else text.strip(" :–—-")


def is_body(text: str) -> bool:
    """Return whether a line is only a committee's or a council's name, perhaps with the date of its meeting."""
    for _, (start, end) in reversed(days(text)):
        text = text[:start] + text[end:]
    name = canonical(text) if len(text) < 90 else None
    council = text.lower().rstrip(" .").endswith(" council") and len(text.split()) <= COUNCIL_WORDS
    council = council and not re.search(r"[\d–:]| - ", text)
    return (name is not None and (council or len(text.strip()) <= len(name) + 14)) or bool(_CYNGOR.match(text))


COUNCIL_WORDS = 8
"""Most words of a council's name."""
_CONTACT = re.compile(r"@|\b0\d{2,4}[ -]?\d{3}|\+44|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b")
"""An e-mail address, a telephone number or a postcode: a letterhead, no title."""
_TO_WHOM = re.compile(r"report\s+(?:to|for|by)\s", re.IGNORECASE)
SENTENCE_WORDS = 14
"""Words of a line from which on it is a sentence."""


_CYNGOR = re.compile(r"\W{0,3}cyngor\b[^.:]{3,40}$", re.IGNORECASE)
"""A council's name in Welsh."""


def marked(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for line in lines[:4]:
        if NUMBERED.match(clean(line.text).lstrip("# ")):
            return None
        if GENERIC.match(clean(line.text).lstrip("# ")):
            return None
        if line.mark == "heading" and len(clean(line.text)) > 4 and not REPORT_OF.match(clean(line.text).lstrip("# ")):
            return Finding(tidy(clean(line.text).lstrip("# ")), line.span, "first heading", 0.7)
    return None


GENERIC = re.compile(
    r"^\W{0,3}(?:introduction|communications|delegations|contents|table\s+of\s+contents|agenda|minutes|"
    r"summary|apologies|index|present|proposals?|background|question\s+\d{1,3})\W*$",
    re.IGNORECASE,
)
COVER_LINES = 16
"""A first page with at most so many lines is a cover, and its large lines together are the title."""
COVER_SIZE = 15.0
"""Type in points from which a cover line is display type."""


def cover(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """The large lines of a cover page, in whatever sizes, to the first that names an author, a date or a number."""
    first = [line for line in lines if line.page == lines[0].page]
    if len(first) > COVER_LINES or max((line.size for line in first), default=0.0) < COVER_SIZE:
        return None
    words: list[HeadLine] = []
    for line in first:
        if words and (STOP.match(line.text) or line.size < COVER_SIZE):
            break
        if not words and _TO_WHOM.match(clean(line.text)):
            continue  # "Report to Watford Borough Council" above the title
        named = lettered(line.text) or (words and _YEARS.fullmatch(clean(line.text)))
        if line.size >= COVER_SIZE and named and not STOP.match(line.text):
            words.append(line)
    text = " ".join(clean(line.text) for line in words)
    if not 4 < len(text) <= LONGEST or GENERIC.match(clean(words[0].text)):
        return None
    return Finding(tidy(text), (words[0].span[0], words[-1].span[1]), "cover", 0.75)


def largest(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """The block in the largest type on the first page, where it is larger than the body."""
    first = [i for i, line in enumerate(lines) if line.page == lines[0].page and line.size]
    if len(first) < 2:
        return None
    if GENERIC.match(clean(lines[0].text)):
        return None
    sizes = sorted(lines[i].size for i in first)
    body, top = sizes[len(sizes) // 2], sizes[-1]
    if top < body + 1.5 and len(first) > 6:
        return None
    for i in first:
        if (
            lines[i].size >= top - SAME_SIZE
            and lettered(lines[i].text)
            and not NUMBERED.match(clean(lines[i].text))
            and not GENERIC.match(clean(lines[i].text))
            and len(clean(lines[i].text)) > 3
            and not re.fullmatch(r"[\W\d]+", clean(lines[i].text))
        ):
            words, span = block(doc, lines, i, 6)
            if len(words) > 4 and not STOP.match(words):
                under, end = _under(lines, span[1], body)
                return Finding(tidy(f"{words} {under}"), (span[0], end), "largest type", 0.7)
    return None


def _under(lines: Sequence[HeadLine], end: int, body: float) -> tuple[str, int]:
    """The display lines right under a title that ends at ``end``, in smaller type than its own, and where they end."""
    words: list[str] = []
    for line in lines:
        if line.span[0] < end:
            continue
        text = clean(line.text)
        named = lettered(text) or _YEARS.fullmatch(text)
        if line.page != lines[0].page or line.size < body + DISPLAY or not named:
            break
        if any(p.match(text) for p in (STOP, REPORT_OF, NUMBERED, GENERIC)):
            break
        words.append(text)
        end = line.span[1]
    return " ".join(words), end


_OFFICE_LINE = re.compile(r"\b(?:department|directorate|office|services|council)\W*$", re.IGNORECASE)


def strong_first(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """A first line in bold type or capitals, where the file gives no sizes."""
    for i, line in enumerate(lines[:6]):
        text = clean(line.text)
        if line.size or len(text) < 5 or "\t" in line.text:
            return None
        if _OFFICE_LINE.search(text) or GENERIC.match(text) or is_body(text) or STOP.match(text):
            continue
        if (line.bold or text.isupper()) and not REPORT_OF.match(text) and not STOP.match(text):
            words, span = block(doc, lines, i, 3)
            return Finding(tidy(words), span, "first line in capitals or bold", 0.6) if len(words) < 200 else None
    return None


LONG_LINE = 220
"""Characters of one line beyond which it is a paragraph, no title."""


def _of_table(lines: Sequence[HeadLine], i: int) -> bool:
    """Return whether a line is one of several rows of values: no title, and no label with its value."""
    row = lines[i]
    if row.mark != "row" or "\t" not in row.text or ":" in row.text:
        return False
    return any(0 <= k < len(lines) and "\t" in lines[k].text and not lines[k].gap for k in (i + 1, i - 1))


def first_block(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for i, line in enumerate(lines[:12]):
        text = clean(line.text)
        if GENERIC.match(tidy(text)):
            return None
        if _CONTACT.search(text):
            cells = [c for c in line.text.split("\t") if not _CONTACT.search(c) and len(c.split()) > 1]
            if len(cells) != 1 or line.text.count("\t") == 0:
                continue
            below, span = block(doc, lines, i + 1, 2) if i + 1 < len(lines) else ("", line.span)
            return Finding(tidy(f"{cells[0]} {below}"), (line.span[0], span[1]), "first line", 0.35)
        if sum(bool(clean(cell)) for cell in line.text.split("\t")) > 2 or _of_table(lines, i):
            return None  # the head of a table
        if (
            len(tidy(text)) < 5
            or len(text) > LONG_LINE
            or NUMBERED.match(text)
            or REPORT_OF.match(text)
            or re.fullmatch(r"[\W\d]+", text)
            or STOP.match(text)
            or "http" in text
            or is_body(text)
        ):
            continue
        words, span = block(doc, lines, i, 4)
        if len(words) <= 260:
            return Finding(tidy(words), span, "first lines", 0.45)
        return Finding(tidy(text), line.span, "first line", 0.35)
    return None
