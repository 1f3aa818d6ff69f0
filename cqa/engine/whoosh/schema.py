"""The fields of the Whoosh index, and Whoosh's errors as ours.

Words come joined by single spaces, already analysed; values come folded. A :class:`Terms` field holds whole values, a
:class:`Words` field words with their places.
"""

from __future__ import annotations

import contextlib
from array import array
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh import index as whoosh_index
from whoosh.codec import whoosh3
from whoosh.filedb import filestore, structfile

from cqa.engine import disk
from cqa.engine.whoosh import checksums, unpickle
from cqa.engine.words import FIELDS
from cqa.errors import CqaError, EngineRefused, IndexDamaged
from cqa.fields import INDEX_VALUES

Posting = tuple[bytes, int, float, bytes]
"""Term, times, weight (the times again), places as bytes."""


class Places(formats.Format):
    """A posting's value is its places, four bytes each."""

    def __init__(self) -> None:
        super().__init__(field_boost=1.0)

    def supports(self, name: str) -> bool:
        return name in ("frequency", "weight", "positions")

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        return float(len(value) // 4)

    def decode_positions(self, value: bytes) -> array[int]:
        return places(value)

    def combine(self, values: Iterable[bytes]) -> bytes:
        return b"".join(values)


def places(value: bytes) -> array[int]:
    """Return the places of a word in a passage, ascending."""
    found = array("I")
    found.frombytes(value)
    return found


class WordField(fields.FieldType):
    """Words joined by spaces."""

    indexed, stored, scorable, unique, vector = True, False, False, False, None
    column_type = None

    def __init__(self) -> None:
        self.format = Places()
        self.analyzer = None

    def index(self, value: Any, **_: Any) -> Generator[Posting, Any, None]:
        recorded: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for place, word in enumerate(value.split()):
            recorded[word].append(place)
        for word, at in recorded.items():
            yield word.encode(), len(at), float(len(at)), at.tobytes()

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, value: Any) -> str:
        return str(value, "utf-8")


class Terms(WordField):
    """A tuple of whole values."""

    def __init__(self) -> None:
        super().__init__()
        self.format = formats.Existence()

    def index(self, value: Any, **_: Any) -> Generator[Posting, Any, None]:
        for each in dict.fromkeys(value):
            yield each.encode(), 1, 1.0, b""


def build() -> Any:
    schema = fields.Schema(body=fields.STORED(), place=fields.STORED())
    for name in ("kind", "owner", "of", "id", "v_date", *(f"v_{name}" for name in INDEX_VALUES)):
        schema.add(name, Terms())
    for name in FIELDS:
        schema.add(name, WordField())
        schema.add(f"length_{name}", fields.COLUMN(columns.NumericColumn("I")))  # type: ignore[no-untyped-call]
    schema.add("row", fields.COLUMN(columns.VarBytesColumn()))  # type: ignore[no-untyped-call]
    return schema


def opened(folder: Path, *, create: bool) -> Any:
    """Return the index in the folder. Raises :class:`~cqa.errors.IndexDamaged` where Whoosh cannot open it."""
    unpickle.install(whoosh_index, structfile, whoosh3, columns)
    with translated(folder):
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        storage = SyncedStorage(str(folder))  # type: ignore[no-untyped-call]
        if create and not storage.index_exists():  # type: ignore[no-untyped-call]
            return storage.create_index(build())  # type: ignore[no-untyped-call]
        return storage.open_index(schema=build())  # type: ignore[no-untyped-call]


class SyncedStorage(filestore.FileStorage):
    """A folder whose commits survive a power cut: Whoosh itself syncs neither its data nor its table of contents."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file; what a table of contents names is on the disk before it is, and the name after it."""
        if not newname.endswith(".toc"):
            super().rename_file(oldname, newname, safe)  # type: ignore[no-untyped-call]
            return
        folder = Path(self.folder)
        for path in list(folder.iterdir()):
            if path.suffix == checksums.SEGMENT:
                checksums.written(path)
            if path.suffix == checksums.SEGMENT or path.name == oldname:
                disk.synced(path)
        super().rename_file(oldname, newname, safe)  # type: ignore[no-untyped-call]
        disk.synced(folder)


@contextlib.contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Translate Whoosh's errors, and those that damaged files cause in it, into :class:`~cqa.errors.IndexDamaged`."""
    try:
        yield
    except CqaError:
        raise
    except Exception as error:  # damaged files raise whatever the bytes happen to break
        said = str(error) if isinstance(error, OSError) else ""
        if said and (at_fault := disk.unusable(folder, said)):
            raise EngineRefused(at_fault) from error
        raise IndexDamaged(
            f"whoosh cannot use the index in {folder} ({error or type(error).__name__}); remove that folder and "
            "the manifest.json next to it, then build it again:  cqa ingest PATH..."
        ) from error
