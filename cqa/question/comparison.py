"""A question that compares councils by name, taken apart: what it asks of each of them.

One passage hardly ever speaks of two councils, so a question such as *Which had more children adopted, Hull in 2014 or
Norfolk in 2017?* is asked of each: *How many children adopted, Hull in 2014?*
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cqa.model import Authority, Finding, Span
from cqa.question.patterns import named_pattern, says
from cqa.record import dataclass

MOST_SIDES = 6
"""Councils compared in one question at most: each costs a question of its own."""


@dataclass(frozen=True, slots=True)
class SideQuestion:
    """One of the councils compared, and the question that is asked of it."""

    authority: Authority
    question: str


def sides_of(text: str, named: Sequence[Finding[Authority]]) -> tuple[SideQuestion, ...]:
    """Return what a question asks of each council that it compares; empty where it compares none.

    ``named`` are the councils named in ``text``, with their places.

    >>> from cqa.gazetteer.authorities import mentions
    >>> asked = "Which had more children adopted, Hull in 2014 or Norfolk in 2017, and what were the numbers?"
    >>> [side.question for side in sides_of(asked, mentions(asked))]
    ['How many children adopted, Hull in 2014?', 'How many children adopted, Norfolk in 2017?']
    """
    text = text.strip().rstrip(" ?.").replace("\u2019", "'")
    tail = named_pattern("compared_tail").search(text.lower())
    body = text[: tail.start()] if tail else text
    first = {one.value: one.span for one in reversed(named) if one.span and one.span[1] <= len(body)}
    spans = sorted((span, who) for who, span in first.items())
    if not 2 <= len(spans) <= MOST_SIDES or not (tail or says("compared_each", body.lower())):
        return ()
    councils = [who for _, who in spans]
    places = [span for span, _ in spans]
    asked = _of_its_own(body, places) if len(places) == 2 else None
    if asked is None:
        shared = _without(body, places)
        asked = [_worded(shared, body[slice(*_dated(body, span))]) for span in places]
    return tuple(SideQuestion(who, question) for who, question in zip(councils, asked, strict=True))


def _of_its_own(body: str, places: Sequence[Span]) -> list[str] | None:
    """Return the two questions where each council has words of its own (*How does the plan of Hull compare with the
    strategy of Kent?*); None where both share them."""
    (_, end), (start, last) = places
    found = (m for m in named_pattern("compared_with").finditer(body.lower()) if end <= m.start() and m.end() <= start)
    middle = next(found, None)
    if middle is None:
        return None
    left, right = body[: middle.start()], body[middle.end() :]
    alike = named_pattern("compared_same").match(right.lower())
    if alike:  # "... compare with that in Kent": the same is asked of both
        right = f"{_without(left, places[:1])} {right[alike.end() :]}"
    elif not _without(right, [(start - middle.end(), last - middle.end())]).strip(" ,"):
        return None
    return [_worded(left), _worded(right)]


def _dated(body: str, place: Span) -> Span:
    """Return the place of a council's name with the date that follows it (*Hull in March 2014*)."""
    date = named_pattern("compared_date").match(body.lower(), place[1])
    return place[0], date.end() if date else place[1]


def _without(body: str, places: Iterable[Span]) -> str:
    """Return a text without the names of councils, their dates, and the words that join them."""
    for place in sorted(places, reverse=True):
        start, end = _dated(body, place)
        owning = re.match(r"'s?(?!\w)", body[end:])
        joined = named_pattern("compared_joined").search(body[:start].lower())
        begin = joined.start() if joined else start
        body = f"{body[:begin]} {body[end + (owning.end() if owning else 0) :]}"
    return body


def _worded(body: str, name: str = "") -> str:
    """Return the question after one council: a number where sizes are compared, else what is said."""
    plain = body.lower()
    beginning = ""
    if says("compared_share", plain):
        beginning = "What is the "
    elif says("compared_size", plain):
        beginning = "How much " if says("compared_money", plain) else "How many "
    for match in reversed(list(named_pattern("compared_words").finditer(plain))):
        body = f"{body[: match.start()]} {body[match.end() :]}"
    body = re.sub(r"\s+([,?:;)])", r"\1", re.sub(r"\s+", " ", body)).strip(" ,:;\u2013-")
    return f"{beginning}{body.removeprefix('the ') if beginning else body}{', ' + name if name else ''}?"
