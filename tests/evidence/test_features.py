"""The features that a sentence is scored by: each says what its name says, on a question and passages made here."""

from __future__ import annotations

import pytest

from cqa.evidence.boilerplate import is_boilerplate
from cqa.evidence.features import NAMES
from cqa.evidence.model import Linear, linear, probability
from cqa.evidence.scorer import question_view, score
from cqa.evidence.sentence_scorer import Concept, Sentence, score_sentences
from cqa.model import Passage
from cqa.question.question import read_question

TEXTS = (
    "Caseloads in the assessment team are too high. On 3 May 2016 the average was 31 cases for each worker.",
    "The committee noted the minutes of its last meeting.",
    "If you would like a copy of this document in large print, please call us.",
    "How many cases does each worker hold in the assessment team?",
)


def scored(question: str) -> list[Sentence]:
    passages = [
        Passage(f"p#{n}", "p", "a.txt", (0, len(t)), t, title="Social work", authority="Kent County Council", order=n)
        for n, t in enumerate(TEXTS)
    ]
    view = question_view(read_question(question), (), lambda word: sum(word in t.lower() for t in TEXTS), len(TEXTS))
    return score(view, score_sentences(passages, (), every=True))


def value(sentence: Sentence, name: str) -> float:
    return sentence.features[NAMES.index(name)]


def test_a_value_asked_for_is_seen_in_the_sentence_or_beside_it() -> None:
    caseloads, average, minutes, *_ = scored("How many cases does each worker have?")
    assert (value(average, "holds_value"), value(minutes, "holds_value")) == (1.0, 0.0)
    assert value(caseloads, "value_beside") == 1.0
    assert value(minutes, "lacks_value") == 1.0


def test_no_value_is_wanted_where_none_is_asked_for() -> None:
    assert all(value(s, "holds_value") == value(s, "lacks_value") == 0.0 for s in scored("What are caseloads like?"))


def test_a_sentence_of_another_year_is_marked() -> None:
    _, average, *_ = scored("What was the average caseload in 2018?")
    assert value(average, "wrong_year") == 1.0


def test_coverage_is_the_share_of_the_question() -> None:
    caseloads, _, minutes, *_ = scored("Are caseloads high in the assessment team?")
    assert value(caseloads, "sentence_coverage") == pytest.approx(1.0)
    assert value(minutes, "sentence_coverage") == 0.0


def test_a_lesser_way_to_say_it_counts_in_coverage_and_less_than_the_word() -> None:
    question = read_question("Are there kids in the team?")
    texts = ("There are kids in the team.", "There are children in the team.", "There are cases in the team.")
    passages = [Passage(f"p#{n}", "p", "a.txt", (0, len(t)), t, order=n) for n, t in enumerate(texts)]
    kids = Concept("kids", (("kid",), ("children",)), lesser=frozenset({("children",)}))
    view = question_view(question, (kids,), lambda word: sum(word in t for t in texts), len(texts))
    written, lesser, neither = score(view, score_sentences(passages, (kids,), every=True))
    for name in ("sentence_coverage", "context_bm25", "concept_coverage", "concept_whole"):
        assert value(written, name) > value(lesser, name) > value(neither, name)


def test_boilerplate_and_questions_are_marked() -> None:
    *_, imprint, question = scored("Are caseloads high?")
    assert value(imprint, "boilerplate") == 1.0
    assert value(question, "asks") == 1.0
    assert not is_boilerplate(TEXTS[0])
    assert is_boilerplate("Contents Introduction 3 Site location and description 3 Flood risk 5 Trees 6")
    assert not is_boilerplate("Contents of the report were agreed by 12 members on 3 May, and by 5 more on 9 May.")


def test_the_best_sentence_holds_what_is_asked() -> None:
    best = max(scored("How many cases did each worker have in the assessment team?"), key=lambda s: s.score)
    assert "31 cases" in best.text


def test_weights_are_of_the_features_and_contributions_add_up() -> None:
    model = linear("sentence")
    assert model.names == NAMES
    best = scored("Are caseloads high?")[0]
    points = sum(part.points for part in model.contributions(best.features))
    assert points + model.intercept == pytest.approx(model.score(best.features))


def test_a_score_is_log_odds() -> None:
    assert probability(Linear(("a",), (2.0,), -1.0).score((0.5,))) == pytest.approx(0.5)
