"""Decisions, recommendations and votes as minutes and notices record them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cqa.model.document import Span
from cqa.record import dataclass

Outcome = Literal["carried", "lost", "deferred", "noted", "withdrawn", "referred", "amended", "proposed"]
"""What came of a decision. ``proposed`` is a recommendation or motion without a recorded outcome."""


class Quote(NamedTuple):
    """Words of the paper: ``text`` equals the canonical text at ``span``."""

    text: str
    span: Span


class DecisionPart(NamedTuple):
    """One lettered or numbered part of a decision, with what it does and what came of it."""

    number: str
    quote: Quote
    verb: str
    outcome: Outcome


class VoteCount(NamedTuple):
    """A recorded vote: how many were for, against and abstained; None where the paper gives no number.

    ``parts`` are the numbers of the parts that were voted on, empty for all of them.
    """

    quote: Quote
    for_: int | None = None
    against: int | None = None
    abstained: int | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a body or person, or one recommendation or motion put to them.

    ``verb`` is the plain form of what it does (*approve, note, call in*), *resolve* where it names nothing else.
    ``item`` is the title of the agenda item and ``item_number`` its number as printed. ``text`` are the words of
    the resolution, recommendation or motion. ``stated`` are the words that state the outcome where they are
    separate from ``text`` (*The motion was carried*). ``section`` is the id of the section with the decision.
    """

    item: str
    item_number: str | None
    text: Quote
    verb: str
    outcome: Outcome
    section: str
    item_span: Span | None = None
    stated: Quote | None = None
    parts: tuple[DecisionPart, ...] = ()
    votes: tuple[VoteCount, ...] = ()
    proposer: Quote | None = None
    seconder: Quote | None = None
    decider: Quote | None = None
    date: str | None = None
    date_span: Span | None = None
    rule: str = ""
    confidence: float = 1.0
