"""Lists of a page: each item with the number or bullet that a browser draws before it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from cqa.read.html.walker import Walker


def read_list(walker: Walker, node: LexborNode, depth: int) -> None:
    """Add the items of a list to the lines of `walker`."""
    number, ordered = _start(node), node.tag == "ol"
    style = node.attributes.get("type") or _list_style(node)
    before = walker.mark, walker.level
    for child in node.iter():
        if child.tag != "li" or walker.left_out(child):
            if child.tag != "li":
                walker.node(child, depth + 1)
            continue
        value = child.attributes.get("value")
        number = int(value) if value and value.isdigit() and len(value) < 7 else number
        walker.mark, walker.level = "item", before[1] + 1 if before[0] == "item" else 1
        walker.prefix = "" if style == "none" else f"{_ordinal(number, style)} " if ordered else "• "
        walker.gap = False
        walker.children(child, depth + 1)
        walker.flush()
        walker.prefix = ""
        number += 1
    walker.mark, walker.level = before


def _start(node: LexborNode) -> int:
    start = node.attributes.get("start") or ""
    return int(start) if start.isdigit() and len(start) < 7 else 1


LIST_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
               "upper-roman": "I", "none": "none"}  # fmt: skip


def _list_style(node: LexborNode) -> str:
    found = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]{4,12})", node.attributes.get("style") or "", re.IGNORECASE)
    return LIST_STYLES.get(found[1].lower(), "1") if found else "1"


def _ordinal(number: int, style: str) -> str:
    if style in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(style) + number - 1)}."
    if style in ("i", "I") and 1 <= number < 400:
        from cqa.text.roman_numerals import roman

        return f"{roman(number) if style == 'i' else roman(number).upper()}."
    return f"{number}."
