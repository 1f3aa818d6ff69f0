"""The one module that knows opensearch-py: requests out, answers in, its errors as ours.

Every request here may be sent twice without harm (writes carry their own ids and the sequence number that they expect),
so what fails for a moment (a node that went, a full queue, a shard that moves) is sent again until patience ends.
"""

from __future__ import annotations

import logging
import random
import ssl
import time
from collections.abc import Mapping
from typing import Any

from opensearchpy import ConnectionError as NotConnected
from opensearchpy import OpenSearchException, SSLError, Transport, TransportError

from cqa.engine.opensearch.address import CA, KEY, USER, Access, Address
from cqa.errors import CqaError, EngineMissing, EngineRefused, NoIndex
from cqa.text.pattern import pattern

Json = dict[str, Any]

VERSIONS = (2, 3)
"""Major versions of OpenSearch that the adapter is tested on."""

PATIENCE = 120.0
"""Seconds for which a request is sent again: a replica takes over within seconds, a node restarts within a minute."""

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
"""Seconds between tries, doubled each time."""

ANSWER_WITHIN = 120.0
"""Seconds that one request may take."""

PASSING = (429, 502, 503, 504)
"""Statuses that pass: too many requests, a gateway without a node, a shard without a copy."""

_GOING = pattern(
    r"node_(disconnected|not_connected|closed)|NodeDisconnected|NodeClosed|disconnected\b|no_shard_available"
)
"""In a 500 while a node dies: it had the shard when the search began."""

_BLOCKED = pattern(r"flood-stage|read-only|read_only|FORBIDDEN/\d+/index")


class Conflict(Exception):
    """Somebody else wrote the document first."""


class Absent(Exception):
    """No such document or index."""


class TooLarge(Exception):
    """The request is longer than the cluster takes."""


