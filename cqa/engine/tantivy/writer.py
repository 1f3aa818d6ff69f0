"""Writing to a tantivy index: replace by file, commit at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import tantivy

from cqa.engine.keys import clean
from cqa.engine.port import Writer
from cqa.engine.tantivy.documents import documents
from cqa.engine.tantivy.schema import VALUES, token, translated
from cqa.engine.tantivy.snapshot import in_chunks
from cqa.model import Ingested, Passage

HEAP = 200_000_000
"""Bytes that the writer may fill before it flushes a segment: some 160,000 passages. To merge, tantivy maps eight
segments and what it writes into memory; with larger segments it seldom has to."""
THREADS = 1
"""Of tantivy's. Preparing passages here keeps one core busy, indexing them another; with one thread the passages of a
paper stay side by side, segments are fewer and CPU a tenth less than with two."""


TOGETHER = 100
"""Documents made before tantivy is given them: given one by one, each would wake tantivy's thread again."""


class TantivyWriter(Writer):
    """``authorities`` are the numbers that authorities have already; ``next_paper`` is the first free paper number."""

    def __init__(self, index: tantivy.Index, folder: Path, authorities: Mapping[str, int], next_paper: int) -> None:
        self._folder = folder
        self._authorities = {"": 0, **authorities}
        self._next_authority = max(self._authorities.values()) + 1
        self._next_paper = next_paper
        self._uncommitted = self._committed = False
        with translated(folder):
            self._writer = index.writer(HEAP, THREADS)

    def put(self, ingested: Ingested) -> None:
        path = clean(ingested.state.path)
        self._uncommitted = True
        with translated(self._folder):
            self._delete(path)
            for some in in_chunks(documents(ingested, self._numbers({})), TOGETHER):
                for document in some:
                    self._writer.add_json(document)

    def remove(self, path: str) -> None:
        self._uncommitted = True
        with translated(self._folder):
            self._delete(clean(path))

    def commit(self) -> None:
        with translated(self._folder):
            self._writer.commit()
        self._uncommitted, self._committed = False, True

    @property
    def committed(self) -> bool:
        """Return whether there was a commit, with nothing after it that is still to be committed."""
        return self._committed and not self._uncommitted

    def close(self) -> None:
        """Give up what was not committed, and let running merges end.

        Only then: a rollback stops merges, and an index whose merges are always stopped never shrinks.
        """
        with translated(self._folder):
            if self._uncommitted:
                self._writer.rollback()
            self._writer.wait_merging_threads()

    def _delete(self, path: str) -> None:
        self._writer.delete_documents_by_term(VALUES, token("owner", path))

    def _numbers(self, papers: dict[str, int]) -> Callable[[Passage], tuple[int, int]]:
        """Return what numbers the authorities and papers of a file; ``papers`` are those that have a number."""

        def number(passage: Passage) -> tuple[int, int]:
            if passage.authority not in self._authorities:
                self._authorities[passage.authority] = self._next_authority
                self._next_authority += 1
            if passage.paper not in papers:
                papers[passage.paper] = self._next_paper
                self._next_paper += 1
            return self._authorities[passage.authority], papers[passage.paper]

        return number
