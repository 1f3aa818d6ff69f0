"""Ranking: what is matched and marked, what each signal rewards, what is folded, and a stable order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.engine.port import Hit
from cqa.model import Passage
from cqa.query.expansion import read
from cqa.query.nodes import Everything
from cqa.query.parse import parse, parse_lenient
from cqa.rank import WEIGHTS, mark, rerank, spread
from cqa.rank.boilerplate import says_nothing
from cqa.rank.order import Ranked


def passage(text: str, paper: str = "p", order: int = 0, **fields: str) -> Passage:
    return Passage(f"{paper}#{order}", paper, f"/{paper}.pdf", (0, len(text)), text, order=order, **fields)  # type: ignore[arg-type]


def marked(query: str, text: str) -> list[str]:
    """What is marked in the text for the query."""
    tree = read(parse(query)).tree
    ranked = mark(rerank([Hit(passage(text), 1.0)], tree)[0], tree)
    return [text[start:end] for start, end in ranked.highlights]


def matched(query: str, text: str, **fields: str) -> tuple[str, ...]:
    tree = read(parse(query)).tree
    return mark(rerank([Hit(passage(text, **fields), 1.0)], tree)[0], tree).matched


def ranked_texts(query: str, *texts: str) -> list[str]:
    """The texts by score, when the engine scores them all alike."""
    hits = [Hit(passage(text, order=i), 1.0) for i, text in enumerate(texts)]
    return [r.passage.text for r in rerank(hits, read(parse(query)).tree)]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("caseloads", "A caseload; the caseloads.", ["caseload", "caseloads"]),
        ('"caseloads"', "A caseload; the caseloads.", ["caseloads"]),
        ('"social worker"', "A social worker, not a worker social.", ["social worker"]),
        ('"social worker"~2', "A social and family worker.", ["social and family worker"]),
        ("social NEAR/3 worker", "The worker is a social one.", ["worker is a social"]),
        ("case*", "Cases and caseloads, cast.", ["Cases", "caseloads"]),
        ("children's homes", "The children’s home’s roof.", ["children’s home’s"]),
        ("looked after children", "Children in care; LAC; the looked after.", ["Children in care", "LAC"]),
        ("pre-proceedings", "Pre-proceedings, preproceedings.", ["Pre-proceedings", "preproceedings"]),
        ("24/00093", "Decision 24/00093 of 93.", ["24/00093"]),
        ("NOT roof", "The roof.", []),
        ("*", "The roof.", []),
        ("heading:roof", "The roof.", []),
        ("authority:leeds roof", "The roof.", ["roof"]),
    ],
)  # fmt: skip
def test_what_is_marked(query: str, text: str, marks: list[str]) -> None:
    assert marked(query, text) == marks


def test_what_matched_names_the_synonym_that_fired() -> None:
    assert matched("caseloads", "The workload of staff.") == ("caseloads: workload",)
    assert matched("caseloads", "Caseloads and workload.") == ("caseloads", "caseloads: workload")
    assert matched("caseloads roofs", "Nothing here.", heading="Roofs") == ("roofs",)


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("agency spending", "Agency spending rose in May.", "Spending of the one agency rose."),
        ("roof repairs", "Repairs of the roof went on all year.", "Repairs went on all year except of the tower roof."),
        ("caseloads", "Caseloads are high for staff in the north.", "Workloads are high for staff in the north."),
        ("legal implications", "The legal implications fill two pages of advice.", "There are no legal implications."),
    ],
)  # fmt: skip
def test_what_ranks_higher(query: str, better: str, worse: str) -> None:
    assert ranked_texts(query, better, worse)[0] == better
    assert ranked_texts(query, worse, better)[0] == better


def test_a_passage_with_more_of_a_relaxed_query_ranks_higher() -> None:
    tree = parse("potholes gritting verges")
    hits = [Hit(passage("Potholes of many kinds in many roads here.", order=1), 3.0),
            Hit(passage("Potholes, gritting and verges in many roads.", order=2), 3.0)]  # fmt: skip
    best, other = rerank(hits, tree, idf={"potholes": 1.0, "gritting": 5.0, "verges": 5.0})
    assert best.passage.order == 2
    assert {part.name for part in other.parts} >= {"coverage"}


def test_parts_multiply_to_the_score() -> None:
    hits = [Hit(passage("None.", order=i, role="circulation"), 2.0 + i) for i in range(3)]
    for r in rerank(hits, parse("none")):
        product = r.engine_score
        for part in r.parts:
            product *= part.factor
        assert r.score == pytest.approx(product, abs=1e-5)


def test_equal_scores_are_ordered_newest_first_then_by_place() -> None:
    hits = [
        Hit(passage("The same old roof.", "a", 2, date="2010-02-12"), 1.0),
        Hit(passage("The same old roof.", "a", 1, date="2010-02-12"), 1.0),
        Hit(passage("The same old roof.", "b", 1, date="2013"), 1.0),
        Hit(passage("The same old roof.", "c", 1), 1.0),
    ]
    ids = [r.passage.id for r in rerank(hits, parse("roof"))]
    assert ids == ["b#1", "a#1", "a#2", "c#1"]
    assert [r.passage.id for r in rerank(hits[::-1], parse("roof"))] == ids


@pytest.mark.parametrize(
    "text",
    [
        "4.5.1 There are no specific implications under this heading.",
        "None.",
        "Legal implications: none arising directly from this report.",
        "6.1 There are no legal implications arising from this report.",
        "Not applicable",
        "There are no resource implications directly arising from this report.",
        "This page is intentionally left blank",
        "7. Equality and diversity: There are no significant equality impacts identified.",
        "This report has no direct financial implications for the Council.",
    ],
)
def test_boilerplate_is_known(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "6.1 There are no specific legal implications, however the inspection makes recommendations.",
        "None of the schools were inadequate.",
        "The council has no reserves left.",
        "No social worker had a manageable caseload.",
        "There are no children's homes in the district that are rated good.",
        "",
    ],
)
def test_substance_is_not_boilerplate(text: str) -> None:
    assert not says_nothing(text)


@given(st.text(max_size=400))
def test_any_text_is_either(text: str) -> None:
    assert says_nothing(text) in (True, False)


def in_order(*passages: Passage) -> list[Ranked]:
    return [Ranked(p, 10.0 - i, 10.0 - i) for i, p in enumerate(passages)]


LONG = "The number of looked after children has safely and appropriately reduced over the year to 1,358 in June."


def test_near_duplicates_come_last_and_are_named_by_the_best() -> None:
    first = passage(LONG, "a", 1)
    again = passage("3.2 " + LONG.replace("over the year ", "over the year, "), "a", 2)
    nearly = passage(LONG + " Indeed.", "a", 3)
    other = passage(LONG.replace("reduced", "grown").replace("safely", "quickly").replace("year", "quarter"), "a", 4)
    elsewhere = passage(LONG, "b", 5)
    kept = spread(in_order(first, again, nearly, other, elsewhere), 0)
    assert [(r.passage.id, r.same) for r in kept] == [
        *[("a#1", ("a#2", "a#3")), ("a#4", ()), ("b#5", ())],
        *[("a#2", ()), ("a#3", ())],  # what is counted can be reached: last, behind all that is new
    ]


def test_a_paper_in_two_packs_of_one_council_is_named_by_the_first() -> None:
    kept = spread(in_order(passage(LONG, "a", authority="Leeds"), passage(LONG, "b", authority="Leeds")), 0)
    assert [r.same for r in kept] == [("b#0",), ()]


def test_papers_take_turns_and_nothing_is_lost_unless_asked() -> None:
    texts = ["roofs leak", "walls crack", "doors stick", "floors creak", "pipes burst"]
    ranked = in_order(*(passage(t, "a", i) for i, t in enumerate(texts)), passage("lamps flicker", "b", 9))
    assert [r.passage.id for r in spread(ranked, 2)] == ["a#0", "a#1", "b#9", "a#2", "a#3", "a#4"]
    assert [r.passage.id for r in spread(ranked, 2, drop=True)] == ["a#0", "a#1", "b#9"]
    assert len(spread(ranked, 0)) == 6


TEXT = "roof Roofs leak children care in LAC the 24/00093 pre-proceedings"
QUERY = "roof,LAC,NOT,OR,-care,chil*,roof NEAR/3 leak," + '"leak"'
texts = st.lists(st.sampled_from(TEXT.split()), max_size=30).map(" ".join)
queries = st.lists(st.sampled_from(QUERY.split(",")), max_size=5).map(" ".join)


@given(texts, queries)
def test_marks_are_in_order_and_inside_the_text(text: str, query: str) -> None:
    tree = read(parse_lenient(query)[0]).tree
    ranked = mark(rerank([Hit(passage(text), 1.0)], tree)[0], tree)
    for start, end in ranked.highlights:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
    assert all(a[1] <= b[0] for a, b in pairwise(ranked.highlights))


def test_everything_is_left_in_the_engines_order() -> None:
    hits = [Hit(passage(f"Passage number {i} says a thing of its own here.", f"p{i}"), 0.0) for i in range(5)]
    assert {r.score for r in rerank(hits, Everything())} == {0.0}
    assert WEIGHTS.window >= 2 * 10
