"""``python -m tests.eval.labels_score SET``: scores what is read against the labels made by hand.

The sets: ``decisions``, ``sections`` and, by other hands, ``decisions_2`` to ``decisions_4``, ``sections_2``.

The labels are in ``labels/``; the papers that they name are in the shared folder. Files are read as ``cqa ingest``
reads them. Every label that is missed is printed, then the figures.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from cqa.extract import extract
from cqa.model import Decision, Document, Paper, Section
from cqa.read import read
from cqa.split import split

LABELS = Path(__file__).parent / "labels"
SHARED = Path(__file__).resolve().parents[3] / "shared"

SAME_START = 40
"""Letters at the start or end of a quotation that find it where the record quotes less or more."""

FEWEST = 20
"""Letters of a record's text that may stand for a longer quotation."""

FIRST_WORDS = 24
"""Letters of a section's first words that are compared."""

Label = dict[str, Any]


class Result(NamedTuple):
    """The figures by name, as how many of how many, and one line for each label that was missed."""

    figures: dict[str, tuple[int, int]]
    missed: tuple[str, ...]


def squeezed(words: str | None) -> str:
    """Return letters and digits only, in lower case: line ends, hyphens and punctuation differ between readers."""
    return "".join(filter(str.isalnum, (words or "").lower()))


@cache
def document(file: str) -> Document:
    """Return a file of the shared folder as it is read."""
    return read(SHARED / file)


@cache
def papers(file: str) -> tuple[Paper, ...]:
    """Return the papers of a file with their decisions."""
    doc = document(file)
    return extract(doc, split(doc))


# ------------------------------------------------------------------ decisions


class Match(NamedTuple):
    """A record that has a label's quotation: what it does, and every outcome it gives."""

    record: Decision
    verb: str
    outcomes: frozenset[str]


def matches(label: Label) -> Iterator[Match]:
    """Yield the records that quote what a label quotes, the whole of it first. A part that does speaks for itself."""
    quote = squeezed(label["quote"])
    some = []
    for record in (d for paper in papers(label["file"]) for d in paper.decisions):
        part = next((p for p in record.parts if quote in squeezed(p.quote.text)), None)
        if part is not None:
            yield Match(record, part.verb, frozenset((part.outcome, record.outcome)))
            continue
        own = squeezed(record.text.text)
        whole = own + "".join(squeezed(q.text) for q in (record.stated, *(v.quote for v in record.votes)) if q)
        match = Match(record, record.verb, frozenset((record.outcome, *(p.outcome for p in record.parts))))
        if quote in whole:
            yield match
        elif quote[:SAME_START] in whole or quote[-SAME_START:] in whole or (len(own) >= FEWEST and own in quote):
            some.append(match)
    yield from some


def has_vote(label: Label, record: Decision) -> bool:
    """Return whether a vote of the record has the numbers that the label gives."""
    for_, against = label["votes"].get("for"), label["votes"].get("against")
    return any(for_ in (None, v.for_) and against in (None, v.against) for v in record.votes)


def has_item(label: Label, record: Decision) -> bool:
    """Return whether the record names the label's item by its number or its title."""
    title, own = squeezed(label["item_title"]), squeezed(record.item)
    numbers = [squeezed(n) for n in (label.get("item_number"), *label.get("item_number_also_accept", ()))]
    named = bool(own) and (title in own or own in title)
    return not title or named or (bool(record.item_number) and squeezed(record.item_number) in numbers)


