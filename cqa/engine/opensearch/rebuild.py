"""Rebuild the whole index from its own contents, while it is read: for other rules of words, fields or shards.

Writers are refused meanwhile. The new version grows next to the old; then the alias changes over in one step and the
old version is deleted. A reader that had it open continues with the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from cqa.engine import codec
from cqa.engine.opensearch import control, location, schema
from cqa.engine.opensearch.client import Cluster, Json
from cqa.engine.opensearch.snapshot import OpenSearchSnapshot, body_of
from cqa.engine.opensearch.writer import OpenSearchWriter
from cqa.engine.records import joined_pages, joined_sections, joined_text
from cqa.errors import EngineRefused, IndexBusy
from cqa.model import FileState, Ingested, Paper, Passage

IN_FILE: list[Json] = [{"gen": "asc"}, {"kind": "asc"}, {"of": "asc"}, {"place": "asc"}, {"id": "asc"}]

COMMIT_EVERY = 2_000
"""Files to a commit of the new version."""


def rebuilt(cluster: Cluster) -> None:
    """Rebuild the index. Raises IndexBusy while anybody writes, or another rebuilds."""
    name = cluster.address.name
    old = control.read(cluster, name)
    mine = _announce(cluster, old.index)
    index = schema.concrete(name, schema.version_of(old.index) + 1)
    try:
        cluster.request("DELETE", f"/{index}", params={"ignore_unavailable": "true"})  # of an attempt that ended early
        location.make(cluster, index, alias=False)
        location.begin(cluster, index, replace(control.new_state(), uid=old.state.uid))
        _copy(cluster, old.index, index, mine)
        _beat(cluster, old.index, mine)
    except BaseException:
        _denounce(cluster, old.index, mine)
        raise
    swap = [{"remove": {"index": old.index, "alias": name}}, {"add": {"index": index, "alias": name}}]
    cluster.request("POST", "/_aliases", {"actions": swap})
    cluster.request("DELETE", f"/{old.index}", params={"ignore_unavailable": "true"})


def _announce(cluster: Cluster, index: str) -> control.Who:
    now, mine = cluster.now(), control.me()

    def made(state: control.State) -> control.State:
        left = control.without_lost(state, now)
        busy = left.open[0].who if left.open else None
        if state.rebuilding is not None and not control.is_over(state.rebuilding, now):
            busy = state.rebuilding.who
        if busy is not None:
            raise IndexBusy(f"the index {cluster.address} is being written by {busy}; rebuild it when that is done")
        return replace(left, rebuilding=control.WriterRun(0, mine, now))

    control.change(cluster, index, made)
    return mine


def _beat(cluster: Cluster, index: str, mine: control.Who) -> None:
    """Give a sign of life. Raises EngineRefused if the rebuilding was ended and others write again."""
    now = cluster.now()

    def made(state: control.State) -> control.State:
        if state.rebuilding is None or state.rebuilding.who != mine:
            raise EngineRefused(
                f"this rebuilding was silent for more than {control.SILENT // 60} minutes and was ended: others may "
                f"write to {cluster.address} again. The index is as it was; start again"
            )
        return replace(state, rebuilding=control.WriterRun(0, mine, now))

    control.change(cluster, index, made)


def _denounce(cluster: Cluster, index: str, mine: control.Who) -> None:
    def made(state: control.State) -> control.State:
        ours = state.rebuilding is not None and state.rebuilding.who == mine
        return replace(state, rebuilding=None) if ours else state

    control.change(cluster, index, made)


def _copy(cluster: Cluster, old: str, new: str, mine: control.Who) -> None:
    snapshot = OpenSearchSnapshot(cluster, control.read(cluster, old))
    writer = OpenSearchWriter(cluster, new)
    try:
        for place_, ingested in enumerate(everything(snapshot), 1):
            writer.put(ingested)
            if place_ % COMMIT_EVERY == 0:
                writer.commit()
                _beat(cluster, old, mine)
        writer.commit()
    finally:
        writer.close()


def everything(snapshot: OpenSearchSnapshot) -> Iterator[Ingested]:
    """Yield all contents, file by file, in one pass."""
    kinds = ["file", "paper", "sections", "text", "pages", "passage"]
    hits = snapshot.walk(snapshot.only(kinds), IN_FILE, docvalue_fields=["gen", "kind", "of", "place"])
    for _, own in groupby(hits, key=lambda hit: hit["fields"]["gen"][0]):
        yield _ingested(list(own))


def _ingested(hits: list[Json]) -> Ingested:
    bodies: dict[str, list[tuple[str, int, bytes]]] = {}
    for hit in hits:
        kind, of, number = (hit["fields"][name][0] for name in ("kind", "of", "place"))
        bodies.setdefault(kind, []).append((of, number, body_of(hit)))

    def recorded(kind: str) -> list[bytes]:
        return [body for _, _, body in bodies.get(kind, [])]

    papers = [codec.decode(Paper, body) for _, _, body in sorted(bodies.get("paper", []), key=lambda x: x[1])]
    of = [name for name, _, _ in sorted(bodies.get("paper", []), key=lambda x: x[1])]
    sections = tuple(
        joined_sections([(number, body) for name, number, body in bodies.get("sections", []) if name == paper])
        for paper in of
    )
    passages = sorted(
        (codec.decode(Passage, body) for body in recorded("passage")), key=lambda x: (x.paper, x.order, x.id)
    )
    [state] = recorded("file")
    return Ingested(
        codec.decode(FileState, state),
        joined_text(recorded("text")),
        joined_pages(recorded("pages")),
        tuple(papers),
        sections,
        tuple(passages),
    )
