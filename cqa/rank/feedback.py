"""Pseudo-relevance feedback: the words that the best passages share lift passages that have them, too.

The relevance model of Lavrenko and Croft, *Relevance-Based Language Models*, SIGIR 2001, mixed with the query as in
Abdul-Jaleel et al., *UMass at TREC 2004: Novelty and HARD*, here in the terms of BM25: a word's weight is its
saturated count in the best passages, averaged by the squares of their scores, times its rarity. Rarity is taken among
the hits themselves, as Xu and Croft, *Query Expansion Using Local and Global Document Analysis*, SIGIR 1996, take
expansion words from passages that were found.

Only the order of what was found changes: never what matches, nor how much.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from cqa.rank.window import Window

MOST_SHARE = 0.5
"""A word that more of the passages have distinguishes nothing."""


class Feedback(NamedTuple):
    """The words learnt (stems), most informative first, and each passage's score for them."""

    words: tuple[str, ...]
    scores: tuple[float, ...]


def feedback(
    texts: Sequence[Sequence[str]], scores: Sequence[float], window: Window, best: int, words: int, weight: float
) -> Feedback:
    """Learn from the ``best`` passages by ``scores``: at most ``words`` words, the most informative of them counting
    ``weight`` of what a word of the query counts.

    ``texts`` are the stems of each passage. Nothing is learnt from fewer passages than twice ``best``.
    """
    if len(texts) < 2 * best:
        return Feedback((), (0.0,) * len(texts))
    counts = [Counter(text) for text in texts]
    holding = Counter(word for its in counts for word in its)
    top = sorted(range(len(texts)), key=lambda i: (-scores[i], i))[:best]
    weights = _weights(top, counts, texts, scores, window)
    informative = {
        word: value * window.idf(holding[word])
        for word, value in weights.items()
        if 2 <= holding[word] <= MOST_SHARE * len(texts) and len(word) > 1 and not word.isdigit()
    }
    learnt = sorted(informative, key=lambda word: (-informative[word], word))[:words]
    if not learnt:
        return Feedback((), (0.0,) * len(texts))
    factor = {word: weight * informative[word] / informative[learnt[0]] * window.idf(holding[word]) for word in learnt}
    return Feedback(
        tuple(learnt),
        tuple(
            sum(factor[word] * window.saturated(its[word], len(text)) for word in learnt if word in its)
            for its, text in zip(counts, texts, strict=True)
        ),
    )


def _weights(
    top: Sequence[int], counts: Sequence[Counter[str]], texts: Sequence[Sequence[str]], scores: Sequence[float],
    window: Window,
) -> dict[str, float]:  # fmt: skip
    """Return each word's saturated count in the best passages, averaged by the squares of their scores."""
    total = sum(scores[i] ** 2 for i in top) or 1.0
    weights: dict[str, float] = defaultdict(float)
    for i in top:
        for word, times in counts[i].items():
            weights[word] += scores[i] ** 2 / total * window.saturated(times, len(texts[i]))
    return weights
