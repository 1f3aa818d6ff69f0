"""Verdicts in prose: ``Leeds has been assessed as 'performing adequately'``, ``Children's services in Surrey are
inadequate``, ``the graded judgement for adoption performance is that it is outstanding``.

A grade word counts only at the end of a verdict on something that is the council's (:mod:`.subject`). Whatever
else is good or inadequate in a paper (schools, homes, plans, a quarter of all councils) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cqa.extract.judgements.setting import Setting, dates_in
from cqa.extract.judgements.subject import BOARD, CLAUSE_RE, JUDGED, MOVED, OVERALL, Subject, is_about_it, subject_of
from cqa.gazetteer.frameworks import Theme
from cqa.gazetteer.grades import GRADE_RE, GradeWord, is_range
from cqa.gazetteer.themes import is_short, themes_in, themes_named
from cqa.model import JudgementKind, Span
from cqa.record import dataclass

ANNUAL, OVERALL_RATING = "annual assessment of children's services", "Overall rating"
INSPECTORATE_REACH = 500
"""Characters around a verdict in which an inspectorate must be named, unless the paper is an inspection report."""

_TRIAGE_RE = re.compile(
    rf"(?:\b(?:is|are|was|were|be|as|being|remain(?:s|ed)?|found\s+to|of|from|{JUDGED}|that\s+it|overall)|[:(]|\s[–—-])\s*"
    r"(?:(?:also|again|now|still|both|each|currently|overall)\s+)?(?:an?\s+)?['\"‘’“]?\s*$"
    rf"|\b{JUDGED}\s[^.;:]{{3,50}}\s$",
    re.I,
)
_AWARD_RE = re.compile(r"['\"’”]?\s+(?:overall\s+)?(?:judge?ment|rating|grad)", re.I)
HYPOTHETICAL_RE = re.compile(
    r"\b(?:prospect|likely|expect\w*|would|could|should|might|(?-i:may)|if|aim\w*|target\w*|ambition\w*|aspir\w*|goal|until|whether|order\s+to"
    r"|never|not|once|towards?|journey|cannot|can|will|must|to\s+be(?=\s+(?:judged|rated|graded)))\b",
    re.I,
)
SHARE_RE = re.compile(
    r"\d\s*%|per\s*cent|\b(?:quarter|third|half|majority|proportion|percentage|number|many|most|some|all|both|few|other|two|three|four|five|six"
    r"|seven|eight|nine|ten|\d+)\s+(?:of\s+)?(?:the\s+|local\s+|other\s+|these\s+)*"
    r"(?:councils?|authorit\w+|homes?|schools?|settings|services|centres?|providers?|areas|cases)\b|\bnationally\b|\b(?:councils|authorities)\b",
    re.I,
)
_SCOPE_RE = re.compile(
    r"^\W*(?:on|for|in\s+respect\s+of|in\s+relation\s+to|in\s+terms\s+of|with\s+regard\s+to)\s+(?P<scope>[^.]{8,300}?)(?:,\s|\bjudge?ments?\b)",
    re.I | re.S,
)
_AFTER_LIST_RE = re.compile(
    r"\s*['\"’”]?\s*(?:in\s+respect\s+of|for|in\s+relation\s+to|with\s+regard\s+to|in\s+terms\s+of)\s+(?!because)", re.I
)
_GOES_ON_RE = re.compile(
    r"^\s*['\"’”]?\s*(?:(?:for|in|on)\b[^.;]{0,120}\b(?:and|but|while)|(?:in\s+\w*\s*20\d\d\s+)?to)\s+(?:as\s+|an?\s+)?['\"‘“]?$",
    re.I | re.S,
)

_LEAD_RE = re.compile(
    r"(?:previous|last|earlier|prior|most\s+recent)\s+(?:ofsted\s+|full\s+)?inspection(?:\s+report)?"
    r"(?:\s+(?:of|for)\s+(?P<thing>.{3,140}?))?\s+"
    r"(?:was|were|took\s+place|in\s+(?=[A-Z12])|published|undertaken|carried\s+out)",
    re.I | re.S,
)
_INSPECTED_LEAD_RE = re.compile(
    r"(?P<thing>.{3,160}?)\s+(?:was|were)\s+(?:also\s+|previously\s+|last\s+)?inspected\s+in\b", re.I | re.S
)
_POSSESSOR_RE = re.compile(r"^(?:the\s+)?(?:[\w’'-]+\s+){0,4}?[\w-]+['’]s?\s+(?=\w)|^the\s+", re.I)
HISTORIC_RE = re.compile(
    r"\b(?:previous(?:ly)?|formerly|earlier|prior)\b|\b(?:at|since|from)\s+(?:the\s+time\s+of\s+)?(?:the|its|our|their|ofsted['’]s)\s+last\s+(?:\w+\s+){0,3}inspection"
    r"|\blast\s+inspection|\bby\s+ofsted['’]s\s+last\b|\bsince\b[^.]{0,80}\b(?:was|were|when)\b|\bat\s+that\s+time\b"
    r"|\bhad\s+been\b",
    re.I,
)
SELF_RE = re.compile(r"\bself[\s-]+(?:assess|evaluat)|\bpeer\s+(?:review|challenge)", re.I)
_INSPECTORATE_RE = re.compile(
    r"ofsted|inspect|care\s+quality\s+commission|\bCQC\b|\bHMIP?\b|annual\s+(?:performance\s+)?assessment|annual\s+rating|joint\s+area\s+review",
    re.I,
)
_CQC_RE = re.compile(r"\bCQC\b|care\s+quality\s+commission", re.I)
_PROBATION_RE = re.compile(r"\bHMIP\b|inspectorate\s+of\s+probation", re.I)


@dataclass(frozen=True, slots=True)
class GradeVerdict:
    """One theme and grade out of a sentence, with the span to quote. ``rule`` names the way it was stated."""

    theme: str
    themes: tuple[Theme, ...]
    grade: GradeWord
    span: Span
    kind: JudgementKind
    as_of: str | None
    rule: str
    whole: bool


def verdicts(setting: Setting, hits: Iterable[GradeWord]) -> list[GradeVerdict]:
    """All verdicts among the grade words ``hits``, in order of place."""
    text, found = setting.text, list[GradeVerdict]()
    last: tuple[Span, Subject, int] | None = None
    for hit in hits:
        begin, end = hit.span
        if not _worth_reading(setting, hit, last):
            continue
        sentence = setting.sentence(hit.span)
        said = text[sentence[0] : begin]
        subject = subject_of(setting, said, text[begin:end], text[end : sentence[1]])
        if subject is None and last and last[0][0] == sentence[0] and _GOES_ON_RE.search(text[last[2] : begin]):
            subject = _carried_on(last[1])
        if subject is None and last and last[1].whole and 0 <= sentence[0] - last[0][1] < 4 and is_about_it(said):
            subject = _carried_on(last[1])
        if subject is None or not _is_verdict_of_ours(setting, sentence, said, subject):
            continue
        last = (sentence, subject, end)
        quoted = sentence if subject.plain_from is None else _plain_span(text, sentence[0] + subject.plain_from, end)
        kind, as_of, lead = _when(setting, quoted, hit, subject)
        if lead and lead.string != text[slice(*quoted)]:
            quoted = setting.sentence_before(quoted[0])[0], quoted[1]
        for name in _names(setting, subject, sentence, hit, lead):
            shown = BOARD if subject.board else _shown(setting, name, as_of)
            judged: JudgementKind = "other" if subject.board and kind == "inspected" else kind
            found.append(
                GradeVerdict(shown, themes_named(shown), hit, quoted, judged, as_of, subject.rule, subject.whole)
            )
    return found


def _worth_reading(setting: Setting, hit: GradeWord, last: tuple[Span, Subject, int] | None) -> bool:
    """A quick look at the words beside a grade: most are adjectives in prose."""
    begin, end = hit.span
    text = setting.text
    if is_range(text, begin, end):
        return False
    if hit.name.startswith(("requires", "performs")) or (last and last[0][0] <= begin < last[0][1]):
        return True
    before = text[max(setting.start, begin - 60) : begin]
    if text[begin].isupper() or before.rstrip()[-1:] in "'\"‘“" or _TRIAGE_RE.search(before):
        return True
    if text[end : end + 1] == ";" or (text[end : end + 1] == "." and ";" in before):
        return True
    return bool(_AWARD_RE.match(text, end))


def _carried_on(subject: Subject) -> Subject:
    """The same subject for the next grade of its sentence; after *from X* comes the grade of now."""
    return Subject(subject.names, subject.rule, subject.board, subject.whole, subject.own_view)


def _plain_span(text: str, start: int, end: int) -> Span:
    """A plain verdict's own words, without spaces before and with the closing mark after."""
    start += len(text[start:end]) - len(text[start:end].lstrip(" \t\n*_•-"))
    closing = re.match(r"['\"’”]?\.?", text[end : end + 2])
    return start, end + (closing.end() if closing else 0)


