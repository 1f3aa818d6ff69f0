"""The yes-or-no of a front block: call-in, key decision, wards, and whether the paper is exempt and under which
paragraphs of Schedule 12A to the Local Government Act 1972."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cqa.extract.front_page import FrontPageField, HeadLine, clean
from cqa.model import Document, Finding, Part, Span
from cqa.text.whitespace import fold_blanks

OPENING = 6000
"""Characters within which a paper says what it is about itself."""

# ------------------------------------------------------------- boxes and answers

_BOX = re.compile(
    r"(?P<on><input[^>]{0,60}\bchecked\b[^>]{0,30}>|\[\s?[xX✓✔]\s?\]|[☒☑✓✔✖✗✘⊠])|(?P<off><input[^>]{0,60}>|"
    r"\[\s{0,2}\]|[☐□❏❐❑❒◻])"
)
_ANSWER = re.compile(r"\b(?P<yes>yes)\b|\b(?P<no>no)\b", re.IGNORECASE)
_PLAIN_YES = re.compile(r"^\W{0,3}yes\b", re.IGNORECASE)
_PLAIN_NO = re.compile(r"^\W{0,3}(?:no|none|n/a|not\s+applicable|not\s+a\s+key|non-key)\b", re.IGNORECASE)


def ticked(text: str) -> bool | None:
    """Which of *Yes* and *No* is ticked; a plain answer counts; both or neither printed without a tick is None.

    >>> ticked('[x] Yes [ ] No'), ticked("Yes / No"), ticked("No")
    (True, None, False)
    """
    boxes = list(_BOX.finditer(text))
    if boxes:
        return _boxed(text, boxes)
    answers = {m.lastgroup for m in _ANSWER.finditer(text[:60])}
    if answers == {"yes", "no"}:
        return None
    if _PLAIN_YES.match(text):
        return True
    return False if _PLAIN_NO.match(text) else None


def _boxed(text: str, boxes: list[re.Match[str]]) -> bool | None:
    """A box stands before its answer, or after it where the first answer comes first."""
    first_answer = _ANSWER.search(text)
    after = first_answer is not None and first_answer.start() < boxes[0].start()
    chosen: set[bool] = set()
    for i, box in enumerate(boxes):
        if box["on"] is None:
            continue
        if after:
            before = text[boxes[i - 1].end() if i else 0 : box.start()]
            words = list(_ANSWER.finditer(before))
            answer = words[-1] if words else None
        else:
            answer = _ANSWER.search(text, box.end(), boxes[i + 1].start() if i + 1 < len(boxes) else box.end() + 30)
        if answer:
            chosen.add(answer["yes"] is not None)
    return chosen.pop() if len(chosen) == 1 else None


# ------------------------------------------------------------- call-in, key, wards

_CALL_IN_LINE = re.compile(r"^[^\n]{0,60}\bcall[\s-]?in\b[^\n]{0,200}$", re.IGNORECASE | re.MULTILINE)
_NOT_CALL_IN = re.compile(
    r"\b(?:not\s+(?:be\s+)?(?:subject\s+to|eligible\s+for|open\s+to)\s+call[\s-]?in|"
    r"exempt\s+from\s+call[\s-]?in|call[\s-]?in\s+(?:does|procedure\s+does|will)\s+not\s+apply)",
    re.IGNORECASE,
)
_IS_CALL_IN = re.compile(
    r"\b(?:is|are)\s+(?:therefore\s+)?(?:subject\s+to|eligible\s+for|open\s+to)\s+call[\s-]?in\b", re.IGNORECASE
)
_KEY_LINE = re.compile(r"^[^\n]{0,40}\bkey\s+decision\b[^\n]{0,120}$", re.IGNORECASE | re.MULTILINE)


def call_in(doc: Document, part: Part, lines: Sequence[HeadLine]) -> Finding[bool] | None:
    """Whether the decision may be called in. *Eligible / Not eligible* without a tick gives no finding."""
    for line in lines:
        text = line.text
        if not re.search(r"call[\s-]?in\b", text, re.IGNORECASE):
            continue
        after = text[re.search(r"call[\s-]?in\b", text, re.IGNORECASE).end() :]  # type: ignore[union-attr]
        both = re.search(
            r"eligible\s+for\s+call.*not\s+eligible\s+for\s+call|not\s+eligible\s+for\s+call.*eligible\s+for\s+call",
            text,
            re.IGNORECASE,
        )
        if both:
            value = _eligible_boxes(text)
            return Finding(value, line.span, "boxes: eligible, not eligible", 0.8) if value is not None else None
        if _BOX.search(after) or re.match(r"\W{1,6}(?:yes|no)\b", after, re.IGNORECASE):
            value = ticked(after.lstrip(" ?:\t|*-–"))
            return Finding(value, line.span, "box: call-in", 0.95) if value is not None else None
    start, end = part.span
    top = min(end, start + 3 * OPENING)
    if "call" not in doc.text[start:top].lower():
        return None
    if match := _NOT_CALL_IN.search(doc.text, start, top):
        return Finding(False, match.span(), "words: not subject to call-in", 0.75)
    if match := _IS_CALL_IN.search(doc.text, start, top):
        return Finding(True, match.span(), "words: subject to call-in", 0.75)
    return None


def _eligible_boxes(text: str) -> bool | None:
    boxes = list(_BOX.finditer(text))
    on = [b for b in boxes if b["on"]]
    if len(on) != 1:
        return None
    after = text[on[0].end() : on[0].end() + 16].strip().lower()
    return not after.startswith("not")


def key_decision(lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> Finding[bool] | None:
    for f in fields:
        if f.kind == "key":
            value = ticked(f.value)
            if value is None and re.match(r"^(?:key\b|[A-Z]{0,4}\s?\d{2}/\d+)", f.value, re.IGNORECASE):
                value = True
            if value is not None:
                return Finding(value, f.span, f"label: {f.label}", 0.9)
    for line in lines[:40]:
        text = clean(line.text)
        if re.fullmatch(r"non-?\s?key\s+decision|not\s+a\s+key\s+decision", text, re.IGNORECASE):
            return Finding(False, line.span, "line: not a key decision", 0.85)
        if re.fullmatch(r"key\s+decision(?:\s*[-:]?\s*(?:ref\w*\.?\s*)?[A-Z\d/]{3,12})?", text, re.IGNORECASE):
            return Finding(True, line.span, "line: key decision", 0.8)
    return None


def wards(doc: Document, lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> Finding[str] | None:
    """*All*, *Countywide*, a list of wards; *No specific wards* where the form's No is ticked."""
    for line in lines[:60]:
        if re.search(r"\bare\s+(?:specific|any)\s+(?:electoral\s+)?wards\b", line.text, re.IGNORECASE):
            value = ticked(line.text.split("?")[-1].split(":")[-1])
            if value is False:
                return Finding("No specific wards", line.span, "box: wards", 0.95)
    for f in fields:
        if f.kind == "wards":
            raw = doc.text[f.span[0] : f.span[1]].split("\t")[0].split("\n\n")[0]
            value_text = fold_blanks(clean(raw)).strip(" .")
            value_text = re.split(r"\s{2,}|\bspecific implications\b", value_text, flags=re.IGNORECASE)[0].strip()
            if 1 < len(value_text) < 300:
                return Finding(value_text, f.span, f"label: {f.label}", 0.9)
    return None


