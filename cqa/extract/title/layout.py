"""Titles by the look of the page: display type on a cover, the largest lines, the first line in capitals."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.extract.front_page import HeadLine, clean
from cqa.gazetteer.committees import canonical
from cqa.gazetteer.title_case import title_case
from cqa.model import Document, Finding, Span
from cqa.text.dates import days
from cqa.text.rules import Rules

LONGEST = 300
RULES = Rules(__file__)
DISPLAY = 3.0
"""Points above the size of the running text from which a line under the title belongs to it."""
SAME_SIZE = 0.6
"""Points by which two lines of one title may differ in size."""


TWICE = 8
"""Characters from which words said twice are a repeated title."""


def says(text: str, *names: str) -> bool:
    """Return whether one of the rules of these names matches in a line."""
    return any(RULES.find(name, text) for name in names)


def tidy(text: str) -> str:
    text = RULES["exported"].sub("", clean(text)).strip(' \t:;,–—-|"“”')
    words = text.split()
    half = len(words) // 2
    if len(text) > TWICE and words[:half] == words[half:]:  # a converter gives a heading's section, and itself
        text = " ".join(words[:half])
    return title_case(text)[:LONGEST] if text.upper() == text else text[:LONGEST]


def is_junk(title: str) -> bool:
    """Return whether a title is what word processors leave behind, or a file name in disguise."""
    return bool(RULES.find("junk", title.strip())) or len(title.strip()) < 5 or not lettered(title)


def lettered(text: str) -> bool:
    """Return whether a text is mostly letters: neither a row of figures nor the noise of a broken font."""
    solid = [c for c in text if not c.isspace()]
    return 2 * sum(c.isalpha() for c in solid) >= len(solid) > 0


def block(doc: Document, lines: Sequence[HeadLine], first: int, most: int, same_size: bool = True) -> tuple[str, Span]:
    """Return lines from ``first`` on that belong together: no gap that ends a phrase, one size, no new block."""
    last = first
    for i in range(first + 1, min(len(lines), first + most)):
        line = lines[i]
        sized = not same_size or not line.size or abs(line.size - lines[first].size) <= SAME_SIZE
        if line.gap and not (line.size and line.size >= 15 and sized) and not says(lines[i - 1].text, "phrase is open"):
            break
        if not sized or says(line.text, "stop", "report of", "numbered"):
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
    council = council and not says(text, "mark of a title")
    return (name is not None and (council or len(text.strip()) <= len(name) + 14)) or says(text, "name in Welsh")


COUNCIL_WORDS = 8
"""Most words of a council's name."""
SENTENCE_WORDS = 14
"""Words of a line from which it is a sentence."""


def marked(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for line in lines[:4]:
        text = clean(line.text)
        title = text.lstrip("# ")
        if says(title, "numbered", "generic"):
            return None
        if line.mark == "heading" and len(text) > 4 and not says(title, "report of"):
            return Finding(tidy(title), line.span, "first heading", 0.7)
    return None


COVER_LINES = 16
"""A first page with at most so many lines is a cover, and its large lines together are the title."""
COVER_SIZE = 15.0
"""Type in points from which a cover line is display type."""


def cover(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """Return the large lines of a cover page, in whatever sizes, to the first that names an author, a date or
    a number."""
    first = [line for line in lines if line.page == lines[0].page]
    if len(first) > COVER_LINES or max((line.size for line in first), default=0.0) < COVER_SIZE:
        return None
    words: list[HeadLine] = []
    for line in first:
        if words and (says(line.text, "stop") or line.size < COVER_SIZE):
            break
        if not words and says(clean(line.text), "report to a body"):
            continue  # "Report to Watford Borough Council" above the title
        named = lettered(line.text) or (words and says(clean(line.text), "years"))
        if line.size >= COVER_SIZE and named and not says(line.text, "stop"):
            words.append(line)
    text = " ".join(clean(line.text) for line in words)
    if not 4 < len(text) <= LONGEST or says(clean(words[0].text), "generic"):
        return None
    return Finding(tidy(text), (words[0].span[0], words[-1].span[1]), "cover", 0.75)


def largest(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """Return the block in the largest type on the first page, where it is larger than the body."""
    first = [i for i, line in enumerate(lines) if line.page == lines[0].page and line.size]
    if len(first) < 2:
        return None
    if says(clean(lines[0].text), "generic"):
        return None
    sizes = sorted(lines[i].size for i in first)
    body, top = sizes[len(sizes) // 2], sizes[-1]
    if top < body + 1.5 and len(first) > 6:
        return None
    for i in first:
        if (
            lines[i].size >= top - SAME_SIZE
            and lettered(lines[i].text)
            and not says(clean(lines[i].text), "numbered", "generic")
            and len(clean(lines[i].text)) > 3
        ):
            words, span = block(doc, lines, i, 6)
            if len(words) > 4 and not says(words, "stop"):
                under, end = _under(lines, span[1], body)
                return Finding(tidy(f"{words} {under}"), (span[0], end), "largest type", 0.7)
    return None


def _under(lines: Sequence[HeadLine], end: int, body: float) -> tuple[str, int]:
    """Return the display lines right under a title that ends at ``end``, in smaller type than its own, and where they
    end."""
    words: list[str] = []
    for line in lines:
        if line.span[0] < end:
            continue
        text = clean(line.text)
        named = lettered(text) or says(text, "years")
        if line.page != lines[0].page or line.size < body + DISPLAY or not named:
            break
        if says(text, "stop", "report of", "numbered", "generic"):
            break
        words.append(text)
        end = line.span[1]
    return " ".join(words), end


def strong_first(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """Return a first line in bold type or capitals, where the file gives no sizes."""
    for i, line in enumerate(lines[:6]):
        text = clean(line.text)
        if line.size or len(text) < 5 or "\t" in line.text:
            return None
        if says(text, "office", "generic", "stop") or is_body(text):
            continue
        if (line.bold or text.isupper()) and not says(text, "report of"):
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
        if says(tidy(text), "generic"):
            return None
        if says(text, "letterhead"):
            cells = [c for c in line.text.split("\t") if not says(c, "letterhead") and len(c.split()) > 1]
            if len(cells) != 1 or line.text.count("\t") == 0:
                continue
            below, span = block(doc, lines, i + 1, 2) if i + 1 < len(lines) else ("", line.span)
            return Finding(tidy(f"{cells[0]} {below}"), (line.span[0], span[1]), "first line", 0.35)
        if sum(bool(clean(cell)) for cell in line.text.split("\t")) > 2 or _of_table(lines, i):
            return None  # the head of a table
        if (
            len(tidy(text)) < 5
            or len(text) > LONG_LINE
            or says(text, "numbered", "report of", "stop", "notice of a scan")
            or not any(map(str.isalpha, text))
            or "http" in text
            or is_body(text)
        ):
            continue
        words, span = block(doc, lines, i, 4)
        if len(words) <= 260:
            return Finding(tidy(words), span, "first lines", 0.45)
        return Finding(tidy(text), line.span, "first line", 0.35)
    return None
