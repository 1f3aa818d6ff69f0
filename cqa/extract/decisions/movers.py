"""Who moved a motion, and who seconded it."""

from __future__ import annotations

import re
from functools import lru_cache

from cqa.extract.decisions.patterns import person
from cqa.model import Quote

MOST_LEFT = 6
"""Words beside names and offices of mover and seconder in a sentence that says no more (*it was … and … by*)."""

_WORD = re.compile(r"[A-Za-z]{2,}")
_TRAILING = re.compile(
    r"\W*(?:(?:this|it|which|the (?:motion|proposal|amendment)) (?:was|were) )?"
    r"(?:(?:formally )?(?:proposed|moved|proposer|mover|prop)\b\.?\s*(?:by)?\s*[:\u2013-]?\s|"
    r"seconded\b|seconder\b|2nd\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    name = f"(?P<who>{person()})"
    said = r"(?i:proposed|moved|prop\b|proposer|mover|propose|(?:proposal|motion|proposition)(?=\s+(?:by|of|from)\b))"
    seconded = r"(?i:seconded|2nd|sec\b|seconder|seconding|seconds)"
    link = r"\.?\s*(?i:by|of|from)?\s*[:\u2013-]?\s*(?i:the )?"
    untitled = r"[A-Z][a-z]+ [A-Z][a-z\u2019'-]+"
    return (
        re.compile(rf"\b{said}{link}{name}|\b{said} by (?P<plain>{untitled})"),
        re.compile(
            rf"{name}[^.;:\n]{{0,60}}?,?\s+(?:then |also |formally )*(?i:proposed|moved|propose)\b"
            rf"|(?<![A-Za-z] )(?P<plain>{untitled}) (?:proposed|moved)\b"
        ),
        re.compile(rf"\b{seconded}{link}{name}|\b{seconded} by (?P<plain>{untitled})"),
        re.compile(
            rf"{name}(?:\s*\([^)\n]{{1,60}}\))?,?\s+(?:then |also |formally |had )*(?i:seconded|seconding)\b(?P<plain>)"
        ),
    )


def proposer(text: str, start: int, end: int) -> Quote | None:
    """Return the first person named as the mover in ``text[start:end]``."""
    by, did, _, _ = _patterns()
    return _first(text, start, end, by, did)


def seconder(text: str, start: int, end: int) -> Quote | None:
    """Return the first person named as the seconder."""
    _, _, by, did = _patterns()
    return _first(text, start, end, by, did)


def _first(text: str, start: int, end: int, *patterns: re.Pattern[str]) -> Quote | None:
    for pattern in patterns:
        m = pattern.search(text, start, end)
        if m:
            group = "who" if m["who"] else "plain"
            words = m[group]
            for verb in ("Seconded", "Proposed", "SECONDED", "PROPOSED"):
                words = words.partition(f" {verb}")[0]
            return Quote(words, (m.start(group), m.start(group) + len(words)))
    return None


def trailing(words: str) -> bool:
    """Return whether the sentence only says who moved what stands before it or below it.

    >>> trailing("Proposed Cllr Jones, seconded Cllr Brown.")
    True
    """
    if _TRAILING.match(words) is None:
        return False
    left = words
    for pattern in _patterns():
        left = pattern.sub(" ", left)
    return len(_WORD.findall(left)) <= MOST_LEFT
