"""What a sentence says of the topic of a which-question: asserted, denied, lacking, of another council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cqa.answer.context import AnswerContext
from cqa.evidence.patterns import cue
from cqa.evidence.polarity import SentencePolarity, read_sentence
from cqa.evidence.sentence_scorer import Concept, Sentence
from cqa.record import dataclass

SMALL_WORD = 5
"""Characters that may stand between two words of a name (*of the*)."""

BEFORE_TOPIC, AFTER_TOPIC = 40, 30
"""Characters before and after the topic in which a denial or a lack is said of it."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What a sentence says of the topic: its polarity, and whether it makes the claim (denied, lacking) asked for."""

    polarity: SentencePolarity
    claim_asked: bool
    claimed: bool


def stance(s: Sentence, context: AnswerContext) -> Stance:
    """Return what a sentence that holds a concept says of the topic."""
    head = frozenset(i for i, c in enumerate(context.concepts) if c.required)
    claim = context.question.claim
    return Stance(read(s, head), claim != "any", claim != "any" and claimed(s, claim))


def claimed(s: Sentence, claim: str) -> bool:
    """Return whether words of denial or of lack stand close to the topic in the sentence."""
    first = min(m.span[0] for m in s.matches) - s.span[0]
    last = max(m.span[1] for m in s.matches) - s.span[0]
    near = s.text[max(0, first - BEFORE_TOPIC) : last + AFTER_TOPIC]
    return cue(f"says_{claim}").search(near) is not None


Nouns = Sequence[tuple[set[int], bool]]
"""For each alternative head phrase the concepts without which it is not spoken of, and whether it is a name."""


def nouns_of(context: AnswerContext) -> Nouns:
    """For each alternative head phrase of the question, the concepts without which it is not spoken of: its last word,
    which is its noun (nuclear power *stations*), or all of *changes of social worker*; and whether it is a name."""
    concepts = context.concepts
    runs: dict[int, list[int]] = {}
    for i, c in enumerate(concepts):
        if c.required:
            runs.setdefault(c.run, []).append(i)
    found = []
    for run in runs.values():
        name = len(run) > 1 and all(concepts[i].named for i in run)
        whole = name or any(concepts[i].bound for i in run)
        found.append((set(run) if whole else {run[-1]}, name))
    return found


def whole(s: Sentence, nouns: Nouns, concepts: Sequence[Concept]) -> bool:
    """Return whether a sentence itself speaks of a head phrase; a name (*Signs of Safety*) must stand in one piece."""
    held = {m.concept for m in s.matches}
    return not nouns or any(run <= held and (not name or _in_one_piece(s, run, concepts)) for run, name in nouns)


def _in_one_piece(s: Sentence, run: set[int], concepts: Sequence[Concept]) -> bool:
    """Return whether the words of a name stand in their order with no more than a small word between each."""
    length = sum(len(concepts[i].written) + SMALL_WORD for i in run)
    spots = sorted((m.span, m.concept) for m in s.matches if m.concept in run)
    wanted = sorted(run)
    for at, (first, _) in enumerate(spots):
        near = [c for (_, end), c in spots[at:] if end <= first[0] + length]
        if list(dict.fromkeys(near)) == wanted:
            return True
    return False


def read(sentence: Sentence, head: frozenset[int] = frozenset()) -> SentencePolarity:
    """Return what the sentence says of the concepts that it holds; only one of ``head`` can be denied, where it holds
    any."""
    start = sentence.span[0]
    spans = {(m.span[0] - start, m.span[1] - start): m.concept for m in sentence.matches}
    reading = read_sentence(sentence.text, list(spans))
    if reading.denied and any(c in head for c in spans.values()):
        mine = [span for span, c in spans.items() if c in head]
        reading = replace(reading, denied=read_sentence(sentence.text, mine).denied)
    if _to_improve((*sentence.passage.path, sentence.passage.heading)):
        reading = replace(reading, problem=True, requirement=True, denied=False)
    return reading


@lru_cache(maxsize=500)
def _to_improve(headings: tuple[str, ...]) -> bool:
    """Return whether what is under the headings is to be improved; neighbours share theirs."""
    return bool(cue("to_improve").search(" ".join(headings)))
