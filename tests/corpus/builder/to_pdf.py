"""A source as a PDF: header block, running footer, page numbers or stamps, outline, ruled tables (reportlab)."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

from tests.corpus.builder.markup import DIGEST_LINE, Block, Source, Table

rl_config.invariant = 1  # fixed dates and identifiers: the same source gives the same bytes
rl_config.useA85 = 0

MARGIN = 22 * mm
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=13.2, spaceAfter=6)
STYLES = {
    "para": BODY,
    "h1": ParagraphStyle("h1", BODY, fontName="Helvetica-Bold", fontSize=11.5, leading=14, spaceBefore=8,
                         keepWithNext=1),
    "h2": ParagraphStyle("h2", BODY, fontName="Helvetica-Bold", fontSize=10.5, spaceBefore=4, keepWithNext=1),
    "title": ParagraphStyle("title", BODY, fontSize=19, leading=23, spaceAfter=10),
    "title2": ParagraphStyle("title2", BODY, fontName="Helvetica-Bold", fontSize=13, leading=16, spaceAfter=8),
    "strong": ParagraphStyle("strong", BODY, fontName="Helvetica-Bold", alignment=TA_CENTER, spaceBefore=4),
    "centre": ParagraphStyle("centre", BODY, alignment=TA_CENTER),
    "right": ParagraphStyle("right", BODY, alignment=TA_RIGHT),
    "logo": ParagraphStyle("logo", BODY, fontName="Helvetica-Bold", fontSize=16, leading=20, spaceAfter=12),
    "cell": ParagraphStyle("cell", BODY, fontSize=9.5, leading=11.8, spaceAfter=0),
    "head": ParagraphStyle("head", BODY, fontName="Helvetica-Bold", fontSize=9.5, leading=11.8, spaceAfter=0),
    "notice": ParagraphStyle("notice", BODY, fontSize=9, leading=11.2, borderWidth=0.6, borderColor=colors.grey,
                             borderPadding=5, spaceBefore=8, spaceAfter=12, leftIndent=6, rightIndent=6),
}  # fmt: skip
INDENT = {1: 11 * mm, 2: 19 * mm, 3: 27 * mm}
"""How far the text of a numbered paragraph is pushed in, by its level."""


class Bookmark(Flowable):
    """An entry of the outline at its place."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        key = re.sub(r"\W+", "-", self.title)
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(self.title, key, 0)


def to_pdf(source: Source) -> bytes:
    """The paper as a PDF file."""
    out = io.BytesIO()
    size = landscape(A4) if source.landscape else A4
    template = BaseDocTemplate(
        out, pagesize=size, title=source.title, author="", pageCompression=0, allowSplitting=1,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    frame = Frame(MARGIN, MARGIN, size[0] - 2 * MARGIN, size[1] - 2 * MARGIN, id="body", leftPadding=0, rightPadding=0)
    running_lines = partial(_running_lines, source=source)
    template.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=running_lines))
    width = size[0] - 2 * MARGIN
    template.build([flow for block in source.blocks for flow in _flow(block, source, width)])
    return out.getvalue()


def _running_lines(canvas: Canvas, template: Any, *, source: Source) -> None:
    """Running header, footer, page number and stamp of one page."""
    width, height = canvas._pagesize
    label = source.first_label + canvas.getPageNumber() - 1
    canvas.saveState()
    canvas.setFont("Helvetica-Bold", 12)
    if source.logo:
        canvas.drawRightString(width - MARGIN, height - 13 * mm, source.logo)
    canvas.setFont("Helvetica", 8)
    if source.footer:
        canvas.line(MARGIN, 17 * mm, width - MARGIN, 17 * mm)
        for row, line in enumerate(source.footer.replace("'", "’").split("|")):
            canvas.drawString(MARGIN, 13.5 * mm - row * 3.5 * mm, line)
    canvas.setFont("Helvetica", 10)
    if source.page_number == "right":
        canvas.drawRightString(width - MARGIN, 12 * mm, str(label))
    elif source.page_number == "centre":
        canvas.drawCentredString(width / 2, 12 * mm, str(label))
    if source.stamp and label > 0:
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawCentredString(width / 2, 9 * mm, f"{source.stamp} {label}")
    canvas.restoreState()


def inline(text: str) -> str:
    """The markup of one text in reportlab's own."""
    text = escape(text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
    for mark, glyph in (("[x]", "✖"), ("[ ]", "❑")):
        text = text.replace(mark, f'<font name="ZapfDingbats">{glyph}</font>')
    return text


def _flow(block: Block, source: Source, width: float) -> list[Flowable]:
    """The flowables of one block."""
    if block.kind == "table" and block.table:
        return [_grid(block.table, width), Spacer(1, 8)]
    if block.kind == "notice":
        return [Paragraph(inline(source.notice), STYLES["notice"])]
    if block.kind == "digestline":
        return [Paragraph(inline(DIGEST_LINE), BODY)]
    if block.kind == "num":
        return [_numbered(block)]
    if block.kind == "bullet":
        style = ParagraphStyle("bullet", BODY, leftIndent=16 * mm, bulletIndent=11 * mm, spaceAfter=3)
        return [Paragraph(inline(block.text), style, bulletText="•")]
    if block.kind == "bookmark":
        return [Bookmark(block.text)]
    if block.kind == "page":
        return [PageBreak()]
    if block.kind == "blank":
        return [Spacer(1, 100 * mm), Paragraph("This page is intentionally left blank", STYLES["centre"])]
    if block.kind == "rule":
        return [HRFlowable(width="100%", thickness=0.8, color=colors.black, spaceAfter=8)]
    return [Paragraph(inline(block.text), STYLES[block.kind])]


def _numbered(block: Block) -> Paragraph:
    indent = INDENT[block.level]
    style = ParagraphStyle("num", BODY, leftIndent=indent, bulletIndent=indent - (11 if block.level == 1 else 8) * mm)
    return Paragraph(inline(block.text), style, bulletText=block.number)


def _grid(table: Table, width: float) -> Grid:
    def cell(text: str, row: int) -> Paragraph:
        return Paragraph(inline(text), STYLES["head" if row < table.head else "cell"])

    rows = [[cell(text, n) for text in row] for n, row in enumerate(table.rows)]
    total = sum(table.widths)
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if table.style == "grid":
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        if table.head:
            style.append(("BACKGROUND", (0, 0), (-1, table.head - 1), colors.Color(0.9, 0.9, 0.9)))
    else:
        style.append(("LEFTPADDING", (0, 0), (-1, -1), 0))
    return Grid(rows, [width * w / total for w in table.widths], repeatRows=table.head, style=style)
