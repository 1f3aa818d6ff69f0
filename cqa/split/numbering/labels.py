"""Paragraph labels: ``3.10.1``, ``2.``, ``1)``, ``(iv)``, ``(a)``, ``A.``, and what each may mean.

A label is read without judging it: whether ``17.67`` at the start of a line is a paragraph is decided by
`cqa.split.numbering.decoder`, from its neighbours. Only what can never be a paragraph number (a clock time, a day of
the month, a decimal with a leading zero) is refused here.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from cqa.text.roman_numerals import roman_value

Family = Literal["n", "n)", "d", "(n)", "(a)", "(i)", "a", "i", "A", "I", "(A)", "(I)"]
"""Scheme of a label: plain number, dotted number, bracketed number, letter, roman; bare or bracketed."""


class LabelReading(NamedTuple):
    """One meaning of a label: ``(v)`` is the roman five or the letter v. ``value`` counts from 1."""

    family: Family
    value: tuple[int, ...]


class Label(NamedTuple):
    """A label at the start of a line. ``start, end`` are offsets of its characters, ``rest`` of what follows.

    ``printed`` is the number as printed without its full stop (``1.0``, ``(i)``, ``3.10.1``, ``1)`` gives ``1``).
    ``stopped`` says that a full stop or bracket closes it, which a bare number in a sentence has not. ``proven``
    labels count wherever they are: they have the date of the meeting, as others of the paper do.
    """

    printed: str
    readings: tuple[LabelReading, ...]
    start: int
    end: int
    rest: int
    stopped: bool
    proven: bool = False


_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROMAN = frozenset("ivxlc")
_LONGEST_ROMAN = 7  # xxxviii; longer runs of these letters are words

_LABEL = re.compile(
    r"(?:(?P<ref>[A-Z]{0,2}\d{1,3}/(?:20)?[0-4]\d)(?P<rstop>[.):]?)(?=[ \t\u00a0]+[A-Z])"
    r"|(?P<dec>\d{1,3}(?:\.\d{1,3}){1,4})(?P<dstop>(?:\\?[.):])?)"
    r"|(?P<int>\d{1,3})(?P<istop>(?:\\?[.):])?)"
    r"|\((?P<par>\d{1,3}|[ivxl]{1,7}|[a-z]{1,2}|[IVXL]{1,5}|[A-Z])\)(?P<pstop>\.?)"
    r"|(?P<let>[ivxl]{1,7}|[a-z]|[IVXL]{1,5}|[A-Z])(?P<lstop>[.)]))"
    r"(?P<gap>[ \t\u00a0\u2002\u2003]+|$|(?<=[.)])(?=[A-Z\u2018\u201c])|(?<=\d)(?=[A-Z][a-z]))"
)

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b"
)
_UNIT = re.compile(
    rf"(?:(?i:{_MONTHS})|(?i:am|pm|a\.m|p\.m|noon)\b|(?:hrs?|hours?|mins?|minutes?|days?|weeks?|months?|years?|"
    r"per ?cent|million|billion|m|bn|k|km|miles|metres?|sqm|ha|hectares|homes|units|dwellings|st|nd|rd|th|x)\b|"
    r"sq\.? |%|/|\+|=|-\s?\d)"
)
"""What makes a number a date, a time or a quantity. Units are written small: ``3.4 Homes for young people`` is a
paragraph, ``3.4 homes`` is not; nor do months hide in words (``2 Declarations of interest``, ``3.4 Among those``)."""


def roman(letters: str) -> int | None:
    """Return the value of a roman numeral (``xiv`` is 14), None for other letters."""
    if not letters or len(letters) > _LONGEST_ROMAN or not _ROMAN.issuperset(letters.lower()):
        return None
    return roman_value(letters)


def _letter(letters: str) -> int | None:
    """Return the place in a list: a is 1, z is 26, aa is 27, bb is 28 (only repeated letters, as councils print)."""
    low = letters.lower()
    if len(low) == 1 and "a" <= low <= "z":
        return ord(low) - 96
    if len(low) == 2 and low[0] == low[1]:
        return 26 + ord(low[0]) - 96
    return None


def _letter_readings(letters: str, bracketed: bool) -> tuple[LabelReading, ...]:
    upper = letters.isupper()
    found = []
    value = roman(letters)
    if value is not None and not (upper and len(letters) == 1 and letters not in "IVX"):
        found.append(LabelReading(("(I)" if upper else "(i)") if bracketed else ("I" if upper else "i"), (value,)))
    place = _letter(letters)
    if place is not None:
        found.append(LabelReading(("(A)" if upper else "(a)") if bracketed else ("A" if upper else "a"), (place,)))
    return tuple(found)


def _number_readings(digits: str, bracketed: bool = False) -> tuple[LabelReading, ...]:
    parts = digits.split(".")
    if any(len(p) > 1 and p[0] == "0" for p in parts):
        return ()
    value = tuple(int(p) for p in parts)
    if len(value) == 1:
        return (LabelReading("(n)" if bracketed else "n", value),) if value[0] else ()
    if 0 in value[:-1] or value[0] > 199:
        return ()
    if value[-1] == 0:  # 1.0 heads section 1; 4.1.0 heads section 4.1
        return (LabelReading("n" if len(value) == 2 else "d", value[:-1]),)
    return (LabelReading("d", value),)


def parse(text: str, at: int, end: int) -> Label | None:
    """Return the label that ``text[at:end]`` starts with, or None.

    >>> parse("3.10.1 New ways of working", 0, 26).printed
    '3.10.1'
    >>> parse("6 March 2017", 0, 12) is None
    True
    """
    m = _LABEL.match(text, at, end)
    if m is None or (m["let"] and not m["gap"] and m.end() < end):
        return None
    rest = m.end()
    stopped = True
    if m["ref"]:  # a minute of a year: 45/19, P12/24
        printed, stop = m["ref"], m.end("rstop")
        readings = _number_readings(m["ref"].partition("/")[0].lstrip(_CAPITALS).lstrip("0"))
    elif m["dec"]:
        printed, readings, stopped = m["dec"], _number_readings(m["dec"]), bool(m["dstop"])
        stop = m.end("dstop")
    elif m["int"]:
        printed, readings, stopped = m["int"], _number_readings(m["int"]), bool(m["istop"])
        if m["istop"].endswith(")"):
            readings = tuple(LabelReading("n)", r.value) for r in readings)
        stop = m.end("istop")
    elif m["par"]:
        inner = m["par"]
        readings = _number_readings(inner, True) if inner.isdigit() else _letter_readings(inner, True)
        printed, stop = text[m.start() : m.end("par") + 1], m.end("pstop")
    else:
        printed, readings, stop = m["let"], _letter_readings(m["let"], False), m.end("lstop")
    if not readings:
        return None
    if (m["dec"] or m["int"]) and (not stopped or m["dec"]) and _UNIT.match(text, rest, end):
        return None
    return Label(printed, readings, m.start(), stop, rest, stopped)


_RIGHT = re.compile(r"(\d{1,2})\.?$")
_RIGHT_LONGEST = 3
"""Characters of ``12.``. Only the end of the line is searched: with the gap in the pattern, blanks cost their cube."""


def parse_right(text: str, at: int, end: int) -> Label | None:
    """Return the section number that is printed right of its heading (``Council Tax 6``), or None."""
    last = text[end - 1 : end]
    m = _RIGHT.search(text, max(at, end - _RIGHT_LONGEST), end) if last == "." or last.isdigit() else None
    if m is None:
        return None
    gap = m.start() - len(text[at : m.start()].rstrip(" \t")) - at
    start = m.start() - gap
    if text.startswith(" \t", start):
        start += 1
    wide = text.startswith(("  ", "\t"), start)
    if not (gap and wide) or not 4 <= start - at <= 90 or "\t" in text[at:start]:
        return None
    readings = _number_readings(m[1])
    return Label(m[1], readings, m.start(1), m.end(1), at, False) if readings else None


_NAMED = re.compile(
    r"(?P<word>part|appendix|annexe?|schedule|enclosure|chapter|section|question|recommendation|item|agenda item|table|"
    r"figure|amendment|motion|volume|stage|theme|priority|objective|outcome|principle|step|phase|option)"
    r"[ \t]+(?:no\.? ?)?(?P<no>\d{1,3}[a-z]?|[A-Z]{1,2}\d{0,2}|[IVX]{1,5})(?=[ \t]*(?:$|[:.)\u2013\u2014-]|[ \t]))",
    re.IGNORECASE,
)


class NamedLabel(NamedTuple):
    """``APPENDIX B``, ``Chapter 9``: a word with its number. ``rest`` is the offset of the title that follows."""

    word: str
    number: str
    printed: str
    end: int
    rest: int


_SEPARATOR = re.compile(r"[ \t]*[:.)\u2013\u2014-]?[ \t\u2013\u2014-]*")


def parse_named(text: str, at: int, end: int) -> NamedLabel | None:
    """Return the named label that ``text[at:end]`` starts with (``Appendix A - Issues being addressed``), or None."""
    m = _NAMED.match(text, at, end)
    if m is None or not (m["no"][0].isdigit() or m["no"].isupper()):
        return None
    if m["word"][0].islower():
        return None
    sep = _SEPARATOR.match(text, m.end(), end)
    rest = sep.end() if sep else m.end()
    if text[rest : rest + 1].islower() and not text[m.end() : rest].strip():
        return None  # "Section 4 sets out …" is a sentence
    return NamedLabel(m["word"].lower(), m["no"], m[0], m.end(), rest)
