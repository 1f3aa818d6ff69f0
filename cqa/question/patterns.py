"""How questions are worded: the tables of ``data/questions.toml``, ready to match."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from cqa.record import dataclass
from cqa.text.analyzer import words
from cqa.text.pattern import pattern
from cqa.text.stop_words import stop_words

Named = tuple[tuple[str, re.Pattern[str]], ...]
"""Patterns with what each one stands for, in the order of the data file."""


@dataclass(frozen=True, slots=True)
class Wording:
    """``kinds`` says which kind of answer a wording asks for. Words of ``stop`` carry no topic, those of ``frames``
    speak of the papers, those of ``generic`` are too wide to be asked for alone. ``kept`` words judge and are a topic
    too.
    """

    kinds: Named
    stop: frozenset[str]
    frames: frozenset[str]
    generic: frozenset[str]
    polarity: Mapping[str, re.Pattern[str]]
    kept: frozenset[str]
    framing: frozenset[str]
    """Judging words that say who found fault, not with what (*criticised*)."""
    framed_by: Mapping[str, frozenset[str]]
    """Further frame words of one kind: *changed* asks in a change-question and is a topic in any other."""
    kept_for: Mapping[str, frozenset[str]]
    """Frame words that report the event in one kind (*when was it reported*), kept as generic words."""
    roles: Named
    types: Named
    bodies: Named
    bare_grades: Named
    own_grades: Named
    deeds: frozenset[str]
    events: tuple[tuple[frozenset[str], tuple[str, ...]], ...]
    """Words that ask for an event, and how papers state it."""
    patterns: Mapping[str, str]


@cache
def wording() -> Wording:
    """Return the tables."""
    raw = tomllib.loads((Path(__file__).with_name("data") / "questions.toml").read_text("utf-8"))
    return Wording(
        kinds=tuple((k["name"], pattern("|".join(f"(?:{p})" for p in k["patterns"]))) for k in raw["kind"]),
        stop=stop_words("questions"),
        frames=frozenset(raw["frames"]["words"]),
        generic=frozenset(raw["generic"]["words"]),
        polarity={name: _any_of(raw["polarity"][name]) for name in ("problem", "positive")},
        kept=frozenset(raw["polarity"]["kept"]),
        framing=frozenset(raw["polarity"]["framing"]),
        framed_by={kind: frozenset(held) for kind, held in raw["framed_by"].items()},
        kept_for={kind: frozenset(held) for kind, held in raw["kept_for"].items()},
        roles=_named(raw["roles"]),
        types=_named(raw["paper_types"]),
        bodies=_named(raw["bodies"]),
        bare_grades=_named(raw["bare_grades"]),
        own_grades=_named(raw["own_grades"]),
        deeds=frozenset(raw["deeds"]["words"]),
        events=tuple((frozenset(e["ask"]), tuple(e["said"])) for e in raw["event"]),
        patterns=raw["patterns"],
    )


@cache
def named_pattern(name: str) -> re.Pattern[str]:
    """Return one of the single tests on a whole question."""
    return pattern(wording().patterns[name], re.VERBOSE)


def says(name: str, plain: str) -> bool:
    """Return whether a question (in lower case, with straight quotes) passes the test of that name."""
    return named_pattern(name).search(plain) is not None


def stated_as(asked: str) -> tuple[str, ...]:
    """Return how papers state the event that a word or phrase asks for; empty when it asks for none."""
    return tuple(dict.fromkeys(s for ask, said in wording().events if asked.lower() in ask for s in said))


def judging_words(text: str) -> set[str]:
    """Return the words of a question that judge and are a topic too: *delay*, *shortage*."""
    return set(re.findall(r"[a-z]+", text.lower())) & wording().kept


def is_function_word(word: str) -> bool:
    """Return whether a folded word carries no topic of its own (*the*, *not*, *which*)."""
    return word in wording().stop


def content_stems(text: str) -> list[str]:
    """Return the stems of the words of a text that are no function words."""
    stop = wording().stop
    return [w.stem for w in words(text) if w.exact not in stop]


def _named(table: Mapping[str, Sequence[str]]) -> Named:
    return tuple((name, _any_of(phrases)) for name, phrases in table.items())


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return pattern(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
