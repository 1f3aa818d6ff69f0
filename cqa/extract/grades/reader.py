"""Reads the judgements of one paper: rows, verdicts in prose, narrative outcomes; then each of them once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cqa.extract.grades.framework import Framework, Theme
from cqa.extract.grades.grade import (
    GRADE_RE,
    GradeWord,
    grade_label,
    grade_name,
    grade_spans,
    is_range,
    outcome_label,
    outcomes_in,
)
from cqa.extract.grades.merge import Claim, merge
from cqa.extract.grades.rows import read_blocks
from cqa.extract.grades.setting import Setting
from cqa.extract.grades.subject import OVERALL
from cqa.extract.grades.tabulated import Stated, stated_in
from cqa.extract.grades.theme import themes_named
from cqa.extract.grades.verdict import Verdict, verdicts
from cqa.model import Document, Judgement, JudgementKind, Line, Paper, Part, Span

_INSPECTED_RE = re.compile(
    r"[Oo][Ff][Ss][Tt][Ee][Dd]|Care Quality|CQC|Probation|[Aa]nnual\s+(?:[Pp]erformance\s+)?[Aa]ssessment"
    r"|[Jj]oint\s+[Aa]rea\s+[Rr]eview"
    r"|[Cc]hildren['’]?s?['’]?\s+[Ss](?:ervices|ocial\s+[Cc]are)|[Ss]afeguarding|SEND\s+inspection"
)
"""A paper without any of these says nothing about judgements of a council."""
_MANY_OUTCOMES = 2
"""So many different outcomes in one paragraph explain the scale; they are nobody's."""
LONGEST_QUOTE = 600
"""Characters. A sentence verdict is quoted whole up to this length, else from the grade's own clause."""


def judgements(doc: Document, part: Part, paper: Paper) -> tuple[Judgement, ...]:
    """Every judgement that the paper states, in reading order, each once.

    ``part`` is the paper's place in ``doc`` with its sections; of ``paper`` the authority, type, title and dates
    are used (it may be incomplete). ``kind`` is ``inspected`` for the grades that the paper is or reports,
    ``historic`` for earlier ones, ``self-assessed``, and ``other`` for the safeguarding board. ``quote`` is
    ``doc.text[span]``: the table row, list line or sentence. A report without an overall grade gets none.
    """
    text, (start, end) = doc.text, part.span
    if not _INSPECTED_RE.search(text, start, end) and not _INSPECTED_RE.search(paper.title):
        return ()
    setting = Setting(doc, part, paper)
    words = [GradeWord(grade_name(text[a:b]), (a, b)) for a, b in grade_spans(text, start, end)]
    cells = [word for word in words if _may_be_cell(text, *word.span)]
    hits = [word for word in words if not is_range(text, *word.span)]
    blocks = read_blocks(text, _lines(doc, part), cells)
    claims: list[Claim] = []
    taken: list[Span] = []
    for block in blocks:
        stated = stated_in(setting, block)
        claims.extend(_row_claim(setting, item) for item in stated)
        taken.extend(item.grade.span for item in stated)
    free = [hit for hit in hits if hit.span not in set(taken)]
    claims.extend(_verdict_claim(setting, verdict) for verdict in verdicts(setting, free))
    claims.extend(_outcome_claims(setting))
    return merge(claims)


def _may_be_cell(text: str, start: int, end: int) -> bool:
    """Whether a grade word can be a cell or close a line: nothing but punctuation or another grade follows it there."""
    stop = text.find("\n", end)
    rest = re.sub(r"^\s+to(?:\s+be)?\s*$", "", text[end : stop if 0 <= stop < end + 120 else end + 120])
    return "\t" in rest[:4] or "|" in rest[:4] or not re.search(r"[A-Za-z]", GRADE_RE.sub("", rest))


def _lines(doc: Document, part: Part) -> Sequence[Line]:
    if not doc.lines:
        return _plain_lines(doc.text, part.span)
    starts = [line.start for line in doc.lines]
    return doc.lines[bisect_left(starts, part.span[0]) : bisect_left(starts, part.span[1])]


def _plain_lines(text: str, span: Span) -> list[Line]:
    return [Line(m.start(), m.end(), 1) for m in re.finditer(r"[^\n]+", text[: span[1]]) if m.start() >= span[0]]


# ------------------------------------------------------------------ claims


def _row_claim(setting: Setting, item: Stated) -> Claim:
    kind: JudgementKind = item.column.kind or "inspected"
    as_of = item.as_of or (_current_date(setting, item.themes) if kind == "inspected" else None)
    framework = setting.framework_of(item.themes, as_of, kind == "historic")
    if any(theme.subject == "board" for theme in item.themes):
        kind = "other" if kind == "inspected" else kind
    body = _self_body(setting) if kind == "self-assessed" else _body(framework, item.column.head)
    confidence = 0.98 if item.themes else 0.9
    judgement = _judgement(
        setting, item.theme, item.area, item.grade, body, as_of, kind, item.span, framework, item.rule, confidence
    )
    return Claim(judgement, 3 if item.rule == "table row" else 2)


