"""Words in drawings: text boxes' shapes, SmartArt diagrams and charts, whose words are in other parts of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cqa.read.glyphs import clean_line
from cqa.read.word.xml import Element, R

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

Parts = Callable[[str], Any]
"""The root element of the part that a relation's id leads to, None without one."""

MOST_POINTS = 2_000
"""Points of a chart's series that are read."""


def paragraphs(element: Element) -> Iterator[str]:
    """Return the words of each DrawingML paragraph below `element`."""
    for paragraph in element.iter(A + "p"):
        text = clean_line("".join(run.text or "" for run in paragraph.iter(A + "t")))
        if text:
            yield text


def diagram(element: Element, parts: Parts) -> Iterator[str]:
    """Return the words of a SmartArt diagram (``dgm:relIds``), in the order in which they were typed."""
    root = parts(element.get(R + "dm") or "")
    if root is not None:
        for point in root.iter(DGM + "pt"):
            if point.get("type", "node") in ("node", "asst"):
                yield from paragraphs(point)


def chart(element: Element, parts: Parts) -> Iterator[str]:
    """Return the words of a chart (``c:chart``): its titles, then its categories by series, values where printed."""
    root = parts(element.get(R + "id") or "")
    if root is None:
        return
    titles = [words for title in root.iter(C + "title") for words in paragraphs(title)]
    series = [
        (_name(one), _points(one, "cat"), _points(one, "val") if _printed(one) else {}) for one in root.iter(C + "ser")
    ]
    names = [name for name, _, _ in series]
    categories = next((categories for _, categories, _ in series if categories), {})
    if not any(values for _, _, values in series):
        yield "; ".join(word for word in (*titles, *names, *dict.fromkeys(categories.values())) if word)
        return
    if titles:
        yield "; ".join(titles)
    if any(names):
        yield "\t".join(["", *names])
    for place, category in categories.items():
        yield "\t".join([category, *(values.get(place, "") for _, _, values in series)])


def _name(series: Element) -> str:
    text = series.find(C + "tx")
    return " ".join(v.text or "" for v in text.iter(C + "v")) if text is not None else ""


def _points(series: Element, kind: str) -> dict[str, str]:
    found = series.find(C + kind)
    points = list(found.iter(C + "pt"))[:MOST_POINTS] if found is not None else []
    return {point.get("idx") or "": clean_line(" ".join(v.text or "" for v in point.iter(C + "v"))) for point in points}


def _printed(series: Element) -> bool:
    """Return whether the chart prints the values of a series next to its bars."""
    return any(show.get("val", "1") in ("1", "true") for show in series.iter(C + "showVal"))
