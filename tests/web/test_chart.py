"""The chart of grades: every judgement of the table is a dot in its place."""

from __future__ import annotations

from pathlib import Path

from cqa.catalogue.browse import councils, standings, timeline
from cqa.catalogue.lookup import judgements
from cqa.engine import open_engine
from cqa.web.chart import RADIUS, chart


def test_dots_stand_in_their_year_and_row(corpus_index: Path) -> None:
    rows = standings(judgements(open_engine(corpus_index).papers(), theme="overall"))
    table = timeline(rows)
    drawn = chart(table)
    assert drawn is not None
    assert [r.name for r in drawn.rows] == list(table.councils)
    assert [year for _, year in drawn.ticks] == [str(y) for y in range(int(table.years[0]), int(table.years[-1]) + 1)]
    at = {year: x for x, year in drawn.ticks}
    width = drawn.ticks[1][0] - drawn.ticks[0][0]
    for row, cells in zip(drawn.rows, table.cells, strict=True):
        grades = [{s.judgement.grade for s in cell} for cell in cells]
        assert len(row.dots) == sum(map(len, grades))
        for year, cell in zip(table.years, cells, strict=True):
            here = [d for d in row.dots if abs(d.x - at[year]) <= width / 2]
            assert {d.says.split(",")[0] for d in here} == {s.judgement.grade or "not given" for s in cell}
    assert all(RADIUS <= d.x <= drawn.width - RADIUS + 1 and d.y <= drawn.height for r in drawn.rows for d in r.dots)


def test_a_grade_has_its_place_on_its_own_scale(corpus_index: Path) -> None:
    rows = standings(judgements(open_engine(corpus_index).papers()))
    places = {(s.judgement.grade, s.place, s.of) for s in rows}
    assert ("Outstanding", 1, 4) in places
    assert ("Inadequate", 4, 4) in places
    assert ("Requires improvement to be good", 3, 4) in places
    assert all(s.place for s in rows if s.judgement.grade)


def test_nothing_is_drawn_of_one_year(corpus_index: Path) -> None:
    papers = [p for p in open_engine(corpus_index).papers() if p.authority and p.authority.name.startswith("Norfolk")]
    assert chart(timeline(standings(judgements(papers)))) is None


def test_councils_count_every_paper_once(corpus_index: Path) -> None:
    papers = open_engine(corpus_index).papers()
    found = councils(papers)
    assert sum(c.papers for c in found) == len(papers)
    assert all(sum(n for _, n in c.types) == c.papers and c.first <= c.last for c in found)
