"""Verdicts in prose: ``Leeds has been assessed as 'performing adequately'``, ``Children's services in Surrey are
inadequate``, ``the graded judgement for adoption performance is that it is outstanding``.

A grade word counts only at the end of a verdict on something that is the council's (:mod:`.subject`). Whatever
else is good or inadequate in a paper (schools, homes, plans, a quarter of all councils) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import Match

from cqa.extract.judgements.setting import Setting, dates_in
from cqa.extract.judgements.subject import BOARD, MOVED, OVERALL, Subject, is_about_it, subject_of
from cqa.extract.judgements.subject import RULES as SUBJECTS
from cqa.gazetteer.frameworks import Theme
from cqa.gazetteer.grades import GRADE_RE, GradeWord, is_range
from cqa.gazetteer.themes import is_short, themes_in, themes_named
from cqa.model import JudgementKind, Span
from cqa.record import dataclass
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks

ANNUAL, OVERALL_RATING = "annual assessment of children's services", "Overall rating"
INSPECTORATE_REACH = 500
"""Characters around a verdict in which an inspectorate must be named, unless the paper is an inspection report."""

_QUOTES = frozenset("'\"’”")
RULES = Rules(__file__)


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
    """Return all verdicts among the grade words ``hits``, in order of place."""
    text, found = setting.text, list[GradeVerdict]()
    last: tuple[Span, Subject, int] | None = None
    for hit in hits:
        begin, end = hit.span
        if not _worth_reading(setting, hit, last):
            continue
        sentence = setting.sentence(hit.span)
        said = text[sentence[0] : begin]
        subject = subject_of(setting, said, text[begin:end], text[end : sentence[1]])
        if (
            subject is None
            and last
            and last[0][0] == sentence[0]
            and RULES.find("goes on to the next grade", text[last[2] : begin])
        ):
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
    """Return whether the words next to a grade may state a verdict: most are adjectives in prose."""
    begin, end = hit.span
    text = setting.text
    if is_range(text, begin, end):
        return False
    if hit.name.startswith(("requires", "performs")) or (last and last[0][0] <= begin < last[0][1]):
        return True
    before = text[max(setting.start, begin - 60) : begin]
    if text[begin].isupper() or before.rstrip()[-1:] in "'\"‘“" or RULES.find("words before a grade", before):
        return True
    if text[end : end + 1] == ";" or (text[end : end + 1] == "." and ";" in before):
        return True
    return bool(RULES.find("award after a grade", text, end))


def _carried_on(subject: Subject) -> Subject:
    """Return the same subject for the next grade of its sentence; after *from X* comes the grade of now."""
    return Subject(subject.names, subject.rule, subject.board, subject.whole, subject.own_view)


def _plain_span(text: str, start: int, end: int) -> Span:
    """Return a plain verdict's own words, without spaces before and with the closing mark after."""
    start += len(text[start:end]) - len(text[start:end].lstrip(" \t\n*_•-"))
    end += text[end : end + 1] in _QUOTES
    return start, end + (text[end : end + 1] == ".")


def _is_verdict_of_ours(setting: Setting, sentence: Span, said: str, subject: Subject) -> bool:
    """Return whether a verdict is no hope, no share of many, no other council's, and an inspectorate is named
    near it."""
    verbs = list(RULES["verb of judging"].finditer(said))
    stop = verbs[-1].end() if verbs else len(said)
    if RULES.find("hypothetical", said[max(0, (verbs[-1].start() if verbs else stop) - 45) : stop]):
        return False
    if subject.whole and subject.rule != "judgement noun" and RULES.find("share of many", said[-130:]):
        return False
    if setting.is_inspection_report:
        return True
    near = setting.text[max(setting.start, sentence[0] - INSPECTORATE_REACH) : sentence[1] + INSPECTORATE_REACH]
    return subject.own_view or any(RULES.find("inspectorate", words) for words in (near, setting.paper.title))


