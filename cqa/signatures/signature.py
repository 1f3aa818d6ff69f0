"""The signature of a paper: its most frequent stems, and a sketch of its wording.

Stems are weighted as in *lnc* of SMART: logarithm of the frequency, divided by the length of the vector (Manning,
Raghavan & Schütze 2008, *Introduction to Information Retrieval*, 6.4.3). The sketch has the smallest hashes of the
paper's shingles (Broder 1997, *On the resemblance and containment of documents*): the share that two sketches have in
common estimates the share of the wording that two papers have in common.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from heapq import nsmallest

from cqa.model import Passage
from cqa.record import dataclass
from cqa.text.analyzer import STEMS as STEMS_OF
from cqa.text.analyzer import tokenize
from cqa.text.pattern import pattern
from cqa.text.stop_words import stop_words

STEMS = 200
"""Stems kept of a paper, the most frequent: more change no first three of the judged set."""

SKETCH = 128
"""Hashes kept of a paper: the standard error of a share is then at most 4 in 100 (1 / (2 · √128))."""

SHINGLE = 4
"""Words of a shingle: long enough that common phrases count for nothing."""

TITLE = 3
"""How often a word of the title counts: it names the matter, which long papers mention less than their details."""

NOT_COUNTED = frozenset(
    (
        *("front matter", "confidentiality", "officer contact", "wards affected", "circulation"),
        *("background papers", "supporting documents", "appendices list"),
    )
)
"""Roles of sections that are alike in all papers of a council, and say nothing of the matter."""

_LETTER = pattern(r"^\W*dear\s+\w|\byours\s+(?:sincerely|faithfully)\b", re.IGNORECASE | re.MULTILINE)
"""The opening and the close of a covering letter."""


@dataclass(frozen=True, slots=True)
class Signature:
    """``weights`` are of stems (0-1), ``written`` how each is most often written, ``counts`` how often. ``sketch`` has
    the smallest hashes of the shingles in order; ``shingles`` is the number of all of them."""

    weights: dict[str, float]
    counts: dict[str, int]
    written: dict[str, str]
    sketch: tuple[int, ...]
    shingles: int


def is_counted(passage: Passage) -> bool:
    """Return whether a passage says something of the matter: contact blocks, front matter and letters do not."""
    return passage.role not in NOT_COUNTED and not _LETTER.search(passage.text)


def signature_of(title: str, texts: Iterable[str]) -> Signature:
    """Return the signature of a paper from its title and the texts of its counted passages."""
    forms: Counter[str] = Counter(dict.fromkeys(tokenize(title), TITLE))
    hashes: set[int] = set()
    for tokens in map(tokenize, texts):
        forms.update(tokens)
        hashes |= shingle_hashes(tokens)
    counts, written = _by_stem(forms)
    length = math.sqrt(sum((1 + math.log(n)) ** 2 for n in counts.values()))
    best = sorted(counts, key=lambda stem: (-counts[stem], stem))[:STEMS]
    return Signature(
        {stem: (1 + math.log(counts[stem])) / length for stem in best},
        {stem: counts[stem] for stem in best},
        {stem: written[stem] for stem in best},
        tuple(nsmallest(SKETCH, hashes)),
        len(hashes),
    )


def counted(texts: Iterable[str]) -> tuple[Counter[str], dict[str, str]]:
    """Return how often each stem occurs, and how it is most often written; words of grammar are left out."""
    forms: Counter[str] = Counter()
    for text in texts:
        forms.update(tokenize(text))
    return _by_stem(forms)


def _by_stem(forms: Mapping[str, int]) -> tuple[Counter[str], dict[str, str]]:
    grammar = stop_words("queries")
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for form in sorted(forms, key=lambda form: (-forms[form], form)):
        if len(form) > 2 and form.isalpha() and form not in grammar:
            stem = STEMS_OF[form]
            counts[stem] += forms[form]
            written.setdefault(stem, form)
    return counts, written


def shingle_hashes(tokens: Sequence[str]) -> set[int]:
    """Return a hash of 62 bits of each run of :data:`SHINGLE` words; of all words where there are fewer."""
    runs = {" ".join(tokens[i : i + SHINGLE]) for i in range(max(len(tokens) - SHINGLE + 1, 1))} if tokens else set()
    return {hashed(run) for run in runs}


def hashed(text: str) -> int:
    """Return a hash that is the same on every machine and fits a column of SQLite."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 2


def joined(signatures: Iterable[Signature]) -> Signature:
    """Return the signature of several papers together, such as those of a pack."""
    several = tuple(signatures)
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for one in several:
        counts.update(one.counts)
        written = {**one.written, **written}
    sketch = nsmallest(SKETCH, {h for one in several for h in one.sketch})
    return Signature({}, dict(counts), written, tuple(sketch), sum(one.shingles for one in several))


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of the shingles of either paper that are in both (0-1), from two sketches.

    Of the smallest hashes of both together, those in both are counted (Broder 1997, section 3).
    """
    a, b = set(one), set(other)
    if not a or not b:
        return 0.0
    size = SKETCH if max(len(a), len(b)) >= SKETCH else len(a | b)
    smallest = nsmallest(size, a | b)
    return sum(h in a and h in b for h in smallest) / len(smallest)


def containment(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of the shingles of the first sketch's paper that the second's has, too (0-1).

    Only hashes that are small enough for either sketch are compared, since only of those is it known.
    """
    if not one or not other:
        return 0.0
    known = [h for h in one if len(other) < SKETCH or h <= other[-1]]
    return sum(h in set(other) for h in known) / len(known) if len(known) >= FEWEST_KNOWN else 0.0


FEWEST_KNOWN = 8
"""Hashes from which a containment is estimated."""
