"""Opening an index that may not be written: a read-only disk, a snapshot, a folder of somebody else.

tantivy makes a lock file next to the data even to read. It is given a folder of links to them, which it may write; once
the files are open, the links are not needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def is_read_only(folder: Path) -> bool:
    """Return whether nothing can be written in a folder."""
    return not os.access(folder, os.W_OK)


@contextmanager
def linked(folder: Path) -> Iterator[Path]:
    """Give a folder of links to the files of another, for as long as the block lasts."""
    import tempfile  # only for such an index

    with tempfile.TemporaryDirectory(prefix="cqa-read-") as made:
        for path in folder.iterdir():
            if not path.name.endswith(".lock"):
                Path(made, path.name).symlink_to(path.resolve())
        yield Path(made)
