"""Who may read an index: its folder is private unless it is shared, and every file in it has the folder's rights.

Libraries make some files for their owner alone and some for everybody. Here the folder decides: one that a group may
read has files that the group may read.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o700
SHARED = 0o2770
"""Rights of a folder for its group; what is made in it belongs to that group, too."""


def make_folder(folder: Path, *, shared: bool = False) -> None:
    """Make the folder of an index: private, or for its group. The rights of one that exists stay, unless shared."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(PRIVATE)
    if shared:
        folder.chmod(SHARED)


def spread(folder: Path) -> None:
    """Give every file below an index's folder, and every folder, the rights that the folder gives to others.

    Files of another owner are left alone.
    """
    if os.name != "posix":
        return
    given = stat.S_IMODE(folder.stat().st_mode)
    for path in folder.rglob("*"):
        with suppress(OSError):  # gone meanwhile, or not ours
            mode = stat.S_IMODE(path.lstat().st_mode)
            wanted = given if path.is_dir() else given & 0o666
            if mode != wanted and not path.is_symlink():
                path.chmod(wanted)
