"""Names of what is judged: finding them in text, identifying a printed name, dividing a run of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cqa.gazetteer.frameworks import Theme, frameworks, theme_words
from cqa.model import Finding, Span
from cqa.text.pattern import pattern


class ThemeWord(NamedTuple):
    """A known theme in a text."""

    theme: Theme
    span: Span
    short: bool
    """Whether its form is too short for running text."""


_NUMBERING_RE = pattern(r"^[^\w(]*(?:o\s+)?(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+)?[^\w(]*")
_JUDGEMENT_HEAD_RE = pattern(r"^the\s+(?:graded|overall)\s+judge?ment\s+(?:for|about|on|of)\s+(?:the\s+)?", re.I)
_VERB_TAIL_RE = pattern(
    r"(?:\s+(?:is|are|was|were))?(?:\s+that\s+(?:it|they))?(?:\s+(?:is|are|was|were))?[\s:]*$", re.I
)
_TAIL_RE = pattern(r"[\s:;,.|–—-]+$")


def clean_theme(printed: str) -> str:
    """Return a printed theme without its number, bullet, line breaks and trailing punctuation."""
    one_line = _NUMBERING_RE.sub("", re.sub(r"\s+", " ", printed).strip(), count=1)
    return _TAIL_RE.sub("", _VERB_TAIL_RE.sub("", _JUDGEMENT_HEAD_RE.sub("", one_line))).strip()


@lru_cache(maxsize=1)
def _by_words() -> dict[str, tuple[Theme, ...]]:
    table: dict[str, list[Theme]] = {}
    for framework in frameworks():
        for theme in framework.themes:
            for form in (*theme.forms, *theme.short):
                table.setdefault(theme_words(form), []).append(theme)
    return {words: tuple(themes) for words, themes in table.items()}


@lru_cache(maxsize=1)
def _short_words() -> frozenset[str]:
    return frozenset(theme_words(form) for fw in frameworks() for theme in fw.themes for form in theme.short)


@lru_cache(maxsize=1)
def _theme_re() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:the\s+)?(?:{'|'.join(_alternatives(_by_words()))})(?![\w-])", re.I)


def _alternatives(names: Iterable[str]) -> list[str]:
    """Return the names as patterns, longest first, tolerant of line breaks, cell borders, ``&`` and commas."""
    gap = r"[\s,()/|-]{1,6}"
    word = {"and": "(?:and|&)", "wellbeing": r"well[\s-]?being"}
    made = []
    for name in sorted(names, key=len, reverse=True):
        parts = [word.get(w, re.escape(w).replace("'", "['’‘]")) for w in name.split()]
        made.append(gap.join(parts))
    return made


def is_short(printed: str) -> bool:
    """Return whether ``printed`` is a name too short for running text."""
    return theme_words(clean_theme(printed)) in _short_words()


def themes_named(printed: str) -> tuple[Theme, ...]:
    """Return the themes of which ``printed`` is a name, in the register's order; () for no theme."""
    return _by_words().get(theme_words(clean_theme(printed)), ())


def theme_key(printed: str) -> str:
    """Return what makes two printed themes the same: the key of a known theme, else its words."""
    known = themes_named(printed)
    return known[0].key if known else theme_words(clean_theme(printed))


def themes_in(text: str, start: int = 0, end: int | None = None) -> list[ThemeWord]:
    """Return every known theme in ``text[start:end]``, longest form first, not overlapping, in order of place."""
    found = []
    for match in _theme_re().finditer(text, start, len(text) if end is None else end):
        words = theme_words(match[0])
        themes = _by_words().get(words)
        if themes:
            found.append(ThemeWord(themes[0], match.span(), words in _short_words()))
    return found


def theme_before(text: str, end: int, reach: int = 160) -> ThemeWord | None:
    """Return the known theme that ends at ``end`` (spaces, dashes, colons and cell borders between do not count)."""
    start = max(0, end - reach)
    stop = start + len(_TAIL_RE.sub("", text[start:end]))
    last = None
    for word in themes_in(text, start, stop):
        last = word
    return last if last and last.span[1] == stop else None


def cut_themes(printed: str, count: int) -> list[Span] | None:
    """Cut a run of ``count`` theme names that were printed one after another with nothing between them.

    Known themes are cut first; what stays between them is cut at words that begin with a capital letter, as few
    cuts as make up the number. Returns spans in ``printed``; None when it cannot be cut into ``count`` names.
    """
    starts = [m.start() for m in re.finditer(r"(?<!\S)[A-Z][\w’'&-]*", printed)]
    if len(starts) < count:
        return None
    known = themes_in(printed)
    inside = {s for s in starts for w in known if w.span[0] < s < w.span[1]}
    sure = {w.span[0] for w in known if w.span[0] in starts}
    sure |= {s for w in known for s in starts if s >= w.span[1] and not printed[w.span[1] : s].strip(" ,&")}
    free = [s for s in starts if s not in inside and s not in sure and not _joined(printed, s)]
    cuts = sorted(sure | set(starts[:1]))
    if len(cuts) > count:
        return None
    cuts = sorted(set(cuts) | set(free[: count - len(cuts)])) if len(free) >= count - len(cuts) else cuts
    if len(cuts) != count:
        return None
    ends = [*cuts[1:], len(printed)]
    return [(a, a + len(printed[a:b].rstrip(" ,;"))) for a, b in zip(cuts, ends, strict=True)]


def _joined(printed: str, start: int) -> bool:
    """Return whether the word at ``start`` is tied to the one before it and cannot begin a name."""
    return bool(re.search(r"(?:\b(?:of|for|and|the|to|in|with|on)|[&,(/-])\s*$", printed[:start]))


def theme_mentions(text: str) -> list[Finding[str]]:
    """Return the themes that a question or a sentence names, in order: canonical keys such as ``overall
    effectiveness``.

    Confidence is 1 for a theme's own name, 0.6 for a short or common form (``adoption``, ``value for money``).
    """
    return [
        Finding(word.theme.key, word.span, "theme name", 0.6 if word.short or word.theme.weak else 1.0)
        for word in themes_in(text)
        if word.theme.subject != "institution"
    ]
