"""Numbers as documents print them: roman numerals and letters."""

from __future__ import annotations

ROMANS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """Return `number` (1 to 3,999) in small roman numerals."""
    text = ""
    for value, sign in ROMANS:
        count, number = divmod(number, value)
        text += sign * count
    return text


def roman_value(text: str) -> int | None:
    """Return the value of a well-formed roman numeral in either case, None for anything else."""
    left, total = text.lower(), 0
    for value, sign in ROMANS:
        while left.startswith(sign):
            total += value
            left = left[len(sign) :]
    return total if total and not left and roman(total) == text.lower() else None


def letters(number: int) -> str:
    """Return ``a`` to ``z``, then ``aa``, ``bb`` as Word counts (ECMA-376 17.18.59, lowerLetter)."""
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)
