"""The words of decisions: verbs and cues, from the data files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from cqa.extract.decisions import vocabulary
from cqa.model import Outcome
from cqa.text.rules import Rules

RULES = Rules(__file__)


class Verb(NamedTuple):
    """A verb of ``vocabulary.toml``. ``outcome`` is what comes of the matter by the verb alone."""

    name: str
    outcome: Outcome
    example: str = ""
    counter: str = ""


class Cue(NamedTuple):
    """A cue of ``vocabulary.toml``; ``match`` is None for one that no sentence states."""

    name: str
    kind: str
    match: re.Pattern[str] | None
    verb: str
    example: str = ""
    counter: str = ""
    words: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _verbs() -> tuple[tuple[Verb, ...], str]:
    rows = vocabulary.data()["verb"]
    verbs = tuple(
        Verb(row["name"], cast(Outcome, row.get("outcome", "carried")), row["example"], row["counter"]) for row in rows
    )
    forms = "|".join(f"(?P<v{i}>(?:{'|'.join(row['forms'])})\\b)" for i, row in enumerate(rows))
    return verbs, f"(?:{forms})"


def verbs() -> tuple[Verb, ...]:
    """Return the verbs in the order of the file."""
    return _verbs()[0]


@lru_cache(maxsize=64)
def verb_named(name: str) -> Verb:
    """Return the row of this name; a name that is no row is carried."""
    return next((v for v in verbs() if v.name == name), Verb(name, "carried"))


@lru_cache(maxsize=1)
def _rules() -> Rules:
    """Return the rules with the verbs of ``vocabulary.toml`` for {forms}."""
    return RULES.filled(forms=_verbs()[1])


def main_verb(words: str) -> Verb | None:
    """Return the verb that says what a decision does, None where none of the known ones does.

    >>> main_verb("That the report be noted").name
    'note'
    """
    plain = RULES["asked to"].sub("to ", " ".join(words.lower().replace("*", "").split()))
    plain = plain.replace("t h a t ", "that ", 1)
    rules = _rules()
    clause = RULES.find("clause before", plain)
    if clause:
        after = main_verb(plain[clause.end() :])
        if after is not None:
            return after
    found = rules.find("verb at the head", plain) or rules.find("verb at the end", plain)
    if found is None:
        places = (place for _, place in rules.matches("verb inside", plain))
        found = min(places, key=lambda place: place.start(), default=None)
    if found is None:
        return None
    verb = verbs()[int((found.lastgroup or "v0")[1:])]
    below = rules.find("agreed to do", plain, found.end()) if verb.name in ("agree", "resolve") else None
    return (main_verb(plain[below.end() :]) if below else None) or verb


def is_asked(words: str) -> bool:
    """Return whether words ask a body to do something, whatever it is.

    >>> is_asked("The Cabinet is recommended to introduce a toll")
    True
    """
    return RULES["asked to"].search(" ".join(words.lower().split())) is not None


def any_verb(words: str) -> Verb | None:
    """Return the last verb among some words, whatever its place."""
    found = list(_rules()["verb"].finditer(" ".join(words.lower().split())))
    return verbs()[int((found[-1].lastgroup or "v0")[1:])] if found else None


_SPACES = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)| ")


def _over_lines(m: re.Match[str]) -> str:
    """Let a line, or a blank one, end between any two words of a cue."""
    return r"\s{1,3}" if m[0] == " " else m[0].replace(" ", r"\s")


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[Cue, ...], str]:
    data = vocabulary.data()
    names = {f"{{{name}}}": f"(?-i:{data[name]})" for name in ("body", "person")} | {"{adverb}": data["adverb"]}
    cues = []
    for row in data["cue"]:
        pattern = row["match"]
        for name, words in names.items():
            pattern = pattern.replace(name, words)
        compiled = re.compile(_SPACES.sub(_over_lines, pattern), re.IGNORECASE)
        words = tuple(row.get("words", ()))
        cues.append(Cue(row["name"], row["kind"], compiled, row["verb"], row["example"], row["counter"], words))
    return tuple(cues), data["person"]


def cues() -> tuple[Cue, ...]:
    """Return the cues in the order of the file: of several that begin at one place the first counts."""
    return _cues()[0]


def person() -> str:
    """Return the regular expression of a person's name with a title, or initials."""
    return _cues()[1]


def find(words: str) -> Iterator[tuple[Cue, re.Match[str]]]:
    """Return the cues in a sentence, each with its first match; an *aside* counts only with another cue."""
    low = " ".join(words.lower().split())
    found = False
    for cue in cues():
        if (
            (any(map(low.__contains__, cue.words)) if cue.words else found)
            and cue.match
            and (match := cue.match.search(words))
        ):
            found = True
            yield cue, match


def opens(words: str) -> bool:
    """Return whether the sentence moves or decides something itself: its votes are its own."""
    return RULES.find("moves or decides itself", words) is not None
