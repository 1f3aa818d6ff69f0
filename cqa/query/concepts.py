"""From the words of a topic to concepts: phrases of the field kept whole, each with its synonyms and word families."""

from __future__ import annotations

from functools import lru_cache

from cqa.analysis import stem, stems
from cqa.query.nodes import And, AnyOf, Node, Phrase, Word
from cqa.query.question import Question, TopicWord


def concepts_of(question: Question):  # type: ignore[no-untyped-def]
    """The topic's concepts in the order of the question, without weights."""
    from cqa.answer.evidence import Concept

    groups: list[list[TopicWord]] = []
    for word in question.topic:
        groups.append([word])
    out = []
    seen = set()
    for group in groups:
        written = " ".join(w.text for w in group)
        variant = tuple(w.stem for w in group)
        if variant in seen:
            continue
        seen.add(variant)
        out.append(Concept(written, (variant,), required=not all(w.generic for w in group), run=group[0].run))
    return tuple(out)


@lru_cache(maxsize=1)
def glossary() -> dict[str, str]:
    return {}
