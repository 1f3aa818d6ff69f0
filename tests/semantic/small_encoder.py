"""A BERT encoder of a few thousand weights, written as encoders are published; and a plain form of BERT's formulas."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

PIECES = """
[PAD] [UNK] [CLS] [SEP] the council case ##load ##loads road ##s were mended children in care high , . pot ##hole
"""
WORDS = tuple(PIECES.split())

SIZE, WIDE, LAYERS, HEADS, PLACES = 16, 32, 2, 4, 12


def write(folder: Path, seed: int = 7, *, mean: bool = True) -> dict[str, np.ndarray]:
    """Write an encoder with random weights to a folder, and return its tensors."""
    draw = np.random.default_rng(seed)
    made: dict[str, np.ndarray] = {}

    def weights(name: str, *shape: int) -> None:
        made[name] = (draw.normal(size=shape) / 2).astype(np.float32)

    weights("embeddings.word_embeddings.weight", len(WORDS), SIZE)
    weights("embeddings.position_embeddings.weight", PLACES, SIZE)
    weights("embeddings.token_type_embeddings.weight", 2, SIZE)
    norms = ["embeddings.LayerNorm"]
    for n in range(LAYERS):
        at = f"encoder.layer.{n}"
        own = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
        for name, out, inner in (
            *((part, SIZE, SIZE) for part in (*own, f"{at}.attention.output.dense")),
            (f"{at}.intermediate.dense", WIDE, SIZE),
            (f"{at}.output.dense", SIZE, WIDE),
        ):
            weights(f"{name}.weight", out, inner)
            weights(f"{name}.bias", out)
        norms += [f"{at}.attention.output.LayerNorm", f"{at}.output.LayerNorm"]
    for name in norms:
        weights(f"{name}.weight", SIZE)
        weights(f"{name}.bias", SIZE)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.safetensors").write_bytes(safetensors(made))
    config = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": PLACES,
    }
    (folder / "config.json").write_text(json.dumps(config))
    normalizer = {"type": "BertNormalizer", "lowercase": True, "strip_accents": None}
    model = {"type": "WordPiece", "vocab": {word: n for n, word in enumerate(WORDS)}}
    (folder / "tokenizer.json").write_text(json.dumps({"normalizer": normalizer, "model": model}))
    (folder / "1_Pooling").mkdir(exist_ok=True)
    pooling = {"pooling_mode_mean_tokens": mean, "pooling_mode_cls_token": not mean}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    return made


def safetensors(tensors: dict[str, np.ndarray]) -> bytes:
    """Return tensors in the format of safetensors."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, tensor in tensors.items():
        end = len(data) + tensor.nbytes
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), end]}
        data += tensor.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + data


def reference(tensors: dict[str, np.ndarray], numbers: Sequence[int], *, mean: bool = True) -> np.ndarray:
    """Return the vector of one text, piece by piece and head by head in 64-bit floats."""
    held = {name: tensor.astype(np.float64) for name, tensor in tensors.items()}

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        return held[f"{name}.weight"] @ x + held[f"{name}.bias"]

    def normal(x: np.ndarray, name: str) -> np.ndarray:
        return (x - x.mean()) / math.sqrt(x.var() + 1e-12) * held[f"{name}.weight"] + held[f"{name}.bias"]

    first_segment = held["embeddings.token_type_embeddings.weight"][0]
    states = [
        normal(
            held["embeddings.word_embeddings.weight"][number]
            + held["embeddings.position_embeddings.weight"][place]
            + first_segment,
            "embeddings.LayerNorm",
        )
        for place, number in enumerate(numbers)
    ]
    each = SIZE // HEADS
    for n in range(LAYERS):
        at = f"encoder.layer.{n}"
        query, key, value = (
            [linear(x, f"{at}.attention.self.{part}") for x in states] for part in ("query", "key", "value")
        )
        after = []
        for i, x in enumerate(states):
            seen = []
            for h in range(HEADS):
                part = slice(h * each, (h + 1) * each)
                points = [math.exp(query[i][part] @ k[part] / math.sqrt(each)) for k in key]
                seen.append(sum(p * v[part] for p, v in zip(points, value, strict=True)) / sum(points))
            mixed = normal(
                x + linear(np.concatenate(seen), f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm"
            )
            inner = linear(mixed, f"{at}.intermediate.dense")
            active = np.array([v * (1 + math.erf(v / math.sqrt(2))) / 2 for v in inner])
            after.append(normal(mixed + linear(active, f"{at}.output.dense"), f"{at}.output.LayerNorm"))
        states = after
    whole = np.mean(states, axis=0) if mean else states[0]
    return whole / np.linalg.norm(whole)
