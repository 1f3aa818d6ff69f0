"""How much a tool returns at once, and where the next call goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from cqa.errors import UsageError

T = TypeVar("T")

LIMIT_MOST = 50
"""Results of one call: what an assistant can read and quote at once."""

TEXT_LONGEST = 20_000
"""Characters of one section in a result of `show`; its resource has the whole."""


def checked(limit: int, offset: int) -> None:
    """Raise :class:`~cqa.errors.UsageError` for a limit or an offset out of bounds."""
    if not 1 <= limit <= LIMIT_MOST:
        raise UsageError(f"limit is {limit}; give 1 to {LIMIT_MOST}, and go on with offset")
    if offset < 0:
        raise UsageError(f"offset is {offset}; give 0 or more")


def page(rows: Sequence[T], limit: int, offset: int) -> tuple[Sequence[T], dict[str, Any]]:
    """Return some of the rows, and how many there are with the offset of the next ones.

    >>> page("abc", 2, 0)
    ('ab', {'total': 3, 'offset': 0, 'returned': 2, 'next_offset': 2})
    """
    checked(limit, offset)
    shown = rows[offset : offset + limit]
    return shown, continuation(len(rows), offset, len(shown))


def continuation(total: int, offset: int, returned: int) -> dict[str, Any]:
    """Return the counts of a page; ``next_offset`` is None after the last one."""
    following = offset + returned
    more = following if returned and following < total else None
    return {"total": total, "offset": offset, "returned": returned, "next_offset": more}