class Cluster:
    """A cluster that answers, of a version that we know. Safe to use from several threads."""

    def __init__(self, address: Address, access: Access) -> None:
        """Connect. Raises EngineMissing where nothing answers, EngineRefused for a cluster that cannot be used."""
        for name in ("opensearch", "urllib3"):
            logging.getLogger(name).addHandler(logging.NullHandler())  # what matters is raised; the rest is noise
        self.address = address
        self._transport = self._connected(address, access)
        self._reached = False
        self._check_version(self.request("GET", "/"))

    def _connected(self, address: Address, access: Access) -> Transport:
        options: Json = {"timeout": ANSWER_WITHIN, "pool_maxsize": 8}
        if any(host.startswith("https:") for host in address.hosts):
            try:
                options["ssl_context"] = ssl.create_default_context(cafile=access.ca)
            except (OSError, ssl.SSLError) as error:
                raise EngineRefused(f"{CA} names {access.ca}, which has no certificates ({error})") from error
        if access.user:
            options["http_auth"] = (access.user, access.password)
        if access.key:
            options["headers"] = {"authorization": f"ApiKey {access.key}"}
        return Transport(
            [_host(url) for url in address.hosts], max_retries=len(address.hosts), retry_on_status=(), **options
        )

    def _check_version(self, response: Any) -> None:
        version = response.get("version") if isinstance(response, dict) else None
        version = version if isinstance(version, dict) else {}
        number, kind = str(version.get("number", "?")), version.get("distribution", "Elasticsearch or another server")
        if kind != "opensearch" or not number.partition(".")[0].isdigit():
            raise EngineRefused(f"at {self.address} answers {kind} {number}, not OpenSearch; give the --url of one")
        if int(number.partition(".")[0]) not in VERSIONS:
            known = " and ".join(f"{v}.x" for v in VERSIONS)
            raise EngineRefused(
                f"at {self.address} answers OpenSearch {number}; cqa is tested on {known}: use one of these"
            )

    def close(self) -> None:
        self._transport.close()

    def now(self) -> int:
        """Return the cluster's clock, in seconds: the same for all machines, whatever their own say."""
        return int(self.request("GET", "/_cat/health", params={"format": "json"})[0]["epoch"])

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the answer to one request. ``body`` is JSON, or a string of JSON lines. Raises Conflict, Absent and
        TooLarge for the caller to act on; EngineMissing and EngineRefused for the user."""
        ends, wait = time.monotonic() + (PATIENCE if self._reached else 0.0), FIRST_WAIT
        headers = {"content-type": "application/x-ndjson"} if isinstance(body, str | bytes) else None
        while True:
            try:
                answer = self._transport.perform_request(method, path, params=params, body=body, headers=headers)
                self._reached = True
                return answer
            except SSLError as error:
                raise EngineRefused(
                    f"the certificate of {self.address} is not trusted ({_plain(error)}); "
                    f"set {CA} to the file of your cluster's own authority"
                ) from error
            except TransportError as error:
                failure = self._translated(error)
                passing = isinstance(error, NotConnected) or error.status_code in PASSING or _is_going(error)
                if not passing or _blocked(error):
                    raise failure from error
                if time.monotonic() + wait > ends:
                    self._reached = False  # until it answers again, nobody waits once more
                    raise failure from error
            except OpenSearchException as error:
                raise EngineRefused(f"{self.address} gave an answer that is not valid JSON ({error})") from error
            time.sleep(wait * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
            wait = min(wait * 2, LONGEST_WAIT)

    def _translated(self, error: TransportError) -> Exception:
        if isinstance(error, NotConnected):
            return EngineMissing(
                f"no OpenSearch answers at {self.address} ({_plain(error)}); is it running, and is the --url right?"
            )
        status, why = error.status_code, _reason(error)
        if _blocked(error):
            return self.read_only()
        match status:
            case 401:
                return EngineRefused(
                    f"{self.address} does not know who asks; set {USER} and its password, or {KEY}, in the environment"
                )
            case 403:
                return EngineRefused(f"{self.address} does not let this user do that ({why}); ask who runs the cluster")
            case 404:
                return Absent(why)
            case 409:
                return Conflict(why)
            case 413:
                return TooLarge(why)
            case 429:
                return EngineRefused(f"{self.address} is overloaded ({why}); try again later, or with fewer --jobs")
            case 503 | 502 | 504:
                return self.red(why)
            case 500 if _is_going(error):
                return self.red(why)
        return EngineRefused(f"{self.address} refuses a request ({status}: {why})")

    def red(self, why: str) -> EngineRefused:
        return EngineRefused(
            f"{self.address} cannot serve the whole index ({why}): the cluster is red, a shard has no copy left. "
            "Bring its nodes back; GET _cluster/allocation/explain says what is missing"
        )

    def read_only(self) -> EngineRefused:
        return EngineRefused(
            f"the index {self.address} is read-only: the disks of the cluster are full (flood-stage watermark), or "
            "somebody set it so. Free space or add a node; the cluster lifts the block then, and the command continues"
        )

    def missing(self) -> NoIndex:
        return NoIndex(
            f"the data of the index at {self.address} is gone; build it again:  "
            f"cqa ingest PATH... --engine opensearch --url {self.address} --index NEWFOLDER"
        )


def _host(url: str) -> Json:
    scheme, _, rest = url.partition("://")
    host, _, port = rest.rpartition(":")
    return {"host": host, "port": int(port), "use_ssl": scheme == "https"}


def _plain(error: TransportError) -> str:
    """Return why, in the words of the cause, without the noise of the layers above it."""
    cause: Any = error.info
    cause = getattr(cause, "reason", cause)
    return str(cause).rpartition(": ")[2] or type(error).__name__


def _reason(error: TransportError) -> str:
    response = error.info
    inner = response.get("error") if isinstance(response, dict) else None
    if not isinstance(inner, dict):
        return str(error.error)[:300]
    first = (inner.get("root_cause") or [inner])[0]
    cause = inner.get("caused_by") or first.get("caused_by") or {}
    said = first.get("reason") or inner.get("reason") or first.get("type")
    return f"{said}{'; ' + str(cause['reason']) if cause.get('reason') else ''}"[:300]


def _is_going(error: TransportError) -> bool:
    return error.status_code == 500 and bool(_GOING.search(str(error.info)))


def _blocked(error: TransportError) -> bool:
    return error.status_code in (403, 429) and bool(_BLOCKED.search(str(error.info)))


def defect(answer: CqaError | str) -> EngineRefused:
    """Return an item of a bulk that the cluster will never take."""
    return EngineRefused(f"the cluster refuses a document ({answer}); please report it")