def _when(
    setting: Setting, quoted: Span, hit: GradeWord, subject: Subject
) -> tuple[JudgementKind, str | None, Match[str] | None]:
    """Return kind and date of a verdict, and the sentence before it where that introduces it."""
    text = setting.text
    whole = text[slice(*quoted)]
    begin, end = setting.sentence_before(quoted[0])
    previous = text[begin:end]
    lead = (
        RULES.find("earlier inspection", whole)
        or RULES.find("earlier inspection", previous)
        or RULES.find("inspected in", previous)
    )
    dates = dates_in(whole) or (dates_in(previous) if lead else [])
    at = hit.span[0] - quoted[0]
    behind = [d for d in dates if d[1][0] > at and not GRADE_RE.search(whole, at + hit.span[1] - hit.span[0], d[1][0])]
    nearest = min(behind or dates, key=lambda d: abs(d[1][0] - at), default=None)
    date = nearest[0] if nearest else None
    if subject.own_view or (RULES.find("self-assessed", whole) and not RULES.find("inspectors named", whole)):
        return "self-assessed", date, lead
    if subject.rule == MOVED:
        return "historic" if subject.earlier else "inspected", behind[0][0] if behind else None, None
    if lead or setting.under_previous(hit.span[0]) or RULES.find("historic", whole) or _years_before(setting, date):
        earlier = [] if date else dates_in(previous)
        return "historic", earlier[-1][0] if earlier else date, lead
    return "inspected", date, lead


def _years_before(setting: Setting, date: str | None) -> bool:
    """Return whether a verdict of ``date`` is too old to be the one that the paper reports: two years and more."""
    return bool(date and setting.year and int(date[:4]) <= setting.year - 2)


def _names(
    setting: Setting, subject: Subject, sentence: Span, hit: GradeWord, lead: Match[str] | None
) -> Sequence[str]:
    """Return the themes that a verdict is on, as printed: named after the grade, before it, or by the
    sentence before."""
    text = setting.text
    if subject.board or not subject.whole:
        return subject.names
    after = RULES.find("what it is good for", text, hit.span[1], sentence[1])
    if after:
        stop = SUBJECTS.find("new clause", text, after.end(), sentence[1])
        other = GRADE_RE.search(text, after.end(), stop.start() if stop else sentence[1])
        until = other.start() if other else stop.start() if stop else sentence[1]
        named = themes_in(text, after.end(), until)
        if named:
            return [text[slice(*word.span)] for word in named]
    if lead and lead["thing"]:
        return _led_names(fold_blanks(lead["thing"]))
    scope = RULES.find("scope at the head", text[slice(*sentence)])
    if scope and sentence[0] + scope.end() < hit.span[0]:
        return [text[slice(*word.span)] for word in themes_in(text, sentence[0], hit.span[0])]
    if hit.name.startswith("performs"):
        return [ANNUAL]
    services = [w for w in themes_in(text, sentence[0], hit.span[0]) if w.theme.name == OVERALL_RATING]
    if services:  # "gave the youth justice service an overall rating of"
        return [text[slice(*services[-1].span)]]
    around = text[max(setting.start, sentence[0] - 200) : sentence[1]]
    if RULES.find("other inspectorate", around) and not RULES.find("children's inspectorate", around):
        return [OVERALL_RATING]
    return subject.names


def _led_names(thing: str) -> list[str]:
    """Return the themes in ``the last inspection of <thing>``."""
    thing = RULES["possessor"].sub("", thing)
    if themes_named(thing):
        return [thing]
    named = themes_in(thing)
    if not named or RULES.find("children's services", thing):
        return [OVERALL]
    return [thing[slice(*word.span)] for word in named]


def _shown(setting: Setting, name: str, as_of: str | None) -> str:
    """Return a theme as a judgement names it: as printed, or the framework's own name for a short one."""
    if is_short(name):
        theme = setting.theme_at(themes_named(name), as_of)
        return theme.name if theme else name
    plain = " ".join(name.split())
    return plain if name == ANNUAL else plain[:1].upper() + plain[1:]
