"""``cqa show``: one paper."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli.common import index_option, open_index, out, output_options
from cqa.engine.port import Engine
from cqa.model import Paper, Section


@click.command("show")
@click.argument("paper")
@index_option
@output_options("json", "outline")
def command(paper: str, index: Path | None, output: str | None) -> None:
    """One paper as text, outline or JSON. PAPER is an id, a file name or a unique part of one; PAPER#SECTION
    shows one section (by id, or by number as printed). A pack is shown with all its papers."""
    from cqa.held import find_paper, find_section, inside
    from cqa.show import as_json, text

    engine = open_index(index)
    name, _, wanted = paper.partition("#")
    found = find_paper(engine, name)
    children = inside(engine, found)
    sections = _sections(engine, found, children)
    canonical, pages = engine.text(found.id)
    if wanted:
        sections = [find_section(sections, wanted, found)]
    if output == "json":
        record = as_json.paper(found, sections=len(sections), inside=children)
        record["sections"] = [as_json.section(s, canonical, pages) for s in sections]
        out(as_json.dump(record))
    elif output == "outline":
        out(text.outline(found, sections, canonical, pages))
    elif wanted:
        out(text.terminal(canonical[slice(*sections[0].span)]))
    else:
        start, end = found.span[0], max([found.span[1], *(c.span[1] for c in children)])
        out(text.bold(text.terminal(found.title)) + "\n" + text.dim(text.paper_facts(found)) + "\n\n" + text.terminal(canonical[start:end].strip("\n")))


def _sections(engine: Engine, paper: Paper, children: tuple[Paper, ...]) -> list[Section]:
    return [s for p in (paper, *children) for s in engine.sections(p.id)]
