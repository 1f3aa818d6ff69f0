"""Words of a file by readers that share nothing with cqa's: pdftotext, a walk over the XML, text_content, bytes."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as pages

TIMEOUT = 120
"""Seconds for one run of a program."""

WORD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
WORD_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
WORD_PARTS = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")


def readings(path: Path, media: str) -> list[str]:
    """Return the texts that independent readers see in a file, [] where none of them reads it."""
    if media == "pdf" and shutil.which("pdftotext"):
        return [_said(["pdftotext", mode, "-enc", "UTF-8", str(path), "-"]) for mode in ("-raw", "-layout")]
    if media == "docx":
        return ["".join(_word(path.read_bytes()))]
    if media == "html":
        return [_page(path.read_bytes())]
    if media in ("text", "markdown"):
        text = path.read_bytes().decode("utf-8", "replace")
        return [html.unescape(text) if media == "markdown" else text]
    if media == "doc" and shutil.which("antiword"):
        return [_said(["antiword", "-m", "UTF-8.txt", "-w", "0", str(path)])]
    return []


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)
    return done.stdout.decode("utf-8", "replace")


def _word(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if WORD_PARTS.fullmatch(name):
                root = etree.fromstring(archive.read(name))
                for copy in list(root.iter(FALLBACK)):  # the same drawing for older programs
                    copy.getparent().remove(copy)
                for element in root.iter(WORD_PARAGRAPH, WORD_TEXT):
                    yield "\n" if element.tag == WORD_PARAGRAPH else element.text or ""


def _page(data: bytes) -> str:
    body = pages.fromstring(data).find("body")
    if body is None:
        return ""
    for element in list(body.iter("script", "style", "noscript", "template")):
        element.drop_tree()
    return "\n".join(body.itertext())
