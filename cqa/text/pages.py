"""The page on which a character of a document is."""

from __future__ import annotations

from cqa.model import Page


def page_at(pages: tuple[Page, ...], offset: int) -> Page:
    """Return the page of a character by its offset; an empty first page where there are none."""
    from bisect import bisect_right

    at = bisect_right(pages, offset, key=lambda p: p.start) - 1
    return pages[max(at, 0)] if pages else Page(1, 0, 0)
