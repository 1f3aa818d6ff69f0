"""What a paper is called, as it prints it: the rules in order of how much each can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from cqa.extract.front_page import FrontPageField, HeadLine, clean
from cqa.extract.meeting.date_candidates import OPENING
from cqa.extract.meeting.date_candidates import RULES as DATES
from cqa.extract.title import layout as look
from cqa.gazetteer.committees import canonical
from cqa.model import Document, Finding, Part
from cqa.text import dates
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks, letters_only

RULES = Rules(__file__)
_WEAK_LABELS = frozenset({"re", "item", "matter", "proposal", "heading"})
"""Labels whose value is a title in a letter or nowhere."""


def printed(
    doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField], inspection: bool
) -> Finding[str] | None:
    """Return the title that the paper prints, by the first rule that finds one."""
    letter = bool(DATES.find("letter", doc.text, part.span[0], min(part.span[1], part.span[0] + OPENING)))
    labelled = [f for f in fields if f.kind == "title" and len(f.value) > 4 and not RULES.find("code", f.value)]
    times = Counter(f.label.lower() for f in labelled)
    for f in labelled:
        if f.label.lower() == "re" and letter:
            return Finding(look.tidy(doc.text[slice(*f.span)].split("\n")[0]), f.span, "label: Re", 0.8)
        if f.label.lower() not in _WEAK_LABELS and times[f.label.lower()] == 1:  # more are the items of a record
            return Finding(look.tidy(f.value), f.span, f"label: {f.label}", 0.95)
    if inspection and (found := _inspection(doc, lines)):
        return found
    if found := _numbered_form(lines, fields) or _appendix(doc, part, lines):
        return found
    if found := _legal(doc, lines) or _running_appendix(doc, part, lines):
        return found
    if found := _after_meeting_line(doc, lines):
        return found
    if match := RULES.find("front matter", doc.text, part.span[0]):
        return Finding(look.tidy(match["t"]), match.span("t"), "front matter", 0.9)
    if part.title and not look.is_junk(part.title):
        return Finding(look.tidy(part.title), None, "outline or agenda", 0.85)
    if found := look.marked(doc, lines):
        return found
    if lines and (found := look.cover(doc, lines) or look.largest(doc, lines)):
        return found
    if found := look.strong_first(doc, lines):
        return found
    if doc.meta_title and not look.is_junk(doc.meta_title) and doc.media in ("html", "docx"):
        return Finding(look.tidy(doc.meta_title), None, "file properties", 0.5)
    if found := look.first_block(doc, lines):
        return found
    if doc.meta_title and not look.is_junk(doc.meta_title):
        return Finding(look.tidy(doc.meta_title), None, "file properties", 0.4)
    return _running(doc)


def from_file(path: str) -> Finding[str]:
    """Return the file name as words; the last resort."""
    stem = PurePath(path).stem
    return Finding(letters_only(stem.split("__")[-1]) or stem, None, "file name", 0.2)


def _inspection(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for i, line in enumerate(lines[:25]):
        if RULES.find("inspection", clean(line.text)) and not look.says(line.text, "stop"):
            words, last = [clean(line.text)], i
            for j in range(i + 1, min(len(lines), i + 7)):
                text = clean(lines[j].text)
                if look.says(text, "stop") or RULES.find("under an inspection's title", text):
                    break
                words.append(text)
                last = j
            return Finding(
                RULES["mark of a footnote"].sub("", " ".join(words))[: look.LONGEST],
                (line.span[0], lines[last].span[1]),
                "inspection title",
                0.95,
            )
    return None


def _numbered_form(lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> Finding[str] | None:
    """Return *Budget Amendment 5: Fly-tipping* for a form with the labels *Amendment name* and *Amendment number*."""
    match = RULES.find("form", clean(lines[0].text)) if lines else None
    if match is None:
        return None
    values = {f.label.lower(): f for f in fields}
    noun = match["what"].split()[-1].lower()
    name = values.get(f"{noun} name") or values.get(f"{noun} title")
    number = values.get(f"{noun} number") or values.get(f"{noun} no")
    if name is None:
        return None
    heading = f"{match['what']} {number.value}" if number else match["what"]
    return Finding(f"{heading}: {name.value}", (lines[0].span[0], name.span[1]), "form", 0.85)


def _appendix(doc: Document, part: Part, lines: Sequence[HeadLine]) -> Finding[str] | None:
    for i, line in enumerate(lines[:3]):
        match = RULES.find("appendix", clean(line.text))
        if match is None:
            continue
        rest = match[2].strip()
        if len(rest) > 3:
            block, span = look.block(doc, lines, i, 3)
            rest = (RULES.find("appendix", block) or match)[2]
            return Finding(look.tidy(f"{_label(match[1])}: {look.caps(rest)}"), span, "appendix heading", 0.9)
        others = sorted((j for j in range(len(lines[:6])) if j != i), key=lambda j: (j < i, j))  # below it first
        rest_lines = [j for j in others if not look.says(lines[j].text + " ", "numbered")]
        for j in rest_lines:
            if j > i or i > 0:
                block, span = look.block(doc, lines, j, 4)
                if 3 < len(block) < 160:
                    return Finding(
                        f"{_label(match[1])}: {look.caps(block)}",
                        (min(line.span[0], span[0]), max(line.span[1], span[1])),
                        "appendix heading",
                        0.85,
                    )
        return Finding(_label(match[1]), line.span, "appendix heading", 0.6)
    return None


def _label(text: str) -> str:
    word, _, letter = text.strip().partition(" ")
    return fold_blanks(f"{word.capitalize()} {letter.upper()}")


HEADED = 8
"""Lines within which a title in capitals below *CABINET MEETING: 21 MARCH 2024* needs no *REPORT OF* below it."""


def _in_capitals(lines: Sequence[HeadLine], i: int) -> bool:
    """Return whether line ``i`` is apart from others, in capitals, and no label."""
    if i >= len(lines) or not lines[i].gap:
        return False
    text = clean(lines[i].text)
    return text.isupper() and ":" not in text and 5 < len(text) < 120 and not look.says(text, "generic")


def _after_meeting_line(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """Return the title between *CABINET - 10TH MARCH 2017* and *REPORT OF …*; the committee may have its own line
    above."""
    for i, line in enumerate(lines[:30]):
        if len(line.text) > 120 or len(dates.days(line.text)) != 1:
            continue
        reported = any(
            look.says(after.text, "report of") and "report" in after.text.lower()[:20] for after in lines[i + 1 : i + 6]
        )
        met = any(canonical(before.text) for before in lines[max(0, i - 2) : i + 1] if len(before.text) < 120)
        headed = i < HEADED and bool(canonical(line.text)) and line.text.isupper() and _in_capitals(lines, i + 1)
        if not met or not (reported or headed):
            continue
        first = i + 1
        while first < len(lines) and look.says(lines[first].text, "numbered", "stop"):
            first += 1
        block, span = look.block(doc, lines, first, 5)
        if len(block) > 5 and not look.says(block, "report of"):
            return Finding(look.tidy(block), span, "title under the meeting line", 0.9)
    return None


def _legal(doc: Document, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """Return *… COMPULSORY PURCHASE ORDER 2014* with *STATEMENT OF CASE* below it."""
    for i, line in enumerate(lines[:15]):
        if (match := RULES.find("statement of case", clean(line.text))) is None:
            continue
        for j in range(i - 1, -1, -1):
            if RULES.find("order", lines[j].text):
                first = j
                while first > 0 and not lines[first].gap:
                    first -= 1
                block = " ".join(clean(lines[k].text) for k in range(first, j + 1))
                name = f"{look.caps(block)} - {look.caps(match[0].strip())}"
                return Finding(name[: look.LONGEST], (lines[first].span[0], line.span[1]), "legal heading", 0.8)
    return None


def _running(doc: Document) -> Finding[str] | None:
    """Return a running header that is neither a page number nor a body's name: *Procurement Information 2017/18*."""
    for text in dict.fromkeys(doc.running_lines[:4]):
        if not (look.is_junk(text) or look.is_body(text) or look.says(text, "report of", "stop")):
            return Finding(look.tidy(text), None, "running header", 0.4)
    return None


def _running_appendix(doc: Document, part: Part, lines: Sequence[HeadLine]) -> Finding[str] | None:
    """Return *Appendix J: …* printed as a running header, which the reader has taken out of the text."""
    if part.span[0] > 0 or part.span[1] < len(doc.text) or not lines:
        return None
    for text in doc.running_lines[:4]:
        if (match := RULES.find("appendix", clean(text))) and len(text) < 160:
            rest = match[2].strip()
            if len(rest) > 3:
                return Finding(f"{_label(match[1])}: {look.caps(rest)}", None, "running header", 0.85)
            block, span = look.block(doc, lines, 0, 3)
            return Finding(f"{_label(match[1])}: {look.caps(block[:160])}", span, "running header and first line", 0.75)
    return None
