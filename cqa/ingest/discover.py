"""Find the files below a path that could be papers."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from cqa.engine import engines
from cqa.errors import UsageError

NOT_PAPERS = frozenset({"readme", "license", "licence", "notice"})
"""Stems of file names that describe a folder and are never papers."""


def resolved_paths(paths: Iterable[Path]) -> list[Path]:
    """Return the paths, absolute. Raises :class:`~cqa.errors.UsageError` naming every one that does not exist."""
    given = list(paths)
    missing = [str(p) for p in given if not p.exists()]
    if any(name.lower().startswith(("http:", "https:")) for name in missing):
        raise UsageError("cqa reads files, not web addresses; download the papers first and give their folder")
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    return [p.resolve() for p in given]


def find_files(roots: list[Path], *, follow_links: bool = False) -> tuple[list[Path], list[str]]:
    """Return all files below the roots in order of path, and those that are skipped.

    Skipped are hidden files, README and the like, pipes and devices (reading them could block), every index of cqa,
    and links to folders that are read anyway. What cannot be opened, a folder or a link to nothing, counts as a file,
    so that it is reported by name.

    A link whose target is outside the roots is skipped unless ``follow_links``: it could lead to any file of the
    machine.
    """
    found: dict[Path, None] = {}
    skipped: list[str] = []
    walked: set[str] = set()
    links: list[Path] = []
    for root in roots:
        if root.is_dir():
            links += _folder(root, found, skipped, walked)
        else:
            _sort_out(root, found, skipped)
    if not follow_links:
        real = [os.path.realpath(root) for root in roots]
        outside = {path for path in (*found, *links) if os.path.lexists(path) and _leads_out(path, real)}
        skipped += [f"{path} (a link to outside; --follow-links reads it)" for path in sorted(outside)]
        found = {path: None for path in found if path not in outside}
        links = [link for link in links if link not in outside]
    for link in links:  # grows: behind a link there may be more
        if os.path.realpath(link) in walked:
            skipped.append(str(link))
        else:
            links += _folder(link, found, skipped, walked)
    return sorted(found), skipped


def changed_at(seen: os.stat_result) -> int:
    """Return when a file last changed, in nanoseconds: its contents, its place or its permissions.

    Tools that copy or edit files may set the time of modification back. They cannot set the system's time of change.
    """
    return max(seen.st_mtime_ns, seen.st_ctime_ns)


def is_gone(path: str) -> bool:
    """Return whether a path no longer exists. One that cannot be examined at the moment may still exist."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _folder(top: Path, found: dict[Path, None], skipped: list[str], walked: set[str]) -> list[Path]:
    """Add the files below a folder to ``found`` or ``skipped``; return its links to other folders.

    Links are followed last, so that a folder is known by its real name. ``walked`` are the real paths of folders that
    were visited: none is visited twice, so links cannot form a loop.
    """
    links: list[Path] = []

    def closed(error: OSError) -> None:
        found[Path(error.filename)] = None

    for folder, folders, names in os.walk(top, onerror=closed):
        if _is_index(Path(folder)):
            folders.clear()
            skipped.append(folder)
            continue
        walked.add(os.path.realpath(folder))
        seen = sorted(f for f in folders if not f.startswith("."))
        links += [Path(folder, f) for f in seen if os.path.islink(os.path.join(folder, f))]
        folders[:] = [f for f in seen if os.path.realpath(os.path.join(folder, f)) not in walked]
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or path.stem.lower() in NOT_PAPERS:
                skipped.append(str(path))
            else:
                _sort_out(path, found, skipped)
    return links


def _leads_out(path: Path, roots: list[str]) -> bool:
    """Return whether a path is a link to something that exists and is outside every root."""
    if not path.is_symlink() or not path.exists():
        return False
    target = os.path.realpath(path)
    return not any(target == root or target.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


def _sort_out(path: Path, found: dict[Path, None], skipped: list[str]) -> None:
    try:
        kind = path.stat().st_mode
    except OSError:  # a link to nothing or to itself, or not readable
        found[path] = None
        return
    if stat.S_ISREG(kind):
        found[path] = None
    else:
        skipped.append(str(path))


def _is_index(folder: Path) -> bool:
    """Return whether a folder is an index of cqa: a manifest and the data of the engine that it names."""
    from cqa.engine import manifest
    from cqa.errors import IndexError_

    if not (folder / manifest.NAME).is_file():
        return False
    try:
        return (folder / manifest.read(folder).engine).exists()
    except IndexError_:  # an index of another version, or a damaged one
        return any((folder / info.name).is_dir() for info in engines(reference=True))
