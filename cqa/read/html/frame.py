"""The frame of a web site around the paper: left out only where a name and the words themselves prove it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from selectolax.lexbor import LexborNode

Verdict = Literal["paper", "frame", "doubt"]

FRAME_TAGS = frozenset({"nav", "header", "footer", "aside"})
FRAME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
MAIN = "main, [role=main], article"

UNLINKED_SHARE = 0.3
"""Share of words outside links and buttons up to which a part is a list of links."""

FEW_WORDS = 6
"""Words outside links that are only a label (*Menu*, *Related pages*), if they form no sentence."""

MOST_WORDS = 150
"""Words of the longest notice of a site (cookies, copyright, feedback)."""

SENTENCE = re.compile(r"(?:[\w’'(),-]+\s+){4,}[\w’'()-]+[.;:?]|\b[A-Z][a-z]+(?: [a-z]+){0,3}:\s+\S")
"""Five words that end in a stop, or a label with its value."""


def verdict(node: LexborNode, in_main: bool) -> Verdict:
    """Return what `node` is: the paper, the site's frame, or named like the frame with words that may be the paper's.

    `in_main` says that it is in the page's main element: there a header, footer or aside is the paper's.
    """
    if not _named(node, in_main):
        return "paper"
    words, loose = _words(node)
    if not words:
        return "paper"
    share = len(loose) / len(words)
    text = " ".join(loose)
    signs = any(sign.search(text) for sign in _patterns("paper")) or SENTENCE.search(text) is not None
    if node.css_first("h1") is not None and not in_main and node.tag == "header":
        return "paper"
    if share <= UNLINKED_SHARE and not signs:
        return "frame"
    if len(loose) <= FEW_WORDS and not signs:
        return "frame"
    said = sum(1 for sign in _patterns("phrases") if sign.search(" ".join(words)))
    own = any(sign.search(text) for sign in _patterns("paper"))
    if said and len(words) <= MOST_WORDS and (not own or said > 1):
        return "frame"
    return "doubt"


def _named(node: LexborNode, in_main: bool) -> bool:
    """Return whether the element, its role, or one whole class or id names a part of a site's frame."""
    tag, attributes = node.tag or "", node.attributes
    if tag in FRAME_TAGS and (tag == "nav" or not in_main):
        return True
    if attributes.get("role") in FRAME_ROLES:
        return True
    names = _names()
    return any(name in names for key in ("class", "id") for name in (attributes.get(key) or "").lower().split())


def _words(node: LexborNode) -> tuple[list[str], list[str]]:
    """Return all words of `node`, and those outside links, buttons and labels of fields."""
    words: list[str] = []
    loose: list[str] = []
    _gather(node, False, words, loose, 0)
    return words, loose


def _gather(node: LexborNode, linked: bool, words: list[str], loose: list[str], depth: int) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            found = (child.text_content or "").split()
            words += found
            if not linked:
                loose += found
        elif tag not in ("script", "style", "template", "noscript", "select") and depth < 100:
            _gather(child, linked or tag in ("a", "button", "label", "option"), words, loose, depth + 1)


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parents[1] / "data" / "frame.toml").read_text("utf-8"))


@cache
def _names() -> frozenset[str]:
    return frozenset(name.lower() for name in _data()["names"])


@cache
def _patterns(key: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in _data()[key]]
