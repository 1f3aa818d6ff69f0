"""``cqa show``: one paper."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli.common import index_option, open_index, out, output_options


@click.command("show")
@click.argument("paper", metavar="PAPER[#SECTION]")
@index_option
@output_options("json", "outline")
def command(paper: str, index: Path | None, output: str | None) -> None:
    """One paper as text, outline or JSON.

    PAPER is an id, a file name or a unique part of one, or of a title; SECTION an id or a number as printed. A pack
    is shown with all its papers.

    \b
    cqa show leeds-2010 --outline
    cqa show leeds-2010#3.4
    """
    from cqa.held import find_place
    from cqa.show import as_json, text
    from cqa.show.safe import terminal
    from cqa.show.terminal import bold, dim

    engine = open_index(index)
    place = find_place(engine, paper)
    found, sections, children = place.paper, place.sections, place.inside
    canonical, pages = engine.text(found.id)
    if output == "json":
        record = as_json.paper(found, sections=len(sections), inside=children)
        out(as_json.dump({**record, "sections": [as_json.section(s, canonical, pages) for s in sections]}))
    elif output == "outline":
        out(text.outline(found, sections, canonical, pages))
    elif place.section:
        out("\n\n".join(terminal(canonical[slice(*s.span)]) for s in sections))
    else:
        start, end = found.span[0], max([found.span[1], *(c.span[1] for c in children)])
        head = f"{bold(terminal(found.title))}\n{dim(terminal(text.paper_facts(found)))}"
        out(f"{head}\n\n{terminal(canonical[start:end].strip(chr(10)))}")
