"""``cqa ask``: a cited answer to a plain question."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from cqa.cli import FAILED, FOUND, NOTHING_FOUND
from cqa.cli.common import filter_options, index_option, note, open_index, out, output_options, selection


@click.command("ask")
@click.argument("question", nargs=-1)
@index_option
@filter_options
@click.option("--batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help="Answer one question a line; JSON lines, or --csv.")
@click.option("--explain", is_flag=True, help="Show how the question was read, to the concept.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Passages to print.")
@output_options("json", "jsonl", "csv")
@click.pass_context
def command(ctx: click.Context, question: tuple[str, ...], index: Path | None, batch: Path | None, explain: bool, limit: int, output: str | None, **filters: Any) -> None:
    """A cited answer to a plain question, from everything that is held; no model, no guess.

    The exit status is 1 when the papers do not answer the question.
    """
    from cqa.ask import ask
    from cqa.errors import UsageError
    from cqa.show import as_json, text

    if bool(question) == bool(batch):
        raise UsageError("give one question, or --batch FILE with one question a line")
    engine = open_index(index)
    node, keep = selection(engine, **filters)
    if batch:
        ctx.exit(_batch(engine, batch, node, keep, output))
    asked = ask(engine, " ".join(question), node, keep)
    if explain:
        note(text.explained(asked.question, asked.concepts))
    if output in ("json", "jsonl"):
        record = as_json.answer(asked.question, asked.answer, asked.coverage)
        out(as_json.dump([record], lines=True) if output == "jsonl" else as_json.dump(record))
    elif output == "csv":
        out(_csv([as_json.answer(asked.question, asked.answer, asked.coverage)]))
    else:
        out(text.answer(asked.answer, asked.coverage, asked.question, limit))
    ctx.exit(FOUND if asked.answer.found else NOTHING_FOUND)


def _batch(engine: Any, batch: Path, node: Any, keep: Any, output: str | None) -> int:
    """Every line answered; a line that fails is reported and the run goes on. Exit status: 2 if any failed, 1 if none was found."""
    from cqa.ask import ask
    from cqa.show import as_json

    lines = [line.strip() for line in batch.read_text("utf-8", errors="replace").splitlines()]
    questions = [(n, q) for n, q in enumerate(lines, 1) if q and not q.startswith("#")]
    found, failed = 0, 0

    def answers() -> Iterator[dict[str, Any]]:
        nonlocal found, failed
        for done, (n, q) in enumerate(questions, 1):
            try:
                asked = ask(engine, q, node, keep)
                found += asked.answer.found
                yield {"line": n, **as_json.answer(asked.question, asked.answer, asked.coverage)}
            except Exception as error:  # one bad line must not stop a batch
                failed += 1
                note(f"line {n}: {error}")
                yield {"line": n, "question": q, "found": False, "error": str(error)}
            if sys.stderr.isatty():
                click.echo(f"\r{done}/{len(questions)}", nl=done == len(questions), err=True)

    if output == "csv":
        out(_csv(list(answers())))
    else:
        for record in answers():
            out(as_json.dump([record], lines=True))
    return FAILED if failed else FOUND if found else NOTHING_FOUND


def _csv(records: list[dict[str, Any]]) -> str:
    from cqa.show.as_csv import table

    rows = []
    for r in records:
        said = [a["name"] for a in r.get("authorities", []) if a["in_answer"]]
        best = (r.get("passages") or [{}])[0]
        rows.append((r["question"], r.get("kind"), r["found"], r.get("answer") or r.get("error"), "; ".join(said), best.get("citation"), (best.get("quote") or {}).get("text"), best.get("file")))
    return table(("question", "kind", "found", "answer", "authorities", "citation", "quote", "file"), rows)
