"""The words in a text that may close a paper, in the sense of the law on meetings and in no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cqa.extract.exemption.lexicon import TaggedTerm

Kind = Literal["strong", "soft", "weak", "exemption", "part two", "phrase", "public", "law", "excluded"]


class Closing(NamedTuple):
    """Words that close: the tokens from ``start`` to ``end``, their kind, and the nouns that follow them."""

    start: int
    end: int
    kind: Kind
    nouns: tuple[str, ...]
    after: int
    """Where the nouns end."""


NEAR = 5
"""Tokens within which *exempt from* names the public, and a reason the law."""
FAR = 9
"""Tokens within which *not* reaches *publication*."""
_WORDS: tuple[Kind, ...] = ("strong", "exemption", "soft", "weak")
_CLOSING = frozenset({"strong", "soft", "weak", "exemption", "part_two"})
_PUBLIC = frozenset({"publicity", "audience"})
_AFTER_ANY = frozenset({"virtue", "law", "act", "para", "this", "the_paper", "publicity", "phrase", "part_two"})
_AFTER_STRONG = frozenset({"after_strong", "negative", "may"})
_AFTER_PUBLIC = frozenset(
    {"publicity", "audience", "between", "noun", "virtue", "glue", "negative", "past", "law", "after_strong"}
)
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven")


def closings(tokens: Sequence[TaggedTerm]) -> list[Closing]:
    """Return the closings of a text from left to right."""
    found: list[Closing] = []
    at = 0
    while at < len(tokens):
        here = _at(tokens, at)
        if here is not None:
            found.append(here)
        at = max(here.end if here else 0, at + 1)
    return found


def cites_law(tokens: Sequence[TaggedTerm]) -> bool:
    """Return whether a text names a Schedule, a rule, or the number of a paragraph."""
    return any("law" in token.tags or _paragraph(tokens, i) for i, token in enumerate(tokens))


def _at(tokens: Sequence[TaggedTerm], i: int) -> Closing | None:
    tags = tokens[i].tags
    if "not" in tags and (end := _not_public(tokens, i)):
        return Closing(i, end, "public", (), end)
    if "phrase" in tags:
        return Closing(i, i + 1, "phrase", (), i + 1)
    if "by_virtue" in tags and any(_paragraph(tokens, k) for k in range(i, i + 4)) and not _foreign_act(tokens, i):
        return Closing(i, i + 1, "law", (), i + 1)
    if "audience" in tags and (end := _excluded(tokens, i)):
        return Closing(i, end, "excluded", (), end)
    if "part_two" in tags:
        return _part_two(tokens, i)
    kind = next((kind for kind in _WORDS if kind in tags), None)
    return None if kind is None else _word(tokens, i, kind)


# ------------------------------------------------------------------ not for publication, the public excluded


def _not_public(tokens: Sequence[TaggedTerm], i: int) -> int:
    """Return where *not for publication*, *must not be disclosed* and the like end; 0 where it is none.

    What is *not shared* or *not in the public interest* is no mark: a noun needs *for*, *to* or *available* before it,
    a verb needs *be*. *Not to be reproduced without permission* says whose the words are.
    """
    end = 0
    forbidden = i > 0 and tokens[i - 1].text == "do"
    anything = forbidden or tokens[i].text == "without" or "welsh_not" in tokens[i].tags
    between: frozenset[str] = frozenset()
    for k in range(i + 1, min(i + FAR, len(tokens))):
        token, following = tokens[k], tokens[k + 1] if k + 1 < len(tokens) else None
        if token.tags & _PUBLIC:
            foreign = token.text == "public" and following is not None and not _ends_public(following)
            needed = "for_verb" if token.text.endswith("ed") else "for_noun"
            if end or anything or (needed in between and not foreign):
                end = k + 1
            elif foreign:
                break
        elif "between" not in token.tags:
            break
        between |= token.tags
    owned = end and tokens[end - 1].text.startswith("reproduc") and "without" in (t.text for t in tokens[end:][:FAR])
    return 0 if owned else end


def _ends_public(token: TaggedTerm) -> bool:
    """Return whether *public* is a noun before a token: *to the public as*, not *public transport*."""
    return token.separates or bool(token.tags & _AFTER_PUBLIC)


def _excluded(tokens: Sequence[TaggedTerm], i: int) -> int:
    """Return where *press and public to be excluded* ends; 0 where it is none."""
    for k in range(i + 1, min(i + NEAR, len(tokens))):
        if "excluded" in tokens[k].text.split():
            return k + 1
        if tokens[k].text not in ("to", "be", "are", "is", "now", "will", "shall", "likely to"):
            break
    return 0


# ------------------------------------------------------------------ the law


def _paragraph(tokens: Sequence[TaggedTerm], i: int) -> bool:
    """Return whether a token is *paragraph* with a number."""
    if i >= len(tokens) or "para" not in tokens[i].tags:
        return False
    after = [t for t in tokens[i + 1 : i + 4] if t.text not in ("-", "no", "numbers", "number", ".", "au", ":")]
    return bool(after) and (after[0].number or after[0].text in _NUMBER_WORDS)


def _foreign_act(tokens: Sequence[TaggedTerm], i: int) -> bool:
    """Return whether a paragraph is that of an Act which is not on meetings."""
    reach = tokens[i : i + 3 * NEAR]
    acts = any(token.text in ("act", "order", "regulations") for token in reach)
    return acts and not any(token.tags & {"law", "act"} for token in reach)


def _part_two(tokens: Sequence[TaggedTerm], i: int) -> Closing | None:
    """Return *Part II*, not as part of an Act, of its Schedule 8 or of a book."""
    following = [*tokens[i + 1 : i + 4]]
    if len(following) > 1 and following[0].text in ("of", "to", "no"):
        beyond = following[2] if following[1].text == "the" and len(following) > 2 else following[1]
        of_a_law = following[1].text == "schedule" and len(following) > 2 and following[2].number
        if of_a_law or not beyond.tags & {"this", "noun", "the_paper", "body"}:
            return None
    nouns, after = _nouns(tokens, i + 1)
    return Closing(i, i + 1, "part two", nouns, after)


# ------------------------------------------------------------------ exempt, confidential, private


def _word(tokens: Sequence[TaggedTerm], i: int, kind: Kind) -> Closing | None:
    """Return the closing that a word makes, None where it has another sense: *VAT exempt*, *private hire*."""
    if i and "other_sense" in tokens[i - 1].tags:
        return None
    nouns, after = _nouns(tokens, i + 1)
    following = tokens[after] if after < len(tokens) else None
    if kind == "exemption":
        fits = _of_publication(tokens, i, after)
    elif following is None or following.separates or following.number:
        fits = True
    elif following.tags & {"other_noun", "other_sense"}:
        fits = False
    elif following.text == "from":
        fits = any(token.tags & _PUBLIC for token in tokens[after + 1 : after + 1 + NEAR])
    elif following.tags & _AFTER_ANY:
        fits = True
    elif kind == "strong":
        fits = bool(nouns or following.tags & _AFTER_STRONG)
    else:
        fits = _unsure(tokens, after, kind, bool(nouns))
    return Closing(i, i + 1, kind, nouns, after) if fits else None


def _unsure(tokens: Sequence[TaggedTerm], after: int, kind: Kind, has_nouns: bool) -> bool:
    """Return whether *private*, *restricted* or *closed* is said of papers, by what follows at ``after``."""
    text, beyond = tokens[after].text, tokens[after + 1 : after + 3]
    if has_nouns:
        whose = [token for token in beyond if token.text != "the"]
        return text != "of" or bool(whose and whose[0].tags & {"noun", "body", "this", "the_paper"})
    if text in ("and", "or"):
        return bool(beyond and beyond[0].tags & (_CLOSING | {"noun", "audience", "not", "this"}))
    if text == "to":
        return any(("body" if kind == "soft" else "audience") in token.tags for token in beyond)
    if text == "by":
        return cites_law(tokens[after : after + NEAR])
    return text in ("until", "because", "due", "pending", "is", "are", "not")


def _nouns(tokens: Sequence[TaggedTerm], start: int) -> tuple[tuple[str, ...], int]:
    """Return the nouns that come after a closing word, and where they end."""
    nouns: list[str] = []
    at = start
    while at < len(tokens):
        token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        joins = token.text == "/" and following is not None and bool(following.tags & (_CLOSING | {"noun"}))
        if token.tags & {"noun", "body"} and "this" not in token.tags:
            nouns.append(token.text)
        elif not joins and (token.separates or not token.tags & (_CLOSING | {"adjective"})):
            break
        at += 1
    while at > start and tokens[at - 1].text in ("and", "or", "/"):
        at -= 1
    return tuple(nouns), at


def _of_publication(tokens: Sequence[TaggedTerm], i: int, after: int) -> bool:
    """Return whether *exemption* is that of a paper: from disclosure, under the Schedule, or in a label."""
    reach = tokens[after : after + NEAR]
    if not reach or reach[0].separates or reach[0].number:
        return True
    if reach[0].text == "from":
        return any(token.tags & _PUBLIC for token in reach)
    if "other_noun" in reach[0].tags:
        return False
    return cites_law(tokens[i:]) or any(token.text == "for" for token in tokens[max(0, i - 2) : i])
