"""``dataclass``, with a record's methods made at first use instead of at import.

The standard decorator writes and compiles six functions for every class: 0.5 ms each, 35 ms of a search, which uses a
dozen of the seventy. This one means the same, for the forms used here (``slots=True``, with or without
``frozen=True``), and costs a tenth. ``__init__`` is compiled when many objects are made; ``==``, ``hash``, ``repr``
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

FEW = 40
"""Objects of a record that are made without a compiled ``__init__``. One compiling costs as much as 50 of them."""

Values = Callable[[Any], tuple[Any, ...]]


def _dataclass(*, slots: bool, frozen: bool = False) -> Callable[[type], type]:
    """Return :func:`dataclasses.dataclass`; a class without ``slots`` is not for this module."""
    if not slots:
        raise TypeError("records have slots")

    def decorate(cls: type) -> type:
        cls.__doc__ = cls.__doc__ or cls.__name__  # else dataclasses writes one, by tokenizing a signature: 5 ms
        written = cls.__annotations__
        cls.__annotations__ = dict.fromkeys(written, object)  # else it seeks "ClassVar" in each: a sixth of its time
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
        made.__annotations__ = written
        fields = dataclasses.fields(made)
        for its in fields:
            its.type = written[its.name]
        names = tuple(its.name for its in fields)
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
    makers: list[_Maker] = []

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - becomes that method
        if not makers:
            makers.append(_Maker(cls, names))
        if not makers[0].fill(self, args, kwargs):
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


class _Maker:
    """Fills the first objects of a class, slowly, so that most classes need no compiled ``__init__``."""

    def __init__(self, cls: Any, names: tuple[str, ...]) -> None:
        fields = dataclasses.fields(cls)
        self._left = FEW
        self._names = names
        self._set = {name: getattr(cls, name).__set__ for name in names}
        self._defaults = {f.name: f.default for f in fields if f.default is not dataclasses.MISSING}
        self._factories = {f.name: f.default_factory for f in fields if f.default_factory is not dataclasses.MISSING}

    def fill(self, record: object, args: tuple[Any, ...], given: dict[str, Any]) -> bool:
        """Set the fields of a new object; False where the compiled method shall do it, or say what is wrong."""
        self._left -= 1
        names = self._names
        if self._left < 0 or len(args) > len(names):
            return False
        values = dict(zip(names, args, strict=False))
        if not values.keys().isdisjoint(given):
            return False
        values = self._defaults | values | given
        for name, make in self._factories.items():
            if name not in values:
                values[name] = make()
        if len(values) != len(names) or not values.keys() <= self._set.keys():
            return False
        for name, value in values.items():
            self._set[name](record, value)
        return True


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
