"""``manifest.json``: which engine made the index, by which rules; so that another build knows whether it may open it.

The manifest is in the index folder, the engine's data in a sub-folder next to it. Other files there are left
alone.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from cqa.errors import EngineRefused, IndexDamaged, IndexTooOld, NoIndex
from cqa.fields import INDEX_VALUES
from cqa.record import dataclass

SCHEMA = 2
"""Layout of the stored records and fields. Raise it when an index made before cannot be read."""

ANALYSIS = 1
"""Rules by which texts become words (:mod:`cqa.text.analyzer`). Raise it when they change."""

NAME = "manifest.json"
REBUILD = "build it again:  cqa ingest PATH... --index {path}  (after removing {data} and manifest.json there)"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``created`` is UTC, ISO 8601. ``url`` is where a server engine keeps the data. ``fields`` are those that it can
    filter and count by, in their order (:mod:`cqa.fields`)."""

    engine: str
    schema: int = SCHEMA
    analysis: int = ANALYSIS
    cqa: str = ""
    created: str = ""
    url: str | None = None
    fields: tuple[str, ...] = ()


def new(engine: str, url: str | None = None) -> Manifest:
    """Return a manifest for an index made now by this version of cqa."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        cqa = version("cqa")
    except PackageNotFoundError:
        cqa = "unknown"
    return Manifest(engine, SCHEMA, ANALYSIS, cqa, datetime.now(UTC).isoformat(timespec="seconds"), url, INDEX_VALUES)


def data_folder(folder: Path, engine: str) -> Path:
    """Return where an engine keeps the data of an index. Raises NoIndex where they are gone."""
    if not (folder / engine).is_dir():
        again = f"build it again:  cqa ingest PATH... --index {folder}"
        raise NoIndex(f"the data of the index in {folder} is gone; {again}")
    return folder / engine


def read(folder: Path) -> Manifest:
    """Return the manifest of an index. Raises NoIndex, IndexTooOld or IndexDamaged, each saying what to do."""
    try:
        raw = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoIndex(f"there is no index in {folder}; make one:  cqa ingest PATH... --index {folder}") from None
    except NotADirectoryError:
        raise NoIndex(f"{folder} is not a folder; give the folder of an index with --index") from None
    except PermissionError as error:
        raise EngineRefused(
            f"{folder / NAME} may not be read ({error.strerror}). Check its permissions; the index is undamaged."
        ) from error
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{folder / NAME} cannot be read ({error}); {_rebuild(folder, 'the data')}") from error
    try:
        found = Manifest(**{f.name: raw[f.name] for f in fields(Manifest) if f.name in raw})
        found = replace(found, fields=tuple(found.fields))
    except TypeError as error:
        raise IndexDamaged(f"{folder / NAME} is not a manifest ({error}); {_rebuild(folder, 'the data')}") from error
    if not isinstance(found.engine, str) or not found.engine.isidentifier():
        raise IndexDamaged(f"{folder / NAME} names no engine; {_rebuild(folder, 'the data')}")
    _check(folder, found)
    return found


def claim(folder: Path, manifest: Manifest) -> bool:
    """Write the manifest of a new index, whole or not at all; False where another process was first."""
    import tempfile

    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".manifest-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(manifest), file, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())  # as any file that the user makes, not as a temporary one
        return _linked(Path(temporary), folder / NAME)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def _umask() -> int:
    """Return the rights that the user takes away from new files."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _linked(written: Path, name: Path) -> bool:
    """Give the file its name unless something has it already; where the disk knows no links, whatever has it."""
    try:
        os.link(written, name)
    except FileExistsError:
        return False
    except OSError:
        os.replace(written, name)
    return True


def _check(folder: Path, found: Manifest) -> None:
    for what, theirs, ours in (("layout", found.schema, SCHEMA), ("word analysis", found.analysis, ANALYSIS)):
        if theirs == ours:
            continue
        if isinstance(theirs, int) and theirs > ours:
            raise IndexTooOld(
                f"the index in {folder} was made by a newer cqa ({found.cqa}: {what} {theirs}, this one knows {ours}); "
                "update cqa"
            )
        raise IndexTooOld(
            f"the index in {folder} was made by cqa {found.cqa} ({what} {theirs}, now {ours}); "
            + _rebuild(folder, found.engine)
        )
    if found.fields != INDEX_VALUES:
        changed = ", ".join(map(str, sorted({*found.fields} ^ {*INDEX_VALUES}, key=str))) or "their order"
        raise IndexTooOld(
            f"the index in {folder} was made by cqa {found.cqa}, which has other fields ({changed}); "
            + _rebuild(folder, found.engine)
        )


def _rebuild(folder: Path, data: str) -> str:
    return REBUILD.format(path=folder, data=data)
