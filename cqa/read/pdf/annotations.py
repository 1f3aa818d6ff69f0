"""What a page shows by annotations: filled form fields, typed notes and stamps; and what they strike or hide.

Fields and notes are read from their values; a stamp from the words that it draws (`drawn` pages are flattened before
they are read, so that pdfium sees them). Comments that pop up are counted, not read: they are not the paper's words.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from cqa.read.glyphs import clean_line
from cqa.read.pdf.frame import Frame
from cqa.read.pdf.page import Piece

Box = tuple[float, float, float, float]
"""Left, low, right and high in the PDF's own coordinates; after `on`, left, top, right and bottom as shown."""

MAX_ANNOTATIONS = 3_000
"""Most annotations of one page that are read."""

LONGEST = 20_000
"""Characters of one value."""

HIDDEN, NO_VIEW = 2, 32
"""Flags of an annotation that no page shows (ISO 32000-2, table 167)."""

PASSWORD = 1 << 13
"""Flag of a field whose value is not for reading (table 231)."""

LINE_HEIGHT, SIZE = 1.2, 11.0
"""Leading of a typed note in ems, and the largest size taken for its letters in points."""

CHECKED, UNCHECKED = "☒", "☐"

NEAR = 2.0
"""Ems between a tick box and the label to its right."""


class Typed(NamedTuple):
    """The words of one annotation and their place; ``box`` says that they are the sign of a tick box."""

    text: str
    place: Box
    is_box: bool = False


class Annotations(NamedTuple):
    """What the annotations of a page add to it and take from it."""

    typed: tuple[Typed, ...] = ()
    struck: tuple[Box, ...] = ()
    """Places of words that are struck out."""
    redacted: tuple[Box, ...] = ()
    """Places that are marked to be blacked out."""
    comments: int = 0
    drawn: bool = False
    """Whether the page must be flattened for what else they draw."""

    def on(self, frame: Frame) -> Annotations:
        """Return the same with all places in points from the top left corner of the page as shown."""
        if self is NONE:
            return self
        return self._replace(
            typed=tuple([note._replace(place=_shown(note.place, frame)) for note in self.typed]),
            struck=tuple([_shown(box, frame) for box in self.struck]),
            redacted=tuple([_shown(box, frame) for box in self.redacted]),
        )


NONE = Annotations()


def _shown(box: Box, frame: Frame) -> Box:
    (ax, ay), (bx, by) = frame.point(box[0], box[1]), frame.point(box[2], box[3])
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def read_annotations(raw: Any, page: Any, form: Any) -> Annotations:
    """Return what the annotations of `page` say; `form` is pdfium's handle of the document's form, or None.

    Where the page must be flattened, those whose words are known are removed from it, so that none is read twice.
    """
    reader = _AnnotationReader(raw, page, form)
    said: list[int] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            before = len(reader.typed)
            try:
                reader.take(annotation)
            finally:
                raw.FPDFPage_CloseAnnot(annotation)
            if len(reader.typed) > before:
                said.append(index)
    if reader.drawn:
        for index in reversed(said):
            raw.FPDFPage_RemoveAnnot(page, index)
    return Annotations(
        tuple(reader.typed), tuple(reader.struck), tuple(reader.redacted), reader.comments, drawn=reader.drawn
    )


