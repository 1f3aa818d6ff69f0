"""Authority names: what each means, alone and in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.extract.authority.body_names import councils
from cqa.gazetteer import build_register
from cqa.gazetteer.authorities import family, mentions, register, resolve
from cqa.gazetteer.name_forms import place_of
from cqa.gazetteer.register import DATA, REGIONAL, entries
from cqa.model import Authority
from cqa.query.authority_expansion import with_places
from cqa.query.nodes import Node, Synonyms, Value, walk
from cqa.query.parse import parse
from tests.extract.text_paper import read


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("Leeds", "Leeds City Council"),
        ("leeds city council", "Leeds City Council"),
        ("LDS", "Leeds City Council"),
        ("E08000035", "Leeds City Council"),
        ("KCC", "Kent County Council"),
        ("LB Hillingdon", "London Borough of Hillingdon"),
        ("Hillingdon Borough Council", "London Borough of Hillingdon"),
        ("Brighton & Hove", "Brighton and Hove City Council"),
        ("Norfolk Council", "Norfolk County Council"),
        ("Herefordshire County Council", "Herefordshire Council"),
        ("Wirral Metropolitan Borough Council", "Wirral Borough Council"),
        ("Doncaster Metropolitan Borough Council", "City of Doncaster Council"),
        ("Kingston upon Hull", "Hull City Council"),
        ("Stoke on Trent", "Stoke-on-Trent City Council"),
        ("Bristol", "Bristol City Council"),
        ("Durham", "Durham County Council"),
        ("Gloucester", "Gloucester City Council"),
        ("Gloucestershire", "Gloucestershire County Council"),
        ("Windsor & Maidenhead", "Royal Borough of Windsor and Maidenhead"),
        ("RBKC", "Royal Borough of Kensington and Chelsea"),
        ("the Vale of Glamorgan", "Vale of Glamorgan Council"),
        ("Isles of Scilly", "Council of the Isles of Scilly"),
        ("St. Helens", "St Helens Council"),
    ],
)
def test_resolve(name: str, official: str) -> None:
    found = resolve(name)
    assert found is not None
    assert found.name == official


@pytest.mark.parametrize(
    "name", ["", "LCC", "County Council", "the Council", "West Midlands", "Atlantis", "12", "Ofsted"]
)
def test_resolve_nothing(name: str) -> None:
    """No authority, or several with equal right to the name (Leeds, Leicestershire, Lancashire are all LCC)."""
    assert resolve(name) is None


@pytest.mark.parametrize(
    ("name", "on", "official"),
    [
        ("Dorset", None, "Dorset Council"),
        ("Dorset", "2018-06-01", "Dorset County Council"),
        ("Dorset", "2019-04-01", "Dorset Council"),
        ("Somerset", "2022-01-01", "Somerset County Council"),
        ("Somerset", "2026-01-01", "Somerset Council"),
        ("Buckinghamshire", "2015-01-01", "Buckinghamshire County Council"),
        ("Buckinghamshire", "2021-01-01", "Buckinghamshire Council"),
        ("North Yorkshire", "2015-01-01", "North Yorkshire County Council"),
        ("Cumbria", None, "Cumbria County Council"),
        ("Cumbria", "2015-01-01", "Cumbria County Council"),
    ],
)
def test_abolished_councils_by_date(name: str, on: str | None, official: str) -> None:
    found = resolve(name, on)
    assert found is not None
    assert found.name == official


def test_family() -> None:
    assert family("DST") == family("DOR") == {"DST", "DOR"}
    assert family("LDS") == {"LDS"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leicestershire only: what is being done?", [("Leicestershire County Council", "Leicestershire")]),
        ("What did Kent’s cabinet say?", [("Kent County Council", "Kent")]),
        ("Leeds' caseload in 2010", [("Leeds City Council", "Leeds")]),
        (
            "did leeds or southampton cite it",
            [("Leeds City Council", "leeds"), ("Southampton City Council", "southampton")],
        ),
        ("KCC budgets", [("Kent County Council", "KCC")]),
        (
            "Brighton and\nHove City Council agreed",
            [("Brighton and Hove City Council", "Brighton and\nHove City Council")],
        ),
        ("the NORFOLK COUNTY COUNCIL scheme", [("Norfolk County Council", "NORFOLK COUNTY COUNCIL")]),
        ("Southwark Land Regeneration PLC was chosen", []),
        ("NHS Gloucestershire and the University of Southampton", []),
        ("Mr John Kent spoke on Lancaster Road", []),
        ("people reading in a bath", []),
        ("Stoke Ferry and Richmond Hill", []),
        ("homes in Stoke", [("Stoke-on-Trent City Council", "Stoke")]),
        (
            "North Lincolnshire, not Lincolnshire",
            [("North Lincolnshire Council", "North Lincolnshire"), ("Lincolnshire County Council", "Lincolnshire")],
        ),
        (
            "West Sussex and East Sussex",
            [("West Sussex County Council", "West Sussex"), ("East Sussex County Council", "East Sussex")],
        ),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.value.name, text[slice(*(f.span or (0, 0)))]) for f in mentions(text)] == expected


@given(st.text(alphabet="Leds KntCouciby’'&-.\n", max_size=80))
def test_mention_spans_hold_capitalised_names(text: str) -> None:
    """Spans are in order, do not overlap, and what they hold resolves to the same authority."""
    last = 0
    for found in mentions(text):
        assert found.span is not None
        start, end = found.span
        assert last <= start < end <= len(text)
        last = end
        assert resolve(text[start:end]) == found.value


def test_every_official_name_resolves_to_its_own_entry() -> None:
    wrong = [
        e.authority.name for e in register().entries.values() if resolve(e.authority.name, e.start or None) is None
    ]
    assert wrong == []


def test_shipped_names_are_those_of_the_shipped_register() -> None:
    """``authority_names.tsv`` is what :mod:`cqa.gazetteer.build_register` makes of the other two files today."""
    table = build_register.names_table(entries(), build_register.aliases())
    assert (DATA / "authority_names.tsv").read_text(encoding="utf-8").splitlines() == table


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MINUTES OF MEETING OF NORTHFIELD AND\n\nTOWN COUNCIL HELD IN", ["NORTHFIELD AND TOWN COUNCIL"]),
        ("Minutes of West Dereham Parish Council", ["West Dereham Parish Council"]),
        ("The clerk wrote to Norwich.\n\nParish Council matters", []),
    ],
)
def test_names_of_councils_outside_the_register(text: str, names: list[str]) -> None:
    assert [named.name for named in councils(text, 0, len(text))] == names


@pytest.mark.parametrize("written", ["Ashby & Thorpe Parish Council", "Ashby and Thorpe Parish Council"])
def test_a_council_outside_the_register_has_one_name(written: str) -> None:
    paper = read(f"MINUTES OF {written}\n\nheld on 4 October 2016\n\nPresent: Cllr A Teal (Chair)\n")
    assert paper.authority == Authority("Ashby and Thorpe Parish Council")


def test_every_official_name_tells_the_same_place_on_both_sides() -> None:
    """A question and a paper must mean the same council by the words of its name that are not its kind."""
    differ = []
    for entry in entries().values():
        name = entry.authority.name
        words = place_of(name)
        named = register().names.get(words)
        by_paper = not words or entry.kind in REGIONAL or (named is not None and entry.authority.code in named.codes)
        tree = with_places(parse(" ".join(("caseloads", *words))), [name])
        by_query = not words or any(node == Value("authority", name) for node in values_of(tree))
        if not (by_paper and by_query):
            differ.append(name)
    assert len(entries()) > 500
    assert differ == []


def values_of(tree: Node) -> list[Node]:
    return [other for node in walk(tree) if isinstance(node, Synonyms) for other in node.others]
