"""Documents cut into papers, papers into sections, sections into passages.

`split` finds the papers of a file (an agenda pack holds several) and each one's heading tree: numbered
paragraphs in every scheme that councils use, tables with their rows, appendices, with the purpose of each by its
heading's wording. `passages` cuts sections into what is indexed and quoted. All positions are offsets into
the file's canonical text.
"""

from __future__ import annotations

from cqa.model import Document, Part
from cqa.split.passages import passages

__all__ = ["passages", "split"]


def split(doc: Document) -> tuple[Part, ...]:
    """Return the papers of a file with their sections; for an agenda pack the first part is its front sheet.

    Section ids are unique in the file (``s0``, ``s1`` … in reading order). Parts cover the file in order
    without overlap. Loaded when first called: asking needs the sentences of this package only.
    """
    from cqa.split import splitter

    return splitter.split(doc)
