"""The yes-or-no of a front block: call-in, key decision and wards."""

from __future__ import annotations

from collections.abc import Sequence
from re import Match

from cqa.extract.front_page import FrontPageField, HeadLine, clean
from cqa.model import Document, Finding, Part
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks

OPENING = 6000
"""Characters within which a paper says what it is about itself."""

# ------------------------------------------------------------- boxes and answers

RULES = Rules(__file__)


def ticked(text: str) -> bool | None:
    """Return which of *Yes* and *No* is ticked; a plain answer counts; both or neither printed without a tick is None.

    >>> ticked('[x] Yes [ ] No'), ticked("Yes / No"), ticked("No")
    (True, None, False)
    """
    boxes = list(RULES["box"].finditer(text))
    if boxes:
        return _boxed(text, boxes)
    answers = {m.lastgroup for m in RULES["answer"].finditer(text[:60])}
    if answers == {"yes", "no"}:
        return None
    if RULES.find("plain yes", text):
        return True
    return False if RULES.find("plain no", text) else None


def _boxed(text: str, boxes: list[Match[str]]) -> bool | None:
    """Return the answer of a ticked box, which is before its answer, or after it where the first answer comes first."""
    first_answer = RULES.find("answer", text)
    after = first_answer is not None and first_answer.start() < boxes[0].start()
    chosen: set[bool] = set()
    for i, box in enumerate(boxes):
        if box["on"] is None:
            continue
        if after:
            before = text[boxes[i - 1].end() if i else 0 : box.start()]
            words = list(RULES["answer"].finditer(before))
            answer = words[-1] if words else None
        else:
            answer = RULES.find(
                "answer", text, box.end(), boxes[i + 1].start() if i + 1 < len(boxes) else box.end() + 30
            )
        if answer:
            chosen.add(answer["yes"] is not None)
    return chosen.pop() if len(chosen) == 1 else None


# ------------------------------------------------------------- call-in, key, wards


def call_in(doc: Document, part: Part, lines: Sequence[HeadLine]) -> Finding[bool] | None:
    """Return whether the decision may be called in. *Eligible / Not eligible* without a tick gives no finding."""
    for line in lines:
        text = line.text
        named = RULES.find("call-in", text)
        if named is None:
            continue
        after = text[named.end() :]
        if RULES.find("both kinds of call-in", text):
            value = _eligible_boxes(text)
            return Finding(value, line.span, "boxes: eligible, not eligible", 0.8) if value is not None else None
        if RULES.find("box", after) or RULES.find("answer after a label", after):
            value = ticked(after.lstrip(" ?:\t|*-–"))
            return Finding(value, line.span, "box: call-in", 0.95) if value is not None else None
    start, end = part.span
    top = min(end, start + 3 * OPENING)
    if "call" not in doc.text[start:top].lower():
        return None
    for rule, match in RULES.matches("call-in words", doc.text, start, top):
        return Finding(rule.means == "yes", match.span(), f"words: {rule.name}", rule.confidence)
    return None


def _eligible_boxes(text: str) -> bool | None:
    boxes = list(RULES["box"].finditer(text))
    on = [b for b in boxes if b["on"]]
    if len(on) != 1:
        return None
    after = text[on[0].end() : on[0].end() + 16].strip().lower()
    return not after.startswith("not")


def key_decision(lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> Finding[bool] | None:
    for f in fields:
        if f.kind == "key":
            value = ticked(f.value)
            if value is None and RULES.find("key or its number", f.value):
                value = True
            if value is not None:
                return Finding(value, f.span, f"label: {f.label}", 0.9)
    for line in lines[:40]:
        text = clean(line.text)
        for rule, _ in RULES.matches("key decision line", text):
            return Finding(rule.means == "yes", line.span, f"line: {rule.name}", rule.confidence)
    return None


def wards(doc: Document, lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> Finding[str] | None:
    """Return *All*, *Countywide*, a list of wards; *No specific wards* where the form's No is ticked."""
    for line in lines[:60]:
        if RULES.find("wards asked for", line.text):
            value = ticked(line.text.split("?")[-1].split(":")[-1])
            if value is False:
                return Finding("No specific wards", line.span, "box: wards", 0.95)
    for f in fields:
        if f.kind == "wards":
            raw = doc.text[f.span[0] : f.span[1]].split("\t")[0].split("\n\n")[0]
            value_text = fold_blanks(clean(raw)).strip(" .")
            value_text = RULES["value of wards ends"].split(value_text)[0].strip()
            if 1 < len(value_text) < 300:
                return Finding(value_text, f.span, f"label: {f.label}", 0.9)
    return None
