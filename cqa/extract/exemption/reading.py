"""What a sentence or line says of being closed: asserted, taken back, or said of another paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cqa.extract.exemption.closing import Closing, cites_law, closings
from cqa.extract.exemption.denial import denied, of_papers_in_general, supposed
from cqa.extract.exemption.lexicon import TaggedTerm, tagged
from cqa.extract.exemption.subject import THIS_IS, about, of_this_paper

Says = Literal["paper", "part", "stamp", "weak", "law", "denied", "supposed", "refers"]
"""*This report* or *this section* is closed; a line that is a mark; a weak one; the law in a sentence; no mark."""
_ORDER: tuple[Says, ...] = ("paper", "part", "stamp", "law", "refers", "denied", "supposed", "weak")
"""Of several words in one text that which closes most counts: a denial takes back only its own."""


class ClauseReading(NamedTuple):
    """What a text says, and the words on which that rests."""

    says: Says
    nouns: tuple[str, ...] = ()
    soft: bool = False
    """Whether the words are used for other things too: *private* in tables, *Part B* of a book."""


NEAR = 5
"""Tokens from *this is* to the closing of which it is said: *This is because ...* says nothing of the paper."""
REASON = 30
"""Tokens around a closing in which the law is its reason."""
LONGEST_STAMP = 40
"""Tokens of a line that can be nothing but a mark."""
LONGEST_BARE = 14
"""Tokens of a line that is nothing but a weak mark."""
_UNSURE = ("weak", "part two", "exemption")
_LEADING = frozenset(
    {"noun", "adjective", "glue", "body", "part_two", "law", "para", "strong", "soft", "weak", "virtue", "act"}
)
_KNOWN = _LEADING | {"audience", "this", "publicity", "between", "not"}


def read(text: str) -> ClauseReading | None:
    """Return what a text in its normal form says of being closed; None where it says nothing of it.

    >>> read("this report is exempt under paragraph 3").says, read("this report contains no exempt information").says
    ('paper', 'denied')
    >>> read("appendix 2 is exempt").says, read("not for publication").says, read("restricted byway")
    ('refers', 'stamp', None)
    """
    if text.endswith("?"):
        return None
    label, colon, value = text.partition(":")
    asked = closings(tagged(label)) if colon else []
    if asked and all(closing.kind != "public" for closing in asked):
        answer = read(
            value.strip()
        )  # *Exempt items: there were no exempt items*, *Exempt information: Appendix 3 is ...*
        if answer is not None and answer.says in ("denied", "refers"):
            return answer
    tokens = tagged(text)
    every = closings(tokens)
    readings = [reading for closing in every if (reading := _one(tokens, closing, every)) is not None]
    return min(readings, key=lambda reading: _ORDER.index(reading.says), default=None)


def says_closed(tokens: Sequence[TaggedTerm], closing: Closing, every: Sequence[Closing]) -> bool:
    """Return whether a closing is asserted: neither denied nor only supposed."""
    clause = _clause(tokens, closing)
    before = range(clause.start, closing.start)
    this = next((k for k in reversed(before) if _is_this(tokens, k, closing)), None)
    return not denied(tokens, closing, every, clause) and not supposed(tokens, closing, before, this)


def _one(tokens: Sequence[TaggedTerm], closing: Closing, every: Sequence[Closing]) -> ClauseReading | None:
    clause = _clause(tokens, closing)
    before = range(clause.start, closing.start)
    this = next((k for k in reversed(before) if _is_this(tokens, k, closing)), None)
    if denied(tokens, closing, every, clause):
        return ClauseReading("denied")
    if supposed(tokens, closing, before, this):
        return ClauseReading("supposed")
    if closing.kind == "excluded":
        return _public_excluded(tokens, closing, before)
    unsure = closing.kind in _UNSURE
    subject = about(tokens, closing, before, this)
    if subject == "other":
        return ClauseReading("refers", soft=unsure)
    if subject is not None:
        return None if unsure and not _sure(tokens, closing, this) else ClauseReading(subject, closing.nouns)
    named = any("part_noun" in tagged(noun)[0].tags for noun in closing.nouns)
    if _lists_appendices(tokens, closing) or (named and any("elsewhere" in t.tags for t in tokens[closing.after :])):
        return ClauseReading("refers")
    if of_papers_in_general(tokens, closing):
        return ClauseReading("supposed")
    if _leads(tokens, closing) and len(tokens) <= LONGEST_STAMP:
        return _stamp(tokens, closing)
    if closing.kind in ("weak", "part two"):
        return None
    if any("elsewhere" in token.tags for token in tokens):
        return ClauseReading("refers")
    named = closing.kind in ("phrase", "law") or (closing.kind == "public" and _forbids(tokens, closing))
    return ClauseReading("law") if named or _lawful(tokens, closing) else None


def _clause(tokens: Sequence[TaggedTerm], closing: Closing) -> range:
    """Return the tokens between the stops around a closing."""
    stops = [k for k, token in enumerate(tokens) if token.text in (".", ";", "?", "!")]
    start = max((k + 1 for k in stops if k < closing.start), default=0)
    return range(start, min((k for k in stops if k >= closing.end), default=len(tokens)))


def _is_this(tokens: Sequence[TaggedTerm], k: int, closing: Closing) -> bool:
    """Return whether a token names this paper: *this report*, *this is*, *Report considered in ...*."""
    if "document_noun" in tokens[k].tags and k == 0:
        held = next((i for i, token in enumerate(tokens[:NEAR]) if "held" in token.tags), None)
        return held is not None and all(token.tags & {"glue", "adjective"} for token in tokens[1:held])
    return "this" in tokens[k].tags and (tokens[k].text != THIS_IS or closing.start - k <= NEAR)


def _public_excluded(tokens: Sequence[TaggedTerm], closing: Closing, before: range) -> ClauseReading | None:
    """Read *press and public excluded*: a mark by itself, or said of *consideration of this report*."""
    if any(of_this_paper(token) for token in tokens[closing.end :]):
        return ClauseReading("paper")
    leads = all(tokens[k].tags & _LEADING or tokens[k].separates or tokens[k].number for k in before)
    return ClauseReading("stamp") if leads else None


def _sure(tokens: Sequence[TaggedTerm], closing: Closing, this: int | None) -> bool:
    """Return whether a word with other senses is a mark here: *closed to the public*, *This is a Part II report*."""
    public = closing.kind == "weak" and any("audience" in t.tags for t in tokens[closing.after : closing.after + 3])
    held = this is not None and any("held" in token.tags for token in tokens[this : closing.start])
    called = this is not None and tokens[this].text == THIS_IS
    return public or (closing.kind == "part two" and (held or called)) or _lawful(tokens, closing)


def _lawful(tokens: Sequence[TaggedTerm], closing: Closing) -> bool:
    """Return whether the law is cited near the closing."""
    return cites_law(tokens[max(0, closing.start - REASON) : closing.after + REASON])


def _forbids(tokens: Sequence[TaggedTerm], closing: Closing) -> bool:
    """Return whether it is *not for publication*, whoever is its subject; *not for the public at large* is less."""
    within = tokens[closing.start : closing.end]
    if "welsh_not" in within[0].tags:
        return True
    return within[1].text in ("for", "to") and any("act_of" in token.tags for token in within)


# ------------------------------------------------------------------ marks without a sentence


def _stamp(tokens: Sequence[TaggedTerm], closing: Closing) -> ClauseReading | None:
    """Return the mark that a line is; words with other senses must have nothing unknown around them."""
    if closing.kind in ("weak", "part two"):
        return ClauseReading("weak", closing.nouns, soft=True) if _bare(tokens) else None
    if closing.kind == "soft" and not (_bare(_segment(tokens, closing)) or _of_document(tokens, closing)):
        return None
    if closing.kind == "soft" and closing.start and not closing.nouns and "body" in tokens[closing.start - 1].tags:
        return None  # columns of a table: *Tenure: Council   Private*
    if closing.kind == "exemption" and not cites_law(tokens) and all(token.text != "from" for token in tokens):
        return None
    return ClauseReading("stamp", closing.nouns, closing.kind == "soft")


def _leads(tokens: Sequence[TaggedTerm], closing: Closing) -> bool:
    """Return whether the closing begins its segment of the text, or only numbers and words of papers precede it."""
    for k in range(closing.start - 1, -1, -1):
        token = tokens[k]
        if token.separates and token.text not in (",", '"'):
            return True
        if "contain" in token.tags and (k == 0 or tokens[k - 1].separates):
            continue
        known = token.separates or token.number or token.text.isdigit() or token.tags & _LEADING
        if not known or "elsewhere" in token.tags:
            return False
    return True


def _lists_appendices(tokens: Sequence[TaggedTerm], closing: Closing) -> bool:
    """Return whether it is a label before names of appendices: *Exempt appendices: Appendix 2*."""
    texts = [token.text for token in tokens[: closing.start]]
    label = texts.index(":") if ":" in texts else 0
    if any(token.tags & {"second_hand", "part_noun"} for token in tokens[:label]):
        return True
    rest = tokens[closing.after :]
    if rest and rest[-1].text == "only" and any("part_noun" in token.tags for token in rest):
        return True
    after = rest[:2]
    if len(after) < 2 or after[0].text != ":":
        return False
    last = tagged(closing.nouns[-1])[0].tags if closing.nouns else frozenset()
    if "part_noun" in last:
        return after[1].number or bool(after[1].tags & {"part_noun", "negative"})
    return "part_noun" in after[1].tags and any(
        token.text == "only" or token.text.endswith("es") for token in tokens[closing.after :]
    )


def _of_document(tokens: Sequence[TaggedTerm], closing: Closing) -> bool:
    """Return whether a soft word begins the text and a paper follows it: *Private report to the Panel*."""
    return closing.start == 0 and bool(closing.nouns) and "document_noun" in tokens[closing.start + 1].tags


def _segment(tokens: Sequence[TaggedTerm], closing: Closing) -> Sequence[TaggedTerm]:
    """Return the tokens between the separators around a closing, without the reason that it gives."""
    start = next((k + 1 for k in range(closing.start - 1, -1, -1) if tokens[k].separates), 0)
    stops = (k for k in range(closing.start, len(tokens)) if tokens[k].separates or "reason" in tokens[k].tags)
    return tokens[start : next(stops, len(tokens))]


def _bare(tokens: Sequence[TaggedTerm]) -> bool:
    """Return whether a text is nothing but a mark: *Part II*, *Part B report*, *private report*."""
    return len(tokens) <= LONGEST_BARE and all(
        token.separates or token.number or token.text.isdigit() or token.tags & _KNOWN for token in tokens
    )
