"""Whose a paper is, by kind of body, and when the text is silent. The texts are written for the test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cqa.extract import extract
from cqa.model import Paper, Part
from tests.extract.text_paper import document, read

BODY = "\n\n1. Purpose of report\n\n1.1 This report tells members how the service has done since the last one.\n"

OWNERS = {
    "fire authority": (
        "WEST YORKSHIRE FIRE & RESCUE AUTHORITY\n\nREPORT TO: Full Authority\nDate: 14 December 2023\n"
        f"Subject: Revenue Budget Monitoring\nReport of: Chief Finance and Procurement Officer\n{BODY}"
        "Leeds City Council collects the precept. Bradford and Leeds pay it.",
        "West Yorkshire Fire and Rescue Authority",
        ("Full Authority",),
        "2023-12-14",
    ),
    "police commissioner": (
        "Office of the Police and Crime Commissioner for Kent\n\nDecision Notice\n\nDate: 4 June 2021\n\n"
        "Title: Victim Services Grant\n\nKent County Council and Medway Council are partners. Kent County Council.\n",
        "Office of the Police and Crime Commissioner for Kent",
        (),
        "2021-06-04",
    ),
    "NHS board with a council": (
        "NHS Kent and Medway Integrated Care Board\n\nMeeting held in public\n\nTuesday 5 March 2024 at 10.00am\n\n"
        "Agenda\n\n1. Welcome\n2. Minutes of the last meeting on 9 January 2024\n\nKent County Council came.\n",
        "NHS Kent and Medway Integrated Care Board",
        (),
        "2024-03-05",
    ),
    "a council's scrutiny of an NHS board": (
        "Item 6\n\nTo: Health Overview and Scrutiny Committee, 6 March 2024\nSubject: NHS Kent and Medway Integrated "
        "Care Board update\n\nThe NHS Kent and Medway Integrated Care Board reported. The NHS Kent and Medway "
        "Integrated Care Board spoke. Kent County Council, KCC, replied: scrutiny@kent.gov.uk\n",
        "Kent County Council",
        ("Health Overview and Scrutiny Committee",),
        "2024-03-06",
    ),
    "town council whose name holds another's": (
        "Royal Sutton Coldfield Town Council\n\nPlanning & Highways Committee\n\nMinutes of the Meeting held at "
        "Trinity Centre on Tuesday 14 May 2019 at 7pm\n\nPresent: Cllr A. Sutton. Birmingham City Council. Sutton.\n",
        "Royal Sutton Coldfield Town Council",
        ("Planning & Highways Committee",),
        "2019-05-14",
    ),
    "combined authority and its constituent councils": (
        "GREATER MANCHESTER COMBINED AUTHORITY\n\nDate: 28th July 2023\n\nSubject: Brownfield Programme\n\n"
        f"Report of: Paul Dennett, Portfolio Lead for Housing\n{BODY}Bolton Council, Bury Council, Manchester City "
        "Council, Oldham Council, Salford City Council. Manchester City Council again.\n",
        "Greater Manchester Combined Authority",
        (),
        "2023-07-28",
    ),
    "national park authority": (
        "South Downs National Park Authority\n\nPlanning Committee\n\nReport to: Planning Committee\nDate: 9 May 2024\n"
        "By: Director of Planning\nTitle of Report: Land at Lewes\n\nLewes District Council objected.\n",
        "South Downs National Park Authority",
        ("Planning Committee",),
        "2024-05-09",
    ),
    "planning inspector's report": (
        "Report to Fenland District Council\n\nby A Smith BA MRTPI\nan Inspector appointed by the Secretary of State\n"
        "Date: 3 April 2014\n\nPLANNING AND COMPULSORY PURCHASE ACT 2004\n\n"
        "REPORT ON THE EXAMINATION INTO THE FENLAND LOCAL PLAN\n\nDocument submitted on 2 September 2013\n",
        "Fenland District Council",
        (),
        "2014-04-03",
    ),
    "mayor's report about a site in a borough": (
        "planning report\n\n18 December 2002\n\nHigh Road Estate\n\nin the London Borough of Southwark\n\n"
        "Greater London Authority Act 1999. The comments will be on the GLA website www.london.gov.uk.\n",
        "Greater London Authority",
        (),
        "2002-12-18",
    ),
}


@pytest.mark.parametrize("kind", OWNERS)
def test_owner(kind: str) -> None:
    text, authority, committees, date = OWNERS[kind]
    paper = read(text)
    assert paper.authority is not None
    assert (paper.authority.name, paper.committees, paper.date) == (authority, committees, date)


@pytest.mark.parametrize(
    "text",
    [
        "ELECTION RESULTS FOR NORTHFIELD PARISH\n\nThe following were elected on 2 May 2019.\n\nJones 300\n",
        "Community Council Tax Support\n\nA leaflet about discounts.\n",
        "Strategy for Trees\n\nAdopted October 2019\n\nThis is a strategy.",
    ],
)
def test_an_absent_authority_is_unknown(text: str) -> None:
    assert read(text).authority is None


def rule(paper: Paper) -> tuple[str, float] | None:
    return next(((f.rule, f.confidence) for name, f in paper.findings if name == "authority"), None)


@pytest.mark.parametrize(
    ("path", "authority"),
    [
        ("kent-cc__Cabinet_2025-03-04__Appendix-C.pdf", "Kent County Council"),
        ("/data/Kent County Council/2024/appendix-c.pdf", "Kent County Council"),
        ("weca__appendix-c.pdf", "West of England Combined Authority"),
        ("/home/me/reading/appendix-c.pdf", None),
        ("norfolk-parish__appendix-c.pdf", None),
        ("kent__-and-more_appendix-c.pdf", "Kent County Council"),
        ("notes-on-kent.pdf", None),
    ],
)
def test_the_file_name_is_the_last_witness(path: str, authority: str | None) -> None:
    paper = read("Appendix C\n\nCapital spend £000", path)
    assert (paper.authority.name if paper.authority else None) == authority
    assert rule(paper) == (None if authority is None else ("file name", 0.35))


def test_the_text_overrules_the_file_name() -> None:
    paper = read("Leeds City Council\n\nAppendix C\n\nLeeds spends more.", "kent-cc__Appendix-C.pdf")
    assert paper.authority is not None
    assert paper.authority.name == "Leeds City Council"


def test_a_footers_e_mail_domain_outweighs_a_partner_named_often() -> None:
    front = "Decision Recording Form\n\n" + "The decision was taken. " * 110
    text = front + "The WECA grant is noted. " * 4 + "The West of England Combined Authority pays."
    doc = document(text)
    found = extract(doc, (Part((0, len(text)), ()),))[0].authority
    assert found is not None
    assert found.name == "West of England Combined Authority"
    footed = replace(doc, running_lines=("policycommittees@bristol.gov.uk",))
    found = extract(footed, (Part((0, len(text)), ()),))[0].authority
    assert found is not None
    assert found.name == "Bristol City Council"


def test_places_in_tables_do_not_own_the_paper() -> None:
    rows = "".join(f"{ward}\tArun\tChichester\t12\t40\t7\n" for ward in ("Ford", "Yapton", "Bersted", "Selsey"))
    text = f"Ethnic composition\n\nWard\tArun\tChichester\t2001\t2011\tChange\n{rows}\nMost live in Arun.\n"
    found = read(text, "west-sussex__ethnic-composition-arun.doc").authority
    assert found is not None
    assert found.name == "West Sussex County Council"


def test_papers_from_abroad_are_unknown() -> None:
    text = "CITY OF LONDON\n\nMinutes of the Planning Committee\n\nOntario, Planning Act, R.S.O. 1990. Ontario.\n"
    assert read(text, "london-ontario__minutes.md").authority is None
