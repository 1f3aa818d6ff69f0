"""Records made at first use mean what the standard library's dataclasses mean."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa import record


@record.dataclass(frozen=True, slots=True)
class Ours:
    """A record."""

    name: str
    spans: tuple[int, ...] = ()
    noted: list[str] = record.field(default_factory=list)

    def __str__(self) -> str:
        return self.name


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A record."""

    name: str
    spans: tuple[int, ...] = ()
    noted: list[str] = dataclasses.field(default_factory=list)

    def __str__(self) -> str:
        return self.name


@record.dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


@record.dataclass(slots=True)
class Open:
    """May change."""

    count: int = 0


values = st.tuples(st.text(), st.tuples(st.integers()), st.lists(st.text()))


@given(values, values)
def test_it_compares_prints_and_travels_as_the_standard_one(a: Any, b: Any) -> None:
    ours, theirs = [Ours(*a), Ours(*b)], [Theirs(*a), Theirs(*b)]
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert repr(ours[0]) == repr(theirs[0]).replace("Theirs", "Ours")
    assert str(ours[0]) == str(theirs[0])
    assert dataclasses.asdict(ours[0]) == dataclasses.asdict(theirs[0])
    assert pickle.loads(pickle.dumps(ours[0])) == ours[0] == copy.deepcopy(ours[0])  # noqa: S301
    assert dataclasses.replace(ours[0], name="x") == Ours("x", *a[1:])


def test_equal_records_hash_alike_and_other_classes_are_not_equal() -> None:
    @record.dataclass(frozen=True, slots=True)
    class Other:
        name: str
        spans: tuple[int, ...] = ()

    assert hash(Other("a")) == hash(Other("a", ()))
    assert {Empty(), Empty()} == {Empty()}
    assert Ours("a", ()) != Theirs("a", ())
    with pytest.raises(TypeError, match="unhashable"):
        hash(Open())


def test_defaults_are_made_anew_and_signatures_are_told() -> None:
    first, second = Ours("a"), Ours(name="b")
    first.noted.append("seen")
    assert second.noted == []
    assert list(inspect.signature(Ours).parameters) == list(inspect.signature(Theirs).parameters)
    with pytest.raises(TypeError, match="name"):
        Ours()  # type: ignore[call-arg]
    match first:
        case Ours(name, spans):
            assert (name, spans) == ("a", ())


def test_frozen_ones_cannot_be_changed_and_open_ones_can() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Ours("a").name = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del Ours("a").name  # type: ignore[misc]
    changed = Open()
    changed.count = 3
    assert changed == Open(3)
    with pytest.raises(AttributeError):
        changed.more = 1  # type: ignore[attr-defined]
