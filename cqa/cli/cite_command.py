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
@click.option("--style", metavar="STYLE|FILE.csl", help="Reference in a style: apa, chicago, harvard, oscola.")
@index_option
@click.option("--include-exempt", is_flag=True, help="Include papers marked exempt or confidential.")
@output_options("json")
def command(
    paper: str, form: str, style: str | None, index: Path | None, include_exempt: bool, output: str | None
) -> None:
    """Cite a paper, or one section with its paragraph and page.

    \b
    cqa cite leeds-2010#3.4
    cqa cite leeds-2010#"Main issues"
    cqa cite leeds-2010#3.4 --format bibtex
    cqa cite leeds-2010#3.4 --style oscola
    """
    from cqa.cite import cite
    from cqa.errors import UsageError
    from cqa.show import as_json
    from cqa.show.text import name_of

    if style and (output or form != "text"):
        raise UsageError("give --style, --format or --json, not two of them")
    cited = cite(open_index(index, include_exempt), paper, include_exempt=include_exempt)
    if output == "json":
        record = {"citation": cited.text, "paper": cited.paper.id, "file": name_of(cited.paper.file)}
        out(as_json.dump({**record, "quote": cited.quote}))
    else:
        out(cited.styled(style) if style else cited.text if form == "text" else cited.entry(form))
