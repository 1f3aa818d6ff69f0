"""Verdicts in prose: ``Leeds has been assessed as 'performing adequately'``, ``Children's services in Surrey are
inadequate``, ``the graded judgement for adoption performance is that it is outstanding``.

A grade word counts only where it is the end of a verdict (a verb or noun of judging, or a plain *is* in a
sentence that is nothing but the verdict) on something that is the council's: the council itself, its children's
services, a theme of a framework, or its safeguarding board. Everything else that is good or inadequate in a
paper (schools, homes, plans, a quarter of all councils) fails that test and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cqa.extract.grades.framework import Theme
from cqa.extract.grades.grade import GradeWord, is_range
from cqa.extract.grades.setting import Setting, dates_in
from cqa.extract.grades.theme import is_short, themes_in, themes_named
from cqa.model import JudgementKind, Span

_JUDGED = r"(?:judged|rated|graded|assessed|found|deemed|classed|categorised|ranked|judging|rating|grading|assessing|judge[sd]?)"
_QUOTE = r"['\"‘’“]?"
_ADVERB = r"(?:also|again|now|still|all|overall|both|each|currently|previously|formally|recently)"

_TRIAGE_RE = re.compile(
    r"(?:\b(?:is|are|was|were|be|as|being|remain(?:s|ed)?|found\s+to|of|judged|rated|graded|that\s+it|overall)|:)\s*"
    rf"(?:{_ADVERB}\s+)?(?:an?\s+)?{_QUOTE}\s*$",
    re.I,
)
_PASSIVE_RE = re.compile(
    rf"(?P<subject>.{{2,400}}?)\s+(?:(?:is|are|was|were|been|being|has|have|had)\s+(?:{_ADVERB}\s+)?)+{_JUDGED}"
    rf"(?:\s+by\s+[\w ()]{{3,50}}?)?(?:\s+overall)?(?:\s+(?:to\s+be|to|as(?:\s+being)?|that\s+it))?\s+(?:an?\s+)?{_QUOTE}\s*$",
    re.I | re.S,
)
_ACTIVE_RE = re.compile(
    rf"\b{_JUDGED}\s+(?P<subject>[\w’' ,&-]{{2,90}}?)\s+(?:to\s+be|as(?:\s+being)?)\s+(?:an?\s+)?{_QUOTE}\s*$", re.I | re.S
)
_NOUN_RE = re.compile(
    r"(?:overall|graded|inspection|ofsted|key)\s+(?:(?:overall|inspection|graded)\s+)?(?:judge?ment|grade|grading|rating|outcome|effectiveness)"
    r"(?:\s+(?:for|about|of|on)\s+(?P<subject>.{2,120}?))?\s*(?:\bis|\bwas|\bof|\bas|:)\s+(?:that\s+(?P<that>.{2,80}?)\s*)?(?:\b(?:is|are|was|were)\s+)?"
    rf"{_QUOTE}\s*$",
    re.I | re.S,
)
_COPULA_RE = re.compile(
    rf"(?P<subject>.{{2,260}}?)\s+(?:is|are|was|were|remains?|remained)\s+(?:{_ADVERB}\s+)?(?:that\s+(?:it|they)\s+(?:is|are)\s+)?{_QUOTE}\s*$",
    re.I | re.S,
)

_VERB_GRADE_RE = re.compile(rf"(?P<subject>.{{2,260}}?)\s+(?:(?:is|are|was|were|still|now)\s+){{0,2}}{_QUOTE}$", re.I | re.S)
"""Before *requires improvement*, which is its own verb."""

_BOARD_RE = re.compile(r"(?:(?:local\s+)?safeguarding\s+children(?:['’]?s)?\s+board|\bLSCB)\s*(?:\(LSCB\))?\s*$", re.I)
_SERVICES = (
    r"(?:children(?:['’]?s|['’])?\s+(?:social\s+care\s+|social\s+work\s+)?services?|services?\s+(?:for|to)\s+children(?:\s+and\s+(?:young\s+people|families))?"
    r"|the\s+service|services)"
)
_HYPOTHETICAL_RE = re.compile(
    r"\b(?:prospect|likely|expect\w*|would|could|should|might|(?-i:may)|if|aim\w*|target\w*|ambition\w*|aspir\w*|goal|until|whether|in\s+order\s+to|order\s+to"
    r"|never|not|once|towards?|journey|cannot|can|will|must|to\s+be(?=\s+(?:judged|rated|graded)))\b",
    re.I,
)
_SHARE_RE = re.compile(
    r"\d\s*%|per\s*cent|\b(?:quarter|third|half|majority|proportion|percentage|number|many|most|some|all|both|few|other|two|three|four|five|six"
    r"|seven|eight|nine|ten|\d+)\s+(?:of\s+)?(?:the\s+|local\s+|other\s+|these\s+)*(?:councils?|authorit\w+|homes?|schools?|settings|services|centres?|providers?|areas|cases)\b"
    r"|\bnationally\b|\b(?:councils|authorities)\b",
    re.I,
)
_SCOPE_RE = re.compile(r"^\W*(?:on|for|in\s+respect\s+of|in\s+relation\s+to|in\s+terms\s+of|with\s+regard\s+to)\s+(?P<scope>[^.]{8,300}?),\s", re.I | re.S)
_AFTER_LIST_RE = re.compile(r"\s*['\"’”]?\s*(?:in\s+respect\s+of|for|in\s+relation\s+to|with\s+regard\s+to|in\s+terms\s+of)\s+(?!because)", re.I)
_CLAUSE_RE = re.compile(r"(?:,\s*|\s)(?:while|whereas|whilst|but|although)\s|;", re.I)
_GOES_ON_RE = re.compile(r"^\s*['\"’”]?\s*(?:for|in|on)\b[^.;]{0,120}\b(?:and|but|while)\s+(?:as\s+)?['\"‘“]?$", re.I | re.S)

_LEAD_RE = re.compile(
    r"(?:previous|last|earlier|prior|most\s+recent)\s+(?:ofsted\s+|full\s+)?inspection(?:\s+report)?\s+(?:of|for)\s+(?P<thing>.{3,140}?)\s+"
    r"(?:was|were|took\s+place|in\s+(?=[A-Z12])|published|undertaken|carried\s+out)",
    re.I | re.S,
)
_INSPECTED_LEAD_RE = re.compile(r"(?P<thing>.{3,160}?)\s+(?:was|were)\s+(?:also\s+|previously\s+|last\s+)?inspected\s+in\b", re.I | re.S)
_POSSESSOR_RE = re.compile(r"^(?:the\s+)?(?:[\w’'-]+\s+){0,4}?[\w-]+['’]s?\s+(?=\w)|^the\s+", re.I)
_HISTORIC_RE = re.compile(
    r"\b(?:previous(?:ly)?|formerly|earlier|prior)\b|\b(?:at|since|from)\s+(?:the\s+time\s+of\s+)?(?:the|its|our|their|ofsted['’]s)\s+last\s+(?:\w+\s+){0,3}inspection"
    r"|\blast\s+inspection|\bby\s+ofsted['’]s\s+last\b|\bsince\b[^.]{0,80}\b(?:was|were|when)\b|\bat\s+that\s+time\b|\b(?:up|improved|improvement|moved)\s+from\b",
    re.I,
)
_SELF_RE = re.compile(r"\bself[\s-]+(?:assess|evaluat)|\bpeer\s+(?:review|challenge)", re.I)
_INSPECTORATE_RE = re.compile(r"ofsted|inspect|care\s+quality\s+commission|\bCQC\b|\bHMIP?\b|annual\s+(?:performance\s+)?assessment|annual\s+rating|joint\s+area\s+review", re.I)
INSPECTORATE_REACH = 500
"""Characters around a verdict in which an inspectorate must be named, unless the paper is an inspection report."""

OVERALL, ANNUAL, BOARD = "Overall effectiveness", "annual assessment of children's services", "The Local Safeguarding Children Board"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One theme and grade out of a sentence; ``own`` words name the theme (else it is the council as a whole)."""

    theme: str
    themes: tuple[Theme, ...]
    grade: GradeWord
    sentence: Span
    kind: JudgementKind
    as_of: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Subject:
    names: tuple[str, ...]
    rule: str
    board: bool = False
    whole: bool = False
    plain_from: int | None = None
    """For a plain *is*: where its own words begin in the sentence. They end with the grade."""


