"""Whose site it is: a council by name, alias or address."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from cqa.errors import UsageError
from cqa.gazetteer.authorities import register, resolve
from cqa.model import Authority

_SITES = Path(__file__).parent / "data" / "sites.csv"
_SHARED_HOST = ".moderngov.co.uk"
"""Where the vendor runs sites of many councils: ``NAME.moderngov.co.uk``."""


class CommitteeSite(NamedTuple):
    """The address of a site, and the council that the register knows for it, if any."""

    address: str
    authority: Authority | None


def source(council: str, site: str | None = None) -> CommitteeSite:
    """Return where to fetch from. Raises :class:`~cqa.errors.UsageError` where no address is known.

    >>> found = source("https://democracy.kent.gov.uk/ieDocHome.aspx")
    >>> found.address, found.authority.name
    ('https://democracy.kent.gov.uk', 'Kent County Council')
    >>> source("Brighton & Hove").address
    'https://democracy.brighton-hove.gov.uk'
    """
    if _is_address(council):
        address = _base(council)
        return CommitteeSite(address, _owner(urlsplit(address).hostname or ""))
    known = resolve(council)
    if site:
        if known is None:
            raise UsageError(f"cqa knows no council {council!r}; write its full name, or give the address alone")
        return CommitteeSite(_base(site), known)
    address = _sites().get(known.code or "", "") if known else ""
    if not address:
        who = known.name if known else council
        raise UsageError(
            f"cqa does not know the address of the committee site of {who}; "
            f"open its list of meetings in a browser and give the address: cqa fetch {council!r} --site https://…"
        )
    return CommitteeSite(address, known)


def _is_address(said: str) -> bool:
    return said.lower().startswith(("http://", "https://")) or ("." in said and " " not in said and "/" not in said)


def _base(said: str) -> str:
    """Return the folder of a site from the address of one of its pages. Raises UsageError for no web address."""
    parts = urlsplit(said if "://" in said else f"https://{said}")
    try:
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and not parts.username
    except ValueError:
        good = False
    if not good:
        raise UsageError(f"{said!r} is no web address; write https://democracy.example.gov.uk")
    folders = [folder for folder in parts.path.split("/") if folder]
    if folders and "." in folders[-1]:
        folders.pop()  # a page, such as ieDocHome.aspx
    if folders and folders[-1].lower() == "documents":
        folders.pop()
    return "/".join((f"{parts.scheme}://{parts.netloc}", *folders))


def _owner(host: str) -> Authority | None:
    """Return the council that a host name belongs to, by the register's domains."""
    host = host.lower()
    if host.endswith(_SHARED_HOST):
        return resolve(host.removesuffix(_SHARED_HOST).replace("-", " "))
    listed = [code for code, address in _sites().items() if urlsplit(address).hostname == host]
    entries = register().entries
    owners = listed or [
        code for code, entry in entries.items() if any(host == d or host.endswith(f".{d}") for d in entry.domains)
    ]
    alive = [code for code in owners if entries[code].alive(None)] or owners
    return entries[alive[0]].authority if len(alive) == 1 else None


@cache
def _sites() -> dict[str, str]:
    with _SITES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["address"] for row in csv.DictReader(file)}
