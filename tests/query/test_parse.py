"""The query language: what each form means, that printing and parsing agree, and that nothing crashes it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.errors import QuerySyntaxError
from cqa.query.nodes import (
    And,
    Everything,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Range,
    Synonyms,
    Value,
    Word,
    walk,
)
from cqa.query.parse import MAX_DEPTH, parse, parse_lenient
from cqa.query.token_stream import MAX_LEAVES, MAX_LENGTH

A, B, C = Word("a"), Word("b"), Word("c")


def reference(written: str, *parts: str) -> Phrase:
    return Phrase(parts, written=written)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a (b c)", And((A, B, C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a or not b", And((A, Word("or"), Word("not"), B))),
        ("a -b", And((A, Not(B)))),
        ("a NOT (b c)", And((A, Not(And((B, C)))))),
        ("NOT NOT a", A),
        ("NOT *", Nothing()),
        ("*", Everything()),
        ("a - b", And((A, B))),
        ("a – b", And((A, B))),
        ("a–b", And((A, B))),
        ("16–17", reference("16–17", "16", "17")),
        ('"looked after"', Phrase(("looked", "after"))),
        ("“looked after”", Phrase(("looked", "after"))),
        ('"a b"~5', Phrase(("a", "b"), slop=5)),
        ('"Caseloads"', Word("Caseloads", exact=True)),
        ("a NEAR/5 b", Near("a", "b", 5)),
        ("a NEAR b", Near("a", "b", 10)),
        ("a NEAR/2 b NEAR/3 c", And((Near("a", "b", 2), Near("b", "c", 3)))),
        ("heading:(a NEAR/5 b)", Near("a", "b", 5, "heading")),
        ("case*", Prefix("case")),
        ("**case**", Word("case")),
        ("title:case*", Prefix("case", "title")),
        ("heading:a", Word("a", "heading")),
        ("Heading:a", Word("a", "heading")),
        ("heading: a", Word("a", "heading")),
        ("heading:(a OR b)", Or((Word("a", "heading"), Word("b", "heading")))),
        ('heading:"a b"', Phrase(("a", "b"), field="heading")),
        ("text:OR", Word("OR", "text")),
        ("-heading:a", Not(Word("a", "heading"))),
        ("authority:leeds", Value("authority", "leeds")),
        ('authority:"Leeds City Council"', Value("authority", "Leeds City Council")),
        ("authority:(Leeds City OR Kent)", Or((Value("authority", "Leeds City"), Value("authority", "Kent")))),
        ("role:implications:legal", Value("role", "implications:legal")),
        ("number:3.10.1", Value("number", "3.10.1")),
        ("number:(i)", Value("number", "i")),
        ("number:291(4)(c)", Value("number", "291(4)(c)")),
        ("date:2010..2013", Range("date", "2010", "2013")),
        ("date:2010", Range("date", "2010", "2010")),
        ("date:2010..", Range("date", "2010", None)),
        ("date:..2010-02", Range("date", None, "2010-02")),
        ('date:"12 February 2010"', Range("date", "2010-02-12", "2010-02-12")),
        ("date:12/02/2010..2011", Range("date", "2010-02-12", "2011")),
        ("24/00093", reference("24/00093", "24", "00093")),
        ("02091-C-71", reference("02091-C-71", "02091", "C", "71")),
        ("s.47", reference("s.47", "s", "47")),
        ("s.47(1)(a).", reference("s.47(1)(a)", "s", "47", "1", "a")),
        ("£1.5m,", reference("£1.5m", "1", "5m")),
        ("16-17", reference("16-17", "16", "17")),
        ("a.b@leeds.gov.uk", reference("a.b@leeds.gov.uk", "a", "b", "leeds", "gov", "uk")),
        ("https://x.uk/y", reference("https://x.uk/y", "https", "x", "uk", "y")),
        ("(i)", Word("i")),
        ("worker(s)", Word("worker")),
        ("children’s", Word("children’s")),
        ("OR. b", And((Word("or"), B))),
        (
            "pre-proceedings",
            Synonyms(
                Phrase(("pre", "proceedings"), exact=False, written="pre-proceedings"),
                (Word("preproceedings"),),
            ),
        ),
    ],
)
def test_meaning(text: str, tree: Node) -> None:
    assert parse(text) == tree
    assert parse(str(tree)) == tree


@pytest.mark.parametrize(
    ("text", "pos", "says", "hint"),
    [
        ('a "b c', 2, "never closed", 'a "b c"'),
        ("(a b", 0, "never closed", "a b"),
        ("a) b", 1, "never opened", "a b"),
        ("a OR", 2, "both sides", "a"),
        ("OR a", 0, "both sides", "a"),
        ("a AND AND b", 6, "both sides", "a b"),
        ("a NOT", 2, "after it", "a"),
        ('a NEAR/5 "b c"', 2, "one word on each side", 'a "b c"'),
        ("a NEAR/0 b", 2, "distance", "a NEAR/1 b"),
        ("a NEAR/999 b", 2, "distance", "a NEAR/100 b"),
        ("autority:leeds", 0, "did you mean authority:", "authority:leeds"),
        ("a heading:", 2, "needs a value", "a"),
        ("date:yesterday a", 5, "not a date", "a"),
        ("date:2013..2010", 5, "ends before", "date:2010..2013"),
        ("date:2010-02-31", 5, "not a date", None),
        ("case*load", 4, "must be alone", "case*"),
        ("a*", 1, "two letters", "a"),
        ("", 0, "nothing to search for", None),
        (" . ’ 🙂 -- ", 0, "nothing to search for", None),
        ('""', 0, "nothing to search for", None),
        ("()", 0, "nothing to search for", None),
    ],
)
def test_mistakes_are_shown_with_their_repair(text: str, pos: int, says: str, hint: str | None) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        parse(text)
    assert raised.value.pos == pos
    assert says in raised.value.message
    assert raised.value.hint == hint
    assert parse_lenient(text)[0] == (parse(hint) if hint else Nothing())


def test_a_query_is_bounded() -> None:
    for text in ("a " * MAX_LENGTH, "a " * (MAX_LEAVES + 1), "(" * 500 + "a" + ")" * 500):
        with pytest.raises(QuerySyntaxError):
            parse(text)
        tree = parse_lenient(text)[0]
        assert sum(1 for _ in walk(tree)) <= 3 * MAX_LEAVES
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == A


FRAGMENTS = (
    "a b caseloads Leeds it or children’s 24/00093 s.47(1) (i) £1.5m 16-17 16–17 pre-proceedings x@y.gov.uk "
    'https://a.b/c?d=e#f OR AND NOT NEAR NEAR/5 ( ) " “ ” ~3 * case* - -b -- – : . .. heading: authority: date: '
    "date:2010..2013 number: role:implications:legal file: tittle: 🙂 é e\u0301 ﷺ ﾞ ½ \x00 \ud800 ' \\ / ^"
)
PIECES = FRAGMENTS.split(" ")

queries = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(queries)
def test_any_text_parses_or_says_why_not(text: str) -> None:
    tree, error = parse_lenient(text)
    assert parse(str(tree)) == tree or isinstance(tree, Nothing)
    if error is None:
        assert parse(text) == tree
    else:
        assert 0 <= error.pos <= len(text) + 1
        assert error.hint is None or parse(error.hint) == tree


plain = st.from_regex(r"[a-z][a-z0-9]{0,8}(’s)?", fullmatch=True)
word_field = st.sampled_from([None, "text", "heading", "title"])
day = st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(lambda d: d.isoformat())
leaves = st.one_of(
    st.builds(Word, plain, word_field, st.booleans()),
    st.builds(Prefix, st.from_regex(r"[a-z0-9]{2,8}", fullmatch=True), word_field),
    st.builds(Phrase, st.lists(plain, min_size=2, max_size=4).map(tuple), st.integers(0, 100), word_field),
    st.builds(Near, plain, plain, st.integers(1, 100), word_field),
    st.builds(
        Value,
        st.sampled_from(["authority", "committee", "grade", "role", "type", "number", "paper", "file"]),
        st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 .()/:&*_-]{0,12}[a-z0-9)]", fullmatch=True).map(
            lambda s: " ".join(s.split())
        ),
    ),
    st.builds(Range, st.just("date"), day, st.none()),
    st.builds(lambda d, e: Range("date", min(d, e), max(d, e)), day, day),
    st.just(Everything()),
)


def _both(children: list[Node], kind: type[And] | type[Or]) -> Node:
    kept = tuple(dict.fromkeys(c for c in children if not isinstance(c, kind)))
    return kind(kept) if len(kept) > 1 else children[0]


trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda c: _both(c, And)),
        st.lists(inner, min_size=2, max_size=4).map(lambda c: _both(c, Or)),
        inner.filter(lambda n: not isinstance(n, Not | Everything)).map(Not),
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(trees)
def test_a_printed_tree_parses_to_itself(tree: Node) -> None:
    assert parse(str(tree)) == tree


def test_loose_clauses_are_few_and_equal_ones_are_one() -> None:
    """This test ensures that a short query cannot keep an engine busy for a minute."""
    assert parse('"the of and"~100 ' * 10) == parse('"the of and"~100')
    assert parse("caseload caseload AND caseload") == parse("caseload")
    with pytest.raises(QuerySyntaxError, match="12 pairs with NEAR"):
        parse(" NEAR/100 ".join(f"w{i}" for i in range(30)))
    with pytest.raises(QuerySyntaxError, match="12 pairs with NEAR"):
        parse(" ".join(f'"a w{i}"~50' for i in range(30)))
