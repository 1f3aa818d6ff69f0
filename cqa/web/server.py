"""The server that the application runs in: waitress, the same on every platform."""

from __future__ import annotations

import errno
import ipaddress
import logging
import sys
from functools import partial
from pathlib import Path

from waitress.server import create_server

from cqa.errors import UsageError
from cqa.record import dataclass
from cqa.web.app import create_app
from cqa.web.connections import bound_connections
from cqa.web.site import Site

THREADS = 6
"""Requests that are answered at once; the rest wait in turn."""

TURN_SECONDS = 0.001
"""Seconds that a thread which computes keeps the interpreter: light pages wait less for their turn."""

CONNECTIONS = 400
"""Open connections at once; each costs some kilobytes."""

GOODBYE_SECONDS = 1.0
"""How long to wait for requests that are being answered when the server is asked to stop; waitress waits for 5 s."""

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class BoundAddress:
    """Where to listen. ``names`` are further names (perhaps with a port) that the server may be called by."""

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Return whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class Server:
    """A server that is bound and not yet running."""

    def __init__(self, folder: Path, address: BoundAddress, *, include_exempt: bool = False) -> None:
        """Open the index. Raises what that raises, and :class:`~cqa.errors.UsageError` for an address that is taken or
        not this machine's."""
        site = Site(folder, include_exempt=include_exempt)
        hosts: set[str] = set()
        app = create_app(site, hosts)
        try:
            self._server = create_server(
                app,
                host=address.host,
                port=address.port,
                threads=THREADS,
                ident=None,
                max_request_header_size=32_768,
                max_request_body_size=1_024,
                channel_timeout=30,
                connection_limit=CONNECTIONS,
            )
        except OSError as error:
            raise UsageError(_refused(address, error)) from error
        except ValueError as error:
            raise UsageError(f"{address.host!r} is not an address of this machine; check --host") from error
        bound_connections(self._server)
        self.port = int(self._server.effective_port)
        hosts |= _hosts(address, self.port)
        shown = f"[{address.host}]" if ":" in address.host else address.host
        self.url = f"http://{shown}:{self.port}/"

    def run(self) -> None:
        """Answer requests until interrupted."""
        sys.setswitchinterval(TURN_SECONDS)
        logging.getLogger("waitress").setLevel(logging.ERROR)  # how long its queue is, and who is cut off, is no fault
        dispatcher = self._server.task_dispatcher
        dispatcher.shutdown = partial(dispatcher.shutdown, timeout=GOODBYE_SECONDS)
        self._server.run()

    def close(self) -> None:
        self._server.close()


def _hosts(address: BoundAddress, port: int) -> set[str]:
    """Return names with port as browsers send them; port 80 is not sent."""
    own = f"[{address.host}]" if ":" in address.host else address.host
    names = {own.lower(), *(n.lower() for n in address.names), *LOOPBACK_NAMES}
    with_port = {name if _has_port(name) else f"{name}:{port}" for name in names}
    return with_port | (names if port == 80 else set())


def _has_port(name: str) -> bool:
    return name.rpartition("]")[2].rpartition(":")[2].isdigit() and ":" in name.rpartition("]")[2]


def _refused(address: BoundAddress, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {address.port} of {address.host} is in use; choose another with --port (0 takes any free one)"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {address.port} needs administrator rights; choose one above 1023 with --port"
    return f"cannot listen on {address.host}:{address.port} ({error.strerror or error}); check --host and --port"
