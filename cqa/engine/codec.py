"""Records to bytes and back: JSON arrays in the order of a record's fields.

The types are read from :mod:`cqa.model` itself, so a field added there with a default needs no change here:
records written before it decode with the default. Lone surrogates survive (they are escaped).
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Hashable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from cqa.errors import IndexDamaged

R = TypeVar("R")

Stored = bytes | str
"""What an engine gives back of what :func:`encode` made: the bytes, or the same as text."""

dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
"""Plain values as JSON: ASCII without white space."""

PLAIN = frozenset(("str", "int", "float", "bool", "str | None", "int | None", "bool | None"))
"""Types, as records write them, that JSON holds as they are; they are not evaluated, which takes 0.02 ms each."""

_parse = json.JSONDecoder().raw_decode
_Decode = Callable[[Any], Any]


def encode(record: object) -> bytes:
    """Return a record of :mod:`cqa.model`, or a tuple of them, as bytes."""
    if dataclasses.is_dataclass(record):
        row, flat = _row(_untyped(type(record)))
        if flat:
            return dumps(row(record)).encode("ascii")
    return dumps(_plain(record)).encode("ascii")


def decode(kind: type[R], data: Stored) -> R:
    """Return the record that :func:`encode` was given. Raises :class:`~cqa.errors.IndexDamaged`."""
    try:
        return _read(kind)(_loads(data))  # type: ignore[no-any-return]
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise IndexDamaged(f"a stored {kind.__name__} cannot be read ({error}); build the index again") from error


def decode_all(kind: type[R], data: Stored) -> tuple[R, ...]:
    """Return the tuple of records that :func:`encode` was given."""
    try:
        return tuple(map(_read(kind), _loads(data)))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise IndexDamaged(f"a stored {kind.__name__} cannot be read ({error}); build the index again") from error


def _loads(data: Stored) -> Any:
    """Return what :func:`encode` wrote: ASCII without white space. Twice as fast as ``json.loads``."""
    value, end = _parse(data if isinstance(data, str) else data.decode("ascii"))
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes too many")
    return value


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, tuple | list):
        return [v if isinstance(v, str) or type(v) is int else _plain(v) for v in value]
    if dataclasses.is_dataclass(value):
        row, flat = _row(_untyped(type(value)))
        return row(value) if flat else list(map(_plain, row(value)))
    raise TypeError(f"cannot store a {type(value).__name__}")


@cache
def _row(kind: Hashable) -> tuple[Callable[[Any], tuple[Any, ...]], bool]:
    """Return what takes a record's fields as a tuple, and whether JSON can hold them as they are (no record within)."""
    return attrgetter(*_names(kind)), not any(map(_has_record, _hints(kind).values()))


def _hints(kind: Any) -> dict[str, Any]:
    """Return the types of a record's fields, but for the plain ones."""
    written = {name: getattr(hint, "__forward_arg__", hint) for name, hint in kind.__annotations__.items()}
    others = {name: hint for name, hint in written.items() if hint not in PLAIN}
    return get_type_hints(type(kind.__name__, (), {"__module__": kind.__module__, "__annotations__": others}))


def _has_record(hint: Any) -> bool:
    if dataclasses.is_dataclass(get_origin(hint) or hint) or isinstance(hint, TypeVar):
        return True
    return any(map(_has_record, get_args(hint)))


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind))  # type: ignore[arg-type]


def _read(kind: object) -> _Decode:
    return _decoder(_untyped(kind))


def _untyped(kind: Any) -> Any:
    """Return the same; mypy takes the classes of records for unhashable."""
    return kind


@cache
def _decoder(kind: Hashable) -> _Decode:
    """Return a function from plain JSON to a value of the type; None replaces the identity where it can be."""
    return _converter(kind) or _same


def _same(value: Any) -> Any:
    return value


def _converter(kind: Any) -> _Decode | None:
    """Return what turns plain JSON into the type, None when plain JSON is the value already."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = next((c for c in map(_converter, arguments) if c is not None), None)
        return None if inner is None else lambda v: None if v is None else inner(v)
    if origin is tuple:
        return _tuple_converter(arguments)
    concrete = origin or kind
    if isinstance(concrete, type) and (dataclasses.is_dataclass(concrete) or hasattr(concrete, "_fields")):
        return _record_converter(concrete, dict(zip(getattr(concrete, "__parameters__", ()), arguments, strict=False)))
    return None


def _tuple_converter(arguments: tuple[Any, ...]) -> _Decode:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = _converter(arguments[0])
        return tuple if each is None else lambda v: tuple(map(each, v))
    converters = [_converter(a) for a in arguments]
    if not any(converters):
        return tuple
    return lambda v: tuple(x if c is None else c(x) for c, x in zip(converters, v, strict=True))


def _record_converter(kind: type, bound: dict[Any, Any]) -> _Decode:
    names = _names(kind) if dataclasses.is_dataclass(kind) else kind._fields  # type: ignore[attr-defined]
    hints = _hints(kind)
    kinds = [(i, bound.get(hints[n], hints[n])) for i, n in enumerate(names) if n in hints]
    converters = [(i, c) for i, its in kinds if (c := _converter(its)) is not None]

    def convert(row: list[Any]) -> Any:
        for i, c in converters:
            if i < len(row):
                row[i] = c(row[i])
        return kind(*row)

    return convert
