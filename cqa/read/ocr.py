"""Pictures of pages read by tesseract, and PDFs by ocrmypdf: child processes, which run only when a caller asks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from cqa.errors import NeedsOcr
from cqa.read.glyphs import clean_line
from cqa.read.pdf.page import Piece

DPI = 300
"""Resolution in dots per inch that tesseract's documentation recommends."""

TIMEOUT = 180
"""Seconds for one page; an A4 page takes two to six."""

SECONDS_A_FILE = 480
"""Seconds for all pages of a file, some 100 of them; below the 600 s by the clock after which a file is given up, so
that what was recognised until then is kept."""

LEAST_CONFIDENCE = 30
"""Tesseract's confidence (0-100) below which a word is a smudge."""

SURE_TURN = 1.0
"""Least confidence of tesseract in the orientation of a page that is turned; a page of text has 5 to 30."""

CELL_GAP = 1.6
"""Least width, in line heights, of a gap that separates two cells."""

INSTALL = "Install tesseract (Debian: apt-get install tesseract-ocr)"

COLUMNS = 12
"""Of tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""

TURN = re.compile(rb"^Rotate: (\d+)$.*?^Orientation confidence: ([\d.]+)$", re.MULTILINE | re.DOTALL)
"""What ``--psm 0`` says: the degrees by which the picture must be turned clockwise, and how sure that is."""


def installed() -> bool:
    """Return whether pictures can be read on this machine."""
    return shutil.which("tesseract") is not None


def ocrmypdf() -> str | None:
    """Return the path of ocrmypdf, None where it is not installed."""
    return shutil.which("ocrmypdf")


def program(name: str) -> str:
    """Return the path of tesseract. Raises NeedsOcr, naming the file, where it is not installed."""
    found = shutil.which("tesseract")
    if found is None:
        raise NeedsOcr(f"{name}: its pages are pictures and tesseract is not installed. {INSTALL} and use --ocr.")
    return found


def read_picture(tesseract: str, picture: bytes, name: str, page: int, seconds: float = TIMEOUT) -> list[Piece]:
    """Return the words on one page picture (PGM at `DPI`) as pieces. Raises NeedsOcr where tesseract fails on it."""
    try:
        done = _run(
            [tesseract, "stdin", "stdout", "-l", "eng", "--dpi", str(DPI), "--psm", "3", "tsv"], picture, seconds
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise NeedsOcr(f"{name}: tesseract gave up on page {page} ({type(error).__name__}). Try ocrmypdf.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        raise NeedsOcr(f"{name}: tesseract failed on page {page} ({said[0][:120]}). {INSTALL} with English data.")
    return list(pieces(done.stdout.decode("utf-8", "replace")))


def orientation(tesseract: str, picture: bytes, seconds: float = TIMEOUT) -> int:
    """Return the quarter turns clockwise that make a page picture upright, 0 where tesseract cannot say."""
    try:
        done = _run([tesseract, "stdin", "stdout", "--dpi", str(DPI), "--psm", "0"], picture, seconds)
    except (subprocess.TimeoutExpired, OSError):
        return 0
    found = TURN.search(done.stdout)
    if done.returncode or found is None or float(found[2]) < SURE_TURN:
        return 0
    return int(found[1]) // 90 % 4


def with_text_layer(data: bytes, pages: Sequence[int]) -> bytes | None:
    """Return the PDF with the words of `pages` (from 1) recognised by ocrmypdf, turned and straightened.

    None where ocrmypdf is missing or fails.
    """
    found = ocrmypdf()
    if found is None:
        return None
    with tempfile.TemporaryDirectory(prefix="cqa-ocr-") as folder:
        before, after = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        before.write_bytes(data)
        options = ["--force-ocr", "--rotate-pages", "--rotate-pages-threshold", str(SURE_TURN), "--deskew"]
        options += ["--language", "eng", "--output-type", "pdf", "--quiet"]
        command = [found, *options, "--pages", ",".join(map(str, pages)), str(before), str(after)]
        try:
            done = _run(command, b"", min(TIMEOUT * len(pages), SECONDS_A_FILE), one_thread=False)
            return after.read_bytes() if done.returncode == 0 else None
        except (subprocess.TimeoutExpired, OSError):
            return None


def _run(
    command: Sequence[str], given: bytes, seconds: float, one_thread: bool = True
) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    if one_thread:
        environment["OMP_THREAD_LIMIT"] = "1"
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    with tempfile.TemporaryDirectory(prefix="cqa-ocr-") as folder:
        return subprocess.run(  # noqa: S603 - the program's own path, no shell
            command, input=given, capture_output=True, cwd=folder, env=environment, timeout=seconds, check=False
        )


def pieces(tsv: str) -> Iterator[Piece]:
    """Yield tesseract's words joined to pieces of printed lines, in its reading order, in points from the top left."""
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
