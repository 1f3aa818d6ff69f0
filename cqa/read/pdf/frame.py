"""Coordinates: from those of a PDF to those of the page as it is shown."""

from __future__ import annotations

import ctypes
import math
from typing import Any


class Frame:
    """From PDF user space to points from the top left corner of the page as shown (ISO 32000-2, 14.11.2)."""

    def __init__(self, raw: Any, page: Any) -> None:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
        self.left, self.right, self.low, self.high = box.left, box.right, box.bottom, box.top
        self.turn: int = raw.FPDFPage_GetRotation(page) % 4
        width, height = self.right - self.left, self.high - self.low
        self.width, self.height = (height, width) if self.turn % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.high - y
        if self.turn == 1:
            return y - self.low, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.low
        return self.high - y, self.right - x


def turn_of(angle: float) -> int:
    """Return the quarter turns of the page, clockwise, that make text at `angle` run to the right.

    pdfium gives the angle of a character in radians, clockwise: text that runs up the page has
    three quarters of a turn.
    """
    return -round(angle / (math.pi / 2)) % 4
