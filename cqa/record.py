"""``dataclass``, with a record's methods made at first use instead of at import.

The standard decorator writes and compiles six functions for every class: 0.5 ms each, 35 ms of a search, which uses a
dozen of the seventy. This one means the same, for the forms used here (``slots=True``, with or without
``frozen=True``), and costs a tenth. ``__init__`` is compiled when the first object is made; ``==``, ``hash``, ``repr``
and pickling need no compiling. Fields, ``replace``, ``asdict`` and pattern matching are the standard library's.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["NEW_OBJECTS", "dataclass", "field"]

NEW_OBJECTS = 100_000
"""Objects after which a process of ours searches for garbage in cycles (by default 700).

Records have no cycles, and one pass over a large index takes 0.05 s: a twentieth of a search, a twelfth of a question
over a million passages.
"""

Values = Callable[[Any], tuple[Any, ...]]


def _dataclass(*, slots: bool, frozen: bool = False) -> Callable[[type], type]:
    """Return :func:`dataclasses.dataclass`; a class without ``slots`` is not for this module."""
    if not slots:
        raise TypeError("records have slots")

    def decorate(cls: type) -> type:
        cls.__doc__ = cls.__doc__ or cls.__name__  # else dataclasses writes one, by tokenizing a signature: 5 ms
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
        names = tuple(f.name for f in dataclasses.fields(made))
        methods = _methods(made, names, frozen)
        for name, method in methods.items():
            if name not in cls.__dict__ or (name == "__hash__" and cls.__dict__[name] is None):
                setattr(made, name, method)
        return made  # type: ignore[no-any-return]

    return decorate


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _methods(cls: Any, names: tuple[str, ...], frozen: bool) -> dict[str, Any]:
    methods: dict[str, Any]
    values = _values(names)

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - becomes that method
        cls.__init__ = init = _init(cls, names, frozen)
        init(self, *args, **kwargs)

    def __eq__(self: Any, other: object) -> Any:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    @recursive_repr()
    def __repr__(self: Any) -> str:  # noqa: N807
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(names, values(self), strict=True))
        return f"{self.__class__.__qualname__}({shown})"

    def __reduce__(self: Any) -> tuple[type, tuple[Any, ...]]:  # noqa: N807
        return self.__class__, values(self)

    methods = {"__init__": __init__, "__eq__": __eq__, "__repr__": __repr__, "__reduce__": __reduce__}
    methods["__signature__"] = _Signature(lambda: _init(cls, names, frozen))
    if not frozen:
        return methods | {"__hash__": None}
    return methods | {"__hash__": __hash__, "__setattr__": _refuse_change, "__delattr__": _refuse_change}


class _Signature:
    """``inspect.signature(record)``: what the compiled ``__init__`` takes."""

    def __init__(self, init: Callable[[], Callable[..., None]]) -> None:
        self.init = init

    def __get__(self, record: object, cls: type) -> inspect.Signature:
        taken = inspect.signature(self.init())
        return taken.replace(parameters=list(taken.parameters.values())[1:])


def _refuse_change(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _values(names: tuple[str, ...]) -> Values:
    """Return what takes the fields of a record as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _init(cls: Any, names: tuple[str, ...], frozen: bool) -> Callable[..., None]:
    """Return the class's ``__init__``, compiled; slots are set past the guard of a frozen class."""
    scope: dict[str, Any] = {"_missing": dataclasses.MISSING}
    parameters, body = ["self"], []
    for name, its in zip(names, dataclasses.fields(cls), strict=True):
        scope[f"_set_{name}"] = getattr(cls, name).__set__
        value = name
        if its.default_factory is not dataclasses.MISSING:
            scope[f"_make_{name}"] = its.default_factory
            value = f"_make_{name}() if {name} is _missing else {name}"
            parameters.append(f"{name}=_missing")
        elif its.default is not dataclasses.MISSING:
            scope[f"_default_{name}"] = its.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        body.append(f"_set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    source = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body or ["pass"])
    exec(source, scope)  # noqa: S102 - field names of our own classes
    init: Callable[..., None] = scope["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init
