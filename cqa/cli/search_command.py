"""``cqa search``: ranked passages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.batch import batch_option, each_line
from cqa.cli.common import QueryCommand, filters_of, open_index, out, paper_options
from cqa.fields import HELP

if TYPE_CHECKING:
    from cqa.engine.port import Sort


_FIELDS = "\b\nFields of a query:\n" + "\n".join(f"  {written:<26}{finds}" for written, finds in HELP)


@click.command("search", cls=QueryCommand, epilog=_FIELDS)
@click.argument("query", nargs=-1)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date", "-date"]),
    default="relevance",
    show_default=True,
    help="-date shows the newest first.",
)
@click.option(
    "-n", "--limit", type=click.IntRange(0), default=10, show_default=True, help="Number of passages to print."
)
@click.option("--all", "every", is_flag=True, help="Print every passage that matches, near-duplicates too.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Number of passages to skip.")
@click.option(
    "--per-paper", type=click.IntRange(0), metavar="N", help="At most N passages of one paper; 0 for no limit."
)
@click.option("--exact", is_flag=True, help="Match these words only: no synonyms, no words dropped.")
@click.option("--any", "any_word", is_flag=True, help="Match any of the words; passages with most of them first.")
@batch_option("Search for each line of FILE, or of - for standard input; prints JSON lines, or --csv.")
@click.option("--explain", is_flag=True, help="Show how the query was read and how each passage was scored.")
@paper_options("json", "jsonl", "csv")
def command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    index: Path | None,
    sort: Sort,
    limit: int,
    every: bool,
    offset: int,
    per_paper: int | None,
    exact: bool,
    any_word: bool,
    batch: Path | None,
    explain: bool,
    output: str | None,
    **filters: Any,
) -> None:
    """Find passages, best first, with exact citations.

    \b
    A passage must have all words. Also:
      OR  NOT  ( )  "exact phrase"  "words near"~5  a NEAR/5 b  prefix*  and the fields below.
    The exit status is 1 when nothing is found. More: cqa help query

    \b
    cqa search "high caseloads" --authority leeds --from 2010
    cqa search caseloads --all --csv > caseloads.csv
    cqa search --batch queries.txt --limit 3 --csv -o found.csv
    """
    from cqa.errors import UsageError
    from cqa.search import SearchOptions, search
    from cqa.show import search_result

    if not query and not batch:
        raise click.UsageError("Missing argument 'QUERY...': give a query, or --batch FILE with one query a line", ctx)
    if query and batch:
        raise UsageError("give a query, or --batch FILE with one query a line, not both")
    engine = open_index(index, bool(filters["include_exempt"]))
    options = SearchOptions(
        filters=filters_of(**filters),
        sort=sort,
        limit=sys.maxsize if every else limit,
        offset=offset,
        per_paper=per_paper,
        exact=exact,
        any_word=any_word,
        explain=explain,
    )
    if batch:

        def found(line: str) -> tuple[dict[str, Any], bool]:
            result = search(engine, line, options)
            return search_result.record(result), bool(result.totals.passages)

        ctx.exit(each_line(batch, found, search_result.batch_csv if output == "csv" else None, "query"))
    result = search(engine, " ".join(query), options)
    if output:
        out(search_result.render(result, output))
    else:
        out(search_result.text(result))
    ctx.exit(FOUND if result.totals.passages else NOTHING_FOUND)
