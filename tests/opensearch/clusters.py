"""The servers of a test session, and indices on them that are gone afterwards."""

from __future__ import annotations

import contextlib
import itertools
import os
from typing import Any

import pytest

import tests.opensearch.cluster_nodes as nodes

NAMES = ("opensearch",) if nodes.OWN else tuple(f"opensearch-{line.major}" for line in nodes.LINES)
"""What the adapter is tested on: a cluster of one's own, else the current server of each line."""

PREFIX = f"cqa-test-{os.getpid()}"

TOGETHER = 20
"""Indices that are deleted in one request."""


class Servers:
    """``url(name)`` is that of a running server; tests are skipped, with the reason, where it cannot run."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders, self._stack = folders, contextlib.ExitStack()
        self._nodes: dict[str, nodes.Node] = {}
        self._ready: set[str] = set()
        self._made: dict[str, list[str]] = {}
        self._kept: dict[str, list[str]] = {}
        self._count = itertools.count()

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, *error: Any) -> None:
        with self._stack:
            self.clear()

    def url(self, name: str) -> str:
        if nodes.OWN:
            return nodes.OWN
        lines = {f"opensearch-{line.major}": line for line in nodes.LINES}
        why = nodes.missing(lines[name])
        if why:
            pytest.skip(why)
        if not self._nodes:  # all at once: they start side by side
            for other, line in lines.items():
                if not nodes.missing(line):
                    folder = nodes.data_folder(self._folders, other)
                    [self._nodes[other]] = self._stack.enter_context(nodes.running(line, folder))
        if name not in self._ready:
            self._nodes[name].ready(1)
            self._ready.add(name)
        return self._nodes[name].url

    def fresh(self, name: str, *, keep: bool = False) -> str:
        """The URL of an index that is not there yet. It is deleted soon, or after the session with ``keep``."""
        base = self.url(name)
        made = self._made.setdefault(base, [])
        if len(made) >= TOGETHER:
            self._delete(base, made)
            made.clear()
        index = f"{PREFIX}-{next(self._count)}"
        (self._kept.setdefault(base, []) if keep else made).append(index)
        return f"{base}/{index}"

    def clear(self) -> None:
        """Delete all that was made."""
        for base in {*self._made, *self._kept}:
            self._delete(base, [*self._made.get(base, []), *self._kept.get(base, [])])
            nodes.ask(base, "DELETE", f"/_index_template/{PREFIX}-*")

    def _delete(self, base: str, made: list[str]) -> None:
        names = [f"{index}.v{n}" for index in made for n in (1, 2)]
        nodes.ask(base, "DELETE", f"/{','.join(names)}?ignore_unavailable=true")
