"""``cqa ask``: a cited answer to a plain question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.batch import Answer, batch_option, each_line
from cqa.cli.common import opened, out, paper_options, with_progress

if TYPE_CHECKING:
    from cqa.engine.port import Engine
    from cqa.model import Paper
    from cqa.query.nodes import Node


@click.command("ask")
@click.argument("question", nargs=-1)
@batch_option("Answer each line of FILE, or of - for standard input; prints JSON lines, or --csv.")
@click.option("--explain", is_flag=True, help="Show how the question was understood, concept by concept.")
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=5, show_default=True, help="Number of passages to print."
)
@paper_options("json", "jsonl", "csv")
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
    engine, node, keep = opened(index, filters)
    if batch:
        as_csv = records_csv.answers if output == "csv" else None
        ctx.exit(each_line(batch, _answer(engine, node, keep), as_csv, "question"))
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


def _answer(engine: Engine, node: Node, keep: Callable[[Paper], bool]) -> Answer:
    from cqa.ask.pipeline import ask
    from cqa.show import as_json

    def answer(question: str) -> tuple[dict[str, Any], bool]:
        asked = ask(engine, question, node, keep)
        return as_json.answer(asked.question, asked.answer, asked.coverage), asked.answer.found

    return answer
