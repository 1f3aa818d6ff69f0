"""``cqa eval``: answers scored on your own judged questions."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import index_option, note, open_index, out, output_options


@click.command("eval")
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@index_option
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="RUN",
              help="Compare with a saved run: list the questions gained and lost.")  # fmt: skip
@click.option("--out", "save", type=click.Path(dir_okay=False, path_type=Path), metavar="RUN", help="Save this run.")
@click.option("--cross-validate", is_flag=True,
              help="Answer each question by weights fitted without the papers that answer it.")  # fmt: skip
@output_options("json")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    questions: Path,
    index: Path | None,
    against: Path | None,
    save: Path | None,
    cross_validate: bool,
    output: str | None,
) -> None:
    """Measure the answers on your own judged questions.

    QUESTIONS is a JSON file of questions with labels (`cqa help evaluate` shows one). The measures are nDCG@10,
    reciprocal rank and recall of the passages with those of plain BM25, precision and recall of sets of councils,
    what was given and refused, how well the probability of an answer fits (Brier score and reliability table), and the
    share of quotations equal to the paper's text. The exit status is 1 when no question is answered correctly.

    \b
    cqa eval questions.json
    cqa eval questions.json --against before.json
    """
    from cqa.errors import UsageError
    from cqa.evaluate import evaluate, read_questions, read_run
    from cqa.evaluate.bm25 import Bm25
    from cqa.refit import every_passage, refitted, ungated
    from cqa.show import as_json

    engine = open_index(index)
    earlier = read_run(against) if against else None
    judged = read_questions(questions)
    asked = _Asking(engine)
    weights = refitted(engine, judged, note) if cross_validate else None
    by_text = {question.question: question for question in judged}

    def fitted(text: str) -> AbstractContextManager[None]:
        return weights.using(by_text[text]) if weights else nullcontext()

    def ask(text: str) -> dict[str, Any]:
        with fitted(text):
            return asked(text)

    def certain(text: str) -> Mapping[str, Any]:
        with fitted(text):
            return ungated(engine, text)

    report = evaluate(judged, ask, certain, Bm25(every_passage(engine)))
    changes = report.against(earlier) if earlier is not None else None
    if save:
        try:
            report.save(save)
        except OSError as error:
            raise UsageError(f"cannot write {save} ({error.strerror}); give another file with --out") from error
        note(f"saved the run to {save}")
    notes = weights.notes() if weights else []
    if output == "json":
        total = report.total._asdict() | {"faithful": asked.faithful, "brier": report.brier}
        record: dict[str, Any] = {"total": total, "kinds": [row._asdict() for row in report.rows]}
        record["reliability"] = [row._asdict() for row in report.reliability]
        if weights:
            record["cross_validated"] = {"folds": weights.folds.number, "notes": notes}
        if changes is not None:
            record |= {"gained": list(changes.gained), "lost": list(changes.lost)}
        out(as_json.dump({**record, "questions": report.as_json()}))
    else:
        out("\n".join((*notes, *report.lines())))
        if asked.faithful is not None:
            out(f"quotations equal to the paper's text: {asked.faithful:.1%}")
        if changes is not None:
            out(f"gained: {', '.join(changes.gained) or 'none'}\nlost: {', '.join(changes.lost) or 'none'}")
    ctx.exit(FOUND if report.total.right else NOTHING_FOUND)


class _Asking:
    """Asks questions of an engine, and keeps every passage shown to compare it with its source."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self._quotes: list[tuple[str, Any]] = []

    def __call__(self, question: str) -> dict[str, Any]:
        from cqa.ask.pipeline import ask
        from cqa.evaluate.quote_faithfulness import Quoted
        from cqa.show import as_json

        asked = ask(self._engine, question)
        for e in asked.answer.evidence:
            p = e.passage
            self._quotes += [(p.paper, Quoted(p.text, p.file, p.span)), (p.paper, Quoted(e.sentence, p.file, e.quote))]
        return as_json.answer(asked.question, asked.answer, asked.coverage)

    @property
    def faithful(self) -> float | None:
        """Return the share of passages and sentences shown that equal the canonical text at their span."""
        from cqa.evaluate.quote_faithfulness import quote_faithfulness

        papers = {quoted.file: paper for paper, quoted in self._quotes}
        texts = {file: self._engine.text(paper)[0] for file, paper in papers.items()}
        return quote_faithfulness((quoted for _, quoted in self._quotes), texts.get)
