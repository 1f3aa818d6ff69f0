"""Make ``data/thesaurus/thesaurus.tsv`` of ``everyday.toml``: ``python -m cqa.gazetteer.build_thesaurus``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from cqa.gazetteer.thesaurus import DATA
from cqa.text.analyzer import stems

Pair = tuple[str, str]
"""An everyday term, and a term of papers to be found for it."""


def blocks() -> list[dict[str, Any]]:
    """Return the blocks of the data file: name, source and entries of each."""
    found: list[dict[str, Any]] = tomllib.loads(DATA.joinpath("everyday.toml").read_text("utf-8"))["block"]
    return found


def entries() -> Iterator[Pair]:
    """Yield every pair: those of a line with ``>`` one way, those of a line with ``=`` both ways."""
    for block in blocks():
        for line in filter(None, map(str.strip, block["entries"].splitlines())):
            if " = " in line:
                both = [term.strip() for term in line.split(" = ")]
                yield from ((one, other) for one in both for other in both if one != other)
                continue
            said, _, terms = line.partition(" > ")
            yield from ((one.strip(), term.strip()) for one in said.split(" | ") for term in terms.split(" | "))


def useful(pair: Pair) -> bool:
    """Return whether a pair leads to other words than were written: a single word must not lead to a phrase with it,
    whose words it finds anyway."""
    one, two = (set(stems(term)) for term in pair)
    return one != two and not (len(one) == 1 and one <= two)


def write(pairs: Iterable[Pair]) -> int:
    """Write the data file; return the number of its terms."""
    table: dict[str, dict[str, str]] = {}
    for term, other in filter(useful, pairs):
        table.setdefault(" ".join(stems(term)), {}).setdefault(" ".join(stems(other)), other)
    lines = [f"{key}\t{'|'.join(table[key].values())}" for key in sorted(table)]
    DATA.joinpath("thesaurus.tsv").write_text("\n".join(["stems\tterms", *lines]) + "\n", "utf-8")
    return len(table)


if __name__ == "__main__":
    print(f"{write(entries())} terms")
