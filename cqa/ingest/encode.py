"""Vectors of passages kept with an index that was given a sentence encoder (:mod:`cqa.semantic`)."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cqa.engine.lock import writing
from cqa.engine.port import Engine
from cqa.errors import EngineMissing, UsageError

if TYPE_CHECKING:
    from cqa.semantic.encoder import Encoder

Progress = Callable[[int, int, str], None]

ABOUT = Path("semantic", "encoder.json")
"""Where an index says which encoder it was given."""


def encoder_of(engine: Engine, given: Path | None) -> tuple[Encoder, Path] | None:
    """Return the encoder that was given, else the one of the index; None for an index without one.

    Raises UsageError for a folder that is no encoder, EngineMissing where numpy is not installed.
    """
    home = engine.home
    if home is None or (given is None and not (home / ABOUT).is_file()):
        return None
    if find_spec("numpy") is None:
        raise EngineMissing("a sentence encoder needs numpy, which is not installed; pip install 'cqa[semantic]'")
    from cqa.semantic import encoder, store

    known = store.about(home)
    folder = given or Path(known.folder if known else "")
    if given is None and not folder.is_dir():
        raise UsageError(
            f"{folder}: the encoder of this index is gone; name one with --encoder DIR, or remove "
            f"{home / ABOUT.parent} to do without"
        )
    return encoder.load(folder), folder


def encode(engine: Engine, chosen: tuple[Encoder, Path], progress: Progress | None = None) -> int:
    """Encode every passage of the index that has no vector yet; return how many texts that were."""
    from cqa.semantic import store

    home = engine.home
    if home is None:
        return 0
    with writing(home):
        passages = (passage for paper in engine.papers() for passage in engine.passages(paper.id))
        return store.update(home, *chosen, passages, progress)
