"""From what a place in the paper states to a claim: a full judgement with its framework, area, body and date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqa.extract.judgements.coded import Coded
from cqa.extract.judgements.marks import Marked
from cqa.extract.judgements.merge import Claim
from cqa.extract.judgements.setting import Setting
from cqa.extract.judgements.subject import OVERALL
from cqa.extract.judgements.tabulated import Stated
from cqa.extract.judgements.verdict import GradeVerdict
from cqa.gazetteer.frameworks import Framework, Theme
from cqa.gazetteer.grades import GradeWord, grade_label, outcome_label, outcomes_in
from cqa.gazetteer.themes import themes_named
from cqa.model import Judgement, JudgementKind, Span
from cqa.text.rules import Rules

LONGEST_QUOTE = 600
"""Characters. A statement is quoted whole up to this length, else from the grade's own surroundings."""
WSOA_LAST_YEAR = 2022
"""Written statements of action belong to the area SEND framework of 2016 to 2022; a later report recalls them."""
_MANY_OUTCOMES = 2
"""So many different outcomes close together explain the scale; they are nobody's."""
_OUTCOMES_REACH = 1200
"""Characters within which different outcomes count as close together."""

RULES = Rules(__file__)
_UNPRINTED = ("narrative outcome", "figure", "mark")
"""Rules by which the grade's name is not the words at its span."""
_SURE = {
    "table row": 0.98,
    "graded heading": 0.98,
    "narrative outcome": 0.97,
    "plain verdict": 0.85,
    "moved grade": 0.85,
    "theme beside grade": 0.85,
    "figure": 0.85,
    "mark": 0.85,
}
_SURE_ELSE = 0.9
"""Confidence by rule. Rows of themes that no framework knows have ``_SURE_ELSE`` too."""


class _Given(NamedTuple):
    """What a place states, before framework, area, body and date are worked out."""

    theme: str
    themes: Sequence[Theme]
    grade: GradeWord
    kind: JudgementKind
    as_of: str | None
    span: Span
    rule: str
    area: str = ""
    head: str = ""
    """Words at the head of the column, or the sentence: they may name the inspectorate."""


def row_claim(setting: Setting, item: Stated) -> Claim:
    """Return the claim of one theme and grade in a table, a list or a graded heading."""
    kind: JudgementKind = item.column.kind or "inspected"
    if kind == "inspected" and any(theme.subject == "board" for theme in item.themes):
        kind = "other"
    given = _Given(
        item.theme, item.themes, item.grade, kind, item.as_of, item.span, item.rule, item.area, item.column.head
    )
    return Claim(_judgement(setting, given), 3 if item.rule == "table row" else 2)


def verdict_claim(setting: Setting, verdict: GradeVerdict) -> Claim:
    """Return the claim of a verdict in prose. The council at large belongs to no single area."""
    area = "children's services" if verdict.theme == OVERALL else ""
    said = setting.text[slice(*verdict.span)]
    given = _Given(
        verdict.theme,
        verdict.themes,
        verdict.grade,
        verdict.kind,
        verdict.as_of,
        verdict.span,
        verdict.rule,
        area,
        said,
    )
    length = verdict.span[1] - verdict.span[0]
    alone = verdict.rule == "plain verdict" or (verdict.rule == "judgement noun" and length < 160)
    return Claim(_judgement(setting, given), 2 if alone else 1, verdict.whole)


def marked_claim(setting: Setting, item: Marked) -> Claim:
    """Return the claim of a grade given by a figure or a mark."""
    given = _Given(item.theme, item.themes, item.grade, "inspected", None, item.span, item.rule)
    return Claim(_judgement(setting, given), 3)


def coded_claim(setting: Setting, item: Coded) -> Claim:
    """Return the claim of a grade that is a code."""
    given = _Given(item.theme.name, (item.theme,), item.grade, item.kind, item.as_of, item.span, "coded grade")
    return Claim(_judgement(setting, given), 3 if item.row else 2)


def outcome_claims(setting: Setting) -> Iterator[Claim]:
    """Yield the claims of narrative outcomes of area SEND inspections."""
    text = setting.text
    words = outcomes_in(text, setting.start, setting.end)
    for word in words:
        near = {other.name for other in words if abs(other.span[0] - word.span[0]) < _OUTCOMES_REACH}
        sentence = setting.sentence(word.span)
        around = text[max(setting.start, sentence[0] - 600) : sentence[1] + 200]
        if len(near) >= _MANY_OUTCOMES or not RULES.find("SEND", around):
            continue
        older = "action" in word.name
        late = older and setting.is_inspection_report and (setting.year or 0) > WSOA_LAST_YEAR
        kind: JudgementKind = "historic" if late or RULES.find("recalled", text[slice(*sentence)]) else "inspected"
        themes = [t for t in themes_named("Area SEND inspection outcome") if ("2016" in t.framework) == older]
        grade = GradeWord(outcome_label(word.name), word.span)
        quoted = sentence if sentence[1] - sentence[0] <= LONGEST_QUOTE else word.span
        given = _Given("Area SEND inspection outcome", themes, grade, kind, None, quoted, "narrative outcome", "SEND")
        yield Claim(_judgement(setting, given, themes[0].framework), 2)


def _judgement(setting: Setting, given: _Given, framework_id: str | None = None) -> Judgement:
    historic = given.kind == "historic"
    as_of = given.as_of or (_current_date(setting, given.themes) if given.kind in ("inspected", "other") else None)
    framework = setting.framework_of(given.themes, as_of, historic)
    if framework_id and (framework is None or framework.id != framework_id):
        framework = setting.framework(framework_id)
    section = setting.section(given.grade.span[0])
    start, end = given.span
    if end - start > LONGEST_QUOTE:
        start, end = max(start, given.grade.span[0] - 200), min(end, given.grade.span[1] + 80)
    return Judgement(
        theme=given.theme,
        area=given.area or setting.area_of(given.themes, as_of, historic) or "children's services",
        grade=_label(setting, given, framework),
        body=_council(setting) if given.kind == "self-assessed" else _inspectorate(framework, given.head),
        as_of=as_of,
        kind=given.kind,
        section=section.id if section else "",
        quote=setting.text[start:end],
        span=(start, end),
        framework=framework.id if framework else None,
        rule=given.rule,
        confidence=_SURE.get(given.rule, _SURE_ELSE) if given.themes else _SURE_ELSE,
    )


def _label(setting: Setting, given: _Given, framework: Framework | None) -> str:
    full = framework is None or "Requires improvement" not in framework.scale.order
    name = given.grade.name
    if given.rule in _UNPRINTED or name.startswith("requires"):
        return grade_label(name, full=full)
    return grade_label(setting.text[slice(*given.grade.span)], full=full)


def _current_date(setting: Setting, themes: Sequence[Theme]) -> str | None:
    """Return when a current judgement was made: the inspection's last day; for an annual assessment its publication."""
    if any(theme.framework == "annual-assessment" for theme in themes):
        return setting.published or setting.period
    return setting.period or setting.published


def _inspectorate(framework: Framework | None, head: str) -> str:
    """Return who judged: as the words at hand say, else by the framework."""
    ofsted = RULES.find("Ofsted", head)
    cqc = RULES.find("CQC", head)
    if bool(ofsted) != bool(cqc):
        return "Ofsted" if ofsted else "Care Quality Commission"
    return framework.body if framework else "Ofsted"


def _council(setting: Setting) -> str:
    return setting.paper.authority.name if setting.paper.authority else "the council"