def verdicts(setting: Setting, hits: Iterable[GradeWord]) -> list[Verdict]:
    """All verdicts among the grade words ``hits``, in order of place."""
    text, found = setting.text, list[Verdict]()
    last: tuple[Span, _Subject] | None = None
    for hit in hits:
        begin, end = hit.span
        before = text[max(setting.start, begin - 60) : begin]
        verb = hit.name.startswith(("requires", "performs"))
        if not verb and not _TRIAGE_RE.search(before) and not (last and last[0][0] <= begin < last[0][1]):
            continue
        if is_range(text, begin, end):
            continue
        sentence = setting.sentence(hit.span)
        said = text[sentence[0] : begin]
        subject = _subject(setting, said, text[end : sentence[1]], verb)
        if subject is None and last and last[0] == sentence and _GOES_ON_RE.search(text[found[-1].grade.span[1] : begin]):
            subject = last[1]
        if subject is None or not _is_verdict_of_ours(setting, sentence, said, subject):
            continue
        quoted = sentence if subject.plain_from is None else _plain_span(text, sentence[0] + subject.plain_from, end)
        kind, as_of, lead = _when(setting, quoted, hit)
        last = (sentence, subject)
        names = _names(setting, subject, sentence, hit, lead)
        for name in names:
            shown = BOARD if subject.board else _shown(setting, name, as_of)
            themes = themes_named(shown)
            judged: JudgementKind = "other" if subject.board and kind == "inspected" else kind
            found.append(Verdict(shown, themes, hit, quoted, judged, as_of, subject.rule, 0.9 if subject.rule != "copula" else 0.85))
    return found


