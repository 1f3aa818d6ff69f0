"""What a verdict in prose is on: the council, its children's services, a theme, its safeguarding board; or not ours.

The words before a grade are tried against the few ways in which papers state a verdict. Each gives a *subject*;
a subject that is not the council's (a school, a home, another council, a plan) makes the whole no verdict.
"""

from __future__ import annotations

from dataclasses import replace
from re import Match

from cqa.extract.judgements.setting import Setting
from cqa.extract.judgements.word_ends import last_word, without_last, without_possessive
from cqa.gazetteer.themes import themes_in, themes_named
from cqa.record import dataclass
from cqa.text.rules import Rules

MOVED = "moved grade"
OVERALL, BOARD = "Overall effectiveness", "The Local Safeguarding Children Board"

RULES = Rules(__file__)
BE = frozenset({"is", "are", "was", "were"})
_BARE, _AWARDED = "active without as", "awarded"
"""Ways that count only before a printed capital or a quotation mark, and only before a noun of award."""
_OURS = ("own services", "own services alone")
_ANYWHERE = ("services of any place", "services of any place alone")
"""Rules for a subject that ends in the services, and for one that is nothing else."""
_NO_NAMES = frozenset({"The", "Local", "Authority", "Ofsted", "When", "If", "That", "Since", "Following"})
"""Words with a capital that are no part of another council's name."""
_PRONOUNS = frozenset({"it", "they"})
_SELVES = frozenset({"ourselves", "itself", "themselves"})
_RELATIVES = frozenset({"which", "that", "who"})


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
    """Return the subject of the verdict whose grade is ``printed``; ``said`` are the words before it, ``after`` those
    after it.

    None when the sentence states no verdict there, or one on something that is not the council's.
    """
    noun = _noun(setting, said)
    if noun:
        return noun
    skipped = set[str]()
    if not (printed[:1].isupper() or said.rstrip(" ")[-1:] in "'\"‘“"):
        skipped.add(_BARE)
        bare = RULES.find(_BARE, said)
        found = bare and _on(setting, bare["subject"], "active verdict", alone=True)
        if found and found.whole:
            return found
    if not RULES.find("award noun", after):
        skipped.add(_AWARDED)
    for rule in RULES.group("verdict"):
        match = rule.find(said) if rule.name not in skipped else None
        found = match and _on(setting, match["subject"], rule.means)
        if found:
            return found
    if found := _it(said):
        return found
    moved = RULES.find("moved from", said)
    if moved:
        found = _on(setting, moved["subject"], MOVED)
        return replace(found, earlier=True) if found else None
    return _plain(setting, said, printed, after) or _next_to_grade(setting, said, after)


def _it(said: str) -> Subject | None:
    """Return the one theme that a sentence named before it says *and rated it as*."""
    match = RULES.find("active on it", said)
    named = [w for w in themes_in(said, 0, match.start()) if w.theme.subject == "council"] if match else []
    if len(named) != 1 or named[0].short or named[0].theme.weak:
        return None
    return Subject((said[slice(*named[0].span)],), "active verdict")


def is_about_it(said: str) -> bool:
    """Return whether ``said`` is a passive verdict on *it*: on whatever the sentence before was about."""
    match = RULES.find("passive", said)
    return bool(match and last_word(match["subject"]) in _PRONOUNS)


def _noun(setting: Setting, said: str) -> Subject | None:
    """Return the subject of ``The overall judgement is that children's services are …`` and the like."""
    match = RULES.find("judgement noun", said)
    if not match or RULES.find("new clause", said, match.start()):
        return None
    head = RULES.find("noun begins its sentence", said[: match.start()])
    found = _noun_subject(setting, match)
    return replace(found, plain_from=head.start()) if found and head else found


def _noun_subject(setting: Setting, match: Match[str]) -> Subject | None:
    on, that = match["subject"], match["that"]
    if that and without_last(that, BE).lower() not in _PRONOUNS:
        on = without_last(that, BE)
    if not on:
        return Subject((OVERALL,), "judgement noun", whole=True)
    return _on(setting, without_last(on, BE), "judgement noun")


