"""Who writes, what is committed, what a reader sees: commits that are atomic on a cluster that knows no transactions.

Every writer's stretch up to a commit is a *run* with a number. What a run writes bears it: ``gen``, the version of one
file, is the run's number and the file's place in the run. One document, ``control``, says which runs are open or given
up and which versions are dead, and is only ever changed by compare-and-set (``if_seq_no``). A commit is one change of
it: the run's versions come to life and those that they replace die at the same moment, for all files of the commit. A
reader reads it once and requests living versions alone (:class:`View`), so it sees one commit as long as it likes, on
any copy of any shard, whichever nodes come and go. Dead versions are deleted :data:`KEPT` seconds later.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from cqa.engine import codec, manifest
from cqa.engine.opensearch.client import Absent, Cluster, Conflict, Json
from cqa.errors import EngineRefused, IndexBusy, IndexTooOld
from cqa.record import dataclass

CONTROL = "control"
GEN_BITS = 20
"""A run holds at most 2^20 versions of files."""
PAPER_BITS = 16
"""``paper_no`` is the ``gen`` of the file and the paper's place in it."""

KEPT = 600
"""Seconds for which a reader keeps its view: what dies is deleted no sooner."""
MOST_DEAD = 50_000
"""Dead versions that queries leave out by name (a terms query takes 65,536); beyond, the oldest are deleted sooner."""

SILENT = 1_800
"""Seconds without a sign of life after which a run counts as abandoned; reading one file may take 240 s of CPU."""

TRIES = 60
"""Compare-and-set attempts; each failure means that another writer's succeeded."""


@dataclass(frozen=True, slots=True)
class Who:
    """A process: by machine, the start of that machine with its room for process numbers, and number."""

    host: str
    boot: str
    pid: int

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"

    @property
    def is_gone(self) -> bool:
        """Return whether it surely ended: it ran here, since this machine started, and no longer exists."""
        mine = me()
        if not self.boot or (self.host, self.boot) != (mine.host, mine.boot):
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:
            return False
        return False


def me() -> Who:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip() + os.readlink("/proc/self/ns/pid")
    except OSError:
        boot = ""
    return Who(socket.gethostname(), boot, os.getpid())


@dataclass(frozen=True, slots=True)
class WriterRun:
    """A writer's work up to its next commit. ``beat`` is when it last gave a sign of life (the cluster's clock)."""

    number: int
    who: Who
    beat: int


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A run that will never be committed. ``ended``: its process surely sends nothing any more."""

    number: int
    at: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Dead:
    """Versions that were replaced or removed by one commit, and when."""

    at: int
    gens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What the control document holds. ``stamp`` is new with every change: so a writer whose answer was lost in transit
    knows that its change was made."""

    uid: str
    schema: int
    analysis: int
    next: int = 1
    open: tuple[WriterRun, ...] = ()
    given_up: tuple[GivenUp, ...] = ()
    dead: tuple[Dead, ...] = ()
    rebuilding: WriterRun | None = None
    stamp: str = ""

    def run(self, number: int) -> WriterRun | None:
        return next((run for run in self.open if run.number == number), None)

    def view(self) -> View:
        hidden = sorted([*(run.number for run in self.open), *(run.number for run in self.given_up)])
        return View(self.next, tuple(hidden), tuple(gen for dead in self.dead for gen in dead.gens))


@dataclass(frozen=True, slots=True)
class View:
    """Which versions live: of runs below ``limit`` that are not ``hidden``, those that are not ``dead``."""

    limit: int
    hidden: tuple[int, ...]
    dead: tuple[int, ...]

    def excluded(self) -> list[Json]:
        """Return queries that match what is not to be seen."""
        ranges = [run_range(number) for number in self.hidden]
        parts = range(0, len(self.dead), MOST_DEAD)
        gone = [{"terms": {"gen": list(self.dead[start : start + MOST_DEAD])}} for start in parts]
        return [{"range": {"gen": {"gte": self.limit << GEN_BITS}}}, *ranges, *gone]


def run_range(number: int) -> Json:
    """Return a query for all that a run wrote."""
    return {"range": {"gen": {"gte": number << GEN_BITS, "lt": (number + 1) << GEN_BITS}}}


@dataclass(frozen=True, slots=True)
class Control:
    """The control document as it was read: of which index, and by which numbers it may be changed."""

    index: str
    seq_no: int
    term: int
    state: State


def new_state() -> State:
    return State(uuid4().hex, manifest.SCHEMA, manifest.ANALYSIS, stamp=uuid4().hex)


