"""Files of deletions: ``SEGMENT.OPSTAMP.del`` lists the documents of a segment that are deleted since it was written.

tantivy writes them just before a commit, under a name that follows from the number of operations. A run that is killed
between the two leaves one that no commit names. The next run counts from the same commit, uses the same name and is
refused, so the file has to go first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

SUFFIX = ".del"


def committed(folder: Path) -> Mapping[str, str | None]:
    """Return the segments that the last commit names, as in the names of their files, and the file of deletions of
    each. Raises OSError, ValueError, KeyError, TypeError or AttributeError where ``meta.json`` is damaged."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    found: dict[str, str | None] = {}
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        deletes = segment["deletes"]
        found[name] = f"{name}.{deletes['opstamp']}{SUFFIX}" if deletes else None
    return found


def remove_left_over(folder: Path) -> None:
    """Remove the files of deletions that no commit names. Only a writer that has the lock may call this.

    A reader needs none of them: it opens what the last commit names. A damaged index is left as it is.
    """
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        names = {name for name in committed(folder).values() if name}
        for path in folder.glob(f"*{SUFFIX}"):
            if path.name not in names:
                path.unlink()
