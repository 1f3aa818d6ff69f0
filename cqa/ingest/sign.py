"""Signatures brought up to the papers of an index and of its open part, with the rights of its folder."""

from __future__ import annotations

from collections.abc import Collection

from cqa.engine.open_part import open_part
from cqa.engine.port import Engine
from cqa.engine.rights import spread
from cqa.signatures.store import update


def sign(engine: Engine, read: Collection[str] = ()) -> None:
    """Make the signatures of papers that are new, those of the files in ``read`` again."""
    update(engine, read)
    if engine.home is None:
        return
    if (copy := open_part(engine.home)).home != engine.home:
        update(copy, read)
    copy.close()
    spread(engine.home)
