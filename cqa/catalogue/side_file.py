"""Small files of people's own, kept in the folder of an index: corrections and watches."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cqa.engine.open_part import NAME as OPEN
from cqa.engine.port import Engine
from cqa.engine.rights import spread
from cqa.errors import UsageError


def side_file(engine: Engine, name: str) -> Path | None:
    """Return where a file is kept, in the folder of the whole index; None for an index without a folder here."""
    if engine.home is None:
        return None
    return (engine.home.parent if engine.home.name == OPEN else engine.home) / name


def write_records(path: Path, records: Iterable[Any], needs: str) -> None:
    """Write records with slots as rows of JSON: first to another file, which then takes the place of the old one.

    Raises :class:`~cqa.errors.UsageError` where the file cannot be written; ``needs`` says in it what needs the file.
    """
    rows = [{name: getattr(record, name) for name in type(record).__slots__} for record in records]
    made = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        made.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")
        os.replace(made, path)
        spread(path.parent)
    except OSError as error:
        raise UsageError(f"cannot write {path} ({error.strerror}); {needs} an index that you may write") from error
