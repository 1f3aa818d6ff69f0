"""The line to beat: plain BM25 over passages with their context, without rules, synonyms or kinds of question.

Each passage is one bag of stems: council, year, committees, title, headings and text. The whole question is the query.
Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009, with k1 0.9 and b 0.4 (the
values of Lin et al. for passages) and the idf of Lucene, which is never negative.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable

from cqa.model import Passage
from cqa.text.analyzer import stem

K1, B = 0.9, 0.4
FOUND = 10
"""Passages returned: as many as nDCG@10 looks at."""

STOP = frozenset(
    re.findall(
        r"\w+",
        "the a an of to in for on and or is are was were be been by with at as it its that this which what who when "
        "where how did does do has have had from not than their there any say said would could should can will may "
        "about into over under between during much many",
    )
)
"""Words of a question that are not looked for."""


class Bm25:
    """An index of passages in memory, for measuring."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._texts: list[tuple[str, str]] = []
        self._lengths = array("L")
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        for number, p in enumerate(passages):
            words = Counter(_stems(f"{_above(p)} {p.text}"))
            self._texts.append((p.file, p.text))
            self._lengths.append(sum(words.values()))
            for word, count in words.items():
                self._postings[word].extend((number, count))
        self._mean = sum(self._lengths) / max(1, len(self._lengths))

    def best(self, question: str) -> list[dict[str, str]]:
        """Return the best passages, first the best, in the form of the passages of an answer's JSON."""
        total = len(self._texts)
        scores: defaultdict[int, float] = defaultdict(float)
        for word in sorted(set(_stems(question))):
            held = self._postings.get(word, ())
            idf = math.log(1 + (total - len(held) / 2 + 0.5) / (len(held) / 2 + 0.5))
            for number, count in zip(held[::2], held[1::2], strict=True):
                share = 1 - B + B * self._lengths[number] / self._mean
                scores[number] += idf * count * (1 + K1) / (count + K1 * share)
        order = sorted(scores, key=lambda number: (-scores[number], number))[:FOUND]
        return [{"file": self._texts[n][0], "text": self._texts[n][1]} for n in order]


def _above(p: Passage) -> str:
    return " ".join((p.authority or "", (p.date or "")[:4], *p.committees, p.title or "", *p.path, p.heading or ""))


def _stems(text: str) -> list[str]:
    plain = text.lower().replace("\u2019s", "").replace("'s", "")
    return [stem(word) for word in re.findall(r"[a-z0-9]+", plain) if word not in STOP]
