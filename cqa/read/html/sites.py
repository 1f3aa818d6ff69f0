"""What a page of a council meeting system says that it is: a decision, an agenda with its minutes, an issue."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cqa.model import PaperType
from cqa.read.glyphs import clean_line

MINUTES = re.compile(r"(?:draft )?(?:minutes|decision)\s*:?", re.IGNORECASE)
MOST_HEADINGS = 20
"""Headings of a page that are compared; its main one comes first."""

SUB_TITLE = ".mgSubItemTitleTxt"


def stated(tree: LexborHTMLParser) -> tuple[PaperType | None, str | None]:
    """Return the type and the title that the system gives the page, None for each that it does not."""
    for site in _sites().values():
        if tree.css_first(site["sign"]) is None:
            continue
        for heading in tree.css(site["heading"])[:MOST_HEADINGS]:
            page = _page(site, _words(heading))
            if page is not None:
                title = tree.css_first(site["title"]) if page.get("titled") else None
                return _type(tree, page), (_words(title) or None) if title is not None else None
    return None, None


def _page(site: dict[str, Any], words: str) -> dict[str, Any] | None:
    """Return the page of `site` whose heading these words are."""
    return next((page for page in site["page"] if re.match(page["heading"], words, re.IGNORECASE)), None)


def _type(tree: LexborHTMLParser, page: dict[str, Any]) -> PaperType:
    """Return the page's type: minutes where it has more than the agenda."""
    if page.get("minutes") and any(MINUTES.fullmatch(_words(node)) for node in tree.css(SUB_TITLE)):
        return "minutes"
    kind: PaperType = page["type"]
    return kind


def _words(node: LexborNode) -> str:
    return clean_line(" ".join(node.text().split()))


@cache
def _sites() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "data" / "sites.toml").read_text("utf-8"))
