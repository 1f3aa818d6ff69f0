"""Queries any of whose words may match: what is close together, what the best passages add, what never changes."""

from __future__ import annotations

import math

import pytest

from cqa.engine.port import Hit
from cqa.model import Passage
from cqa.query.nodes import Or, Word
from cqa.rank import WEIGHTS, rerank_free
from cqa.rank.feedback import feedback
from cqa.rank.matching import PassageFields, find, wanted
from cqa.rank.term_proximity import Together, pair_scores, together
from cqa.rank.window import Window


def passage(text: str, order: int = 0) -> Passage:
    return Passage(f"p{order}#1", f"p{order}", f"/{order}.pdf", (0, len(text)), text, order=order)


def either(*words: str) -> Or:
    return Or(tuple(Word(word) for word in words))


def pairs_in(text: str, *words: str) -> dict[int, Together]:
    asked = wanted(either(*words))
    return together(find(PassageFields(passage(text), asked), asked))


def test_neighbours_of_the_query_are_counted_side_by_side_and_near() -> None:
    assert pairs_in("Agency staff cost more than staff of the agency.", "agency", "staff") == {1: Together(1, 2)}
    assert pairs_in("Staff agency.", "agency", "staff") == {1: Together(0, 1)}
    far = "Agency one two three four five six seven staff."
    assert pairs_in(far, "agency", "staff") == {}
    assert pairs_in("Agency roof staff.", "agency", "cost", "staff") == {}


def test_a_pair_is_weighed_as_a_word_is_by_bm25() -> None:
    window = Window([10, 10, 10])
    [first, second, none] = pair_scores([{1: Together(1, 2)}, {1: Together(0, 1)}, {}], [10] * 3, window, 0.3, 0.1)
    rarity = math.log(1 + (3 - 2 + 0.5) / 2.5)
    assert first == pytest.approx(rarity * (0.3 * 2.2 * 1 / (1 + 1.2) + 0.1 * 2.2 * 2 / (2 + 1.2)))
    assert second == pytest.approx(rarity * 0.1 * 2.2 * 1 / (1 + 1.2))
    assert none == 0


def test_feedback_learns_what_the_best_share() -> None:
    texts = [["turnov", "vacanc"], ["turnov", "vacanc"], ["turnov", "roof"], ["roof"], ["vacanc"], ["tile"]]
    learnt = feedback(texts, [3.0, 2.0, 1.0, 1.0, 1.0, 1.0], Window([len(t) for t in texts]), 2, 5, 0.5)
    assert set(learnt.words) == {"turnov", "vacanc"}
    assert learnt.scores[4] > learnt.scores[3] == learnt.scores[5] == 0


def test_feedback_by_hand() -> None:
    """Two best of equal score hold *aa* once each: weight 1 after saturation, the only word learnt, so 0.5 idf."""
    texts = [["aa"], ["aa"], ["bb"], ["cc"]]
    learnt = feedback(texts, [1.0, 1.0, 0.5, 0.5], Window([1] * 4), 2, 1, 0.5)
    assert learnt.words == ("aa",)
    assert learnt.scores == pytest.approx((0.5 * math.log(2), 0.5 * math.log(2), 0, 0))


def test_nothing_is_learnt_from_few_or_from_what_all_or_one_hold() -> None:
    few = [["aa"], ["aa"], ["bb"]]
    assert feedback(few, [1.0, 1.0, 1.0], Window([1] * 3), 2, 5, 0.5).words == ()
    every = [["aa", "12", "x", f"only{i}"] for i in range(6)]
    assert feedback(every, [1.0] * 6, Window([4] * 6), 2, 5, 0.5).words == ()


def test_the_same_passages_come_out_in_an_order_of_their_own_and_say_why() -> None:
    """Feedback and pairs reorder: none is lost, none is added; each factor is named."""
    texts = [f"Turnover and vacancies of social workers, note {i}." for i in range(10)]
    texts += [f"Turnover of lifts in block {i}, repaired." for i in range(14)]
    texts += ["Turnover where vacancies of workers last."]
    hits = [Hit(passage(text, i), 2.0 if i < 10 else 1.0) for i, text in enumerate(texts)]
    ranked = rerank_free(hits, either("turnover", "social"))
    assert sorted(r.passage.id for r in ranked) == sorted(h.passage.id for h in hits)
    order = [r.passage.order for r in ranked]
    assert order.index(24) < min(order.index(i) for i in range(10, 24))
    names = {part.name for r in ranked for part in r.parts}
    assert any(name.startswith("words of the best passages (") for name in names)
    for r in ranked:
        assert r.score == pytest.approx(r.engine_score * math.prod(part.factor for part in r.parts), abs=1e-5)
    assert [r.passage.id for r in rerank_free(hits, either("turnover", "social"))] == [r.passage.id for r in ranked]


def test_no_hits_and_weights_of_nought() -> None:
    assert rerank_free([], either("a", "b")) == []
    assert WEIGHTS.free_window >= 2 * WEIGHTS.feedback_best
