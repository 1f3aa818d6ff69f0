"""The files below a path that could be papers."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from cqa.engine import engines
from cqa.errors import UsageError

NOT_PAPERS = frozenset({"readme", "license", "licence", "notice"})
"""Stems of file names that describe a folder and are never papers."""


def existing(paths: Iterable[Path]) -> list[Path]:
    """The paths, absolute. Raises :class:`~cqa.errors.UsageError` naming every one that is not there."""
    given = list(paths)
    missing = [str(p) for p in given if not p.exists()]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    return [p.resolve() for p in given]


def walk(roots: list[Path]) -> tuple[list[Path], list[str]]:
    """All files below the roots in order of path, and those left out: hidden ones, README and the like, pipes and
    devices (which would be waited for), and every index of cqa. What cannot be opened, a folder or a link to nothing,
    counts as a file, so that it fails by name."""
    found: dict[Path, None] = {}
    skipped: list[str] = []

    def closed(error: OSError) -> None:
        found[Path(error.filename)] = None

    for root in roots:
        if not root.is_dir():
            _sort_out(root, found, skipped)
            continue
        for folder, folders, names in os.walk(root, onerror=closed):
            if _is_index(Path(folder)):
                folders.clear()
                skipped.append(folder)
                continue
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if name.startswith(".") or path.stem.lower() in NOT_PAPERS:
                    skipped.append(str(path))
                else:
                    _sort_out(path, found, skipped)
    return sorted(found), skipped


def _sort_out(path: Path, found: dict[Path, None], skipped: list[str]) -> None:
    try:
        kind = path.stat().st_mode
    except OSError:  # a link to nothing or to itself, or not ours to see
        found[path] = None
        return
    if stat.S_ISREG(kind):
        found[path] = None
    else:
        skipped.append(str(path))


def _is_index(folder: Path) -> bool:
    """Whether a folder holds an index of ours: its manifest beside the data of the engine that it names."""
    from cqa.engine import manifest
    from cqa.errors import IndexError_

    if not (folder / manifest.NAME).is_file():
        return False
    try:
        return (folder / manifest.read(folder).engine).exists()
    except IndexError_:  # of another version, or damaged: still no papers
        return any((folder / info.name).is_dir() for info in engines(reference=True))
