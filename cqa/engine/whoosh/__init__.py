"""The engine for wherever Python runs: Whoosh, in Python alone, on disk.

Whoosh keeps the postings with their word positions, the stored records and the columns, and commits them atomically.
Plans are carried out here on its postings (:mod:`cqa.engine.whoosh.evaluate`) and not by its query classes, whose
meaning differs between distributions; see ``cqa/engine/README.md``.

Use it for: an index of some ten thousand passages where tantivy cannot be installed. Not for: speed.
"""

from cqa.engine.whoosh.engine import WhooshEngine, create, open_index

__all__ = ["WhooshEngine", "create", "open_index"]
