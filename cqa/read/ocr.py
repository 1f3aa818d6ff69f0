"""Pages that are pictures, read by tesseract: a child process a page, its words with their places.

ocrmypdf itself needs tesseract, so tesseract alone is asked; it never runs unless the caller asks for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby

from cqa.errors import NeedsOcr
from cqa.read.glyphs import clean_line
from cqa.read.pdf.page import Piece

DPI = 300
"""Resolution that tesseract's documentation asks for."""

TIMEOUT = 180
"""Seconds for one page; an A4 page takes two to six."""

LEAST_CONFIDENCE = 30
"""Tesseract's confidence (0-100) below which a word is a smudge."""

CELL_GAP = 1.6
"""Widths of a gap in line heights that parts two cells."""

INSTALL = "Install tesseract (Debian: apt-get install tesseract-ocr)"

COLUMNS = 12
"""Of tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""


def program(name: str) -> str:
    """Where tesseract is. Raises NeedsOcr, naming the file, where it is not installed."""
    found = shutil.which("tesseract")
    if found is None:
        raise NeedsOcr(f"{name}: its pages are pictures and tesseract is not installed. {INSTALL} and use --ocr.")
    return found


def read_picture(tesseract: str, picture: bytes, name: str, page: int) -> list[Piece]:
    """The words on one page picture (PGM at `DPI`) as pieces; raises NeedsOcr where tesseract fails on it."""
    environment = {"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    with tempfile.TemporaryDirectory(prefix="cqa-ocr-") as folder:
        try:
            done = subprocess.run(  # noqa: S603 - tesseract's own path, no shell
                [tesseract, "stdin", "stdout", "-l", "eng", "--dpi", str(DPI), "--psm", "3", "tsv"],
                input=picture,
                capture_output=True,
                cwd=folder,
                env=environment,
                timeout=TIMEOUT,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            raise NeedsOcr(
                f"{name}: tesseract gave up on page {page} ({type(error).__name__}). Try ocrmypdf."
            ) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        raise NeedsOcr(f"{name}: tesseract failed on page {page} ({said[0][:120]}). {INSTALL} with English data.")
    return list(pieces(done.stdout.decode("utf-8", "replace")))


def pieces(tsv: str) -> Iterator[Piece]:
    """Tesseract's words joined to pieces of printed lines, in its reading order; points from the top left corner."""
    rows = (line.split("\t") for line in tsv.splitlines()[1:])
    words = [row for row in rows if len(row) == COLUMNS and row[0] == "5" and float(row[10]) >= LEAST_CONFIDENCE]
    for _, group in groupby(words, key=lambda row: row[1:5]):
        yield from _line([(clean_line(row[11]), int(row[6]), int(row[7]), int(row[8]), int(row[9])) for row in group])


def _line(words: list[tuple[str, int, int, int, int]]) -> Iterator[Piece]:
    scale = 72 / DPI
    height = sorted(high for _, _, _, _, high in words)[len(words) // 2]
    base = max(top + high for _, _, top, _, high in words) * scale
    run: list[tuple[str, int, int, int, int]] = []
    for word in words:
        if run and word[1] - (run[-1][1] + run[-1][3]) > CELL_GAP * height:
            yield from _piece(run, base, height * scale)
            run = []
        run.append(word)
    yield from _piece(run, base, height * scale)


def _piece(run: list[tuple[str, int, int, int, int]], base: float, height: float) -> Iterator[Piece]:
    text = clean_line(" ".join(word[0] for word in run if word[0]))
    if text:
        scale = 72 / DPI
        x0, x1 = run[0][1] * scale, (run[-1][1] + run[-1][3]) * scale
        size = round(height * 1.1)
        yield Piece(text, x0, base - height, x1, base, base, size, hyphen=text.endswith("-") and len(text) > 1)
