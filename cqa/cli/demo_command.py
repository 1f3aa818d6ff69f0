"""``cqa demo``: the sample corpus, three questions."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import index_option, index_path, note, out

QUESTIONS = (
    "Which councils cite caseload pressure?",
    "What overall effectiveness grade did Ofsted give Norfolk?",
    "Which councils do not mention agency staff?",
)


@click.command("demo")
@index_option
@click.option(
    "--corpus", type=click.Path(path_type=Path), help="Where the sample corpus is [the corpus folder of the checkout]."
)
@click.pass_context
def command(ctx: click.Context, /, index: Path | None, corpus: Path | None) -> None:
    """Ingest the sample corpus into the index and answer three questions from it."""
    from cqa.ask import ask
    from cqa.engine import open_engine
    from cqa.errors import UsageError
    from cqa.ingest import IngestOptions, ingest
    from cqa.show import answer_text
    from cqa.show.terminal import bold

    folder = corpus or Path(__file__).resolve().parents[2] / "corpus"
    if not folder.is_dir():
        raise UsageError(
            f"no sample corpus at {folder}; it comes with the source checkout: give its place with --corpus DIR"
        )
    where = index_path(index) / "demo" if index is None and ctx.find_root().obj is None else index_path(index)
    engine = open_engine(where, create=True)
    note(f"Reading {folder} into {where}")
    report = ingest(engine, [folder], IngestOptions(prune=True))
    note(f"{len(report.outcomes)} files, {len(report.failures)} not read, {report.seconds:.1f} s\n")
    found = 0
    for question in QUESTIONS:
        asked = ask(engine, question)
        found += asked.answer.found
        out(bold(f'$ cqa ask "{question}"'))
        out(answer_text.answer(asked.answer, asked.coverage, asked.question, 3) + "\n")
    out(f'Now try your own:  cqa --index {where} ask "..."    or    cqa --index {where} search "caseloads"')
    ctx.exit(FOUND if found else NOTHING_FOUND)