def _is_verdict_of_ours(setting: Setting, sentence: Span, said: str, subject: Subject) -> bool:
    """Not a hope, not a share of many, not another council; and an inspectorate is in sight."""
    verbs = list(re.finditer(rf"\b{JUDGED}\b", said, re.I))
    stop = verbs[-1].end() if verbs else len(said)
    if HYPOTHETICAL_RE.search(said[max(0, (verbs[-1].start() if verbs else stop) - 45) : stop]):
        return False
    if subject.whole and subject.rule != "judgement noun" and SHARE_RE.search(said[-130:]):
        return False
    if setting.is_inspection_report:
        return True
    near = setting.text[max(setting.start, sentence[0] - INSPECTORATE_REACH) : sentence[1] + INSPECTORATE_REACH]
    return subject.own_view or bool(_INSPECTORATE_RE.search(near) or _INSPECTORATE_RE.search(setting.paper.title))


def _when(
    setting: Setting, quoted: Span, hit: GradeWord, subject: Subject
) -> tuple[JudgementKind, str | None, re.Match[str] | None]:
    """Kind and date of a verdict, and the sentence before it where that introduces it."""
    text = setting.text
    whole = text[slice(*quoted)]
    begin, end = setting.sentence_before(quoted[0])
    previous = text[begin:end]
    lead = _LEAD_RE.search(whole) or _LEAD_RE.search(previous) or _INSPECTED_LEAD_RE.search(previous)
    dates = dates_in(whole) or (dates_in(previous) if lead else [])
    at = hit.span[0] - quoted[0]
    behind = [d for d in dates if d[1][0] > at and not GRADE_RE.search(whole, at + hit.span[1] - hit.span[0], d[1][0])]
    nearest = min(behind or dates, key=lambda d: abs(d[1][0] - at), default=None)
    date = nearest[0] if nearest else None
    if subject.own_view or (SELF_RE.search(whole) and not re.search(r"ofsted|inspectors?\b", whole, re.I)):
        return "self-assessed", date, lead
    if subject.rule == MOVED:
        return "historic" if subject.earlier else "inspected", behind[0][0] if behind else None, None
    if lead or setting.under_previous(hit.span[0]) or HISTORIC_RE.search(whole) or _years_before(setting, date):
        told = [] if date else dates_in(previous)
        return "historic", told[-1][0] if told else date, lead
    return "inspected", date, lead


