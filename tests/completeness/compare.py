"""Words of an independent reading that are in no passage, counted one by one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
DIVIDED = re.compile(r"(\w)[-\u00ad\u2010]\s*\n\s*(\w)")
NUMBER_ALONE = re.compile(r"\s*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*", re.IGNORECASE)
SHORTEST = 4
"""Letters of a word that is looked for within joined words: the two sides part words at different places."""


class Loss(NamedTuple):
    """Words of the other reading, those of them in no passage, and the most frequent of these."""

    words: int
    lost: int
    most: tuple[str, ...]

    @property
    def share(self) -> float:
        """Lost words to all, 0 to 1."""
        return self.lost / self.words if self.words else 0.0


def loss(reading: str, passages: Iterable[str], running_lines: Iterable[str]) -> Loss:
    """Return what of `reading` is in none of the passages; lines that run on every page do not count."""
    running = {_line(line) for line in running_lines} | {
        _line(cell) for line in running_lines for cell in line.split("\t")
    }
    lines = [line for line in reading.splitlines() if not NUMBER_ALONE.fullmatch(line)]
    text = "\n".join(line for line in lines if _line(line) not in running)
    theirs = Counter(_words(DIVIDED.sub(r"\1\2", text)))
    ours_text = "\n".join(passages)
    ours = Counter(_words(ours_text))
    lost = theirs - ours
    squeezed = "".join(_words(ours_text)) if lost else ""
    for word in list(lost):
        if len(word) >= SHORTEST and squeezed.count(word) >= theirs[word]:
            del lost[word]
    _without_parts(lost, ours - theirs)
    most = tuple(f"{word}" + (f" {count}x" if count > 1 else "") for word, count in lost.most_common(8))
    return Loss(theirs.total(), lost.total(), most)


def _without_parts(lost: Counter[str], surplus: Counter[str]) -> None:
    """Take out words that the other side has in parts: *Chil dren* here is *Children* there."""
    parts = Counter({word: count for word, count in surplus.items() if count > 0})
    for word in list(lost):
        for cut in range(1, len(word)):
            head, tail = word[:cut], word[cut:]
            while lost[word] > 0 and parts[head] > 0 and parts[tail] > (head == tail):
                lost[word] -= 1
                parts[head] -= 1
                parts[tail] -= 1
        if lost[word] <= 0:
            del lost[word]


def _line(text: str) -> str:
    return "".join(WORD.findall(re.sub(r"\d+", "", text.lower())))


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())
