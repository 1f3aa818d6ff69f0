"""Whether what an index holds is still what was written: texts, passages, quotations and counts, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cqa.engine.port import Engine
from cqa.engine.seal import seal_of
from cqa.errors import CqaError
from cqa.model import FileState, Ingested


class Fault(NamedTuple):
    """A file whose records are not what was written, and what is wrong with them."""

    file: str
    what: str


def verify(engine: Engine) -> Iterator[Fault]:
    """Yield every file whose stored records are damaged, in order of path."""
    yield from (Fault("", what) for what in engine.damaged())
    papers = 0
    for state in engine.files():
        try:
            found = list(_faults(engine, state))
            papers += len(state.papers)
        except (CqaError, ValueError, KeyError, TypeError) as error:
            found = [Fault(state.path, f"cannot be read: {error}")]
        yield from found
    indexed = engine.coverage()
    if indexed.papers != papers:
        yield Fault("", f"the index counts {indexed.papers:,} papers; its files name {papers:,}")


def _faults(engine: Engine, state: FileState) -> Iterator[Fault]:
    if not state.papers:
        return
    papers = tuple(paper for paper in map(engine.paper, state.papers) if paper is not None)
    if len(papers) != len(state.papers):
        yield Fault(state.path, "a paper is missing")
        return
    text, pages = engine.text(papers[0].id)
    sections = tuple(engine.sections(paper.id) for paper in papers)
    passages = tuple(passage for paper in papers for passage in engine.passages(paper.id))
    for passage in passages:
        if text[slice(*passage.span)] != passage.text:
            yield Fault(state.path, f"the text of passage {passage.id} is not the paper's")
            return
    for paper in papers:
        for judgement in paper.judgements:
            if text[slice(*judgement.span)] != judgement.quote:
                yield Fault(state.path, f"a quotation of {paper.id} is not the paper's")
                return
    if state.seal and seal_of(Ingested(state, text, pages, papers, sections, passages)) != state.seal:
        yield Fault(state.path, "its records are not those that were written")
