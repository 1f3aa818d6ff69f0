"""What the scrapers of LGSF (Democracy Club) leave: records of meetings and decisions, and the documents they list.

A council has ``CODE/Minutes/json``, ``CODE/Decisions/json`` and ``CODE/documents``. Each record names its documents by
their keys below ``documents`` and states their digests. What the records say is given to the papers, as by a manifest,
with the rule ``LGSF``. A document that no record lists any more is withdrawn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cqa.errors import UsageError
from cqa.ingest.file_reader import sha256
from cqa.model import GivenFacts
from cqa.record import dataclass
from cqa.text import dates

RULE = "LGSF"
KINDS = ("Minutes", "Decisions")
_DIGEST = "sha256:"


@dataclass(frozen=True, slots=True)
class Scraped:
    """The documents of a folder: what is stated of each, those that no record lists, and what is wrong with others."""

    facts: dict[str, tuple[GivenFacts, ...]]
    unlisted: frozenset[str]
    faults: dict[str, str]


def document_folders(folder: Path) -> list[Path]:
    """Return the ``documents`` folder of each council. Raises :class:`~cqa.errors.UsageError` where there is none."""
    found = [council / "documents" for council in _councils(folder)]
    if not found:
        raise UsageError(
            f"{folder} is no folder of LGSF: it has no CODE/Minutes/json and no CODE/Decisions/json; "
            "give the scrapers' folder data"
        )
    return [path.resolve() for path in found if path.is_dir()]


def read(folder: Path) -> Scraped:
    """Return what the records of a folder state. Raises :class:`~cqa.errors.UsageError` for a damaged record."""
    facts: dict[str, tuple[GivenFacts, ...]] = {}
    faults: dict[str, str] = {}
    for council in _councils(folder):
        root = (council / "documents").resolve()
        for record, document in _documents(council):
            path = (root / str(document["storage_key"])).resolve()
            if root not in path.parents:
                faults[str(path)] = f"{path.name}: its key leads out of {root}; remove it from the record"
            elif not path.is_file():
                faults[str(path)] = f"{path.name}: listed, but not in {root}; run the scraper again"
            elif not _is_whole(path, str(document.get("content_hash") or "")):
                faults[str(path)] = f"{path.name}: its bytes are not those of the record; run the scraper again"
            else:
                facts[str(path)] = (_stated(council.name, record, document),)
    there = {
        str(path.resolve())
        for root in document_folders(folder)
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    return Scraped(facts, frozenset(there - facts.keys() - faults.keys()), faults)


def _councils(folder: Path) -> list[Path]:
    """Return the folders of councils in a folder, which may be that of one council or hold ``data``."""
    places = (folder, folder / "data")
    below = [path for place in places if place.is_dir() for path in sorted(place.iterdir()) if path.is_dir()]
    return [path for path in (folder, *below) if any((path / kind / "json").is_dir() for kind in KINDS)]


def _documents(council: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Return each document that was stored, with its record."""
    for kind in KINDS:
        for path in sorted((council / kind / "json").glob("*.json")):
            if path.name.startswith("_"):
                continue  # the scrapers' own index
            try:
                record = json.loads(path.read_text("utf-8"))
                listed = [d for d in record.get("documents") or () if d.get("storage_key")]
            except (OSError, ValueError, AttributeError, TypeError) as error:
                raise UsageError(f"{path} is no record of LGSF ({error}); nothing was read") from error
            yield from ((record, document) for document in listed)


def _is_whole(path: Path, stated: str) -> bool:
    return not stated.startswith(_DIGEST) or sha256(path) == stated.removeprefix(_DIGEST)


def _stated(code: str, record: dict[str, Any], document: dict[str, Any]) -> GivenFacts:
    address = str(document.get("url") or record.get("url") or "")
    return GivenFacts(
        authority=code,
        committee=_text(record.get("raw_committee") or record.get("raw_decision_maker")),
        date=dates.point(_text(record.get("raw_date"))) or "",
        source=address if address.startswith(("https://", "http://")) else "",
        key_decision=_yes_or_no(record.get("is_key_decision")),
        call_in=_yes_or_no(record.get("is_subject_to_call_in")),
        rule=RULE,
    )


def _text(value: object) -> str:
    return " ".join(str(value or "").replace(";", ",").split())


def _yes_or_no(value: object) -> str:
    return "yes" if value is True else "no" if value is False else ""
