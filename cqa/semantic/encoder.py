"""A sentence encoder from a local folder: texts to vectors of length 1, whose products are similarities.

The folder is that of a BERT-type sentence encoder: ``config.json``, ``tokenizer.json``, ``model.safetensors`` and,
where there is one, ``1_Pooling/config.json``. Pooling is the mean of the pieces or the first of them (Reimers and
Gurevych, *Sentence-BERT*, EMNLP 2019).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from cqa.errors import UsageError
from cqa.record import dataclass
from cqa.semantic import bert, tensors, wordpiece
from cqa.semantic.tensors import Array

FILES = ("config.json", "tokenizer.json", "model.safetensors")

MOST_PIECES = 160
"""Word pieces of a text that are read, some 120 words; the rest is cut off. all-MiniLM-L6-v2 was trained on 128."""

BATCH_PIECES = 2048
"""Word pieces that go through the model at once: enough for the processor, little for the memory."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded encoder: its name, the digest of its weights, the tokenizer and the model."""

    name: str
    digest: str
    tokenizer: wordpiece.WordPiece
    model: bert.Bert
    mean: bool
    """Whether a text's vector is the mean of its pieces' vectors, or that of the first piece."""
    pieces: int

    @property
    def size(self) -> int:
        """Return how many numbers a vector has."""
        return self.model.size

    def vectors(self, texts: Sequence[str]) -> Array:
        """Return a vector of length 1 for each text, in their order."""
        numbers = [self.tokenizer.numbers(text, self.pieces) for text in texts]
        order = sorted(range(len(texts)), key=lambda n: (len(numbers[n]), numbers[n]))
        made = np.zeros((len(texts), self.size), np.float32)
        at = 0
        while at < len(order):
            end = at + 1  # by length, so that little is padding
            while end < len(order) and (end + 1 - at) * len(numbers[order[end]]) <= BATCH_PIECES:
                end += 1
            chosen = order[at:end]
            made[chosen] = self._batch([numbers[n] for n in chosen])
            at = end
        return made

    def _batch(self, texts: Sequence[Sequence[int]]) -> Array:
        numbers, real = bert.padded(texts)
        state = self.model.states(numbers, real)
        if self.mean:
            state = np.where(real[:, :, None], state, np.float32(0))
            whole: Array = state.sum(1) / real.sum(1, keepdims=True, dtype=np.float32)
        else:
            whole = state[:, 0]
        whole /= np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), np.float32(1e-9))
        return whole


@cache
def load(folder: Path) -> Encoder:
    """Return the encoder of a folder. Raises UsageError that says what is missing or of another kind."""
    lacking = [name for name in FILES if not (folder / name).is_file()]
    if lacking:
        raise UsageError(
            f"{folder}: no sentence encoder, for it has no {' and no '.join(lacking)}; give the folder of a BERT-type "
            f"encoder with {', '.join(FILES)}"
        )
    config = _json(folder / "config.json")
    kind, shape = config.get("model_type"), config.get("position_embedding_type", "absolute")
    if kind != "bert" or config.get("hidden_act", "gelu") != "gelu" or shape != "absolute":
        raise UsageError(f"{folder / 'config.json'}: a model of type {kind!r}; only BERT models can be used")
    weights = tensors.read(folder / "model.safetensors")
    try:
        model = bert.made(
            weights,
            int(config["num_hidden_layers"]),
            int(config["num_attention_heads"]),
            float(config.get("layer_norm_eps", 1e-12)),
        )
    except (KeyError, ValueError) as error:
        raise UsageError(f"{folder / 'model.safetensors'}: lacks {error}; give a whole BERT model") from error
    pooling = _json(folder / "1_Pooling" / "config.json") if (folder / "1_Pooling" / "config.json").is_file() else {}
    limit = min(MOST_PIECES, int(config.get("max_position_embeddings", MOST_PIECES)))
    mean = not pooling.get("pooling_mode_cls_token", False)
    tokenizer = wordpiece.read(folder / "tokenizer.json")
    return Encoder(folder.resolve().name, digest_of(folder) or "", tokenizer, model, mean, limit)


SAMPLE = 1 << 20
"""Bytes at the beginning and at the end of a file that make its digest, with its size: any training changes them, and
all of a file would take a question a quarter of a second."""


@cache
def digest_of(folder: Path) -> str | None:
    """Return a digest of an encoder's files: the same vectors come only from the same files. None where one is gone."""
    made = hashlib.sha256()
    try:
        for name in FILES:
            size = (folder / name).stat().st_size
            with (folder / name).open("rb") as handle:
                made.update(b"%d" % size + handle.read(SAMPLE))
                handle.seek(max(0, size - SAMPLE))
                made.update(handle.read())
    except FileNotFoundError:
        return None
    return made.hexdigest()[:16]


def _json(path: Path) -> Mapping[str, Any]:
    try:
        settings: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); copy the encoder's folder again") from error
    return settings
