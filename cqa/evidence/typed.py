"""Values of the sorts that questions ask for: where they stand in a text, and how well one fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cqa.evidence.patterns import cue, cue_words
from cqa.evidence.sentence_scorer import Concept
from cqa.model import Span
from cqa.text import dates, quantities
from cqa.text.analyzer import stems, tokenize, words

COUNTED_WITHIN = 5
"""Words between a number and the noun that it counts (*14 specific areas*, *17 recommendations*)."""

CLOSE = 20
"""Characters between a value and the topic's words at which it is half as close as right next to them."""


KEPT_TEXTS = 200
"""Texts whose values are kept: several features look through the same sentence and its passage."""


class TypedValue(NamedTuple):
    """A value as written, and its span in the text that was looked through."""

    text: str
    span: Span


def _all(found: re.Pattern[str]) -> Callable[[str], list[TypedValue]]:
    return lambda text: [TypedValue(m[0], m.span()) for m in found.finditer(text)]


def _pairs(find: Callable[[str], list[tuple[str, Span]]]) -> Callable[[str], list[TypedValue]]:
    return lambda text: [TypedValue(*one) for one in find(text)]


def _dates(text: str) -> list[TypedValue]:
    printed = [TypedValue(text[a:b], (a, b)) for a, b in dates.printed(text)]
    return [*printed, *_all(quantities.TERM)(text)]


_FINDERS: Mapping[str, Callable[[str], list[TypedValue]]] = {
    "date": _dates,
    "money": _all(quantities.MONEY),
    "number": _pairs(quantities.numbers),
    "share": _all(quantities.SHARE),
    "duration": _all(quantities.DURATION),
    "person": _pairs(quantities.people),
    "vote": lambda text: [TypedValue(m[0], m.span()) for m in cue("outcome").finditer(text)],
}
FINDERS: Mapping[str, Callable[[str], Sequence[TypedValue]]] = {
    sort: lru_cache(maxsize=KEPT_TEXTS)(find) for sort, find in _FINDERS.items()
}
"""How values of each sort are found; ``vote`` finds the words of an outcome."""


def values_in(text: str, sorts: frozenset[str], asked: str = "") -> list[TypedValue]:
    """Return the values of the sorts in a text, in their order, but those that the question ``asked`` names itself."""
    said = set(tokenize(asked))
    found = [v for sort in sorts if sort in FINDERS for v in FINDERS[sort](text)]
    kept = [v for v in found if not said or not said.issuperset(tokenize(v.text))]
    return sorted(dict.fromkeys(kept), key=lambda v: v.span)


def counted(plain: str, concepts: Sequence[Concept]) -> tuple[tuple[str, ...], ...]:
    """Return what *how many* counts, as stem sequences: the noun of the question and the other ways to say it."""
    match = re.search(r"how many (?:of the |of |more |fewer |different |separate )?((?:[a-z'-]+ ?){1,4})", plain)
    match = match or re.search(r"\bnumber of ((?:[a-z'-]+ ?){1,4})", plain)
    kept: list[str] = []
    for word in match[1].split() if match else ():
        if word in cue_words("no_noun"):
            break
        kept.append(word)
    if not kept:
        return ()
    noun = tuple(stems(" ".join(kept)))
    ways = [noun, noun[-1:]]
    for c in concepts:
        if c.variants[0][-1:] == noun[-1:] or c.variants[0] == noun:
            ways += c.variants
    return tuple(dict.fromkeys(ways))


def counts(text: str, value: Span, nouns: Sequence[tuple[str, ...]]) -> bool:
    """Return whether the number at ``value`` counts one of the nouns: it is in the words that follow, or right
    before."""
    after = [w.stem for w in words(text[value[1] : value[1] + 90])][:COUNTED_WITHIN]
    before = [w.stem for w in words(text[max(0, value[0] - 60) : value[0]])][-3:]
    return any(noun[-1] in after or noun[-1] in before for noun in nouns)


def closeness(value: Span, spots: Sequence[Span]) -> float:
    """Return how close a value stands to the nearest of the topic's words: 1 next to them, falling towards 0."""
    gaps = (max(0, start - value[1], value[0] - end) for start, end in spots)
    return 1.0 / (1.0 + min(gaps, default=1000) / CLOSE)
