"""The forms that an authority's name takes in print, in the form in which they are looked up.

*London Borough of Hillingdon* is also *LB Hillingdon*, *Hillingdon Council*, *Hillingdon* and *LBH*. All forms are
worked out once, by :mod:`cqa.gazetteer.build_register`, and shipped; here is the folding that both sides share.
"""

from __future__ import annotations

from cqa.text.pattern import pattern

_WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*|&")
_SMALL = frozenset({"the", "of", "and", "upon", "on", "in", "le", "with"})
_PREFIXES: tuple[tuple[str, ...], ...] = (
    ("the",),
    ("london", "borough", "of"),
    ("royal", "borough", "of"),
    ("city", "of"),
    ("borough", "of"),
)
_PREFIXES += (("county", "of"), ("lb",), ("lb", "of"), ("metropolitan", "borough", "of"), ("council", "of"))
COUNCIL_WORDS = frozenset(
    [
        "council",
        "county",
        "city",
        "borough",
        "district",
        "metropolitan",
        "london",
        "mbc",
        "mdc",
        "bc",
        "dc",
        "cc",
        "lbc",
        "la",
        "corporation",
        "lea",
        "authority",
        "local",
        "unitary",
        "royal",
        "town",
        "islands",
    ]
)


_LEADING = (COUNCIL_WORDS - {"islands", "london"}) | {"the", "of", "and"}
_TRAILING = COUNCIL_WORDS | {"of", "and", "combined", "mayoral"}


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name, folded: *Brighton & Hove* and *BRIGHTON AND HOVE'S* give ``("brighton", "and",
    "hove")``."""
    return tuple(fold_word(w) for w in _WORD.findall(text))


def fold_word(word: str) -> str:
    if word == "&":
        return "and"
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    return word.replace("'", "")


def place(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a folded name without the words that only say that it is a council; () where nothing else is in it.

    >>> place(("leeds", "city", "council")), place(("city", "and", "county", "of", "swansea"))
    (('leeds',), ('swansea',))
    """
    for prefix in _PREFIXES:
        if words[: len(prefix)] == prefix and len(words) > len(prefix):
            words = words[len(prefix) :]
    start, end = 0, len(words)
    while start < end - 1 and words[start] in _LEADING:
        start += 1
    while end > start + 1 and words[end - 1] in _TRAILING and not _is_region(words, start, end):
        end -= 1
    kept = words[start:end]
    return () if kept == ("london",) or (len(kept) == 1 and kept[0] in COUNCIL_WORDS) else kept


def place_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a printed name that identify its place, by which papers and questions are compared.

    >>> place_of("London Borough of Hammersmith & Fulham"), place_of("Greater London Authority")
    (('hammersmith', 'and', 'fulham'), ('greater', 'london'))
    """
    return place(name_words(name))


def _is_region(words: tuple[str, ...], start: int, end: int) -> bool:
    """Return whether *London* at the end is the place itself (*Greater London*), not a kind (*Hillingdon London Borough
    Council*)."""
    return words[end - 1] == "london" and words[end : end + 1] != ("borough",)


def is_full(words: tuple[str, ...]) -> bool:
    return bool({"council", "corporation", "authority", "borough", "district", "mbc"} & set(words))


def initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w not in _SMALL).upper()
