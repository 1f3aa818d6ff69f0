"""``cqa verify``: whether the index is still what was written."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli import FAILED, FOUND
from cqa.cli.common import index_option, note, open_index, out, output_options


@click.command("verify")
@index_option
@output_options("json")
@click.pass_context
def command(ctx: click.Context, /, index: Path | None, output: str | None) -> None:
    """Check what is stored: checksums, texts, passages, quotations, counts. Nothing is changed.

    A damaged file is named, and the exit status is 2. `cqa ingest --again PATH` reads it again.

    \b
    cqa verify
    """
    from cqa.ingest.verify import verify
    from cqa.show import as_json
    from cqa.show.safe import one_line

    engine = open_index(index, include_exempt=True)
    faults = list(verify(engine))
    copy = open_index(index)
    if copy.folder != engine.folder:
        faults += verify(copy)
    files = sum(1 for _ in engine.files()) if not faults else 0
    if output == "json":
        out(as_json.dump([{"file": fault.file or None, "fault": fault.what} for fault in faults]))
    elif not faults:
        out(f"{files:,} files are as they were written")
    for fault in faults:
        note(f"{one_line(fault.file) or 'index'}: {one_line(fault.what)}")
    ctx.exit(FAILED if faults else FOUND)
