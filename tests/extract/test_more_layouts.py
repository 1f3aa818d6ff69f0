"""Front blocks of more councils, each with what must be read from it (:mod:`test_layouts`). The texts are written for
the test; only the arrangement of labels follows real papers."""

from __future__ import annotations

import pytest

from tests.extract.text_paper import read

LAYOUTS = {
    "committee, date below it, then labels": (
        "Cabinet\n\n14 November 2023\n\nSubject:\tTreasury Mid-Year Review\nKey Decision:\tNon-Key\n\nSummary\n\n"
        "Wiltshire Council has a strategy.\n",
        {"date": "2023-11-14", "committees": ("Cabinet",), "kinds": ["meeting"], "title": "Treasury Mid-Year Review"},
    ),
    "labels in capitals over their values": (
        "PROPERTY DISPOSALS REPORT\n\nKEY DECISION NO. FCR S169\n\nCABINET MEETING DATE\n22 May 2023\n\n"
        "WARD(S) AFFECTED\nAll Wards\n\nCABINET MEMBER\nPat Hill, Mayor of Hackney\n\n1. INTRODUCTION\n\n"
        "1.1 This report updates members of Hackney Council.\n",
        {"date": "2023-05-22", "committees": ("Cabinet",), "wards": "All Wards", "title": "Property Disposals Report"},
    ),
    "report title and report of in capitals": (
        "LONDON BOROUGH OF CAMDEN\tWARDS:\nAll\n\nREPORT TITLE\nReview of Parking Charges\n\nREPORT OF\n"
        "Cabinet Member for Planning\n\nFOR SUBMISSION TO\tDATE\nCabinet\t13 November 2024\n\nSTRATEGIC CONTEXT\n\n"
        "We Make Camden.\n",
        {"title": "Review of Parking Charges", "date": "2024-11-13", "author_role": "Cabinet Member for Planning"},
    ),
    "time and day over the title": (
        "Policy and Sustainability Committee\n\n10.00am, Tuesday, 12 March 2024\n\nClimate Ready Plan\n\n"
        "Wards\tAll\n\n1.\tRecommendations\n\n1.1\tIt is recommended that Committee agrees.\n\nThe City of "
        "Edinburgh Council\n",
        {"title": "Climate Ready Plan", "date": "2024-03-12", "committees": ("Policy and Sustainability Committee",)},
    ),
    "name in two languages, committee and date, title in capitals": (
        "CARDIFF COUNCIL\nCYNGOR CAERDYDD\n\nCABINET MEETING: 21 MARCH 2024\n\nLOCAL TOILETS STRATEGY\n\n"
        "AGENDA ITEM: 5\n\nReason for this Report\n\n1. To approve it.\n",
        {"title": "Local Toilets Strategy", "date": "2024-03-21", "committees": ("Cabinet",)},
    ),
    "report to be considered by": (
        "Title of Report:\tActive Travel Plan\nReport to be considered by:\tExecutive\nDate of Meeting:\t15 February "
        "2024\n\nWest Berkshire Council\n",
        {"title": "Active Travel Plan", "committees": ("Executive",), "kinds": ["meeting"]},
    ),
    "report authorised by, wards, key decision": (
        "Report for:\tCabinet, 14th March 2024\nTitle:\tAcquisition of Homes\nReport authorised by:\tSam Lee, "
        "Director of "
        "Housing\nWard(s) affected:\tNoel Park\nReport for Key/Non Key Decision:\tKey Decision\n\nHaringey Council.\n",
        {"author_role": "Director of Housing", "wards": "Noel Park", "committees": ("Cabinet",)},
    ),
    "a committee whose label says that it is one": (
        "The Highland Council\n\nCommittee:\tEconomy and Infrastructure\n\nDate:\t2 May 2024\n\nReport Title:\tRoad "
        "Structures\n\n1\tPurpose\n\n1.1 This report.\n",
        {"committees": ("Economy and Infrastructure Committee",), "date": "2024-05-02", "kinds": ["meeting"]},
    ),
    "for consideration by, date to be considered": (
        "Title\tBudget Strategy\nAuthor(s)\tPat Hill\nPortfolio(s)\tCllr Sam Lee\nFor Consideration "
        "By\tCabinet\nDate to be "
        "Considered\t7 February 2024\nImplementation Date if Not Called In\t20 February 2024\n\nEaling Council.\n",
        {"committees": ("Cabinet",), "date": "2024-02-07", "kinds": ["meeting"], "contact": "Pat Hill"},
    ),
    "author and job title in one row": (
        "MEETING: Cabinet\n\nDATE: 05 December 2023\n\nTITLE\tHousing Business Plan\nAuthor: Sam Lee\tJob "
        "title: Head of "
        "Housing\n\nPurpose of Report: To seek approval.\n\nBristol City Council has homes.\n",
        {"contact": "Sam Lee", "date": "2023-12-05", "title": "Housing Business Plan"},
    ),
    "minutes that do not say so": (
        "STOCKPORT METROPOLITAN BOROUGH COUNCIL\n\nCHILDREN AND FAMILIES SCRUTINY COMMITTEE\n\nMeeting: 6 "
        "March 2024\nAt: "
        "6.00 pm\n\nPRESENT\n\nCouncillor Pat Hill (Chair) in the chair\n\n1. MINUTES\n\nThe Minutes (copies "
        "of which had "
        "been circulated) of the meeting held on 24 January 2024 were approved as a correct record.\n",
        {"type": "minutes", "date": "2024-03-06", "committees": ("Children and Families Scrutiny Committee",)},
    ),
    "notice of decisions": (
        "NOTICE OF DECISIONS\n\nCabinet - Tuesday, 5 March 2024\n\nDecisions come into force on 13 March 2024 unless "
        "called in.\n\nGloucester City Council\n",
        {"type": "decision record", "date": "2024-03-05", "committees": ("Cabinet",)},
    ),
    "an inspectorate's letter about a visit": (
        "Ofsted\nPiccadilly Gate\nManchester M1 2WD\n\n12 March 2024\n\nPat Hill\nExecutive "
        "Director\nBradford Metropolitan "
        "District Council\n\nDear Pat\n\nMonitoring visit to Bradford children’s services\n\nThis letter "
        "summarises the "
        "findings of the monitoring visit to Bradford children’s services on 30 and 31 January 2024. It was the eighth "
        "visit since the local authority was judged inadequate in September 2018.\n",
        {
            "type": "inspection report",
            "title": "Monitoring visit to Bradford children’s services",
            "authority": "City of Bradford Metropolitan District Council",
            "date": "2024-03-12",
            "kinds": ["published", "inspection-end", "inspection-start"],
        },
    ),
    "a council's letter is no inspection": (
        "3 May 2024\n\nDear Pat\n\nMonitoring visit to the depot\n\nWe shall come on 30 May 2024.\n\nLeeds "
        "City Council\n",
        {"type": "other", "date": "2024-05-03"},
    ),
    "the stamp over a report is no title": (
        "PUBLIC\n\nMEETING OF THE PLANNING COMMITTEE\n\n7 MARCH 2024\n\n1. SUMMARY\n\n1.1 Ashfield District Council.\n",
        {"title": "Meeting of the Planning Committee", "committees": ("Planning Committee",), "date": "2024-03-07"},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str) -> None:
    text, expected = LAYOUTS[name]
    paper = read(text)
    seen: dict[str, object] = {field: getattr(paper, field, None) for field in expected}
    if "authority" in seen:
        seen["authority"] = paper.authority.name if paper.authority else None
    if "contact" in seen:
        seen["contact"] = paper.contact.name if paper.contact else None
    if "kinds" in seen:
        seen["kinds"] = [d.kind for d in paper.dates]
    assert seen == expected


def test_a_front_block_says_who_presents_whose_portfolio_and_its_forward_plan_number() -> None:
    paper = read(
        "Meeting: Strategic Planning Committee\nMeeting Date: 4 October 2023\nReport Title: Quarterly Appeals\n"
        "Report Author: Stephanie Hill, Development Manager\n"
        "Officer presenting the report: Nick Rogers Job title: Head of Planning\n"
        "Portfolio Holder: Cllr Dave Hall\nWards Affected: Llandaff; Cathays\nKey Decision: Yes\n"
        "Forward Plan Reference: FP/2023/17\n\nSomerset Council\n"
    )
    found = {name: f.value for name, f in paper.findings}
    assert found["presenting_officer"] == "Nick Rogers, Head of Planning"
    assert found["portfolio_holder"] == "Cllr Dave Hall"
    assert found["forward_plan_reference"] == "FP/2023/17"
    assert (paper.title, paper.date, paper.wards, paper.key_decision) == (
        *("Quarterly Appeals", "2023-10-04", "Llandaff; Cathays", True),
    )
    assert paper.contact is not None
    assert paper.contact.name == "Stephanie Hill"
