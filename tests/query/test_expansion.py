"""Function words, relaxing, spelling, places, dates and filters: how a parsed query becomes what is searched."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.errors import UsageError
from cqa.gazetteer.name_forms import place_of
from cqa.query import filters, relax, spelling
from cqa.query.authority_expansion import is_place, with_places
from cqa.query.expansion import read
from cqa.query.nodes import And, Everything, Node, Not, Or, Phrase, Range, Synonyms, Value, Word, walk
from cqa.query.parse import parse
from cqa.text import dates

COUNCILS = ["Leeds City Council", "Kent County Council", "Gloucester City Council", "Brighton and Hove City Council"]
VALUES: dict[str, Sequence[str]] = {
    "authority": COUNCILS,
    "committee": ["Executive Board", "Scrutiny Board (Children)", "Overview and Scrutiny Committee"],
    "grade": ["good", "requires improvement to be good", "inadequate"],
    "file": ["/p/000_a.txt", "/p/b.pdf"],
    "paper": ["abc123-1", "abd456-1"],
}


def held(field: str) -> Sequence[str]:
    return VALUES.get(field, [])


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("query", "left", "out"),
    [
        ("which of the potholes", "potholes", ("which", "of", "the")),
        ("potholes", "potholes", ()),
        ("the", "the", ()),
        ("of the", "of the", ()),
        ("IT of the potholes", "IT potholes", ("of", "the")),
        ('"of the" potholes', '"of the" potholes', ()),
        ("heading:the potholes", "heading:the potholes", ()),
        ("who NOT is", "who NOT is", ()),
        ("(the OR of) potholes", "(the OR of) potholes", ()),
    ],
)
def test_function_words_are_left_out_beside_others(query: str, left: str, out: tuple[str, ...]) -> None:
    reading = read(parse(query))
    assert str(reading.tree) == left
    assert reading.left_out == out


def test_a_term_keeps_its_function_words() -> None:
    reading = read(parse("the children in care of leeds"))
    assert reading.left_out == ("the", "of")
    assert str(reading.tree) == "(children in care) leeds"
    assert "looked after children" in str(reading)


def test_exact_reads_as_written() -> None:
    assert read(parse("the children in care"), exact=True).tree == parse("the children in care")


# ----------------------------------------------------------------- relaxing


def steps(query: str, unknown: Sequence[str] = (), weight: float = 1.0) -> list[relax.Step]:
    tree = parse(query)
    loose, _ = relax.parts(tree)
    return list(relax.steps(tree, tree, {n for n in walk(tree) if str(n) in unknown}, dict.fromkeys(loose, weight)))


def required(tree: Node) -> list[Node]:
    return list(tree.children) if isinstance(tree, And) else [tree]


def test_relaxing_goes_in_the_stated_order() -> None:
    says = [step.says for step in steps('mention potholes gritting "bus lanes" verges')]
    assert "Left out: mention" in says[0]
    assert "other forms of the quoted words" in says[1]
    assert "Showing those with 2 of the" in says[2]
    assert "the most important ones" in says[-1]


@pytest.mark.parametrize(
    "kept", ['"bus lanes"', "heading:bus", "NOT bus", "24/00093", "authority:kent", "bu* ", "x NEAR/3 y"]
)
def test_what_was_asked_for_precisely_never_gives_way(kept: str) -> None:
    precise = relax.by_stem(parse(kept))
    for step in steps(f"potholes gritting verges {kept}"):
        assert precise in required(relax.by_stem(step.tree))


def test_one_word_is_never_relaxed() -> None:
    assert steps("potholes") == []


def test_of_two_words_the_commoner_never_stands_for_both() -> None:
    tree = parse("rare common")
    weight = {Word("rare"): 8.0, Word("common"): 2.0}
    found = [step.tree for step in relax.steps(tree, tree, set(), weight)]
    assert found == [Word("rare")]


@pytest.mark.parametrize(
    ("query", "unknown"), [("xqzzy potholes", ["xqzzy"]), ("xqzzy plugh potholes verges grit", ["xqzzy", "plugh"])]
)
def test_unknown_words_end_it_when_little_else_is_asked(query: str, unknown: list[str]) -> None:
    assert steps(query, unknown) == []


def test_an_unknown_word_among_many_is_left_out_and_said() -> None:
    first = steps("xqzzy potholes gritting verges", ["xqzzy"])[0]
    assert "‘xqzzy’ occurs in no paper" in first.says
    assert first.tree == parse("potholes gritting verges")


@given(st.lists(st.from_regex(r"[a-z]{5,8}x", fullmatch=True), min_size=2, max_size=9, unique=True))
def test_relaxed_trees_ask_for_nothing_new(words: list[str]) -> None:
    for step in steps(" ".join(words)):
        assert {str(n) for n in walk(step.tree) if isinstance(n, Word)} <= set(words)


# ----------------------------------------------------------------- spelling


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("casload", "caseload"),
        ("pottholes", "potholes"),
        ("ptoholes", "potholes"),
        ("caseload", None),
        ("zzzzzz", None),
        ("cas", None),
    ],
)
def test_spelling(word: str, meant: str | None) -> None:
    terms = {"caseload": 5, "caseloads": 9, "potholes": 3, "cast": 50}
    assert (
        spelling.suggestion(
            word, lambda prefix, near: [t for t in terms.items() if t[0].startswith(prefix) and near(t[0])]
        )
        == meant
    )


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_zero_only_for_equals(a: str, b: str) -> None:
    assert spelling.distance(a, b, 9) == spelling.distance(b, a, 9)
    assert (spelling.distance(a, b, 9) == 0) == (a == b)


# ------------------------------------------------------------------- places


def test_a_place_is_what_tells_a_council_from_others() -> None:
    assert [place_of(name) for name in COUNCILS] == [
        ("leeds",),
        ("kent",),
        ("gloucester",),
        ("brighton", "and", "hove"),
    ]


def test_a_councils_name_among_words_means_its_papers_too() -> None:
    tree = with_places(parse("potholes brighton and hove"), COUNCILS)
    assert isinstance(tree, And)
    assert tree.children[0] == Word("potholes")
    assert tree.children[1] == Synonyms(
        parse("brighton and hove"), (Value("authority", "Brighton and Hove City Council"),)
    )
    assert is_place(tree.children[1])


@pytest.mark.parametrize(
    "query", ["kent", '"kent" potholes', "heading:kent potholes", "kentish potholes", "potholes -kent"]
)
def test_no_place_is_read_into_other_queries(query: str) -> None:
    assert with_places(parse(query), COUNCILS) == parse(query)


# ------------------------------------------------------------------ filters


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("authority:leeds", Value("authority", "Leeds City Council")),
        ('authority:"leeds city council"', Value("authority", "Leeds City Council")),
        ("authority:KCC", Value("authority", "Kent County Council")),
        ("committee:executive", Value("committee", "Executive Board")),
        (
            "committee:scrut*",
            Or((Value("committee", VALUES["committee"][1]), Value("committee", VALUES["committee"][2]))),
        ),
        ('grade:"requires improvement"', Value("grade", "requires improvement to be good")),
        ("role:implications:legal", Value("role", "implications:legal")),
        ("role:legal", Value("role", "implications:legal")),
        ("role:recommendation", Or((Value("role", "recommendations"),))),
        ("type:inspection", Value("type", "inspection report")),
        ("file:b.pdf", Value("file", "/p/b.pdf")),
        ("paper:abc", Value("paper", "abc123-1")),
        ("a -authority:leeds", And((Word("a"), Not(Value("authority", "Leeds City Council"))))),
    ],
)
def test_values_are_resolved_to_what_is_held(query: str, tree: Node) -> None:
    expected = tree.children[0] if isinstance(tree, Or) and len(tree.children) == 1 else tree
    assert filters.resolve(parse(query), held) == expected


def test_a_role_covers_its_sub_roles_and_a_number_its_brackets() -> None:
    roles = filters.resolve(parse("role:implications"), held)
    assert isinstance(roles, Or)
    assert Value("role", "implications:equality") in roles.children
    assert Value("role", "implications") in roles.children
    numbers = filters.resolve(parse("number:3.4"), held)
    assert isinstance(numbers, Or)
    assert {Value("number", "3.4"), Value("number", "3.4."), Value("number", "(3.4)")} <= set(numbers.children)


def test_a_council_of_the_register_of_which_nothing_is_held_is_no_error() -> None:
    assert filters.resolve(parse("authority:Wolverhampton"), held) != Everything()


@pytest.mark.parametrize("query", ["authority:xqzzy", "committee:xqzzy", "role:xqzzy", "type:xqzzy"])
def test_a_name_that_nothing_answers_to_is_an_error(query: str) -> None:
    with pytest.raises(UsageError, match="xqzzy"):
        filters.resolve(parse(query), held)


def test_options_become_one_tree() -> None:
    assert filters.build(include_exempt=True) == Everything()
    assert filters.build() == Not(Value("exempt", "true"))
    tree = filters.build(
        authority=["leeds", "kent"], date_from="2010", date_to="12/02/2013", role=["summary"], include_exempt=True
    )
    assert tree == And(
        (
            Or((Value("authority", "leeds"), Value("authority", "kent"))),
            Value("role", "summary"),
            Range("date", "2010", "2013-02-12"),
        )
    )
    with pytest.raises(UsageError, match="not a date"):
        filters.build(date_from="yesterday")


# -------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2010", "2010"),
        ("2010-2", "2010-02"),
        ("2010-02-12", "2010-02-12"),
        ("12/2/2010", "2010-02-12"),
        ("12.02.2010", "2010-02-12"),
        ("12th February 2010", "2010-02-12"),
        ("12.02.10", "2010-02-12"),
        ("12 Sept 2012", "2012-09-12"),
        ("4th of March, 2020", "2020-03-04"),
        ("Thursday 13th March 2025", "2025-03-13"),
        ("March 13, 2025", "2025-03-13"),
        ("13-03-2025", "2025-03-13"),
        ("Feb 2010", "2010-02"),
        ("12 Feb 2010 or later", None),
        ("2009-10 and 2010", None),
        ("2010-02-30", None),
        ("1066", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    assert dates.point(text) == iso


def test_a_month_ends_on_its_last_day() -> None:
    assert dates.bounds("2012-02") == ("2012-02-01", "2012-02-29")
    assert dates.bounds("2012") == ("2012-01-01", "2012-12-31")


def test_quoted_words_relax_to_stems_and_references_do_not() -> None:
    assert relax.by_stem(parse('"bus lanes"')) == Phrase(("bus", "lanes"), exact=False)
    assert relax.by_stem(parse("24/00093")) == parse("24/00093")
