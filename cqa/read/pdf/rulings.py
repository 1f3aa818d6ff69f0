"""What a page draws apart from letters: rulings (strokes, thin rectangles, edges of boxes), surfaces, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from cqa.read.pdf.matrix import IDENTITY, Matrix, apply, times
from cqa.read.pdf.merge_rulings import merged
from cqa.read.pdf.page import Ruling, Rulings

MAX_OBJECTS = 6_000
"""Objects of one page beyond which it is a map or a chart, whose strokes say nothing about text."""

MAX_SEGMENTS = 20_000
"""Path segments followed on one page."""

THIN = 3.0
"""Greatest thickness in points of a filled rectangle that is a drawn line."""

SHORT = 6.0
"""Least length in points of a ruling; shorter strokes are parts of letters and logos."""

WHITE = 250
"""Least level of red, green and blue of the colour of paper."""

MAX_DEPTH = 3
"""Forms within forms that are followed."""

OPAQUE = 250
"""Least opacity (of 255) of a surface that hides what lies under it."""

DARK = 64
"""Grey level below which letters on a surface must be light to be read."""

LINE_TO, MOVE_TO = 0, 2
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
"""``FPDF_SEGMENT_*`` and ``FPDF_PAGEOBJ_*`` of fpdf_edit.h."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the top left corner of the page as shown."""


class Surface(NamedTuple):
    """Something that may cover words drawn before it: the object, the matrix around it, its place in drawing order."""

    item: Any
    outer: Matrix
    order: int
    box: Box
    grey: int
    is_box: bool = False
    """Whether it fills its box, as a picture or a thick stroke does; else its rectangles must be found."""
    is_picture: bool = False


