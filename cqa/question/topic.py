"""What is left of a question when its council, its dates and its asking are taken out: the topic, in phrases.

Words that stand together make a *run*. Runs that *or* joins, or that a bracket says again, share a *group*: any of them
will do. Words of purpose and circumstance, and owners of what is asked about, only qualify.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cqa.model import Span
from cqa.question.patterns import named_pattern, wording
from cqa.record import dataclass
from cqa.text.analyzer import Token, words
from cqa.text.pattern import pattern

_ARTICLES = frozenset({"a", "an", "the"})

_REFERENCES = frozenset({"section", "paragraph", "page"})
"""Words that belong to the topic when a number follows: *a section 114 notice*."""

_POSSESSIVE = pattern(r"['\u2019]s|s['\u2019]|.{2}['\u2019](?=\s)")

_LIST_MARK = pattern(r"[,;:()\"?]")

_LOOK_AHEAD = 60
"""Characters in which *or* makes a list of alternatives of what is before it."""


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word of the topic. ``run`` numbers the phrase that it is in; ``generic`` words are never required."""

    text: str
    stem: str
    span: Span
    run: int
    generic: bool
    group: int = 0
    """Runs joined by *or* share a group: any of them will do."""
    bound: bool = False
    """Follows *of* in its run: *changes of social worker*."""
    owner: bool = False
    """Before a possessive: *social workers' caseloads* is about caseloads."""
    named: bool = False
    """Written with a capital inside the question: a name, which must be there as it is."""
    judged: bool = False
    """In the phrase that the question's judging words stand at: *manageable caseloads*."""
    aside: bool = False
    """In a clause of purpose or circumstance: *... to fill social work posts*, *... when it called in the decision*."""


def topic_of(text: str, plain: str, taken: Sequence[Span], kind: str) -> tuple[TopicWord, ...]:
    """Return the words of ``text`` that carry its topic. ``plain`` is the text in lower case with straight quotes,
    ``taken`` the spans that other readings have used."""
    return _TopicReader(text, plain, taken, kind).read()


class _TopicReader:
    """One pass over the words, with the phrase that it is in."""

    def __init__(self, text: str, plain: str, taken: Sequence[Span], kind: str) -> None:
        table = wording()
        self.text, self.plain, self.taken = text, plain, taken
        self.frames = table.frames | table.framed_by.get(kind, frozenset())
        self.keep = table.kept_for.get(kind, frozenset())
        self.stop, self.generic = table.stop, table.generic
        clause = named_pattern("purpose").search(plain) or named_pattern("circumstance").search(plain)
        self.aside_from = clause.end() if clause else len(text) + 1
        self.found: list[TopicWord] = []
        self.run = self.group = 0
        self.last_end = -1
        """End of the word before, when it is of the topic; -1 after any other word."""
        self.joined = self.bound = False

    def read(self) -> tuple[TopicWord, ...]:
        for word in words(self.text):
            if self._carries(word):
                self._take(word)
            else:
                self._skip(word.exact)
        return tuple(self.found)

    def _carries(self, word: Token) -> bool:
        if word.exact in self.stop or any(a <= word.start < b for a, b in self.taken):
            return False
        if word.exact not in self.frames or word.exact in self.keep:
            return True
        return word.exact in _REFERENCES and re.match(r"\s+\d", self.text[word.end : word.end + 3]) is not None

    def _skip(self, said: str) -> None:
        """Return a word without topic ends the run, but for *of* and for an article after a wide word."""
        inside = self.last_end >= 0
        wide = all(w.generic for w in self.found if w.run == self.run)
        if inside and said in _ARTICLES and wide:  # "issued a section 114 notice"
            return
        if inside and said == "of":
            self.bound = True
            return
        self.run += 1
        self.joined = self.joined or said == "or"
        self.last_end = -1

    def _take(self, word: Token) -> None:
        before = self.text[max(0, word.start - 20) : word.start]
        restated = bool(self.found) and named_pattern("restated").search(before) is not None
        listed = self.last_end >= 0 and _LIST_MARK.search(self.text[self.last_end : word.start]) is not None
        self.run += listed
        alternative = restated or self.joined or (listed and " or " in self.plain[word.end : word.end + _LOOK_AHEAD])
        if self.found and self.run != self.found[-1].run and not alternative:
            self.group += 1
        self.joined = False
        self.bound = self.bound and bool(self.found) and self.found[-1].run == self.run
        self.found.append(
            TopicWord(
                self.text[word.start : word.end],
                word.stem,
                (word.start, word.end),
                self.run,
                generic=word.exact in self.generic or word.exact in self.keep,
                group=self.group,
                bound=self.bound,
                named=word.start > 0 and self.text[word.start].isupper() and word.exact not in self.generic,
                aside=word.start >= self.aside_from,
            )
        )
        self.last_end = word.end
        if _POSSESSIVE.match(self.text, word.end - 2) and not self.found[-1].generic:
            self.found = [replace(w, owner=True) if w.run == self.run else w for w in self.found]
            self.run += 1
