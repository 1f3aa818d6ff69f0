"""Ask one site by plain GET: robots.txt, one request a second, bounded retries, no other host.

This module alone knows httpx and tenacity.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import nullcontext, suppress
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from cqa.errors import CqaError, UsageError
from cqa.fetch.clock import Clock

if TYPE_CHECKING:
    import httpx

PACE_SECONDS = 1.0
"""Least time between two requests to a host; robots.txt may ask for more."""
MOST_TRIES = 4
"""Tries of one request: the waits between them are 2, 4 and 8 seconds."""
MOST_WAIT_SECONDS = 120.0
"""The longest Retry-After that is waited for; a site that asks for more is left alone."""
MOST_REDIRECTS = 5
TIMEOUT_SECONDS = 60.0
"""A council's own server may take most of a minute."""
MOST_PAGE_BYTES = 20_000_000
"""The largest answer that is no paper: robots.txt, or a list of meetings."""
BUSY = frozenset({429, 503})
BROKEN = frozenset({500, 502, 504})


class FetchError(CqaError):
    """An address could not be fetched; the message says why and what to do."""


class NotThere(FetchError):
    """The site says that there is no such thing."""


class Refused(FetchError):
    """The request was not made, or its answer not taken: another host, robots.txt, too large, or the site forbids."""


class GaveUp(FetchError):
    """The site did not give a whole answer, after every try."""


class Reply(NamedTuple):
    """A whole answer: its bytes, or with ``path`` their number in a file; their digest; the name the site gives."""

    body: bytes
    size: int
    sha256: str
    disposition: str


