"""What one page is found to hold: its lines, and what was left out of it and why."""

from __future__ import annotations

from typing import NamedTuple

from cqa.model import LineMark
from cqa.read.html.hidden import Visibility


class TextLine(NamedTuple):
    """One line of the text to be, with the page that a converter's mark-up puts it on."""

    text: str
    mark: LineMark = ""
    level: int = 0
    page: int = 1
    gap: bool = True
    bold: bool = False


class PageContent:
    """What one page is found to hold, and what was left out of it and why."""

    def __init__(self, visibility: Visibility) -> None:
        self.visibility = visibility
        self.blocks: list[TextLine] = []
        self.running_lines: dict[str, None] = {}
        self.doubts: list[str] = []
        self.cut_items = 0
        self.frames: list[str] = []
        self.comments = 0
