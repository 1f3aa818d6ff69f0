"""What is known in the middle of an item: the motion that waits, the votes, the decisions made; and its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cqa.extract.decisions import votes
from cqa.extract.decisions.items import Item, words_start
from cqa.model import Decision, Quote, Section, Span
from cqa.record import dataclass, field
from cqa.text.sentences import paragraph_sentence_spans

MOST_SENTENCE = 1200
"""Characters of a sentence; longer runs without a stop are lists or tables."""

MOST_LINE = 6000
"""Characters of a line without any stop that are searched: no minutes write so, but broken files do."""

BLOCK_TAGS = ("td", "tr", "th", "div", "p>", "p ", "br", "table", "tbody", "li", "ul", "ol")
LONGEST_TAG = 8
"""Characters of a tag by which it is known as one that ends a paragraph."""

LONGEST_PARAGRAPH = 300
"""Characters of a paragraph that *Agreed.* at its end decides as a whole; of a longer one it decides one sentence."""


@dataclass(slots=True)
class Motion:
    """A motion that waits for its outcome. ``number`` is that of its paragraph (*the motion in paragraph 2*)."""

    said: Span
    section: int
    text: Span | None = None
    proposer: Quote | None = None
    seconder: Quote | None = None
    amendment: bool = False
    number: str = ""
    guessed: bool = False
    """Its text is the sentence before its movers, unless what comes below them begins with *That*."""


@dataclass(slots=True)
class Reading:
    """One item while it is read. ``small``: a parish or town council, whose motions are carried if seconded."""

    text: str
    sections: Sequence[Section]
    item: Item
    small: bool = False
    made: list[Decision] = field(default_factory=list)
    motion: Motion | None = None
    waiting: list[Motion] = field(default_factory=list)
    """Motions to which an amendment was moved, or before which one on the meeting itself is decided."""
    counts: list[votes.Count] = field(default_factory=list)
    unanimous: Span | None = None
    lead: Span | None = None
    """The sentence that says that the voting was as follows."""
    side: votes.Side | None = None
    """The side of a roll call (*For* alone on a line) whose names are being read."""
    taken: int = -1
    """Sections up to this index are part of a resolution that was read."""
    before: Span | None = None
    """The sentence before the one being read, None where that is a question or a speech."""
    speech: bool = False
    """The paragraph is what a person says, in a verbatim report."""

    @property
    def last(self) -> Decision | None:
        """Return the decision just made."""
        return self.made[-1] if self.made else None

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[slice(*span)]

    def quote(self, span: Span) -> Quote:
        """Return a span as a quotation."""
        return Quote(self.text[slice(*span)], span)

    def forget_votes(self) -> None:
        """Drop the votes counted so far: they belong to what was decided."""
        self.counts, self.unanimous, self.lead = [], None, None

    def paragraph(self, span: Span) -> Span:
        """Return the paragraph of a sentence up to its end, or the sentence where the paragraph is long."""
        own = (self.sections[k] for k in self.item.sections)
        at = next((s for s in own if s.kind != "table" and s.span[0] <= span[0] < s.span[1]), None)
        start = words_start(self.text, at) if at else span[0]
        return (start, span[1]) if span[1] - start <= LONGEST_PARAGRAPH else span


def sentences(text: str, section: Section) -> Iterator[Span]:
    """Yield the sentences of a section; of a table those of each cell."""
    spans = [c for row in section.rows for c in row.cells] or [(words_start(text, section), section.span[1])]
    for a, b in (piece for span in spans for piece in _between_tags(text, span)):
        for start, end in paragraph_sentence_spans(text[a:b], a):
            if end - start <= MOST_SENTENCE:
                yield start, end
                continue
            at = start
            for line in text[start:end].splitlines(keepends=True):
                if line.strip():
                    yield at, at + min(len(line.rstrip()), MOST_LINE)
                at += len(line)


def _between_tags(text: str, span: Span) -> Iterator[Span]:
    """Return the pieces of a table that a Markdown file has as HTML, all of them in one line."""
    start, end = span
    at = text.find("<", start, end)
    while at >= 0:
        name = text[at + 1 : at + LONGEST_TAG].lstrip("/").lower()
        close = text.find(">", at, end)
        if close >= 0 and name.startswith(BLOCK_TAGS):
            if any(map(str.isalnum, text[start:at])):
                yield start, at
            start = close + 1
        at = text.find("<", max(close, at) + 1, end)
    if start < end:
        yield start, end