def _plain(setting: Setting, said: str, printed: str, after: str) -> Subject | None:
    """Return the subject of a plain *is*, which counts in a separate sentence or one that recalls an
    earlier grade."""
    verb = printed.lower().startswith(("requir", "perform"))
    recalls = RULES.find("recalled grade", said)
    if recalls:
        return Subject((OVERALL,), "recalled grade", whole=True)
    if not RULES.find("sentence ends after the grade", after):
        return None
    for start in _heads(said):
        match = RULES.find("before a grade that is a verb" if verb else "copula", said[start:])
        found = match and _on(setting, RULES["number before"].sub("", match["subject"]), "plain verdict", alone=True)
        if found:
            return replace(found, plain_from=start)
    return None


def _heads(said: str) -> list[int]:
    """Return where a plain sentence may begin: at the sentence's start, or at one of its last lines with a capital
    first."""
    lines = [m.end() for m in RULES["line with a capital"].finditer(said)]
    return [0, *lines[-3:]]


def _next_to_grade(setting: Setting, said: str, after: str) -> Subject | None:
    """Return a theme with its grade right next to it in running text."""
    listed = RULES.find("listed theme", said)
    listing = (";" in said or ":" in said) and RULES.find("list goes on after the grade", after)
    if listed and listing and themes_named(listed["theme"]):
        return Subject((listed["theme"],), "theme beside grade")
    match = RULES.find("theme before a mark", said)
    if not match or not RULES.find("clause ends after the grade", after):
        return None
    clause = RULES["clause or bracket ends"].split(match["subject"])[-1]
    named = [word for word in themes_in(clause) if word.theme.subject == "council"]
    if not named or named[-1].short or named[-1].theme.weak or clause[named[-1].span[1] :].strip(" ,'’"):
        return None
    return Subject((clause[slice(*named[-1].span)],), "theme beside grade")


def _on(setting: Setting, subject: str, rule: str, alone: bool = False) -> Subject | None:
    """Return the subject of a verdict, when it is the council's. ``alone``: the subject must be the whole of
    the words."""
    subject = without_last(" ".join(subject.split()).strip(" ,'\"‘’“”"), _RELATIVES)
    if last_word(subject) in _SELVES:
        return Subject((OVERALL,), rule, whole=True, own_view=True)
    if RULES.find("board", subject) and (not alone or len(subject) < 90):
        return Subject((BOARD,), rule, board=True)
    if _is_services(setting, subject, alone) or _is_council(setting, subject, alone):
        return Subject((OVERALL,), rule, whole=True)
    return _themes(subject, rule, alone)


def _is_services(setting: Setting, subject: str, alone: bool) -> bool:
    rules = setting.with_own_names(RULES)
    if rules.find((_OURS if setting.paper.authority else _ANYWHERE)[alone], subject):
        owner = RULES.find("whose services", subject)
        others = owner and _is_foreign(setting, without_possessive(owner[1]))
        return not others and not RULES.find("part of a service", subject)
    return not alone and bool(RULES.find("plain services", subject))


def _is_council(setting: Setting, subject: str, alone: bool) -> bool:
    rules = setting.with_own_names(RULES)
    if RULES.find("overall", subject):
        return not alone or bool(RULES.find("overall alone", subject))
    if alone:
        return bool(rules.find("own council alone", subject))
    named = RULES.find("named council", subject)
    if named and _is_foreign(setting, named[0]):
        return False
    return bool(rules.find("own council", subject))


def _is_foreign(setting: Setting, name: str) -> bool:
    """Return whether a capitalised name is some other council's."""
    words = [word for word in name.split() if word not in _NO_NAMES]
    own = setting.with_own_names(RULES)
    return bool(words) and words != ["Council"] and not own.find("own council's name", " ".join(words))


def _themes(subject: str, rule: str, alone: bool) -> Subject | None:
    clause = subject[[0, *(m.end() for m in RULES["new clause"].finditer(subject))][-1] :]
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
