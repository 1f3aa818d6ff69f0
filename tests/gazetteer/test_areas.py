"""Groups of councils: by kind, nation, region, county, combined authority and name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cqa.gazetteer.areas import areas, counties, groups_of
from cqa.gazetteer.authorities import resolve
from cqa.gazetteer.build_register import COUNTIES_CORRECTED, area_rows
from cqa.gazetteer.register import entries
from cqa.model import Authority


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("Leeds", {"MD", "England", "Yorkshire and The Humber", "in WYCA", "called city"}),
        ("Kent County Council", {"CTY", "England", "South East", "in KEN"}),
        ("Maidstone Borough Council", {"NMD", "South East", "in KEN", "called borough"}),
        ("London Borough of Southwark", {"LBO", "London", "called borough"}),
        ("Cardiff", {"WPA", "Wales"}),
        ("Buckinghamshire County Council", {"South East"}),
        ("Trafford", {"MD", "North West", "in GMCA"}),
    ],
)
def test_groups(name: str, groups: set[str]) -> None:
    authority = resolve(name)
    assert authority is not None
    assert groups <= groups_of(authority)


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("Stoke Ferry Parish Council", {"parish"}),
        ("Ely Town Council", {"parish"}),
        ("City of Winnipeg", set()),
        ("Parish of nowhere", set()),
    ],
)
def test_a_body_outside_the_register_is_at_most_a_parish(name: str, groups: set[str]) -> None:
    assert groups_of(Authority(name, None)) == groups


def test_every_authority_is_somewhere() -> None:
    """All but combined authorities that the source leaves without a region."""
    nowhere = [code for code, entry in entries().items() if not areas().get(code)]
    assert not nowhere
    regions = {group for groups in areas().values() for group in groups if not group.startswith("in ")}
    assert len(regions) == 12
    without = [c for c, groups in areas().items() if not groups & regions]
    assert all(entries()[code].kind == "COMB" for code in without), without


def test_an_abolished_council_is_where_its_successor_is() -> None:
    rows = [
        {
            "code": "OLD",
            "region": "",
            "successor_codes": "XX|NEW",
            "type": "NMD",
            "county_la": "KEN",
            "combined_authority": "",
        },
        {
            "code": "NEW",
            "region": "South East",
            "successor_codes": "",
            "type": "CTY",
            "county_la": "",
            "combined_authority": "",
        },
        {"code": "GONE", "region": "", "successor_codes": "", "type": "UA", "county_la": "", "combined_authority": ""},
    ]
    assert area_rows(rows) == [("OLD", "South East", "KEN", ""), ("NEW", "South East", "NEW", "")]


def test_the_file_is_the_source(shared: Path) -> None:
    with (shared / "data/authorities/uk_local_authorities.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for row in rows:
        held = areas()[row["code"]]
        assert not row["region"] or row["region"] in held
        assert not row["county_la"] or f"in {COUNTIES_CORRECTED.get(row['code'], row['county_la'])}" in held


def test_counties_have_districts() -> None:
    assert {"Kent", "Essex", "Durham", "West Sussex"} <= counties().keys()
    assert not {"Leeds", "Greater Manchester", "Southwark"} & counties().keys()