def _plain_span(text: str, start: int, end: int) -> Span:
    """A plain verdict's own words, without spaces before and with the closing mark after."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, end + len((re.match(r"['\"’”]?[.;:]?", text[end : end + 2]) or [""])[0].rstrip(";:"))


def _shown(setting: Setting, name: str, as_of: str | None) -> str:
    """A theme as a judgement names it: as printed, or the framework's own name for a short one."""
    if is_short(name):
        theme = setting.theme_at(themes_named(name), as_of)
        return theme.name if theme else name
    plain = re.sub(r"\s+", " ", name)
    return plain if name == ANNUAL else plain[:1].upper() + plain[1:]


def _subject(setting: Setting, said: str, after: str, verb: bool) -> _Subject | None:
    """What the verdict that ends ``said`` is on; None when ``said`` ends in no verdict, or in one on something else."""
    noun = _NOUN_RE.search(said)
    if noun and not _CLAUSE_RE.search(said, noun.start()):
        on = noun["that"] or noun["subject"]
        if not on:
            return _Subject((OVERALL,), "judgement noun", whole=True)
        return _on(setting, re.sub(r"\s+(?:is|are|was|were|that\s+(?:it|they))\s*$", "", on.strip()), "judgement noun") or (
            _on(setting, noun["subject"], "judgement noun") if noun["subject"] and noun["that"] else None
        )
    for pattern, rule in ((_ACTIVE_RE, "active verdict"), (_PASSIVE_RE, "passive verdict")):
        match = pattern.match(said) if pattern is _PASSIVE_RE else pattern.search(said)
        if match:
            on = _on(setting, match["subject"], rule)
            if on:
                return on
    pattern = _VERB_GRADE_RE if verb else _COPULA_RE
    for start in _heads(said):
        copula = pattern.match(said[start:])
        on = _plain(setting, copula["subject"], said, after) if copula else None
        if on:
            return replace(on, plain_from=start)
    return None


