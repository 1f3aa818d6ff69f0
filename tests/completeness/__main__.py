"""``python -m tests.completeness PATH...``: for each file the share of its words that are in no passage.

Reads every file with cqa and with a reader that shares nothing with it. Files over the limit need an explanation in
``explained.toml``, by file name. Exit status 1 where one has none.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from cqa.ingest.discover import find_files
from cqa.ingest.file_reader import read_file
from cqa.model import Document
from tests.completeness.compare import Loss, loss
from tests.completeness.independent import readings

LIMIT = 0.01
"""Share of lost words from which a file needs an explanation."""

LEAST_LOST = 5
"""Lost words that no file needs an explanation for."""


class Row(NamedTuple):
    """One file: what was lost of it, or why it was not compared."""

    name: str
    loss: Loss | None
    remark: str = ""


def compared(path: Path) -> Row:
    """Return the comparison of one file; its passages are those that `cqa ingest` would store."""
    ingested = read_file(path)
    state = ingested.state
    if state.status != "indexed":
        return Row(path.name, None, f"{state.status}: {state.error}")
    found = [text for text in readings(path, state.media or "") if text.strip()]
    if not found:
        return Row(path.name, None, "no independent reader sees a word" if state.media == "pdf" else "not compared")
    passages = [passage.text for passage in ingested.passages]
    heads = [ingested.text[slice(*s.span)] for part in ingested.sections for s in part if s.kind == "heading"]
    heads += [f"{s.number or ''} {s.heading}" for part in ingested.sections for s in part if s.heading]
    heads += [column for passage in ingested.passages for column in passage.columns]
    running_lines = _running_lines(path)
    losses = [loss(text, [*passages, *_nowhere(heads, passages)], running_lines) for text in found]
    return Row(path.name, min(losses, key=lambda one: one.lost), "; ".join(state.notes))


def _nowhere(heads: list[str], passages: list[str]) -> list[str]:
    """Return the headings that stand over passages rather than in them: they are stored and searched with them."""
    text = "\n".join(passages)
    return [head for head in heads if head.strip() and head not in text]


def _running_lines(path: Path) -> tuple[str, ...]:
    from cqa.read import read

    document: Document = read(path)
    return document.running_lines


def main(paths: list[str]) -> int:
    """Print a line for each file with a loss, the worst first, then the sum; return 1 for one without explanation."""
    explained: dict[str, str] = tomllib.loads((Path(__file__).parent / "explained.toml").read_text("utf-8"))
    files, _ = find_files([Path(path).resolve() for path in paths])
    rows = [compared(path) for path in files]
    measured = sorted((row for row in rows if row.loss), key=lambda row: -row.loss.share)  # type: ignore[union-attr]
    words = sum(row.loss.words for row in measured if row.loss)
    lost = sum(row.loss.lost for row in measured if row.loss)
    silent = []
    for row in measured:
        assert row.loss is not None
        if row.loss.share <= LIMIT or row.loss.lost <= LEAST_LOST:
            continue
        why = explained.get(row.name)
        print(f"{row.loss.share:7.2%}  {row.loss.lost:6,} of {row.loss.words:8,}  {row.name}")
        print(f"         {', '.join(row.loss.most)}")
        print(f"         {why or 'NOT EXPLAINED'}")
        if why is None:
            silent.append(row.name)
    for row in rows:
        if row.loss is None:
            print(f"      -  {row.name}: {row.remark[:160]}")
    print(f"{lost:,} of {words:,} words in no passage ({lost / max(words, 1):.3%}); {len(measured)} files compared,")
    print(f"{len(rows) - len(measured)} not; over {LIMIT:.0%} without explanation: {len(silent)}")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
