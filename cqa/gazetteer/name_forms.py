"""The forms that an authority's name takes in print, folded so that they can be looked up.

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


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded: *Brighton & Hove* and *BRIGHTON AND HOVE'S* give ``("brighton", "and", "hove")``."""
    return tuple(fold_word(w) for w in _WORD.findall(text))


def fold_word(word: str) -> str:
    if word == "&":
        return "and"
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    return word.replace("'", "")


def place(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without the words that only say that it is a council: ``leeds city council`` gives ``leeds``."""
    for prefix in _PREFIXES:
        if words[: len(prefix)] == prefix and len(words) > len(prefix):
            words = words[len(prefix) :]
    end = len(words)
    while end > 1 and words[end - 1] in COUNCIL_WORDS:
        end -= 1
    return words[:end]


def is_full(words: tuple[str, ...]) -> bool:
    return bool({"council", "corporation", "authority", "borough", "district", "mbc"} & set(words))


def initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w not in _SMALL).upper()
