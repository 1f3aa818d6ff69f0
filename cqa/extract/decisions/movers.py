"""Who moved a motion, and who seconded it."""

from __future__ import annotations

from functools import lru_cache

from cqa.extract.decisions.patterns import person
from cqa.model import Quote
from cqa.text.rules import Rules
from cqa.text.whitespace import letters_only

MOST_LEFT = 6
"""Words other than names and offices of mover and seconder in a sentence that says no more (*it was … and … by*)."""

RULES = Rules(__file__)


@lru_cache(maxsize=1)
def _rules() -> Rules:
    """Return the rules with a person's name for {person}."""
    return RULES.filled(person=person())


def proposer(text: str, start: int, end: int) -> Quote | None:
    """Return the first person named as the mover in ``text[start:end]``."""
    return _first(text, start, end, "proposer")


def seconder(text: str, start: int, end: int) -> Quote | None:
    """Return the first person named as the seconder."""
    return _first(text, start, end, "seconder")


def _first(text: str, start: int, end: int, role: str) -> Quote | None:
    for rule in _rules().group(role):
        m = rule.find(text, start, end)
        if m:
            group = "who" if m["who"] else "plain"
            words = m[group]
            for verb in ("Seconded", "Proposed", "SECONDED", "PROPOSED"):
                words = words.partition(f" {verb}")[0]
            return Quote(words, (m.start(group), m.start(group) + len(words)))
    return None


def trailing(words: str) -> bool:
    """Return whether the sentence only says who moved what comes before it or below it.

    >>> trailing("Proposed Cllr Jones, seconded Cllr Brown.")
    True
    """
    if not _rules().find("only says who moved", words):
        return False
    left = words
    for rule in (*_rules().group("proposer"), *_rules().group("seconder")):
        left = rule.pattern.sub(" ", left)
    return sum(len(word) > 1 and word.isalpha() for word in letters_only(left).split()) <= MOST_LEFT
