"""Qualifiers of a question about several councils: taken out, and applied or named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.question.limits import Limit, admitted, described
from cqa.question.qualifier_rules import rules
from cqa.question.qualifiers import qualified
from cqa.question.question import read_question

BARE = "Which councils mention bins?"

APPLIED = [
    ("Which councils in Yorkshire mention bins?", BARE, "councils in Yorkshire and The Humber"),
    ("Which councils in the North West mention bins?", BARE, "councils in the North West"),
    ("Which north-west councils mention bins?", BARE, "councils in the North West"),
    ("Which Welsh council mentions bins?", "Which council mentions bins?", "councils in Wales"),
    ("Do any Scottish authorities mention bins?", "Do any authorities mention bins?", "councils in Scotland"),
    ("Is there a council in Wales that has bins?", "Is there a council that has bins?", "councils in Wales"),
    ("In Wales, which councils mention bins?", BARE, "councils in Wales"),
    ("Which councils mention bins in the South West?", BARE, "councils in the South West"),
    ("Which unitaries in the South West mention bins?", BARE, "unitary authorities in the South West"),
    ("How many counties mention bins?", "How many councils mention bins?", "county councils"),
    ("Which districts in Kent mention bins?", BARE, "district councils in Kent"),
    ("Which Essex boroughs mention bins?", "Which boroughs mention bins?", "councils in Essex"),
    ("Which councils in Kent or Essex mention bins?", BARE, "councils in Kent or Essex"),
    ("Which county and district councils mention bins?", BARE, "district councils or county councils"),
    ("Which metropolitan boroughs mention bins?", BARE, "metropolitan boroughs"),
    ("Which town and parish councils mention bins?", BARE, "parish and town councils"),
    ("Which councils outside London mention bins?", BARE, "councils outside London"),
    ("Which councils in England, excluding London, mention bins?", BARE, "councils in England outside London"),
    ("Which non-London councils mention bins?", BARE, "councils outside London"),
    ("Which councils in Greater Manchester mention bins?", BARE, "councils in Greater Manchester"),
    ("Which West Yorkshire councils mention bins?", BARE, "councils in West Yorkshire"),
    ("What do councils in the Midlands say of bins?", "What do councils say of bins?", "councils in the Midlands"),
    ("Tell me which Welsh councils mention bins.", "Which councils mention bins.", "councils in Wales"),
    ("I want to know which Lancashire councils mention bins?", BARE, "councils in Lancashire"),
    ("Which county in the South East has bins?", "Which council has bins?", "county councils in the South East"),
    ("Whose papers in the East Midlands mention bins?", "Whose papers mention bins?", "councils in the East Midlands"),
    ("Which reports from unitaries have bins?", "Which reports from councils have bins?", "unitary authorities"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "bare", "limits"), APPLIED)
def test_applied(question: str, bare: str, limits: str) -> None:
    found = qualified(question)
    assert (found.bare, described(found.limits), found.unapplied) == (bare, limits, ())


@pytest.mark.parametrize(
    ("question", "words", "bare"),
    [
        ("Which councils near Leeds mention bins?", "near Leeds", BARE),
        ("Which of the neighbours of Kent mention bins?", "neighbours of Kent", BARE),
        ("Which statistical neighbours of Kent mention bins?", "statistical neighbours of Kent", BARE),
        ("Which councils similar to Bristol mention bins?", "similar to Bristol", BARE),
        ("Which Labour councils mention bins?", "Labour", BARE),
        ("Which Tory-run unitaries mention bins?", "Tory-run", BARE),
        ("Which councils run by Labour mention bins?", "run by Labour", BARE),
        ("Which councils under no overall control mention bins?", "under no overall control", BARE),
        ("Which rural councils mention bins?", "rural", BARE),
        ("Which councils in deprived areas mention bins?", "in deprived areas", BARE),
        ("Which southern councils mention bins?", "southern", BARE),
        ("Which inner London boroughs mention bins?", "inner", BARE),
        ("Which councils on the coast mention bins?", "on the coast", BARE),
        ("Which councils mention bins in the last five years?", "in the last five years", BARE),
    ],
)  # fmt: skip
def test_named_as_not_applied(question: str, words: str, bare: str) -> None:
    found = qualified(question)
    assert (found.unapplied, found.bare) == ((words,), bare)


@pytest.mark.parametrize(
    "question",
    [
        "Which papers mention the Bank of England?",
        "Which councils mention the Church in Wales?",
        "Which councils give grants to parish councils?",
        "Which councils compare themselves with authorities in Wales?",
        "Which large IT projects have councils cancelled?",
        "What did the county council say about caseloads?",
        "What did Kent County Council say about buses recently?",
        "How many children in care are placed in London?",
        "How many minutes did it take in London?",
        "Who is the leader of the Labour group?",
        "What is council tax in Kent?",
        "Which councils have the most complaints?",
        "Which councils mention green waste?",
        "Which county lines gangs are mentioned?",
        "Which councils mention neighbours who complain of noise?",
        "Which councils mention buses in rural areas?",
        "In which districts was unemployment highest?",
        "What is the West Midlands Combined Authority?",
        "",
    ],
)
def test_what_belongs_to_the_topic_stays(question: str) -> None:
    found = qualified(question)
    assert (found.bare, found.limits, found.unapplied, found.often, found.whose) == (question, (), (), None, None)


@pytest.mark.parametrize(
    ("question", "often", "whose", "nobody"),
    [
        ("Which council mentions bins most often?", "most", None, False),
        ("Which councils mention bins the most?", "most", None, False),
        ("Which councils talk most about bins?", "most", None, False),
        ("Which councils were criticised by Ofsted for bins?", None, "inspectorate", False),
        ("Which council mentions bins least often?", "least", None, False),
        ("Which councils mention bins more than once?", "repeated", None, False),
        ("According to Ofsted, which councils mention bins?", None, "inspectorate", False),
        ("Which councils do inspectors say have too many bins?", None, "inspectorate", False),
        ("Which councils themselves mention bins?", None, "council", False),
        ("According to residents, which councils empty no bins?", None, "public", False),
        ("Do none of the councils mention bins?", None, None, True),
        ("Does no council mention bins?", None, None, True),
        ("Which councils mention bins?", None, None, False),
    ],
)
def test_how_often_and_in_whose_words(question: str, often: str | None, whose: str | None, nobody: bool) -> None:
    found = qualified(question)
    assert (found.often, found.whose, found.nobody) == (often, whose, nobody)
    assert "bins" in found.bare
    assert not {"ofsted", "inspectors", "residents", "themselves", "often"} & set(found.bare.lower().split())


@pytest.mark.parametrize(
    ("question", "unit", "kind"),
    [
        ("Which committees discussed adoption?", "committee", "which"),
        ("Which scrutiny committee discussed adoption?", "committee", "which"),
        ("How many committees discussed adoption?", "committee", "which"),
        ("How many committees does Kent have?", "committee", "number"),
        ("At which committees was adoption discussed?", "committee", "which"),
        ("Which agendas mention adoption?", "paper", "which"),
        ("Which council papers mention adoption?", "paper", "which"),
        ("Which council reports high caseloads?", "authority", "which"),
        ("Which minutes mention adoption?", "paper", "which"),
        ("Which papers went to a committee?", "paper", "which"),
        ("Which councils have a committee for adoption?", "authority", "which"),
        ("Is there a council that mentions adoption?", "authority", "which"),
        ("Is there a council tax discount?", "authority", "passage"),
        ("Do none of the councils mention adoption?", "authority", "which"),
    ],
)
def test_what_is_listed(question: str, unit: str, kind: str) -> None:
    read = read_question(question)
    assert (read.kind, read.unit) == (kind, unit)


def test_a_neighbour_is_no_authority_asked_about() -> None:
    read = read_question("Which councils near Leeds mention caseloads?")
    assert (read.authorities, read.written) == ((), "Which councils near Leeds mention caseloads?")


def test_limits_of_one_sort_widen_and_of_two_sorts_narrow() -> None:
    md, ua = (Limit("kind", code, frozenset({code})) for code in ("MD", "UA"))
    wales = Limit("place", "Wales", frozenset({"Wales"}))
    not_wales = Limit("place", "Wales", frozenset({"Wales"}), outside=True)
    assert admitted((md, ua, wales), frozenset({"UA", "Wales"}))
    assert not admitted((md, ua, wales), frozenset({"UA", "England"}))
    assert admitted((not_wales,), frozenset({"UA", "England"}))
    assert not admitted((not_wales,), frozenset({"UA", "Wales"}))
    assert not admitted((not_wales,), frozenset({"parish"}))  # nobody knows where it is
    assert admitted((), frozenset())


def test_merseyside_is_its_boroughs_alone() -> None:
    (limit,) = qualified("Which Merseyside councils mention bins?").limits
    assert admitted((limit,), frozenset({"MD", "in LCR"}))
    assert not admitted((limit,), frozenset({"UA", "in LCR"}))  # Halton


PIECES = ("which", "councils", "in the north", "near Leeds", "and", "Wales", "Labour", ",", "?", "London", "do", "not")


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    found = qualified(text)
    assert len(found.bare) <= len(text) + 40
    assert len(found.unapplied) <= 12


def test_no_rule_takes_out_nothing() -> None:
    """This test ensures that each wording matches words: an empty match would be taken out for ever."""
    assert not [rule.pattern.pattern for rule in rules() if rule.pattern.search("")]
