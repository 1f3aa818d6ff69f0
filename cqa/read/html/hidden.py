"""Parts of a page that a reader does not see, or sees struck out: by attribute, by style and by style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

NEVER_SEEN = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|"
    r"font-size\s*:\s*0(?:px|pt|r?em|%)?\s*(?:!|;|$)|opacity\s*:\s*0(?:\.0{1,5})?\s*(?:!|;|$))",
    re.IGNORECASE,
)
"""Declarations of CSS (and Word's own) under which nothing is drawn."""

LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,80}\bline-through", re.IGNORECASE)

STRUCK_TAGS = frozenset({"del", "s", "strike"})

COLLAPSIBLE = re.compile(
    r"(?:^|[\s_-])(?:accordion|collapse|collapsible|tab-?(?:panel|pane|content)|panel|toggle|expand(?:able|er)?)",
    re.IGNORECASE,
)
"""Names of parts that open on a click: a reader sees them."""

SIMPLE = re.compile(r"([a-z][a-z0-9]{0,20}|\*)?((?:[.#][A-Za-z_][\w-]{0,80}){0,4})", re.IGNORECASE)
"""A selector of one element: ``p``, ``.note``, ``span.note``, ``#draft``; others are not followed."""

RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
COMMENT = re.compile(r"/\*.{0,20000}?\*/|<!--|-->", re.DOTALL)
OTHER_MEDIA = re.compile(
    r"@(?!media\s+(?:all|screen)\s*\{)[^{};]{0,400}\{(?:[^{}]{0,4000}\{[^{}]{0,4000}\}){0,400}[^{}]{0,400}\}"
)
"""Blocks of rules for print, for small windows and the like."""

MAX_SHEET = 300_000
"""Most characters of style sheets that are read."""


class Selector(NamedTuple):
    """One compound selector: the element, its id and its classes, each where stated."""

    tag: str
    identity: str
    classes: frozenset[str]


class Visibility:
    """Answers of one page: which elements nobody sees, which words are struck out."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        sheet = "\n".join(node.text(deep=True) for node in tree.css("style"))[:MAX_SHEET]
        rules = list(_rules(sheet))
        self._unseen = [s for selectors, body in rules if NEVER_SEEN.search(body) for s in selectors]
        self._through = [s for selectors, body in rules if LINE_THROUGH.search(body) for s in selectors]
        self._opened = {
            target for node in tree.css("[aria-controls], [data-target], [data-bs-target]") for target in _targets(node)
        }
        self.sheets = bool(self._unseen or self._through)
        self.struck_out = 0
        self.opens = 0

    def hidden(self, node: LexborNode) -> bool:
        """Return whether nobody sees `node`; a part that opens on a click counts as seen."""
        attributes = node.attributes
        style = attributes.get("style")
        unseen = (
            ("hidden" in attributes and attributes["hidden"] != "until-found")
            or attributes.get("aria-hidden") == "true"
            or (style is not None and NEVER_SEEN.search(style) is not None)
            or (node.tag == "dialog" and "open" not in attributes)
            or any(_matches(selector, node) for selector in self._unseen)
        )
        if unseen and self._opens(node):
            self.opens += 1
            return False
        return unseen

    def struck(self, node: LexborNode) -> bool:
        """Return whether the words of `node` are struck out, and count it."""
        style = node.attributes.get("style")
        found = (
            node.tag in STRUCK_TAGS
            or (style is not None and LINE_THROUGH.search(style) is not None)
            or any(_matches(selector, node) for selector in self._through)
        )
        if found and node.text(strip=True):
            self.struck_out += 1
        return found

    def _opens(self, node: LexborNode) -> bool:
        attributes = node.attributes
        if attributes.get("role") == "tabpanel" or (attributes.get("id") or "\n") in self._opened:
            return True
        return COLLAPSIBLE.search(attributes.get("class") or "") is not None


def _targets(node: LexborNode) -> Iterator[str]:
    for name in ("aria-controls", "data-target", "data-bs-target"):
        value = node.attributes.get(name)
        if value:
            yield from (word.lstrip("#") for word in value.split())


def _rules(sheet: str) -> Iterator[tuple[list[Selector], str]]:
    sheet = OTHER_MEDIA.sub(" ", COMMENT.sub(" ", sheet))
    for found in RULE.finditer(re.sub(r"@media[^{]{0,200}\{", " ", sheet)):
        selectors = [s for text in found[1].split(",") if (s := _selector(text.strip())) is not None]
        if selectors:
            yield selectors, found[2]


def _selector(text: str) -> Selector | None:
    found = SIMPLE.fullmatch(text)
    if found is None or not text:
        return None
    names = re.findall(r"[.#][\w-]+", found[2])
    identity = next((name[1:] for name in names if name[0] == "#"), "")
    tag = (found[1] or "").lower().replace("*", "")
    classes = frozenset(name[1:] for name in names if name[0] == ".")
    return Selector(tag, identity, classes) if tag or identity or classes else None


def _matches(selector: Selector, node: LexborNode) -> bool:
    if selector.tag and selector.tag != node.tag:
        return False
    if selector.identity and selector.identity != node.attributes.get("id"):
        return False
    if not selector.classes:
        return True
    return selector.classes <= set((node.attributes.get("class") or "").split())
