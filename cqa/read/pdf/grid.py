"""Ruled tables: rulings that cross make a grid, and every piece belongs to the cell that encloses it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from cqa.read.pdf.page import Piece, Ruling, Rulings
from cqa.record import dataclass, field

TOUCH = 3.0
"""Points within which two rulings count as crossing, and two positions as the same."""

NARROWEST, LOWEST = 9.0, 5.0
"""Points: what is narrower than one figure, or lower than a line of text, is a double rule or a cell's padding."""

MAX_LINES = 400
"""Rows or columns of one grid beyond which it is graph paper."""


@dataclass(slots=True)
class Grid:
    """One connected set of rulings: `xs` and `ys` divide it into slots, `cells` says which slots are one cell."""

    xs: list[float]
    ys: list[float]
    cells: list[list[int]] = field(default_factory=list)
    """By row and column of slots, the number of the cell, ``row * columns + column`` of its first slot."""

    def slot(self, piece: Piece) -> tuple[int, int] | None:
        """Return the row and column of the slot at the middle of `piece`, None outside the grid."""
        row = _interval(self.ys, piece.base - 0.3 * piece.size)
        column = _interval(self.xs, (piece.x0 + piece.x1) / 2)
        if row is None or column is None:
            return None
        return row, column

    def cell(self, piece: Piece) -> int | None:
        slot = self.slot(piece)
        return None if slot is None else self.cells[slot[0]][slot[1]]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def grids(rulings: Rulings) -> list[Grid]:
    """Return the grids of a page with at least two columns, smallest first, so that an inner one is tried first."""
    found = [grid for grid in map(_grid, _connected(rulings)) if grid is not None]
    return sorted(found, key=lambda grid: grid.area)


def _connected(rulings: Rulings) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Return the groups of horizontal and vertical rulings that touch each other, directly or through others."""
    across, down = rulings.horizontal, rulings.vertical
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, line in enumerate(across):
        for j, other in enumerate(down, len(across)):
            if line.low - TOUCH <= other.at <= line.high + TOUCH and other.low - TOUCH <= line.at <= other.high + TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate(across):
        groups[root(i)][0].append(line)
    for j, other in enumerate(down, len(across)):
        groups[root(j)][1].append(other)
    return list(groups.values())


def _grid(group: tuple[list[Ruling], list[Ruling]]) -> Grid | None:
    across, down = group
    if len(across) < 2 or not down or max(len(across), len(down)) > MAX_LINES:
        return None
    xs = _distinct([r.at for r in down] + [min(r.low for r in across), max(r.high for r in across)], NARROWEST)
    ys = _distinct([r.at for r in across] + [min(r.low for r in down), max(r.high for r in down)], LOWEST)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > 40 * MAX_LINES:
        return None
    grid = Grid(xs, ys)
    grid.cells = _cells(grid, across, down)
    return grid


def _cells(grid: Grid, across: list[Ruling], down: list[Ruling]) -> list[list[int]]:
    """Return the number of the cell of each slot: slots without a wall between them are one cell, numbered by its first
    slot."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    number = [[row * columns + column for column in range(columns)] for row in range(rows)]
    middles_x = [(a + b) / 2 for a, b in zip(grid.xs, grid.xs[1:], strict=False)]
    middles_y = [(a + b) / 2 for a, b in zip(grid.ys, grid.ys[1:], strict=False)]
    walls_x = [[r for r in down if -TOUCH <= r.at - x <= NARROWEST] for x in grid.xs]
    walls_y = [[r for r in across if -TOUCH <= r.at - y <= LOWEST] for y in grid.ys]
    for row in range(rows):
        for column in range(columns):
            if column and not any(r.low <= middles_y[row] <= r.high for r in walls_x[column]):
                number[row][column] = number[row][column - 1]
            elif row and not any(r.low <= middles_x[column] <= r.high for r in walls_y[row]):
                number[row][column] = number[row - 1][column]
    return number


def _distinct(values: list[float], apart: float) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > apart:
            kept.append(value)
    return kept


def _interval(edges: list[float], value: float) -> int | None:
    if value < edges[0] - 1 or value > edges[-1] + 1:
        return None
    return min(max(0, bisect_left(edges, value) - 1), len(edges) - 2)