def decisions(name: str = "decisions") -> Result:
    """Score the records of decisions: found, item, verb, outcome and votes of each label."""
    labels: list[Label] = json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    missed = []
    for label in labels:
        found = next(matches(label), None)
        if found is None:
            missed.append(_line("not found", label["file"], label["quote"]))
            continue
        record = found.record
        verbs = (label["verb"], *label.get("verb_also_accept", ()))
        checks = {
            "item": (has_item(label, record), f"{label['item_title']} / {record.item_number} {record.item}"),
            "verb": (found.verb in verbs, f"{label['verb']} / {found.verb}"),
            "outcome": (
                not found.outcomes.isdisjoint((label["outcome"], *label.get("outcome_also_accept", ()))),
                f"{label['outcome']} / {', '.join(sorted(found.outcomes))}",
            ),
        }
        if label.get("votes"):
            counted = ", ".join(f"{v.for_}:{v.against}" for v in record.votes)
            checks["votes"] = (has_vote(label, record), f"{label['votes']} / {counted}")
        right["found"] += 1
        for name, (ok, what) in checks.items():
            right[name] += ok
            if not ok:
                missed.append(_line(name, label["file"], f"{what} | {label['quote'][:60]}"))
    totals = {name: len(labels) for name in ("found", "item", "verb", "outcome")}
    totals["votes"] = sum(bool(label.get("votes")) for label in labels)
    return Result({name: (right[name], total) for name, total in totals.items()}, tuple(missed))


# ------------------------------------------------------------------ sections


def same_number(label: Label, section: Section) -> bool:
    """Return whether the section has the label's number, or one that ends with it (``20.i`` for ``i``)."""
    own = squeezed(section.number)
    numbers = [squeezed(n) for n in (label["number"], *(label.get("number_also_accept") or ()))]
    return bool(own) and (own in numbers or own.endswith(numbers[0]))


def is_section(label: Label, section: Section, text: str) -> bool:
    """Return whether a section is the labelled one: by its number and words, else by its heading."""
    words, heading = squeezed(label["first_words"])[:FIRST_WORDS], squeezed(label["heading"])
    body, own = squeezed(text), squeezed(section.heading)
    if label["number"] is not None:
        return same_number(label, section) and any(w and w in own + body for w in (words, heading))
    if heading:
        return bool(own) and (heading.startswith(own) or own.startswith(heading))
    return bool(words) and body.startswith(words)


def sections(name: str = "sections") -> Result:
    """Score the sections of minutes: those that must and should be found, and numbers that are no numbers."""
    labels: list[Label] = json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed = []
    for paper in labels:
        doc = document(paper["file"])
        own = [s for part in split(doc) for s in part.sections]
        used: set[str] = set()
        for label in paper["sections"]:
            free = (s for s in own if s.id not in used)
            found = next((s for s in free if is_section(label, s, doc.text[slice(*s.span)])), None)
            total[label["kind"]] += 1
            right[label["kind"]] += found is not None
            if found is None:
                what = f"{label['number']} {(label['heading'] or '')[:50]} | {(label['first_words'] or '')[:40]}"
                missed.append(_line(label["kind"], paper["file"], what))
            elif label["number"] is not None:
                used.add(found.id)
        known = [squeezed(label["number"]) for label in paper["sections"] if label["number"]]
        for section in own:
            if section.number:
                false = not squeezed(section.number).endswith(tuple(known))
                total["false numbers"] += 1
                right["false numbers"] += false
                if false:
                    missed.append(_line("false", paper["file"], f"{section.number} {section.heading[:50]}"))
    return Result({name: (right[name], count) for name, count in total.items()}, tuple(missed))


def _line(name: str, file: str, what: str) -> str:
    return f"{name}: {Path(file).name}: {what}"


SETS: dict[str, Callable[[], Result]] = {
    "decisions": decisions,
    "sections": sections,
    "decisions_2": partial(decisions, "decisions_2"),
    "decisions_3": partial(decisions, "decisions_3"),
    "decisions_4": partial(decisions, "decisions_4"),
    "sections_2": partial(sections, "sections_2"),
}


def main(arguments: Sequence[str]) -> int:
    """Print the labels that are missed and the figures of one set; the exit status."""
    if len(arguments) != 1 or arguments[0] not in SETS:
        print(f"Usage: python -m tests.eval.labels_score {'|'.join(SETS)}", file=sys.stderr)
        return 2
    if not SHARED.is_dir():
        print(f"{SHARED} is not here: the labelled papers are in it.", file=sys.stderr)
        return 2
    result = SETS[arguments[0]]()
    print("\n".join(result.missed))
    for name, (count, of) in result.figures.items():
        print(f"{name}: {count} of {of} ({count / max(1, of):.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
