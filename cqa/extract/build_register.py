"""Make ``data/authorities.csv`` from the full register: ``python -m cqa.extract.build_register SOURCE_DIR``.

SOURCE_DIR holds ``uk_local_authorities.csv`` and ``name_variants.tsv``; see ``data/README.md`` for where they come
from. Only the columns that extraction reads are kept, so that loading stays fast.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

COLUMNS = ("code", "name", "short", "aliases", "gss", "kind", "nation", "start", "end", "successors", "domains")
_JUNK = re.compile(r"\b(?:UA|MCA|CA|CC|boro)$|\bc ity\b|\bcuty\b")
"""Endings of aliases that are table abbreviations or misspellings, not names that anybody prints."""
_PUBLIC_MAIL = frozenset({"gmail.com", "hotmail.com", "yahoo.co.uk", "btinternet.com"})


def _folded(name: str) -> str:
    return " ".join(re.findall(r"[a-z]+", name.casefold().replace("&", " and ").replace("'", "")))


def _variants(path: Path, rows: list[dict[str, str]]) -> dict[str, list[str]]:
    """Variant names by register code. The two files use different codes for some councils, so a group of variants
    goes to the one authority whose official name is among them."""
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


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(__file__).parent / "data" / "authorities.csv"), "authorities")
