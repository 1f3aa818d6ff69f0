"""Weighing: which sentence holds how much of the topic, where, and what it is spared to say again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.evidence.sentence_scorer import LESSER, LOOSE, Concept, Sentence, score_sentences
from cqa.evidence.text_units import sentence_spans, unit
from cqa.model import Passage
from cqa.text.analyzer import stems


def concept(*ways: str, weight: float = 1.0, required: bool = True, run: int = 0, group: int | None = None) -> Concept:
    variants = tuple(tuple(stems(way)) for way in ways)
    return Concept(ways[0], variants, weight, required, run, run if group is None else group, ways)


def passage(text: str, **parts: object) -> Passage:
    start = 1000  # a passage seldom begins a paper
    return Passage("p#1", "p", "p.txt", (start, start + len(text)), text, **parts)  # type: ignore[arg-type]


def weighed(text: str, *concepts: Concept, **parts: object) -> list[Sentence]:
    return score_sentences([passage(text, **parts)], concepts)


CASELOADS = concept("caseloads", "workload")
HIGH = concept("turnover", run=1)
AGENCY = concept("agency staff", "locum")


def test_only_sentences_that_hold_a_concept_are_evidence() -> None:
    found = weighed("The board met in May. Caseloads were discussed. Tea was served.", CASELOADS)
    assert [s.text.strip() for s in found] == ["Caseloads were discussed."]


def test_a_quote_is_the_sentence_in_the_canonical_text() -> None:
    text = "The board met in May. Caseloads were discussed. Tea was served."
    (found,) = weighed(text, CASELOADS)
    start, end = found.quote
    assert text[start - 1000 : end - 1000] == found.text


def test_a_synonym_counts_as_the_concept_and_says_so() -> None:
    (found,) = weighed("The workload of the team grew.", CASELOADS)
    assert found.own == 1.0
    assert found.matches[0].variant == tuple(stems("workload"))


def test_a_sentence_with_more_of_the_topic_weighs_more() -> None:
    both, one = weighed("Caseloads and turnover are high. Caseloads are high.", CASELOADS, HIGH)
    assert both.own == 1.0
    assert one.own == pytest.approx(0.5)
    assert both.coverage > one.coverage > one.own  # what stands beside it in the passage counts a little


def test_the_more_telling_concept_counts_more() -> None:
    rare, common = concept("turnover", weight=9.0), concept("children", weight=1.0, run=1)
    telling, plain = weighed("Turnover is high. Children play.", rare, common)
    assert telling.own == pytest.approx(0.9)
    assert plain.own == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("text", "asked", "worth"),
    [
        ("The use of agency staff fell.", "agency staff", 1.0),
        ("Staff from an agency were used.", "agency staff", LOOSE),
        ("Children who are privately fostered are seen.", "private fostering", 1.0),
        ("Fostering by private arrangement is rare.", "private fostering", LOOSE),
        ("Looked-after children are seen.", "looked after children", 1.0),
        ("Children who are looked after are seen.", "looked after children", LOOSE),
    ],
)
def test_a_phrase_in_another_order_counts_a_little_less(text: str, asked: str, worth: float) -> None:
    (found,) = weighed(text, concept(asked))
    assert max(m.worth for m in found.matches) == worth


@pytest.mark.parametrize(
    "text",
    [
        "Staff are kind. An agency was founded.",
        "The agency, which was set up by the county in the spring of that year, has many good staff.",
        "Agency papers.",
        "Multi-agency staff were trained.",
        "Partner agency staff were trained.",
        "Key agency staff were trained.",
    ],
)
def test_words_far_apart_and_compounds_are_no_phrase(text: str) -> None:
    assert weighed(text, AGENCY) == []


def test_a_sentence_that_refers_back_keeps_what_it_speaks_of() -> None:
    text = "Caseloads fell last year. They now cause turnover. The road flooded and turnover grew."
    back = weighed(text, CASELOADS, HIGH)
    assert [s.text.split()[0] for s in back] == ["Caseloads", "They", "The"]
    assert back[1].own > back[2].own


def test_of_alternatives_the_one_held_is_enough() -> None:
    either = [concept("private fostering", run=0, group=0), concept("domestic abuse", run=1, group=0)]
    both = [concept("private fostering", run=0), concept("domestic abuse", run=1)]
    text = "Domestic abuse is common."
    assert weighed(text, *either)[0].own == 1.0
    assert weighed(text, *both)[0].own == pytest.approx(0.5)


def test_a_heading_helps_a_sentence_but_asserts_nothing() -> None:
    (under,) = weighed("It causes turnover.", CASELOADS, HIGH, heading="Caseloads")
    (alone,) = weighed("It causes turnover.", CASELOADS, HIGH, heading="Money")
    assert under.own == alone.own == pytest.approx(0.5)
    assert under.coverage > alone.coverage


def test_what_the_title_says_need_not_be_said_again() -> None:
    topic = [concept("fostering"), concept("review", run=1), concept("cost", run=2)]
    (told,) = weighed("The cost was small.", *topic, title="Review of fostering")
    (untold,) = weighed("The cost was small.", *topic, title="Roads")
    assert told.own == 1.0
    assert untold.own < 0.5


def test_core_is_the_share_of_what_is_required() -> None:
    (found,) = weighed("Turnover is high.", concept("turnover"), concept("north", required=False, run=1))
    assert found.core == 1.0
    assert found.own < 1.0


def test_each_row_of_a_table_speaks_for_itself() -> None:
    found = weighed("Team\tCaseloads\nNorth\tturnover 4%\nSouth\tnone", CASELOADS, HIGH, kind="table")
    assert [s.text for s in found] == ["Team\tCaseloads", "North\tturnover 4%"]


def test_the_cells_of_a_long_row_are_read_one_by_one() -> None:
    long = "Caseloads are reviewed by the board each month and reported to members. " * 4
    spans = sentence_spans(f"1\t{long}\tHead of Service", "table")
    assert len(spans) > 4


@pytest.mark.parametrize(
    ("text", "at", "part"),
    [
        ("Members are asked to:\n(a) note the report;\n(b) agree the plan.", "agree", "(b) agree the plan."),
        ("Members are asked to:\n- note the report\n- agree the plan", "note", "- note the report"),
        ("Members are asked to:\n(a) note;\n(b) agree.", "Members", "Members are asked to:"),
        ("One sentence. Another sentence.", "Another", "One sentence. Another sentence."),
    ],
)
def test_a_list_item_is_quoted_by_itself(text: str, at: str, part: str) -> None:
    whole = passage(text)
    cut = unit(whole, text.index(at))
    assert cut.text == part
    assert text[cut.span[0] - 1000 : cut.span[1] - 1000] == cut.text
    assert cut.id == whole.id


def test_labels_of_a_front_page_are_cut_apart() -> None:
    text = "Report of: Director of Services\nReport to: Scrutiny Board\nDate: 9 October 2013"
    assert len(sentence_spans(text)) == 3


def test_nothing_is_found_where_nothing_is_asked() -> None:
    assert weighed("Caseloads are high.") == []
    assert score_sentences([], [CASELOADS]) == []


_TOPICS = [
    concept("caseloads", "workload", weight=3.0),
    concept("agency staff", weight=5.0, run=1),
    concept("looked after children", "children in care", weight=2.0, run=2, group=1),
    concept("report", weight=0.5, required=False, run=3),
]
_WORDS = "caseloads workload agency staff partner looked after children in care report the is not . ; - ( ) 4.2"
_TEXT = st.lists(st.sampled_from([*_WORDS.split(), "\n", "\t"]), max_size=60).map(" ".join)


@given(st.one_of(_TEXT, st.text(max_size=120)), st.sampled_from(["para", "table", "list"]), _TEXT)
@settings(max_examples=200, deadline=None)
def test_weighing_keeps_its_promises(text: str, kind: str, heading: str) -> None:
    found = weighed(text, *_TOPICS, kind=kind, heading=heading)
    assert found == weighed(text, *_TOPICS, kind=kind, heading=heading)
    assert [s.span for s in found] == sorted(s.span for s in found)
    for s in found:
        start, end = s.span
        assert 0 <= start < end <= len(text)
        assert s.matches
        for m in s.matches:
            assert start <= m.span[0] < end
            assert m.span[0] < m.span[1] <= len(text)
            assert 0 < m.worth <= 1
        for share in (s.own, s.core, s.coverage):
            assert 0 <= share <= 1 + 1e-9
        part = unit(s.passage, start)
        assert text[part.span[0] - 1000 : part.span[1] - 1000] == part.text


@given(_TEXT)
@settings(max_examples=100, deadline=None)
def test_sentences_cover_every_word_once(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert " ".join(text[a:b] for a, b in spans).split() == text.split()


def test_a_lesser_way_counts_less_than_the_words_themselves() -> None:
    kids = Concept("kids", (("kid",), ("children",)), lesser=frozenset({("children",)}))
    written, lesser = weighed("Kids came. Children came.", kids)
    assert written.own == 1.0
    assert lesser.own == LESSER < 1.0
