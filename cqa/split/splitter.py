"""A document to its parts: lines, papers of a pack, blocks, numbering, headings, the section tree."""

from __future__ import annotations

from cqa.model import Document, Part
from cqa.split.block_classifier import judge
from cqa.split.blocks import make_blocks
from cqa.split.contents import mark_contents
from cqa.split.footnotes import mark_notes
from cqa.split.headings.outline import to_sections
from cqa.split.headings.typography import typography
from cqa.split.lines import body_size, printed_lines
from cqa.split.numbering.candidates import number_lines
from cqa.split.numbering.minutes import is_record, mark_minutes
from cqa.split.packs import cut
from cqa.split.section_tree import Tree


def split(doc: Document) -> tuple[Part, ...]:
    """Return the papers of a file with their sections; for an agenda pack the first part is its front sheet.

    Section ids are unique in the file (``s0``, ``s1`` … in reading order). Parts cover the file in order
    without overlap.
    """
    lines = printed_lines(doc)
    mark_contents(doc.text, lines)
    body = body_size(lines)
    mark_notes(doc.text, lines, body)
    parts: list[Part] = []
    count = 0
    for piece in cut(doc, lines):
        own = lines[piece.first : piece.last]
        record = is_record(doc.text, *piece.span)
        if record:
            mark_minutes(doc.text, own)
        blocks = make_blocks(doc.text, own, number_lines(doc.text, own, body), record)
        type_ = typography(blocks)
        drafts = Tree(doc.text, blocks, type_, judge(doc.text, blocks, type_, record)).build()
        sections = to_sections(drafts, count)
        count += len(sections)
        parts.append(Part(piece.span, sections, piece.title, piece.item))
    return tuple(parts)
