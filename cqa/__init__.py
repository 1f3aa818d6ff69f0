"""Search and question UK council committee papers: exact counts, cited passages, no model.

    import cqa

    with cqa.open_index("index", create=True) as index:
        index.ingest(["papers"])
        for hit in index.search("caseloads too high").passages:
            print(hit.passage.text)
        print(index.ask("Which councils cite caseload pressure?").answer.text)

Records are those of :mod:`cqa.model`, errors those of :mod:`cqa.errors`. Importing this package imports nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cqa.index import Index, open_index

__version__ = "0.2.0"
__all__ = ["Index", "__version__", "open_index"]


def __getattr__(name: str) -> Any:
    if name in ("Index", "open_index"):
        from cqa import index

        return getattr(index, name)
    raise AttributeError(f"module 'cqa' has no attribute {name!r}")
