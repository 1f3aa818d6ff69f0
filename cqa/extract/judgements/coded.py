"""Grades that are codes: the C1 to C4 of the Regulator of Social Housing, its G1 to G4 and V1 to V4.

The same codes number policies, classes of roads and planning uses. So one counts only in a paper that names who gives
it, in a row of a table of gradings or in a sentence that awards it; the codes of a scale that is explained do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cqa.extract.judgements.columns import GradeColumn, read_head
from cqa.extract.judgements.setting import Setting, dates_in
from cqa.extract.judgements.subject import RULES as SUBJECTS
from cqa.extract.judgements.verdict import RULES as VERDICTS
from cqa.gazetteer.frameworks import Framework, Theme
from cqa.gazetteer.grades import GradeWord, coded_frameworks, coded_in
from cqa.model import JudgementKind, Span
from cqa.text.rules import Rules

AWARD_REACH = 90
"""Characters before a code in which its sentence says that it is given; the longest clause met has 74."""

EXPLAINED = 3
"""So many codes of one scale close together explain the scale; a change of grade names two."""

EXPLAINED_REACH = 900
"""Characters within which the codes of an explanation in several sentences are: a list of four items."""

HEAD_LINES = 12
"""Lines above a row in which the head of its table is looked for."""

RULES = Rules(__file__)


class Coded(NamedTuple):
    """A theme with a grade that is a code. ``row`` says that it is a row of a table, not a sentence."""

    theme: Theme
    grade: GradeWord
    kind: JudgementKind
    as_of: str | None
    span: Span
    row: bool


def coded_judgements(setting: Setting) -> Iterator[Coded]:
    """Yield what the paper states in codes, in order of place."""
    hits = coded_in(setting.text, setting.start, setting.end)
    if not hits:
        return
    lower = setting.text[setting.start : setting.end].lower() + setting.paper.title.lower()
    named = {f.id for f in coded_frameworks() if any(cue in lower for cue in f.cues)}
    for at, hit in enumerate(hits):
        framework = _framework(hit)
        if framework.id not in named:
            continue
        found = _row(setting, hit, framework)
        if found is None:
            found = _said(setting, hit, framework, hits[max(at - 1, 0)].span[1] if at else setting.start, hits)
        if found:
            yield found


def _framework(hit: GradeWord) -> Framework:
    return next(f for f in coded_frameworks() if hit.name.upper() in f.scale.order)


def _is_explained(hits: list[GradeWord], hit: GradeWord, within: Span) -> bool:
    """Return whether a code is one of many of its scale in a stretch: what each means, or how many landlords
    have each."""
    near = {h.name for h in hits if h.name[0] == hit.name[0] and within[0] <= h.span[0] < within[1]}
    return len(near) >= EXPLAINED


# ------------------------------------------------------------------ tables


def _row(setting: Setting, hit: GradeWord, framework: Framework) -> Coded | None:
    """Return the judgement of a cell that begins with the code, in a row or under a head that speaks of gradings."""
    text = setting.text
    start, end = _line(setting, hit.span[0])
    cells = text[start:end].split("\t")
    at = text.count("\t", start, hit.span[0])
    if len(cells) < 2 or not cells[at].strip(" *|").upper().startswith(hit.name.upper()):
        return None
    head = _head(setting, start, at, len(cells))
    first = cells[0].strip(" *|")
    if not (RULES.find("graded", first) or RULES.find("graded", head.head)) or head.kind is None:
        return None
    if _is_other_landlord(setting, first) or _is_other_landlord(setting, setting.headings(start)):
        return None
    later = [date for cell in cells[at + 1 :] for date, _ in dates_in(cell)]
    date = head.date or (later[0] if later else None)
    return Coded(framework.themes[0], hit, _whose(setting, framework, head.kind), date, (start, end), True)


def _head(setting: Setting, start: int, at: int, width: int) -> GradeColumn:
    """Return what the head of the row's column says; a table without one says nothing."""
    for _ in range(HEAD_LINES):
        if start <= setting.start:
            break
        start, end = _line(setting, start - 1)
        cells = setting.text[start:end].split("\t")
        if len(cells) != width:
            break
        if not coded_in(setting.text, start, end):
            return read_head(cells[at])
    return GradeColumn("inspected", None, "")


def _line(setting: Setting, at: int) -> Span:
    start = setting.text.rfind("\n", setting.start, at) + 1 or setting.start
    end = setting.text.find("\n", at, setting.end)
    return max(start, setting.start), setting.end if end < 0 else end


# ------------------------------------------------------------------ prose


def _said(setting: Setting, hit: GradeWord, framework: Framework, before: int, hits: list[GradeWord]) -> Coded | None:
    """Return the judgement of a sentence that awards the code; ``before`` is where the code before it ends."""
    text = setting.text
    sentence = setting.sentence(hit.span)
    said, after = text[sentence[0] : hit.span[0]], text[hit.span[1] : sentence[1]]
    clause = text[max(sentence[0], before) : hit.span[0]]
    awarded = bool(RULES.find("award", said[-AWARD_REACH:]))
    stated = RULES.find("our judgement is", after)
    named = RULES.find("noun of a grade", after) and not RULES.find("grade explained", after)
    around = (hit.span[0] - EXPLAINED_REACH, hit.span[1] + EXPLAINED_REACH)
    if _is_explained(hits, hit, sentence if awarded else around) or not (awarded or stated or named):
        return None
    if not stated and (VERDICTS.find("hypothetical", clause[-AWARD_REACH:]) or VERDICTS.find("share of many", said)):
        return None
    kind: JudgementKind = "inspected"
    if _is_other_landlord(setting, said):
        kind = "other"
    elif VERDICTS.find("self-assessed", text[slice(*sentence)]) and "regulator" not in said.lower():
        kind = "self-assessed"
    elif VERDICTS.find("historic", clause) or RULES.find("replaced grade", clause):
        kind = "historic"
    dates = dates_in(text[slice(*sentence)])
    previous = text[slice(*setting.sentence_before(sentence[0]))]
    if not dates and kind == "inspected" and RULES.find("regulator or publication", previous):
        dates = dates_in(previous)
    place = hit.span[0] - sentence[0]
    nearest = min(dates, key=lambda d: abs(d[1][0] - place), default=None)
    date = nearest[0] if nearest and kind != "historic" else None
    return Coded(framework.themes[0], hit, _whose(setting, framework, kind), date, sentence, False)


def _is_other_landlord(setting: Setting, words: str) -> bool:
    """Return whether the last landlord that is named is another than the paper's council."""
    named = [m[0] for m in RULES["landlord"].finditer(words) if not RULES.find("no landlord's name", m[0])]
    if not named or setting.paper.authority is None:
        return False
    return not setting.with_own_names(SUBJECTS).find("own council's name", named[-1])


def _whose(setting: Setting, framework: Framework, kind: JudgementKind) -> JudgementKind:
    """Return whose a grade is: a council is never graded under a framework of institutions, so another landlord's."""
    return "other" if framework.subject == "institution" and setting.paper.authority is not None else kind
