"""Elements in reading order as lines: headings and paragraphs; other modules read lists and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cqa.model import LineMark
from cqa.read.glyphs import clean_line
from cqa.read.html import fields, frame
from cqa.read.html.blocks import PageContent, TextLine
from cqa.read.html.elements import BLOCKS, DROPPED, HEADINGS
from cqa.read.html.hidden import STRUCK_TAGS
from cqa.read.symbols import is_symbol_font, symbols

MAX_DEPTH = 120
"""Nesting beyond this is hostile or broken; what is deeper is read as plain text (Python stops at 1,000 calls)."""

ITEM_TITLE = "mgaititletxt"
SUB_TITLE = "mgsubitemtitletxt"
"""Classes of ModernGov: the title of an item, and *Minutes:* or *Decision:* over its text."""

FILE_SIZE = "mgfilesize"
"""Class of ModernGov: type and size of a linked file, after its name."""

MORE = re.compile(
    r"view the (?:full )?(?:minutes|decision|background|declarations|agenda)\b.{0,80}\bitem\b", re.IGNORECASE
)
"""A link of ModernGov to the rest of an item's text."""

SKIP = re.compile(
    r"\s*(?:skip|jump) to (?:the )?(?:main |page )?(?:content|navigation|search|footer)\s*$", re.IGNORECASE
)
"""A link for users of a keyboard over the page."""

PAGE_ID = re.compile(r"(?:page|pf)[_-]?(\d{1,5})(?:-div)?", re.IGNORECASE)
"""Ids that converters from PDF give to a page: ``page_3`` (BCL), ``page3-div`` (pdftohtml), ``pf3`` (pdf2htmlEX)."""

FONT_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([A-Za-z0-9 ]{3,30})", re.IGNORECASE)
BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)", re.IGNORECASE)
COMMENTS = re.compile(r"mso-element\s*:\s*(?:comment-list|comment)\b", re.IGNORECASE)
"""Word's list of reviewers' comments under a saved page."""

RUNNING = re.compile(r"mso-element\s*:\s*(?:header|footer)\b", re.IGNORECASE)


NEEDS_LOOK = frozenset({*frame.FRAME_TAGS, *STRUCK_TAGS, "dialog"})
"""Elements that may be left out though they have no attribute."""


