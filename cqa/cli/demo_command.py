"""``cqa demo``: the sample corpus, three questions."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import given_index, index_option, note, out

QUESTIONS = (
    "Which councils cite caseload pressure?",
    "What overall effectiveness grade did Ofsted give Norfolk?",
    "Which councils do not mention agency staff?",
)


_PACKAGE = Path(__file__).resolve().parents[1]

CORPORA = (_PACKAGE / "corpus", _PACKAGE.parent / "corpus")
"""Where the sample corpus is: inside the installed package, or next to the package in a checkout."""


@click.command("demo")
@index_option
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of papers to use [the sample corpus].")
@click.pass_context
def command(ctx: click.Context, /, index: Path | None, corpus: Path | None) -> None:
    """Read the sample corpus into an index and answer three questions from it.

    \b
    cqa demo
    """
    from cqa.ask.pipeline import ask
    from cqa.engine import open_engine
    from cqa.errors import UsageError
    from cqa.ingest.report import IngestOptions
    from cqa.ingest.run import ingest
    from cqa.show import answer_text
    from cqa.show.terminal import bold

    folder = corpus or next((f for f in CORPORA if f.is_dir()), None)
    if folder is None or not folder.is_dir():
        raise UsageError(f"no papers at {folder or CORPORA[0]}; give their folder with --corpus DIR")
    where = given_index(index) or Path("index", "demo")
    engine = open_engine(where, create=True)
    note(f"Reading {folder} into {where}")
    report = ingest(engine, [folder], IngestOptions(prune=True))
    note(f"{len(report.outcomes)} files, {len(report.failures)} could not be read, {report.seconds:.1f} s\n")
    found = 0
    for question in QUESTIONS:
        asked = ask(engine, question)
        found += asked.answer.found
        out(bold(f'$ cqa ask "{question}"'))
        out(answer_text.answer(asked.answer, asked.coverage, asked.question, 2) + "\n")
    called = sys.argv[0] if os.sep in sys.argv[0] and shutil.which("cqa") != sys.argv[0] else "cqa"
    note(f'Now try your own:\n  {called} --index {where} ask "..."\n  {called} --index {where} search "caseloads"')
    ctx.exit(FOUND if found else NOTHING_FOUND)
