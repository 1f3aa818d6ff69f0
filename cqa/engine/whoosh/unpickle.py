"""Whoosh's stored pickles read without running anything: only the classes of an index of ours are made.

Whoosh keeps its schema, its list of segments and the heads of its blocks as pickles. A pickle may name any function to
be called, so an index folder of somebody else could run a program. Here every reader of Whoosh is given an unpickler
that knows a short list of classes and refuses everything else.
"""

from __future__ import annotations

import io
import pickle
from types import ModuleType, SimpleNamespace
from typing import IO, Any

from cqa.errors import EngineMissing, IndexDamaged

ALLOWED = frozenset(
    {
        ("builtins", "int"),
        ("__builtin__", "int"),
        ("builtins", "set"),
        ("__builtin__", "set"),
        ("_codecs", "encode"),
        ("collections", "defaultdict"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("whoosh.fields", "Schema"),
        ("whoosh.fields", "STORED"),
        ("whoosh.fields", "COLUMN"),
        ("whoosh.columns", "NumericColumn"),
        ("whoosh.columns", "VarBytesColumn"),
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("cqa.engine.whoosh.schema", "Terms"),
        ("cqa.engine.whoosh.schema", "WordField"),
        ("cqa.engine.whoosh.schema", "Places"),
        ("whoosh.formats", "Existence"),
    }
)
"""Modules and names in a sound index of ours; the contract tests of the engine show that these are enough."""


class Restricted(pickle.Unpickler):
    """An unpickler that makes the classes of :data:`ALLOWED` only."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in ALLOWED:
            raise IndexDamaged(
                f"the index refers to {module}.{name}, which no index of cqa does; it was damaged or made to do "
                "harm. Do not open it; build it again from the papers"
            )
        return super().find_class(module, name)

    def persistent_load(self, pid: Any) -> Any:
        raise IndexDamaged("the index refers to objects outside itself, which no index of cqa does")


def loads(data: bytes, **_: Any) -> Any:
    """Return the object that the bytes encode. Raises :class:`~cqa.errors.IndexDamaged` for a class not allowed."""
    return Restricted(io.BytesIO(data)).load()


def load(file: IO[bytes], **_: Any) -> Any:
    """Return the object of the next pickle of a file; see :func:`loads`."""
    return Restricted(file).load()


def install(index: ModuleType, structfile: ModuleType, *others: ModuleType) -> None:
    """Give the modules of Whoosh that unpickle these readers, and no reader of layouts older than ours."""
    pickles = SimpleNamespace(loads=loads, dumps=pickle.dumps, PicklingError=pickle.PicklingError)
    for module, name, value in (
        (index, "pickle", pickles),
        (index, "toc_loaders", {}),
        (structfile, "load", load),
        *((other, "loads", loads) for other in others),
    ):
        if not hasattr(module, name):
            raise EngineMissing(
                f"this version of whoosh reads pickles in another way ({module.__name__}); install whoosh3 as locked"
            )
        setattr(module, name, value)
