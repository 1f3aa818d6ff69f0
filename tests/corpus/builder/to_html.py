"""A source as a web page: what a council's site wraps around it (navigation, footer) is there too."""

from __future__ import annotations

import re
from html import escape

from tests.corpus.builder.markup import DIGEST_LINE, Block, Source, Table

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font-family: Arial, sans-serif; max-width: 50em; margin: auto; padding: 1em; line-height: 1.4 }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #333; padding: .3em .6em; text-align: left }}
.notice {{ border: 1px solid #888; padding: .5em; font-size: .9em }} .centre {{ text-align: center }}
.level2 {{ margin-left: 2em }} nav, footer {{ font-size: .8em; color: #555 }}
</style>
</head>
<body>
<nav><a href="#content">Skip to content</a> | <a href="/">Home</a> | <a href="/search">Search</a></nav>
<main id="content">
{body}
</main>
<footer>Cookies | Accessibility | Contact</footer>
</body>
</html>
"""
TAGS = {"h1": "h2", "h2": "h3", "title": "h1", "title2": "h2", "logo": "p"}


def to_html(source: Source) -> bytes:
    """The paper as an HTML file."""
    parts: list[str] = []
    bullets: list[str] = []
    for block in (*source.blocks, Block("para")):
        if block.kind == "bullet":
            bullets.append(f"<li>{_inline(block.text)}</li>")
            continue
        if bullets:
            parts.append("<ul>\n" + "\n".join(bullets) + "\n</ul>")
            bullets = []
        if block.text or block.table or block.kind in ("notice", "digestline"):
            parts.append(_element(block, source))
    return PAGE.format(title=escape(source.title), body="\n".join(parts)).encode()


def _inline(text: str) -> str:
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text, quote=False))
    text = re.sub(r"\*(.+?)\*", r"<em>\1</em>", text)
    return text.replace("[x]", "☒").replace("[ ]", "☐")


def _element(block: Block, source: Source) -> str:
    if block.table:
        return _table(block.table)
    if block.kind == "notice":
        return f'<p class="notice">{_inline(source.notice)}</p>'
    if block.kind == "digestline":
        return f"<p>{_inline(DIGEST_LINE)}</p>"
    if block.kind == "num":
        return f'<p class="level{block.level}">{escape(block.number)} {_inline(block.text)}</p>'
    if block.kind == "strong":
        return f'<p class="centre"><strong>{_inline(block.text)}</strong></p>'
    tag = TAGS.get(block.kind, "p")
    return f"<{tag}>{_inline(block.text)}</{tag}>"


def _table(table: Table) -> str:
    rows = []
    for number, row in enumerate(table.rows):
        tag = "th" if number < table.head else "td"
        rows.append("<tr>" + "".join(f"<{tag}>{_inline(text)}</{tag}>" for text in row) + "</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"
