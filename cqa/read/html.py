"""HTML pages: their main content as headings, paragraphs, items and rows. Only this module uses selectolax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from cqa.errors import EmptyFile, UnreadableFile
from cqa.model import Document, LineMark
from cqa.read import webpage
from cqa.read.builder import TextBuilder
from cqa.read.glyphs import clean_line
from cqa.read.plain import BOMS
from cqa.read.running import running_blocks

MAX_DEPTH = 120
"""Nesting beyond this is hostile or broken; what is deeper is read as plain text (Python stops at 1,000 calls)."""

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "nav",
        "aside",
        "button",
        "select",
        "textarea",
        "input",
        "form",
        "dialog",
        "link",
        "meta",
        "title",
        "head",
        "audio",
        "video",
        "map",
    ]
)
"""Elements without words of the paper."""

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
HEADINGS = {f"h{level}": level for level in range(1, 7)}

NOISE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|breadcrumbs?|menu|cookies?|cookie-banner|skip-?links?|sidebar|"
    r"site-?(?:header|footer)|pagination|share|social|search-?form)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class or id of a part of the site's frame, not of the paper."""

MAIN = ("main", "[role=main]", "article", "#main-content", "#content", "#main")

MAIN_SHARE = 0.25
"""A main element that holds less than this share of the body's words is not where the paper is."""

PAGE_ID = re.compile(r"(?:page|pf)[_-]?(\d{1,5})(?:-div)?", re.IGNORECASE)
"""Ids that converters from PDF give to a page: ``page_3`` (BCL), ``page3-div`` (pdftohtml), ``pf3`` (pdf2htmlEX)."""

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{1,40})", re.IGNORECASE)


class Block(NamedTuple):
    """One line of the text to be, with the page that a converter's mark-up puts it on."""

    text: str
    mark: LineMark = ""
    level: int = 0
    page: int = 1
    gap: bool = True
    bold: bool = False


def read_html(data: bytes, path: str, sha256: str) -> Document:
    """A web page or an exported document. Raises UnreadableFile for a saved error or search page."""
    name = PurePath(path).name
    try:
        tree = LexborHTMLParser(decode(data))
    except (SelectolaxError, ValueError, RuntimeError) as error:
        raise UnreadableFile(f"{name}: the HTML cannot be parsed ({error}). Save it again.") from None
    body = tree.body
    if body is None:
        raise EmptyFile(f"{name}: this page has no body. Fetch it again.")
    title = _title(tree)
    blocks = list(_Walker(_main(body)).blocks())
    webpage.refuse_if_error(name, title or "", " ".join(block.text for block in blocks[:40]))
    blocks, furniture, labels = _without_running(blocks)
    builder = TextBuilder()
    page = 0
    for block in blocks:
        if block.page > page:
            page = block.page
            builder.page(page, labels.get(page))
        builder.line(block.text, "\n\n" if block.gap else "\n", mark=block.mark, level=block.level, bold=block.bold)
    text, pages, lines = builder.finish()
    return Document(path, sha256, "html", text, pages, lines, meta_title=title, furniture=furniture)


