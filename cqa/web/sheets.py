"""One page of a PDF as a picture: its size, the boxes on it, and where to go from it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from cqa.engine.port import Engine
from cqa.ingest.discover import changed_at
from cqa.model import FileState, Page, Paper, Passage, Span
from cqa.pictures.renderer import PageRenderer
from cqa.record import dataclass
from cqa.text.pages import page_at

WIDTHS = (640, 880)
"""Pixels across of the pictures: for a phone, and for a column of text on a desktop."""

WORDS_MOST = 40
"""Different words searched for that are marked on one page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as a picture: its size in points, boxes as (x, y, width, height), and where to go from it.

    Pages are those of the file, from 1; None where there is none in that direction.
    """

    page: Page
    width: float
    height: float
    quoted: tuple[tuple[float, float, float, float], ...]
    marked: tuple[tuple[float, float, float, float], ...]
    before: int | None = None
    after: int | None = None
    match_before: int | None = None
    match_after: int | None = None
    matches: int = 0
    match_pages: int = 0


def sheet_of(
    renderer: PageRenderer,
    kept: Paper,
    state: FileState | None,
    engine: Engine,
    passage: Passage,
    found: Sequence[Span],
) -> Sheet | None:
    """Return the page of a passage as a picture with the passage in a box; None for a paper that has no pictures."""
    if state is None or state.media != "pdf" or not unchanged(Path(kept.file), state):
        return None
    return drawn_sheet(renderer, kept, engine.text(kept.id), passage.page, passage, found)


def drawn_sheet(
    renderer: PageRenderer,
    kept: Paper,
    stored: tuple[str, tuple[Page, ...]],
    shown: int,
    passage: Passage | None,
    found: Sequence[Span],
) -> Sheet | None:
    """Return page ``shown`` with its boxes; None for one that cannot be drawn within the limits. ``stored`` is the text
    of the paper with its pages."""
    text, all_pages = stored
    page = next((p for p in all_pages if p.number == shown), None)
    if page is None:
        return None
    quote = _on(page, passage.span, text) if passage else ""
    here = [text[a:b] for a, b in found if page.start <= a < page.end]
    words = tuple(dict.fromkeys(" ".join(word.split()) for word in here))[:WORDS_MOST]
    look = renderer.locate(kept.file, shown, (quote,) if quote else (), words)
    if look is None:
        return None
    with_match = sorted({page_at(all_pages, a).number for a, _ in found})
    return Sheet(
        page,
        look.width,
        look.height,
        look.quoted,
        look.marked,
        before=shown - 1 if shown > kept.page_first else None,
        after=shown + 1 if shown < kept.page_last else None,
        match_before=max((n for n in with_match if n < shown), default=None),
        match_after=min((n for n in with_match if n > shown), default=None),
        matches=len(found),
        match_pages=len(with_match),
    )


def _on(page: Page, span: Span, text: str) -> str:
    """Return the part of a span of canonical text that is on a page."""
    return text[max(span[0], page.start) : min(span[1], page.end)]


def unchanged(path: Path, state: FileState) -> bool:
    """Return whether the file is still the one that was read: only then do its pages bear out what is quoted from
    it."""
    try:
        stat = path.stat()
        if (stat.st_size, changed_at(stat)) == (state.size, state.mtime_ns):
            return path.is_file()
        return path.is_file() and sha256(path.read_bytes()).hexdigest() == state.sha256
    except OSError:
        return False