def _years_before(setting: Setting, date: str | None) -> bool:
    """Whether a verdict of ``date`` is too old to be the one that the paper reports: two years and more."""
    return bool(date and setting.year and int(date[:4]) <= setting.year - 2)


def _names(
    setting: Setting, subject: Subject, sentence: Span, hit: GradeWord, lead: re.Match[str] | None
) -> Sequence[str]:
    """The themes that a verdict is on, as printed: named after the grade, before it, or by the sentence before."""
    text = setting.text
    if subject.board or not subject.whole:
        return subject.names
    after = _AFTER_LIST_RE.match(text, hit.span[1], sentence[1])
    if after:
        stop = CLAUSE_RE.search(text, after.end(), sentence[1])
        other = GRADE_RE.search(text, after.end(), stop.start() if stop else sentence[1])
        until = other.start() if other else stop.start() if stop else sentence[1]
        named = themes_in(text, after.end(), until)
        if named:
            return [text[slice(*word.span)] for word in named]
    if lead and lead["thing"]:
        return _led_names(re.sub(r"\s+", " ", lead["thing"]).strip())
    scope = _SCOPE_RE.match(text[slice(*sentence)])
    if scope and sentence[0] + scope.end() < hit.span[0]:
        return [text[slice(*word.span)] for word in themes_in(text, sentence[0], hit.span[0])]
    if hit.name.startswith("performs"):
        return [ANNUAL]
    services = [w for w in themes_in(text, sentence[0], hit.span[0]) if w.theme.name == OVERALL_RATING]
    if services:  # "gave the youth justice service an overall rating of"
        return [text[slice(*services[-1].span)]]
    around = text[max(setting.start, sentence[0] - 200) : sentence[1]]
    if not re.search(r"ofsted|children", around, re.I) and (_CQC_RE.search(around) or _PROBATION_RE.search(around)):
        return [OVERALL_RATING]
    return subject.names


def _led_names(thing: str) -> list[str]:
    """The themes in ``the last inspection of <thing>``."""
    thing = _POSSESSOR_RE.sub("", thing)
    if themes_named(thing):
        return [thing]
    named = themes_in(thing)
    if not named or re.match(r"children['’]s\s+services", thing, re.I):
        return [OVERALL]
    return [thing[slice(*word.span)] for word in named]


def _shown(setting: Setting, name: str, as_of: str | None) -> str:
    """A theme as a judgement names it: as printed, or the framework's own name for a short one."""
    if is_short(name):
        theme = setting.theme_at(themes_named(name), as_of)
        return theme.name if theme else name
    plain = re.sub(r"\s+", " ", name)
    return plain if name == ANNUAL else plain[:1].upper() + plain[1:]