class RulingCollector:
    """Collects the rulings, surfaces and pictures of one page.

    `raw` is pypdfium2's raw module, `point` maps user space to the page as shown.
    """

    def __init__(self, raw: Any, page: Any, point: Callable[[float, float], tuple[float, float]]) -> None:
        self.raw, self.page, self.point = raw, page, point
        self.horizontal: list[Ruling] = []
        self.vertical: list[Ruling] = []
        self.left = MAX_SEGMENTS
        self.fills: list[Box] = []
        self.dark: list[Box] = []
        self.pictures: list[Box] = []
        self.covers: list[Surface] = []
        self.bars: list[Box] = []
        self.width = ctypes.c_float()
        self.width_ref = (ctypes.byref(self.width),)
        self.order = 0
        self.texts: list[tuple[int, Any]] = []

        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.refs = ctypes.byref(self.x), ctypes.byref(self.y)
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.edge_refs = [ctypes.byref(edge) for edge in self.edges]
        self.mode = ctypes.c_int(), ctypes.c_int()
        self.mode_refs = [ctypes.byref(part) for part in self.mode]
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.colour_refs = [ctypes.byref(part) for part in self.colour]

    def rulings(self) -> Rulings:
        """Return the ruling lines of the page, and collect its surfaces and pictures."""
        count = self.raw.FPDFPage_CountObjects(self.page)
        if count <= MAX_OBJECTS:
            self._objects(self.raw.FPDFPage_GetObject, self.page, count, IDENTITY, 0)
        return Rulings(merged(self.horizontal), merged(self.vertical))

    def _objects(self, get: Callable[[Any, int], Any], holder: Any, count: int, matrix: Matrix, depth: int) -> None:
        """Take the objects of a page or a form."""
        kind_of = self.raw.FPDFPageObj_GetType
        for index in range(count):
            item = get(holder, index)
            kind = kind_of(item)
            self.order += 1
            if kind == TEXT:
                self.texts.append((self.order, item))
            elif kind == PATH and self.left > 0:
                if not self._thin(item, matrix) and not self._is_backdrop(item, matrix):
                    self._path(item, times(self._matrix(item), matrix))
            elif kind == IMAGE:
                self._picture(item, matrix)
            elif kind == FORM and depth < MAX_DEPTH:
                inner = times(self._matrix(item), matrix)
                within = min(self.raw.FPDFFormObj_CountObjects(item), MAX_OBJECTS)
                self._objects(self._within, item, within, inner, depth + 1)

    def _within(self, form: Any, index: int) -> Any:
        return self.raw.FPDFFormObj_GetObject(form, ctypes.c_ulong(index))

    def _thin(self, item: Any, outer: Matrix) -> bool:
        """Take a path that is one thin line as a whole, without following it; False for any other."""
        if not self.raw.FPDFPageObj_GetBounds(item, *self.edge_refs):
            return True
        left, low, right, high = [edge.value for edge in self.edges]
        if right - left > THIN and high - low > THIN:
            return False
        if outer is not IDENTITY:
            (left, low), (right, high) = apply(outer, left, low), apply(outer, right, high)
        (ax, ay), (bx, by) = self.point(left, low), self.point(right, high)
        self._straight(min(ax, bx), max(ax, bx), min(ay, by), max(ay, by))
        return True

    def _is_backdrop(self, item: Any, outer: Matrix) -> bool:
        """Note the surface of the path whose bounds are known; True where it is white or invisible and has no outline.

        It is the ground behind a word, not a cell of a table.
        """
        self.raw.FPDFPath_GetDrawMode(item, *self.mode_refs)
        fill, stroke = self.mode
        if not fill.value:
            if stroke.value:
                self._thick(item, outer)
            return not stroke.value
        known = self.raw.FPDFPageObj_GetFillColor(item, *self.colour_refs)
        red, green, blue, opacity = [part.value for part in self.colour]
        white = bool(known) and min(red, green, blue) >= WHITE
        if not known or opacity >= OPAQUE:
            box = self._box(outer)
            grey = (3 * red + 6 * green + blue) // 10
            if not white:
                self.fills.append(box)
            if known and grey < DARK:
                self.dark.append(box)
            if known and self.texts:
                self.covers.append(Surface(item, outer, self.order, box, grey))
        return white and not stroke.value

    def _thick(self, item: Any, outer: Matrix) -> None:
        """Note the strokes of a path that are as thick as words are tall: markers, or bars that black words out."""
        if not self.raw.FPDFPageObj_GetStrokeWidth(item, *self.width_ref):
            return
        matrix = times(self._matrix(item), outer)
        wide = self.width.value * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        if wide <= THIN or not self.raw.FPDFPageObj_GetStrokeColor(item, *self.colour_refs):
            return
        red, green, blue, opacity = [part.value for part in self.colour]
        left = self.left
        for points in self._subpaths(item, matrix):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if max(ys) - min(ys) <= THIN:
                box = min(xs), min(ys) - wide / 2, max(xs), max(ys) + wide / 2
                self.bars.append(box)
                if opacity >= OPAQUE and self.texts:
                    self.covers.append(Surface(item, outer, self.order, box, (3 * red + 6 * green + blue) // 10, True))
        self.left = left

    def _picture(self, item: Any, outer: Matrix) -> None:
        if self.raw.FPDFPageObj_GetBounds(item, *self.edge_refs):
            box = self._box(outer)
            self.pictures.append(box)
            if self.texts:
                self.covers.append(Surface(item, outer, self.order, box, 0, is_box=True, is_picture=True))

    def _box(self, outer: Matrix) -> Box:
        """Return the bounds read last as a box on the page as shown."""
        left, low, right, high = [edge.value for edge in self.edges]
        if outer is not IDENTITY:
            (left, low), (right, high) = apply(outer, left, low), apply(outer, right, high)
        (ax, ay), (bx, by) = self.point(left, low), self.point(right, high)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def rectangles(self, surface: Surface) -> list[Box]:
        """Return the upright rectangles that a surface consists of; none where any of it has another shape."""
        if surface.is_box:
            return [surface.box]
        found: list[Box] = []
        for points in self._subpaths(surface.item, times(self._matrix(surface.item), surface.outer)):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = min(xs), min(ys), max(xs), max(ys)
            corners = all(min(x - box[0], box[2] - x) < 1 and min(y - box[1], box[3] - y) < 1 for x, y in points)
            if not 4 <= len(points) <= 6 or not corners:
                return []
            found.append(box)
        return found

    def orders(self) -> dict[int, int]:
        """Return the place in drawing order of every text object, by its address."""
        return {address(item): order for order, item in self.texts}

    def _matrix(self, item: Any) -> Matrix:
        found = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
            return IDENTITY
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _path(self, item: Any, matrix: Matrix) -> None:
        """Follow the path; every run of straight segments gives its axis-parallel sides."""
        for points in self._subpaths(item, matrix):
            self._polyline(points)

    def _subpaths(self, item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        """Yield the runs of straight segments of a path, in points of the page as shown."""
        raw, point, x, y, refs = self.raw, self.point, self.x, self.y, self.refs
        a, b, c, d, e, f = matrix
        get, kind_of, point_of = raw.FPDFPath_GetPathSegment, raw.FPDFPathSegment_GetType, raw.FPDFPathSegment_GetPoint
        closes = raw.FPDFPathSegment_GetClose
        count = raw.FPDFPath_CountSegments(item)
        points: list[tuple[float, float]] = []
        for index in range(min(count, self.left)):
            segment = get(item, index)
            kind = kind_of(segment)
            if kind == MOVE_TO:
                if points:
                    yield points
                points = []
            elif kind != LINE_TO:
                points = []
                continue
            point_of(segment, *refs)
            along, up = x.value, y.value
            points.append(point(a * along + c * up + e, b * along + d * up + f))  # as `apply` does, without a call
            if closes(segment):
                yield [*points, points[0]]
                points = []
        self.left -= count
        if points:
            yield points

    def _polyline(self, points: list[tuple[float, float]]) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if x1 - x0 > THIN and y1 - y0 > THIN:
            self._sides(points)
        else:
            self._straight(x0, x1, y0, y1)

    def _straight(self, x0: float, x1: float, y0: float, y1: float) -> None:
        """Take what fills these bounds if it is thin and long."""
        if y1 - y0 <= THIN and x1 - x0 >= SHORT:
            self.horizontal.append(Ruling((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THIN and y1 - y0 >= SHORT:
            self.vertical.append(Ruling((x0 + x1) / 2, y0, y1))

    def _sides(self, points: list[tuple[float, float]]) -> None:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) < 1 and abs(ax - bx) >= SHORT:
                self.horizontal.append(Ruling(ay, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) < 1 and abs(ay - by) >= SHORT:
                self.vertical.append(Ruling(ax, min(ay, by), max(ay, by)))


def address(item: Any) -> int:
    """Return the address at which pdfium keeps an object, which identifies it."""
    return ctypes.c_void_p.from_buffer(item).value or 0
