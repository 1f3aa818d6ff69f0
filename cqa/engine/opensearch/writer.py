"""Writing to the cluster: new versions next to the old ones, then one change of the control document.

A commit, in order: everything stored on every copy; the files claimed, so that no other writer commits them at the same
time; everything searchable; the versions that it replaces looked up; the control document changed; the claims let go.
Whatever stops it before the last but one leaves readers with what they had, after it with all of the new.
"""

from __future__ import annotations

import contextlib
import json
import random
import time
from collections.abc import Iterator
from dataclasses import replace

from cqa.engine.keys import clean
from cqa.engine.opensearch import control
from cqa.engine.opensearch.bulk import Bulk
from cqa.engine.opensearch.client import FIRST_WAIT, LONGEST_WAIT, Absent, Cluster, Conflict, Json
from cqa.engine.opensearch.control import GEN_BITS, WriterRun
from cqa.engine.opensearch.documents import digest, documents
from cqa.engine.opensearch.snapshot import UNREAD, OpenSearchSnapshot
from cqa.engine.opensearch.vocabulary import Promises
from cqa.engine.port import Writer
from cqa.errors import EngineMissing, EngineRefused, IndexBusy, UsageError
from cqa.model import Ingested

BEAT_EVERY = 60.0
"""Seconds between signs of life."""

CLAIM_WITHIN = 300.0
"""Seconds for which another writer's commit of the same files is waited for; one takes seconds."""

PATHS_AT_ONCE = 5_000
"""Files whose earlier versions are looked up in one request."""


DELETED_AT_ONCE = 500
"""Versions that are deleted in one request: some 70,000 documents, which takes seconds."""


class OpenSearchWriter(Writer):
    """Several may write to one index, from several machines. Of two that replace one file the later commit stays."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        self._bulk = Bulk(cluster, index)
        self._promises = Promises()
        self._run: WriterRun | None = None
        self._versions: dict[str, int | None] = {}
        self._replaced: list[int] = []
        self._used = 0
        self._beat = 0.0

    def put(self, ingested: Ingested) -> None:
        run = self._begun()
        if self._used >> GEN_BITS:
            raise UsageError(f"{self._used:,} files are too many for one commit; commit now and then")
        gen = run.number << GEN_BITS | self._used
        self._used += 1
        self._note(clean(ingested.state.path), gen)
        for document in documents(ingested, gen, self._promises.written):
            self._bulk.add("index", document.id, document.routing, document.fields)

    def remove(self, path: str) -> None:
        self._begun()
        self._note(clean(path), None)

    def _note(self, path: str, gen: int | None) -> None:
        before = self._versions.get(path)
        if before is not None:
            self._replaced.append(before)
        self._versions[path] = gen

    def _begun(self) -> WriterRun:
        if self._run is None:
            self._run, self._used, self._beat = control.begin(self._cluster, self._index), 0, time.monotonic()
        elif time.monotonic() - self._beat > BEAT_EVERY:
            control.beat(self._cluster, self._index, self._run.number)
            self._beat = time.monotonic()
        return self._run

    def commit(self) -> None:
        if self._run is None:
            return
        self._promises.keep(self._bulk)
        self._bulk.flush()
        claims = self._claimed(self._run)
        try:
            self._refresh()
            died = (*self._earlier(), *self._replaced)
            state = control.commit(self._cluster, self._index, self._run.number, died)
            self._run, self._versions, self._replaced = None, {}, []
        finally:
            with contextlib.suppress(EngineMissing, EngineRefused):  # a claim of a run that is over binds nobody
                self._let_go(claims)
        if _deletable(state, self._cluster.now()):
            tidy(self._cluster, self._index)

    def close(self) -> None:
        """Give up what was not committed, and delete what is dead for long enough. Where the cluster will not have it
        (what stopped the writer is raised already), the next writer does."""
        self._bulk.close()
        with contextlib.suppress(EngineMissing, EngineRefused):
            if self._run is not None:
                self._give_up(self._run)
            tidy(self._cluster, self._index)

    def _give_up(self, run: WriterRun) -> None:
        now = self._cluster.now()

        def made(state: control.State) -> control.State:
            left = tuple(r for r in state.open if r.number != run.number)
            if len(left) == len(state.open):
                return state
            return replace(state, open=left, given_up=(*state.given_up, control.GivenUp(run.number, now, True)))

        control.change(self._cluster, self._index, made)
        self._run = None

    def _refresh(self) -> None:
        self._cluster.request("POST", f"/{self._index}/_refresh")

    # ---- one commit of a file at a time

    def _claimed(self, run: WriterRun) -> dict[str, str]:
        """Return claims of all files of this run, by id with their routing. All or none are taken, so that two writers
        who want each other's files do not wait for each other."""
        claims = {f"c.{digest(path)}": digest(path)[:16] for path in self._versions}
        ends, wait = time.monotonic() + CLAIM_WITHIN, FIRST_WAIT
        while True:
            recorded = self._claim(claims, run)
            taken = claims.keys() - recorded.keys()
            if not taken:
                return claims
            self._let_go(recorded)
            if time.monotonic() > ends:
                raise IndexBusy(
                    f"another writer of {self._cluster.address} is committing the same files; "
                    "nothing since the last commit was stored. Run the same command again"
                )
            time.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
            wait = min(wait * 2, LONGEST_WAIT)

    def _claim(self, claims: dict[str, str], run: WriterRun) -> dict[str, str]:
        """Return those of the claims that are ours now."""
        source = {"kind": "claim", "body": json.dumps([run.number])}
        for id_, routing in claims.items():
            self._bulk.add("create", id_, routing, source)
        taken = set(self._bulk.flush())
        if taken:
            runs = {r.number for r in control.read(self._cluster, self._index).state.open}
            taken = {id_ for id_ in taken if not self._inherited(id_, claims[id_], run, source, runs)}
        return {id_: routing for id_, routing in claims.items() if id_ not in taken}

    def _inherited(self, id_: str, routing: str, run: WriterRun, source: Json, open_runs: set[int]) -> bool:
        """Return whether a claim that was there is ours after all: our own, sent twice, or that of a run that is
        over."""
        path, params = f"/{self._index}/_doc/{id_}", {"routing": routing}
        try:
            response = self._cluster.request("GET", path, params=params)
            [holder] = json.loads(response["_source"]["body"])
            if holder == run.number:
                return True
            if holder in open_runs:
                return False
            numbers = {"if_seq_no": response["_seq_no"], "if_primary_term": response["_primary_term"]}
            self._cluster.request("PUT", path, source, params | numbers)
        except (Absent, Conflict):
            return False
        return True

    def _let_go(self, claims: dict[str, str]) -> None:
        for id_, routing in claims.items():
            self._bulk.add("delete", id_, routing)
        self._bulk.flush()

    # ---- what is replaced

    def _earlier(self) -> Iterator[int]:
        """Yield the living versions of the files of this run, but its own."""
        snapshot = OpenSearchSnapshot(self._cluster, control.read(self._cluster, self._index))
        paths = list(self._versions)
        for start in range(0, len(paths), PATHS_AT_ONCE):
            query = snapshot.only("file", {"terms": {"of": paths[start : start + PATHS_AT_ONCE]}})
            for hit in snapshot.walk(query, [{"gen": "asc"}], size=PATHS_AT_ONCE, **UNREAD):
                yield int(hit["sort"][0])


