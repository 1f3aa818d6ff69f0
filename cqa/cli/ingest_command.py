"""``cqa ingest``: papers into the index."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cqa.cli import FOUND, SOME_UNREADABLE
from cqa.cli.common import index_option, index_path, is_terminal, note, out, output_options


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@click.option("--engine", metavar="NAME", help="tantivy (default), whoosh or opensearch; fixed when the index is made.")
@click.option("--url", metavar="URL", help="The OpenSearch server, for --engine opensearch.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Worker processes [one per core].")
@click.option("--prune", is_flag=True, help="Forget files that are gone from the given folders.")
@click.option("--dry-run", is_flag=True, help="Say what would be read; change nothing.")
@click.option("--ocr", is_flag=True, help="Read scanned pages with tesseract or ocrmypdf, where installed.")
@output_options("json")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    index: Path | None,
    engine: str | None,
    url: str | None,
    jobs: int,
    prune: bool,
    dry_run: bool,
    ocr: bool,
    output: str | None,
) -> None:
    """Read papers (PDF, docx, HTML, Markdown, text) into the index. Unchanged files cost a stat.

    A file that cannot be read is named on stderr and by `cqa status`, and the exit status is 3;
    everything else is indexed all the same.
    """
    from cqa.engine import open_engine
    from cqa.ingest import IngestOptions, ingest

    opened = open_engine(index_path(index), engine=engine, create=True, url=url)
    progress = _Progress() if sys.stderr.isatty() else None
    try:
        report = ingest(opened, paths, IngestOptions(jobs, prune, dry_run, ocr), progress.show if progress else None)
    finally:
        if progress:
            progress.end()
        opened.close()
    new = {"failed"} if not is_terminal() else {"failed", "unchanged"}
    for outcome in report.failures:
        if outcome.action in new or outcome.action == "failed":
            note(f"{outcome.status:11s} {outcome.error or outcome.path}")
    if output == "json":
        from cqa.show.as_json import dump

        rows = [{"file": o.path, "action": o.action, "status": o.status, "error": o.error, "papers": o.papers, "pages": o.pages} for o in report.outcomes]
        out(dump({"files": rows, "skipped": list(report.skipped), "seconds": round(report.seconds, 3), "dry_run": dry_run}))
    else:
        actions = ("added", "replaced", "unchanged", "duplicate", "removed", "failed")
        done = ", ".join(f"{report.count(a)} {a}" for a in actions if report.count(a)) or "nothing to do"
        papers = sum(o.papers for o in report.outcomes)
        pages = sum(o.pages for o in report.outcomes if o.action in ("added", "replaced"))
        would = "would be: " if dry_run else ""
        out(f"{would}{done}" + (f"; {papers:,} papers" if papers else "") + (f"; {pages:,} pages read in {report.seconds:.1f} s" if pages else ""))
        if report.skipped:
            note(f"left out {len(report.skipped)} files that are no papers (hidden, README, LICENSE)")
    ctx.exit(SOME_UNREADABLE if report.failures else FOUND)


class _Progress:
    """A progress bar on stderr, made when there is something to show."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.bar = Progress(
            TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"),
            console=Console(stderr=True), transient=True,
        )
        self.task = self.bar.add_task("", total=None)
        self.bar.start()

    def show(self, done: int, total: int, name: str) -> None:
        from rich.markup import escape

        from cqa.show.safe import one_line

        self.bar.update(self.task, completed=done, total=total, description=escape(one_line(name))[:60])

    def end(self) -> None:
        self.bar.stop()
