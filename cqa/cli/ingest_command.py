"""``cqa ingest``: papers into the index."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cqa.cli import FOUND, SOME_UNREADABLE
from cqa.cli.common import index_option, index_path, note, out, output_options
from cqa.read.formats import READS

if TYPE_CHECKING:
    from cqa.engine import Engine
    from cqa.ingest.report import IngestOptions, IngestReport


SKIPPED_NAMED = 3
"""Hidden files, READMEs and the like that are named one by one."""


_FORMATS = f"Formats: {READS}. The format is detected from the bytes of a file."


@click.command("ingest", epilog=_FORMATS)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@index_option
@click.option("--engine", metavar="NAME", help="Search engine (see `cqa engines`); chosen when the index is made.")
@click.option("--url", metavar="URL", help="Cluster and index, for opensearch: https://host:9200/name.")
@click.option("--rebuild", is_flag=True, help="Write a new index while the old one stays in use (opensearch).")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Number of worker processes [one per core].")
@click.option("--prune", is_flag=True, help="Remove papers whose files are gone from the given folders.")
@click.option("--dry-run", is_flag=True, help="Show what would be read; change nothing.")
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV or TOML of facts that override what the papers say, such as a corrected `cqa papers --csv`.",
)
@click.option(
    "--lgsf",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder `data` of the LGSF scrapers: their documents, with what their records state.",
)
@click.option("--ocr", is_flag=True, help="Read scanned pages with tesseract or ocrmypdf, where installed.")
@click.option("--again", is_flag=True, help="Read every given file again, also where it seems unchanged.")
@click.option("--prune-all", is_flag=True, help="As --prune, also where most files are gone.")
@click.option("--follow-links", is_flag=True, help="Read links to outside the given folders, too.")
@click.option("--shared", is_flag=True, help="Let the group of the index's folder read and write the index.")
@click.option(
    "--exempt-paths", multiple=True, metavar="GLOB", help="Files whose name or path matches are exempt; repeatable."
)
@click.option(
    "--encoder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of a sentence encoder, named once; see `cqa help engines`.",
)
@output_options("json")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    index: Path | None,
    engine: str | None,
    url: str | None,
    rebuild: bool,
    jobs: int,
    prune: bool,
    dry_run: bool,
    ocr: bool,
    manifest: Path | None,
    lgsf: Path | None,
    again: bool,
    prune_all: bool,
    follow_links: bool,
    shared: bool,
    exempt_paths: tuple[str, ...],
    encoder: Path | None,
    output: str | None,
) -> None:
    """Read papers into the index. Unchanged files are not read again.

    A file that cannot be read is named on stderr and by `cqa status`, and the exit status is 3.
    All other files are indexed.

    \b
    cqa ingest papers/
    cqa ingest papers/ --prune --dry-run
    """
    from cqa.errors import UsageError
    from cqa.ingest.given import GivenExempt
    from cqa.ingest.lgsf import document_folders
    from cqa.ingest.report import IngestOptions
    from cqa.show.safe import one_line

    if lgsf is not None:
        paths = (*paths, *document_folders(lgsf))
    elif not paths:
        raise UsageError("name the files or folders to read: cqa ingest papers/")
    opening = partial(_opened, index_path(index), engine, url, rebuild, shared)
    options = IngestOptions(
        jobs,
        prune or prune_all,
        dry_run,
        ocr,
        manifest,
        lgsf=lgsf,
        again=again,
        follow_links=follow_links,
        prune_all=prune_all,
        exempt=GivenExempt(exempt_paths),
        encoder=encoder,
    )
    report = _ingest(opening, paths, options)
    for outcome in report.failures:
        if outcome.action != "unchanged":
            note(f"{outcome.status:11s} {outcome.error or outcome.path}")
    known = sum(o.action == "unchanged" for o in report.failures)
    if known:
        files = "1 file" if known == 1 else f"{known} files"
        note(f"{files} could not be read before, and nothing has changed since; see cqa status")
    if output == "json":
        out(_as_json(report, dry_run))
    else:
        out(_in_words(report, dry_run))
        if dry_run:
            for outcome in report.outcomes:
                if outcome.action != "unchanged":
                    out(f"{outcome.action}\t{one_line(outcome.path)}")
        if report.skipped:
            names = ", ".join(Path(p).name for p in report.skipped[:SKIPPED_NAMED])
            more = f" and {len(report.skipped) - SKIPPED_NAMED} more" if len(report.skipped) > SKIPPED_NAMED else ""
            note(f"not papers, so left out: {names}{more}")
    ctx.exit(SOME_UNREADABLE if report.failures else FOUND)


def _opened(where: Path, engine: str | None, url: str | None, rebuild: bool, shared: bool, create: bool) -> Engine:
    from cqa.engine import open_engine
    from cqa.errors import UsageError

    opened = open_engine(where, engine=engine, create=create, url=url, shared=shared)
    if rebuild and create:
        anew = getattr(opened, "rebuild", None)
        if anew is None:
            raise UsageError(f"--rebuild is for opensearch; to rebuild an index of {opened.name}, use a new --index")
        anew()
    return opened


def _ingest(opening: Callable[[bool], Engine], paths: tuple[Path, ...], options: IngestOptions) -> IngestReport:
    from cqa.errors import NoIndex
    from cqa.ingest.discover import resolved_paths
    from cqa.ingest.run import ingest, survey
    from cqa.show.terminal import Progress

    roots = resolved_paths(paths)  # before an index is made for nothing
    if options.dry_run:
        try:
            opened = opening(False)
        except NoIndex:
            return survey(roots, options.manifest)
    else:
        opened = opening(True)
    progress = Progress("reading") if sys.stderr.isatty() else None
    try:
        return ingest(opened, roots, options, progress.show if progress else None)
    finally:
        if progress:
            progress.end()
        opened.close()


def _as_json(report: IngestReport, dry_run: bool) -> str:
    from cqa.show.as_json import dump

    fields = ("file", "action", "status", "error", "papers", "pages")
    rows = [(o.path, o.action, o.status, o.error, o.papers, o.pages) for o in report.outcomes]
    return dump(
        {
            "files": [dict(zip(fields, row, strict=True)) for row in rows],
            "skipped": list(report.skipped),
            "encoded": report.encoded,
            "seconds": round(report.seconds, 3),
            "dry_run": dry_run,
        }
    )


def _in_words(report: IngestReport, dry_run: bool) -> str:
    from cqa.ingest.report import ACTIONS

    done = ", ".join(f"{report.count(a):,} {a}" for a in ACTIONS if report.count(a)) or "nothing to do"
    papers = sum(o.papers for o in report.outcomes)
    pages = sum(o.pages for o in report.outcomes if o.action in ("added", "replaced"))
    said = (
        ("would be: " if dry_run else "") + done + (f"; {papers:,} paper{'' if papers == 1 else 's'}" if papers else "")
    )
    said += f"; {pages:,} page{'' if pages == 1 else 's'} read in {report.seconds:.1f} s" if pages else ""
    return said + (f"; {report.encoded:,} texts encoded" if report.encoded is not None else "")
