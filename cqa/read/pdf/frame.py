"""Where things stand on a page: from the coordinates of a PDF to those of the page as it is shown."""

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
        self._set(raw.FPDFPage_GetRotation(page))

    def _set(self, turn: int) -> None:
        self.turn = turn % 4
        width, height = self.right - self.left, self.high - self.low
        self.width, self.height = (height, width) if self.turn % 2 else (width, height)

    def quarter_turn(self, angle: float) -> None:
        """Turn the page so that text at `angle` (radians, anticlockwise) runs to the right."""
        self._set(self.turn + (1 if angle < math.pi else 3))

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.high - y
        if self.turn == 1:
            return y - self.low, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.low
        return self.high - y, self.right - x
