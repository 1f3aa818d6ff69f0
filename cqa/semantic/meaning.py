"""How near passages are to a question in meaning: what the scorer takes as one more feature."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cqa.model import Passage
from cqa.record import dataclass

DIGITS = 4
"""Digits of a similarity: fewer than what sums of floats in another order could change."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The encoder of an index, ready to compare; ``name`` is what answers say of it."""

    index: Path
    folder: Path
    name: str

    def similarities(self, question: str, passages: Sequence[Passage]) -> list[float | None]:
        """Return the cosine (-1 to 1) between a question and each passage, in their order; None for a passage without a
        vector, which was read before the encoder was given."""
        from cqa.semantic import encoder, store

        asked = encoder.load(self.folder).vectors([question])[0]
        vectors, known = store.vectors_of(self.index, [store.text_of(p) for p in passages])
        if not known.any():
            return [None] * len(passages)
        cosines = vectors @ asked
        return [round(float(c), DIGITS) if k else None for c, k in zip(cosines, known, strict=True)]


OPEN_PART = "open"
"""Sub-folder of an index that holds the copy without exempt papers; its vectors are those of the whole index, for they
are looked up by the very text."""


def meaning_of(index: Path | None) -> Meaning | None:
    """Return what compares passages of an index with questions; None for an index without an encoder, at no cost.

    Raises :class:`~cqa.errors.UsageError` where the encoder's folder is gone or holds another encoder, and
    :class:`~cqa.errors.EngineMissing` where numpy is not installed.
    """
    if index is not None and index.name == OPEN_PART and not _encoded(index):
        index = index.parent
    if index is None or not _encoded(index):
        return None
    from importlib.util import find_spec

    from cqa.errors import EngineMissing, UsageError

    if find_spec("numpy") is None:
        raise EngineMissing("this index has an encoder, which needs numpy; pip install 'cqa[semantic]'")
    from cqa.semantic import encoder, store

    made_with = store.about(index)
    if made_with is None:
        return None
    folder = Path(made_with.folder)
    if encoder.digest_of(folder) != made_with.digest:
        raise UsageError(
            f"{folder}: not the encoder that this index was made with ({made_with.name}); put that one back, or run "
            "cqa ingest with --encoder DIR to encode all passages again"
        )
    return Meaning(index, folder, made_with.name)


def _encoded(index: Path) -> bool:
    return (index / "semantic" / "encoder.json").is_file()
