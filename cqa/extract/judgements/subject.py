"""What a verdict in prose is on: the council, its children's services, a theme, its safeguarding board; or not ours.

The words before a grade are tried against the few ways in which papers state a verdict. Each gives a *subject*;
a subject that is not the council's (a school, a home, another council, a plan) makes the whole no verdict.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cqa.extract.judgements.setting import Setting
from cqa.gazetteer.themes import themes_in, themes_named
from cqa.record import dataclass

MOVED = "moved grade"
OVERALL, BOARD = "Overall effectiveness", "The Local Safeguarding Children Board"

JUDGED = (
    r"(?:judg(?:ed?|es|ing)|rat(?:ed?|es|ing)|graded?|grading|assess(?:ed|ing)|found|deemed|classed|categorised|ranked)"
)
_QUOTE = r"['\"‘’“]?"
_ADVERB = r"(?:also|again|now|still|all|overall|both|each|currently|previously|formally|recently|last)"
_BE = r"(?:is|are|was|were)"

_MEANWHILE = r"(?:\s+(?:by\s+[\w ()]{3,50}?|in\s+(?:[a-z]+\s+)?20\d\d|overall|again|this\s+year)){0,3}"
"""What may stand between the verb and the grade: by whom, when."""

_PASSIVE_RE = re.compile(
    rf"(?P<subject>.{{2,400}}?)\s+(?:(?:is|are|was|were|been|being|has|have|had)\s+(?:{_ADVERB}\s+)?)+{JUDGED}"
    rf"{_MEANWHILE}(?:\s+(?:to\s+be|to|as(?:\s+being)?|that\s+it))?"
    rf"\s+(?:an?\s+)?{_QUOTE}\s*$",
    re.I | re.S,
)
_ACTIVE_RE = re.compile(
    rf"\b{JUDGED}\s+(?P<subject>[\w’' ,&-]{{2,120}}?)\s+(?:to\s+be|as(?:\s+being)?)\s+(?:an?\s+)?{_QUOTE}\s*$",
    re.I | re.S,
)
_ACTIVE_BARE_RE = re.compile(rf"\b{JUDGED}\s+(?P<subject>[\w’' ,&-]{{2,120}}?)\s+{_QUOTE}$", re.I | re.S)
_ACTIVE_IT_RE = re.compile(
    rf"\b{JUDGED}\s+(?:it|the\s+service)\s+(?:overall\s+)?(?:to\s+be\s+|as\s+(?:being\s+)?)?(?:an?\s+)?{_QUOTE}$", re.I
)
_THAT_RE = re.compile(
    rf"\b(?:{JUDGED}|conclud(?:ed|es)|report(?:ed|s)|confirmed|stated)\s+that\s+(?P<subject>[\w’' ,&-]{{2,160}}?)"
    rf"(?:\s+(?:{_BE}|remain(?:s|ed)?)(?:\s+{_ADVERB})?)?\s+{_QUOTE}$",
    re.I | re.S,
)
_NOUN_RE = re.compile(
    r"(?:overall|graded|inspection|ofsted|key)\s+(?:(?:overall|inspection|graded)\s+)?(?:judge?ment|grade|grading|rating|outcome|effectiveness)"
    r"(?:\s+(?:for|about|of|on)\s+(?P<subject>.{2,120}?))?\s*(?:\bis|\bwas|\bof|\bas|:)\s+(?:that\s+(?P<that>.{2,80}?)\s*)?(?:\b(?:is|are|was|were)\s+)?"
    rf"{_QUOTE}\s*$",
    re.I | re.S,
)
_AWARDED_RE = re.compile(
    rf"(?P<subject>.{{2,200}}?)\s+(?:(?:has|have|had|was|were|been)\s+)*(?:receiv|giv|award|gain|achiev|retain|secur|maintain|earn|attain)(?:ed|en)\s+"
    rf"(?:an?|the|its|their)\s+(?:overall\s+|ofsted\s+)?{_QUOTE}$",
    re.I | re.S,
)
_AWARD_NOUN_RE = re.compile(
    r"\s*['\"’”]?\s+(?:overall\s+|inspection\s+|ofsted\s+)*(?:judge?ment|rating|grade|grading|outcome)\b", re.I
)
_MOVED_RE = re.compile(
    r"(?P<subject>.{2,200}?)\s+(?:(?:has|have|had|was|were|been)\s+)*(?:mov|improv|progress|rais|went|gone|declin|deteriorat|chang|upgrad|downgrad)\w*\s+"
    rf"(?:up\s+|down\s+)?from\s+(?:an?\s+)?(?:overall\s+)?{_QUOTE}$",
    re.I | re.S,
)
_COPULA_RE = re.compile(
    rf"(?P<subject>.{{2,260}}?)\s+(?:{_BE}|remains?|remained)\s+(?:{_ADVERB}\s+)?(?:that\s+(?:it|they)\s+(?:is|are)\s+)?{_QUOTE}\s*$",
    re.I | re.S,
)
_VERB_GRADE_RE = re.compile(rf"(?P<subject>.{{2,260}}?)\s+(?:(?:{_BE}|still|now)\s+){{0,2}}{_QUOTE}$", re.I | re.S)
"""Before *requires improvement*, which is its own verb."""
_LISTED_RE = re.compile(r"(?:^|[;:]|,\s+and|\band)\s*(?P<theme>[^;:.]{5,120}?)\s+['\"‘“]?$", re.S)
"""``…: overall effectiveness inadequate; adoption performance good`` in running text."""
_BESIDE_RE = re.compile(r"(?P<subject>.{2,200}?)\s*(?::|\(|\s[–—-])\s*['\"‘“]?$", re.S)
"""``Overall effectiveness: good; help and protection (good)`` inside running text."""

_BOARD_RE = re.compile(r"(?:(?:local\s+)?safeguarding\s+children(?:['’]?s)?\s+board|\bLSCB)\s*(?:\(LSCB\))?\s*$", re.I)
_SERVICES = (
    r"(?:children(?:['’]?s|['’])?\s+(?:social\s+care\s+|social\s+work\s+|social\s+care)?(?:services?|department)?(?<!children)"
    r"|services?\s+(?:for|to)\s+(?:vulnerable\s+)?children(?:,?\s+(?:and\s+)?(?:young\s+people|families))*)"
)
_OWNER_RE = re.compile(r"((?:[A-Z][\w-]+\s+){0,5}(?!Children)[A-Z][\w-]+['’]s?)\s+(?:[Cc]hildren|[Ss]ervices)")
_PLAIN_SERVICES_RE = re.compile(
    r"(?:^|\b(?:when|where|that|as|and|in\s+20\d\d,?)\s+)(?:its\s+|our\s+|the\s+)?(?:overall\s+)?services?$", re.I
)
CLAUSE_RE = re.compile(r"(?:,\s*|\s)(?:while|whereas|whilst|but|although)\s|;", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a verdict is on: the printed ``names`` of its themes and the ``rule`` that read it."""

    names: tuple[str, ...]
    rule: str
    board: bool = False
    whole: bool = False
    """The council or its children's services at large, not a theme."""
    own_view: bool = False
    """``we judge ourselves``."""
    earlier: bool = False
    """The grade that something moved *from*."""
    plain_from: int | None = None
    """For a plain *is*: where its own words begin in the sentence. They end with the grade."""