def document(state: State) -> Json:
    return {"kind": CONTROL, "body": codec.encode(state).decode("ascii")}


def read(cluster: Cluster, index: str) -> Control:
    """Return the newest state. ``index`` may be the alias. Raises NoIndex where there is none."""
    try:
        response = cluster.request("GET", f"/{index}/_doc/{CONTROL}", params={"routing": CONTROL})
    except Absent:
        raise cluster.missing() from None
    state = codec.decode(State, response["_source"]["body"].encode("ascii"))
    return Control(response["_index"], response["_seq_no"], response["_primary_term"], state)


def check(cluster: Cluster, state: State) -> None:
    """Check the layout of an index. Raises IndexTooOld for one of another layout or other rules of words, saying what
    to do."""
    recorded, ours = (state.schema, state.analysis), (manifest.SCHEMA, manifest.ANALYSIS)
    if recorded == ours:
        return
    if recorded > ours:
        raise IndexTooOld(f"the index {cluster.address} was made by a newer cqa; update cqa")
    raise IndexTooOld(
        f"the index {cluster.address} was made by an older cqa; rebuild it while others read it:  "
        f"cqa ingest PATH... --rebuild --engine opensearch --url {cluster.address} --index NEWFOLDER"
    )


def change(cluster: Cluster, index: str, made: Callable[[State], State]) -> State:
    """Make a change of the newest state, as often as others change it first; the state that came of it. ``made`` raises
    to make none."""
    stamp = uuid4().hex
    for _ in range(TRIES):
        recorded = read(cluster, index)
        if recorded.state.stamp == stamp:  # our change was made, its answer was lost
            return recorded.state
        wanted = replace(made(recorded.state), stamp=stamp)
        params = {"routing": CONTROL, "if_seq_no": recorded.seq_no, "if_primary_term": recorded.term}
        try:
            cluster.request("PUT", f"/{recorded.index}/_doc/{CONTROL}", document(wanted), params)
        except Conflict:
            continue
        return wanted
    raise EngineRefused(f"too many writers change the index {cluster.address} at once; try again")


# ------------------------------------------------------------------ changes


def begin(cluster: Cluster, index: str) -> WriterRun:
    """Return a new run. Raises IndexBusy while the index is being rebuilt."""
    now, who = cluster.now(), me()

    def made(state: State) -> State:
        check(cluster, state)
        if state.rebuilding is not None and not is_over(state.rebuilding, now):
            raise IndexBusy(
                f"the index {cluster.address} is being rebuilt by {state.rebuilding.who}; wait until that is "
                "done. Searching works meanwhile."
            )
        kept = without_lost(state, now)
        return replace(kept, next=kept.next + 1, open=(*kept.open, WriterRun(kept.next, who, now)), rebuilding=None)

    state = change(cluster, index, made)
    return WriterRun(state.next - 1, who, now)


def without_lost(state: State, now: int) -> State:
    """Return the same without abandoned runs: their process ended, or has been silent for too long."""
    lost = [run for run in state.open if is_over(run, now)]
    given_up = (*state.given_up, *(GivenUp(run.number, now, run.who.is_gone) for run in lost))
    return replace(state, open=tuple(run for run in state.open if run not in lost), given_up=given_up)


def is_over(run: WriterRun, now: int) -> bool:
    return run.who.is_gone or now - run.beat > SILENT


def beat(cluster: Cluster, index: str, number: int) -> None:
    """Give a sign of life. Raises EngineRefused if another writer ended the run meanwhile."""
    now = cluster.now()

    def made(state: State) -> State:
        mine = still_open(cluster, state, number)
        return replace(state, open=tuple(replace(run, beat=now) if run == mine else run for run in state.open))

    change(cluster, index, made)


def commit(cluster: Cluster, index: str, number: int, died: tuple[int, ...]) -> State:
    """Return the run's versions live from now on, and those that died do not. Raises EngineRefused if it was given
    up."""
    now = cluster.now()

    def made(state: State) -> State:
        mine = still_open(cluster, state, number)
        dead = (*state.dead, Dead(now, died)) if died else state.dead
        return replace(state, open=tuple(run for run in state.open if run != mine), dead=dead)

    return change(cluster, index, made)


def still_open(cluster: Cluster, state: State, number: int) -> WriterRun:
    mine = state.run(number)
    if mine is None:
        raise EngineRefused(
            f"this run was silent for more than {SILENT // 60} minutes and was ended by another writer of "
            f"{cluster.address}; nothing since its last commit was stored. Run the same command again"
        )
    return mine
