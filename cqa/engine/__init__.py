"""Storing and finding passages: one port (:mod:`cqa.engine.port`), several engines, opened here.

Importing this package imports no search library; an engine's library is imported when the engine is opened.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from cqa.engine import manifest
from cqa.engine.port import Engine
from cqa.engine.rights import make_folder
from cqa.errors import CqaError, EngineMissing, IndexDamaged, NoIndex, UsageError
from cqa.record import dataclass

__all__ = ["DEFAULT", "Engine", "EngineInfo", "engines", "open_engine"]

DEFAULT = "tantivy"


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine: its module, with ``create(path)`` and ``open_index(path)``; the library it needs; what it is for.

    A ``server`` engine keeps its data elsewhere: both functions take a URL too, and ``located(url)`` completes one."""

    name: str
    module: str
    library: str
    purpose: str
    install: str
    server: bool = False

    @property
    def ready(self) -> bool:
        """Return whether its library is installed."""
        return not self.library or find_spec(self.library) is not None


_ENGINES = (
    EngineInfo("tantivy", "cqa.engine.tantivy", "tantivy", "fast, on one machine (default)", "pip install tantivy"),
    EngineInfo(
        "whoosh", "cqa.engine.whoosh", "whoosh", "runs wherever Python runs; no compiled code", "pip install whoosh3"
    ),
    EngineInfo(
        "opensearch",
        "cqa.engine.opensearch",
        "opensearchpy",
        "several machines; needs a cluster: --url",
        "pip install 'cqa[opensearch]'",
        server=True,
    ),
    EngineInfo("memory", "cqa.engine.memory", "", "tests: a readable reference in one file", ""),
)


def engines(*, reference: bool = False) -> tuple[EngineInfo, ...]:
    """Return every engine, ready or not, the default first; with ``reference`` also the one that is only for tests."""
    return tuple(info for info in _ENGINES if info.library or reference)


def open_engine(
    path: Path, *, engine: str | None = None, create: bool = False, url: str | None = None, shared: bool = False
) -> Engine:
    """Open the index in a folder.

    ``engine`` is needed only to make an index with another engine than the default; an index knows its own.
    ``create`` makes an empty index where there is none, or where its data are gone; of several processes that do so at
    once, the first decides the engine. ``url`` is where a server engine runs. A new folder is private; with ``shared``
    its group may read and write the index.

    Raises NoIndex, IndexTooOld or IndexDamaged (what to do is in the message), EngineMissing where the engine's
    library is not installed, UsageError where the index belongs to another engine than the requested one.
    """
    if create and shared and path.exists():
        make_folder(path, shared=True)
    if create and not (path / manifest.NAME).exists():
        info = _info(engine or DEFAULT)
        module = _module(info)
        if url is not None and not info.server:
            raise UsageError(f"{info.name} keeps its index in the folder; --url is for --engine opensearch")
        where = module.located(url) if info.server else None
        is_new = not path.exists()
        make_folder(path, shared=shared)
        try:
            made = module.create(path, where) if info.server else module.create(path)
        except CqaError:  # no server answers: nothing stays behind
            if is_new:
                with suppress(OSError):
                    path.rmdir()
            raise
        if manifest.claim(path, manifest.new(info.name, where)):
            return made  # type: ignore[no-any-return]
    recorded = manifest.read(path)
    if engine is not None and engine != recorded.engine:
        _info(engine)
        raise UsageError(
            f"the index in {path} is kept by {recorded.engine}, not {engine}; "
            "leave --engine out, or give another --index"
        )
    try:
        info = _info(recorded.engine)
    except UsageError as error:
        raise IndexDamaged(
            f"the index in {path} was made with an engine that this cqa does not know: {recorded.engine!r}"
        ) from error
    module = _module(info)
    if url is not None and (not info.server or module.located(url) != recorded.url):
        raise UsageError(
            f"the index in {path} is kept {'at ' + str(recorded.url) if info.server else 'in that folder'}; "
            "leave --url out, or give another --index"
        )
    if info.server:
        return module.open_index(path, recorded.url)  # type: ignore[no-any-return]
    try:
        return module.open_index(path)  # type: ignore[no-any-return]
    except NoIndex:
        if not create:
            raise
        return module.create(path)  # type: ignore[no-any-return]


def _info(name: str) -> EngineInfo:
    for info in _ENGINES:
        if info.name == name:
            return info
    raise UsageError(f"unknown engine {name!r}; there are {', '.join(e.name for e in _ENGINES)}")


def _module(info: EngineInfo):  # type: ignore[no-untyped-def]
    if not info.ready:
        raise EngineMissing(f"the engine {info.name} needs {info.library}, which is not installed; {info.install}")
    return import_module(info.module)
