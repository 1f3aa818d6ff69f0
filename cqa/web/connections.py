"""Connections of the server: a request's head is whole soon, and no client keeps the others out.

waitress gives a connection up after a time without any byte. A client that sends one byte a second would keep its
connection for ever, and a few hundred of them all connections there are.
"""

from __future__ import annotations

import time
from typing import Any

from waitress.channel import HTTPChannel

HEAD_SECONDS = 10.0
"""Seconds from opening a connection, or from the first byte of a later request, in which its head must be whole."""

PER_CLIENT = 80
"""Connections of one address; a browser opens six, a proxy that serves many people some dozens."""


class BoundedChannel(HTTPChannel):  # type: ignore[misc]
    """A connection that is closed when its request is late; beyond :data:`PER_CLIENT` the longest waiting is."""

    def __init__(self, server: Any, sock: Any, addr: Any, adj: Any, map: Any = None) -> None:
        super().__init__(server, sock, addr, adj, map=map)
        self.owing_since: float | None = time.monotonic()
        """Since when the client owes the rest of a request; None while it owes nothing."""
        _make_room(self)

    def received(self, data: bytes) -> bool:
        """Take bytes of a request, and note whether more of it must come."""
        if self.owing_since is None:
            self.owing_since = time.monotonic()
        taken = bool(super().received(data))
        if self.request is None:
            self.owing_since = None
        return taken

    def writable(self) -> bool:
        """Return whether there is something to write, or to close: asked at least once a second."""
        if self.owing_since is not None and time.monotonic() - self.owing_since > HEAD_SECONDS:
            self.will_close = True
        return bool(super().writable())


def bound_connections(server: Any) -> None:
    """Give every socket that a server of waitress listens on the class of its connections."""
    for listening in (getattr(server, "map", None) or server._map).values():
        if hasattr(listening, "channel_class"):
            listening.channel_class = BoundedChannel


def _make_room(new: BoundedChannel) -> None:
    """Close the connection that has waited longest, where the client of a new one has too many."""
    own = [c for c in new.server.active_channels.values() if c.addr[0] == new.addr[0] and c is not new]
    if len(own) < PER_CLIENT:
        return
    waiting = [c for c in own if not c.requests and not c.total_outbufs_len]
    if waiting:
        min(waiting, key=lambda c: c.owing_since or c.creation_time).handle_close()
    else:
        new.will_close = True