class _TryAgain(Exception):
    """A fault that may pass. ``wait`` is how many seconds the site asks to wait."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class PoliteClient:
    """One host, asked slowly."""

    def __init__(self, base: str, contact: str, version: str, clock: Clock | None = None) -> None:
        self._httpx = _library()
        self.base = base.rstrip("/") + "/"
        self.clock = clock or Clock()
        self.requests = 0
        self._agent = f"cqa/{version} (+{contact})"
        self._pace = PACE_SECONDS
        self._last: float | None = None
        self._robots: RobotFileParser | None = None
        self._client = self._httpx.Client(
            headers={"User-Agent": self._agent, "Accept-Encoding": "identity"},
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def get(self, address: str, to: Path | None = None, most: int = MOST_PAGE_BYTES) -> Reply:
        """Return the answer to a GET; with ``to`` its bytes are written there. Raises :class:`FetchError`."""
        url = urljoin(self.base, address)
        self._check(url)
        return self._patiently(lambda: self._redirected(url, to, most), url)

    def _check(self, url: str) -> None:
        if not self._same_host(url):
            raise Refused(f"{url} is on another host than {self.base}; it was not asked")
        if self._robots is None:
            self._robots = self._read_robots()
        if not self._robots.can_fetch(self._agent, url):
            raise Refused(f"robots.txt of {self.base} does not allow {url}; ask the council for its papers")

    def _same_host(self, url: str) -> bool:
        """Return whether an address is on the host, by its own scheme and port or by https in place of http."""
        one, other = urlsplit(self.base), urlsplit(url)
        with suppress(ValueError):  # a port that is no number
            if one.hostname != other.hostname or other.username is not None:
                return False
            upgrade = one.scheme == "http" and other.scheme == "https" and one.port == other.port is None
            return upgrade or (one.scheme, one.port) == (other.scheme, other.port)
        return False

    def _read_robots(self) -> RobotFileParser:
        rules = RobotFileParser()
        self._robots = RobotFileParser()
        self._robots.parse([])  # robots.txt itself may always be asked for
        try:
            url = urljoin(self.base, "/robots.txt")
            body = self._patiently(lambda: self._redirected(url, None, MOST_PAGE_BYTES), url).body
            rules.parse(body.decode("utf-8", "replace").splitlines())
        except NotThere:
            rules.parse([])
        except GaveUp as error:
            self._robots = None
            raise GaveUp(f"{error}. Without its robots.txt the site is not asked; try again later") from error
        self._pace = max(PACE_SECONDS, float(rules.crawl_delay(self._agent) or 0))
        return rules

    def _patiently(self, once: Callable[[], Reply], url: str) -> Reply:
        import tenacity

        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.wait if isinstance(error, _TryAgain) else None
            return float(2**state.attempt_number) if asked is None else asked

        trying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_TryAgain),
            stop=tenacity.stop_after_attempt(MOST_TRIES),
            wait=wait,
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            return trying(once)
        except _TryAgain as error:
            raise GaveUp(f"{url}: {error}, {MOST_TRIES} times") from error

    def _redirected(self, url: str, to: Path | None, most: int) -> Reply:
        for _ in range(MOST_REDIRECTS):
            reply = self._once(url, to, most)
            if isinstance(reply, Reply):
                return reply
            url = urljoin(url, reply)
            self._check(url)
        raise Refused(f"{url}: more than {MOST_REDIRECTS} redirects, one after another")

    def _once(self, url: str, to: Path | None, most: int) -> Reply | str:
        """Return an answer, or the address that the site sends us on to."""
        if self._last is not None:
            self.clock.sleep(max(0.0, self._last + self._pace - self.clock.monotonic()))
        self.requests += 1
        try:
            with self._client.stream("GET", url) as response:
                self._raise_for(response, url)
                if response.is_redirect:
                    return str(response.headers["location"])
                return _received(response, url, to, most)
        except self._httpx.TransportError as error:
            raise _TryAgain(f"no whole answer ({str(error) or type(error).__name__})") from error
        except (self._httpx.InvalidURL, self._httpx.DecodingError) as error:
            raise Refused(f"{url}: {error}") from error
        finally:
            self._last = self.clock.monotonic()

    def _raise_for(self, response: httpx.Response, url: str) -> None:
        status = response.status_code
        if status in BUSY:
            wait = self._retry_after(response.headers.get("retry-after", ""))
            if wait is not None and wait > MOST_WAIT_SECONDS:
                raise GaveUp(f"{url}: the site asks to wait {wait:.0f} seconds; call cqa fetch again after that")
            raise _TryAgain(f"the site is busy ({status})", wait)
        if status in BROKEN:
            raise _TryAgain(f"the site has a fault ({status})")
        if status in (404, 410):
            raise NotThere(f"{url}: the site says that this is not there ({status})")
        if status >= 400 or status == 204:
            raise Refused(f"{url}: the site refuses ({status})")

    def _retry_after(self, said: str) -> float | None:
        """Return the seconds that a header states, as a number or a date; None where it says neither."""
        if said.strip().isdigit():
            return float(said)
        try:
            return max(0.0, (parsedate_to_datetime(said) - self.clock.now()).total_seconds())
        except (ValueError, TypeError):
            return None


def _received(response: httpx.Response, url: str, to: Path | None, most: int) -> Reply:
    """Return the body of an answer, at most ``most`` bytes of it. Raises :class:`Refused` for more."""
    too_large = Refused(f"{url}: larger than {most / 1e6:,.0f} MB; get it by hand, or raise --most-mb")
    said = response.headers.get("content-length", "")
    if said.isdigit() and int(said) > most:
        raise too_large
    digest, size, kept = hashlib.sha256(), 0, []
    with to.open("wb") if to else nullcontext() as sink:
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > most:
                raise too_large
            digest.update(chunk)
            if sink is None:
                kept.append(chunk)
            else:
                sink.write(chunk)
    return Reply(b"".join(kept), size, digest.hexdigest(), response.headers.get("content-disposition", ""))


def _library() -> Any:
    try:
        import httpx
    except ImportError as error:
        raise UsageError("cqa fetch needs two libraries: pip install 'cqa[fetch]'") from error
    return httpx
