"""From the words of a topic to concepts: phrases of the field kept whole, each with its other wordings.

A phrase that the vocabulary knows (*looked after children*, *round the clock*) is one concept, with its synonyms and
acronyms; everyday words bring the words that papers use, as lesser ways to say it. Every other word is a concept by
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cqa.gazetteer.thesaurus import alternatives
from cqa.query.vocabulary import paraphrases, synonyms
from cqa.question.patterns import is_function_word, stated_as
from cqa.question.question import Question
from cqa.question.topic import TopicWord
from cqa.record import dataclass
from cqa.text.analyzer import Token, stems, words

LONGEST_TERM = 6
"""Words in the longest term looked up."""


NUMBER_WORDS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}
"""Numbers that people write in words and papers print in figures, as style guides have it: from ten on."""

_JUDGING = frozenset({"high", "low", "higher", "lower", "excessive", "poor", "good", "weak", "strong"})
"""Words that judge the noun after them: *high caseloads* is about caseloads."""

_LISTING = frozenset({"which", "many"})
"""Words before the noun of what a question lists."""


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """A concept before it is weighed: the ways to say it, the first as written; ``lay`` when only a paraphrase knows
    it."""

    written: str
    said: tuple[str, ...]
    required: bool
    run: int
    lay: bool = False
    group: int = 0
    bound: bool = False
    named: bool = False
    """A name of one word, to be found in its very form."""
    judged: bool = False
    """The question's judging words stand at it."""
    event: bool = False
    """What a when-question asks the date of."""
    lesser: tuple[str, ...] = ()
    """Those of ``said`` that are near in meaning and not the same: papers' words for everyday ones."""

    @property
    def variants(self) -> tuple[tuple[str, ...], ...]:
        """Return the ways to say it, as stems."""
        return tuple(dict.fromkeys(tuple(stems(way)) for way in self.said))

    @property
    def equals(self) -> tuple[tuple[str, ...], ...]:
        """Return the ways that mean the same, as stems."""
        lesser = {tuple(stems(way)) for way in self.lesser}
        return tuple(way for way in self.variants if way not in lesser)


def terms_of(question: Question) -> tuple[TopicTerm, ...]:
    """Return the topic's terms in the order of the question, each once."""
    tokens = words(question.text)
    topic = {w.span[0]: w for w in question.topic}
    found: list[TopicTerm] = []
    at = 0
    while at < len(tokens):
        event = _event(tokens, at, topic) if question.kind in ("when", "who") else None
        if event is not None:
            found.append(event[0])
            at += event[1]
            continue
        if at and tokens[at - 1].exact in _LISTING and tokens[at].start not in topic:
            at += 1  # "which councils plan to ...": what is listed begins no term (*council plan*)
            continue
        term, length = _longest(tokens, at, topic)
        if term is not None:
            found.append(term)
            at += length
            continue
        word = topic.get(tokens[at].start)
        if word is not None:
            figure = NUMBER_WORDS.get(tokens[at].exact)
            said = (word.text.lower(), *((str(figure),) if figure else ()))
            named, judged = word.named, word.judged
            required = not word.generic
            found.append(TopicTerm(word.text, said, required, word.run, group=word.group, named=named, judged=judged))
        at += 1
    bound = {w.run for w in question.topic if w.bound}
    return _merged([replace(t, bound=True) if t.run in bound else t for t in found])


def _event(tokens: Sequence[Token], at: int, topic: dict[int, TopicWord]) -> tuple[TopicTerm, int] | None:
    """Return the event that a when-question asks for, with the ways that papers state it."""
    word = topic.get(tokens[at].start)
    if word is None:
        return None
    for length in (2, 1):
        asked = " ".join(t.exact for t in tokens[at : at + length])
        said = stated_as(asked)
        if said:
            return TopicTerm(
                asked, tuple(dict.fromkeys([asked, *said])), True, word.run, group=word.group, event=True
            ), length
    return None


def _longest(tokens: Sequence[Token], at: int, topic: dict[int, TopicWord]) -> tuple[TopicTerm | None, int]:
    """Return the longest term of the vocabulary that begins here and holds a word of the topic."""
    sequence = [t.stem for t in tokens]
    for length in range(min(LONGEST_TERM, len(tokens) - at), 0, -1):
        key = tuple(sequence[at : at + length])
        inside = [topic[t.start] for t in tokens[at : at + length] if t.start in topic]
        if not inside:
            continue
        same, lay = synonyms().get(key), paraphrases().get(key, ())
        everyday = (*lay, *alternatives(key))
        if same is None and not everyday:
            continue
        ends_aside = tokens[at + length - 1].start not in topic and is_function_word(tokens[at + length - 1].exact)
        if ends_aside and not everyday:
            continue
        if length > 1 and (
            (is_function_word(tokens[at].exact) and not everyday and length < 4) or tokens[at].exact in _JUDGING
        ):
            continue
        written = " ".join(t.exact for t in tokens[at : at + length])
        equal = [written, *(same or ())]
        known = {tuple(stems(way)) for way in equal}
        lesser = tuple(way for way in everyday if tuple(stems(way)) not in known)
        also = [other for way in lay for other in synonyms().get(tuple(stems(way)), ())]
        said = tuple(dict.fromkeys(way for way in (*equal, *lay, *also, *lesser) if stems(way)))
        required = (length > 1 and same is not None) or any(not w.generic for w in inside)
        judged = any(w.judged for w in inside)
        run, group = inside[0].run, inside[0].group
        return TopicTerm(written, said, required, run, same is None, group, judged=judged, lesser=lesser), length
    return None, 1


def _merged(terms: Sequence[TopicTerm]) -> tuple[TopicTerm, ...]:
    """Terms that mean the same (one is a variant of another) become one."""
    kept: list[TopicTerm] = []
    for term in terms:
        for i, other in enumerate(kept):
            if term.variants[0] in other.equals or other.variants[0] in term.equals:
                both = tuple(dict.fromkeys(other.said + term.said))
                kept[i] = replace(
                    other,
                    said=both,
                    required=other.required or term.required,
                    lay=other.lay and term.lay,
                    event=other.event or term.event,
                    judged=other.judged or term.judged,
                    lesser=tuple(dict.fromkeys(other.lesser + term.lesser)),
                )
                break
        else:
            kept.append(term)
    return tuple(kept)


@lru_cache(maxsize=1)
def glossary() -> dict[str, str]:
    """Acronyms (folded) with their usual expansion, for when no paper spells one out."""
    from cqa.query.vocabulary import acronyms

    return {acronym.casefold(): expansion for acronym, expansion, _ in acronyms()}
