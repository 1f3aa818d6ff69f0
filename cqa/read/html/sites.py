"""What a page of a council meeting system says that it is: a decision, an agenda with its minutes, an issue's history."""

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
SUB_TITLE = ".mgSubItemTitleTxt"


def stated(tree: LexborHTMLParser) -> tuple[PaperType | None, str | None]:
    """Return the type and the title that the system gives the page, None for each that it does not."""
    for site in _sites().values():
        heading = tree.css_first(site["heading"]) if tree.css_first(site["sign"]) is not None else None
        if heading is None:
            continue
        words = _words(heading)
        for page in site["page"]:
            if re.match(page["heading"], words, re.IGNORECASE):
                kind: PaperType = page["type"]
                if page.get("minutes") and any(MINUTES.fullmatch(_words(node)) for node in tree.css(SUB_TITLE)):
                    kind = "minutes"
                title = tree.css_first(site["title"]) if page.get("titled") else None
                return kind, (_words(title) or None) if title is not None else None
    return None, None


def _words(node: LexborNode) -> str:
    return clean_line(" ".join(node.text().split()))


@cache
def _sites() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "data" / "sites.toml").read_text("utf-8"))