def _heads(said: str) -> list[int]:
    """Where a plain sentence may begin: at the sentence's start, or at one of its last lines that open with a capital."""
    lines = [m.end() for m in re.finditer(r"\n[^\w\n]*(?=[A-Z])", said)]
    return [0, *lines[-3:]]


def _plain(setting: Setting, subject: str, said: str, after: str) -> _Subject | None:
    """A plain *is*: counts when the sentence is nothing but the verdict, or recalls an earlier overall grade."""
    bare = re.sub(r"^[\W\d]+", "", subject)
    recalls = re.search(r"\bwhen\s+(?:its\s+|the\s+)?(overall\s+effectiveness)$", bare, re.I)
    if recalls and re.search(r"\b(?:was|were)\b\W*$", said):
        return _Subject((OVERALL,), "recalled grade")
    if not re.match(r"\s*['\"’”]?\s*(?:[.;:]|because\b|$|and\s+is\s+not\s+yet|overall\b|with\b|\n)", after):
        return None
    on = _on(setting, bare, "copula", whole_sentence=True)
    return on


def _on(setting: Setting, subject: str, rule: str, whole_sentence: bool = False) -> _Subject | None:
    """The subject of a verdict, when it is the council's."""
    subject = re.sub(r"\s+", " ", subject).strip(" ,'\"‘’“”")
    subject = re.sub(r"\s+(?:which|that|who)$", "", subject)
    if _BOARD_RE.search(subject) and (not whole_sentence or len(subject) < 90):
        return _Subject((BOARD,), rule, board=True)
    anchor = "^" if whole_sentence else r"(?:^|.*[\s,(])"
    place = rf"(?:\s+(?:in|of|at|for|by)\s+(?:the\s+)?(?:{setting.own_names}|this\s+\w+))?"
    if not setting.paper.authority:
        place = r"(?:\s+(?:in|of)\s+[A-Z][\w’'-]+(?:\s+[\w’'-]+){0,5})?"
    if re.search(rf"{anchor}(?:{setting.own_names}['’]?s?\s+)?{_SERVICES}{place}(?:\s+who\s+need\s+help\s+and\s+protection)?$", subject, re.I):
        if re.search(r"\b(?:these|those|some|all|of|such|for|adoption|fostering|support|help|other|health|care|leaver)\s+(?:the\s+)?services?$", subject, re.I):
            return None
        if whole_sentence and re.fullmatch(r"(?:the\s+)?services?", subject, re.I):
            return None
        return _Subject((OVERALL,), rule, whole=True)
    if re.search(rf"{anchor}{setting.own_names}$", subject, re.I | re.S):
        return None if whole_sentence and not re.fullmatch(rf"(?:this\s+)?{setting.own_names}", subject, re.I) else _Subject((OVERALL,), rule, whole=True)
    if re.search(rf"{anchor}(?:this\s+local\s+authority|overall(?:\s+(?:effectiveness|judge?ment|grade))?)$", subject, re.I):
        return _Subject((OVERALL,), rule, whole=True)
    clause = subject[[0, *(m.end() for m in _CLAUSE_RE.finditer(subject))][-1] :]
    named = [word for word in themes_in(clause) if word.theme.subject == "council"]
    if not named or clause[named[-1].span[1] :].strip(" ,"):
        return None
    if whole_sentence:
        if clause[: named[0].span[0]].strip(" ,") or len(named) > 1 or named[0].short or named[0].theme.weak:
            return None
    elif len(named) == 1 and (named[0].theme.weak or named[0].short) and clause[: named[0].span[0]].strip(" ,"):
        return None
    return _Subject(tuple(clause[slice(*word.span)] for word in named), rule)