def decode(data: bytes) -> str:
    """By byte order mark, then the page's own charset, then UTF-8, then Windows-1252 (HTML standard, 13.2.3.2)."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = CHARSET.search(data[:4096])
    names = [declared[1].decode("ascii"), "utf-8"] if declared else ["utf-8"]
    for encoding in names:
        try:
            return data.decode("cp1252" if encoding.lower() in ("iso-8859-1", "latin1", "ascii") else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    return clean_line(node.text()) or None if node is not None else None


def _main(body: LexborNode) -> LexborNode:
    """The element that holds the paper: a main element with a fair share of the words, else the body."""
    whole = len(body.text())
    for selector in MAIN:
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) > MAIN_SHARE * whole:
            return found[0]
    return body


def _without_running(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...], dict[int, str]]:
    """Without the headers and footers that a converter repeats on every page; with the page numbers they print."""
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    running = running_blocks([[block.text for block in page] for page in by_page.values()])
    kept: list[Block] = []
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


class _Walker:
    """Depth-first over the elements; inline text gathers until a block begins or ends."""

    def __init__(self, root: LexborNode) -> None:
        self.root = root
        self.page = 1
        self.words: list[str] = []
        self.found: list[Block] = []
        self.mark: LineMark = ""
        self.level = 0
        self.prefix = ""
        self.gap = True

    def blocks(self) -> Iterator[Block]:
        self._children(self.root, 0)
        self._flush()
        return iter(self.found)

    def _flush(self) -> None:
        text = clean_line("".join(self.words))
        self.words.clear()
        if text:
            prefix, self.prefix = self.prefix, ""
            mark: LineMark = "row" if "\t" in text else self.mark
            self.found.append(Block(prefix + text, mark, self.level, self.page, self.gap))
            self.gap = True

    def _children(self, node: LexborNode, depth: int) -> None:
        for child in node.iter(include_text=True):
            self._node(child, depth)

    def _node(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self.words.append(_spaces(node.text_content or ""))
        elif tag in DROPPED or not node.is_element_node or _is_noise(node):
            return
        elif depth > MAX_DEPTH:
            self.words.append(_spaces(node.text()))
        elif tag == "br":
            self._flush()
            self.gap = False
        elif tag == "table":
            self._flush()
            self._table(node, depth)
        elif tag in ("ol", "ul"):
            self._flush()
            self._list(node, depth, ordered=tag == "ol")
        elif tag in BLOCKS:
            self._block(node, tag, depth)
        else:
            self._children(node, depth + 1)

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        self._flush()
        number = PAGE_ID.fullmatch(node.attributes.get("id") or "")
        if number and int(number[1]) > self.page:
            self.page = int(number[1])
        level = HEADINGS.get(tag)
        if level is None:
            self._children(node, depth + 1)
            self._flush()
            return
        before = self.mark, self.level
        self.mark, self.level = "heading", level
        self._children(node, depth + 1)
        self._flush()
        self.mark, self.level = before

    def _list(self, node: LexborNode, depth: int, ordered: bool) -> None:
        number = _start(node)
        style = node.attributes.get("type") or "1"
        before = self.mark, self.level
        for child in node.iter():
            if child.tag != "li":
                self._node(child, depth + 1)
                continue
            value = child.attributes.get("value")
            number = int(value) if value and value.isdigit() and len(value) < 7 else number
            self.mark, self.level = "item", before[1] + 1 if before[0] == "item" else 1
            self.prefix = f"{_ordinal(number, style)} " if ordered else "• "
            self.gap = False
            self._children(child, depth + 1)
            self._flush()
            self.prefix = ""
            number += 1
        self.mark, self.level = before

    def _table(self, node: LexborNode, depth: int) -> None:
        rows = [row for row in node.css("tr") if _owner(row, node)]
        cells = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in rows]
        if node.css_first("table table") is not None or not any(
            sum(1 for c in row if c.text(strip=True)) > 1 for row in cells
        ):
            self._children(node, depth + 1)
            self._flush()
            return
        caption = node.css_first("caption")
        if caption is not None:
            self._children(caption, depth + 1)
            self._flush()
        for row in cells:
            texts = [clean_line(" ".join(_inner(cell))) for cell in row]
            if any(texts):
                bold = all(cell.tag == "th" for cell in row)
                self.found.append(Block("\t".join(texts), "row", 0, self.page, self.gap, bold))
                self.gap = False
        self.gap = True


def _spaces(text: str) -> str:
    return re.sub(r"[\s\xa0]+", " ", text)


def _is_noise(node: LexborNode) -> bool:
    tag = node.tag
    attributes = node.attributes
    if tag in ("header", "footer"):
        return node.parent is not None and node.parent.tag in ("body", "div", "html")
    if attributes.get("role") in ("navigation", "banner", "contentinfo", "search"):
        return True
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return bool(NOISE.search(attributes.get("class") or "") or NOISE.search(attributes.get("id") or ""))


def _inner(node: LexborNode) -> Iterator[str]:
    for child in node.traverse(include_text=True):
        if child.tag == "-text" and (child.parent is None or child.parent.tag not in DROPPED):
            yield _spaces(child.text_content or "")


def _owner(row: LexborNode, table: LexborNode) -> bool:
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node is not None and node.mem_id == table.mem_id


def _start(node: LexborNode) -> int:
    start = node.attributes.get("start") or ""
    return int(start) if start.isdigit() and len(start) < 7 else 1


def _ordinal(number: int, style: str) -> str:
    if style in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(style) + number - 1)}."
    if style in ("i", "I") and 1 <= number < 400:
        from cqa.text.roman_numerals import roman

        return f"{roman(number) if style == 'i' else roman(number).upper()}."
    return f"{number}."
