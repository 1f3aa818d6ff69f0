"""Where a cluster is and who we are to it: the URL, and what the environment holds. No secret is ever kept or shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from cqa.errors import UsageError
from cqa.record import dataclass
from cqa.text.pattern import pattern

URL = "CQA_OPENSEARCH_URL"
USER, PASSWORD, KEY = "CQA_OPENSEARCH_USER", "CQA_OPENSEARCH_PASSWORD", "CQA_OPENSEARCH_API_KEY"
CA = "CQA_OPENSEARCH_CA"
PLAIN = "CQA_OPENSEARCH_PLAIN"
SHARDS, REPLICAS = "CQA_OPENSEARCH_SHARDS", "CQA_OPENSEARCH_REPLICAS"

DEFAULT_NAME = "cqa"
"""Name of the index in the cluster where the URL gives none."""

PORT = 9200
"""The port of OpenSearch where a URL names none."""

_NAME = pattern(r"[a-z0-9][a-z0-9_-]{0,99}\Z")


@dataclass(frozen=True, slots=True)
class Address:
    """``hosts`` are base URLs of nodes of one cluster; ``name`` is the index (an alias) in it."""

    hosts: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        return ",".join(self.hosts) + "/" + self.name


@dataclass(frozen=True, slots=True)
class Access:
    """How to prove who we are, and whom we trust. ``ca`` is a file of certificates, None for the system's own."""

    user: str | None = None
    password: str | None = None
    key: str | None = None
    ca: str | None = None


def address(url: str | None, environ: Mapping[str, str] = os.environ) -> Address:
    """Return the address that a URL names: ``https://host:9200/name``, or several nodes with a comma between them.

    Raises :class:`~cqa.errors.UsageError` for no URL, one that holds a password, another scheme, and for plain http to
    any but this machine, unless the environment says ``CQA_OPENSEARCH_PLAIN=1``.
    """
    given = url or environ.get(URL)
    if not given:
        raise UsageError(f"an OpenSearch index needs --url https://host:9200/name, or {URL} in the environment")
    hosts: list[str] = []
    names: set[str] = set()
    for one in given.split(","):
        host, name = _node(one.strip(), environ)
        hosts.append(host)
        names |= {name} - {""}
    if len(names) > 1:
        raise UsageError(f"one URL, one index: {' and '.join(sorted(names))} are two")
    name = names.pop() if names else DEFAULT_NAME
    if not _NAME.match(name):
        raise UsageError(f"{name!r} cannot name an index; use lower-case letters, digits, _ and -, 100 at most")
    return Address(tuple(dict.fromkeys(hosts)), name)


def _node(url: str, environ: Mapping[str, str]) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or PORT
    except ValueError:
        raise UsageError("the --url cannot be read; write https://host:9200/name") from None
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            f"a password in a URL ends up in files and logs; leave it out, and set {USER} and {PASSWORD}, or {KEY}"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise UsageError("the --url is not the address of a cluster; write https://host:9200/name")
    host = parts.hostname
    if parts.scheme == "http" and not _is_loopback(host) and environ.get(PLAIN) != "1":
        raise UsageError(
            f"http to {host} would send papers and passwords in the clear; use https, or set {PLAIN}=1 where "
            "the network itself is private"
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{port}", parts.path.strip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def access(environ: Mapping[str, str] = os.environ, to: Address | None = None) -> Access:
    """Return what the environment holds for the cluster ``to``.

    Raises :class:`~cqa.errors.UsageError` for a half or a double proof, and for a cluster that ``CQA_OPENSEARCH_URL``
    does not name: an index folder of somebody else may name any.
    """
    user, password, key = (environ.get(name) or None for name in (USER, PASSWORD, KEY))
    if key and (user or password):
        raise UsageError(f"both {KEY} and {USER} are set; unset one of them")
    if bool(user) != bool(password):
        raise UsageError(f"{USER} and {PASSWORD} go together; {PASSWORD if user else USER} is not set")
    if to is not None and (key or user):
        trusted = address(environ[URL], environ).hosts if environ.get(URL) else ()
        strange = [host for host in to.hosts if host not in trusted]
        if strange:
            raise UsageError(
                f"the index is at {', '.join(strange)}, which {URL} does not name; no password or key is sent there. "
                f"Set {URL} to that address if you trust it"
            )
    ca = environ.get(CA) or None
    if ca and not os.path.isfile(ca):
        raise UsageError(f"{CA} names {ca}, which is not a file; give your cluster authority's certificates (PEM)")
    return Access(user, password, key, ca)


def whole_number(name: str, default: int | None, lowest: int, environ: Mapping[str, str] = os.environ) -> int | None:
    """Return a number from the environment. Raises :class:`~cqa.errors.UsageError` for anything else."""
    written = environ.get(name)
    if not written:
        return default
    if not written.isascii() or not written.isdigit() or int(written) < lowest:
        raise UsageError(f"{name} is {written!r}; give a whole number, {lowest} or more")
    return int(written)
