"""Rules as rows of data: a pattern with its meaning, an example, a counter-example and where it was seen.

The rules of a module are in a TOML file beside it, of the same name. ``tests/extract/test_rules.py`` tries every row's
examples. A file has tables of parts and any number of rules::

    parts_of = "subject.toml"     # optional: a file whose parts are used here, too

    [parts]                       # pieces of patterns, written {month} in a pattern
    month = "January|February"

    [given]                       # pieces that the program fills in, each with a value for the examples
    council = "Ambridge"

    [[rule]]
    name = "date of a meeting"
    group = "dates"               # optional: rows that are tried in order
    means = "meeting"             # optional: what a match says
    confidence = 0.9              # optional
    at = "start"                  # "anywhere" (the default), "start" of the text or the "whole" of it
    flags = "i"                   # i, m and s as in re; the default is "i"
    pattern = 'held\\s+in\\s+({month})'  # or a list of alternatives; those of any = [...] for {any};
                                  # or words = ["held", "took place"]: whole words
    example = "held in January"   # one or more
    gives = "January"             # optional: the first group of the match in the first example
    counter = "held in abeyance"  # one or more
    seen = "agendas"

A file is read when its first rule is tried, and a pattern compiled when it is.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from cqa.record import dataclass
from cqa.text.pattern import pattern

Try = Callable[[str, int, int], "re.Match[str] | None"]

_PART = pattern(r"\{([a-z_]+)\}")
_TRIED_BY = {"anywhere": "search", "start": "match", "whole": "fullmatch"}
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ``at`` is where in a text it may match; ``means`` and ``confidence`` are what its reader makes of it."""

    name: str
    pattern: re.Pattern[str]
    at: str
    group: str = ""
    means: str = ""
    confidence: float = 1.0
    examples: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    gives: str | None = None
    seen: str = ""

    def find(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in ``text[start:end]``, where the rule may match."""
        return _tried(self)(text, start, end)


class Rules:
    """The rules beside a module, by name. ``Rules(__file__)`` names the file; it is read at first use.

    ``parts`` are further pieces of patterns, and values for those that the file says are given.
    """

    def __init__(self, module: str | Path, **parts: str) -> None:
        self.file = Path(module).with_suffix(".toml")
        self._given = parts
        self._tries: dict[str, Try] = {}

    def filled(self, **parts: str) -> Rules:
        """Return the same rules with other values for the pieces that are given."""
        return Rules(self.file, **self._given, **parts)

    @cached_property
    def rows(self) -> Mapping[str, Rule]:
        """Return the rules in the order of the file."""
        rows = [rule_of(row, self.parts) for row in _table(self.file)["rule"]]
        return {row.name: row for row in rows}

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """Return the pieces of patterns by name, those that are given in their places."""
        given = {**_table(self.file).get("given", {}), **self._given}
        return {**{name: _filled(source, given) for name, source in _parts(self.file).items()}, **given}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Return the pattern of the rule ``name``, to replace, split or find all."""
        return self.rows[name].pattern

    def find(self, name: str, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match of the rule ``name`` in ``text[start:end]``."""
        tried = self._tries.get(name)
        if tried is None:
            tried = self._tries[name] = _tried(self.rows[name])
        return tried(text, start, end)

    def group(self, group: str) -> tuple[Rule, ...]:
        """Return the rules of a group, in their order."""
        return self._groups[group]

    @cached_property
    def _groups(self) -> dict[str, tuple[Rule, ...]]:
        names = dict.fromkeys(row.group for row in self.rows.values())
        return {name: tuple(row for row in self.rows.values() if row.group == name) for name in names}

    def matches(
        self, group: str, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Yield the rules of a group that match in ``text[start:end]``, in their order, each with its first match."""
        for rule in self.group(group):
            if found := rule.find(text, start, end):
                yield rule, found

    def first(self, group: str, text: str, start: int = 0, end: int = sys.maxsize) -> tuple[Rule, re.Match[str]] | None:
        """Return the first rule of a group that matches in ``text[start:end]``, with its match."""
        return next(self.matches(group, text, start, end), None)


@cache
def _table(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _parts(file: Path) -> Mapping[str, str]:
    """Return the parts of a file, each with those before it in their places."""
    data = _table(file)
    parts = dict(_parts(file.with_name(data["parts_of"]))) if "parts_of" in data else {}
    for name, source in data.get("parts", {}).items():
        parts[name] = _filled(source, parts)
    return parts


def _tried(rule: Rule) -> Try:
    tried: Try = getattr(rule.pattern, _TRIED_BY[rule.at])
    return tried


def any_of(phrases: Iterable[str], before: str = r"\b", after: str = r"\b", flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for any of some plain phrases, the longest first. A blank matches any white space.

    >>> any_of(["fire authority", "fire authority board"]).search("the fire\\nauthority board")[0]
    'fire\\nauthority board'
    """
    spelled = (re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
    return pattern(f"{before}(?:{'|'.join(spelled)}){after}", flags)


def _filled(source: str, parts: Mapping[str, str]) -> str:
    """Return a pattern with its parts in their places.

    >>> _filled("{day} (?:{month})", {"day": "[0-9]{1,2}", "month": "May|June"})
    '[0-9]{1,2} (?:May|June)'
    """
    return _PART.sub(lambda found: parts.get(found[1], found[0]), source)


def rule_of(row: Mapping[str, Any], parts: Mapping[str, str]) -> Rule:
    """Return the rule of a row of a file; ``parts`` are the pieces that its pattern names."""
    flags = re.RegexFlag(0)
    for letter in row.get("flags", "i"):
        flags |= _FLAGS[letter]
    return Rule(
        row["name"],
        any_of(row["words"], flags=flags) if "words" in row else pattern(_filled(_written(row), parts), flags),
        row.get("at", "anywhere"),
        row.get("group", ""),
        row.get("means", ""),
        row.get("confidence", 1.0),
        _texts(row["example"]),
        _texts(row["counter"]),
        row.get("gives"),
        row["seen"],
    )


def _written(row: Mapping[str, Any]) -> str:
    """Return the pattern of a row, its list of alternatives joined, those of ``any`` for {any}.

    >>> _written({"pattern": "^(?:{any})$", "any": ["May", "June"]})
    '^(?:May|June)$'
    """
    return "|".join(_texts(row["pattern"])).replace("{any}", "|".join(row.get("any", ())))


def _texts(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
