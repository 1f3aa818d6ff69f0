"""*What does NEET stand for?*: the expansion printed next to it in the papers of the index; the glossary comes last.

An expansion is taken only when its initials spell the short form (small words may be skipped), so that a bracket
that is merely next to it is not mistaken for its meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from cqa.answer.context import AnswerContext, not_found
from cqa.evidence.patterns import cue_words
from cqa.model import Answer, Evidence, Passage, Span

FURTHEST = 120
"""Characters on either side of the short form in which its expansion may stand."""


def expansions(text: str, acronym: str) -> list[tuple[str, Span]]:
    """Return every expansion of ``acronym`` printed next to it, with its span: *Full Words (FW)* and *FW (Full
    Words)*."""
    found = []
    for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(acronym)}s?(?![A-Za-z0-9])", text):
        after = re.match(r"\s*[\u2013:=-]?\s*\(([^()]{4,120})\)", text[match.end() : match.end() + FURTHEST + 20])
        if after and spells(after[1], acronym):
            start = match.end() + after.start(1)
            found.append((after[1], (start, start + len(after[1]))))
        cell = re.match(r"\s*(?:\t|:|\u2013|-|=|\bis\b|stands for|means)\s*", text[match.end() : match.end() + 20])
        if cell and not after and (length := _leading(text[match.end() + cell.end() :][: FURTHEST + 40], acronym)):
            start = match.end() + cell.end()
            found.append((text[start : start + length], (start, start + length)))
        if text[match.end() : match.end() + 1] == ")" and text[: match.start()].rstrip().endswith("("):
            before_end = text.rindex("(", 0, match.start())
            span = _before(text, before_end, acronym)
            if span:
                found.append((text[slice(*span)], span))
    return found


def _leading(text: str, acronym: str) -> int:
    """Length of the words at the start of a glossary's cell that spell the acronym; 0 when none do."""
    for word in re.finditer(r"[A-Za-z][A-Za-z\u2019'-]*", text):
        if spells(text[: word.end()].strip(), acronym):
            return word.end()
    return 0


def _before(text: str, end: int, acronym: str) -> Span | None:
    """Return the fewest words right before ``end`` that spell the acronym."""
    words = list(re.finditer(r"[A-Za-z][A-Za-z\u2019'-]*", text[max(0, end - FURTHEST) : end]))
    base = max(0, end - FURTHEST)
    for first in range(len(words) - 2, -1, -1):
        start = base + words[first].start()
        if words[first][0].lower() not in cue_words("small") and spells(text[start:end], acronym):
            return start, base + words[-1].end()
    return None


def spells(words: str, acronym: str) -> bool:
    """Return whether the words' initials give the acronym, small words skipped or not.

    >>> spells("Special Guardianship Order", "SGO"), spells("Not in Education, Employment or Training", "NEET")
    (True, True)
    """
    letters = [c for c in acronym.lower() if c.isalnum()]
    if letters and letters[-1] == "s" and acronym.endswith("s"):
        letters = letters[:-1]
    parts = [p for p in re.split(r"[^A-Za-z0-9]+", re.sub(r"['\u2019]s\b", "", words.lower())) if p]
    every = [p[0] for p in parts]
    telling = [p[0] for p in parts if p not in cue_words("small")]
    if letters in (every, telling):
        return True
    return len(parts) >= 2 and _walk(parts, letters)


def _walk(parts: list[str], letters: list[str]) -> bool:
    """Return whether the letters can be read off the words in order: each informative word gives its initial, small
    words may, and a long word may give letters from its inside after its initial (*MultiSystemic*,
    *IDentification*)."""

    def fits(word: int, at: int) -> bool:
        if word == len(parts):
            return at == len(letters)
        part = parts[word]
        if part in cue_words("small") and fits(word + 1, at):
            return True
        if at >= len(letters) or part[0] != letters[at]:
            return False
        if fits(word + 1, at + 1):
            return True
        inside = at + 1 < len(letters) and len(part) > 6 and letters[at + 1] in part[1:]
        return inside and fits(word + 1, at + 2)

    return len(parts) <= 12 and fits(0, 0)


def answer(context: AnswerContext, holding: list[Passage], glossary: dict[str, str]) -> Answer:
    """Return the expansion that the papers give most often, with every place that gives it; the glossary only when none
    does."""
    acronym = context.question.acronym
    if not acronym:
        return not_found(context, "the question names no abbreviation to spell out.")
    found: list[tuple[str, Evidence]] = []
    for passage in holding:
        for words, span in expansions(passage.text, acronym):
            quote = passage.span[0] + span[0], passage.span[0] + span[1]
            found.append(
                (re.sub(r"\s+", " ", words).strip(" ,;"), Evidence(passage, quote, 1.0, (span,), (acronym,), "cites"))
            )
    others = [Evidence(p, (p.span[0], p.span[1]), 0.2, (), (acronym,), "mentions") for p in holding]
    if found:
        best = Counter(w.lower() for w, _ in found).most_common(1)[0][0]
        shown = next(w for w, _ in found if w.lower() == best)
        proof = {e.passage.id: e for w, e in sorted(found, key=lambda x: x[0].lower() != best)}
        where = len({e.passage.paper for _, e in found})
        text = f"{acronym} stands for {shown} (spelt out in {where} paper{'s' if where > 1 else ''})."
        rest = [e for e in others if e.passage.id not in proof][:8]
        return Answer("definition", True, text, shown, evidence=(*proof.values(), *rest))
    known = glossary.get(acronym.casefold())
    if known and holding:
        text = f"{acronym} usually stands for {known}; that is from the glossary of cqa, as no paper spells it out."
        return Answer("definition", True, text, known, evidence=tuple(others[:8]))
    refused = not_found(context, f"no paper spells out {acronym}.")
    return replace(refused, evidence=tuple(others[:8]))
