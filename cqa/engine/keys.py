"""Values made comparable: folded values, date numbers and the one order of equal hits.

Every engine sorts and compares by what is computed here, so that they agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cqa.errors import UsageError
from cqa.model import Passage
from cqa.text.pattern import pattern

MAX_VALUE = 1_000
"""Longest folded value, in characters: engines limit the length of a term; nothing real is longer."""

NO_DATE = 0
"""Date number of a passage without a (readable) date."""

_DATE = pattern(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)
_DATE_SPAN = 100_000_000  # date numbers are YYYYMMDD, so below this
_PAPER_BITS, _ORDER_BITS = 20, 16  # with the 27 bits of a date: 63 bits, which every engine can store


@lru_cache(maxsize=20_000)
def fold_value(value: str) -> str:
    """Return a whole value as it is compared: Unicode-normal, without regard to case or to runs of white space.

    >>> fold_value("  Leeds  City COUNCIL")
    'leeds city council'
    """
    return clean(" ".join(unicodedata.normalize("NFKC", value).casefold().split())[:MAX_VALUE])


def clean(value: str) -> str:
    """Return the string with lone surrogates (file names that are not UTF-8) written out, so that it can be encoded."""
    return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")


@lru_cache(maxsize=20_000)
def date_number(date: str | None) -> int:
    """Return ``2010-02-12`` as 20100212, ``2010-02`` as 20100200, ``2010`` as 20100000; :data:`NO_DATE` for anything
    else."""
    match = _DATE.match(date or "")
    if not match:
        return NO_DATE
    year, month, day = (int(part or 0) for part in match.groups())
    return year * 10_000 + month * 100 + day if month <= 12 and day <= 31 else NO_DATE


def date_text(number: int) -> str | None:
    """Return the ISO date of a date number, None for :data:`NO_DATE`."""
    if number == NO_DATE:
        return None
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def last_day(number: int) -> int:
    """Return the last day that a date number may mean: 20100200 gives 20100231 (no calendar is needed to compare)."""
    if number == NO_DATE:
        return NO_DATE
    if number % 10_000 == 0:
        return number + 1231
    return number if number % 100 else number + 31


def date_bounds(low: str | None, high: str | None) -> tuple[int, int]:
    """Return the range ``low..high`` as numbers: a date *d* is in it when ``last_day(d) >= first and d <= last``.

    So a date that is known to the year only is in every range that shares a day with its year.
    Raises :class:`~cqa.errors.UsageError` for a bound that is no date.
    """
    for bound in (low, high):
        if bound and date_number(bound) == NO_DATE:
            raise UsageError(f"{bound!r} is not a date; write a year, 2010-02 or 2010-02-12")
    return (date_number(low) if low else 1), (last_day(date_number(high)) if high else _DATE_SPAN - 1)


def newest_key(passage: Passage) -> int:
    """Return newest first, undated last; then paper by paper (in no meaningful order) and in reading order. Sorts
    ascending.

    Passages that share even this key are ordered by id.
    """
    return _key(_DATE_SPAN - 1 - date_number(passage.date), passage)


def oldest_key(passage: Passage) -> int:
    """Return oldest first, undated last; then as :func:`newest_key`."""
    return _key(date_number(passage.date) or _DATE_SPAN - 1, passage)


def order_of(key: int) -> int:
    """Return the place in its paper that a :func:`newest_key` or :func:`oldest_key` ends with."""
    return key & ((1 << _ORDER_BITS) - 1)


def _key(date: int, passage: Passage) -> int:
    return (date << _PAPER_BITS | _paper_bits(passage.paper)) << _ORDER_BITS | order_bits(passage)


def order_bits(passage: Passage) -> int:
    """Return what a passage's two keys end with: its place in the paper, as far as there are bits for it."""
    return max(min(passage.order, (1 << _ORDER_BITS) - 1), 0)


@lru_cache(maxsize=1_000)
def _paper_bits(paper: str) -> int:
    from hashlib import blake2b  # 5 ms to import, and only writers need it

    digest = blake2b(paper.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") & ((1 << _PAPER_BITS) - 1)
