"""What a mark is said of: this paper, a part of it, or another paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cqa.extract.exemption.closing import Closing
from cqa.extract.exemption.lexicon import TaggedTerm, tagged

Subject = Literal["paper", "part", "other"]
THIS_IS = "this is"
_PARTS = frozenset(
    {"appendix", "annex", "annexe", "section", "part", "table", "schedule", "addendum", "supplement", "minute"}
    | {"minutes", "following", "follows", "below", "paragraph", "paragraphs", "subsection", "clause"}
)
"""Last words of *this section* and the like, which are parts of a paper."""
_QUALIFIES = frozenset({"adjective", "soft", "strong"})
_LEADING = frozenset(
    {"noun", "adjective", "glue", "body", "part_two", "law", "para", "strong", "soft", "weak", "virtue"}
)


def about(tokens: Sequence[TaggedTerm], closing: Closing, before: range, this: int | None) -> Subject | None:
    """Return what a closing is said of; None where its text does not say.

    ``before`` is the clause up to the closing, ``this`` where *this report* is in it.
    """
    if _names_another(tokens, closing, before, this):
        return "other"
    other = _other(tokens, before)
    if this is None:
        return _without_this(tokens, closing, before, other)
    if any(tokens[k].text in ("remainder", "rest") for k in range(max(0, this - 2), this)):
        return "part"
    if other is None:
        return subject_of(tokens[this])
    if other < this:
        if "preposition" in tokens[this - 1].tags:
            return None if heading_of_part(tokens) else "other"
        return subject_of(tokens[this])
    joined = any(tokens[k].text in ("and", "because", "as") for k in range(this, other))
    return subject_of(tokens[this]) if joined else "other"


def subject_of(token: TaggedTerm) -> Literal["paper", "part"]:
    """Return what *this report*, *this section* or *the following* is."""
    words = token.text.split()
    return "part" if words[-1] in _PARTS or {"remainder", "rest"} & set(words) else "paper"


def of_this_paper(token: TaggedTerm) -> bool:
    """Return whether a token is *this report* or the like."""
    return "this" in token.tags and subject_of(token) == "paper"


def heading_of_part(tokens: Sequence[TaggedTerm]) -> bool:
    """Return whether a text is the heading of one part, without a verb: *Appendix 2 - exempt*."""
    named = [k for k, token in enumerate(tokens) if "part_noun" in token.tags]
    named = named or [k for k, token in enumerate(tokens) if "part_two" in token.tags]
    if len(named) != 1 or tokens[named[0]].text.endswith("s"):
        return False
    begins = all(token.separates or token.tags & _LEADING for token in tokens[: named[0]])
    return begins and not any(token.tags & {"verb", "says"} for token in tokens)


def _names_another(tokens: Sequence[TaggedTerm], closing: Closing, before: range, this: int | None) -> bool:
    """Return whether the closing qualifies a noun of another paper: *see the exempt report*, *an exempt annex*."""
    if not closing.nouns or closing.kind in ("part two", "public") or closing.start == before.start:
        return False
    k = closing.start - 1
    while k > before.start and tokens[k].tags & _QUALIFIES and "before_noun" not in tokens[k].tags:
        k -= 1
    owner = this is None and tokens[k].text.endswith("s") and not tokens[k].tags
    if "before_noun" not in tokens[k].tags and not owner:
        return False
    if this is None:
        return True
    placed = closing.start - this <= PLACED and tokens[this + 1].text == "is" and "part_of" in _last(closing)
    return tokens[this].text != THIS_IS and not _content(closing) and not placed


PLACED = 4
"""Tokens from *this report* to the closing in *This report is for the private part of the meeting*."""


def _last(closing: Closing) -> frozenset[str]:
    return tagged(closing.nouns[-1])[0].tags


def _content(closing: Closing) -> bool:
    """Return whether the noun of a closing is what a paper has in it: *exempt information*."""
    return "content_noun" in tagged(closing.nouns[-1])[0].tags


def _without_this(tokens: Sequence[TaggedTerm], closing: Closing, before: range, other: int | None) -> Subject | None:
    after = tokens[closing.after :]
    if any("this" in token.tags for token in after):
        contained = any("inside" in token.tags for token in after)
        return "paper" if closing.nouns and _content(closing) and other is None and contained else None
    if other is not None and not heading_of_part(tokens):
        return "other"
    return "paper" if before and "the_paper" in tokens[before.start].tags else None


def _other(tokens: Sequence[TaggedTerm], before: range) -> int | None:
    """Return where a text names an appendix, a numbered item or another report before the closing."""
    for k in before:
        tags, following = tokens[k].tags, tokens[k + 1] if k + 1 < len(tokens) else None
        if ("part_noun" in tags and "this" not in tags) or "elsewhere" in tags:
            return k
        if "part_two" in tags and following is not None and following.text == "of":
            return k
        numbered = tokens[k].text in _NUMBERED and following is not None and following.text[0].isdigit()
        if numbered and any("verb" in tokens[v].tags for v in range(k, before.stop)):
            return k
    return None


_NUMBERED = ("item", "items", "report", "reports")
