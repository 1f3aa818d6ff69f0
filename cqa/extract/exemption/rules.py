"""The rules of ``rules.toml``, each a pattern with an example and a counter-example."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Says = Literal["mark", "denial", "reference", "excluded", "readmitted"]


class Rule(NamedTuple):
    """One row of the data: what it says of a text in the form of :func:`~cqa.extract.exemption.words.normal`."""

    name: str
    says: Says
    on: Literal["sentence", "before"]
    pattern: re.Pattern[str]
    example: str
    counter: str
    seen: str


class Vocabulary(NamedTuple):
    """Words of which a line that is nothing but a mark consists."""

    core: frozenset[str]
    weak: frozenset[str]
    other: frozenset[str]


def _data() -> dict[str, object]:
    return tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))


@cache
def terms() -> dict[str, str]:
    """Return the named pieces of patterns."""
    table: dict[str, str] = _data()["terms"]  # type: ignore[assignment]
    return {name: piece.replace("{{", "{").replace("}}", "}") for name, piece in table.items()}


@cache
def rules(says: Says) -> tuple[Rule, ...]:
    """Return the rules that say so, in the order of the file."""
    rows: list[dict[str, str]] = _data()["rule"]  # type: ignore[assignment]
    return tuple(
        Rule(
            row["name"],
            says,
            row["on"],  # type: ignore[arg-type]
            re.compile(row["pattern"].format(**terms())),
            row["example"],
            row["counter"],
            row["seen"],
        )
        for row in rows
        if row["says"] == says
    )


@cache
def vocabulary() -> Vocabulary:
    """Return the words of a line that is nothing but a mark."""
    table: dict[str, str] = _data()["vocabulary"]  # type: ignore[assignment]
    return Vocabulary(*(frozenset(table[name].split()) for name in Vocabulary._fields))
