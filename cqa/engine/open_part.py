"""The open part of an index: a copy without exempt papers, for everything that leaves them out.

An engine counts a word in all papers that it has. A hidden paper would therefore change scores, order, suggestions and
similarity. Where an index has exempt papers, the open ones are stored a second time in the sub-folder :data:`NAME`,
with separate statistics. An index without exempt papers has no copy and is itself the open part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from cqa.engine import manifest, open_engine
from cqa.engine.port import Engine, Writer
from cqa.engine.rights import spread
from cqa.engine.seal import sealed
from cqa.model import Ingested, Paper
from cqa.text.pattern import pattern

NAME = "open"
"""Sub-folder of an index that holds the copy; a whole index of the same engine."""

_WORDS = pattern(r"[^\n]")


def open_part(path: Path) -> Engine:
    """Open for reading what may be shown of an index to everybody. Raises as :func:`~cqa.engine.open_engine` does."""
    copy = path / NAME
    if (path / manifest.NAME).exists() and (copy / manifest.NAME).exists():
        return open_engine(copy)
    return open_engine(path)


def without_exempt(ingested: Ingested, secret: Iterable[str] = ()) -> Ingested | None:
    """Return what a file becomes in the open part; None where nothing of it is open.

    ``secret`` are digests of files that hold an exempt paper: a copy of one is left out too. The text of exempt papers
    is blank, so offsets stay the same, and the state has no digest, so that the original is never served.
    """
    state = ingested.state
    hidden = [paper for paper in ingested.papers if paper.exempt]
    if not hidden:
        return None if not ingested.papers and state.sha256 in set(secret) else ingested
    spans = [paper.span for paper in hidden]
    kept = [paper for paper in ingested.papers if not paper.exempt]
    if not kept:
        return None
    text = ingested.text
    for paper in hidden:
        a, b = paper.span
        text = text[:a] + _WORDS.sub(" ", text[a:b]) + text[b:]
    sections = tuple(s for s, p in zip(ingested.sections, ingested.papers, strict=False) if not p.exempt)
    return replace(
        ingested,
        state=replace(state, sha256="", papers=tuple(p.id for p in kept)),
        text=text,
        papers=tuple(kept),
        sections=sections,
        passages=tuple(
            p for p in ingested.passages if not p.exempt and not any(a < p.span[1] and p.span[0] < b for a, b in spans)
        ),
    )


@contextmanager
def writing(engine: Engine, committed: Callable[[], Iterator[Ingested]]) -> Iterator[Writer]:
    """Return the writer of an index and of its open part.

    ``committed`` yields everything that is committed, to begin the copy with.
    """
    if engine.folder is None:
        with engine.writer() as writer:
            yield writer
        return
    with engine.writer() as whole, ExitStack() as stack:
        yield _BothParts(engine, engine.folder, whole, stack, committed)


class _BothParts(Writer):
    """Writes everything to the whole index, and what is open to the copy once there is an exempt paper."""

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        whole: Writer,
        stack: ExitStack,
        committed: Callable[[], Iterator[Ingested]],
    ) -> None:
        self._engine, self._copy_folder, self._whole = engine, folder / NAME, whole
        self._folder = folder
        self._stack, self._committed = stack, committed
        self._secret = {paper.sha256 for paper in engine.papers() if paper.exempt}
        self._copy: Writer | None = None
        if (self._copy_folder / manifest.NAME).exists():
            self._open_copy()
        elif self._secret:
            self._begin()

    def put(self, ingested: Ingested) -> None:
        if _any_exempt(ingested.papers):
            self._secret.add(ingested.state.sha256)
            if self._copy is None:
                self._whole.commit()
                self._engine.refresh()
                self._begin()
        self._whole.put(sealed(ingested))
        self._put_open(ingested)

    def remove(self, path: str) -> None:
        self._whole.remove(path)
        if self._copy is not None:
            self._copy.remove(path)

    def commit(self) -> None:
        """Commit the copy first: whatever happens between the two, no paper that became exempt is left in it."""
        if self._copy is not None:
            self._copy.commit()
        self._whole.commit()
        spread(self._folder)

    def _put_open(self, ingested: Ingested) -> None:
        if self._copy is None:
            return
        shown = without_exempt(ingested, self._secret)
        if shown is None:
            self._copy.remove(ingested.state.path)
        else:
            self._copy.put(sealed(shown))

    def _begin(self) -> None:
        self._open_copy()
        for ingested in self._committed():
            self._put_open(ingested)

    def _open_copy(self) -> None:
        copy = open_engine(self._copy_folder, engine=self._engine.name, create=True)
        self._stack.callback(copy.close)
        self._copy = self._stack.enter_context(copy.writer())


def _any_exempt(papers: Iterable[Paper]) -> bool:
    return any(paper.exempt for paper in papers)