class Walker:
    """Depth-first over the elements; inline text gathers until a block begins or ends.

    `readers` read lists and tables, by tag.
    """

    def __init__(
        self, found: PageContent, readers: Mapping[str, ElementReader], page: int = 1, in_main: bool = False
    ) -> None:
        self.found = found
        self.readers = readers
        self.page = page
        self.in_main = in_main
        self.lines: list[TextLine] = []
        self.words: list[str] = []
        self.mark: LineMark = ""
        self.level = 0
        self.prefix = ""
        self.gap = True
        self.font: str | None = None

    def walk(self, root: LexborNode, depth: int = 0) -> list[TextLine]:
        """Return the lines of `root`'s content."""
        self.children(root, depth)
        self.flush()
        return self.lines

    def flush(self) -> None:
        """End the line that is being gathered."""
        text = clean_line("".join(self.words))
        self.words.clear()
        if text:
            prefix, self.prefix = self.prefix, ""
            mark: LineMark = "row" if "\t" in text else self.mark
            self.lines.append(TextLine(prefix + text, mark, self.level, self.page, self.gap))
            self.gap = True

    def add(self, block: TextLine) -> None:
        """Add a line that is complete, such as the row of a table."""
        self.lines.append(block)

    def children(self, node: LexborNode, depth: int) -> None:
        """Read what is in `node`."""
        for child in node.iter(include_text=True):
            self.node(child, depth)

    def node(self, node: LexborNode, depth: int) -> None:
        """Read one node, an element or a text."""
        tag = node.tag or ""
        if tag == "-text":
            text = spaces(node.text_content or "")
            self.words.append(symbols(self.font, text) if self.font else text)
        elif not node.is_element_node or tag in DROPPED:
            return
        elif depth > MAX_DEPTH:
            self.words.append(spaces(node.text()))
        elif tag in fields.TAGS:
            self._field(node, tag, depth)
        elif not self.left_out(node):
            self._element(node, tag, depth)

    def left_out(self, node: LexborNode) -> bool:
        """Return whether a reader does not see the element, or it is the site's, with a note of what it was."""
        attributes = node.attributes
        if not attributes and node.tag not in NEEDS_LOOK and not self.found.visibility.sheets:
            return False
        style = attributes.get("style") or ""
        if self.found.visibility.hidden(node) or self.found.visibility.struck(node):
            return True
        if style and COMMENTS.search(style):
            self.found.comments += 1
            return True
        if style and RUNNING.search(style):
            self._running_lines(node)
            return True
        if FILE_SIZE in (attributes.get("class") or "").lower().split():
            return True
        verdict = frame.verdict(node, self.in_main)
        if verdict == "frame" and node.tag in ("header", "footer"):
            self._running_lines(node)
        if verdict == "doubt":
            self.found.doubts.append(" ".join(node.text(separator=" ").split())[:60])
        return verdict == "frame"

    def _running_lines(self, node: LexborNode) -> None:
        for line in Walker(PageContent(self.found.visibility), self.readers, in_main=True).walk(node):
            self.found.running_lines[line.text] = None

    def _field(self, node: LexborNode, tag: str, depth: int) -> None:
        if self.found.visibility.hidden(node):
            return
        if tag == "button":
            if self.mark == "heading" or (node.parent is not None and node.parent.tag == "summary"):
                self.children(node, depth + 1)
        elif tag == "iframe":
            self._iframe(node, depth)
        elif tag == "svg":
            for text in node.css("text"):
                self.words.append(f" {spaces(text.text())} ")
        else:
            self.words.append(fields.shown(node))

    def _iframe(self, node: LexborNode, depth: int) -> None:
        """Read a page inside the page that is given in full; note one that is only named."""
        source = node.attributes.get("srcdoc")
        if not source:
            address = node.attributes.get("src") or ""
            if address and not address.startswith(("about:", "javascript:")):
                self.found.frames.append(address[:120])
            return
        inner = LexborHTMLParser(source).body
        if inner is not None:
            self.flush()
            self.children(inner, depth + 10)
            self.flush()

    def _element(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag == "br":
            self.flush()
            self.gap = False
        elif tag in self.readers:
            self.flush()
            self.readers[tag](self, node, depth)
        elif tag == "pre":
            self._preformatted(node)
        elif tag in BLOCKS or BLOCK_STYLE.search(node.attributes.get("style") or ""):
            self._block(node, tag, depth)
        elif tag == "a" and SKIP.match(node.text()[:80]):
            return
        elif tag == "a" and MORE.search(node.text()[:200]):
            self.found.cut_items += "full" in node.text().lower()
        elif tag == "q":
            self.words.append("“")
            self.children(node, depth + 1)
            self.words.append("”")
        else:
            self._inline(node, tag, depth)

    def _inline(self, node: LexborNode, tag: str, depth: int) -> None:
        font = node.attributes.get("face") if tag == "font" else None
        style = node.attributes.get("style") or ""
        family = FONT_FAMILY.search(style) if style else None
        font = family[1] if family else font
        before = self.font
        if font:
            self.font = font if is_symbol_font(font) else None
        self.children(node, depth + 1)
        self.font = before

    def _preformatted(self, node: LexborNode) -> None:
        """Add each line of preformatted text; tabs separate cells."""
        self.flush()
        for line in node.text().splitlines():
            cells = [cell for cell in map(clean_line, line.split("\t")) if cell]
            if cells:
                self.lines.append(TextLine("\t".join(cells), "row" if len(cells) > 1 else "", 0, self.page, self.gap))
            self.gap = not cells
        self.gap = True

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        self.flush()
        attributes = node.attributes
        number = PAGE_ID.fullmatch(attributes.get("id") or "")
        if number and int(number[1]) > self.page:
            self.page = int(number[1])
        was_main, self.in_main = (
            self.in_main,
            self.in_main or tag in ("main", "article") or attributes.get("role") == "main",
        )
        level = _level(node, tag)
        if level is None:
            self.children(node, depth + 1)
            self.flush()
        else:
            before = self.mark, self.level
            self.mark, self.level = "heading", level
            self.children(node, depth + 1)
            self.flush()
            self.mark, self.level = before
        self.in_main = was_main


ElementReader = Callable[[Walker, LexborNode, int], None]
"""Adds the lines of an element to those of the walker; the number is the depth of nesting."""


def spaces(text: str) -> str:
    """Return `text` with every run of white space as one blank."""
    return re.sub(r"[\s\xa0]+", " ", text)


def _level(node: LexborNode, tag: str) -> int | None:
    """Return the level of a heading, None for another block."""
    level = HEADINGS.get(tag)
    if level is not None:
        return level
    attributes = node.attributes
    if attributes.get("role") == "heading":
        stated = attributes.get("aria-level") or "2"
        return int(stated) if stated.isdigit() and len(stated) == 1 and stated != "0" else 2
    names = (attributes.get("class") or "").lower().split()
    if ITEM_TITLE in names:
        return 3
    return 4 if SUB_TITLE in names else None
