"""Names of wards from what a front block prints."""

from __future__ import annotations

import pytest

from cqa.extract.wards import ward_names
from tests.extract.text_paper import read

FRONT = "Report of the Director of Housing\n\nBorsetshire Council\n\nWards affected: {}\n\nSubject: Repairs\n\nText.\n"


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Roundhay", ("Roundhay",)),
        ("Adel and Wharfedale; Weetwood", ("Adel and Wharfedale", "Weetwood")),
        ("Armley, Bramley and Stanningley, and Kirkstall", ("Armley", "Bramley and Stanningley", "Kirkstall")),
        ("Faraday Ward", ("Faraday",)),
        ("Faraday and Newington Wards", ("Faraday", "Newington")),
        ("Beeston and Holbeck ward", ("Beeston and Holbeck",)),
        ("FARADAY / ST GEORGE'S", ("Faraday", "St George's")),
        ("Castle (Cllr Brown); Castle", ("Castle",)),
        ("All", ("All wards",)),
        ("ALL WARDS", ("All wards",)),
        ("County-wide", ("All wards",)),
        ("Citywide.", ("All wards",)),
        ("None", ()),
        ("N/A", ()),
        ("No specific wards", ()),
        ("(c)", ()),
        ("the wards named in appendix 2", ()),
        ("12", ()),
    ],
)
def test_names(printed: str, names: tuple[str, ...]) -> None:
    assert ward_names(printed) == names


def test_a_paper_keeps_what_is_printed_beside_the_names() -> None:
    paper = read(FRONT.format("Castle; Abbey"))
    assert (paper.wards, paper.ward_names) == ("Castle; Abbey", ("Castle", "Abbey"))
    assert read(FRONT.format("Borough wide")).ward_names == ("All wards",)
    assert read("Report\n\nNo ward is named here.\n").ward_names == ()
