"""Forms that ask whether a paper is exempt: labels with values, questions with answers, boxes with ticks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from cqa.extract.exemption.rules import terms
from cqa.extract.exemption.words import normal
from cqa.extract.yes_no import ticked

if TYPE_CHECKING:
    from cqa.extract.exemption.marks import Mark
    from cqa.extract.exemption.units import PrintedLine

HEAD = 60
"""Lines with words in which a form at the head of a paper is looked for."""
_LABEL = re.compile(
    r"^\s*[|*#>\s]{0,6}(?P<label>[^:?\t|]{2,110}?)\s*[*]{0,2}\s*(?P<mark>[:?]{1,2}|\t+|\|+)[\s:|*\t]*(?P<value>.*)$"
)
_CLOSED_LABEL = re.compile(
    r"\b(?:exempt|exempted|exemption|confidential|confidentiality|restricted|private|closed|"
    r"not for publication|withheld)\b|schedule 12a|eithri\w+|cyfrinachol"
)
_ASKS_OTHER = re.compile(
    r"^(?:\d+ )?(?:.*\bexempt(?:ion)? from (?!publication|disclosure|public|the public|inspection)|what|"
    r"which|who|how|where|when|why|description|definition|are you|do you|can i|if)\b"
)
_NOT_STATUS = re.compile(r"\b(?:title|subject|heading|name|from|author|ward|portfolio|member|director|date)\b")
_OPEN_LABEL = re.compile(
    r"^(?:\d[\d.]* )?(?:public|open|publish|published|publishable|disclosable|publicly disclosable|"
    r"for publication|publication|open to (?:the )?public|public report|open report|publicly available|"
    r"available to (?:the )?public|(?:is|can|may|should|will) (?:this|the) (?:report|paper|document|"
    r"item)?.{0,20}(?:public\w*|open\b|publish\w*|publication).{0,30}|public access|press and public)$"
)
_STATUS_LABEL = re.compile(
    r"\b(?:status|classification|access|security|marking|publication|public|open|part|category|"
    r"circulation|type|visibility|agenda|session|disclosure|sensitivity|report)\b"
)
_BOX = re.compile(
    r"(?P<on><input[^>]{0,60}\bchecked\b[^>]{0,30}>|[\[(]\s?[xX\u2713\u2714]\s?[\])]|"
    r"[\u2612\u2611\u2713\u2714\u2716\u2717\u2718\u22a0])|(?P<off><input[^>]{0,60}>|[\[(]\s{0,3}[\])]|"
    r"[\u2610\u25a1\u274f\u2750\u2751\u2752\u25fb])"
)
_NO = re.compile(
    r"^(?:no|none|nil|n/a|n|na|not (?!for pub|to be pub|public)\w+|non|false|open|public|unrestricted|"
    r"unclassified|un restricted|dim|na|nac oes|agored|cyhoeddus|for publication|part (?:1|i|a|one)|"
    r"official(?! sensitive)|neither|nothing)\b(?! for pub)"
)
_YES = re.compile(r"^(?:yes|y|true|x|ydy|ydi|oes|ie)\b")
_CORE = re.compile(
    rf"^(?:the )?(?:strictly |wholly |fully |highly |partly |partially |part )?(?:exempt\w*|confidential|"
    rf"restricted|private|closed|secret|withheld|in confidence|part (?:ii|2|b|two)|official sensitive|"
    rf"eithri\w+|cyfrinachol|{terms()['not_public']})\b"
)
_CONCRETE = re.compile(
    rf"{terms()['para']}|{terms()['schedule']}|^(?:[1-7]|1[0-8])(?:(?:,| and| &) ?(?:[1-7]|1[0-8]))*$|"
    rf"commercial|financial|third party|personal|legal|individual|business affairs|regulation \d|"
    rf"section \d|10\.4"
)
_OTHER = re.compile(
    rf"{terms()['appendix_label']}|\b(?:appendix|appendices|annex|annexes)\b|with (?:an )?(?:exempt|"
    rf"confidential)|accompan"
)
_BOTH = re.compile(
    r"^(?:open|public|part (?:1|i|a)) ?(?:/|or) ?(?:exempt|private|closed|confidential|part)|^(?:exempt|"
    r"private|closed|confidential|part (?:2|ii|b)) ?(?:/|or) ?(?:open|public|part)|^yes ?/ ?no|delete as"
    r"|please (?:tick|select|state)"
)

Answer = Literal["closed", "open"] | None


def find(lines: list[PrintedLine]) -> list[Mark]:
    """Return the marks that forms make; those of the scope ``open`` say that nothing is closed."""
    from cqa.extract.exemption.marks import Mark

    found: list[Mark] = []
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) and lines[i + 1].block - line.block <= 1 else None
        answer = _boxes(line.raw) or _labelled(line.raw, after.raw if after else "", i)
        if answer is not None:
            found.append(Mark(line.span, "form", i, "paper" if answer == "closed" else "open"))
            if (
                answer == "open"
                and after is not None
                and not line.raw.strip().endswith((".",))
                and _NO.match(normal(after.raw))
            ):
                found.append(Mark(after.span, "form", i + 1, "open"))
    return found


def _boxes(raw: str) -> Answer:
    """Return what a row of boxes says whose words are *Open*, *Exempt* and the like."""
    boxes = list(_BOX.finditer(raw))
    if not boxes or not _CLOSED_LABEL.search(normal(_BOX.sub(" ", raw))):
        return None
    before = normal(raw[: boxes[0].start()])
    words = [
        normal(raw[b.end() : (boxes[k + 1].start() if k + 1 < len(boxes) else len(raw))]) for k, b in enumerate(boxes)
    ]
    if before and not words[-1]:
        words = [before.split(":")[-1].split("?")[-1].strip() or before, *words[:-1]]
    if any(_YES.match(w) or re.match(r"no\b", w) for w in words):
        value = ticked(
            raw[raw.find("?") + 1 :].lstrip()
            if "?" in raw
            else raw[boxes[0].start() - (4 if before.endswith(("yes", "no")) else 0) :]
        )
        return None if value is None else "closed" if value else "open"
    on = [w for w, b in zip(words, boxes, strict=True) if b["on"]]
    if not on:
        return "open"
    return "closed" if any(_CORE.match(w) for w in on) else "open"


def _labelled(raw: str, after: str, number: int) -> Answer:
    match = _LABEL.match(raw)
    if match is None:
        return None
    label, value = normal(match["label"]), normal(match["value"])
    if (
        _ASKS_OTHER.match(label)
        or ("?" not in match["mark"] and _OTHER.search(label))
        or len(label.split()) > (16 if "?" in match["mark"] else 9)
    ):
        return None
    if not value or value == label:
        if "?" not in match["mark"] and not raw.rstrip().endswith((":", "\t", "|", ":**")):
            return None
        value = normal(after) if not _LABEL.match(after) or len(normal(after).split()) < 3 else ""
        if not value:
            return None
    if (
        re.match(r"part(?: (?:1|i|a|one))?\b", label)
        and re.fullmatch(r"(?:part )?(?:2|ii|b|two)", value)
        and number < HEAD
    ):
        return "closed"
    if _BOTH.match(value):
        return "open" if ticked(match["value"]) is None else None
    if _OPEN_LABEL.match(label):
        if re.match(r"no\b(?! exempt| confid)", value):
            return "closed"
        return "closed" if _CORE.match(value) and not _OTHER.search(value) else "open" if _YES.match(value) else None
    if _CLOSED_LABEL.search(label):
        return _of_closed_label(label, value, number, match["mark"])
    if (
        number < HEAD
        and _STATUS_LABEL.search(label)
        and not _NOT_STATUS.search(label)
        and _CORE.match(value)
        and not _OTHER.search(value)
    ):
        return "closed" if len(value.split()) <= 25 else None
    return None


def _of_closed_label(label: str, value: str, number: int, mark: str) -> Answer:
    if _NO.match(value):
        return "open"
    if re.search(r"^(?:no|not|non)\b(?! for pub)|\bnot (?:exempt|confidential)", label):
        return None
    other = _OTHER.search(value) is not None
    if label.endswith("exemptions") or (value.isdigit() and "?" in mark):
        return None
    if _YES.match(value):
        return "closed" if not other else None
    if _CORE.match(value) or _CONCRETE.search(value):
        return None if other or "no exempt" in value or len(value.split()) > 25 else "closed"
    return None
