"""``cqa ask``: a cited answer to a plain question."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cqa.cli import FAILED, FOUND, NOTHING_FOUND
from cqa.cli.common import (
    chosen_filters,
    filter_options,
    index_option,
    note,
    open_index,
    out,
    output_options,
    with_progress,
)

if TYPE_CHECKING:
    from cqa.engine.port import Engine
    from cqa.model import Paper
    from cqa.query.nodes import Node


@click.command("ask")
@click.argument("question", nargs=-1)
@index_option
@filter_options
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Answer each line of FILE; prints JSON lines, or --csv.",
)
@click.option("--explain", is_flag=True, help="Show how the question was understood, concept by concept.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Number of passages to print.")
@output_options("json", "jsonl", "csv")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    question: tuple[str, ...],
    index: Path | None,
    batch: Path | None,
    explain: bool,
    limit: int,
    output: str | None,
    **filters: Any,
) -> None:
    """Answer a question from all papers in the index, and cite the evidence.

    The exit status is 1 when the papers do not answer it.

    \b
    cqa ask "Which councils cite caseload pressure?"
    cqa ask --batch questions.txt --csv > answers.csv
    """
    from cqa.ask.pipeline import ask, reasons
    from cqa.catalogue.corrections import corrected_in
    from cqa.errors import UsageError
    from cqa.show import answer_text, as_json, records_csv, review

    words = " ".join(question).strip()
    if bool(words) == bool(batch):
        raise UsageError("give one question, or --batch FILE with one question a line")
    engine = open_index(index, bool(filters["include_exempt"]))
    node, keep = chosen_filters(engine, **filters)
    if batch:
        ctx.exit(_batch(engine, batch, node, keep, output))
    asked = ask(engine, words, node, keep, with_progress)
    corrected = corrected_in(engine, (e.passage.id for e in asked.answer.evidence))
    if explain:
        click.echo(answer_text.explained(asked.question, asked.concepts), err=True)
        if asked.answer.confidence is not None:
            click.echo(answer_text.reasons(asked.answer.confidence, reasons(asked.answer)), err=True)
    if output in ("json", "jsonl"):
        record = as_json.answer(asked.question, asked.answer, asked.coverage)
        record["corrections"] = [review.correction(c) for c in corrected]
        out(as_json.dump([record], lines=True) if output == "jsonl" else as_json.dump(record))
    elif output == "csv":
        out(records_csv.answers([as_json.answer(asked.question, asked.answer, asked.coverage)]))
    else:
        out(answer_text.answer(asked.answer, asked.coverage, asked.question, limit))
        if corrected:
            out("\n" + review.corrected(corrected))
    ctx.exit(FOUND if asked.answer.found else NOTHING_FOUND)


def _batch(engine: Engine, batch: Path, node: Node, keep: Callable[[Paper], bool], output: str | None) -> int:
    """Return every line answered; a line that fails is reported and the run continues.

    The exit status: 2 if any failed, 1 if none was found.
    """
    from cqa.ask.pipeline import ask
    from cqa.show import as_json, records_csv

    lines = [line.strip() for line in _text(batch).splitlines()]
    questions = [(n, q) for n, q in enumerate(lines, 1) if q and not q.startswith("#")]
    records: list[dict[str, Any]] = []
    for done, (n, q) in enumerate(questions, 1):
        try:
            asked = ask(engine, q, node, keep)
            records.append({"line": n, **as_json.answer(asked.question, asked.answer, asked.coverage)})
        except Exception as error:  # whatever is wrong with one line, the others are answered
            note(f"line {n}: {error}")
            records.append({"line": n, "question": q, "found": False, "error": str(error)})
        if output != "csv":
            out(as_json.dump(records[-1:], lines=True))
        if sys.stderr.isatty():
            click.echo(f"\r{done}/{len(questions)}", nl=done == len(questions), err=True)
    if output == "csv":
        out(records_csv.answers(records))
    if any("error" in r for r in records):
        return FAILED
    return FOUND if any(r["found"] for r in records) else NOTHING_FOUND


def _text(batch: Path) -> str:
    """Return the text of a file of questions, in UTF-8 with or without a byte order mark; a line in another coding is a
    line with odd characters, and the others are answered.

    Raises :class:`~cqa.errors.UsageError` for a file that is no text in UTF-8 at all.
    """
    from cqa.errors import UsageError

    data = batch.read_bytes()
    if b"\0" in data:
        raise UsageError(f"{batch}: not a UTF-8 text file; save it as UTF-8 and try again")
    return data.decode("utf-8-sig", errors="replace")
