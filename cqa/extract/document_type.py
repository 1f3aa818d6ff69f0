"""What sort of paper it is, by its wording and structure: :data:`cqa.model.PaperType`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from cqa.extract.front_page import FrontPageField, HeadLine, clean
from cqa.extract.meeting.meeting import front_matter_end
from cqa.extract.meeting.publication import FINDINGS_LETTER
from cqa.model import Document, Finding, PaperType, Part, Span

_INSPECTORATE = re.compile(
    r"^\W{0,3}(?:(?:(?:joint|area|local\s+area|full|short)\s+)?(?:send\s+)?(?:re-?)?inspection\s+of\s|"
    r"area\s+send\s+inspection|local\s+area\s+partnership\s+report|joint\s+targeted\s+area\s+inspection|"
    r"monitoring\s+visit\s+(?:of|to)|focused\s+visit\s+to)",
    re.IGNORECASE | re.MULTILINE,
)
_INSPECTOR = re.compile(
    r"\bOfsted\b|Care\s+Quality\s+Commission|\bHMI(?:CFRS)?\b|(?:His|Her)\s+Majesty[’']s\s+(?:Chief\s+)?Inspector",
    re.IGNORECASE,
)
LETTER = 3_000
"""Characters in which an inspectorate's letter says what it is about."""
_INSPECTED = re.compile(r"\binspection\s+dates?\s*(?:\(s\))?\s*:?", re.IGNORECASE)
_MINUTES = re.compile(
    r"^\W{0,4}(?:draft\s+|unconfirmed\s+|public\s+)?minutes\b(?!\s+(?:of\s+(?:the\s+)?(?:previous|last)|"
    r"except|extract)\b)|(?<!approve )(?<!approve the )(?<!confirm the )(?<!receive the )\bminutes\s+of\s+"
    r"(?:an?\s|the\s(?!last|previous)|proceedings|meeting)",
    re.IGNORECASE,
)
_SAT = re.compile(
    r"\b(?:members?\s+present|"
    r"apologies\s+for\s+absence\s+(?:were|was)\s+received|present\s+in\s+the\s+chair|was\s+resolved|"
    r"councillors?\s+present|in\s+the\s+chair\b|"
    r"(?:approved|confirmed|agreed|signed)\s+as\s+a\s+(?:true|correct|accurate)\s+record|"
    r"minutes\s+of\s+proceedings|the\s+(?:council|committee)\s+met\s+at)\b",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    r"^\W{0,4}(?:a\s?g\s?e\s?n\s?d\s?a(?=\s*$|\s*[-–:]\s*\D|\s+(?:supplement|pack|front|part\b|and\b|for\b|"
    r"to\b|of\b))|summons\s+to\s+and|agenda\s+(?:and|for|frontsheet|supplement|pack\w*)|(?:supplementary|"
    r"public|council|full|regular|order)\s+(?:agenda|paper)|order\s+paper|notice\s+of\s+meeting)\b|"
    r"^\W{0,4}(?:[\w.’']+\s+){1,5}agenda\W*$",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:record\s+of\s+(?:\w+\s+){0,3}decisions?|(?:executive\s+)?decision\s+(?:notice|record(?:ing)?|sheet|"
    r"summary|list)|decisions?\s+(?:taken|made)\s+(?:by|at|on)|"
    r"notice\s+of\s+(?:the\s+)?(?:cabinet\s+|executive\s+)?decisions?|"
    r"delegated\s+decision|officer\s+decision|cabinet\s+member\s+decision)\b",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"^\W{0,4}(?:(?:[A-Z][\w-]+\s+){1,3}(?=appendix\s+[A-Z\d]{1,2}\b))?(?:appendix|appendices|annex|annexe|schedule|"
    r"enclosure)\s+(?:(?:[A-Z]{1,2}|\d{1,2}|[ivx]{1,4})?\b|[:–—-])",
    re.IGNORECASE,
)
_ASSESSMENT = re.compile(r"\beqia\b|\bequality\s+(?:impact\s+)?(?:assessment|analysis)\b", re.IGNORECASE)
"""A form that assesses a proposal has a title and an officer, as a report has."""
_APPENDIX_END = re.compile(r"\bappendix\s+(?:[A-Z]|\d{1,2}|[ivx]{1,4})\W*$", re.IGNORECASE)
_FORM = re.compile(
    r"\b(?:budget\s+amendment\s+form|application\s+form|claim\s+form|intervention\s+report|food\s+premises|"
    r"template|(?:adoption|audit|position|press)\s+statement|statement\s+of\s+(?:case|reasons)|"
    r"press\s+release|lease|agreement|presentation|census)\b",
    re.IGNORECASE,
)
_QUESTIONNAIRE = re.compile(
    r"\bquestionnaire\b|\bconsultation\s+(?:response\s+)?form\b|\bsurvey\s+form\b", re.IGNORECASE
)
_STRATEGY = re.compile(
    r"\b(?:strategy|strategic\s+plan|policy\s+statement|(?:local|borough|city|business|corporate|"
    r"improvement|delivery|action|neighbourhood|development|service|community|council)\s+plan|"
    r"supplementary\s+planning\s+document|framework|core\s+strategy|charter|masterplan|"
    r"constitution)\b(?!\s+(?:group|board|team|update|report))",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\breport\b|\bassessment\b|\breview\b|\banalysis\b|\bappraisal\b|\bbriefing\b|\bevaluation\b|"
    r"\bfindings\b|\b(?:survey|key)\s+results\b|\bupdate\b",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"^\W{0,4}(?:\d{1,2}\.?\d?\s+)?(?:recommendations?(?:\(s\))?|purpose\s+of\s+(?:the\s+|this\s+)?report|"
    r"executive\s+summary|reasons?\s+for\s+(?:the\s+)?recommendations?)\s*:?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_ENCLOSED = re.compile(
    r"\b(?:am\s+now\s+able\s+to\s+enclose|enclosed\s+(?:are|is|please)|please\s+find\s+(?:enclosed|"
    r"attached)|supplementary\s+(?:agenda|pack|papers)|agenda\s+supplement|"
    r"the\s+following\s+reports?\s+(?:has|have)\s+now\s+been\s+published)\b",
    re.IGNORECASE,
)
_DEAR = re.compile(
    r"^\W{0,3}dear\s+(?:all\s+)?(?:members?|councillors?|sir|madam|colleagues?)\b", re.IGNORECASE | re.MULTILINE
)
_PAGES = re.compile(r"\(pages?\s+\d+\s*[-–]\s*\d+\)", re.IGNORECASE)
LONG = 90
"""Characters beyond which a line is running text, which says what the paper is only by its first words."""
UNSURE = 0.7
"""Confidence up to which wording gives way to what the file's name says, whose own is :data:`WEAK`."""
WEAK = 0.35
FIRST = 12
"""Lines in which a paper says what it is."""


def is_inspection(doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> bool:
    """Whether an inspectorate wrote it: a title that says so, or inspection dates, and the inspectorate's name."""
    start, end = part.span
    top = "\n".join(line.text for line in lines[:25])
    dated = any(f.kind == "inspection" for f in fields) or bool(_INSPECTED.search(top))
    dated = dated or bool(FINDINGS_LETTER.search(doc.text, start, min(end, start + LETTER)))
    titled = bool(_INSPECTORATE.search(top))
    reported = any(f.kind in ("meeting", "author") for f in fields)
    if not (dated and titled) or reported:
        return False
    return bool(_INSPECTOR.search(doc.text, start, min(end, start + 60_000)))


def _first(lines: Sequence[HeadLine], pattern: re.Pattern[str], most: int = FIRST) -> Span | None:
    for line in lines[:most]:
        text = clean(line.text)
        if pattern.search(text) if len(text) <= LONG else pattern.match(text):
            return line.span
    return None


def find(
    doc: Document,
    part: Part,
    lines: Sequence[HeadLine],
    fields: Sequence[FrontPageField],
    title: str,
    pack: bool,
    inspection: bool,
) -> Finding[PaperType]:
    """The paper's type. ``pack`` says that the part is an agenda pack's own record."""
    start, end = part.span
    posted = front_matter_end(doc, part)
    kinds = {f.kind for f in fields if f.kind != "other" and f.span[1] > posted}
    header = "title" in kinds and bool(kinds & {"meeting", "author", "meeting_date", "decision_date"})
    assessed = bool(_ASSESSMENT.search("\n".join(line.text for line in lines[:3])))
    header = header and not (assessed and "meeting" not in kinds)
    header = header or {"author", "classification"} <= kinds or {"author", "meeting"} <= kinds
    if inspection:
        return Finding("inspection report", _first(lines, _INSPECTORATE, 25), "inspectorate's title and dates", 0.95)
    if pack:
        return Finding("agenda pack", None, "holds several papers", 0.95)
    top = doc.text[start : min(end, start + 2500)]
    letter = _ENCLOSED.search(top) or (_DEAR.search(top) and _PAGES.search(top))
    if letter and re.search(r"\bagenda\b|^\s*dear\b", top, re.IGNORECASE | re.MULTILINE):
        return Finding("agenda pack", (start + letter.start(), start + letter.end()), "covering letter", 0.8)
    rules: tuple[tuple[PaperType, re.Pattern[str], str, int], ...] = (
        ("decision record", _DECISION, "words: decision record", 8),
        ("minutes", _MINUTES, "words: minutes", FIRST),
        ("agenda", _AGENDA, "words: agenda", FIRST),
    )
    if not header:
        if span := _first(lines, _APPENDIX, 4):
            return Finding("appendix", span, "opens with Appendix", 0.9)
        if part.span[0] == 0 and any(_APPENDIX.match(clean(text)) and len(text) < 160 for text in doc.furniture[:4]):
            return Finding("appendix", None, "running header says Appendix", 0.85)
        if lines and _APPENDIX_END.search(clean(lines[0].text)):
            return Finding("appendix", lines[0].span, "ends its first line with Appendix", 0.8)
    said = [(span, kind, rule) for kind, pattern, rule, most in rules if (span := _first(lines, pattern, most))]
    for span, kind, rule in sorted(said):
        if header and kind != "decision record":
            continue
        if kind == "agenda" and len(_PAGES.findall(top)) > 1 and end - start > 12_000:
            return Finding("agenda pack", span, "agenda with its papers", 0.8)
        return Finding(kind, span, rule, 0.9)
    worded = _by_wording(doc, part, lines, title, header)
    named = _by_file_name(doc, part) if worded.confidence <= UNSURE else None
    return named or worded


_FILE_KINDS: tuple[tuple[PaperType, re.Pattern[str]], ...] = (
    ("appendix", re.compile(r"(?<![a-z])(?:appendix|annex)[\W_]*(?:[a-z]|\d{1,2})(?![a-z])")),
    ("minutes", re.compile(r"(?<![a-z])minutes(?![a-z])")),
    ("agenda", re.compile(r"(?<![a-z])agenda(?![a-z])")),
)


def _by_file_name(doc: Document, part: Part) -> Finding[PaperType] | None:
    """What the file's name calls a paper that is the whole file."""
    if part.span[0] > 0:
        return None
    name = PurePath(doc.path).stem.lower()
    return next((Finding(kind, None, "file name", WEAK) for kind, pattern in _FILE_KINDS if pattern.search(name)), None)


def _by_wording(doc: Document, part: Part, lines: Sequence[HeadLine], title: str, header: bool) -> Finding[PaperType]:
    start, end = part.span
    top = doc.text[start : min(end, start + 4000)]
    if header:
        return Finding("report", lines[0].span if lines else None, "front block of a report", 0.9)
    head = title + "\n" + "\n".join(line.text for line in lines[:6])
    if _SAT.search(top) and re.search(r"\bminutes\b|\bmeeting\b", head + top[:600], re.IGNORECASE):
        return Finding("minutes", lines[0].span if lines else None, "words: a meeting is recorded", 0.8)
    if _QUESTIONNAIRE.search(title):
        return Finding("questionnaire", None, "title: questionnaire", 0.8)
    if _FORM.search(head):
        return Finding("other", None, "title: a form or legal paper", 0.7)
    if _RECOMMENDS.search(doc.text, start, min(end, start + 9000)):
        return Finding("report", None, "headings of a report", 0.75)
    if _STRATEGY.search(title) and not _REPORT.search(title):
        return Finding("strategy", None, "title: strategy or plan", 0.7)
    if _REPORT.search(head):
        return Finding("report", None, "words: report", 0.6)
    if _STRATEGY.search(head):
        return Finding("strategy", None, "title: strategy or plan", 0.5)
    return Finding("other", None, "no rule", 0.3)
