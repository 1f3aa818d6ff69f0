"""Passages like one."""

from __future__ import annotations

from dataclasses import replace

from cqa.engine.port import Engine, Request
from cqa.model import Passage
from cqa.query.nodes import And, Everything, Node, Not, Or, Value, Word
from cqa.rank.duplicates import NearDuplicates
from cqa.signatures.signature import counted
from cqa.signatures.store import signatures
from cqa.similar.result import SimilarPassages
from cqa.similar.sections import SAME_WORDING
from cqa.similar.words import compared, likeness
from cqa.text.analyzer import tokenize

CANDIDATES = 60
"""Passages compared word by word: the engine's best."""

INFORMATIVE = 40
"""Stems that represent a passage."""


def similar_passages(engine: Engine, passage: Passage, filters: Node | None = None, limit: int = 10) -> SimilarPassages:
    """Return passages of other papers that share a passage's informative words, the same wording once."""
    with signatures(engine) as known:
        asked = compared(known, *counted([passage.text]), most=INFORMATIVE)
    if not asked.weights:
        return SimilarPassages(passage, (), ())
    words = Or(tuple(Word(asked.written[stem]) for stem in asked.weights))
    inside = And((filters or Everything(), Not(Value("paper", passage.paper))))
    seen, likes = NearDuplicates(SAME_WORDING), []
    for hit in engine.search(Request(words, inside, limit=CANDIDATES)).hits:
        if seen.find_or_add(replace(hit.passage, paper=""), tokenize(hit.passage.text)) is None:
            alike, own = likeness(asked, hit.passage.text)
            if alike > 0:  # else the words are in its title
                likes.append((hit.passage, min(alike, 1.0), asked.shared(own)))
    best = sorted(likes, key=lambda found: (-found[1], found[0].id))
    return SimilarPassages(passage, asked.words, tuple(best[:limit]))
