"""Every number that ranking uses, with its reason and where it was measured.

Measured with ``tests/rank/measure_search.py`` (plain search, the gold questions' own words as the query) on the five
seed papers and the 43 council files.
"""

from __future__ import annotations

from cqa.engine.port import Weights
from cqa.record import dataclass, field


@dataclass(frozen=True, slots=True)
class RankWeights:
    """A passage's score is the engine's BM25 times ``coverage share ** coverage``, times one plus the
    bonuses, times the factors."""

    fields: Weights = field(default_factory=lambda: Weights(text=1.0, heading=0.6, title=0.3))
    """The words of a heading name what the paragraph below is about; a title's words are shared by the whole paper and
    hardly distinguish its passages."""

    coverage: float = 0.5
    """Exponent on the share (by idf) of the query's words that a passage has; for relaxed searches. Measured: 0 loses
    2 of 51 on cited@3 of the seeds, 1.5 loses 0.011 nDCG on the council files; flat between."""

    ordered: float = 0.3
    near: float = 0.1
    """Weights of neighbours side by side and within eight words (:mod:`~cqa.rank.term_proximity`) relative to 1 for
    each word, for a query any of whose words may match. Measured on the public collections: see
    ``tests/bench/ranking.py``."""

    feedback: float = 0.5
    feedback_best: int = 10
    feedback_words: int = 20
    """Such a query learns so many words from so many of its best passages; the most informative counts so much
    (:mod:`cqa.rank.feedback`). One setting for all: of 25 tried on a prototype it is the best by mean nDCG@10 of four
    collections whichever of the five is left out. By cisi and medline alone another would be chosen, by 0.01, that
    has 0.69 on scifact."""

    free_window: int = 200
    """As :attr:`window`, for such a query, whose good passages are further down: recall@100 of cranfield is 0.77 with
    100 and 0.80 with 200."""

    phrase: float = 0.35
    """Bonus when every pair of neighbours in the query is adjacent in the text, in the same order."""

    proximity: float = 0.30
    """Bonus when all matched words are next to each other, falling with the words between them (the smallest
    window, after Tao and Zhai, *An Exploration of Proximity Measures in Information Retrieval*, SIGIR 2007)."""

    written: float = 0.6
    """Bonus when the words were matched as written, not by a synonym: who asks for *caseloads* sees that word before
    *number of cases*. Measured against 0.15: nDCG +0.007 (seeds), +0.002 (council), +0.003 (papers); cited@3 -1 of 51,
    +1 of 35 and +1 of 60."""

    boilerplate: float = 0.25
    """Factor for passages that say nothing (*There are no specific implications*): below any substance, never lost."""

    stub: float = 0.55
    """Factor for passages of fewer than :attr:`stub_words` words: bare headings and labels, which BM25's length
    normalisation favours."""

    stub_words: int = 8

    roles: tuple[tuple[str, float], ...] = (("circulation", 0.7), ("appendices list", 0.7), ("background papers", 0.8))
    """Factors for sections that name papers and people without saying anything of them. A factor for the front matter
    and the officer contact was tried and lost 0.007 nDCG on the council files: *who* and *when* are answered there."""

    types: tuple[tuple[str, float], ...] = (("agenda", 0.85), ("agenda pack", 0.85), ("questionnaire", 0.9))
    """Factors for papers that list what other papers say."""

    same: float = 0.8
    """Passages of one paper with this share of shingles in common (resemblance, Broder 1997) are folded into one."""

    per_paper: int = 3
    """Passages of one paper before those of others, when the caller did not say."""

    window: int = 100
    """Hits of the engine that are ranked again; later ones keep the engine's order, so that paging is stable."""


WEIGHTS = RankWeights()
