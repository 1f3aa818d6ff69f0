"""A source as a Markdown file."""

from __future__ import annotations

from tests.corpus.builder.markup import DIGEST_LINE, Block, Source, Table

MARKS = {"h1": "## ", "h2": "### ", "title": "# ", "title2": "## "}


def to_markdown(source: Source) -> bytes:
    """The paper as a Markdown file."""
    parts: list[str] = []
    previous = ""
    for block in source.blocks:
        text = _block(block, source)
        parts.append(("\n" if block.kind == previous == "bullet" else "\n\n") + text)
        previous = block.kind
    return ("".join(parts).strip() + "\n").encode()


def _block(block: Block, source: Source) -> str:
    if block.table:
        return _table(block.table)
    if block.kind == "notice":
        return f"> {source.notice}"
    if block.kind == "digestline":
        return DIGEST_LINE
    if block.kind == "num":
        return f"{'   ' * (block.level - 1)}{block.number} {block.text}"
    if block.kind == "bullet":
        return f"- {block.text}"
    if block.kind == "strong":
        return f"**{block.text}**"
    return MARKS.get(block.kind, "") + block.text


def _table(table: Table) -> str:
    head, *rest = table.rows if table.head else (("",) * len(table.widths), *table.rows)
    lines = [head, ("---",) * len(table.widths), *rest]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)
