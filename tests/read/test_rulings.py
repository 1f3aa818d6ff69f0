"""The ruling lines of a page: what is a line of a table and what the shading of a picture."""

from __future__ import annotations

from cqa.read.pdf.merge_rulings import merged
from cqa.read.pdf.page import Ruling

ROWS = [100.0 + 15 * row for row in range(12)]


def test_borders_of_shaded_cells_are_lines() -> None:
    """This test ensures that the fill of a cell, drawn up to its border, is no gradient."""
    drawn = [Ruling(at + step, 50.0, 200.0) for at in ROWS for step in (-0.5, 0.0, 0.5)]
    assert [round(line.at) for line in merged(drawn)] == [round(at - 0.5) for at in ROWS]


def test_strips_of_a_gradient_are_none() -> None:
    strips = [Ruling(100 + 0.75 * strip, 50.0, 200.0) for strip in range(60)]
    border = [Ruling(90.0, 40.0, 210.0), Ruling(160.0, 40.0, 210.0)]
    assert [line.at for line in merged([*strips, *border])] == [90.0, 160.0]


def test_few_lines_close_together_are_kept() -> None:
    drawn = [Ruling(100 + 4.0 * line, 50.0, 200.0) for line in range(5)]
    assert len(merged(drawn)) == 5
