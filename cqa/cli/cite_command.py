"""``cqa cite``: a ready-made citation."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli.common import index_option, open_index, out, output_options


@click.command("cite")
@click.argument("paper", metavar="PAPER[#SECTION]")
@click.option(
    "--format", "form", type=click.Choice(["text", "bibtex", "ris", "csl"]), default="text", show_default=True
)
@index_option
@click.option("--include-exempt", is_flag=True, help="Include papers marked exempt or confidential.")
@output_options("json")
def command(paper: str, form: str, index: Path | None, include_exempt: bool, output: str | None) -> None:
    """Cite a paper, or one section with its paragraph and page.

    \b
    cqa cite leeds-2010#3.4
    cqa cite leeds-2010#"Main issues"
    cqa cite leeds-2010#3.4 --format bibtex
    """
    from cqa.catalogue.lookup import find_place
    from cqa.show import as_json
    from cqa.show.bibliography import bibliography
    from cqa.show.citation import citation, paper_line, section_citation
    from cqa.show.citation import place as where
    from cqa.show.text import name_of
    from cqa.text.pages import page_at

    engine = open_index(index, include_exempt)
    place = find_place(engine, paper, include_exempt=include_exempt)
    cited, quote, at, source = paper_line(place.paper), None, "", place.paper
    if place.section:
        text, pages = engine.text(place.paper.id)
        own = next((p for p in place.inside if place.sections[0] in engine.sections(p.id)), place.paper)
        page = page_at(pages, place.sections[0].span[0])
        section = f"{own.id}#{place.sections[0].id}"
        passage = next((p for p in engine.passages(own.id) if p.id == section), None)  # it knows "300(3)" for "(3)"
        cited = citation(passage) if passage else section_citation(own, place.sections[0], page)
        quote = text[slice(*place.sections[0].span)]
        first = place.sections[0]
        number, heading = (passage.number, passage.heading) if passage else (first.number, first.heading)
        at, source = where(number, heading, page.number, page.label), own
    if output == "json":
        out(
            as_json.dump(
                {"citation": cited, "paper": place.paper.id, "file": name_of(place.paper.file), "quote": quote}
            )
        )
    elif form != "text":
        out(bibliography([source], form, at))
    else:
        out(cited)
