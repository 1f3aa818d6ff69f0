"""The markup in which the sample papers are written, read into blocks.

A source is a TOML head between two `+++` lines and a body. Blocks are separated by blank lines:

    # Heading            ## Lesser heading        #= Centred bold line
    @[3.1] paragraph     a paragraph with a printed number; @@ and @@@ stand further in
    - item               one bullet a line
    %table …             the rows on the next lines, `| cell | cell |`
    %word rest           a directive: title, title2, logo, right, centre, rule, notice, digestline, page, blank,
                         bookmark
    anything else        a plain paragraph

Inside a text `**bold**`, `*italic*`, `[x]` and `[ ]` (tick boxes).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

NUMBERED = re.compile(r"(@{1,3})\[([^\]]{1,12})\] (.*)", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first `head` rows are column heads; `widths` are per cent; style is `grid` or `plain`."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    head: int
    style: str


@dataclass(frozen=True)
class Block:
    """One block of a paper. `kind` is the directive's word, or h1, h2, strong, num, bullet, table, para."""

    kind: str
    text: str = ""
    number: str = ""
    level: int = 0
    table: Table | None = None


@dataclass(frozen=True)
class Source:
    """One paper: its head and its blocks."""

    file: str
    title: str
    authority: str
    source: str
    seed: str
    blocks: tuple[Block, ...]
    logo: str = ""
    footer: str = ""
    page_number: str = "none"
    stamp: str = ""
    first_label: int = 1
    landscape: bool = False
    auto_number: bool = False

    @property
    def notice(self) -> str:
        """What every paper of the corpus says about itself."""
        return (
            f"**Digest, in our own words, of:** {self.source}. "
            "It is not the paper itself, and most of the paper is left out. "
            "Names, dates and figures follow the source."
        )


DIGEST_LINE = "*Digest, in our own words, of the published paper; not the paper itself.*"


def typeset(text: str) -> str:
    """Straight quotation marks and hyphens between blanks turned into those of print."""
    text = re.sub(r"(^|[\s(\[])'", "\\1‘", text)
    text = re.sub(r'(^|[\s(\[])"', "\\1“", text)
    return text.replace("'", "’").replace('"', "”").replace(" - ", " – ")


def read_source(path: Path) -> Source:
    """The source file at `path`; ValueError when it has no head."""
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    chunks = [c.strip("\n") for c in re.split(r"\n[ \t]*\n", body) if c.strip()]
    blocks = [block for chunk in chunks for block in _blocks(chunk)]
    fields = tomllib.loads(head)
    fields["title"] = typeset(fields["title"])
    fields["source"] = typeset(fields["source"])
    return Source(blocks=tuple(blocks), **fields)


def _blocks(chunk: str) -> list[Block]:
    lines = chunk.split("\n")
    if lines[0].startswith("%table"):
        return [_table(lines)]
    if lines[0].startswith("%"):
        return [_directive(line) for line in lines]
    if lines[0].startswith("- "):
        return [Block("bullet", typeset(line[2:])) for line in lines]
    text = typeset(" ".join(lines))
    for mark, kind in (("#= ", "strong"), ("## ", "h2"), ("# ", "h1")):
        if text.startswith(mark):
            return [Block(kind, text[len(mark) :])]
    numbered = NUMBERED.match(text)
    if numbered:
        return [Block("num", numbered[3], number=numbered[2], level=len(numbered[1]))]
    return [Block("para", text)]


def _directive(line: str) -> Block:
    word, _, rest = line[1:].partition(" ")
    return Block(word, typeset(rest))


def _table(lines: list[str]) -> Block:
    options = dict(item.split("=", 1) for item in lines[0].split()[1:])
    rows = tuple(tuple(typeset(cell.strip()) for cell in line.strip().strip("|").split("|")) for line in lines[1:])
    widths = tuple(int(w) for w in options["widths"].split(","))
    wide = tuple(row + ("",) * (len(widths) - len(row)) for row in rows)
    return Block("table", table=Table(wide, widths, int(options.get("head", "0")), options.get("style", "grid")))
