"""Nearness in meaning: what it adds to a sentence's points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cqa.evidence.features import NAMES
from cqa.evidence.meaning import meaning_values, with_meaning
from cqa.evidence.sentence_scorer import Sentence, score_sentences
from cqa.model import Passage


def sentence(name: str, whole_coverage: float) -> Sentence:
    """A sentence of a passage of that name, whose question's words are held in part."""
    text = "Potholes were mended in all wards."
    passage = Passage(name, "p", "p.txt", (0, len(text)), text)
    found = score_sentences([passage], [], every=True)[0]
    return replace(found, features=tuple(whole_coverage if n == "whole_coverage" else 0.0 for n in NAMES))


def test_nearer_passage_comes_first_where_words_are_equal() -> None:
    far, near = with_meaning({"far": 0.1, "near": 0.6}, [sentence("far", 0.5), sentence("near", 0.5)])
    assert near.score > far.score


def test_meaning_counts_more_where_no_passage_has_the_words() -> None:
    near = {"one": 0.6, "other": 0.1}
    unmatched = with_meaning(near, [sentence("one", 0.0), sentence("other", 0.0)])
    matched = with_meaning(near, [sentence("one", 1.0), sentence("other", 0.0)])
    assert unmatched[0].score - unmatched[1].score > matched[0].score - matched[1].score > 0


def test_passage_without_a_vector_is_as_near_as_the_others_on_average() -> None:
    values = meaning_values({"one": 0.2, "other": 0.6}, [sentence("one", 0.5), sentence("none", 0.5)])
    assert values[1] == pytest.approx((0.4, 0.2))