def subject_of(setting: Setting, said: str, printed: str, after: str) -> Subject | None:
    """The subject of the verdict whose grade is ``printed``; ``said`` and ``after`` stand before and after it.

    None when the sentence states no verdict there, or one on something that is not the council's.
    """
    noun = _noun(setting, said)
    if noun:
        return noun
    patterns = [
        (_ACTIVE_RE.search, "active verdict"),
        (_PASSIVE_RE.match, "passive verdict"),
        (_THAT_RE.search, "reported verdict"),
    ]
    if printed[:1].isupper() or said.rstrip(" ")[-1:] in "'\"‘“":
        patterns.append((_ACTIVE_BARE_RE.search, "active verdict"))
    else:
        bare = _ACTIVE_BARE_RE.search(said)
        found = bare and _on(setting, bare["subject"], "active verdict", alone=True)
        if found and found.whole:
            return found
    if _AWARD_NOUN_RE.match(after):
        patterns.append((_AWARDED_RE.match, "awarded grade"))
    for find, rule in patterns:
        match = find(said)
        found = match and _on(setting, match["subject"], rule)
        if found:
            return found
    if found := _it(said):
        return found
    moved = _MOVED_RE.match(said)
    if moved:
        found = _on(setting, moved["subject"], MOVED)
        return replace(found, earlier=True) if found else None
    return _plain(setting, said, printed, after) or _beside(setting, said, after)


