"""Vectors of passages, kept in the folder of an index: one file for every engine, each distinct text encoded once.

``vectors.npy`` is sorted by a key made from the text that was encoded. So a passage keeps its vector however often its
paper is read again, and no engine needs to know of vectors. ``encoder.json`` says which encoder made them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqa.errors import IndexDamaged
from cqa.model import Passage
from cqa.record import dataclass
from cqa.semantic.encoder import Encoder
from cqa.semantic.tensors import Array

FOLDER, VECTORS, ENCODER = "semantic", "vectors.npy", "encoder.json"

LARGEST = 127
"""The largest number of an 8-bit vector: a vector's largest part becomes this. A text takes a quarter of the room."""

AT_ONCE = 2_000
"""Texts encoded between two writes: an interruption costs a minute's work or two."""

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class About:
    """Which encoder made the vectors of an index: its folder, name and digest, and the numbers of a vector."""

    folder: str
    name: str
    digest: str
    size: int


def text_of(passage: Passage) -> str:
    """Return what is encoded of a passage: its paper's title and its heading, then its text."""
    return ". ".join(part for part in (passage.title, passage.heading, passage.text) if part)


def key_of(text: str) -> int:
    """Return the key under which a text's vector is kept."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def about(index: Path) -> About | None:
    """Return which encoder an index was made with; None for none. Raises IndexDamaged for a file that is none of
    ours."""
    path = index / FOLDER / ENCODER
    try:
        return About(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise IndexDamaged(f"{path}: damaged; run cqa ingest with --encoder DIR again") from error


def vectors_of(index: Path, texts: Sequence[str]) -> tuple[Array, NDArray[np.bool_]]:
    """Return the vectors kept for texts, and which of them are kept; the others are zeros."""
    kept = _opened(index)
    keys = np.array([key_of(text) for text in texts], np.uint64)
    if kept is None or not len(kept):
        return np.zeros((len(texts), 1), np.float32), np.zeros(len(texts), np.bool_)
    at = np.minimum(np.searchsorted(kept["key"], keys), len(kept) - 1)
    rows = kept[at]
    known: NDArray[np.bool_] = rows["key"] == keys
    return rows["vector"].astype(np.float32) * (rows["scale"] * known)[:, None], known


def update(
    index: Path, encoder: Encoder, where: Path, passages: Iterable[Passage], progress: Progress | None = None
) -> int:
    """Bring the vectors of an index up to its passages, and return how many texts were encoded. Vectors of texts that
    are gone go, too; those of another encoder are made again."""
    now = About(str(where.resolve()), encoder.name, encoder.digest, encoder.size)
    before = about(index)
    same = before is not None and (before.digest, before.size) == (now.digest, now.size)
    kept = _opened(index) if same else None
    kept = np.zeros(0, _row(now.size)) if kept is None else kept
    wanted = {key_of(text): text for text in map(text_of, passages)}
    known = set(kept["key"].tolist()) & wanted.keys()
    fresh = [key for key in wanted if key not in known]
    rows = np.array(kept[np.isin(kept["key"], np.array(sorted(known), np.uint64))])
    for start in range(0, len(fresh), AT_ONCE):
        chosen = fresh[start : start + AT_ONCE]
        rows = np.concatenate([rows, _quantised(chosen, encoder.vectors([wanted[key] for key in chosen]))])
        _write(index, now, rows)
        if progress:
            progress(start + len(chosen), len(fresh), encoder.name)
    if not fresh and (len(rows) != len(kept) or before != now):
        _write(index, now, rows)
    return len(fresh)


def _row(size: int) -> Any:
    return np.dtype([("key", "<u8"), ("scale", "<f4"), ("vector", "i1", (size,))])


def _quantised(keys: Sequence[int], vectors: Array) -> NDArray[Any]:
    """Return vectors as rows of the file: whole numbers of 8 bits with the scale that makes them what they were."""
    scale = np.maximum(np.abs(vectors).max(1), np.float32(1e-9)) / LARGEST
    rows = np.zeros(len(keys), _row(vectors.shape[1]))
    rows["key"], rows["scale"] = np.array(keys, np.uint64), scale
    rows["vector"] = np.rint(vectors / scale[:, None]).astype(np.int8)
    return rows


def _write(index: Path, now: About, rows: NDArray[Any]) -> None:
    """Write both files, the vectors first and each in one step: a reader sees the old one or the new one."""
    folder = index / FOLDER
    folder.mkdir(exist_ok=True)
    rows = rows[np.argsort(rows["key"], kind="stable")]
    made = folder / f"{VECTORS}.new"
    with made.open("wb") as handle:
        np.save(handle, rows)
    os.replace(made, folder / VECTORS)
    made = folder / f"{ENCODER}.new"
    made.write_text(json.dumps({name: getattr(now, name) for name in About.__slots__}, indent=1) + "\n", "utf-8")
    os.replace(made, folder / ENCODER)


def _opened(index: Path) -> NDArray[Any] | None:
    """Return the file's rows without reading them; None where there are none."""
    path = index / FOLDER / VECTORS
    if not path.is_file():
        return None
    try:
        rows: NDArray[Any] = np.load(path, mmap_mode="r" if path.stat().st_size > 200 else None, allow_pickle=False)
        if rows.dtype.names != ("key", "scale", "vector"):
            raise ValueError("other columns")
        return rows
    except (ValueError, OSError, EOFError) as error:
        raise IndexDamaged(
            f"{path}: damaged ({error}); remove the folder {FOLDER} and run cqa ingest with --encoder"
        ) from error
