"""The order of passages: scored, then near-duplicates folded and spread over papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import prod

from cqa.engine.port import Hit
from cqa.model import Passage, Span
from cqa.query.nodes import Node
from cqa.rank.duplicates import NearDuplicates
from cqa.rank.feedback import feedback
from cqa.rank.highlight import highlights, matched
from cqa.rank.matching import TEXT, PassageFields, find, text_words, wanted
from cqa.rank.signals import ScorePart, parts
from cqa.rank.term_proximity import Together, pair_scores, together
from cqa.rank.weights import WEIGHTS, RankWeights
from cqa.rank.window import Window
from cqa.record import dataclass

SHOWN_WORDS = 6
"""Words learnt that are shown in an explanation."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score and what made it, what to mark in it and by which words it was found.

    ``highlights`` are offsets into the passage's text. ``same`` are the ids of folded passages that say the same.
    """

    passage: Passage
    score: float
    engine_score: float
    parts: tuple[ScorePart, ...] = ()
    highlights: tuple[Span, ...] = ()
    matched: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


def rerank(
    hits: Sequence[Hit], tree: Node, weights: RankWeights = WEIGHTS, idf: Mapping[str, float] | None = None
) -> list[Ranked]:
    """Return the hits by score, best first; equal scores by newest date, then file, place and id. :func:`mark` marks
    them.

    ``tree`` is what was asked (with synonyms), also when a relaxed form of it found the hits: a passage is then
    scored by its share of the whole. ``idf`` says how informative each concept is, by its written form; only that
    share uses it.
    """
    asked = wanted(tree)
    ranked: list[Ranked] = []
    for hit in hits:
        passage_words = PassageFields(hit.passage, asked)
        found = find(passage_words, asked)
        made = parts(hit.passage, passage_words, found, asked.concepts, idf or {}, weights)
        score = hit.score * prod(part.factor for part in made)
        ranked.append(Ranked(hit.passage, round(score, 6), hit.score, made))
    ranked.sort(key=_key)
    return ranked


def rerank_free(hits: Sequence[Hit], tree: Node, weights: RankWeights = WEIGHTS) -> list[Ranked]:
    """Do as :func:`rerank`, for a query any of whose words may match: what occurs together is scored pair by pair, and
    the words of the best passages lift the others that have them."""
    asked = wanted(tree)
    texts: list[Sequence[str]] = []
    pairs: list[dict[int, Together]] = []
    made: list[tuple[ScorePart, ...]] = []
    for hit in hits:
        passage_words = PassageFields(hit.passage, asked)
        found = find(passage_words, asked)
        texts.append(passage_words.fields[TEXT].stemmed)
        pairs.append(together(found))
        made.append(parts(hit.passage, passage_words, found, asked.concepts, {}, weights, free=True))
    window = Window([len(text) for text in texts])
    proximity = pair_scores(pairs, [len(text) for text in texts], window, weights.ordered, weights.near)
    words = [hit.score + more for hit, more in zip(hits, proximity, strict=True)]
    factors = [prod(part.factor for part in its) for its in made]
    first = [score * factor for score, factor in zip(words, factors, strict=True)]
    learnt = feedback(texts, first, window, weights.feedback_best, weights.feedback_words, weights.feedback)
    label = f"words of the best passages ({', '.join(learnt.words[:SHOWN_WORDS])}…)"
    ranked = []
    for hit, its, more, word, learned, factor in zip(hits, made, proximity, words, learnt.scores, factors, strict=True):
        extra = _ratio("words side by side", more, hit.score), _ratio(label, learned, word)
        shown = (*its, *(part for part in extra if part.factor != 1.0))
        ranked.append(Ranked(hit.passage, round((word + learned) * factor, 6), hit.score, shown))
    ranked.sort(key=_key)
    return ranked


def _ratio(name: str, more: float, score: float) -> ScorePart:
    """Return what is added to a score, as what it multiplies by."""
    return ScorePart(name, 1.0 + more / score if score else 1.0)


def mark(ranked: Ranked, tree: Node) -> Ranked:
    """Return the passage with its highlights and the words that it was found by."""
    asked = wanted(tree)
    passage_words = PassageFields(ranked.passage, asked)
    found = find(passage_words, asked)
    return replace(
        ranked,
        highlights=highlights(passage_words, found, asked.concepts),
        matched=matched(found, asked.concepts),
    )


def spread(
    ranked: Iterable[Ranked], per_paper: int, *, drop: bool = False, weights: RankWeights = WEIGHTS
) -> list[Ranked]:
    """Return the same passages with near-duplicates after all others, the best of them named in ``same`` of the first.

    The first ``per_paper`` of each paper come first, the others after all those; with ``drop`` the others do
    not come at all. 0 is no limit.
    """
    seen = NearDuplicates(weights.same)
    folded: dict[str, list[str]] = {}
    kept: list[Ranked] = []
    repeats: list[Ranked] = []
    for r in ranked:
        same = seen.find_or_add(r.passage, text_words(r.passage.text))
        if same is None:
            kept.append(r)
        else:
            folded.setdefault(same, []).append(r.passage.id)
            repeats.append(r)
    counts: Counter[str] = Counter()
    first: list[Ranked] = []
    later: list[Ranked] = []
    for r in kept:
        counts[r.passage.paper] += 1
        full = per_paper and counts[r.passage.paper] > per_paper
        same_as = folded.get(r.passage.id)
        (later if full else first).append(replace(r, same=tuple(same_as)) if same_as else r)
    again: list[Ranked] = []
    for r in repeats:
        counts[r.passage.paper] += 1
        if not (drop and per_paper and counts[r.passage.paper] > per_paper):
            again.append(r)
    return first + again if drop else first + later + again


def _key(r: Ranked) -> tuple[float, int, str, int, str]:
    p = r.passage
    return -r.score, -int(p.date.replace("-", "").ljust(8, "0") or 0) if p.date else 0, p.file, p.order, p.id