# ------------------------------------------------------------- exempt

_SCHEDULE = r"(?:schedule\s+12\s?\(?a\)?)"
_NUMBER = r"(?:1[0-8]|[1-9])"
"""Paragraphs 1 to 7 are England's (Part 1), 12 to 18 those of Wales (Part 4); papers before 2006 go to 15."""
_PARAGRAPHS = re.compile(
    rf"\bpara(?:graph)?s?\.?(?:\(s\))?\s*(?:numbers?\s+)?(?P<n>{_NUMBER}(?:\s*(?:,|and|&|or|to|-|–)\s*{_NUMBER})*)\b"
    rf"(?=[^.]{{0,80}}(?:part\s+(?:1|4|i|iv|one|four)\b|{_SCHEDULE}))"
    rf"|{_SCHEDULE}[^.;]{{0,60}}\bpara(?:graph)?s?\.?(?:\(s\))?\s*(?P<m>{_NUMBER}(?:\s*(?:,|and|&|or)\s*{_NUMBER})*)\b"
    r"|(?:access\s+to\s+information|procedure)\s+(?:procedure\s+)?rules?(?:\s+number)?:?\s*10\.4\s*"
    r"(?P<r>\(?[1-7]\)?(?:\s*(?:,|and|&)\s*\(?[1-7]\)?)*)",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:(?:this|the)\s+(?:report|paper|document|appendix|item|annex|"
    r"information)(?:\s+(?:\w+\s+){0,4})?\s*(?:is|are|contains?|has\s+been|"
    r"have\s+been)\s+(?:\w+\s+){0,4}?(?:exempt|confidential|not\s+for\s+publication)"
    r"|(?:appendix|appendices|annex|annexe)\s+(?:[A-Z\d]{1,2}(?:\s*(?:,|and|&|to|"
    r"-)\s*[A-Z\d]{1,2})*)\s*(?:to\s+th(?:is|e)\s+report\s*)?(?:is|are|contains?|has\s+been|"
    r"have\s+been)\s+(?:\w+\s+){0,4}?(?:exempt|confidential|not\s+for\s+publication)"
    r"|not\s+for\s+publication\b"
    r"|exempt\s+(?:from\s+(?:publication|disclosure)|information)?\s*(?:by\s+virtue\s+of|under|"
    r"within\s+the\s+meaning\s+of|as\s+defined\s+(?:in|by)|in\s+accordance\s+with|pursuant\s+to))",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|none|nil|never|without|n't|nor|if|whether|may|might|should|would|could|any|where|unless|"
    r"when|does\s+the\s+report|is\s+the\s+report|future|likely\s+to|possible|potential(?:ly)?|"
    r"in\s+the\s+event|were\s+no|are\s+no|to\s+exclude|resolution|minded|partially|part\s+exempt)\b",
    re.IGNORECASE,
)
_CLEAR_VALUE = re.compile(
    r"^\W{0,3}(?:none|no\b|nil|n/?a\b|not\s+(?:applicable|exempt|confidential)|unrestricted|public\b|open\b|"
    r"part\s+(?:1|i|one|a)\b|un-?restricted|non-?exempt|for\s+publication)",
    re.IGNORECASE,
)
_CLOSED_VALUE = re.compile(
    r"^\W{0,3}(?:yes\b|exempt|confidential|restricted|not\s+for\s+publication|part\s+(?:2|ii|two|b)\b|"
    r"private\b|closed\b|partially?\s+exempt|part\s+exempt|fully\s+exempt|open\s+with\s+exempt|"
    r"appendix\s+\w+\s+(?:is\s+)?(?:exempt|confidential))",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^\W{0,4}(?:not\s+for\s+publication|exempt(?:\s+(?:report|item|information|appendix))?|"
    r"confidential(?:\s+(?:report|item|appendix|report))?|restricted|part\s+(?:ii|2|two|"
    r"b)(?:\s*[-–:]\s*(?:exempt|confidential|private|not\s+for\s+publication).{0,60})?|"
    r"private\s+and\s+confidential|exempt\s+information)\W{0,4}$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\b(?:does|is)\s+th(?:e|is)\s+report\b[^?]{0,80}\b(?:confidential|exempt)\b", re.IGNORECASE)


class Exempt(NamedTuple):
    exempt: bool
    paragraphs: tuple[str, ...]
    found: Finding[bool] | None


def _numbers(match: re.Match[str]) -> list[str]:
    if match["r"] is not None:
        return [f"10.4({n})" for n in re.findall(r"[1-7]", match["r"])]
    text = match["n"] or match["m"]
    pair = re.fullmatch(r"\s*(\d+)\s*(?:to|-|–)\s*(\d+)\s*", text)
    if pair:
        return [str(n) for n in range(int(pair[1]), int(pair[2]) + 1)]
    return re.findall(r"\d+", text)


def exempt(
    doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField], meeting_paper: bool
) -> Exempt:
    """Whether the paper, or a part of it, is withheld. ``meeting_paper`` says that it is an agenda or minutes, which
    print the standard words about excluding the public and are not exempt for that.

    Said by: the classification value, a stamp line, a ticked form question, or a sentence that claims it.
    """
    start, end = part.span
    stop = min(end, start + OPENING)
    found = _by_question(lines) or _by_field(fields) or (None if meeting_paper else _by_stamp(lines))
    if found is None and not meeting_paper:
        found = _by_claim(doc.text, start, stop)
    if found is None or not found.value:
        return Exempt(False, (), found)
    numbers: list[str] = []
    for match in _PARAGRAPHS.finditer(doc.text, start, min(end, start + 4 * OPENING)):
        numbers += [n for n in _numbers(match) if n not in numbers]
    return Exempt(True, tuple(sorted(numbers, key=lambda n: (len(n), n))), found)


def _by_question(lines: Sequence[HeadLine]) -> Finding[bool] | None:
    for i, line in enumerate(lines[:60]):
        match = _QUESTION.search(line.text)
        if match is None:
            continue
        text = line.text[match.end() :]
        value = ticked(text.split("?", 1)[-1])
        if value is None and i + 1 < len(lines):
            value = ticked(lines[i + 1].text)
        if value is not None:
            return Finding(value, line.span, "form question", 0.95)
    return None


def _by_field(fields: Sequence[FrontPageField]) -> Finding[bool] | None:
    for f in fields:
        if f.kind != "classification":
            continue
        if _CLEAR_VALUE.match(f.value):
            withheld = re.search(
                r"\b(?:except|with\s+exempt|appendix\s+\w{1,3}\s+(?:is\s+)?(?:exempt|confidential|restricted))",
                f.value,
                re.IGNORECASE,
            )
            return Finding(bool(withheld), f.span, f"label: {f.label}", 0.9)
        if _CLOSED_VALUE.match(f.value) or _CLAIM.search(f.value):
            return Finding(True, f.span, f"label: {f.label}", 0.9)
    return None


def _by_stamp(lines: Sequence[HeadLine]) -> Finding[bool] | None:
    for line in lines[:15]:
        if _STAMP.match(clean(line.text)) and not _DENIED.search(
            re.sub(r"not\s+for", "", line.text, flags=re.IGNORECASE)
        ):
            return Finding(True, line.span, "stamp", 0.8)
    return None


def _sentence(text: str, at: Span) -> Span:
    start = max(
        text.rfind(". ", max(0, at[0] - 200), at[0]), text.rfind("\n\n", max(0, at[0] - 200), at[0]), at[0] - 200, 0
    )
    end = min((e for e in (text.find(". ", at[1]), text.find("\n\n", at[1])) if e > 0), default=at[1] + 120)
    return start, min(end, at[1] + 200)


def _by_claim(text: str, start: int, stop: int) -> Finding[bool] | None:
    for match in _CLAIM.finditer(text, start, stop):
        a, b = _sentence(text, match.span())
        before = re.sub(r"not\s+for\s+publication", "", text[a : match.end()], flags=re.IGNORECASE)
        if _DENIED.search(before):
            continue
        whole = text[a:b]
        if re.search(
            r"12\s?\(?A\)?|\bpara(?:graph)?s?\b|10\.4|not\s+for\s+publication|local\s+government\s+act",
            whole,
            re.IGNORECASE,
        ):
            return Finding(True, match.span(), "words: exempt", 0.8)
    return None
