"""``cqa status``: what is covered and what is not."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cqa.cli import FOUND, SOME_UNREADABLE
from cqa.cli.common import index_option, open_index, out, output_options

if TYPE_CHECKING:
    from cqa.engine import Engine
    from cqa.model import FileState, Paper


@click.command("status")
@index_option
@click.option("--exempt", is_flag=True, help="List what is hidden as exempt, with the words and the place.")
@click.option("--include-exempt", is_flag=True, help="Include papers marked exempt or confidential.")
@output_options("json", "csv")
@click.pass_context
def command(ctx: click.Context, /, index: Path | None, exempt: bool, include_exempt: bool, output: str | None) -> None:
    """Show which papers there are for each council, and every file that could not be read and why.

    The exit status is 3 when some files could not be read.

    \b
    cqa status
    cqa status --json
    """
    from cqa.show import as_json, text

    engine = open_index(index, exempt or include_exempt)
    if exempt:
        _exempt(engine, output)
        ctx.exit(FOUND)
    files, papers, covered = list(engine.files()), list(engine.papers()), engine.coverage()
    unread = [f for f in files if f.status != "indexed"]
    rows = _by_authority(papers)
    lost = _unread_pages(engine, files, papers)
    if output == "json":
        out(
            as_json.dump(
                {
                    "engine": engine.name,
                    "coverage": as_json.coverage(covered),
                    "authorities": [dict(zip(("authority", "papers", "from", "to"), r, strict=True)) for r in rows],
                    "unread_pages": [{"file": path, "pages": count} for path, count in lost.items()],
                    "unread": [{"file": f.path, "status": f.status, "error": f.error} for f in unread],
                    "notes": [{"file": f.path, "notes": list(f.notes)} for f in files if f.notes],
                }
            )
        )
    elif output == "csv":
        from cqa.show.as_csv import table

        out(
            table(
                ("file", "status", "papers", "pages", "error", "notes"),
                [(f.path, f.status, len(f.papers), f.pages, f.error, "; ".join(f.notes)) for f in files],
            )
        )
    else:
        out(text.status(engine.name, covered, rows, files, lost))
    ctx.exit(SOME_UNREADABLE if unread else FOUND)


def _unread_pages(engine: Engine, files: list[FileState], papers: list[Paper]) -> dict[str, int]:
    """Return by file how many of its pages give no text that can be used: scans, and text whose letters are no words.

    Only a file with a note on it has both such pages and others.
    """
    from cqa.model import UNREAD

    papers_of = {paper.file: paper.id for paper in papers}
    found: dict[str, int] = {}
    for file in files:
        if file.status == "needs-ocr":
            found[file.path] = file.pages
        elif file.notes and file.path in papers_of:
            _, pages = engine.text(papers_of[file.path])
            found[file.path] = sum(page.verdict in UNREAD for page in pages)
    return {path: count for path, count in found.items() if count}


def _exempt(engine: Engine, output: str | None) -> None:
    """Print what is hidden as exempt; its words are of exempt papers, as requested."""
    from cqa.show import as_json, exempt_list

    papers = engine.papers()
    marked = {p.file: p.id for p in papers if p.exempt or any(name == "exempt" for name, _ in p.findings)}
    pages = {file: tuple(page.start for page in engine.text(id_)[1]) for file, id_ in marked.items()}
    rows = exempt_list.hidden_papers(papers, pages)
    if output == "json":
        out(as_json.dump([{**row._asdict(), "paragraphs": list(row.paragraphs)} for row in rows]))
    elif output == "csv":
        from cqa.show.as_csv import table

        out(table(exempt_list.HiddenPaper._fields, [(*row[:-1], "; ".join(row.paragraphs)) for row in rows]))
    else:
        out(exempt_list.text(rows))


def _by_authority(papers: list[Paper]) -> list[tuple[str, int, str, str]]:
    dates: defaultdict[str, list[str]] = defaultdict(list)
    for paper in papers:
        dates[paper.authority.name if paper.authority else ""].append(paper.date or "")
    rows = []
    for name in sorted(dates, key=lambda n: (not n, n)):
        known = sorted(d for d in dates[name] if d)
        rows.append((name or "(not known)", len(dates[name]), known[0] if known else "", known[-1] if known else ""))
    return rows
