"""What to mark in a passage, and by which words it was found."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.model import Span
from cqa.rank.matching import TEXT, FoundTerms, PassageFields, QueryConcept


def highlights(
    passage_words: PassageFields, found: Sequence[FoundTerms], wanted: Sequence[QueryConcept]
) -> tuple[Span, ...]:
    """Return the spans (offsets into the passage's text) of all matches, in order, overlapping ones joined.

    Where a term of several words occurs as a phrase, its words are not marked elsewhere.
    """
    as_phrase = {f.concept for f in found if f.field == TEXT and f.last > f.first}
    spans = sorted(
        passage_words.span(f)
        for f in found
        if f.field == TEXT and not (f.concept in as_phrase and wanted[f.concept].forms[f.form].kind == "all")
    )
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def matched(found: Sequence[FoundTerms], wanted: Sequence[QueryConcept]) -> tuple[str, ...]:
    """Return the concepts found, as written; one found by other words says by which: ``children in care: LAC``."""
    out: list[str] = []
    for number, concept in enumerate(wanted):
        forms = {f.form for f in found if f.concept == number}
        if not forms:
            continue
        written = [i for i in forms if concept.forms[i].label == concept.forms[0].label]
        if written:
            out.append(concept.written)
        out += [f"{concept.written}: {concept.forms[i].label}" for i in sorted(forms) if i not in written]
    return tuple(dict.fromkeys(out))
