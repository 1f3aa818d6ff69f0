"""Transformation matrices of PDF (ISO 32000-2, 8.3.3)."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""The matrix that moves nothing."""


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies first `inner`, then `outer` (ISO 32000-2, 8.3.4)."""
    if outer == IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, l = outer  # noqa: E741 - the letters of the standard's matrix
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where the matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