def _it(said: str) -> Subject | None:
    """The one theme that a sentence named before it says *and rated it as*."""
    match = _ACTIVE_IT_RE.search(said)
    named = [w for w in themes_in(said, 0, match.start()) if w.theme.subject == "council"] if match else []
    if len(named) != 1 or named[0].short or named[0].theme.weak:
        return None
    return Subject((said[slice(*named[0].span)],), "active verdict")


def is_about_it(said: str) -> bool:
    """Whether ``said`` is a passive verdict on *it*: on whatever the sentence before was about."""
    match = _PASSIVE_RE.match(said)
    return bool(match and re.search(r"\b(?:it|they)$", match["subject"], re.I))


def _noun(setting: Setting, said: str) -> Subject | None:
    """``The overall judgement is that children's services are …``, ``the graded judgement for adoption is …``."""
    match = _NOUN_RE.search(said)
    if not match or CLAUSE_RE.search(said, match.start()):
        return None
    head = re.search(r"(?:^|\n)\W*(?:the\s+)?$", said[: match.start()], re.I)
    found = _noun_subject(setting, match)
    return replace(found, plain_from=head.start()) if found and head else found


def _noun_subject(setting: Setting, match: re.Match[str]) -> Subject | None:
    on, that = match["subject"], match["that"]
    if that and not re.fullmatch(r"(?:it|they)(?:\s+(?:is|are))?", that.strip(), re.I):
        on = re.sub(rf"\s+{_BE}\s*$", "", that.strip())
    if not on:
        return Subject((OVERALL,), "judgement noun", whole=True)
    return _on(setting, re.sub(rf"\s+{_BE}\s*$", "", on.strip()), "judgement noun")


def _plain(setting: Setting, said: str, printed: str, after: str) -> Subject | None:
    """A plain *is*: counts when the sentence is nothing but the verdict, or recalls an earlier overall grade."""
    verb = printed.lower().startswith(("requir", "perform"))
    recalls = re.search(
        rf"\b(?:when|where)\s+(?:its\s+|the\s+)?(?:overall\s+effectiveness|overall\s+grade)\s+(?:was|were)\s+{_QUOTE}$",
        said,
        re.I,
    )
    if recalls:
        return Subject((OVERALL,), "recalled grade", whole=True)
    if not re.match(r"[\s*_]*['\"’”]?[\s*_]*(?:[.;:]|because\b|$|and\s+is\s+not\s+yet|overall\b|with\b|\n)", after):
        return None
    for start in _heads(said):
        match = (_VERB_GRADE_RE if verb else _COPULA_RE).match(said[start:])
        found = match and _on(setting, re.sub(r"^[\W\d]+", "", match["subject"]), "plain verdict", alone=True)
        if found:
            return replace(found, plain_from=start)
    return None


def _heads(said: str) -> list[int]:
    """Where a plain sentence may begin: at the sentence's start, or at one of its last lines with a capital first."""
    lines = [m.end() for m in re.finditer(r"\n[^\w\n]*(?=[A-Z])", said)]
    return [0, *lines[-3:]]


def _beside(setting: Setting, said: str, after: str) -> Subject | None:
    """A theme with its grade right beside it in running text."""
    listed = _LISTED_RE.search(said)
    if (
        listed
        and re.match(r"\s*(?:[;.,]|and\b|$)", after)
        and re.search("[;:]", said)
        and themes_named(listed["theme"])
    ):
        return Subject((listed["theme"],), "theme beside grade")
    match = _BESIDE_RE.match(said)
    if not match or not re.match(r"\s*['\"’”]?\s*(?:[.;,)\n]|and\b|$)", after):
        return None
    clause = re.split(r"[;.]\s|\)\s*,?\s*", match["subject"])[-1]
    named = [word for word in themes_in(clause) if word.theme.subject == "council"]
    if not named or named[-1].short or named[-1].theme.weak or clause[named[-1].span[1] :].strip(" ,'’"):
        return None
    return Subject((clause[slice(*named[-1].span)],), "theme beside grade")


