"""Reads a ``model.safetensors``: a header in JSON with the place of each tensor, then their bytes
(https://huggingface.co/docs/safetensors, *Format*)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqa.errors import UsageError

HEADER_LONGEST = 100_000_000
"""Bytes of a header, as the format limits it."""

Array = NDArray[np.float32]

_TYPES = {"F32": "<f4", "F16": "<f2", "F64": "<f8", "BF16": "<u2", "I64": "<i8", "I32": "<i4"}


def read(path: Path) -> dict[str, Array]:
    """Return the tensors of a file by name, as 32-bit floats. Raises UsageError for a file that is damaged."""
    whole = np.memmap(path, np.uint8, "r")
    size = int.from_bytes(whole[:8].tobytes(), "little") if len(whole) > 8 else 0
    if not 2 <= size <= min(HEADER_LONGEST, len(whole) - 8):
        raise UsageError(f"{path}: not a safetensors file, or cut short; copy the encoder's folder again")
    try:
        header: Mapping[str, Mapping[str, Any]] = json.loads(whole[8 : 8 + size].tobytes())
        return {
            name: _tensor(whole[8 + size :], entry) for name, entry in header.items() if name not in ("__metadata__",)
        }
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: damaged ({error}); copy the encoder's folder again") from error


def _tensor(data: NDArray[np.uint8], entry: Mapping[str, Any]) -> Array:
    start, end = entry["data_offsets"]
    raw = np.frombuffer(data[start:end], _TYPES[entry["dtype"]])  # no copy: a page of the file is read when it is used
    if entry["dtype"] == "BF16":  # the upper half of a 32-bit float
        raw = (raw.astype(np.uint32) << 16).view(np.float32)
    return raw.astype(np.float32, copy=False).reshape(entry["shape"])
