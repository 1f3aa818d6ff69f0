"""Words that are grades: how they are printed, and the one name that each of them has here."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cqa.gazetteer.frameworks import Framework, frameworks
from cqa.model import Finding, Span
from cqa.text.pattern import pattern

_IMPROVEMENT = (
    r"requir(?:es?|ed|ing)\s+improvement(?:\s+(?:in\s+order\s+)?to\s+(?:be(?:come)?|achieve)\s+(?:good|outstanding))?"
)
_PERFORMS = r"perform(?:s|ing|ed)?\s+(?:poorly|adequately|well|excellently)"
GRADE = rf"(?:{_IMPROVEMENT}|{_PERFORMS}|inadequate|outstanding|adequate|satisfactory|good)"
"""One grade as printed, for use inside other patterns (case-insensitive)."""

GRADE_RE = pattern(rf"(?<![\w-]){GRADE}(?![\w-])", re.I)
_LOWER_GRADE_RE = pattern(rf"\b{GRADE}(?![\w-])")

_RANGE_RE = pattern(
    r"\s*['\"’”]?\s*(?:or\s+(?:better|above|higher|['\"‘“]?outstanding|['\"‘“]?good|less)|(?:and|to)\s+['\"‘“]?outstanding\b)",
    re.I,
)
"""What follows a grade where it is the end of a range: ``good or better``. A range is nobody's grade."""

_OUTCOMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "typically positive experiences and outcomes",
        pattern(r"typically\s+(?:lead(?:s|ing)?\s+to\s+)?positive\s+experiences\s+and\s+outcomes", re.I),
    ),
    ("inconsistent experiences and outcomes", pattern(r"inconsistent\s+experiences\s+and\s+outcomes", re.I)),
    (
        "widespread and/or systemic failings",
        pattern(r"widespread\s+(?:and\s*/\s*or|and|or)\s+systemic\s+failings", re.I),
    ),
    (
        "no written statement of action required",
        pattern(
            r"no\s+written\s+statement\s+of\s+action|written\s+statement\s+of\s+action\s+(?:is|was)\s+not\s+required",
            re.I,
        ),
    ),
    (
        "written statement of action required",
        pattern(
            r"written\s+statement\s+of\s+action\s+(?:\(\w+\)\s+)?(?:is|was)\s+required"
            r"|(?:required?|requires|directed)\s+(?:[\w’',]+\s+){0,12}?(?:produce|submit|prepare)\s+(?:and\s+\w+\s+)?a\s+"
            r"written\s+statement\s+of\s+action",
            re.I,
        ),
    ),
)
"""Narrative outcomes of area SEND inspections, in the words that the reports use."""

_OUTCOME_HINT_RE = pattern(r"xperiences\s+and\s+outcomes|ystemic\s+failings|tatement\s+of\s+[Aa]ction")
_HINT_BEFORE, _HINT_AFTER = 240, 60
"""Most characters between a hint and an outcome."""

_NOT_A_GRADE_RE = pattern(
    r"\s+(?:practice|quality|progress|examples?|work|news|governance|range|value|level|idea|ways?|care|health|standards?|use|deal"
    r"|natural\s+beauty|issues?|actions?|items?|balance|debts?|loans?|enough|for|at|reason|evidence|understanding|support|relationships?"
    r"|communication|education|management|design|faith|condition|order|amounts?|figure|matters?)\b",
    re.I,
)
"""What follows the adjective where it is not a grade: ``good practice``, ``outstanding debt``."""

_FOR_RE = pattern(r"\s+for\b", re.I)
"""What follows a grade as it follows *good*: ``graded outstanding for leadership``, and ``good for nothing``."""

_CODED_ASKED_RE = pattern(r"grad|\brat(?:ed|ing)|judg|regulat|landlord|consumer|governance|viability", re.I)
"""What a question with a code says when the code is a grade."""

_VERDICT_BEFORE_RE = pattern(
    r"(?:judged|rated|graded|assessed|found|classed|grades?|gradings?|ratings?|judgements?|judgments?|scored?|ofsted|inspect\w+|overall)\b[^.?!]{0,60}$|['\"‘“]\s*$",
    re.I,
)


class GradeWord(NamedTuple):
    """A grade in a text: its name here (lower case), and its place."""

    name: str
    span: Span


def grade_name(printed: str) -> str:
    """Return the name of a printed grade: ``require improvement`` → ``requires improvement to be good``, ``performing
    adequately`` → ``performs adequately``. Unknown words come back in lower case."""
    words = re.sub(r"\s+", " ", printed.strip(" \t\n.,;:'\"‘’“”")).lower()
    if words.startswith("requir"):
        return (
            "requires improvement to be outstanding"
            if words.endswith("outstanding")
            else "requires improvement to be good"
        )
    if words.startswith("perform"):
        return "performs " + words.rsplit(" ", 1)[-1]
    return words


def grade_label(printed: str, *, full: bool = True) -> str:
    """Return a printed grade as a judgement states it: first letter large, one spelling of requires improvement
    (``full`` with its tail ``to be good``), else the printed words."""
    name = grade_name(printed)
    if name.startswith("requires"):
        return name.capitalize() if full else "Requires improvement"
    return re.sub(r"\s+", " ", printed.strip(" \t\n.,;:'\"‘’“”")).capitalize()


