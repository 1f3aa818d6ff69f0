"""A web page or an exported document as a Document: the steps in order, and the notes of what was left out."""

from __future__ import annotations

import re
from pathlib import PurePath

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from cqa.errors import EmptyFile, UnreadableFile
from cqa.model import Document
from cqa.read import webpage
from cqa.read.builder import TextBuilder
from cqa.read.decode import decode
from cqa.read.glyphs import clean_line
from cqa.read.html import sites
from cqa.read.html.blocks import PageContent, TextLine
from cqa.read.html.hidden import Visibility
from cqa.read.html.lists import read_list
from cqa.read.html.tables import read_table
from cqa.read.html.walker import ElementReader, Walker
from cqa.read.running import running_blocks

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{1,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_\-]{1,40})", re.IGNORECASE)

CHARSET_HEAD = 4_096
"""Bytes in which a page states its encoding (1,024 by the standard; Word writes long heads)."""

FEW_WORDS = 60
"""Words of a page below which a frame that it shows is where its content is."""

READERS: dict[str, ElementReader] = {"ol": read_list, "ul": read_list, "table": read_table}
"""Readers of lists and tables by tag."""


def read_html(data: bytes, path: str, sha256: str, charset: str | None = None) -> Document:
    """Read a web page or an exported document; `charset` is the encoding that its envelope states.

    Raises UnreadableFile for a saved error or search page, EmptyFile for one without a body.
    """
    name = PurePath(path).name
    try:
        tree = LexborHTMLParser(text_of(data, charset))
    except (SelectolaxError, ValueError, RuntimeError) as error:
        raise UnreadableFile(f"{name}: the HTML cannot be parsed ({error}). Save it again.") from None
    body = tree.body
    if body is None:
        raise EmptyFile(f"{name}: this page has no body. Fetch it again.")
    title = _title(tree)
    found = PageContent(Visibility(tree))
    blocks = Walker(found, READERS).walk(body)
    webpage.refuse_if_error(name, title or "", " ".join(block.text for block in blocks[:40]))
    blocks, running, labels = _without_running(blocks)
    builder = TextBuilder()
    page = 0
    for block in blocks:
        if block.page > page:
            page = block.page
            builder.page(page, labels.get(page))
        builder.line(block.text, "\n\n" if block.gap else "\n", mark=block.mark, level=block.level, bold=block.bold)
    text, pages, lines = builder.finish()
    running_lines = tuple(dict.fromkeys([*running, *found.running_lines]))
    notes = tuple(_notes(found, text))
    stated_type, stated_title = sites.stated(tree)
    return Document(
        path,
        sha256,
        "html",
        text,
        pages,
        lines,
        meta_title=title,
        notes=notes,
        running_lines=running_lines,
        stated_type=stated_type,
        stated_title=stated_title,
    )


def text_of(data: bytes, charset: str | None = None) -> str:
    """Return the page as text: by its own marks first, then its envelope's or its own `charset`."""
    head = data[:CHARSET_HEAD]
    declared = CHARSET.search(head) or XML_ENCODING.match(head.lstrip())
    return decode(data, charset or (declared[1].decode("ascii") if declared else None))


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    return clean_line(node.text()) or None if node is not None else None


def _notes(found: PageContent, text: str) -> list[str]:
    """Return what a reader should know: left out, cut short, in doubt."""
    notes = []
    if found.visibility.struck_out:
        notes.append(f"{_count(found.visibility.struck_out, 'part')} struck out in the page left out")
    if found.comments:
        notes.append(f"{_count(found.comments, 'list')} of reviewers' comments left out")
    if found.cut_items:
        notes.append(f"the page cuts the text of {_count(found.cut_items, 'item')} short; fetch their own pages too")
    if found.doubts:
        notes.append(f"kept, though perhaps of the site's frame: {'; '.join(found.doubts[:3])}")
    if found.frames and len(text.split()) < FEW_WORDS:
        notes.append(f"the page shows another in a frame; fetch {found.frames[0]} too")
    return notes


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _without_running(blocks: list[TextLine]) -> tuple[list[TextLine], tuple[str, ...], dict[int, str]]:
    """Return the blocks without headers and footers that a converter repeats on every page, those lines, and the page
    numbers."""
    by_page: dict[int, list[TextLine]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    running = running_blocks([[block.text for block in page] for page in by_page.values()])
    kept: list[TextLine] = []
    taken: dict[str, None] = {}
    labels: dict[int, str] = {}
    for page, drop in zip(by_page.values(), running, strict=True):
        for i, block in enumerate(page):
            if i in drop:
                taken[block.text.strip()] = None
                labels.update((block.page, cell) for cell in block.text.split("\t") if cell.isdigit() and len(cell) < 5)
            else:
                kept.append(block)
    return kept, tuple(taken), labels
