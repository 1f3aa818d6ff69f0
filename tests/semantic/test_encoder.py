"""The encoder: word pieces, BERT's formulas, what is refused; and a published encoder where there is one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from cqa.errors import UsageError
from cqa.semantic import encoder, tensors, wordpiece
from tests.semantic import small_encoder
from tests.semantic.small_encoder import WORDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_encoder.write(tmp_path / "encoder")
    return tmp_path / "encoder"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The council", "[CLS] the council [SEP]"),
        ("Caseloads, caseload.", "[CLS] case ##loads , case ##load . [SEP]"),
        ("pothol\u00e9s", "[CLS] pot ##hole ##s [SEP]"),
        ("caseworkers", "[CLS] [UNK] [SEP]"),
        ("the\u00a0road\u200b\ns", "[CLS] the road [UNK] [SEP]"),
        ("", "[CLS] [SEP]"),
        ("the road " * 20, "[CLS] the road the road the road [SEP]"),
    ],
)
def test_text_is_cut_into_the_longest_pieces(folder: Path, text: str, pieces: str) -> None:
    found = wordpiece.read(folder / "tokenizer.json").numbers(text, 8)
    assert " ".join(WORDS[n] for n in found) == pieces


@pytest.mark.parametrize("mean", [True, False])
def test_vectors_are_those_of_the_formulas(tmp_path: Path, mean: bool) -> None:
    held = small_encoder.write(tmp_path, mean=mean)
    texts = ["the road", "Caseloads were high in care, the children.", "", "the council mended the roads"]
    read = encoder.load(tmp_path)
    made = read.vectors(texts)  # in one batch, so that padding must not count
    for text, vector in zip(texts, made, strict=True):
        expected = small_encoder.reference(held, read.tokenizer.numbers(text, read.pieces), mean=mean)
        assert np.allclose(vector, expected, atol=2e-5)
    assert np.array_equal(made, read.vectors(texts))


def test_half_floats_are_read(tmp_path: Path) -> None:
    values = np.array([1.0, -2.5, 0.25], "<f4")
    data = values.astype("<f2").tobytes() + (values.view("<u4") >> 16).astype("<u2").tobytes()
    header = json.dumps(
        {
            "half": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]},
            "brain": {"dtype": "BF16", "shape": [3], "data_offsets": [6, 12]},
        }
    ).encode()
    path = tmp_path / "model.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + data)
    read = tensors.read(path)
    assert read["half"].tolist() == read["brain"].tolist() == values.tolist()


def test_folder_that_is_no_encoder_is_refused(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    with pytest.raises(UsageError, match=r"has no tokenizer\.json"):
        encoder.load(folder)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("config.json", b'{"model_type": "xlm-roberta"}', "only BERT models"),
        ("config.json", b"{", "cannot be read"),
        ("config.json", b'{"model_type": "bert", "num_hidden_layers": 3, "num_attention_heads": 4}', "lacks"),
        ("tokenizer.json", b'{"model": {"type": "BPE"}}', "WordPiece"),
        ("tokenizer.json", b'{"normalizer": {"type": "BertNormalizer"}, "model": {"vocab": {}}}', r"\[CLS\]"),
        ("model.safetensors", b"short", "not a safetensors file"),
        ("model.safetensors", b"\x04\0\0\0\0\0\0\0nope" + b"\0" * 9, "damaged"),
    ],
)
def test_damaged_encoder_is_named_with_its_file(folder: Path, name: str, content: bytes, said: str) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(UsageError, match=said) as caught:
        encoder.load(folder)
    assert str(folder) in str(caught.value)


def test_digest_tells_encoders_apart(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("two", 2), ("same", 1)):
        small_encoder.write(tmp_path / name, seed)
    one, two, same = (encoder.digest_of(tmp_path / name) for name in ("one", "two", "same"))
    assert one == same
    assert one != two
    assert encoder.digest_of(tmp_path / "none") is None


def test_published_encoder_gives_its_published_similarities() -> None:
    """The pairs and values are those of the sentence-transformers documentation (*Semantic Textual Similarity*)."""
    folder = Path(os.environ.get("CQA_TEST_ENCODER", "not given"))
    if not folder.is_dir():
        pytest.skip("CQA_TEST_ENCODER names no folder with all-MiniLM-L6-v2; see .github/CONTRIBUTING.md")
    pairs = [
        ("The cat sits outside", "The dog plays in the garden", 0.2838),
        ("A man is playing guitar", "A woman watches TV", -0.0327),
        ("The new movie is awesome", "The new movie is so great", 0.8939),
    ]
    made = encoder.load(folder)
    for one, other, expected in pairs:
        first, second = made.vectors([one, other])
        assert float(first @ second) == pytest.approx(expected, abs=1e-4)
