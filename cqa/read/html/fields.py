"""Fields of a form as a reader sees them: ticked boxes, and the words that were typed in."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from cqa.read.symbols import TICKED, UNTICKED

TAGS = frozenset({"input", "textarea", "select", "button", "iframe", "svg", "img"})
"""Elements that show words, if any, by their attributes."""

TYPED = frozenset({"", "text", "date", "number", "email", "tel", "url", "datetime-local", "time", "month"})
"""Types of ``input`` whose value is printed in the field (HTML standard, 4.10.5.1)."""

LONGEST_NAME = 60
"""Most characters of a picture's text that is a value (*Green*, *Yes*), not a description."""

SEARCH = ("search", "query", "keyword", "find")
"""Parts of the name of a field for searching the site."""


def shown(node: LexborNode) -> str:
    """Return the words of a field with blanks around them, "" for one that shows none of the paper's."""
    tag, attributes = node.tag, node.attributes
    if tag == "img":
        return _picture(node)
    if any(word in f"{attributes.get('name')} {attributes.get('id')}".lower() for word in SEARCH):
        return ""
    if tag == "textarea":
        return f" {' '.join(node.text().split())} "
    if tag == "select":
        return _chosen(node)
    kind = (attributes.get("type") or "").lower()
    if kind in ("checkbox", "radio"):
        return f" {TICKED if 'checked' in attributes else UNTICKED} "
    value = attributes.get("value") or ""
    return f" {value} " if kind in TYPED and value else ""


def _chosen(node: LexborNode) -> str:
    """Return the choice of a list that can no longer be changed, or that was changed before the page was saved."""
    options = node.css("option[selected]")
    fixed = "disabled" in node.attributes or "readonly" in node.attributes
    return f" {' '.join(options[0].text().split())} " if options and fixed else ""


def _picture(node: LexborNode) -> str:
    """Return the text of a picture that alone fills a cell, such as a green light."""
    parent = node.parent
    while parent is not None and parent.tag not in ("td", "th", "body"):
        parent = parent.parent
    if parent is None or parent.tag == "body" or parent.text(strip=True):
        return ""
    name = " ".join((node.attributes.get("alt") or "").split())
    return f" {name} " if len(name) <= LONGEST_NAME else ""
