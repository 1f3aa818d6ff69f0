"""Real inspection reports, each read by eye on its rendered pages: every grade that they state, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.extract.judgements import judgements, theme_key
from cqa.model import Authority, Judgement, Paper
from cqa.read import read
from cqa.split import split

GRADES = {
    "O": "Outstanding",
    "G": "Good",
    "R": "Requires improvement to be good",
    "A": "Adequate",
    "S": "Satisfactory",
    "I": "Inadequate",
    "+": "Typically positive experiences and outcomes",
    "~": "Inconsistent experiences and outcomes",
    "-": "Widespread and/or systemic failings",
}
ILACS = ("impact of leaders", "help and protection", "children in care", "care leavers", "overall effectiveness")
ILACS_2022 = ("impact of leaders", "help and protection", "children in care and care leavers", "overall effectiveness")
SIF = (
    "overall effectiveness",
    "help and protection",
    "children looked after and achieving permanence",
    "adoption performance",
    "care leavers",
    "leadership management and governance",
)
SEND = ("area send inspection outcome",)
SAFE, LAC = "safeguarding arrangements", "services for children looked after"

# file name's part, council, published, themes, current grades, safeguarding board, end of inspection, earlier grades
REPORTS = [
    ("ilacs__blackpool__28", "Blackpool Council", "2026-07-28", ILACS[:4], "OGOO", "", "2026-06-19", ()),
    (
        "ilacs__bradford__21",
        "City of Bradford Metropolitan District Council",
        "2026-05-21",
        ILACS,
        "GRRGR",
        "",
        "2026-01-23",
        (),
    ),
    (
        "ilacs__brighton-and-hove__16",
        "Brighton and Hove City Council",
        "2024-05-16",
        ILACS,
        "OGOOO",
        "",
        "2024-03-15",
        (),
    ),
    ("ilacs__devon__13", "Devon County Council", "2025-05-13", ILACS, "RIIII", "", "2025-01-16", ()),
    ("ilacs__doncaster__18", "City of Doncaster Council", "2025-03-18", ILACS, "GGGRG", "", "2025-01-31", ()),
    (
        "ilacs__dorset__09",
        "Dorset Council",
        "2025-05-09",
        ILACS,
        "OOOGO",
        "",
        "2025-03-21",
        (("overall effectiveness", "G", "2021"),),
    ),
    (
        "ilacs__herefordshire__12",
        "Herefordshire Council",
        "2026-01-12",
        ILACS,
        "OGGGG",
        "",
        "2025-11-21",
        (("overall effectiveness", "I", "2022"),),
    ),
    (
        "ilacs__isles-of-scilly__25",
        "Council of the Isles of Scilly",
        "2023-08-25",
        ILACS,
        "IIRRI",
        "",
        "2023-07-13",
        (),
    ),
    ("ilacs__kent__02", "Kent County Council", "2026-02-02", ILACS, "GGORG", "", "2025-11-07", ()),
    ("ilacs__kent__05", "Kent County Council", "2022-07-05", ILACS_2022, "OGOO", "", "2022-05-20", ()),
    (
        "ilacs__somerset__17",
        "Somerset Council",
        "2026-06-17",
        ILACS[:4],
        "RRRG",
        "",
        "2026-05-01",
        (("overall effectiveness", "G", "2022"),),
    ),
    ("ilacs__stoke-on-trent__15", "Stoke-on-Trent City Council", "2025-07-15", ILACS, "RRGRR", "", "2025-05-23", ()),
    (
        "ilacs__birmingham__25",
        "Birmingham City Council",
        "2016-11-25",
        SIF,
        "IIRRRI",
        "",
        "2016-10-06",
        ((SAFE, "I", "2014-03"), (LAC, "I", "2014-03")),
    ),
    (
        "ilacs__kingston-upon-hull__10",
        "Kingston upon Hull City Council",
        "2015-02-03",
        SIF,
        "RRRRRR",
        "R",
        "2014-12-10",
        (
            (SAFE, "A", "2011-08"),
            (LAC, "A", "2011-08"),
            ("adoption service", "G", "2013-01"),
            ("fostering service", "S", "2010-11"),
        ),
    ),
    (
        "ilacs__manchester__03",
        "Manchester City Council",
        "2014-09-01",
        SIF,
        "IIRIRI",
        "I",
        "2014-07-16",
        (
            ("overall effectiveness", "A", "2010"),
            (SAFE, "A", "2010-12"),
            (LAC, "A", "2010-12"),
            ("fostering service", "G", "2013-03"),
            ("adoption service", "G", "2011-04"),
        ),
    ),
    (
        "ilacs__nottingham__14",
        "Nottingham City Council",
        "2014-05-14",
        SIF,
        "RRRRRR",
        "R",
        "2014-04-02",
        (("safeguarding and looked after children services", "G", "2010-12"),),
    ),
    (
        "ilacs__slough__17",
        "Slough Borough Council",
        "2016-02-17",
        SIF,
        "IIIRII",
        "I",
        "2015-12-17",
        ((SAFE, "I", "2013-11"), (LAC, "I", "2013-11"), (SAFE, "I", "2011-04"), (LAC, "A", "2011-04")),
    ),
    (
        "ilacs__sunderland__20",
        "Sunderland City Council",
        "2015-07-20",
        SIF,
        "IIIIII",
        "I",
        "2015-06-04",
        ((SAFE, "G", "2012-04"), (LAC, "G", "2012-04")),
    ),
    (
        "ilacs__surrey__16",
        "Surrey County Council",
        "2018-05-16",
        SIF,
        "IIRGRI",
        "",
        "2018-03-22",
        tuple(zip(SIF, "IIRGRI", ("2015-08",) * 6, strict=True)),
    ),
    (
        "ilacs__tower-hamlets__07",
        "London Borough of Tower Hamlets",
        "2017-04-07",
        SIF,
        "IIRRRI",
        "I",
        "2017-02-16",
        (("overall effectiveness", "G", "2012"), (SAFE, "G", "2012-07"), (LAC, "G", "2012-07")),
    ),
    (
        "ilacs__west-sussex__20",
        "West Sussex County Council",
        "2016-01-20",
        SIF,
        "RRRRRR",
        "R",
        "2015-11-19",
        (("arrangements for the protection of children", "A", "2013-02"), (LAC, "A", "2010-11")),
    ),
    (
        "ilacs__wirral__20",
        "Wirral Metropolitan Borough Council",
        "2016-09-20",
        SIF,
        "IIRRII",
        "I",
        "2016-07-28",
        ((SAFE, "G", "2011-03"), (LAC, "G", "2011-03")),
    ),
    ("send__bexley__23", "London Borough of Bexley", "2024-02-23", SEND, "-", "", "2023-12-08", ()),
    ("send__blackpool__25", "Blackpool Council", "2024-07-25", SEND, "~", "", "2024-05-24", ()),
    ("send__dorset__15", "Dorset Council", "2024-05-15", SEND, "+", "", "2024-03-15", ()),
    ("send__gloucestershire__01", "Gloucestershire County Council", "2024-03-01", SEND, "~", "", "2023-12-15", ()),
    ("send__hertfordshire__10", "Hertfordshire County Council", "2023-11-10", SEND, "-", "", "2023-07-14", ()),
    ("send__hillingdon__12", "London Borough of Hillingdon", "2024-07-12", SEND, "~", "", "2024-05-03", ()),
    ("send__plymouth__22", "Plymouth City Council", "2023-08-22", SEND, "-", "", "2023-06-30", ()),
    (
        "send__richmond-upon-thames__04",
        "London Borough of Richmond upon Thames",
        "2023-12-04",
        SEND,
        "+",
        "",
        "2023-10-06",
        (),
    ),
    ("send__surrey__24", "Surrey County Council", "2023-11-24", SEND, "~", "", "2023-09-29", ()),
    ("send__west-sussex__29", "West Sussex County Council", "2024-02-29", SEND, "~", "", "2023-12-01", ()),
]


WITHOUT_OVERALL = {f"ilacs__{name}" for name in ("somerset__17", "blackpool__28")}
"""Reports of 2026 that grade their themes and give no overall grade."""


def judgements_of(shared: Path, file: str, authority: str, published: str) -> tuple[str, tuple[Judgement, ...]]:
    (path,) = (shared / "papers/pdf").glob(f"ofsted-{file}-*.pdf")
    doc = read(path)
    (part,) = split(doc)
    paper = Paper(
        "p", str(path), doc.sha256, part.span, type="inspection report", authority=Authority(authority), date=published
    )
    return doc.text, judgements(doc, part, paper)


@pytest.mark.parametrize(
    ("file", "authority", "published", "themes", "grades", "board", "ended", "earlier"),
    REPORTS,
    ids=[r[0] for r in REPORTS],
)
def test_every_grade_of_a_report(
    shared: Path,
    file: str,
    authority: str,
    published: str,
    themes: tuple[str, ...],
    grades: str,
    board: str,
    ended: str,
    earlier: tuple[tuple[str, str, str], ...],
) -> None:
    text, found = judgements_of(shared, file, authority, published)
    current = {(theme_key(j.theme), j.grade, j.as_of) for j in found if j.kind == "inspected" and j.grade}
    assert current == {(theme, GRADES[grade], ended) for theme, grade in zip(themes, grades, strict=True)}
    assert [j.grade for j in found if j.kind == "other"] == [GRADES[letter] for letter in board]
    historic = {(theme_key(j.theme), j.grade, j.as_of) for j in found if j.kind == "historic"}
    assert historic == {(theme, GRADES[grade], when) for theme, grade, when in earlier}
    assert not [j for j in found if j.kind == "self-assessed"]
    withheld = [j.theme for j in found if not j.grade]
    assert withheld == (["Overall effectiveness"] if file in WITHOUT_OVERALL else [])
    for judgement in found:
        assert text[slice(*judgement.span)] == judgement.quote
        assert judgement.section
        assert judgement.framework


def test_a_self_contradictory_sentence_lowers_confidence(shared: Path) -> None:
    """Norfolk's report calls care leavers of 2015 both inadequate and requiring improvement, in one sentence."""
    _, found = judgements_of(shared, "ilacs__norfolk__19", "Norfolk County Council", "2018-01-19")
    leavers = [j for j in found if j.kind == "historic" and theme_key(j.theme) == "care leavers"]
    assert {j.grade for j in leavers} == {GRADES["I"], GRADES["R"]}
    assert all(j.confidence < 0.5 for j in leavers)
    others = [j for j in found if j not in leavers]
    assert all(j.confidence >= 0.8 for j in others)
    assert len([j for j in others if j.kind == "historic"]) == 4
