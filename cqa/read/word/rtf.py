"""Rich Text Format as a Document: its words, paragraphs, cells; hidden, struck and deleted words are left out.

Source: Microsoft, Rich Text Format (RTF) Specification 1.9.1.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cqa.model import Document, LineMark
from cqa.read.builder import TextBuilder
from cqa.read.glyphs import clean_line
from cqa.read.symbols import is_symbol_font, symbols

TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
"""A control word with its number, a byte in hexadecimal, a control sign, a brace, a run of text."""

SKIPPED = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf",
        "footer", "footerl", "footerr", "footerf", "fldinst", "themedata", "datastore", "listtable", "generator",
        "listoverridetable", "rsidtbl", "xmlnstbl", "latentstyles", "pntxta", "pntxtb", "bkmkstart", "bkmkend",
        "annotation", "atnid", "atnauthor", "atndate", "atnref", "shpinst", "nonshppict", "revtbl", "filetbl",
        "colorschememapping", "listpicture", "passwordhash", "mmathPr", "panose", "xe", "tc", "userprops",
    }
)  # fmt: skip
"""Destinations without words of the paper: tables of fonts and styles, pictures, running headers, comments."""

ROW_START, ROW_END = "\x1d", "\x1e"
"""Mark the ends of a table's row until the text is divided there."""

SIGNS = {
    "trowd": ROW_START, "row": ROW_END, "nestrow": ROW_END, "cell": "\t", "nestcell": "\t", "tab": "\t", "par": "\n",
    "sect": "\n", "page": "\n", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
CONTROL_SIGNS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}

CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


class _State(NamedTuple):
    """What applies within one group."""

    skip: bool = False
    unseen: bool = False
    font: int = 0
    after: int = 1
    starred: bool = False
    note: bool = False


class _RtfReader:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.notes: list[str] = []
        self.stack: list[_State] = []
        self.state = _State()
        self.fonts: dict[int, str] = {}
        self.named = ""
        self.page = "cp1252"
        self.ignore = 0
        self.in_fonts = False

    def read(self, data: bytes) -> str:
        for token in TOKEN.finditer(data):
            word, number, byte, sign, brace, text = token.groups()
            if brace == b"{":
                self.stack.append(self.state)
            elif brace == b"}":
                self._close()
            elif word is not None:
                self._word(word.decode("ascii"), int(number) if number is not None else None)
            elif byte is not None:
                self._text(bytes((int(byte, 16),)))
            elif sign == b"*":
                self.state = self.state._replace(starred=True)
            elif sign is not None:
                self._write(CONTROL_SIGNS.get(sign, ""))
            elif text is not None:
                self._text(text)
        return "".join([*self.out, *self.notes])

    def _close(self) -> None:
        if self.in_fonts and self.named:
            self.fonts[self.state.font] = self.named.strip(" ;")
            self.named = ""
        if self.stack:
            if self.state.note and not self.stack[-1].note:
                self._write("\n")
            self.state = self.stack.pop()
        self.in_fonts = self.in_fonts and self.state.skip

    def _word(self, word: str, number: int | None) -> None:
        state = self.state
        if word in SKIPPED or (state.starred and word not in ("shppict", "shptxt", "fldrslt", "ud", "upr")):
            self.in_fonts = self.in_fonts or word == "fonttbl"
            self.state = state._replace(skip=True, starred=False)
        elif word == "footnote":
            self.state = state._replace(note=True)
            self._write("\n")
        elif word == "shptxt":  # the words of a box, within the properties of its shape
            self.state = state._replace(skip=False)
            self._write("\n")
        elif word in CODE_PAGES:
            self.page = CODE_PAGES[word]
        elif word == "ansicpg" and number:
            self.page = f"cp{number}"
        elif word in ("v", "deleted", "strike", "striked"):
            self.state = state._replace(unseen=number != 0, starred=False)
        elif word == "plain":
            self.state = state._replace(unseen=False, font=0)
        elif word == "f" and number is not None:
            self.state = state._replace(font=number)
        elif word == "uc" and number is not None:
            self.state = state._replace(after=max(0, min(number, 8)))
        elif word == "u" and number is not None:
            self._write(chr(number % 65536))
            self.ignore = state.after
        elif word in SIGNS:
            self._write(SIGNS[word])

    def _text(self, data: bytes) -> None:
        if self.ignore:
            dropped = min(self.ignore, len(data))
            self.ignore -= dropped
            data = data[dropped:]
        try:
            text = data.decode(self.page, "replace")
        except LookupError:
            text = data.decode("cp1252", "replace")
        if self.in_fonts:
            self.named += text
        self._write(text)

    def _write(self, text: str) -> None:
        if self.state.skip or self.state.unseen:
            return
        font = self.fonts.get(self.state.font)
        out = self.notes if self.state.note else self.out
        out.append(symbols(font, text) if font is not None and is_symbol_font(font) else text)


def read_rtf(data: bytes, path: str, sha256: str) -> Document:
    """Return a Rich Text file as a Document; a row of a table is one line."""
    text = _RtfReader().read(data)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    builder = TextBuilder()
    builder.page(1)
    gap = True
    for piece in _rows(text):
        cells = [clean_line(cell) for cell in piece.split("\t")]
        if not any(cells):
            gap = True
            continue
        mark: LineMark = "row" if len(cells) > 1 else ""
        builder.line("\t".join(cells), "\n\n" if gap or not mark else "\n", mark=mark)
        gap = False
    shown, pages, lines = builder.finish()
    return Document(path, sha256, "rtf", shown, pages, lines)


def _rows(text: str) -> list[str]:
    """Return lines and rows; a paragraph's end within a cell is a blank."""
    *rows, rest = text.split(ROW_END)
    found: list[str] = []
    for row in rows:
        before, start, cells = row.partition(ROW_START)
        if not start:  # the row's properties are said once for all: it begins with its first cell
            lines = row.split("\n")
            first = next((i for i, line in enumerate(lines) if "\t" in line), len(lines))
            before, cells = "\n".join(lines[:first]), " ".join(lines[first:])
        found += [*before.split("\n"), cells.replace(ROW_START, "").replace("\n", " ").removesuffix("\t")]
    return [*found, *rest.replace(ROW_START, "").split("\n")]
