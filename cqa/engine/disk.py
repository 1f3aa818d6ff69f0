"""Faults of the disk, distinguished from damage of the index: full, read-only, or not ours to write."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

LEAST_FREE = 4 << 20
"""Bytes free below which an error of the engine is put down to a full disk."""

RIGHTS = ("PermissionDenied", "Permission denied", "Read-only", "ReadOnlyFilesystem")


def unusable(folder: Path, said: str) -> str | None:
    """Return why the disk, not the index, is at fault, and what to do; None where it is not. Removing a sound index
    would not help and is never advised."""
    there = next((p for p in (folder, *folder.parents) if p.is_dir()), None)
    try:
        full = there is not None and shutil.disk_usage(there).free < LEAST_FREE
    except OSError:
        full = False
    if full or "No space left" in said:
        return f"{folder}: the disk is full; the index is as it was at the last commit. Make room and run it again."
    if any(sign in said for sign in RIGHTS):
        return (
            f"{folder}: may not be read or written here ({said}). Check its permissions; the index itself is undamaged."
        )
    return None


def synced(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk. A system that cannot sync folders is left alone."""
    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR
    try:
        handle = os.open(path, flags)
    except PermissionError:  # Windows opens no folder
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
