"""Patterns compiled when they are first used.

``re.compile`` costs 0.1 to 3 ms a pattern; the modules that a question passes through hold two hundred, of which
one question uses a few. A pattern made here behaves like a compiled one: its methods, ``pattern`` and ``flags`` are
those of the real one from the first use on, at the cost of an attribute.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["pattern"]


class _Pattern:
    """Compile a pattern when it is first used."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = value
        return value

    def __repr__(self) -> str:
        return f"pattern({self._source!r}, {self._flags!r})"


def _pattern(source: str, flags: int = 0) -> Any:
    return _Pattern(source, flags)


if TYPE_CHECKING:

    def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
        """Return the pattern; a mistake in it shows at first use."""
else:
    pattern = _pattern
