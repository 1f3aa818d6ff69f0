"""What is known in the middle of an item: the motion that waits, the votes, the decisions made; and its sentences."""

from __future__ import annotations

from collections.abc import Iterator

from cqa.extract.decisions import votes
from cqa.extract.decisions.items import Item, words_start
from cqa.model import Decision, Quote, Section, Span
from cqa.record import dataclass, field
from cqa.text.sentences import light_sentence_spans

MOST_SENTENCE = 1200
"""Characters of a sentence; longer runs without a stop are lists or tables."""

MOST_LINE = 6000
"""Characters of a line without any stop that are looked at: no minutes write so, but broken files do."""


@dataclass(slots=True)
class Motion:
    """A motion that waits for its outcome."""

    said: Span
    section: int
    text: Span | None = None
    proposer: Quote | None = None
    seconder: Quote | None = None
    amendment: bool = False


@dataclass(slots=True)
class ItemState:
    """What is known so far in one item."""

    item: Item
    made: list[Decision] = field(default_factory=list)
    motion: Motion | None = None
    waiting: list[Motion] = field(default_factory=list)
    """Motions to which an amendment was moved: it is decided first."""
    counts: list[votes.Count] = field(default_factory=list)
    unanimous: Span | None = None
    taken: int = -1
    """Sections up to this index are part of a resolution that was read."""
    before: Span | None = None
    """The sentence before the one being read."""


def sentences(text: str, section: Section) -> Iterator[Span]:
    """The sentences of a section; of a table those of each cell."""
    spans = [c for row in section.rows for c in row.cells] or [(words_start(text, section), section.span[1])]
    for a, b in spans:
        for start, end in light_sentence_spans(text[a:b], a):
            if end - start <= MOST_SENTENCE:
                yield start, end
                continue
            at = start
            for line in text[start:end].splitlines(keepends=True):
                if line.strip():
                    yield at, at + min(len(line.rstrip()), MOST_LINE)
                at += len(line)
