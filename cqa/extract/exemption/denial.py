"""What takes a mark back: that it is not so, no longer, of no paper in particular, or only supposed."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.extract.exemption.closing import Closing, cites_law
from cqa.extract.exemption.lexicon import TaggedTerm

REACH = 10
"""Tokens before a closing within which *no* or *not* denies it."""
ANSWER = 8
"""Tokens after a label within which *there were none* answers it."""
SOON = 2
"""Tokens before *made public* within which *until* or *not* says that it is still to come."""
ANY = 3
"""Tokens from *any* to the closing that it supposes."""
LONG = 14
"""Tokens after a closing from which a text is a sentence about papers in general, unless it cites the law."""


def denied(tokens: Sequence[TaggedTerm], closing: Closing, every: Sequence[Closing], clause: range) -> bool:
    """Return whether what a closing says is denied, or over.

    ``every`` are all closings of the text: the *not* of *not for publication* denies nothing. ``clause`` is where the
    closing is.
    """
    inside = {k for other in every if other.kind == "public" for k in range(other.start, other.end)}
    if _opens(tokens, closing) or _embargo(tokens, closing):
        return True
    for k in range(max(clause.start, closing.start - REACH), closing.start):
        if "negative" in tokens[k].tags and k not in inside and not _number(tokens, k):
            answered = "answer_no" in tokens[k].tags and any(
                token.text in ("-", ":", "/") for token in tokens[k + 1 : closing.start]
            )
            if not answered:
                return True
    past = [k for k in clause if "past" in tokens[k].tags and k not in inside and not _to_come(tokens, k, inside)]
    if any(tokens[k].text not in ("was", "were") for k in past):
        return True
    if any(0 < closing.start - k <= 2 for k in past) and not any("this" in tokens[k].tags for k in clause):
        return True
    return _answered_no(tokens, closing, inside)


def supposed(tokens: Sequence[TaggedTerm], closing: Closing, before: range, this: int | None) -> bool:
    """Return whether it is only supposed, asked or explained. ``this`` is where *this report* precedes the closing."""
    for k in before:
        token = tokens[k]
        if "suppose" in token.tags and _supposes(token, k, before, closing):
            return True
        forbids = closing.kind == "public" and closing.start == k + 1
        if "may" in token.tags and not forbids and (this is None or (this < k and "of_this" not in token.tags)):
            return True
    return False


def of_papers_in_general(tokens: Sequence[TaggedTerm], closing: Closing) -> bool:
    """Return whether it is said of papers in general: *Exempt reports will be circulated*."""
    following = tokens[closing.after] if closing.after < len(tokens) else None
    if following is None or following.separates or closing.kind == "public":
        return False
    generic = "verb" in following.tags and (bool(closing.nouns) or following.text == "means")
    long = len(tokens) - closing.after > LONG and not cites_law(tokens) and closing.kind in ("strong", "soft")
    return (generic or long) and not any("this" in token.tags for token in tokens)


def _supposes(token: TaggedTerm, k: int, before: range, closing: Closing) -> bool:
    if token.text in ("any", "unrhyw"):
        return closing.start - k <= ANY
    return "asks" not in token.tags or k == before.start


def _embargo(tokens: Sequence[TaggedTerm], closing: Closing) -> bool:
    """Return whether it is not for publication until an hour of the day: an embargo of the press, over when filed."""
    after = [token.text for token in tokens[closing.end : closing.end + REACH]]
    return after[:1] == ["until"] and bool({"am", "pm", "noon"} & set(after))


def _opens(tokens: Sequence[TaggedTerm], closing: Closing) -> bool:
    """Return whether the text begins by saying that it is open: *Open report (the exempt one is item 15)*."""
    first = tokens[0]
    following = tokens[1] if len(tokens) > 1 else None
    if "open" not in first.tags or closing.start == 0 or following is None or following.text == "excluded":
        return False
    if following.text in ("and", "or", "/"):
        return closing.after == len(tokens)  # the choice itself: *Open / exempt*
    return not (first.text == "official" and "strong" in tokens[closing.start].tags)


def _number(tokens: Sequence[TaggedTerm], k: int) -> bool:
    """Return whether *no* is short for *number*."""
    after = [token for token in tokens[k + 1 : k + 3] if token.text != "."]
    return tokens[k].text == "no" and bool(after) and after[0].text[0].isdigit()


def _to_come(tokens: Sequence[TaggedTerm], k: int, inside: set[int]) -> bool:
    """Return whether the end of a mark is denied or still to come: *not yet been lifted*, *until made public*."""
    before = range(max(0, k - SOON), k)
    return any("ahead" in tokens[j].tags or ("negative" in tokens[j].tags and j not in inside) for j in before)


def _answered_no(tokens: Sequence[TaggedTerm], closing: Closing, inside: set[int]) -> bool:
    """Return whether the closing is a label answered with no: *Exempt items: there were none*."""
    separated = False
    for k in range(closing.after, min(closing.after + ANSWER, len(tokens))):
        token = tokens[k]
        if "negative" in token.tags and k not in inside:
            last = k + 1 == len(tokens)
            return token.text != "without" and (separated or last or token.text in ("not applicable", "n/a"))
        if "open" in token.tags and separated and token.text != "part 1":
            return True
        if token.text == "." or (token.separates and separated and token.text != '"'):
            return False
        separated = separated or token.separates or "verb" in token.tags or token.text == "there"
        if not (token.separates or token.tags & _BETWEEN):
            return False
    return False


_BETWEEN = frozenset({"glue", "this", "noun", "the_paper", "adjective", "verb", "contain", "carries"})
