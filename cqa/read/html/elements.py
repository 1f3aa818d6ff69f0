"""The elements of HTML by what becomes of their text."""

from __future__ import annotations

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "object",
        "embed",
        "canvas",
        "link",
        "meta",
        "title",
        "head",
        "audio",
        "video",
        "map",
        "datalist",
        "xml",
        "frame",
        "noframes",
    ]
)
"""Elements without words of the paper; ``xml`` holds the settings of a page saved by Word."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
"""Elements that begin and end a line."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Level of each heading element."""
