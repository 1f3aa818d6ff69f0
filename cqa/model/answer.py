"""An answer and the evidence for it."""

from __future__ import annotations

from typing import Literal

from cqa.model.document import Span
from cqa.model.indexed import Passage
from cqa.record import dataclass

Verdict = Literal["cites", "mentions", "silent", "not held", "unreadable"]
"""What a council's papers say of a topic; ``not held`` means that the index has no paper of the council."""

Level = Literal["answer", "closest", "not found"]
"""How much is claimed: an answer, the closest passages without a claim, or nothing."""

YesNo = Literal["yes", "no", "partly"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that supports an answer, with the sentence in it that counts.

    ``quote`` is a span of canonical text inside the passage's; ``marks`` are offsets into the passage's text.
    """

    passage: Passage
    quote: Span
    score: float = 0.0
    marks: tuple[Span, ...] = ()
    matched: tuple[str, ...] = ()
    says: Verdict = "mentions"

    @property
    def sentence(self) -> str:
        """Return the quoted sentence."""
        start = self.quote[0] - self.passage.span[0]
        return self.passage.text[start : start + self.quote[1] - self.quote[0]]


@dataclass(frozen=True, slots=True)
class HolderVerdict:
    """What a council's papers (or one paper) say of a topic.

    ``first`` and ``last`` are the dates of the first and last paper that say it.
    """

    name: str
    code: str | None
    verdict: Verdict
    in_answer: bool
    papers: int = 0
    first: str | None = None
    last: str | None = None
    passages: tuple[str, ...] = ()
    whose_words: Literal["council", "inspectorate", "public", "other"] | None = None
    """Whose words its best passage is; None where nothing was found."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its evidence.

    ``found`` is False where the indexed papers do not have the answer. The evidence, if any, is then the closest
    passages, and nothing is claimed of them.
    """

    kind: str
    found: bool
    text: str
    value: object = None
    authorities: tuple[HolderVerdict, ...] = ()
    papers: tuple[HolderVerdict, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    """Probability (0-1) that the answer is right, by the fitted model; None where a record was looked up."""
    support: tuple[float, ...] = ()
    """The values of :data:`cqa.answer.answerability.NAMES` from which the confidence is computed."""
    verdict: YesNo | None = None
    """The answer to a yes-or-no question by a record or a sentence; None where neither decides it."""
    encoder: str | None = None
    """The sentence encoder that helped to rank the passages; None where none did."""

    @property
    def level(self) -> Level:
        """Return how much is claimed: an answer, the closest passages without a claim, or nothing found."""
        return "answer" if self.found else "closest" if self.evidence else "not found"
