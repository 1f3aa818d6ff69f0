"""The yes-or-no of a front block: call-in, key decision and wards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.extract.front_page import FrontPageField, HeadLine, clean
from cqa.model import Document, Finding, Part
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
