"""Marks, denials and the coming and going of the public, found in the lines and sentences of a paper."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from cqa.extract.exemption import answers
from cqa.extract.exemption.rules import rules, terms, vocabulary
from cqa.extract.exemption.units import PrintedLine, Sentence
from cqa.model import Span

Scope = Literal["paper", "part", "open"]
"""What a mark closes: the whole paper, what it stands in, or that which the place of the mark shows."""


class Mark(NamedTuple):
    """Words that say that something is closed: where, by which rule, the line on which they begin."""

    span: Span
    rule: str
    line: int
    scope: Scope
    stamp: bool = False
    """Whether the line is nothing but the mark."""
    weak: bool = False
    """Whether the words are a mark only at the head of a paper: ``Part B`` alone."""


class Found(NamedTuple):
    """Everything that a paper says about what is closed."""

    marks: list[Mark]
    closed_appendices: frozenset[str]
    """Labels of appendices that it says are closed."""
    excluded: list[Sentence]
    readmitted: list[Sentence]
    denied: frozenset[int]
    """Lines that say that nothing is closed."""


_LINE_DENIED = re.compile(
    r"^(?:no|non|not|nil|none|un)\b(?! for| to be| public)|\b(?:none|nil|n/a|no)$|\bnot (?:exempt|"
    r"confidential|restricted|private)|non (?:exempt|confidential)|"
    r"\b(?:open|public|exempt|private|part i|part 1) ?/ ?(?:exempt|private|closed|confidential|open|"
    r"public|part)\b|\bexclusion\b|\bif \w+|\bany\b|\bpart (?:i|1) (?:and|or|and/or) part|delete as"
)
_NOT_PUBLIC = re.compile(terms()["not_public"])
_CLOSED = re.compile(
    r"\bnfp\b|\b(?:exempt\w*|confidential|restricted|private|in confidence|closed|withheld|by virtue|"
    r"eithri\w+|cyfrinachol|gyfrinachol)\b|" + terms()["schedule"] + r"|document is restricted"
)
_CONFIDENCE = re.compile(r"\bin (?:strict )?confidence\b")
_LEAVES = re.compile(
    r"^(?:the )?(?:press|public)(?: (?:and|or) (?:the )?(?:press|public))? (?:are |is |to be )?excluded\b"
)
_PART_TWO = re.compile(r"\bpart (?:ii|2|two|b)\b(?! of)")
_TOKEN = re.compile(r"[a-z0-9'\u00c0-\u017f]+")
_PLAIN_TOKEN = re.compile(r"\d{1,4}|[ivx]{1,4}|[a-z]|\d{1,2}[a-z]|\d{1,2}(?:st|nd|rd|th)")
_BEGINS = re.compile(
    r"^(?:strictly |highly |wholly |fully )?(?:exempt|confidential|restricted|private and confidential|private|nfp)"
    r"(?: ?[-:|/,] ?\S| (?:reports?|appendix|appendices|annexe?|minutes?|items?|papers?|cabinet|council|"
    r"addendum|briefing|agenda|decision|"
    r"business case|information|session|business|annexes|record|supplement|cover|schedule|document|"
    r"section|part|note|extract|circulation|access|to members|for members)\b)"
)
_ENDS = re.compile(
    r"(?:[-:,/|]|\breport|\bpaper|\bitem|\bminutes|\bappendix|\bsection|\d) ?(?:is )?(?:strictly |"
    r"wholly |fully |currently )?"
    r"(?:exempt(?: (?:report|item|appendix|information|minutes?|paper|section|annex|from publication))?|"
    r"confidential(?: (?:report|item|appendix|minutes?|paper))?|restricted|private(?: (?:report|item))?|"
    r"nfp)"
    r"(?: ?-? ?(?:by virtue of |under )?(?:paras?|paragraphs?)\.? ?(?:\d{1,2}(?:,| and| &| or)? ?)+)?$"
)
_THIS = re.compile(r"\bthis|these|the following|the attached|the enclosed|attached")
_VERB = re.compile(
    r"\b(?:is|are|be|remains?|contains?|includes?|comprises?|discloses?|has|have|was|were|must|may|"
    r"should|shall|can|cannot|deals|involves?|constitutes?|relates?|refers?|concerns?|will|falls?)\b"
)
_PART_NOUN = re.compile(
    r"^(?:this|these|the following|the attached|the enclosed|attached) (?:\w+ ){0,3}?(?:appendix|"
    r"appendices|annexe?s?|schedules?|enclosures?|section|sections|paragraphs?|items?|minutes?|pages?|"
    r"table|part)\b"
)
APPENDIX = re.compile(
    r"^(?:the )?(?:appendix|annexe?|enclosure|attachment|schedule(?! 12| 7a| 6)|"
    r"appendices) ?-? ?(?P<label>[a-z]|\d{1,2}[a-z]?|[ivx]{1,4})\b"
)
_LABELS = re.compile(
    r"(?:appendix|appendices|annexe?s?|enclosures?|attachments?|app\.?|schedules?(?! 12| 7a|"
    r" 6)) ?-? ?(?P<labels>(?:[a-z]|\d{1,2}[a-z]?|[ivx]{1,4})\b(?:(?:,| and| &| to|-| or) ?(?:appendix |"
    r"annexe? )?(?:[a-z]|\d{1,2}[a-z]?|[ivx]{1,4})\b)*)"
)
_ONE_LABEL = re.compile(r"\b(?:\d{1,2}[a-z]?|[ivx]{1,4}|[a-z])\b")
_PRESENT = re.compile(
    r"if (?:the |any )?(?:members? of the |press and |press or )*(?:public|press)[^.]{0,40}?(?:were|was|"
    r"are|is) (?:to be )?present|because of|so that"
)
_THIS_PAPER = re.compile(r"\bthis (?:report|paper|item|document|matter|appendix)\b")
_OTHER_ITEM = re.compile(r"\b(?:resolved|following|next|agreed|moved|items? \d)\b")
_OPEN_WITH = re.compile(
    r"^(?:exempt|confidential|private|restricted|closed) (?:appendix|appendices|annexe?s?|"
    r"attachments?)\b ?[-:]+ ?(?:appendix|appendices|annexe?|[a-z0-9]{1,2}\b)|^(?:open|public|part (?:i|"
    r"1|a|one))\b|with (?:an? |the )?(?:exempt|confidential|closed|private)|"
    r"^(?:[^:]{0,60}: ?)?(?:\d+[. ]+)?(?:the )?(?:appendix|annexe?|appendices)\b.*\b(?:is|are|contains?|"
    r"of this|to this)\b"
)
TOP_LINES = 14
"""Lines with words in which a paper says what it is."""
WEAK_LINES = 8
"""Lines with words in which ``Part B`` alone is a mark and no heading of the text."""
SCHEDULE_WORDS = "the Schedule's own words"
LISTED = 5
"""Different items of the Schedule from which their words are an explanation of it and no mark."""


def line_tokens(text: str) -> list[str]:
    """Return the words of a line with the two phrases of marks as one word each."""
    text = _CONFIDENCE.sub("confidential", _LEAVES.sub("nfp", _NOT_PUBLIC.sub("nfp", text)))
    return _TOKEN.findall(_PART_TWO.sub("parttwo", text))


def stamp(text: str) -> Literal["core", "weak"] | None:
    """Return whether a line is nothing but a mark, and of which strength.

    >>> stamp("exempt report - paragraph 3"), stamp("part b"), stamp("exempt accommodation")
    ('core', 'weak', None)
    """
    words, known = line_tokens(text), vocabulary()
    if not words or len(words) > 40:
        return None
    allowed = known.core | known.weak | known.other
    if any(w not in allowed and not _PLAIN_TOKEN.fullmatch(w) for w in words):
        return None
    if known.core & set(words):
        return "core"
    if known.weak & set(words) and len(words) <= 12:
        return "weak"
    return None


def _first(text: str, start: int = 0, end: int | None = None) -> int:
    """Return where the first closed word or *not for publication* is."""
    end = len(text) if end is None else end
    found = (pattern.search(text, start, end) for pattern in (_NOT_PUBLIC, _CLOSED))
    return min((m.start() for m in found if m), default=start)


def denied(text: str, at: int) -> bool:
    """Return whether what is closed from ``at`` on in this sentence is denied, supposed, asked or of something else."""
    label, colon, rest = text.partition(":")
    if colon and at <= len(label) and _CLOSED.search(rest) and stamp(label) and denied(rest, _first(rest)):
        return True
    plain = _PRESENT.sub("", _NOT_PUBLIC.sub("nfp", text))
    at = len(_PRESENT.sub("", _NOT_PUBLIC.sub("nfp", text[:at])))
    for rule in rules("denial"):
        for match in rule.pattern.finditer(plain):
            if match.start() <= at and (rule.on == "before" or match.end() >= at):
                return True
    return False


def refers(text: str, start: int, at: int) -> bool:
    """Return whether a sentence speaks of another paper or an appendix that is closed at ``at``."""
    this = _THIS.search(text, start)
    verb = _VERB.search(text, this.end()) if this else None
    for rule in rules("reference"):
        for match in rule.pattern.finditer(text):
            if this is None or match.start() < this.start():
                return True
            if verb is not None and verb.start() < match.start() <= at:
                return True
    return False


def find(text: str, lines: list[PrintedLine], units: list[Sentence]) -> Found:
    """Return everything that the lines and sentences of a paper say about what is closed."""
    marks, no, labels = answers.find(lines), set[int](), set[str]()
    no |= {m.line for m in marks if m.scope == "open"}
    marks = [m for m in marks if m.scope != "open"]
    excluded, readmitted = [], []
    own_words = next(rule.pattern for rule in rules("mark") if rule.name == SCHEDULE_WORDS)
    explained = len({m[0] for unit in units for m in own_words.finditer(unit.text)}) >= LISTED
    for unit in units:
        if any(rule.pattern.search(unit.text) for rule in rules("readmitted")):
            readmitted.append(unit)
            continue
        leave = any(rule.pattern.search(unit.text) for rule in rules("excluded"))
        if leave:
            excluded.append(unit)
        found = None if unit.line in no else _in_sentence(unit, explained)
        if leave and isinstance(found, Mark) and (_OTHER_ITEM.search(unit.text) or not _THIS_PAPER.search(unit.text)):
            continue
        if found == "denied":
            no.add(unit.line)
        elif found == "refers":
            labels |= _labels(unit.text)
            if not APPENDIX.match(unit.text) or _OPEN_WITH.search(unit.text):
                no.add(unit.line)
        elif isinstance(found, Mark):
            marks.append(found)
    no |= listed(lines)
    taken = {m.line for m in marks} | {unit.line for unit in (*excluded, *readmitted)}
    for i, line in enumerate(lines):
        if i in taken or (i in no and not APPENDIX.match(line.text)) or (mark := _in_line(line, i)) is None:
            continue
        labels |= _labels(line.text) if APPENDIX.match(line.text) else set()
        if i not in no:
            marks.append(mark)
    for bracket in _BRACKET.finditer(text, lines[0].span[0] if lines else 0, lines[-1].span[1] if lines else 0):
        at = next(i for i, line in enumerate(lines) if line.span[1] > bracket.start())
        marks = [m for m in marks if m.line != at]
        marks.append(Mark(bracket.span(), "a passage in brackets", at, "part"))
    return Found(sorted(marks), frozenset(labels), excluded, readmitted, frozenset(no))


_BRACKET = re.compile(
    r"\[\s*(?:EXEMPT|CONFIDENTIAL|NOT FOR PUBLICATION|PRIVATE|RESTRICTED|Exempt|Confidential|"
    r"Not for publication)\b[^\[\]]{25,}\]"
)


def listed(lines: list[PrintedLine]) -> set[int]:
    """Return the lines of lists of appendices, which close nothing by themselves."""
    found: set[int] = set()
    for i in range(1, len(lines)):
        beside = lines[i].block == lines[i - 1].block and APPENDIX.match(lines[i].text)
        if beside and (i - 1 in found or _LIST_HEAD.match(lines[i - 1].text)):
            found |= {i - 1, i}
    return found


_LIST_HEAD = re.compile(
    r"^(?:list of |\d+[. ]+)?(?:appendices|annexes|attachments|enclosures|background papers|appendix \w{1,3}\b)"
)


def _labels(text: str) -> set[str]:
    return {label for m in _LABELS.finditer(text) for label in _ONE_LABEL.findall(m["labels"]) if label != "to"}


def _in_sentence(unit: Sentence, explained: bool) -> Mark | Literal["denied", "refers"] | None:
    verdict: Literal["denied", "refers"] | None = None
    if (
        stamp(unit.text) == "core"
        and not unit.text.endswith("?")
        and not denied(unit.text, _first(unit.text))
        and not _LINE_DENIED.search(unit.text)
    ):
        if _OPEN_WITH.search(unit.text) or (_LABELS.search(unit.text) and "only" in unit.text):
            return "refers"
        part = _PART_NOUN.match(unit.text) is not None
        return Mark(unit.span, "stamp", unit.line, "part" if part else "open", not part)
    for rule in rules("mark"):
        if explained and rule.name == SCHEDULE_WORDS:
            continue
        for match in rule.pattern.finditer(unit.text):
            at = _first(unit.text, match.start(), match.end())
            if denied(unit.text, at):
                verdict = "denied"
            elif refers(unit.text, match.start(), at):
                verdict = verdict or "refers"
            else:
                part = _PART_NOUN.match(unit.text[match.start() :]) is not None
                whole = rule.name.startswith("this paper") and not part
                return Mark(unit.span, rule.name, unit.line, "paper" if whole else "part" if part else "open")
    if verdict is None and (closed := _CLOSED.search(unit.text)) and denied(unit.text, closed.start()):
        return "denied"
    return verdict


def _in_line(line: PrintedLine, number: int) -> Mark | None:
    text = line.text
    if (
        len(text) > 160
        or not text
        or text.endswith("?")
        or (_LINE_DENIED.search(text) and not text.startswith("not for"))
    ):
        return None
    strength = stamp(text)
    if strength == "weak":
        return Mark(line.span, "stamp", number, "open", True, True) if number < WEAK_LINES else None
    if strength == "core":
        return None if denied(text, _first(text)) else Mark(line.span, "stamp", number, "open", True)
    plain = _PART_TWO.sub("parttwo", _NOT_PUBLIC.sub("nfp", text))
    for pattern, rule in ((_BEGINS, "heading begins with a mark"), (_ENDS, "heading ends with a mark")):
        if _LABELS.search(text) and not APPENDIX.match(text):
            continue
        if (
            (match := pattern.search(plain))
            and not denied(text, min(match.start(), len(text) - 1))
            and not text.endswith("?")
        ):
            return Mark(line.span, rule, number, "open")
    return None