def tidy(cluster: Cluster, index: str) -> None:
    """Delete what no reader can see any more: abandoned runs, and versions dead for :data:`~control.KEPT`."""
    now = cluster.now()
    state = control.read(cluster, index).state
    if control.without_lost(state, now) != state:
        state = control.change(cluster, index, lambda newest: control.without_lost(newest, now))
    dead = _deletable(state, now)
    runs = [run for run in state.given_up if run.ended or now - run.at > control.KEPT]
    if not dead and not runs:
        return
    cluster.request("POST", f"/{index}/_refresh")
    gens = [gen for each in dead for gen in each.gens]
    for start in range(0, len(gens), DELETED_AT_ONCE):
        _delete(cluster, index, {"terms": {"gen": gens[start : start + DELETED_AT_ONCE]}})
    for run in runs:
        _delete(cluster, index, control.run_range(run.number))
    # what a process sent before it was killed may still arrive: a run is forgotten only when that is long ago
    done = {run.number for run in runs if run.ended and now - run.at > control.KEPT}

    def made(state: control.State) -> control.State:
        return replace(
            state,
            dead=tuple(each for each in state.dead if each not in dead),
            given_up=tuple(run for run in state.given_up if run.number not in done),
        )

    if dead or done:
        control.change(cluster, index, made)


def _deletable(state: control.State, now: int) -> list[control.Dead]:
    """Return the commits whose dead are old enough, or too many."""
    total = sum(len(each.gens) for each in state.dead)
    found = []
    for each in sorted(state.dead, key=lambda each: each.at):
        if now - each.at > control.KEPT or total > control.MOST_DEAD:
            found.append(each)
            total -= len(each.gens)
    return found


def _delete(cluster: Cluster, index: str, query: Json) -> None:
    body = {"query": {"bool": {"filter": [query]}}}
    cluster.request("POST", f"/{index}/_delete_by_query", body, {"conflicts": "proceed", "refresh": "true"})
