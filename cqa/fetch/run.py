"""Fetch the papers of a council: committees, their meetings, the documents of each; only what is not there yet."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from cqa.errors import UsageError
from cqa.fetch import moderngov as mg
from cqa.fetch.ledger import Fetched, Ledger
from cqa.fetch.polite_client import FetchError, GaveUp, NotThere, PoliteClient, Refused, Reply
from cqa.record import dataclass, field

MOST_BYTES = 100_000_000
"""The largest paper that is fetched, unless the caller says otherwise."""
LEAST_DAYS = 31
"""A range of dates is cut where a site gives up, but not below this."""
MOST_NAME = 80
"""Characters of a title in the name of a file."""
_SUFFIXES = frozenset({".pdf", ".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".txt", ".xlsx", ".pptx"})
_BY_BYTES = ((b"%PDF", ".pdf"), (b"{\\rtf", ".rtf"), (b"<html", ".html"), (b"<!DOCTYPE", ".html"))


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """What to fetch. ``committee`` is a part of a name, "" for all committees."""

    authority: str
    committee: str
    since: date
    until: date
    folder: Path
    dry_run: bool = False
    most: int = MOST_BYTES


@dataclass(slots=True)
class FetchReport:
    """What became of each attachment, by title and address; and what else is to be known."""

    fetched: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    known: int = 0
    restricted: int = 0
    failures: list[str] = field(default_factory=list)
    requests: int = 0


def fetch(site: PoliteClient, options: FetchOptions, said: Callable[[str], None] = lambda _: None) -> FetchReport:
    """Fetch what is new, changed or withdrawn; a paper that cannot be had is a failure of the report, not an exception.

    Raises :class:`~cqa.fetch.polite_client.FetchError` where the site's committees cannot be read at all, and
    :class:`~cqa.errors.UsageError` for a committee that the site does not have.
    """
    report = FetchReport()
    ledger = Ledger(options.folder)
    if not options.dry_run:
        options.folder.mkdir(parents=True, exist_ok=True)
    found = mg.committees(site.get(mg.committees_address()).body)
    wanted = [c for c in found if options.committee.casefold() in c.title.casefold()]
    if not wanted:
        names = ", ".join(sorted(c.title for c in found)[:10])
        raise UsageError(f"the site has no committee {options.committee!r}; it has, among others: {names}")
    for committee in wanted:
        for meeting in _meetings(site, committee, options.since, options.until, report):
            _meeting(site, meeting, options, ledger, report, said)
    report.requests = site.requests
    return report


def _meetings(
    site: PoliteClient, committee: mg.Committee, since: date, until: date, report: FetchReport
) -> Iterator[mg.Meeting]:
    """Return the meetings in a range of days, which is cut in two where the site does not answer it."""
    try:
        yield from mg.meetings(site.get(mg.meetings_address(committee.id, since, until)).body, committee)
    except (GaveUp, mg.NotXml) as error:
        if (until - since).days < LEAST_DAYS:
            report.failures.append(f"meetings of {committee.title}, {since} to {until}: {error}")
            return
        for first, last in mg.spans(since, until, 2):
            yield from _meetings(site, committee, first, last, report)
    except FetchError as error:
        report.failures.append(f"meetings of {committee.title}: {error}")


def _meeting(
    site: PoliteClient,
    meeting: mg.Meeting,
    options: FetchOptions,
    ledger: Ledger,
    report: FetchReport,
    said: Callable[[str], None],
) -> None:
    try:
        agenda = mg.agenda(site.get(mg.meeting_address(meeting.id)).body)
    except FetchError as error:
        report.failures.append(f"{meeting.committee.title}, {meeting.day}: {error}")
        return
    report.restricted += agenda.restricted
    listed = {attachment.id for attachment in agenda.attachments}
    for row in list(ledger.rows.values()):
        here = row.site == site.base and row.meeting == meeting.id and row.state != "withdrawn"
        if here and row.id not in listed:
            report.withdrawn.append(row.title)
            if not options.dry_run:
                ledger.withdraw(row)
    for attachment in agenda.attachments:
        if ledger.is_known(site.base, attachment.id, attachment.published):
            report.known += 1
        elif options.dry_run:
            report.fetched.append(f"{meeting.day}  {meeting.committee.title}: {attachment.title}")
        else:
            said(f"{meeting.day}  {meeting.committee.title}: {attachment.title}")
            try:
                _attachment(site, attachment, meeting, options, ledger, report)
            except (NotThere, Refused, GaveUp) as error:
                report.failures.append(f"{attachment.title}: {error}")


def _attachment(
    site: PoliteClient,
    attachment: mg.Attachment,
    meeting: mg.Meeting,
    options: FetchOptions,
    ledger: Ledger,
    report: FetchReport,
) -> None:
    """Fetch one attachment to a file of its own, and record it."""
    url = urljoin(site.base, attachment.url or mg.attachment_address(attachment.id))
    part = options.folder / f".{attachment.id}.part"
    try:
        reply = site.get(url, part, options.most)
        before = ledger.rows.get((site.base, attachment.id))
        row = Fetched(
            attachment.id,
            site.base,
            "",
            reply.sha256,
            reply.size,
            url,
            site.clock.now().date().isoformat(),
            options.authority,
            meeting.committee.title,
            meeting.id,
            meeting.day,
            f"{attachment.item} {attachment.item_title}".strip(),
            attachment.title,
            _type(attachment.title),
            attachment.published,
        )
        original = ledger.by_hash.get(reply.sha256)
        if original is not None and original.id != attachment.id and (options.folder / original.file).is_file():
            report.copies.append(attachment.title)
            ledger.put(row._replace(file=original.file, state="copy"))
            return
        file = before.file if before and before.state == "fetched" else _name(meeting, attachment, reply, part)
        target = options.folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(part, target)
        changed = before is not None and before.sha256 != reply.sha256
        (report.changed if changed else report.fetched).append(f"{meeting.day}  {meeting.committee.title}: {row.title}")
        ledger.put(row._replace(file=file))
    finally:
        part.unlink(missing_ok=True)


def _type(title: str) -> str:
    """Return the type that a title states as the site prints it, "" where it states none."""
    printed = title.strip().lower()
    if printed.startswith(("printed minutes", "minutes of")):
        return "minutes"
    return ""


def _name(meeting: mg.Meeting, attachment: mg.Attachment, reply: Reply, part: Path) -> str:
    """Return a name below the folder, of letters, figures and hyphens alone, whatever the site calls the file."""
    title = _slug(attachment.title) or "paper"
    suffix = _suffix(attachment, reply, part)
    return f"{_slug(meeting.committee.title) or 'committee'}/{meeting.day}-{attachment.id}-{title}{suffix}"


def _suffix(attachment: mg.Attachment, reply: Reply, part: Path) -> str:
    with part.open("rb") as file:
        head = file.read(16)
    for signature, suffix in _BY_BYTES:
        if head.startswith(signature):
            return suffix
    named = re.search(r'filename="?([^";]+)', reply.disposition)
    for name in (named.group(1) if named else "", urlsplit(attachment.url).path, attachment.title):
        if (suffix := Path(name).suffix.lower()) in _SUFFIXES:
            return suffix
    return ".pdf"


def _slug(text: str) -> str:
    """Return a text as part of a file's name.

    >>> _slug("../../etc/passwd: The Café's budget")
    'etc-passwd-the-cafe-s-budget'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower())[:MOST_NAME].strip("-")