def _verdict_claim(setting: Setting, verdict: Verdict) -> Claim:
    historic = verdict.kind == "historic"
    as_of = verdict.as_of or (None if historic else _current_date(setting, verdict.themes))
    framework = setting.framework_of(verdict.themes, as_of, historic)
    area = "" if verdict.theme == OVERALL else setting.area_of(verdict.themes, as_of, historic)
    area = area or "children's services"
    body = _self_body(setting) if verdict.kind == "self-assessed" else _body(framework, "")
    sure = 0.85 if verdict.rule in ("plain verdict", "moved grade", "theme beside grade") else 0.9
    judgement = _judgement(
        setting,
        verdict.theme,
        area,
        verdict.grade,
        body,
        as_of,
        verdict.kind,
        verdict.span,
        framework,
        verdict.rule,
        sure,
    )
    alone = verdict.rule == "plain verdict" or (
        verdict.rule == "judgement noun" and verdict.span[1] - verdict.span[0] < 160
    )
    return Claim(judgement, 2 if alone else 1, verdict.whole)


def _outcome_claims(setting: Setting) -> Iterator[Claim]:
    """Narrative outcomes of area SEND inspections."""
    words = outcomes_in(setting.text, setting.start, setting.end)
    for word in words:
        near = {other.name for other in words if abs(other.span[0] - word.span[0]) < 1200}
        sentence = setting.sentence(word.span)
        said = setting.text[slice(*sentence)]
        if len(near) >= _MANY_OUTCOMES or not re.search(
            r"SEND|special\s+educational|local\s+area|partnership",
            setting.text[max(setting.start, sentence[0] - 600) : sentence[1] + 200],
        ):
            continue
        historic = bool(re.search(r"previous|last\s+inspection|in\s+20\d\d[^.]{0,40}inspection", said, re.I)) or (
            word.name.endswith("action required") and setting.is_inspection_report
        )
        themes = themes_named("Area SEND inspection outcome")
        as_of = None if historic else setting.period
        framework = setting.framework_of(
            [t for t in themes if ("2016" in t.framework) == ("action" in word.name)], None, historic=True
        )
        kind: JudgementKind = "historic" if historic else "inspected"
        grade = GradeWord(outcome_label(word.name), word.span)
        quoted = sentence if sentence[1] - sentence[0] <= LONGEST_QUOTE else word.span
        yield Claim(
            _judgement(
                setting,
                "Area SEND inspection outcome",
                "SEND",
                grade,
                _body(framework, "", "Ofsted and Care Quality Commission"),
                as_of,
                kind,
                quoted,
                framework,
                "narrative outcome",
                0.97,
            ),
            2,
        )


def _judgement(
    setting: Setting,
    theme: str,
    area: str,
    grade: GradeWord,
    body: str,
    as_of: str | None,
    kind: JudgementKind,
    span: Span,
    framework: Framework | None,
    rule: str,
    confidence: float,
) -> Judgement:
    section = setting.section(grade.span[0])
    if span[1] - span[0] > LONGEST_QUOTE:
        span = (max(span[0], grade.span[0] - 200), min(span[1], grade.span[1] + 80))
    printed = setting.text[slice(*grade.span)]
    full = framework is None or "Requires improvement" not in framework.scale.order
    label = (
        grade.name
        if rule == "narrative outcome"
        else grade_label(grade.name if grade.name.startswith("requires") else printed, full=full)
    )
    return Judgement(
        theme=theme,
        area=area,
        grade=label,
        body=body,
        as_of=as_of,
        kind=kind,
        section=section.id if section else "",
        quote=setting.text[slice(*span)],
        span=span,
        framework=framework.id if framework else None,
        rule=rule,
        confidence=confidence,
    )


def _current_date(setting: Setting, themes: Sequence[Theme]) -> str | None:
    """When a current judgement was made: the inspection's last day; for an annual assessment its publication."""
    if any(theme.framework == "annual-assessment" for theme in themes):
        return setting.published or setting.period
    return setting.period or setting.published


def _body(framework: Framework | None, head: str, default: str = "Ofsted") -> str:
    if re.search(r"ofsted", head, re.I):
        return "Ofsted"
    if re.search(r"\bCQC\b|care\s+quality", head, re.I):
        return "Care Quality Commission"
    return framework.body if framework else default


def _self_body(setting: Setting) -> str:
    return setting.paper.authority.name if setting.paper.authority else "the council"