def _is_verdict_of_ours(setting: Setting, sentence: Span, said: str, subject: _Subject) -> bool:
    """Not a hope, not a share of many, not another council; and an inspectorate is in sight."""
    verb = re.search(rf"\b{_JUDGED}\b(?!.*\b{_JUDGED}\b)", said, re.I | re.S)
    ahead = said[max(0, (verb.start() if verb else len(said)) - 45) : verb.end() if verb else len(said)]
    if _HYPOTHETICAL_RE.search(ahead):
        return False
    if subject.whole and subject.rule != "judgement noun" and _SHARE_RE.search(said[-130:]):
        return False
    if setting.is_inspection_report:
        return True
    near = setting.text[max(setting.start, sentence[0] - INSPECTORATE_REACH) : sentence[1] + INSPECTORATE_REACH]
    return bool(_INSPECTORATE_RE.search(near) or _INSPECTORATE_RE.search(setting.paper.title))


def _when(setting: Setting, sentence: Span, hit: GradeWord) -> tuple[JudgementKind, str | None, re.Match[str] | None]:
    """Kind and date of a verdict, and the sentence before it where that introduces it."""
    text = setting.text
    whole = text[slice(*sentence)]
    begin, end = setting.sentence_before(sentence[0])
    previous = text[begin:end]
    lead = _LEAD_RE.search(whole) or _LEAD_RE.search(previous) or _INSPECTED_LEAD_RE.search(previous)
    dates = dates_in(whole) or (dates_in(previous) if lead else [])
    at = hit.span[0] - sentence[0]
    date = min(dates, key=lambda d: abs(d[1][0] - at))[0] if dates else None
    kind: JudgementKind = "inspected"
    if _SELF_RE.search(whole) and not re.search(r"ofsted|inspectors?\b", whole, re.I):
        kind = "self-assessed"
    elif lead or setting.under_previous(hit.span[0]) or _HISTORIC_RE.search(whole) or _years_before(setting, date):
        kind = "historic"
    return kind, date if kind == "historic" or date else None, lead


def _years_before(setting: Setting, date: str | None) -> bool:
    """Whether a verdict of ``date`` is too old to be the one that the paper reports: two years and more."""
    return bool(date and setting.year and int(date[:4]) <= setting.year - 2)


def _names(setting: Setting, subject: _Subject, sentence: Span, hit: GradeWord, lead: re.Match[str] | None) -> Sequence[str]:
    """The themes that a verdict is on, as printed: named after the grade, before it, or by the sentence before."""
    text = setting.text
    if subject.board or not subject.whole:
        return subject.names
    after = _AFTER_LIST_RE.match(text, hit.span[1], sentence[1])
    if after:
        stop = _CLAUSE_RE.search(text, after.end(), sentence[1])
        until = stop.start() if stop else sentence[1]
        other = re.search(r"\b(?:inadequate|adequate|good|outstanding|require)", text[after.end() : until], re.I)
        named = themes_in(text, after.end(), after.end() + other.start() if other else until)
        if named:
            return [text[slice(*word.span)] for word in named]
    if lead:
        thing = re.sub(r"\s+", " ", lead["thing"]).strip()
        thing = _POSSESSOR_RE.sub("", thing)
        if themes_named(thing):
            return [thing]
        named = themes_in(thing)
        return [thing[slice(*word.span)] for word in named] if named and not re.match(r"children['’]s\s+services", thing, re.I) else [OVERALL]
    scope = _SCOPE_RE.match(text[slice(*sentence)])
    if scope and sentence[0] + scope.end() < hit.span[0]:
        return [scope["scope"][slice(*word.span)] for word in themes_in(scope["scope"])]
    if hit.name.startswith("performs"):
        return [ANNUAL]
    return subject.names