def grade_spans(text: str, start: int, end: int) -> list[Span]:
    """Return where grade words are in ``text[start:end]``, whatever they mean there. Made for whole papers: quick."""
    part = text[start:end]
    lower = part.lower()
    if len(lower) != len(part):
        return [match.span() for match in GRADE_RE.finditer(text, start, end)]
    return [(match.start() + start, match.end() + start) for match in _LOWER_GRADE_RE.finditer(lower)]


def grades_in(text: str, start: int = 0, end: int | None = None) -> list[GradeWord]:
    """Return every grade word in ``text[start:end]``, ranges such as ``good or better`` left out."""
    found = GRADE_RE.finditer(text, start, len(text) if end is None else end)
    return [GradeWord(grade_name(match[0]), match.span()) for match in found if not is_range(text, *match.span())]


def is_range(text: str, start: int, end: int) -> bool:
    """Return whether the grade at ``text[start:end]`` is one end of a range (``good or better``, ``good or
    outstanding``)."""
    return bool(_RANGE_RE.match(text, end)) or bool(
        re.search(
            r"(?:good|adequate|inadequate)['\"’”]?\s+(?:or|to|and)\s+['\"‘“]?$", text[max(0, start - 24) : start], re.I
        )
    )


@lru_cache(maxsize=1)
def coded_frameworks() -> tuple[Framework, ...]:
    """Return the frameworks whose grades are codes of a letter and a figure."""
    return tuple(f for f in frameworks() if all(re.fullmatch(r"[A-Z]\d", grade) for grade in f.scale.order))


@lru_cache(maxsize=1)
def _coded_re() -> re.Pattern[str]:
    codes = "|".join(grade for f in coded_frameworks() for grade in f.scale.order) or "(?!)"
    return re.compile(rf"(?<![\w.&-])(?:{codes})(?![\w&-]|\.\d)")


def coded_in(text: str, start: int = 0, end: int | None = None) -> list[GradeWord]:
    """Return every code of a grade in ``text[start:end]``, whatever it means there: ``C3`` is also a policy."""
    found = _coded_re().finditer(text, start, len(text) if end is None else end)
    return [GradeWord(match[0].lower(), match.span()) for match in found]


def outcomes_in(text: str, start: int = 0, end: int | None = None) -> list[GradeWord]:
    """Return every narrative SEND outcome in ``text[start:end]``, in order of place."""
    stop = len(text) if end is None else end
    found = []
    for hint in _OUTCOME_HINT_RE.finditer(text, start, stop):
        low, high = max(start, hint.start() - _HINT_BEFORE), min(stop, hint.end() + _HINT_AFTER)
        found += [GradeWord(name, m.span()) for name, outcome in _OUTCOMES for m in outcome.finditer(text, low, high)]
    found.sort(key=lambda word: (word.span[0], -word.span[1]))
    kept: list[GradeWord] = []
    for word in found:
        if not kept or word.span[0] >= kept[-1].span[1]:
            kept.append(word)
    return kept


def outcome_label(name: str) -> str:
    """Return a SEND outcome as a judgement states it."""
    return name[:1].upper() + name[1:]


def grade_mentions(text: str) -> list[Finding[str]]:
    """Return the grades that a question or a sentence names, in order: canonical lower-case names.

    Confidence is 1 for words that are nothing but grades or are in a verdict (``judged good``), 0.6 for a
    bare adjective. ``good practice``, ``outstanding debt`` and the like are not grades. A range
    (``good or better``) yields its ends at 0.8.
    """
    found = [Finding(word.name, word.span, "narrative outcome", 1.0) for word in outcomes_in(text)]
    taken = [finding.span for finding in found if finding.span]
    for match in GRADE_RE.finditer(text):
        if any(span[0] <= match.start() < span[1] for span in taken):
            continue
        name = grade_name(match[0])
        adjective = name in ("good", "outstanding", "adequate", "satisfactory")
        judged = bool(_VERDICT_BEFORE_RE.search(text[max(0, match.start() - 90) : match.start()]))
        if adjective and _NOT_A_GRADE_RE.match(text, match.end()) and not (judged and _FOR_RE.match(text, match.end())):
            continue
        if is_range(text, *match.span()):
            found.append(Finding(name, match.span(), "range", 0.8))
            continue
        sure = not adjective or judged
        found.append(Finding(name, match.span(), "grade word", 1.0 if sure else 0.6))
    if _CODED_ASKED_RE.search(text):
        found += [Finding(word.name, word.span, "coded grade", 1.0) for word in coded_in(text)]
    return sorted(found, key=lambda finding: finding.span or (0, 0))


def same_grade(a: str, b: str) -> bool:
    """Return whether two printed grades are the same on their scale (*requires improvement* is *... to be good*)."""
    return _shortened(a) == _shortened(b)


def _shortened(grade: str) -> str:
    return re.sub(r"^requires? improvement.*", "requires improvement", grade.lower().strip())
