"""Which of a paper's dates is its own: the fitted weights, by what they choose in papers with several."""

from __future__ import annotations

import pytest

from cqa.extract.meeting.date_candidates import DateCandidates
from cqa.extract.meeting.date_choice import best, weights
from tests.extract.text_paper import read

LABEL = DateCandidates("2020-03-04", "meeting", "Cabinet", None, "label: Meeting", 0.95)
PUBLISHED = DateCandidates("2020-02-25", "published", None, None, "label: Published", 0.9)
DECIDED = DateCandidates("2020-03-05", "decision", None, None, "label: Date of decision", 0.9)
ALONE = DateCandidates("2020-03-06", "published", None, None, "line: date alone", 0.5)
NAME = DateCandidates("2020-01-01", "published", None, None, "file name", 0.35)
MONTH = DateCandidates("2020-03", "published", None, None, "line: month on the cover", 0.3)
VISIT = DateCandidates("2020-03-07", "inspection-end", None, None, "label: Inspection dates", 0.9)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("others", "own"),
    [
        ((PUBLISHED, DECIDED, ALONE, NAME, MONTH), LABEL),
        ((PUBLISHED, NAME), DECIDED),
        ((NAME,), ALONE),
        ((NAME, MONTH), PUBLISHED),
    ],
)
def test_the_date_of_the_meeting_comes_first_then_that_of_the_decision(
    others: tuple[DateCandidates, ...], own: DateCandidates, order: int
) -> None:
    assert best([*others, own][::order], inspection=False) == own


def test_the_report_of_an_inspection_is_of_the_day_it_was_published() -> None:
    assert best([VISIT, PUBLISHED], inspection=True) == PUBLISHED


def test_without_a_date_there_is_none_to_choose() -> None:
    assert best([], inspection=False) is None
    assert read("Anytown Council\n\nA leaflet about bins\n\nThey are emptied weekly.\n").date is None


def test_the_weights_name_what_is_so_of_a_date() -> None:
    assert weights()["happened: meeting"] > weights()["happened: published"]
    assert weights()["month only"] < 0


def test_the_other_dates_are_kept_with_what_happened() -> None:
    paper = read(
        "Anytown Borough Council\n\nReport to: Cabinet\n\nDate of meeting: 4 March 2020\n\n"
        "Date published: 25 February 2020\n\nSubject: Parks\n\n1. Purpose\n\n1.1 To inform members.\n"
    )
    assert paper.date == "2020-03-04"
    assert ("2020-02-25", "published") in {(d.date, d.kind) for d in paper.dates}
