"""Canonical text under construction: each line is written once, its span and page noted as it is written."""

from __future__ import annotations

from cqa.model import Line, LineMark, Page, PageVerdict

READ: frozenset[PageVerdict] = frozenset(("text", "ocr"))
"""Verdicts of the pages that have words."""


class TextBuilder:
    """Collects lines and pages; `finish` gives text, pages and lines whose spans are exact.

    The separator before a line belongs to the page before it, so pages partition the text.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._pages: list[tuple[int, str | None, PageVerdict, int | None]] = []

    def page(self, number: int, label: str | None = None, verdict: PageVerdict = "text") -> None:
        """Begin a page; it starts at the next line that is written."""
        self._pages.append((number, label, verdict, None))

    def line(
        self,
        text: str,
        before: str = "\n",
        *,
        box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0),
        size: float = 0.0,
        bold: bool = False,
        mark: LineMark = "",
        level: int = 0,
        emphasis: bool = False,
    ) -> None:
        """Write `text` (one printed line, no line break in it) after the separator `before`."""
        if self._parts and before:
            self._parts.append(before)
            self._length += len(before)
        start = self._length
        if self._pages and self._pages[-1][3] is None:
            self._open_pages(start)
        self._parts.append(text)
        self._length += len(text)
        page = self._pages[-1][0] if self._pages else 1
        self._lines.append(Line(start, self._length, page, *box, size, bold, mark, level, emphasis))

    def _open_pages(self, start: int) -> None:
        for i in range(len(self._pages) - 1, -1, -1):
            number, label, verdict, begun = self._pages[i]
            if begun is not None:
                return
            self._pages[i] = (number, label, verdict, start)

    def finish(self) -> tuple[str, tuple[Page, ...], tuple[Line, ...]]:
        text = "".join(self._parts)
        starts = [self._length if begun is None else begun for _, _, _, begun in self._pages] or [0]
        starts[0] = 0
        ends = [*starts[1:], len(text)]
        heads: list[tuple[int, str | None, PageVerdict]] = [page[:3] for page in self._pages] or [(1, None, "text")]
        pages = tuple(
            Page(number, start, end, label, verdict in READ, verdict)
            for (number, label, verdict), start, end in zip(heads, starts, ends, strict=True)
        )
        return text, pages, tuple(self._lines)
