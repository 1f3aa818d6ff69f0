"""Turns of phrase that change what a sentence of minutes does: amended, only moved, agreed without saying what."""

from __future__ import annotations

import re

from cqa.extract.decisions.patterns import Cue

AS_AMENDED = re.compile(
    r"\b(?:motion|recommendations?|report|minutes|plan|policy|resolution|proposal|approved|agreed|adopted|carried)"
    r"[^.;,]{0,40},? as amended\b|\bsubject to (?:the )?(?:following |an |one |minor )*(?:amendments?|corrections?)\b"
    r"|\bwith (?:the following |an |one |minor )*amendments?\b|\bamended (?:motion|recommendation)",
    re.IGNORECASE,
)
FOLLOWING = re.compile(
    r"(?:\bfollowing (?:motion|amendment|proposal|recommendations?|terms)|\bmotion that|\bas follows|\bthat)\W*$|:\W*$"
)
"""A motion ends like this whose words come below."""


def amends(words: str) -> bool:
    """Return whether the words are about an amendment."""
    return "amendment" in words.lower()


def begins_with_that(words: str) -> bool:
    """Return whether words are a motion in full: ``'That the bills be paid'``."""
    return words.lstrip("\"'\u201c\u2018(*_ ").lower().startswith("that ")


def introduces(rest: str) -> bool:
    """Return whether what follows *it was agreed* only leads to what stands below.

    >>> introduces(" that the Committee:")
    True
    """
    plain = rest.rstrip(" *_")
    return plain.endswith((":", ":-")) or plain.strip(" :;,-\u2013").lower() in ("", "that", "to", "as follows")


def only_moved(motion: re.Match[str], statement: re.Match[str]) -> bool:
    """*It was moved that the item be deferred*: nothing is deferred yet."""
    return motion.start() <= statement.start() and re.search(r"\bbe\b", statement[0]) is not None


def bare_end(words: str, m: re.Match[str]) -> bool:
    """*… put the motion to the vote and it was agreed unanimously*: what was agreed is the motion before it."""
    rest = re.sub(r"\b(?:unanimously|by|a|all|majority|nem|con)\b", " ", words[m.end() :])
    return not re.search(r"[A-Za-z]{2,}", rest)


AGREED = Cue("carried", "outcome", re.compile("agreed"), "agree")
NOTED = Cue("noted", "outcome", re.compile("noted"), "note")
MOVED = Cue("moved", "motion", re.compile("moved"), "agree")
DECIDED = Cue("decision heading", "resolution", re.compile("decision"), "agree")
"""Cues of decisions that no sentence states: a bare *Agreed*, a motion alone, a heading."""


def complement(words: str) -> str:
    """Return what is moved or agreed: the words from *that* or *to* on, else all of them."""
    that = re.search(r"\b(?:that|to)\b", words)
    return words[that.start() :] if that else words
