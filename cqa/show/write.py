"""Files written under another name and moved into their place: whole, or as they were before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cqa.errors import UsageError


def write_file(path: Path, text: str) -> None:
    """Write text in UTF-8. Raises :class:`~cqa.errors.UsageError` when the file cannot be written."""
    if path.exists() and not path.is_file():  # a pipe
        path.write_text(text, "utf-8")
        return
    made = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        made.write_text(text, "utf-8")
        os.replace(made, path)
    except OSError as error:
        with suppress(OSError):
            made.unlink(missing_ok=True)
        raise UsageError(f"cannot write {path} ({error.strerror}); give another file") from error
