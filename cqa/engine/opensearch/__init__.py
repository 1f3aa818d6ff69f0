"""The engine for more than one machine: OpenSearch (https://opensearch.org), versions 2 and 3.

Use it for: an index that several machines write or that no one machine holds. Not for: an index that one machine holds;
tantivy answers ten times as fast and needs no server. How it is laid out: README.md in this folder.
"""

from cqa.engine.opensearch.engine import OpenSearchEngine, create, open_index
from cqa.engine.opensearch.location import located

__all__ = ["OpenSearchEngine", "create", "located", "open_index"]
