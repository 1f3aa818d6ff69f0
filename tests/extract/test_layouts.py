"""Front blocks as councils print them: each layout with what must be read from it. The texts are written for the
test; only the arrangement of labels follows real papers."""

from __future__ import annotations

import pytest

from tests.extract.text_paper import read

BODY = "\n\n1. Purpose of report\n\n1.1 This report tells members how the service has done since the last one.\n"

LAYOUTS = {
    "originator and report of": (
        "Originator: Jane Marsh\n\nTel: 39 51234\n\nReport of the Director of City Development\n\nExecutive Board\n\n"
        "Date: 3rd November 2010\n\nSubject: Roundhay Park Improvements\n\nElectoral Wards Affected: Roundhay\n"
        + BODY
        + "Leeds has many parks. The Leeds parks strategy is under review. Parks in Leeds are well used.",
        {
            "authority": "Leeds City Council",
            "committees": ("Executive Board",),
            "date": "2010-11-03",
            "title": "Roundhay Park Improvements",
            "type": "report",
            "author_role": "Director of City Development",
            "wards": "Roundhay",
            "contact": "Jane Marsh",
        },
    ),
    "capitals line above the title": (
        "CABINET – 15 SEPTEMBER 2020\n\nCORPORATE ASSET MANAGEMENT PLAN\n\nREPORT OF THE DIRECTOR OF "
        "CORPORATE RESOURCES\n\nPART A\n\n"
        "Purpose of the Report\n\n1. To seek approval. See www.leics.gov.uk or ask jo.bell@leics.gov.uk at "
        "County Hall, Glenfield.\n",
        {
            "authority": "Leicestershire County Council",
            "committees": ("Cabinet",),
            "date": "2020-09-15",
            "title": "Corporate Asset Management Plan",
            "type": "report",
            "author_role": "Director of Corporate Resources",
        },
    ),
    "decision-maker table": (
        "DECISION-MAKER:\tCABINET\t\nSUBJECT:\tHOUSING STRATEGY REFRESH\t\nDATE OF DECISION:\t16 JULY "
        "2013\t\nREPORT OF:\tCABINET MEMBER FOR HOUSING\t\n"
        "STATEMENT OF CONFIDENTIALITY\t\t\nNone\t\t\n\nBRIEF SUMMARY\n\nSouthampton needs homes. The "
        "Southampton register has grown. Contact: liz.todd@southampton.gov.uk\n",
        {
            "authority": "Southampton City Council",
            "committees": ("Cabinet",),
            "date": "2013-07-16",
            "title": "Housing Strategy Refresh",
            "type": "report",
            "author_role": "Cabinet Member for Housing",
            "exempt": False,
        },
    ),
    "report to, with the date in it": (
        "Manchester City Council\nReport for Resolution\n\nReport to:\tExecutive – 7 March "
        "2018\n\nSubject:\tSchool Place Planning\n\nReport of:\tThe Director of Education and Skills\n" + BODY,
        {
            "authority": "Manchester City Council",
            "committees": ("Executive",),
            "date": "2018-03-07",
            "title": "School Place Planning",
            "type": "report",
            "author_role": "Director of Education and Skills",
        },
    ),
    "letterhead, committee, date on lines of their own": (
        "SURREY COUNTY COUNCIL\n\nCABINET\n\nDATE: 24 SEPTEMBER 2013\n\nREPORT OF: MRS MARY ANGELL, "
        "CABINET MEMBER FOR CHILDREN AND FAMILIES\n\n"
        "LEAD OFFICER: NICK WILSON, STRATEGIC DIRECTOR\n\nSUBJECT: FOSTERING ALLOWANCES\n\nSUMMARY OF "
        "ISSUE:\n\nThe allowances have not changed for two years.\n",
        {
            "authority": "Surrey County Council",
            "committees": ("Cabinet",),
            "date": "2013-09-24",
            "title": "Fostering Allowances",
            "type": "report",
        },
    ),
    "committee line, date line, title, report by": (
        "CABINET – 18 MARCH 2014\n\nEARLY INTERVENTION HUBS\n\nReport by Director for Children's "
        "Services\n\nIntroduction\n\n1. Oxfordshire County Council runs seven hubs.\n",
        {
            "authority": "Oxfordshire County Council",
            "committees": ("Cabinet",),
            "date": "2014-03-18",
            "title": "Early Intervention Hubs",
            "type": "report",
            "author_role": "Director for Children's Services",
        },
    ),
    "meeting to be held on": (
        "Report to the Cabinet\nMeeting to be held on Thursday, 8 May 2014\n\nReport of the Executive "
        "Director for the Environment\n\nElectoral Divisions affected:\nAll\n\n"
        "Highway Winter Service Plan\n\nContact for further information: Paul Binks, 01772 533333, "
        "paul.binks@lancashire.gov.uk\n\nExecutive Summary\n\nThe plan is set out below. Lancashire County "
        "Council has 140 gritters.\n",
        {
            "authority": "Lancashire County Council",
            "committees": ("Cabinet",),
            "date": "2014-05-08",
            "type": "report",
            "wards": "All",
            "contact": "Paul Binks",
        },
    ),
    "labels in one row, values in the next": (
        "Item No.\tClassification:\tDate:\tMeeting Name:\n9.\tOpen\t17 March 2015\tCabinet\nReport "
        "title:\tPrivate Rented Sector Licensing\n"
        "Ward(s) or groups affected:\tAll\nFrom:\tStrategic Director of Housing and Community "
        "Services\n\nRECOMMENDATION\n\n1. That cabinet notes the scheme. Southwark Council, 160 Tooley "
        "Street, London SE1 2QH.\n",
        {
            "authority": "London Borough of Southwark",
            "committees": ("Cabinet",),
            "date": "2015-03-17",
            "title": "Private Rented Sector Licensing",
            "type": "report",
            "exempt": False,
            "author_role": "Strategic Director of Housing and Community Services",
        },
    ),
    "report title and date of meeting": (
        "Report to Cabinet\n\nReport title:\tFinance Monitoring Report\nDate of meeting:\t3 February "
        "2020\nResponsible Cabinet Member:\tCllr Andrew Jamieson (Cabinet Member for Finance)\n"
        "Responsible Director:\tSimon George (Executive Director of Finance)\nIs this a key "
        "decision?\tYes\n\nExecutive Summary\n\nNorfolk County Council forecasts a balanced budget.\n",
        {
            "authority": "Norfolk County Council",
            "committees": ("Cabinet",),
            "date": "2020-02-03",
            "title": "Finance Monitoring Report",
            "type": "report",
            "key_decision": True,
        },
    ),
    "value on the line below its label": (
        "Report to:\nPlanning Committee\n\nDate of Meeting:\n12 June 2019\n\nSubject:\nTree Preservation "
        "Order 4 of 2019\n\nWards:\nWestbourne\n\n"
        "Report author:\nSam Field, Tree Officer\n\nThis report is for Chichester District Council members.\n",
        {
            "authority": "Chichester District Council",
            "committees": ("Planning Committee",),
            "date": "2019-06-12",
            "title": "Tree Preservation Order 4 of 2019",
            "type": "report",
            "wards": "Westbourne",
        },
    ),
    "appendix exempt by Schedule 12A": (
        "Report to Executive Board\n\nDate: 16 December 2009\n\nSubject: Sale of Land at Elland "
        "Road\n\nAppendix 2 to this report is exempt from publication by virtue of paragraph 3 of "
        "Part 1 of Schedule 12A to the Local Government Act 1972.\n\nLeeds owns the site. Leeds will keep "
        "the freehold.\n",
        {"exempt": False, "exempt_paragraphs": (), "committees": ("Executive Board",), "date": "2009-12-16"},
    ),
    "appendix exempt by the council's own rule": (
        "Report to Executive Board\n\nDate: 16 December 2009\n\nSubject: Arena Costs\n\nNot for "
        "publication: Exempt under Access to Information Procedure Rule 10.4(3) (appendix 1 only)\n",
        {"exempt": False, "exempt_paragraphs": ()},
    ),
    "exempt stamp with two paragraphs": (
        "NOT FOR PUBLICATION\n\nCabinet\n\n4 March 2015\n\nSubject: Contract Award\n\nThis report contains "
        "exempt information within the meaning of paragraphs 3 and 5 of Part I of Schedule 12A of the "
        "Local Government Act 1972.\n",
        {"exempt": True, "exempt_paragraphs": ("3", "5")},
    ),
    "form question answered no": (
        "Report of Director of Finance\n\nReport to Executive Board\n\nDate: 4 September 2013\n\nSubject: "
        "Budget\n\nDoes the report contain confidential or exempt information? If relevant, Access to "
        "Information "
        'Procedure Rule number: Appendix number:\t<input type="checkbox"> Yes\t<input checked="" type="checkbox"> No\n',
        {"exempt": False, "exempt_paragraphs": ()},
    ),
    "form question answered yes": (
        "Report of Director of Finance\n\nReport to Executive Board\n\nDate: 4 September 2013\n\nSubject: "
        "Budget\n\nDoes the report contain confidential or exempt information?\t☒ Yes\t☐ No\n"
        "If relevant, Access to Information Procedure Rule number: 10.4(3)\n",
        {"exempt": True, "exempt_paragraphs": ("10.4(3)",)},
    ),
    "agenda with the standard words": (
        "AGENDA\n\nCABINET\n\nThursday, 5th June, 2014, at 10.00 am\n\nUNRESTRICTED ITEMS\n\n1. "
        "Apologies\n\n2. Minutes\n\nEXEMPT ITEMS\n\n(At the time of preparing the agenda there were no "
        "exempt items. "
        "During any such items which may arise the meeting is likely NOT to be open to the "
        "public)\n\nSessions House, County Hall, Maidstone\n",
        {
            "type": "agenda",
            "exempt": False,
            "committees": ("Cabinet",),
            "date": "2014-06-05",
            "authority": "Kent County Council",
        },
    ),
    "minutes": (
        "DERBYSHIRE COUNTY COUNCIL\n\nMINUTES of a meeting of CABINET held on 12 June 2014 at County Hall, "
        "Matlock.\n\nPRESENT\n\nCouncillor A Western (in the Chair)\n\n"
        "184/14 MINUTES RESOLVED that the Minutes of the meeting held on 20 May 2014 be confirmed as a "
        "correct record.\n",
        {
            "type": "minutes",
            "committees": ("Cabinet",),
            "date": "2014-06-12",
            "authority": "Derbyshire County Council",
            "title": "Minutes of Cabinet, 12 June 2014",
        },
    ),
    "decision record": (
        "RECORD OF OFFICER DECISION\n\nDecision maker:\tDirector of Highways\nDate of decision:\t7 May "
        "2019\nTitle of decision:\tTemporary closure of Mill Lane\n\nWiltshire Council, County Hall, "
        "Trowbridge\n",
        {
            "type": "decision record",
            "date": "2019-05-07",
            "title": "Temporary closure of Mill Lane",
            "authority": "Wiltshire Council",
        },
    ),
    "letter with another date than the meeting": (
        "Direct Dial: 03000 416478\nAsk for: Anna Lee\nDate: 20 October 2015\n\nDear Member\n\nSCRUTINY "
        "COMMITTEE - FRIDAY, 23 OCTOBER 2015\n\nI am now able to enclose, for consideration at the "
        "meeting, "
        "the following report.\n\nAgenda Item No\n\nA4 Traffic Survey (Pages 3 - 12)\n\nanna.lee@kent.gov.uk\n",
        {
            "type": "agenda pack",
            "date": "2015-10-23",
            "committees": ("Scrutiny Committee",),
            "authority": "Kent County Council",
        },
    ),
    "appendix": (
        "Appendix B\n\nEquality Impact Screening\n\nThis form must be filled in by the lead officer of "
        "Bristol City Council.\n",
        {"type": "appendix", "title": "Appendix B: Equality Impact Screening", "authority": "Bristol City Council"},
    ),
    "pathway rows are other meetings": (
        "From: Ann Lee, Cabinet Member for Transport\nTo: Cabinet - 2 June 2023\nSubject: Bus Service "
        "Plan\nClassification: Unrestricted\n"
        "Past Pathway of report: Environment Cabinet Committee - 9 May 2023\nFuture Pathway of report: "
        "County Council 13 July 2023\nElectoral Division: All\n\nSummary: KCC must choose. KCC runs buses "
        "in Kent. Kent is rural.\n",
        {
            "committees": ("Cabinet",),
            "date": "2023-06-02",
            "title": "Bus Service Plan",
            "authority": "Kent County Council",
            "exempt": False,
        },
    ),
    "abolished council by date": (
        "Cabinet\n\nDate of Meeting: 5 April 2017\n\nSubject: Street Lighting\n\nReport of the Service "
        "Director\n\nDorset must save. The Dorset network has 45,000 lamps. dorset highways: "
        "dorsetcc.gov.uk\n",
        {"authority": "Dorset County Council", "date": "2017-04-05", "committees": ("Cabinet",)},
    ),
    "two answers without a tick": (
        "Report of the Chief Officer\n\nExecutive Board\n\nDate: 22 June 2011\n\nSubject: "
        "Libraries\n\nEligible for Call In\tNot Eligible for Call In (Details contained in the report)\n",
        {"call_in": None, "date": "2011-06-22"},
    ),
    "a body outside the register as the subject only": (
        "Report of the Chief Officer\n\nReport to Executive Board\n\nDate: 22 June 2011\n\n"
        "Subject: Lease to Otley Town Council\n\nLeeds owns the hall. Leeds City Council and Otley Town Council agree. "
        "Otley Town Council will pay. Leeds will not.\n",
        {"authority": "Leeds City Council", "title": "Lease to Otley Town Council"},
    ),
    "call-in ticked": (
        "Report of the Chief Officer\n\nReport to Executive Board\n\nDate: 22 June 2011\n\nSubject: "
        "Libraries\n\nIs the decision eligible for Call-In?\t☒ Yes\t☐ No\n",
        {"call_in": True},
    ),
    "key decision, classification and report number": (
        "Committee/Meeting:\tDate:\tClassification:\tReport No:\nCabinet\t4 June 2014\tUnrestricted\tCAB "
        "003/145\nReport of:\tCorporate Director, Resources\nOriginating officer(s): Kevin Miles\n"
        "Title:\tStrategic Performance Monitoring\nWards Affected:\tAll\n\n1. SUMMARY\n\nTower Hamlets "
        "Council reviews its plan each quarter. The London Borough of Tower Hamlets has 62 measures.\n",
        {
            "authority": "London Borough of Tower Hamlets",
            "committees": ("Cabinet",),
            "date": "2014-06-04",
            "title": "Strategic Performance Monitoring",
            "wards": "All",
            "exempt": False,
        },
    ),
    "forward plan reference first": (
        "Forward Plan reference number: FP/515/09/19\n\nReport title: Award of Transport "
        "Contracts\n\nReport to: Cabinet\n\nReport author: Andrew Cook, Director, Highways\n\nDate: 21 "
        "January 2020\nFor: Decision\n"
        "Enquiries to: Helen Morris, Head of Passenger Transport, email: "
        "helen.morris@essex.gov.uk\n\nCounty Divisions affected: All Essex\n\n1 Purpose of Report\n\n1.1 "
        "Essex County Council buys bus services.\n",
        {
            "authority": "Essex County Council",
            "committees": ("Cabinet",),
            "date": "2020-01-21",
            "title": "Award of Transport Contracts",
            "type": "report",
        },
    ),
    "weekday in capitals": (
        "HERTFORDSHIRE COUNTY COUNCIL\n\nCABINET\nMONDAY, 19 JUNE 2017 AT 2.00PM\n\nOFSTED ANNUAL "
        "REVIEW\n\nReport of the Director of Children's Services\n\nAuthor: Sue Williams, Operations "
        "Director (Tel: 01992 555555)\n\n1. Purpose of report\n\n1.1 To inform.\n",
        {
            "authority": "Hertfordshire County Council",
            "committees": ("Cabinet",),
            "date": "2017-06-19",
            "title": "Ofsted Annual Review",
            "type": "report",
            "author_role": "Director of Children's Services",
        },
    ),
    "report to, date and item on lines": (
        "Report to Children and Young People's Committee\n\n21 November 2016\n\nAgenda Item: 5\n\nREPORT "
        "OF THE SERVICE DIRECTOR FOR YOUTH, FAMILIES AND SOCIAL WORK\n\nCHILDREN MISSING FROM "
        "CARE\n\nPurpose of the Report\n\n1. Nottinghamshire County Council has a duty.\n",
        {
            "authority": "Nottinghamshire County Council",
            "committees": ("Children and Young People's Committee",),
            "date": "2016-11-21",
            "type": "report",
            "author_role": "Service Director for Youth, Families and Social Work",
        },
    ),
    "council, committee and date, then subject": (
        "Wiltshire Council\n\nCabinet\n\n15 March 2016\n\nSubject:\tHomes4Wiltshire Allocation "
        "Policy\n\nCabinet Member:\tCouncillor Jonathon Seed - Housing\n\nKey Decision:\tYes\n\nExecutive "
        "Summary\n\nThe policy is five years old.\n",
        {
            "authority": "Wiltshire Council",
            "committees": ("Cabinet",),
            "date": "2016-03-15",
            "title": "Homes4Wiltshire Allocation Policy",
            "key_decision": True,
            "type": "report",
        },
    ),
    "for general release": (
        "For General Release\n\nREPORT TO:\tCABINET 19 March 2018\nSUBJECT:\tLondon Borough of "
        "Culture\nLEAD OFFICER:\tPaula Murray, Creative Director\nCABINET MEMBER:\tCouncillor Timothy "
        "Godfrey\nWARDS:\tALL\n\nCORPORATE PRIORITY\n\nCroydon Council is proud. Croydon bids again.\n",
        {
            "authority": "London Borough of Croydon",
            "committees": ("Cabinet",),
            "date": "2018-03-19",
            "title": "London Borough of Culture",
            "wards": "ALL",
            "exempt": False,
        },
    ),
    "durham: committee, date, title, author": (
        "Cabinet\n\n15 January 2014\n\nReview of Community Buildings\n\nReport of Corporate Management "
        "Team\nTerry Collins, Corporate Director of Neighbourhood Services\n\nPurpose of the Report\n\n1 "
        "Durham County Council owns 120 halls.\n",
        {"authority": "Durham County Council", "committees": ("Cabinet",), "date": "2014-01-15", "type": "report"},
    ),
    "scrutiny board with its name in brackets": (
        "Report of the Head of Governance Services\n\nReport to Scrutiny Board (Children and "
        "Families)\n\nDate: 12 September 2013\n\nSubject: Work Schedule\n\nLeeds members meet monthly. "
        "Leeds has five boards. Leeds City Council.\n",
        {
            "authority": "Leeds City Council",
            "committees": ("Scrutiny Board (Children and Families)",),
            "date": "2013-09-12",
            "title": "Work Schedule",
        },
    ),
    "open report with an exempt appendix": (
        "Report to Cabinet\n\nDate: 8 March 2016\n\nSubject: Leisure Contract\n\nExempt information: "
        "Appendix 3 is not for publication by virtue of paragraphs 1 and 2 of Schedule 12A of the Local "
        "Government Act 1972.\n",
        {"exempt": False, "exempt_paragraphs": ()},
    ),
    "public excluded in the minutes": (
        "MINUTES of the meeting of the Licensing Committee held on Monday 3 March 2014\n\nPresent: "
        "Councillor Lee\n\nResolved: that the public be excluded on the grounds that item 7 involves "
        "exempt information as defined in paragraph 1 of Part 1 of Schedule 12A.\n",
        {"type": "minutes", "exempt": False, "committees": ("Licensing Committee",), "date": "2014-03-03"},
    ),
    "joint report of two directors": (
        "JOINT REPORT OF THE DIRECTOR OF ADULT SERVICES AND THE DIRECTOR OF PUBLIC HEALTH\n\nHEALTH AND "
        "WELLBEING BOARD – 11 JULY 2013\n\nBETTER CARE\n\nRotherham MBC and the clinical commissioning "
        "group share a plan. Rotherham agreed it. Rotherham Metropolitan Borough Council.\n",
        {
            "authority": "Rotherham Metropolitan Borough Council",
            "committees": ("Health and Wellbeing Board",),
            "date": "2013-07-11",
        },
    ),
    "agenda with committee, date and contact": (
        "Agenda\n\nOverview and Scrutiny Committee\n\nDate: Tuesday 10 October 2017\nTime: 6.30 pm\nVenue: "
        "Council Chamber, Civic Centre, Uxbridge\n\nEnquiries to: Neil Fraser\nEmail: "
        "nfraser@hillingdon.gov.uk\n\n1. Apologies for absence\n\n2. Minutes of the previous meeting held "
        "on 12 September 2017\n",
        {
            "type": "agenda",
            "authority": "London Borough of Hillingdon",
            "committees": ("Overview and Scrutiny Committee",),
            "date": "2017-10-10",
        },
    ),
    "council minutes without a committee": (
        "Minutes of the Ordinary Meeting of Otley Town Council held on Monday 4th March 2019 at "
        "7.30pm\n\nPresent: Councillor J Cole\n\nOtley Town Council resolved to write to Leeds City "
        "Council.\n",
        {"type": "minutes", "authority": "Otley Town Council", "date": "2019-03-04", "committees": ("Town Council",)},
    ),
    "annual letter of an inspectorate about others": (
        "Report of the Director of Children's Services\n\nReport to Cabinet\n\nDate: 9 July "
        "2014\n\nSubject: Learning from Others\n\nHampshire is outstanding. Hampshire County Council "
        "visited us. Leeds City Council also helped Hampshire.\n\n"
        "Bury Council's own services, and Bury schools, improve. Contact: bury.gov.uk, j.hall@bury.gov.uk\n",
        {"authority": "Bury Metropolitan Borough Council", "date": "2014-07-09"},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str) -> None:
    text, expected = LAYOUTS[name]
    paper = read(text)
    seen = {field: getattr(paper, field) for field in expected}
    if "authority" in seen:
        seen["authority"] = paper.authority.name if paper.authority else None
    if "contact" in seen:
        seen["contact"] = paper.contact.name if paper.contact else None
    assert seen == expected


def test_a_parish_council_in_a_row_of_figures_is_no_owner() -> None:
    """*PC* may be a column's word; the name is in the paper's head and nowhere else."""
    rows = "Topic Indicator\n\nChange from previous year\n\n881 Essex PC 20.00 23.00 28.00 22.30\n\n850 Hampshire 19.00"
    assert read(rows).authority is None
