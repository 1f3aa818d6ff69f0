"""What papers say of their type: named features, those of words as rows of ``features.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePath
from typing import Literal, NamedTuple

from cqa.extract.front_page import FrontPageField, HeadLine, clean
from cqa.extract.meeting.meeting import front_matter_end
from cqa.model import Document, Part, Span
from cqa.text.pattern import pattern

Where = Literal["opening", "title", "head", "head and 600", "top", "first line", "running", "file name"]
LONG = 90
"""Characters beyond which a line is running text, which says what the paper is only by its first words."""
HEADER = 160
"""Characters up to which a running header is the label of a paper."""
HEADERS = 4
"""Running headers that are searched."""
HEAD = 6
"""Lines that the head of a paper has apart from its title."""
PACK = 12_000
"""Characters from which an agenda that names the pages of its papers holds them."""
_ASSESSMENT = pattern(r"\beqia\b|\bequality\s+(?:impact\s+)?(?:assessment|analysis)\b", re.IGNORECASE)
"""A form that assesses a proposal has a title and an officer, as a report has."""
_PAGES = pattern(r"\(pages?\s+\d+\s*[-–]\s*\d+\)", re.IGNORECASE)
_SAID = ("decision record", "minutes", "agenda")
"""Features of which that counts which is said first."""


_IN_PAIRS = ("covering letter", "agenda or dear members", "a meeting is recorded", "meeting or minutes")
"""Features that count only with another: a letter that encloses an agenda, words of a meeting where it is named."""


class WordFeature(NamedTuple):
    """One row of the data."""

    name: str
    where: Where
    pattern: re.Pattern[str]
    reach: int
    """Lines of the opening, or characters of the top."""
    example: str
    counter: str
    says: str
    """The type of a paper that has nothing but this; empty where it says nothing alone."""


class Shown(NamedTuple):
    """A feature that a paper has, and the words that show it."""

    name: str
    span: Span | None = None


@cache
def word_features() -> tuple[WordFeature, ...]:
    """Return the rows of ``features.toml``."""
    rows = tomllib.loads((Path(__file__).parent / "features.toml").read_text(encoding="utf-8"))["feature"]
    return tuple(
        WordFeature(
            row["name"],
            row["where"],
            re.compile(row["pattern"], re.IGNORECASE),
            row.get("lines") or row.get("characters") or 0,
            row["example"],
            row["counter"],
            row.get("says", ""),
        )
        for row in rows
    )


class Front(NamedTuple):
    """What is known of a paper when its type is asked."""

    doc: Document
    part: Part
    lines: Sequence[HeadLine]
    fields: Sequence[FrontPageField]
    title: str
    pack: bool
    inspection: bool


def shown(front: Front) -> list[Shown]:
    """Return the features of a paper, each once; *first: minutes* is that of the words which come first."""
    found = [*_structure(front), *_words(front)]
    said = sorted((f.span, f.name) for f in found if f.name in _SAID and f.span is not None)
    names = {f.name for f in found}
    if said:
        found.append(Shown(f"first: {said[0][1]}", said[0][0]))
    if {"a meeting is recorded", "meeting or minutes"} <= names:
        found.append(Shown("minutes by their wording"))
    if {"covering letter", "agenda or dear members"} <= names:
        found.append(next(f._replace(name="letter with papers") for f in found if f.name == "covering letter"))
    found = [f for f in found if f.name not in _IN_PAIRS]
    if names & {"front block", "several papers", "inspectorate"}:
        return found
    return [*found, Shown("no front block"), *(f._replace(name=f"{f.name}, no front block") for f in found)]


def _structure(front: Front) -> Iterator[Shown]:
    yield Shown("any paper")
    if front.inspection:
        yield Shown("inspectorate", front.lines[0].span if front.lines else None)
    if front.pack:
        yield Shown("several papers")
    if front_block(front):
        yield Shown("front block", front.lines[0].span if front.lines else None)
    start, end = front.part.span
    listed = len(_PAGES.findall(front.doc.text, start, min(end, start + 2500)))
    if listed:
        yield Shown("pages of papers")
    if listed > 1 and end - start > PACK:
        yield Shown("pages of papers, long")


def front_block(front: Front) -> bool:
    """Return whether labels of a report are printed at its head: title and meeting, author and meeting."""
    posted = front_matter_end(front.doc, front.part)
    kinds = {f.kind for f in front.fields if f.kind != "other" and f.span[1] > posted}
    header = "title" in kinds and bool(kinds & {"meeting", "author", "meeting_date", "decision_date"})
    assessed = _ASSESSMENT.search("\n".join(line.text for line in front.lines[:3])) is not None
    header = header and not (assessed and "meeting" not in kinds)
    return header or {"author", "classification"} <= kinds or {"author", "meeting"} <= kinds


def _words(front: Front) -> Iterator[Shown]:
    for feature in word_features():
        found = _find(feature, front)
        if found is not None:
            yield Shown(feature.name, found or None)


def _find(feature: WordFeature, front: Front) -> Span | tuple[()] | None:
    """Return where a feature is; an empty tuple where it is outside the text, None where it is not."""
    if feature.where == "opening":
        return _in_lines(feature.pattern, front.lines[: feature.reach])
    start, end = front.part.span
    if feature.where == "top":
        match = feature.pattern.search(front.doc.text, start, min(end, start + feature.reach))
        return match.span() if match else None
    return () if any(feature.pattern.search(text) for text in _texts(feature.where, front)) else None


def _texts(where: Where, front: Front) -> Iterator[str]:
    """Yield the words of a place."""
    start, end = front.part.span
    if where == "running":
        yield from (clean(t) for t in front.doc.running_lines[:HEADERS] if start == 0 and len(t) < HEADER)
    elif where == "file name":
        yield from [PurePath(front.doc.path).stem.lower()] if start == 0 else []
    elif where == "first line":
        yield from (clean(line.text) for line in front.lines[:1])
    elif where == "title":
        yield front.title
    else:
        head = front.title + "\n" + "\n".join(line.text for line in front.lines[:HEAD])
        yield head if where == "head" else head + front.doc.text[start : min(end, start + 600)]


def _in_lines(words: re.Pattern[str], lines: Sequence[HeadLine]) -> Span | None:
    for line in lines:
        text = clean(line.text)
        if words.search(text) if len(text) <= LONG else words.match(text):
            return line.span
    return None
