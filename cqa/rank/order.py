"""The order of passages: scored, then near-duplicates folded and spread over papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cqa.engine.port import Hit
from cqa.model import Passage, Span
from cqa.query.nodes import Node
from cqa.rank.duplicates import Seen
from cqa.rank.highlight import highlights, matched
from cqa.rank.matching import PassageWords, concepts, find
from cqa.rank.signals import Part, parts
from cqa.rank.weights import WEIGHTS, RankWeights


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score and what made it, what to mark in it and by which words it was found.

    ``highlights`` are offsets into the passage's text. ``same`` are the ids of folded passages that say the same.
    """

    passage: Passage
    score: float
    engine_score: float
    parts: tuple[Part, ...] = ()
    highlights: tuple[Span, ...] = ()
    matched: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    words: PassageWords | None = field(default=None, repr=False, compare=False)


def rerank(
    hits: Sequence[Hit], tree: Node, weights: RankWeights = WEIGHTS, idf: Mapping[str, float] | None = None
) -> list[Ranked]:
    """The hits by score, best first; equal scores by newest date, then file, place and id.

    ``tree`` is what was asked (with synonyms), also when a relaxed form of it found the hits: a passage is then scored by
    its share of the whole. ``idf`` says how telling each concept is, by its written form; only that share uses it.
    """
    wanted = concepts(tree)
    ranked: list[Ranked] = []
    for hit in hits:
        passage_words = PassageWords(hit.passage)
        found = find(passage_words, wanted)
        made = parts(hit.passage, passage_words, found, wanted, idf or {}, weights)
        score = hit.score
        for part in made:
            score *= part.factor
        marks = highlights(passage_words, found, wanted)
        ranked.append(
            Ranked(hit.passage, round(score, 6), hit.score, made, marks, matched(found, wanted), words=passage_words)
        )
    ranked.sort(key=_key)
    return ranked


def spread(
    ranked: Iterable[Ranked], per_paper: int, *, drop: bool = False, weights: RankWeights = WEIGHTS
) -> Iterator[Ranked]:
    """The same passages with near-duplicates folded into the best of them, lazily.

    The first ``per_paper`` of each paper come first, the others after all those; with ``drop`` the others do
    not come at all. 0 is no limit. What is yielded up to any place does not depend on how far one reads.
    """
    ranked = list(ranked)
    folded: dict[str, list[str]] = {}
    seen = Seen(weights.same)
    kept: list[Ranked] = []
    for r in ranked:
        same = seen.find_or_add(r.passage, r.words or PassageWords(r.passage))
        if same is None:
            kept.append(r)
        else:
            folded.setdefault(same, []).append(r.passage.id)
    counts: Counter[str] = Counter()
    later: list[Ranked] = []
    for r in kept:
        if per_paper and counts[r.passage.paper] >= per_paper:
            later.append(r)
            continue
        counts[r.passage.paper] += 1
        yield _with_same(r, folded)
    if not drop:
        for r in later:
            yield _with_same(r, folded)


def _with_same(r: Ranked, folded: Mapping[str, Sequence[str]]) -> Ranked:
    return replace(r, same=tuple(folded.get(r.passage.id, ())))


def _key(r: Ranked) -> tuple[float, int, str, int, str]:
    p = r.passage
    return -r.score, -int(p.date.replace("-", "").ljust(8, "0") or 0) if p.date else 0, p.file, p.order, p.id
