"""The default engine: tantivy (https://github.com/quickwit-oss/tantivy-py), a search library in Rust, on disk.

Use it for: an index on one machine, to millions of passages. Not for: several machines (see OpenSearch), or where no
wheel of tantivy exists (see Whoosh).
"""

from cqa.engine.tantivy.engine import TantivyEngine, create, open_index

__all__ = ["TantivyEngine", "create", "open_index"]
