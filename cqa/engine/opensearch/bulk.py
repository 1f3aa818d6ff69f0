"""Many small writes in few requests, no faster than the cluster takes them.

Requests hold some megabytes, two are on their way at a time, and whoever adds more waits. What the cluster puts off
(429, 503) is sent again, later and later; a request that is too long for it (413) is halved, and those after it are as
short.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from cqa.engine.opensearch.client import FIRST_WAIT, LONGEST_WAIT, PASSING, PATIENCE, Cluster, Json, TooLarge, defect
from cqa.errors import EngineRefused

CHUNK = 4_000_000
"""Bytes of one request; the cluster's own limit is usually 100 MB, that of a gateway before it 10 or less."""

LEAST = 1_000
"""Below so many bytes a request cannot be too long: something else is wrong."""

AT_ONCE = 2
"""Requests on their way: one is prepared and one stored while a third waits."""

_dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Bulk:
    """Collects writes for one index and sends them. Use from one thread."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._path = cluster, f"/{index}/_bulk"
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="cqa-bulk")
        self._on_way: deque[Future[None]] = deque()
        self._items: list[str] = []
        self._there: list[str] = []
        self._bytes, self._chunk = 0, CHUNK

    def add(self, action: str, id_: str, routing: str, source: Json | None = None) -> None:
        """Add one action of the bulk API to the next request. Raises what an earlier request failed with."""
        again = {"retry_on_conflict": 5} if action == "update" else {}
        item = _dumps({action: {"_id": id_, "routing": routing, **again}}) + "\n"
        if source is not None:
            item += _dumps(source) + "\n"
        self._items.append(item)
        self._bytes += len(item)
        if self._bytes >= self._chunk:
            self._send()

    def flush(self) -> list[str]:
        """Store everything added, on every copy, and return the ids of documents that were to be created
        and are there already. Raises EngineRefused and EngineMissing."""
        self._send()
        while self._on_way:
            self._on_way.popleft().result()
        there, self._there = self._there, []
        return there

    def close(self) -> None:
        """Drop what was not sent, and wait for what was."""
        self._items.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _send(self) -> None:
        if not self._items:
            return
        while len(self._on_way) >= AT_ONCE:
            self._on_way.popleft().result()
        self._on_way.append(self._pool.submit(self._store, self._items))
        self._items, self._bytes = [], 0

    def _store(self, items: Sequence[str]) -> None:
        ends, wait = time.monotonic() + PATIENCE, FIRST_WAIT
        while items:
            put_off, why = self._once(items)
            if put_off and time.monotonic() + wait > ends:
                raise EngineRefused(f"{self._cluster.address} stores no more ({why}); run the same command again later")
            if put_off:
                time.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            items = put_off

    def _once(self, items: Sequence[str]) -> tuple[list[str], str]:
        """Return what is to be sent again, and why."""
        put_off, why = [], ""
        for request in self._requests(items):
            try:
                response = self._cluster.request("POST", self._path, "".join(request))
            except TooLarge as error:
                size = sum(map(len, request))
                if len(request) == 1 or size < LEAST:
                    raise defect(
                        f"{size:,} bytes are too long for the cluster: raise http.max_content_length"
                    ) from error
                self._chunk = max(size // 2, LEAST)
                put_off += request
                why = str(error)
                continue
            if not response["errors"]:
                continue
            for item, answer in zip(request, response["items"], strict=True):
                [(action, outcome)] = answer.items()
                status, failure = outcome["status"], outcome.get("error") or {}
                passing = status in PASSING or (status == 409 and action == "update")
                if passing and failure.get("type") != "cluster_block_exception":
                    put_off.append(item)
                    why = failure.get("reason", str(status))
                elif status == 409 and action == "create":
                    self._there.append(outcome["_id"])
                elif failure and not (action == "delete" and status == 404):
                    raise self._refused(outcome)
        return put_off, why

    def _requests(self, items: Sequence[str]) -> Iterator[list[str]]:
        """Yield the items in requests no longer than the cluster is known to take."""
        request: list[str] = []
        size = 0
        for item in items:
            if request and size + len(item) > self._chunk:
                yield request
                request, size = [], 0
            request.append(item)
            size += len(item)
        yield request

    def _refused(self, outcome: Json) -> EngineRefused:
        error = outcome["error"]
        if error.get("type") == "cluster_block_exception":
            return self._cluster.read_only()
        cause = error.get("caused_by", {}).get("reason", "")
        return defect(f"{outcome['status']}: {error.get('reason')} {cause}".strip())
