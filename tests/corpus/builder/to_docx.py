"""A source as a Word file (python-docx), repacked with fixed dates so that it is the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from tests.corpus.builder.markup import DIGEST_LINE, Block, Source, Table

EPOCH = (1980, 1, 1, 0, 0, 0)
LEFT_OUT = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "customXml/")
"""Parts of the template (names or folders) that a paper has no use for."""
UNUSED_STYLE = re.compile(
    rb'<w:style w:type="table"(?: w:customStyle="1")? w:styleId="(?!TableGrid"|TableNormal")[^"]+">.*?</w:style>',
    re.DOTALL,
)
"""Table styles of the template, all but the ruled one: nine tenths of its size."""
ALIGNED = {"strong": WD_ALIGN_PARAGRAPH.CENTER, "centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
HEADINGS = {"h1": 1, "h2": 2}


def to_docx(source: Source) -> bytes:
    """The paper as a docx file."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = source.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    for block in source.blocks:
        _add(document, block, source)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def repacked(data: bytes) -> bytes:
    """The same package with fixed dates, stored (not compressed: compressors differ from machine to machine)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for info in old.infolist():
            if info.filename.startswith(LEFT_OUT):
                continue
            content = old.read(info)
            if info.filename.endswith(".rels"):
                content = re.sub(rb"<Relationship [^>]*(?:thumbnail|stylesWithEffects|customXml)[^>]*/>", b"", content)
            if info.filename == "[Content_Types].xml":
                content = re.sub(rb'<Override PartName="/(?:word/stylesWithEffects|customXml/)[^>]*/>', b"", content)
            if info.filename == "word/styles.xml":
                content = UNUSED_STYLE.sub(b"", content)
            plain = zipfile.ZipInfo(info.filename, EPOCH)
            plain.create_system = 3
            new.writestr(plain, content)
    return out.getvalue()


def _add(document: Any, block: Block, source: Source) -> None:
    if block.kind == "table" and block.table:
        _add_table(document, block.table)
        document.add_paragraph()
    elif block.kind in HEADINGS:
        document.add_heading(block.text, level=HEADINGS[block.kind])
    elif block.kind == "notice":
        _runs(document.add_paragraph(style="Intense Quote"), source.notice)
    elif block.kind == "digestline":
        _runs(document.add_paragraph(), DIGEST_LINE)
    elif block.kind == "num":
        _add_numbered(document, block, source)
    elif block.kind == "bullet":
        _runs(document.add_paragraph(style="List Bullet"), block.text)
    else:
        text = f"**{block.text}**" if block.kind == "strong" else block.text
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGNED.get(block.kind)
        _runs(paragraph, text)


def _add_numbered(document: Any, block: Block, source: Source) -> None:
    """A numbered paragraph: by Word's own numbering (top level, where the source says so), else typed with a tab."""
    if source.auto_number and block.level == 1:
        _runs(document.add_paragraph(style="List Number"), block.text)
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(1.2 * block.level)
    paragraph.paragraph_format.first_line_indent = Cm(-1.2)
    _runs(paragraph, f"{block.number}\t{block.text}")


def _add_table(document: Any, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.widths))
    if table.style == "grid":
        grid.style = "Table Grid"
    for number, row in enumerate(table.rows):
        cells = grid.add_row().cells
        for cell, text, width in zip(cells, row, table.widths, strict=True):
            cell.width = Cm(16 * width / sum(table.widths))
            _runs(cell.paragraphs[0], f"**{text}**" if number < table.head and text and "**" not in text else text)


def _runs(paragraph: Any, text: str) -> None:
    """The text with its bold and italic stretches as runs."""
    text = text.replace("[x]", "☒").replace("[ ]", "☐")
    for piece in re.split(r"(\*\*.+?\*\*|\*.+?\*)", text):
        if piece.startswith("**"):
            paragraph.add_run(piece[2:-2]).bold = True
        elif piece.startswith("*"):
            paragraph.add_run(piece[1:-1]).italic = True
        elif piece:
            paragraph.add_run(piece)
