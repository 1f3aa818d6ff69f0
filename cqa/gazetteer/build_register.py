"""Make the register's data files: ``python -m cqa.gazetteer.build_register [SOURCE_DIR]``.

SOURCE_DIR holds ``uk_local_authorities.csv`` and ``name_variants.tsv``; see ``data/README.md`` for where they come
from. Only the columns that extraction reads are kept, so that loading stays fast. Without SOURCE_DIR only the names are
worked out again, from the register as it is and ``authority_aliases.csv``.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cqa.gazetteer.name_forms import initials, is_full, name_words, place
from cqa.gazetteer.register import DATA, REGIONAL, NameUse, RegisterEntry, entries

COLUMNS = ("code", "name", "short", "aliases", "gss", "kind", "nation", "start", "end", "successors", "domains")
_JUNK = re.compile(r"\b(?:UA|MCA|CA|CC|boro)$|\bc ity\b|\bcuty\b")
"""Endings of aliases that are table abbreviations or misspellings, not names that anybody prints."""
_PUBLIC_MAIL = frozenset({"gmail.com", "hotmail.com", "yahoo.co.uk", "btinternet.com"})


def _folded(name: str) -> str:
    return " ".join(re.findall(r"[a-z]+", name.casefold().replace("&", " and ").replace("'", "")))


def _variants(path: Path, rows: list[dict[str, str]]) -> dict[str, list[str]]:
    """Return variant names by register code.

    The two files use different codes for some councils, so a group of variants goes to the one authority whose official
    name is among them.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, code = line.partition("\t")
        groups[code].append(name)
    owners: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        owners[_folded(row["official_name"])].append(row["code"])
    found: dict[str, list[str]] = {}
    for names in groups.values():
        codes = {code for name in names for code in owners.get(_folded(name), ())}
        if len(codes) == 1:
            found.setdefault(codes.pop(), []).extend(names)
    return found


def build(source: Path, target: Path) -> int:
    """Write the trimmed register; returns the number of authorities."""
    with (source / "uk_local_authorities.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    variants = _variants(source / "name_variants.tsv", rows)
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            name = " ".join(row["official_name"].split())
            aliases: dict[str, str] = {}
            for alias in [*row["alt_names"].split("|"), *variants.get(row["code"], [])]:
                alias = " ".join(alias.split())
                if alias and not _JUNK.search(alias):
                    aliases.setdefault(alias.casefold(), alias)
            for known in (name, row["nice_name"]):
                aliases.pop(known.casefold(), None)
            domains = [d for d in [row["primary_domain"], *row["domains"].split("|")] if d and d not in _PUBLIC_MAIL]
            writer.writerow(
                (
                    row["code"],
                    name,
                    row["nice_name"],
                    "|".join(aliases.values()),
                    row["gss_code"],
                    row["type"],
                    row["nation"],
                    row["start_date"],
                    row["end_date"],
                    row["successor_codes"],
                    "|".join(dict.fromkeys(domains)),
                )
            )
    return len(rows)


class _Names:
    """All ways in to the register: folded names, acronyms, addresses."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, ...], NameUse] = {}
        self.acronyms: dict[str, tuple[str, ...]] = {}

    def name(self, code: str, words: tuple[str, ...], full: bool) -> None:
        old = self.names.get(words)
        if old is None:
            self.names[words] = NameUse((code,), full)
        elif code not in old.codes:
            self.names[words] = NameUse((*old.codes, code), old.full and full)

    def acronym(self, code: str, letters: str) -> None:
        if len(letters) >= 3 and code not in self.acronyms.get(letters, ()):
            self.acronyms[letters] = (*self.acronyms.get(letters, ()), code)

    def add(self, code: str, entry: RegisterEntry) -> None:
        regional = entry.kind in REGIONAL
        official = name_words(entry.authority.name)
        self.name(code, official, True)
        self.acronym(code, initials(official))
        for alias in (entry.short, *entry.aliases):
            words = name_words(alias)
            if words and not (regional and not is_full(words)):
                self.name(code, words, is_full(words))
        if regional:
            return
        town = place(official)
        bare = name_words(entry.short)
        if town:
            self.name(code, town, False)
        if entry.kind == "LBO":
            for short in sorted({town, bare}):
                self.name(code, ("london", "borough", "of", *short), True)
                self.name(code, ("lb", *short), True)
            self.acronym(code, initials(("london", "borough", *bare)))
        if entry.kind == "UA" or entry.kind == "MD":
            self.name(code, ("city", "of", *bare), False)


def names_table(known: dict[str, RegisterEntry], aliases: Iterable[dict[str, str]]) -> list[str]:
    """Return the lines of ``authority_names.tsv``: use, folded name, codes."""
    names = _Names()
    for code, entry in known.items():
        names.add(code, entry)
    addresses = []
    for row in aliases:
        if row["use"] == "address":
            addresses.append(f"address\t{row['alias'].lower()}\t{row['code']}")
        elif row["use"] == "acronym":
            names.acronym(row["code"], row["alias"])
        else:
            names.name(row["code"], name_words(row["alias"]), False)
    lines = [
        f"{'council' if n.full else 'place'}\t{' '.join(words)}\t{' '.join(n.codes)}"
        for words, n in names.names.items()
    ]
    lines += [f"acronym\t{letters}\t{' '.join(codes)}" for letters, codes in names.acronyms.items()]
    return ["use\tname\tcodes", *lines, *addresses]


def aliases() -> list[dict[str, str]]:
    """Return the names added by hand to those of the register."""
    with (DATA / "authority_aliases.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(build(Path(sys.argv[1]), DATA / "authorities.csv"), "authorities")
    table = names_table(entries(), aliases())
    (DATA / "authority_names.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
    print(len(table) - 1, "names")
