"""``python -m tests.faults.fuzz [TARGET...] [--seconds N]``: texts and files led by coverage, with atheris.

Needs ``pip install atheris`` (CPython on Linux), which no other test does. Each runs in an own process over a corpus
made here. What breaks one is kept in the working folder as ``crash-*``, to be made into a test.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from cqa.errors import CqaError, ReadError

SECONDS = 60
"""Seconds for each target."""

SLOWEST = 20
"""Seconds for one input on a busy machine."""

MEMORY_MB = 2_048


def query(data: bytes) -> None:
    """Parse any text as a query: a tree, or an error of ours in words."""
    from cqa.query.parse import parse

    with suppress(CqaError):
        parse(data.decode("utf-8", "surrogateescape"))


def question(data: bytes) -> None:
    """Read any text as a question: never an error."""
    from cqa.question.question import read_question

    with suppress(CqaError):
        read_question(data.decode("utf-8", "surrogateescape"))


def text(data: bytes) -> None:
    """Read any bytes as a text file."""
    _whole_road(data, "a.txt")


def html(data: bytes) -> None:
    """Read any bytes as a web page."""
    _whole_road(data, "a.html")


def numbering(data: bytes) -> None:
    """Read lines that begin with odd numbers."""
    lines = data.decode("latin-1").split("\n")
    heads = ("1.", "1.1", "(a)", "(ii)", "2.10.3", "A.", "iv)", "12", "§")
    made = (f"{line[:6]}{heads[n % len(heads)]} {line} is high.\n\n" for n, line in enumerate(lines[:60]))
    _whole_road("".join(made).encode(), "a.txt")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    function.__name__: function for function in (query, question, text, html, numbering)
}


def _whole_road(data: bytes, name: str) -> None:
    """Read, split and extract a file, and check that every span gives the text that is kept with it."""
    from cqa.extract import divide, extract
    from cqa.read.reader import read_bytes
    from cqa.split import passages, split

    try:
        document = read_bytes(data, name)
    except ReadError:
        return
    parts, decisions = divide(document, split(document))
    papers = extract(document, parts, decisions=decisions)
    closed = [paper.span for paper in papers if paper.exempt]
    for paper, part in zip(papers, parts, strict=True):
        for passage in passages(paper, part.sections, document.text, document.pages, closed):
            if document.text[slice(*passage.span)] != passage.text:
                raise AssertionError(f"the span of {passage.id} is not its text")
        for judgement in paper.judgements:
            if document.text[slice(*judgement.span)] != judgement.quote:
                raise AssertionError(f"the span of a judgement of {paper.id} is not its quotation")


def seeds(target: str) -> list[bytes]:
    """Return the small corpus of a target."""
    from tests.faults.test_queries import PIECES

    if target in ("query", "question"):
        whole = [
            '(risk OR danger) AND NOT "social worker"~3',
            "heading:(a NEAR/5 b)",
            "Which councils cite caseloads in 2015?",
        ]
        return [piece.encode("utf-8", "surrogatepass") for piece in [*PIECES, *whole]]
    paper = (
        "Leeds City Council\n\nReport to Cabinet\nDate: 4 March 2015\n\n1. Aim\n\n1.1 Caseloads are high.\n(a) one\n"
    )
    minutes = (
        "MINUTES\n\nPresent: Councillor A Smith\n\n45. RESOLVED: That the report be noted.\n\nPART II\n\n46. EXEMPT\n"
    )
    page = "<html><head><title>Report</title></head><body><table><tr><td>1</td></tr></table><ol><li>a</ol></body>"
    return [x.encode() for x in (paper, minutes, page, paper + minutes, "| a | b |\n|---|---|\n| 1 | 2 |\n")]


def main() -> int:
    """Run the targets one after another; 1 where one broke."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults.fuzz", description=__doc__)
    asked.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    asked.add_argument("--seconds", type=int, default=SECONDS)
    asked.add_argument("--one", choices=TARGETS, help=argparse.SUPPRESS)
    given, rest = asked.parse_known_args()
    if given.one:
        return _fuzz(given.one, rest)
    broken = []
    for target in given.targets or TARGETS:
        with tempfile.TemporaryDirectory(prefix="cqa-fuzz-") as folder:
            for number, seed in enumerate(seeds(target)):
                Path(folder, str(number)).write_bytes(seed)
            limits = [f"-max_total_time={given.seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY_MB}"]
            command = [sys.executable, "-m", "tests.faults.fuzz", "--one", target, *limits, "-max_len=4096", folder]
            if subprocess.run(command, check=False).returncode:
                broken.append(target)
    print("broken:", ", ".join(broken) or "none")
    return 1 if broken else 0


def _fuzz(target: str, arguments: list[str]) -> int:
    import atheris

    with atheris.instrument_imports(include=["cqa"]):
        for seed in seeds(target):
            TARGETS[target](seed)  # imports what the target needs
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
