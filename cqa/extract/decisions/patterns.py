"""The words of decisions: verbs and cues, from the data files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from cqa.extract.decisions import vocabulary
from cqa.model import Outcome


class Verb(NamedTuple):
    """A verb of ``vocabulary.toml``. ``outcome`` is what comes of the matter by the verb alone."""

    name: str
    outcome: Outcome
    example: str = ""
    counter: str = ""


class Cue(NamedTuple):
    """A cue of ``vocabulary.toml``."""

    name: str
    kind: str
    match: re.Pattern[str]
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


_BODY_WORDS = r"(?:[\w'&,-]+ ){0,8}?"
_ADVERBS = r"(?:(?:hereby|also|therefore|further|unanimously|formally|now|duly|then|not|both|jointly) )*"


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], ...]:
    """Return the places where a decision's own verb stands: at its head, after *be*, after *to*."""
    forms = _verbs()[1]
    bodies = (
        r"(?:committees?|sub-?committees?|board|panel|council|cabinet|executive|members|forum|commission|authority)"
    )
    opening = r"[\s\"'\u201c\u2018(*_:;.,\u2013\u2014-]*"
    body = rf"(?:(?:the |this )?{_BODY_WORDS}{bodies}(?: (?:for|on) (?:[\w&,-]+ ){{1,7}}?)?[,:;]? ?)??"
    before = r"(?:(?:taken as )?(?:received|proposed|read|considered)(?:,? and |, ))?"
    lead = rf"{opening}(?:(?:now,? )?therefore,? )?(?:that,? )?(?:we )?{body}(?:is asked |are asked |should )?(?:to )?"
    return (
        re.compile(rf"{lead}{_ADVERBS}{forms}"),
        re.compile(
            rf"{opening}(?:(?!(?:be|is|are|was|were|been|as|to) )[a-z0-9'\u2019/]+ ){{1,6}}?"
            rf"(?=\w+ed\b|withdrawn){forms}"
            r"(?= (?:to|until|pending|subject)\b|\W*$)"
        ),
        re.compile(rf"\b(?:be|is|are|was|were|been|being) {_ADVERBS}{before}{forms}"),
        re.compile(rf"\w+ed [^.;:]{{3,60}}? and {_ADVERBS}(?=\w+ed\b){forms}"),
        re.compile(rf"\b(?:to|(?:proposed|moved|proposing)(?: the)?) {_ADVERBS}{forms}"),
    )


_ASKED = re.compile(r"\b(?:is|are) (?:asked|invited) to ")
"""*Council is asked to agree*: what is put to a body is what it would do."""


def main_verb(words: str) -> Verb | None:
    """Return the verb that says what a decision does, None where none of the known ones does.

    >>> main_verb("That the report be noted").name
    'note'
    """
    plain = _ASKED.sub("to ", " ".join(words.lower().replace("*", "").split()))
    at_head, ended, *others = _heads()
    found = at_head.match(plain) or ended.match(plain)
    if found is None:
        places = [m for pattern in others if (m := pattern.search(plain)) is not None]
        found = min(places, key=lambda m: m.start(), default=None)
    if found is None:
        return None
    verb = verbs()[int((found.lastgroup or "v0")[1:])]
    below = _COMPLEMENT.match(plain, found.end()) if verb.name in ("agree", "resolve") else None
    return (main_verb(plain[below.end() :]) if below else None) or verb


_COMPLEMENT = re.compile(r"(?: unanimously)?(?= (?:to|that)\b)")


def any_verb(words: str) -> Verb | None:
    """Return the last verb among some words, whatever its place."""
    found = list(re.finditer(rf"\b{_verbs()[1]}", " ".join(words.lower().split())))
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
    """Regular expression of a person's name with a title, or initials."""
    return _cues()[1]


def find(words: str) -> Iterator[tuple[Cue, re.Match[str]]]:
    """Return the cues in a sentence, each with its first match; an *aside* counts only beside another cue."""
    low = " ".join(words.lower().split())
    found = False
    for cue in cues():
        if (any(map(low.__contains__, cue.words)) if cue.words else found) and (match := cue.match.search(words)):
            found = True
            yield cue, match


_OPENS = re.compile(
    r"A (?:motion|proposal)\b|An amendment\b|\b(?:RESOLVED|[Rr]esolved|moved|proposed|MOVED|PROPOSED)\b"
)


def opens(words: str) -> bool:
    """Return whether the sentence moves or decides something itself: its votes are its own."""
    return _OPENS.search(words) is not None
