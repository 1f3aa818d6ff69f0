"""Turns of phrase that change what a sentence of minutes does: amended, only moved, agreed without saying what."""

from __future__ import annotations

from re import Match

from cqa.extract.decisions.patterns import Cue
from cqa.text.rules import Rules
from cqa.text.whitespace import letters_only

RULES = Rules(__file__)
_HOW_AGREED = frozenset({"unanimously", "by", "a", "all", "majority", "nem", "con"})


def is_as_amended(words: str) -> bool:
    """Return whether words say that something was decided in an amended form."""
    return RULES.find("as amended", words) is not None


def leads_on(words: str) -> bool:
    """Return whether a motion ends like one whose words come below."""
    return RULES.find("words follow", words) is not None


def ends_meeting(words: str) -> bool:
    """Return whether words end or interrupt the meeting itself, which defers no matter."""
    return RULES.find("meeting adjourned", words) is not None


def amends(words: str) -> bool:
    """Return whether the words are about an amendment."""
    return "amendment" in words.lower()


def begins_with_that(words: str) -> bool:
    """Return whether words are a motion in full: ``'That the bills be paid'``."""
    return words.lstrip("\"'\u201c\u2018(*_ ").lower().startswith(("that ", "that, "))


def introduces(rest: str) -> bool:
    """Return whether what follows *it was agreed* only leads to what comes below.

    >>> introduces(" that the Committee:")
    True
    """
    plain = rest.rstrip(" *_")
    return plain.endswith((":", ":-")) or plain.strip(" :;,-\u2013").lower() in ("", "that", "to", "as follows")


def only_moved(motion: Match[str], statement: Match[str]) -> bool:
    """Return whether a sentence only moves something: *It was moved that the item be deferred* defers nothing yet."""
    return motion.start() <= statement.start() and "be" in letters_only(statement[0]).split()


def moved_to_be(motion: Match[str], outcome: Match[str]) -> bool:
    """Return whether an outcome is only what is moved: *As an amendment, Mr Hill moved that the plan be approved*."""
    return outcome.start() <= motion.start() < outcome.end() and "be" in letters_only(outcome[0]).split()


def bare_end(words: str, m: Match[str]) -> bool:
    """Return whether what was agreed is the motion before it: *… put the motion to the vote and it was agreed
    unanimously*."""
    rest = letters_only(words[m.end() :]).split()
    return all(word in _HOW_AGREED or len(word) < 2 or word.isdigit() for word in rest)


AGREED = Cue("carried", "outcome", None, "agree")
NOTED = Cue("noted", "outcome", None, "note")
MOVED = Cue("moved", "motion", None, "agree")
DECIDED = Cue("decision heading", "resolution", None, "agree")
"""Cues of decisions that no sentence states: a bare *Agreed*, a motion alone, a heading."""


def complement(words: str) -> str:
    """Return what is moved or agreed: the words from *that* or *to* on, else all of them.

    What is moved may also be a noun: *proposed acceptance of the accounts to the auditors* accepts.
    """
    recited = RULES.find("after the recitals", words)
    if recited:
        return words[recited.end() :]
    if begins_with_that(words):
        return words
    that = RULES.find("that or to", words)
    named = RULES.find("moved by its name", words)
    if named and (that is None or named.start() < that.start()):
        return words[named.start() :]
    return words[that.start() :] if that else words
