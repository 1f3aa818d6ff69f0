"""Agenda packs: what a paper takes from its pack, and what the pack is called."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cqa.extract import extract
from cqa.model import Paper, Part
from tests.extract.text_paper import document, read

FRONT = (
    "Meeting: Audit Committee\n\nDate/Time: Monday, 6 March 2017 at 11.00 am\n\nLocation: County Hall, Glenfield\n\n"
    "AGENDA SUPPLEMENT\n\nThe following report has now been published.\n\n"
    "Leicestershire County Council, County Hall, Glenfield, democracy@leics.gov.uk\n\n"
)
REPORT = (
    "CABINET - 10TH MARCH 2017\n\nRISK REGISTER\n\nREPORT OF THE DIRECTOR OF FINANCE\n\n"
    "Purpose\n\n1. To note the risks.\n\n"
)
SECOND = "Subject: Internal Audit Plan\n\nReport of the Head of Audit\n\n1. The plan is attached.\n\n"
APPENDIX = "Appendix A\n\nRegister of corporate risks\n\nFlooding is the first of them.\n"


def pack(*texts: str) -> tuple[Paper, ...]:
    whole = "".join(texts)
    parts, at = [], 0
    for number, text in enumerate(texts):
        parts.append(Part((at, at + len(text)), (), item=str(number) if number else None))
        at += len(text)
    return extract(document(whole, "pack.txt"), tuple(parts))


def test_ids_follow_the_file() -> None:
    papers = pack(FRONT, REPORT, APPENDIX)
    base = papers[0].id
    assert len(base) == 12
    assert [p.id for p in papers] == [base, f"{base}-2", f"{base}-3"]
    assert [p.pack for p in papers] == [None, base, base]
    assert [p.item for p in papers] == [None, "1", "2"]


def test_pack_with_one_report_is_named_after_it() -> None:
    front, report, appendix = pack(FRONT, REPORT, APPENDIX)
    assert front.type == "agenda pack"
    assert front.title == report.title == "Risk Register"
    assert front.date == "2017-03-06"
    assert front.committees == ("Audit Committee",)
    assert [(d.date, d.committee) for d in front.dates] == [
        ("2017-03-06", "Audit Committee"),
        ("2017-03-10", "Cabinet"),
    ]
    assert (report.type, report.date, report.committees) == ("report", "2017-03-10", ("Cabinet",))
    assert (appendix.type, appendix.title) == ("appendix", "Appendix A: Register of corporate risks")


def test_papers_inherit_what_they_do_not_say() -> None:
    _, report, appendix = pack(FRONT, REPORT, APPENDIX)
    for paper in (report, appendix):
        assert paper.authority is not None
        assert paper.authority.name == "Leicestershire County Council"
    assert appendix.date == "2017-03-06"
    assert appendix.committees == ("Audit Committee",)
    assert ("date", "from the agenda pack") in [(field, f.rule) for field, f in appendix.findings]
    assert ("date", "from the agenda pack") not in [(field, f.rule) for field, f in report.findings]


def test_pack_with_two_reports_keeps_its_own_name() -> None:
    front, *_ = pack(FRONT, REPORT, SECOND)
    assert front.title == "Audit Committee agenda pack, 6 March 2017"


def test_same_bytes_under_another_name_are_another_paper() -> None:
    assert read(REPORT, "a/one.txt").id == read(REPORT, "b/one.txt").id != read(REPORT, "a/two.txt").id


LINES = st.sampled_from(
    [
        "Subject:",
        "Date: 4 March 2015",
        "Report to",
        "CABINET",
        "Appendix A",
        "AGENDA",
        "Minutes",
        "\t",
        "",
        "1.1 x",
        "Kent",
        "(Pages 1 - 2)",
        "Dear Member",
        "Author:",
        "Tel",
        "A. Person, Director",
        "Ofsted",
        "Inspection dates: 1 to 3 May 2020",
        "[x] Yes",
        "Is the report exempt?",
    ]
)


@given(st.lists(LINES, max_size=14))
def test_any_arrangement_of_labels_gives_a_paper(lines: list[str]) -> None:
    """This test ensures that no front block, however broken, stops extraction, and that every span lies in the text."""
    text = "\n".join(lines)
    paper = read(text)
    assert paper.title
    for _, finding in paper.findings:
        assert finding.span is None or 0 <= finding.span[0] <= finding.span[1] <= len(text)
