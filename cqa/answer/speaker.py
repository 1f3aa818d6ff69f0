"""Whose words a sentence is: the council's, an inspectorate's about it, the public's, another body's."""

from __future__ import annotations

import re
from typing import Literal

from cqa.evidence.sentence_scorer import Sentence
from cqa.text.pattern import pattern

Speaker = Literal["council", "inspectorate", "public", "other"]

_INSPECTORS = pattern(
    r"\b(?:Ofsted|OfSTED|[Ii]nspectors?|[Ii]nspectorate|CQC|Care Quality Commission|HMI|Estyn|peer review(?:ers)?)\b"
    r"[^.;]{0,60}\b(?:found|find|said|says|judged|rated|noted|notes|reported|identified|criticis|recommend|"
    r"conclud|highlight|saw|observed|acknowledg|require)",
)
_ACCORDING = pattern(
    r"\b(?:according to|in the view of|as judged by|judged by|found by)\s+(?:Ofsted|the inspect|CQC)", re.I
)
_PUBLIC = pattern(
    r"\b(?:members? of (?:the )?public|a resident|residents? (?:said|asked|raised|commented|reported|complained)|"
    r"parishioners?|petitioners?|public questions?|question from|statement from|respondents?|consultees?)\b",
    re.I,
)
_OTHER = pattern(
    r"\b(?:(?:the )?(?:police|NHS|ombudsman|government|secretary of state|minister|auditors?|union|charity)"
    r"(?: has| have| had)? (?:said|says|stated|found|considers?|believes?|advised|reported|concluded))\b",
    re.I,
)


def speaker(sentence: Sentence) -> Speaker:
    """Return whose words a sentence of a paper is, by the paper's type, its headings and the words of report."""
    passage = sentence.passage
    text = sentence.text
    headings = " . ".join((*passage.path, passage.heading))
    if passage.type == "inspection report" or _INSPECTORS.search(text) or _ACCORDING.search(text):
        return "inspectorate"
    if _PUBLIC.search(text) or _PUBLIC.search(headings):
        return "public"
    if passage.type == "questionnaire":
        return "public"
    return "other" if _OTHER.search(text) else "council"
