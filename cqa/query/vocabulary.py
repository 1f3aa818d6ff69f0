"""The vocabulary of the field: synonyms, acronyms and colloquial words, and the other ways to say a term.

Three tables in ``data/``: ``synonyms.toml`` (groups of equals, and wide terms with their narrower ones),
``acronyms.csv`` (both directions; or from the acronym only, written in capitals, where it has other meanings) and
``paraphrases.toml`` (what people say → what papers say; for questions, and for searches that found nothing).
Terms are compared by their stems.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from cqa.query.term_table import Stems, TermTable
from cqa.text.analyzer import stems

_DATA = Path(__file__).with_name("data")


@lru_cache(maxsize=1)
def synonyms() -> TermTable:
    """Return synonym groups, narrower terms and acronyms, as one table."""
    table = TermTable()
    for area in tomllib.loads((_DATA / "synonyms.toml").read_text("utf-8"))["area"]:
        for line in _lines(area.get("same", "")):
            group = _terms(line)
            for term in group:
                table.add(term, group)
        for line in _lines(area.get("narrower", "")):
            wide, _, narrow = line.partition(" > ")
            table.add(wide, _terms(narrow))
    for acronym, expansion, direction in acronyms():
        if direction == "both":
            table.add(acronym, [expansion])
            table.add(acronym + "s", [expansion])
            table.add(expansion, [acronym])
    return table


@lru_cache(maxsize=1)
def ambiguous_acronyms() -> dict[str, tuple[str, ...]]:
    """Return acronyms that are also words or have several meanings, in capitals, with all their expansions."""
    found: dict[str, tuple[str, ...]] = {}
    for acronym, expansion, direction in acronyms():
        if direction == "expand":
            for form in (acronym.upper(), acronym.upper() + "S"):
                found[form] = (*found.get(form, ()), expansion)
    return found


@lru_cache(maxsize=1)
def paraphrases() -> TermTable:
    """Return what people say, with what papers say for it. One way only."""
    table = TermTable()
    for area in tomllib.loads((_DATA / "paraphrases.toml").read_text("utf-8"))["area"]:
        for line in _lines(area["says"]):
            colloquial, _, formal = line.partition(" > ")
            for term in _terms(colloquial):
                table.add(term, _terms(formal))
    return table


def acronyms() -> Iterator[tuple[str, str, str]]:
    """Yield each acronym of the field with its expansion and the direction in which it may be expanded."""
    for row in csv.DictReader((_DATA / "acronyms.csv").read_text("utf-8").splitlines()):
        yield row["acronym"], row["expansion"], row["direction"]


def alternatives(key: Stems, written: str, colloquial: bool) -> list[str]:
    """Return every other way, without those that the written words find anyway, nor the same one twice by stem.

    An acronym has the synonyms of its expansion, and a colloquial word those of its formal word.
    """
    found = [*expansions(written), *synonyms().get(key, [])]
    if len(key) == 1 and any(is_acronym(term) for term in [written, *synonyms().terms(key)]):
        found += [w for way in found for w in synonyms().get(tuple(stems(way)), [])]
    if colloquial:
        formal = tuple(formal_stems(key, colloquial))
        said = [
            *paraphrases().get(key, []),
            *([min(synonyms().terms(formal))] if formal != key and formal in synonyms() else []),
        ]
        found += [w for way in said for w in [way, *synonyms().get(tuple(stems(way)), [])]]
    found += [w for way in found for w in synonyms().get(tuple(stems(way)), []) if is_acronym(w)]
    seen: set[Stems] = {key}
    out: list[str] = []
    for way in found:
        its = tuple(stems(way))
        if its not in seen and not _contains(its, key):
            seen.add(its)
            out.append(way)
    return out


def formal_stems(sequence: Sequence[str], colloquial: bool) -> Iterator[str]:
    """Yield the stems, each colloquial word replaced by its first formal form: *kids in care* by *children in care*."""
    for stem in sequence:
        ways = paraphrases().get((stem,), []) if colloquial else []
        yield next((stems(way)[0] for way in ways if way.isalpha()), stem)


def expansions(written: str) -> tuple[str, ...]:
    """Return the expansions of an ambiguous acronym, when it is written in capitals."""
    return ambiguous_acronyms().get(written.upper(), ()) if is_acronym(written) else ()


def is_acronym(way: str) -> bool:
    """Return whether a term is written as an acronym: one short word with two capitals or more."""
    return len(way) <= 8 and " " not in way and sum(c.isupper() for c in way) >= 2


def _contains(longer: Stems, shorter: Stems) -> bool:
    return any(longer[i : i + len(shorter)] == shorter for i in range(len(longer) - len(shorter) + 1))


def tables(colloquial: bool) -> tuple[TermTable, ...]:
    """Return the tables of terms to look in; ``colloquial`` adds the paraphrases."""
    return (synonyms(), paraphrases()) if colloquial else (synonyms(),)


def _lines(block: str) -> list[str]:
    return [line for line in map(str.strip, block.splitlines()) if line and not line.startswith("#")]


def _terms(line: str) -> list[str]:
    return [term.strip() for term in line.split(" | ")]
