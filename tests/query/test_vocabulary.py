"""Synonyms, acronyms and colloquial words: what a query finds as well as its own words."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files

import pytest

from cqa.query.nodes import And, Node, Or, Phrase, Synonyms, Word, walk
from cqa.query.parse import parse
from cqa.query.synonym_expansion import expand
from cqa.query.vocabulary import alternatives, ambiguous_acronyms, paraphrases, synonyms
from cqa.text.analyzer import stems

DATA = files("cqa.query") / "data"


def ways(text: str, colloquial: bool = False) -> set[str]:
    """Every other way that the expanded query takes in, as text."""
    tree = expand(parse(text), colloquial=colloquial)
    return {str(o).strip('"') for node in walk(tree) if isinstance(node, Synonyms) for o in node.others}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("looked after children", "children looked after"),
        ("looked after children", "children in care"),
        ("looked after children", "lac"),
        ("children in care", "cla"),
        ("LAC", "looked after children"),
        ("LAC", "children in care"),
        ("looked-after children", "children in care"),
        ("caseloads", "workload"),
        ("workloads", "number of cases"),
        ("domestic violence", "domestic abuse"),
        ("NEET", "not in education employment or training"),
        ("MASH", "multi agency safeguarding hub"),
        ("SGOs", "special guardianship order"),
        ("special guardianship orders", "sgo"),
        ("agency staff", "locum"),
        ("councillors", "elected member"),
        ("Ofsted", "office for standards in education"),
        ("CP", "child protection"),
        ("SWs", "social worker"),
        ("fly tipping", "fly tipping"),
        ("section 106", "planning obligation"),
        ("child", "children"),
    ],
)
def test_other_ways_are_found(asked: str, found: str) -> None:
    said = {" ".join(way.lower().split()) for way in ways(asked)} | {asked}
    assert any(found in way or way.rstrip("s") == found for way in said)


@pytest.mark.parametrize(
    "asked", ["it", "cp", "pa", "the", '"caseload"', '"looked after children"', "NOT LAC", "case*"]
)
def test_small_words_and_quoted_ones_are_left_alone(asked: str) -> None:
    assert expand(parse(asked)) == parse(asked)


def test_an_ambiguous_acronym_goes_one_way() -> None:
    assert "child protection" in ways("CP")
    assert "cp" not in ways("child protection")
    assert {"integrated children's system", "integrated care system"} <= set(
        alternatives(tuple(stems("ICS")), "ICS", colloquial=False)
    )


def test_a_wide_term_finds_narrower_ones_and_not_the_reverse() -> None:
    assert "turnover of social workers" in ways("staff turnover")
    assert not any("staff turnover" in way for way in ways("changes of social worker"))


def test_a_term_inside_a_query_is_one_node() -> None:
    tree = expand(parse("leeds children in care caseloads"))
    assert isinstance(tree, And)
    term = tree.children[1]
    assert isinstance(term, Synonyms)
    assert term.written == And((Word("children"), Word("in"), Word("care")))
    assert Phrase(("looked", "after", "children"), exact=False) in term.others
    assert isinstance(tree.children[2], Synonyms)


def test_terms_keep_their_field_and_do_not_cross_one() -> None:
    term = expand(parse("heading:LAC"))
    assert isinstance(term, Synonyms)
    assert all(getattr(other, "field", None) == "heading" for other in term.others)
    assert expand(parse("heading:looked after children")) == And(
        (Word("looked", "heading"), Word("after"), expand(Word("children")))
    )


def test_exact_changes_nothing() -> None:
    tree = parse("children in care OR LAC")
    assert expand(tree, exact=True) is tree


@pytest.mark.parametrize(
    ("colloquial", "formal"),
    [
        ("kids", "children"),
        ("youngsters in care", "looked after children"),
        ("temps", "agency staff"),
        ("people leaving", "staff turnover"),
        ("computerised case notes", "electronic recording system"),
        ("round the clock", "24 hours"),
        ("rubbish", "waste collection"),
        ("black hole", "budget gap"),
        ("sleeping rough", "rough sleeping"),
        ("behind closed doors", "exempt information"),
    ],
)
def test_colloquial_words_find_the_papers_words_only_when_asked(colloquial: str, formal: str) -> None:
    assert formal in ways(colloquial, colloquial=True)
    assert formal not in ways(colloquial)
    assert formal in alternatives(tuple(stems(colloquial)), colloquial, colloquial=True)


def test_a_lay_word_does_not_replace_what_was_written() -> None:
    tree = expand(Or((Word("kids"), Word("parking"))), colloquial=True)
    assert isinstance(tree, Or)
    first = tree.children[0]
    assert isinstance(first, Synonyms)
    assert first.written == Word("kids")


def test_the_tables_are_broad() -> None:
    assert len(synonyms()) > 1000
    assert len(paraphrases()) > 800
    assert len(ambiguous_acronyms()) > 60


def test_every_line_of_the_data_is_well_formed() -> None:
    rows = list(csv.DictReader((DATA / "acronyms.csv").read_text("utf-8").splitlines()))
    assert {row["direction"] for row in rows} == {"both", "expand"}
    assert len({(row["acronym"], row["expansion"]) for row in rows}) == len(rows)
    assert all(row["source"] in {"ofsted", "ipsv", "papers"} and row["expansion"] for row in rows)
    for area in tomllib.loads((DATA / "synonyms.toml").read_text("utf-8"))["area"]:
        assert area["source"]
        assert all(" | " in line for line in area["same"].strip().splitlines())
        for line in area.get("narrower", "").strip().splitlines():
            wide, _, narrow = line.partition(" > ")
            assert wide
            assert narrow
            assert " | " not in wide
    for area in tomllib.loads((DATA / "paraphrases.toml").read_text("utf-8"))["area"]:
        assert all(line.count(" > ") == 1 for line in area["says"].strip().splitlines())


def test_no_expansion_is_a_single_function_word() -> None:
    from cqa.text.stop_words import stop_words

    def single(node: Node) -> str | None:
        return node.text.lower() if isinstance(node, Word) and not node.exact else None

    for key in synonyms():
        tree = expand(Word(key[0])) if len(key) == 1 else None
        if isinstance(tree, Synonyms):
            assert not {single(o) for o in tree.others} & set(stop_words("queries"))
