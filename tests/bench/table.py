"""One figure a row, next to its target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from statistics import mean

from cqa.record import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``met`` is None for a figure without a target."""

    figure: str
    value: str
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts are given. ``indexes`` keeps built indexes between runs; ``folder`` is thrown away."""

    folder: Path
    indexes: Path
    papers: Path
    sizes: tuple[int, ...]
    quick: bool = False


def at_most(figure: str, value: float, target: float, unit: str = "ms", more: str = "") -> Row:
    return Row(figure, f"{value:,.2f} {unit}{more}", f"<= {target:g} {unit}", value <= target)


def at_least(figure: str, value: float, target: float, more: str = "") -> Row:
    return Row(figure, f"{value:.2f}{more}", f">= {target:g}", value >= target)


def lines(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        met = "" if row.met is None else "yes" if row.met else "NO"
        yield f"{row.figure:<58}| {row.value:<62}| {row.target:<16}| {met}".rstrip(" |")


def percentiles(seconds: Sequence[float]) -> tuple[float, float, float]:
    """p50, p95 and p99 in milliseconds (nearest rank)."""
    ordered = sorted(seconds)
    p50, p95, p99 = (1000 * ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95, 0.99))
    return p50, p95, p99


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """b of y = a x^b, by least squares on the logarithms."""
    xs, ys = [log(x) for x, _ in points], [log(max(y, 1e-9)) for _, y in points]
    mx, my = mean(xs), mean(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)
