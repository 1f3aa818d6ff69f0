"""A sentence as its features see it: with its passage, the question, and how the passage compares with the others."""

from __future__ import annotations

from typing import NamedTuple

from cqa.evidence.typed import FINDERS, TypedValue, values_in
from cqa.evidence.views import PassageView, QuestionView, SentenceView

TYPED = frozenset(FINDERS)
"""Sorts of value that a sentence can be seen to hold."""


class Background(NamedTuple):
    """How the passage compares with the others found: the best of each kind of score, and its neighbours' stems."""

    best_bag: float
    """The highest context score among all passages found."""
    best_paper: float
    """The highest paper score among all papers found."""
    paper: float
    """The score of this passage's paper: the mean of its best passages."""
    neighbours: frozenset[str]
    """Stems of the passages right before and after, where they were found too."""
    bag: float
    """This passage's own context score."""


class SentenceValues(NamedTuple):
    """The values of the sorts asked for in one sentence: whether there are any, and those that the question itself
    does not name."""

    any: bool = False
    new: tuple[TypedValue, ...] = ()


class FoundPassage(NamedTuple):
    """A passage found for a question."""

    question: QuestionView
    passage: PassageView
    background: Background
    values: tuple[SentenceValues, ...]
    """What values each of its sentences has; empty where no value is asked for."""


class Candidate(NamedTuple):
    """One sentence of a passage found. ``at`` is its place among the passage's sentences."""

    found: FoundPassage
    sentence: SentenceView
    at: int

    @property
    def question(self) -> QuestionView:
        """Return the question."""
        return self.found.question

    @property
    def text(self) -> str:
        """Return the words of the sentence."""
        return self.found.passage.passage.text[slice(*self.sentence.span)]

    @property
    def window(self) -> slice:
        """Return the places of the sentence and the ones beside it."""
        return slice(max(0, self.at - 1), self.at + 2)


def found_passage(question: QuestionView, passage: PassageView, background: Background) -> FoundPassage:
    """Return a passage with the values of its sentences, looked for once."""
    sorts = sorted(question.asks & TYPED)
    values: list[SentenceValues] = []
    for sentence in passage.sentences if sorts else ():
        text = passage.passage.text[slice(*sentence.span)]
        if any(FINDERS[sort](text) for sort in sorts):
            values.append(SentenceValues(True, tuple(values_in(text, question.asks, question.text))))
        else:
            values.append(SentenceValues())
    return FoundPassage(question, passage, background, tuple(values))
