"""``cqa review``: a sheet of evidence that people coded."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli.common import index_option, index_path, note, out, output_options


@click.command("review")
@click.argument("sheets", nargs=-1, required=True, metavar="SHEET...", type=click.Path(path_type=Path))
@index_option
@click.option("--dry-run", is_flag=True, help="Report agreement; keep no corrections.")
@output_options("json")
def command(sheets: tuple[Path, ...], index: Path | None, dry_run: bool, output: str | None) -> None:
    """Read back sheets that people coded: agreement with cqa, and their corrections.

    SHEET is a file of `cqa matrix --xlsx` with the columns *coder verdict* (cites, mentions, silent) and *coder note*
    filled in. Agreement is Cohen's kappa and Krippendorff's alpha. Corrections are kept with the index and shown
    with later answers. One sheet a coder.

    \b
    cqa matrix caseloads --xlsx caseloads.xlsx
    cqa review caseloads.xlsx
    """
    from cqa.catalogue.corrections import keep
    from cqa.engine import open_engine
    from cqa.review import review
    from cqa.show import as_json
    from cqa.show import review as shown
    from cqa.show.as_xlsx import read_sheet

    engine = open_engine(index_path(index))
    found = review(sheets, read_sheet)
    if not dry_run:
        kept = keep(engine, found.corrections)
        note(f"kept {kept} correction{'' if kept == 1 else 's'} with the index")
    out(as_json.dump(shown.as_json(found)) if output == "json" else shown.text(found))
