"""Reading a folder of papers: cqa next to ``pdftotext`` and Recoll on the same files, in turns; and reading none again.

Recoll (``recollindex``) gets a separate configuration in a temporary folder; it extracts text and indexes words, no
sections, dates or councils. Memory is that of all processes together, sampled.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

from cqa.engine import open_engine
from cqa.errors import ReadError
from tests.bench.generate import Generator
from tests.bench.table import Row, Setting, at_most
from tests.bench.timing import CQA, Figures

FILES = 10_000
NO_CHANGE_SECONDS = 2


def measure(setting: Setting) -> Iterator[Row]:
    if setting.papers.is_dir():
        yield from _beside_others(setting)
        yield from _stages(setting)
    yield from _no_change(setting)


def _beside_others(setting: Setting) -> Iterator[Row]:
    pdfs = sorted(map(str, setting.papers.rglob("*.pdf")))
    config, index = setting.folder / "recoll", setting.folder / "papers"
    commands: dict[str, list[str]] = {
        "cqa ingest": [*CQA, "--index", str(index), "ingest", str(setting.papers)],
        "pdftotext, the PDFs in turn": ["sh", "-c", 'for f in "$@"; do pdftotext "$f" -; done', "-", *pdfs],
        "recollindex": ["recollindex", "-c", str(config), "-z"],
    }
    figures = {name: Figures() for name, command in commands.items() if shutil.which(command[0])}
    for _ in range(1 if setting.quick else 2):
        for name, its in figures.items():
            shutil.rmtree(index, ignore_errors=True)
            shutil.rmtree(config, ignore_errors=True)
            config.mkdir()
            (config / "recoll.conf").write_text(f"topdirs = {setting.papers.resolve()}\n", "utf-8")
            its.add(commands[name], tree=True)
    engine = open_engine(index) if index.exists() else None
    if engine is None:  # removed before the last of the others ran
        figures["cqa ingest"].add(commands["cqa ingest"], counted=False)
        engine = open_engine(index)
    pages = sum(state.pages for state in engine.files())
    for name, its in figures.items():
        value = f"wall {its.wall_least:.1f} s, CPU {its.cpu_least:.1f} s, {its.tree_peak:,.0f} MB"
        yield Row(name, value + (f", {pages / its.wall_least:,.0f} pages/s" if name == "cqa ingest" else ""))
    if "recollindex" in figures:
        ours, theirs = figures["cqa ingest"], figures["recollindex"]
        more = f" (CPU {ours.cpu_least / theirs.cpu_least:.2f})"
        yield at_most("  cqa / Recoll, wall", ours.wall_least / theirs.wall_least, 1, "of it", more)
    else:
        yield Row("recollindex", "not installed (Debian: apt-get install recollcmd)")


def _stages(setting: Setting) -> Iterator[Row]:
    """CPU by stage, in this process, over the files of the folder (every fourth when quick)."""
    from cqa.extract import divide, extract
    from cqa.model import FileState, Ingested
    from cqa.read import read
    from cqa.split import passages, split

    spent = dict.fromkeys(("read", "split", "divide", "extract", "passages", "engine"), 0.0)

    def stage(name: str, call: Callable[[], Any]) -> Any:
        began = time.process_time()
        try:
            return call()
        finally:
            spent[name] += time.process_time() - began

    files = sorted(p for p in setting.papers.rglob("*") if p.is_file())[:: 4 if setting.quick else 1]
    with open_engine(setting.folder / "stages", create=True).writer() as writer:
        for path in files:
            try:
                document = stage("read", lambda path=path: read(path))  # type: ignore[misc]
            except ReadError:
                continue
            parts = stage("split", lambda d=document: split(d))  # type: ignore[misc]
            parts, decided = stage("divide", lambda d=document, p=parts: divide(d, p, None))  # type: ignore[misc]
            papers = stage("extract", lambda d=document, p=parts, x=decided: extract(d, p, (), x))  # type: ignore[misc]
            cut = [
                stage("passages", lambda a=a, b=b, d=document: passages(a, b.sections, d.text, d.pages))  # type: ignore[misc]
                for a, b in zip(papers, parts, strict=True)
            ]
            state = FileState(str(path), document.sha256, 0, 0, "indexed", None, tuple(p.id for p in papers))
            sections = tuple(part.sections for part in parts)
            made = Ingested(state, document.text, document.pages, papers, sections, tuple(p for c in cut for p in c))
            stage("engine", lambda m=made: writer.put(m))  # type: ignore[misc]
        stage("engine", writer.commit)
    total = sum(spent.values())
    shares = ", ".join(f"{name} {seconds / total:.0%}" for name, seconds in spent.items())
    yield Row(f"  where its {total:.0f} s of CPU go, {len(files)} files", shares)


def _no_change(setting: Setting) -> Iterator[Row]:
    files = FILES // 10 if setting.quick else FILES
    folder, index = setting.folder / "texts", setting.folder / "texts-index"
    Generator().write_files(folder, files, passages=3)
    command = [*CQA, "--index", str(index), "ingest", str(folder)]
    first, again = Figures(), Figures()
    first.add(command)
    for _ in range(3):
        again.add(command)
    yield Row(
        f"first ingest of {files:,} small text files", f"wall {first.wall_least:.1f} s, CPU {first.cpu_least:.1f} s"
    )
    more = f" (CPU {again.cpu_least:.2f} s)"
    yield at_most(f"no-change ingest of {files:,} files", again.wall_least, NO_CHANGE_SECONDS, "s", more)