def _on(setting: Setting, subject: str, rule: str, alone: bool = False) -> Subject | None:
    """The subject of a verdict, when it is the council's. ``alone``: the subject must be the whole of the words."""
    subject = re.sub(r"\s+", " ", subject).strip(" ,'\"‘’“”")
    subject = re.sub(r"\s+(?:which|that|who)$", "", subject)
    if re.search(r"\b(?:ourselves|itself|themselves)$", subject, re.I):
        return Subject((OVERALL,), rule, whole=True, own_view=True)
    if _BOARD_RE.search(subject) and (not alone or len(subject) < 90):
        return Subject((BOARD,), rule, board=True)
    if _is_services(setting, subject, alone) or _is_council(setting, subject, alone):
        return Subject((OVERALL,), rule, whole=True)
    return _themes(subject, rule, alone)


def _is_services(setting: Setting, subject: str, alone: bool) -> bool:
    anchor = "" if alone else r"(?:.*[\s,(])?"
    place = rf"(?:\s+(?:in|of|at|for|by)\s+(?:the\s+)?(?:{setting.own_names}|this\s+\w+))?"
    if not setting.paper.authority:
        place = r"(?:\s+(?:in|of)\s+[A-Z][\w’'-]+(?:\s+[\w’'-]+){0,5})?"
    ours = rf"(?:{setting.own_names}['’]?s?\s+)?{_SERVICES}{place}(?:\s+who\s+need\s+help\s+and\s+protection)?$"
    if re.match(anchor + ours, subject, re.I):
        owner = _OWNER_RE.search(subject)
        others = owner and _is_foreign(setting, re.sub(r"['’]s?$", "", owner[1]))
        return not others and not re.search(r"\b(?:some|areas?|parts?|aspects?|elements?)\s+of\s+", subject, re.I)
    return not alone and bool(_PLAIN_SERVICES_RE.search(subject))


def _is_council(setting: Setting, subject: str, alone: bool) -> bool:
    overall = r"(?:this\s+local\s+authority|overall\s+(?:effectiveness|judge?ment|grade|rating))$"
    if re.search(rf"(?:^|[\s,]){overall}", subject, re.I):
        return not alone or bool(re.match(rf"(?:the\s+)?{overall}", subject, re.I))
    if alone:
        return bool(re.fullmatch(rf"(?:this\s+)?{setting.own_names}", subject, re.I))
    named = re.search(r"(?:[A-Z][\w’'-]+\s+)+(?:Council|Authority)$", subject)
    if named and _is_foreign(setting, named[0]):
        return False
    return bool(re.search(rf"(?:^|[\s,(]){setting.own_names}$", subject, re.I))


def _is_foreign(setting: Setting, name: str) -> bool:
    """Whether a capitalised name is some other council's."""
    words = [
        word
        for word in name.split()
        if word not in ("The", "Local", "Authority", "Ofsted", "When", "If", "That", "Since", "Following")
    ]
    return bool(words) and words != ["Council"] and not re.fullmatch(setting.own_names, " ".join(words), re.I)


def _themes(subject: str, rule: str, alone: bool) -> Subject | None:
    clause = subject[[0, *(m.end() for m in CLAUSE_RE.finditer(subject))][-1] :]
    named = [word for word in themes_in(clause) if word.theme.subject == "council"]
    if not named or clause[named[-1].span[1] :].strip(" ,"):
        return None
    before = clause[: named[0].span[0]].strip(" ,")
    common = named[0].theme.weak or named[0].short
    if alone and (before or len(named) > 1 or common):
        return None
    if len(named) == 1 and common and before:
        return None
    return Subject(tuple(clause[slice(*word.span)] for word in named), rule)
