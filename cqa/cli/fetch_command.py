"""``cqa fetch``: papers from a council's committee site."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cqa.cli import FAILED, FOUND, SOME_UNREADABLE
from cqa.cli.common import note, out, output_options

if TYPE_CHECKING:
    from cqa.fetch.run import FetchReport

MEGABYTE = 1_000_000
DEFAULT_DAYS = 90
"""Meetings of the last three months, where no date is given."""


@click.command("fetch")
@click.argument("council")
@click.option("--site", metavar="URL", help="Address of the committee site, where cqa does not know it.")
@click.option("--committee", default="", metavar="NAME", help="Only committees with this in their name.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day of meetings [90 days ago].")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day of meetings [today].")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), default=Path("papers"), metavar="DIR")
@click.option("--contact", envvar="CQA_CONTACT", metavar="ADDRESS", help="Your e-mail or web address, for the site.")
@click.option("--most-mb", type=click.IntRange(1, 2000), default=100, help="Largest paper to fetch [100].")
@click.option("--dry-run", is_flag=True, help="List what would be fetched, and how long it takes.")
@output_options("json")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    council: str,
    site: str | None,
    committee: str,
    since: datetime | None,
    until: datetime | None,
    to: Path,
    contact: str | None,
    most_mb: int,
    dry_run: bool,
    output: str | None,
) -> None:
    """Fetch papers from a council's ModernGov site into a folder, with a manifest for `cqa ingest`.

    COUNCIL is a name, or the address of the site. One request a second is made, to this site alone.
    What is in the folder is not fetched again; call the command again to go on after an interruption.

    \b
    cqa fetch https://democracy.kent.gov.uk --since 2025-01-01 --contact me@example.org
    cqa ingest papers --manifest papers/manifest.csv
    """
    from datetime import UTC, timedelta

    from cqa import __version__
    from cqa.errors import UsageError
    from cqa.fetch.council import source
    from cqa.fetch.polite_client import PoliteClient
    from cqa.fetch.run import FetchOptions, fetch

    if not contact:
        raise UsageError("each request says who asks: give --contact with your e-mail address, or set CQA_CONTACT")
    if not contact.isascii() or not contact.isprintable():
        raise UsageError(f"the contact {contact!r} has characters that a request cannot carry; give an e-mail address")
    last = until.date() if until else datetime.now(UTC).date()
    first = since.date() if since else last - timedelta(days=DEFAULT_DAYS)
    if first > last:
        raise UsageError(f"--since {first} is after --until {last}; give the earlier day first")
    found = source(council, site)
    name = found.authority.name if found.authority else ""
    if not name:
        note(f"the register knows no council for {found.address}; the manifest leaves the column authority empty")
    asked = PoliteClient(found.address, contact, __version__)
    try:
        options = FetchOptions(name, committee, first, last, to, dry_run, most_mb * MEGABYTE)
        report = fetch(asked, options, note)
    finally:
        asked.close()
    for failure in report.failures:
        note(f"not fetched: {failure}")
    out(_as_json(report, dry_run) if output == "json" else _in_words(report, to, dry_run))
    got = report.fetched or report.changed or report.known or report.copies
    ctx.exit(FOUND if not report.failures else SOME_UNREADABLE if got else FAILED)


def _as_json(report: FetchReport, dry_run: bool) -> str:
    from cqa.show.as_json import dump

    return dump({**{name: getattr(report, name) for name in type(report).__slots__}, "dry_run": dry_run})


def _in_words(report: FetchReport, to: Path, dry_run: bool) -> str:
    counts = [
        (len(report.fetched), "fetched"),
        (len(report.changed), "changed"),
        (len(report.withdrawn), "withdrawn"),
        (len(report.copies), "same as another"),
        (report.known, "there already"),
        (report.restricted, "restricted, not asked for"),
    ]
    done = ", ".join(f"{n:,} {what}" for n, what in counts if n) or "nothing to fetch"
    if dry_run:
        rows = "\n".join(report.fetched)
        return (f"{rows}\n" if rows else "") + f"would be: {done}; at least {len(report.fetched):,} s"
    return f"{done}; {report.requests:,} requests\nNow: cqa ingest {to} --manifest {to / 'manifest.csv'}"