class _AnnotationReader:
    def __init__(self, raw: Any, page: Any, form: Any) -> None:
        self.raw, self.page, self.form = raw, page, form
        self.typed: list[Typed] = []
        self.struck: list[Box] = []
        self.redacted: list[Box] = []
        self.comments = 0
        self.drawn = False

    def take(self, annotation: Any) -> None:
        """Take one annotation by its kind."""
        raw = self.raw
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
            return
        if raw.FPDFAnnot_GetFlags(annotation) & (HIDDEN | NO_VIEW):
            return
        if kind == raw.FPDF_ANNOT_TEXT:
            self.comments += bool(self._string(annotation, b"Contents"))
        elif kind == raw.FPDF_ANNOT_WIDGET:
            self._field(annotation)
        elif kind == raw.FPDF_ANNOT_FREETEXT:
            self._note(annotation, self._string(annotation, b"Contents"))
        elif kind == raw.FPDF_ANNOT_STAMP:
            self._stamp(annotation)
        elif kind == raw.FPDF_ANNOT_STRIKEOUT:
            self.struck += self._places(annotation)
        elif kind == raw.FPDF_ANNOT_REDACT:
            self.redacted += self._places(annotation)
        elif kind in (raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_INK):
            self.drawn = True

    def _note(self, annotation: Any, text: str) -> None:
        if text.strip():
            self.typed.append(Typed(text, self._rectangle(annotation)))
        else:
            self.drawn = True

    def _stamp(self, annotation: Any) -> None:
        """Take a stamp: what it draws, else its text, else its name (``NotForPublicRelease``)."""
        if self.raw.FPDFAnnot_HasKey(annotation, b"AP"):
            self.drawn = True
        else:
            name = "".join(f" {c}" if c.isupper() else c for c in self._string(annotation, b"Name"))
            self._note(annotation, self._string(annotation, b"Contents") or name.strip())

    def _field(self, annotation: Any) -> None:
        raw, form = self.raw, self.form
        if form is None:
            self._note(annotation, self._string(annotation, b"V"))
            return
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
            state = self._string(annotation, b"AS")
            checked = state != "Off" if state else raw.FPDFAnnot_IsChecked(form, annotation)
            sign = CHECKED if checked else UNCHECKED
            self.typed.append(Typed(sign, self._rectangle(annotation), is_box=True))
        elif kind in (raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX):
            chosen = list(self._chosen(annotation)) or [self._value(annotation)]
            self._words(annotation, "\n".join(chosen))
        elif kind == raw.FPDF_FORMFIELD_TEXTFIELD and not raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD:
            self._words(annotation, self._value(annotation))

    def _words(self, annotation: Any, text: str) -> None:
        if text.strip():
            self.typed.append(Typed(text, self._rectangle(annotation)))

    def _chosen(self, annotation: Any) -> Iterator[str]:
        raw, form = self.raw, self.form
        for option in range(min(max(0, raw.FPDFAnnot_GetOptionCount(form, annotation)), MAX_ANNOTATIONS)):
            if raw.FPDFAnnot_IsOptionSelected(form, annotation, option):
                yield _read(lambda *room, o=option: raw.FPDFAnnot_GetOptionLabel(form, annotation, o, *room))

    def _value(self, annotation: Any) -> str:
        return _read(lambda *room: self.raw.FPDFAnnot_GetFormFieldValue(self.form, annotation, *room))

    def _string(self, annotation: Any, key: bytes) -> str:
        return _read(lambda *room: self.raw.FPDFAnnot_GetStringValue(annotation, key, *room))

    def _rectangle(self, annotation: Any) -> Box:
        rect = self.raw.FS_RECTF()
        self.raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
        return rect.left, rect.bottom, rect.right, rect.top

    def _places(self, annotation: Any) -> list[Box]:
        """Return the lines of words that an annotation marks, its rectangle where it names none."""
        quad = self.raw.FS_QUADPOINTSF()
        found: list[Box] = []
        for index in range(min(self.raw.FPDFAnnot_CountAttachmentPoints(annotation), MAX_ANNOTATIONS)):
            if self.raw.FPDFAnnot_GetAttachmentPoints(annotation, index, ctypes.byref(quad)):
                xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                found.append((min(xs), min(ys), max(xs), max(ys)))
        return found or [self._rectangle(annotation)]


def _read(call: Any) -> str:
    """Return a string that pdfium writes as UTF-16 into a buffer, whose length it says first."""
    length = call(None, 0)
    if not 2 < length <= 2 * LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    call(buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")


def with_typed(pieces: list[Piece], drawn: set[int], typed: tuple[Typed, ...]) -> list[Piece]:
    """Return the pieces of a page with the words of its annotations in place: next to or above the nearest words.

    `drawn` are the identities of pieces that come from flattened annotations, last in the file's order.
    """
    loose = [piece for piece in pieces if id(piece) in drawn]
    pieces = [piece for piece in pieces if id(piece) not in drawn]
    for piece in loose:
        at = _index(pieces, piece)
        pieces = [*pieces[:at], piece, *pieces[at:]]
    for note in typed:
        if note.is_box:
            pieces = _with_box(pieces, note)
        else:
            made = list(_lines(note))
            if made:
                at = _index(pieces, made[0])
                pieces = [*pieces[:at], *made, *pieces[at:]]
    return pieces


def _lines(note: Typed) -> Iterator[Piece]:
    lines = [clean_line(line) for line in note.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    left, top, right, bottom = note.place
    size = min(SIZE, (bottom - top) / (LINE_HEIGHT * max(1, len(lines)))) or SIZE
    first = top if len(lines) > 1 else (top + bottom) / 2 - 0.6 * size
    for number, line in enumerate(lines):
        base = first + size + number * LINE_HEIGHT * size
        yield Piece(line, left + 1, base - size, max(right, left + 2), base + 0.2 * size, base, size)


def _with_box(pieces: list[Piece], note: Typed) -> list[Piece]:
    """Return the pieces with a tick box's sign before the label to its right, else alone in its place."""
    left, top, right, bottom = note.place
    middle = (top + bottom) / 2
    near = [
        (piece.x0 - right, at)
        for at, piece in enumerate(pieces)
        if piece.top - 2 <= middle <= piece.bottom + 2 and -2 <= piece.x0 - right <= NEAR * piece.size
    ]
    if near:
        at = min(near)[1]
        label = pieces[at]
        return [*pieces[:at], label._replace(text=f"{note.text} {label.text}", x0=left), *pieces[at + 1 :]]
    size = min(SIZE, bottom - top)
    sign = Piece(note.text, left, top, right, bottom, middle + 0.35 * size, size)
    at = _index(pieces, sign)
    return [*pieces[:at], sign, *pieces[at:]]


def _index(pieces: list[Piece], new: Piece) -> int:
    """Return the index for `new`: after what is to its left on its line, else before what is next below it."""
    middle = new.base - 0.3 * new.size
    level = [at for at, piece in enumerate(pieces) if piece.top <= middle <= piece.bottom]
    left = [at for at in level if pieces[at].x0 < new.x0]
    if left:
        return max(left, key=lambda at: pieces[at].x0) + 1
    if level:
        return min(level, key=lambda at: pieces[at].x0)
    below = [at for at, piece in enumerate(pieces) if piece.top > middle]
    return min(below, key=lambda at: (round(pieces[at].top), at)) if below else len(pieces)
