"""Each measure against values worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.evaluate.average_precision import average_precision
from cqa.evaluate.ndcg import dcg, ndcg
from cqa.evaluate.quote_faithfulness import Quoted, is_faithful, quote_faithfulness
from cqa.evaluate.recall import recall
from cqa.evaluate.reciprocal_rank import reciprocal_rank
from cqa.evaluate.set_precision_recall import SetCounts, count_set, pooled


def test_dcg_discounts_by_the_logarithm_of_rank() -> None:
    assert dcg([3, 2, 0, 1]) == pytest.approx(3 + 2 / math.log2(3) + 1 / math.log2(5))
    assert dcg([3, 2, 0, 1], k=1) == 3


def test_ndcg_of_the_example_in_the_paper() -> None:
    """Järvelin and Kekäläinen's gain vector 3, 2, 3, 0, 1, 2 against its ideal order: 6.861 / 7.141."""
    assert ndcg([3, 2, 3, 0, 1, 2], [3, 3, 2, 2, 1, 0]) == pytest.approx(6.861 / 7.141, abs=1e-3)


def test_ndcg_is_nothing_without_relevant_passages() -> None:
    assert ndcg([0, 0], []) is None
    assert ndcg([0, 0], [0.0]) is None
    assert ndcg([], [3.0]) == 0


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_the_best_order_has_ndcg_one(grades: list[int]) -> None:
    best = ndcg(sorted(grades, reverse=True), grades)
    assert best is None or best == pytest.approx(1)
    assert (best is None) == (max(grades) == 0)


@given(st.lists(st.integers(0, 3), max_size=12), st.lists(st.integers(0, 3), max_size=12))
def test_ndcg_of_a_part_of_the_gains_lies_between_nought_and_one(some: list[int], others: list[int]) -> None:
    value = ndcg(some, some + others)
    assert value is None or 0 <= value <= 1 + 1e-9


@pytest.mark.parametrize(("gains", "expected"), [([3], 1.0), ([0, 0, 2], 1 / 3), ([0, 0], 0.0), ([], 0.0)])
def test_reciprocal_rank(gains: list[float], expected: float) -> None:
    assert reciprocal_rank(gains) == pytest.approx(expected)


def test_reciprocal_rank_may_ask_for_more_than_context() -> None:
    assert reciprocal_rank([1, 1, 2], at_least=2) == pytest.approx(1 / 3)


def test_recall_counts_a_repeated_statement_once() -> None:
    assert recall([{"a"}, {"a", "b"}, set()], {"a", "b", "c", "d"}) == 0.5
    assert recall([{"a"}, {"b"}], {"a", "b"}, k=1) == 0.5
    assert recall([{"a"}], set()) is None
    assert recall([], {"a"}) == 0


def test_sets_of_names() -> None:
    given_names = ["leeds", "kent", "nowhere"]
    counts = count_set(given_names, ["leeds", "surrey"], ["kent"], lambda a, b: a == b)
    assert counts == SetCounts(1, 1, 1)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.5, 0.5)
    assert pooled([counts, SetCounts(2, 0, 0)]) == SetCounts(3, 1, 1)
    assert pooled([]).precision == 1


def test_a_quote_is_faithful_only_letter_by_letter() -> None:
    canonical = "Caseloads are too high."
    assert is_faithful(Quoted("too high", "a", (14, 22)), canonical)
    assert not is_faithful(Quoted("Too high", "a", (14, 22)), canonical)
    assert not is_faithful(Quoted("", "a", (3, 3)), canonical)
    assert not is_faithful(Quoted("too high.", "a", (14, 99)), canonical)
    assert not is_faithful(Quoted("h", "a", (-3, -2)), canonical)


def test_quote_faithfulness_counts_unheld_files_as_faults() -> None:
    quotes = [Quoted("too", "a", (14, 17)), Quoted("too", "b", (14, 17))]
    assert quote_faithfulness(quotes, {"a": "Caseloads are too high."}.get) == 0.5
    assert quote_faithfulness([], {}.get) is None


def test_average_precision_of_the_example_worked_by_hand() -> None:
    """Relevant at ranks 1, 3 and 6 of four in all: (1/1 + 2/3 + 3/6) / 4."""
    ranked = [True, False, True, False, False, True]
    assert average_precision(ranked, 4) == pytest.approx((1 + 2 / 3 + 3 / 6) / 4)
    assert average_precision(ranked, 3) == pytest.approx((1 + 2 / 3 + 3 / 6) / 3)


def test_average_precision_is_nothing_without_relevant_results_and_nought_without_found_ones() -> None:
    assert average_precision([], 0) is None
    assert average_precision([False, False], 2) == 0
    assert average_precision([True, True, False], 2) == 1
