"""Builds the papers of `corpus/` from the sources in `tests/corpus/papers`: `python -m tests.corpus.build [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus.builder.markup import Source, read_source
from tests.corpus.builder.to_docx import to_docx
from tests.corpus.builder.to_html import to_html
from tests.corpus.builder.to_markdown import to_markdown
from tests.corpus.builder.to_pdf import to_pdf

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "corpus"
WRITERS = {".pdf": to_pdf, ".docx": to_docx, ".html": to_html, ".md": to_markdown}


def sources() -> list[Source]:
    """Every paper's source, in order of its file name."""
    return sorted((read_source(path) for path in (HERE / "papers").glob("*.txt")), key=lambda s: s.file)


def render(source: Source) -> bytes:
    """The paper as a file of the format that its name asks for."""
    return WRITERS[Path(source.file).suffix](source)


def main(folder: Path = CORPUS) -> None:
    """Write every paper under `folder`."""
    for source in sources():
        path = folder / source.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(source))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
