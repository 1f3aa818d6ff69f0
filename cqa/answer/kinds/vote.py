"""*Was the motion carried? How many voted against?*: what minutes record below a motion came of it.

Minutes give the motion first and then, in paragraphs of their own, the debate, the votes with the names of the voters,
and the outcome (*Amendment lost.*, *Motion Passed (15 to 0)*). A vote on *the motion set out in paragraph 3* is about
that paragraph, whatever stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cqa.answer.context import AnswerContext, citing, lead, not_found, quoted
from cqa.answer.kinds import recorded
from cqa.answer.verdict import effective
from cqa.answer.verdict_wording import says
from cqa.evidence.patterns import cue, cue_words
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, Evidence, Passage, Span
from cqa.text.pattern import pattern

ENOUGH = 0.6
"""Share of what the question says of the motion itself that the motion must hold, with its surroundings."""

OWN_ENOUGH = 0.45
"""Share that the motion must hold itself."""

SURE = 0.8
"""The same for a question that does not speak of a motion (*Did the council agree to ...?*)."""

HEADED = 0.9
"""Share that headings must hold over a sentence that states an outcome and does not name the motion itself."""

REACH = 4000
"""Characters after a motion within which its outcome is."""

PUT_TO_VOTE = 0.3
"""What a sentence gains that puts the motion to the vote."""

PARAGRAPHS = 40
"""Passages after a motion in which a vote may refer to it by its number."""

BEFORE = 8
"""Passages before a motion in which its number is."""

MOST_TRIED = 12
"""Sentences looked at as the motion that is meant."""

_VOTES = pattern(
    r"(?:^|[\n>*| ])(?P<side>For|FOR|In [Ff]avour|IN FAVOUR|Against|AGAINST|Abstain(?:ed|ing|tions?)?|ABSTAIN(?:ED)?)"
    r"\W{0,8}(?=[\n(*]|Councillors|Cllrs)"
)
_COUNT = pattern(r"\(\**\s*(\d{1,3})\s*\**\)")
_TALLY = pattern(r"\((\d{1,3})\s*(?:to|[-\u2013:])\s*(\d{1,3})\)")
_COUNTED = pattern(r"\b\d+ (?:votes?|for|in favour)\b|\bvotes?\b.{0,20}\d|\(\d+ to \d+\)", re.I)
_SET_OUT = pattern(
    r"\b(?:motion|amendment|recommendations?|resolution|proposal)s? (?:set out )?(?:in|at) paragraph \(?(\d{1,3})\b"
)
_NEXT = pattern(r"\W*(?:Proposed )?(?:Amendment|Motion|Item|AMENDMENT|MOTION|ITEM)\W{0,6}(?:No\W{0,4})?\d+\b")


class VoteOutcome(NamedTuple):
    """What came of a motion: the sentence that says so, its passage, and the votes by side."""

    passage: Passage
    span: Span
    votes: tuple[tuple[str, int], ...]


def asked(context: AnswerContext) -> bool:
    """Return whether the question asks what came of a motion, or how many voted how."""
    return cue("asks_outcome").search(context.question.text.lower()) is not None


def answer(context: AnswerContext, own_enough: float = OWN_ENOUGH) -> Answer | None:
    """Return the motion that the question means and its outcome. Where no minutes in scope have both it is a refusal,
    if the votes are asked for, else None. ``own_enough`` is the share of what the question says of the motion that it
    must hold itself."""
    plain = context.question.text.lower()
    if not _telling(context):
        return None
    counts = plain.startswith("how many ")
    record = recorded.answer(context, recorded.ENOUGH if asked(context) else recorded.SURE) if not counts else None
    if record is not None and record.found:
        return record
    for s in _meant(context, own_enough, counts)[:MOST_TRIED]:
        found = outcome_of(s, context.passages_of([s.passage.paper], ()))
        if found and (found.votes or not counts or _COUNTED.search(found.passage.text[slice(*found.span)])):
            return _told(context, s, found)
    if record is not None:
        return record
    if cue("asks_votes").search(plain):
        return not_found(context, f"no minutes record a vote on \u2018{context.topic()}\u2019.")
    return None


def _meant(context: AnswerContext, own_enough: float, counts: bool) -> list[Sentence]:
    """Return the sentences that may state the motion, likeliest first; where voters are counted, one with a count."""
    recorded = {p.id for p in context.papers if p.type in ("minutes", "decision record")}
    telling = _telling(context)
    total = sum(context.concepts[i].weight for i in telling) or 1.0

    def share(held: Iterable[int]) -> float:
        return sum(context.concepts[i].weight for i in telling.intersection(held)) / total

    meant: list[tuple[float, Sentence]] = []
    for s in context.sentences:
        if s.passage.paper not in recorded:
            continue
        own, around = share(m.concept for m in s.matches), share(s.around | s.above)
        headed = share(s.above) >= HEADED and cue("outcome").search(s.text) is not None
        if (own >= own_enough or headed) and around >= ENOUGH:
            voted = PUT_TO_VOTE if cue("put_to_vote").search(s.text) else 0.0
            counted = PUT_TO_VOTE if counts and _COUNTED.search(s.text) else 0.0
            meant.append((max(own, HEADED if headed else 0.0) + voted + counted + 0.5 * around, s))
    meant.sort(key=lambda m: (-round(m[0], 4), m[1].passage.paper, m[1].passage.order, m[1].span))
    return [s for _, s in meant]


def _telling(context: AnswerContext) -> set[int]:
    """Return the concepts that say which motion is meant, not that it is one, who voted or what came of it."""
    light = cue_words("of_motions")
    return {
        i for i, c in enumerate(context.concepts) if not set(c.variants[0]) <= light and not c.variants[0][0].isdigit()
    }


def outcome_of(s: Sentence, passages: Sequence[Passage]) -> VoteOutcome | None:
    """Return what the paper records of the motion that a sentence states."""
    after = [p for p in passages if p.order > s.passage.order][:PARAGRAPHS]
    minute, number = _number(s.passage, passages)
    if number:
        for at, p in enumerate(after):
            referred = _SET_OUT.search(p.text)
            if referred and referred[1] == number:
                return _first(after[at:], 0)
            if (p.number and not _in_minute(p.number, minute)) or (at and _parts(p.number)[1] == number):
                break  # the next minute
    same = [p for p in after if not p.number or _in_minute(p.number, minute)]
    return _first([s.passage, *same], s.span[0])


def _in_minute(number: str, minute: str) -> bool:
    """Return whether a paragraph's number is one of a minute: *280(3)* of 280, or 280 itself."""
    return _parts(number)[0] == minute or number.strip("(). ") == minute


def _number(passage: Passage, passages: Sequence[Passage]) -> tuple[str, str]:
    """Return the minute and the number in it of the paragraph that a passage is in: its own, or those of the last one
    before it that has any."""
    for p in sorted((p for p in passages if p.order <= passage.order), key=lambda p: -p.order)[:BEFORE]:
        if p.number:
            return _parts(p.number)
    return "", ""


def _parts(number: str | None) -> tuple[str, str]:
    """*280(3)* as *280* and *3*; a number without a minute before it as nothing and itself."""
    match = re.fullmatch(r"(.*?)\(?(\d{1,3})[).]*", number or "")
    return (match[1].strip(". "), match[2]) if match else (number or "", "")


def _first(passages: Sequence[Passage], at: int) -> VoteOutcome | None:
    """Return the first outcome in these passages, from the offset ``at`` of the first of them on."""
    read, said, heading = 0, "", passages[0].heading if passages else ""
    for i, p in enumerate(passages):
        text = p.text[at:] if i == 0 else p.text
        shift = at if i == 0 else 0
        if i and (_NEXT.match(p.text) or (p.heading != heading and _NEXT.match(p.heading))):
            return None
        said += ("\n" + p.heading if i and p.heading != heading else "") + "\n" + text
        heading = p.heading
        for start, end in sentence_spans(text, p.kind):
            if cue("outcome").search(text[start:end]):
                start = max(start, text.rstrip().rfind("\n", start, end - 1) + 1)  # the names of voters run into it
                before = said[: len(said) - len(text) + end]
                return VoteOutcome(p, (start + shift, end + shift), _votes(before, text[start:end]))
        read += len(text)
        if read > REACH:
            return None
    return None


def _votes(said: str, outcome: str) -> tuple[tuple[str, int], ...]:
    tally = _TALLY.search(outcome)
    if tally:
        return (("for", int(tally[1])), ("against", int(tally[2])))
    counted = {side: count for side, count, _ in _counts(said)}
    return tuple(counted.items()) if {"for", "against"} <= counted.keys() else ()


def _counts(said: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, Span]]:
    """Yield each side with its number of votes, and where both stand."""
    end = len(said) if end is None else end
    sides = list(_VOTES.finditer(said, start, end))
    for one, stop in zip(sides, [*(x.start() for x in sides[1:]), end], strict=False):
        count = _COUNT.search(said, one.end("side"), stop)
        if count:
            name = one["side"].lower()
            name = "abstained" if name.startswith("abst") else "against" if name == "against" else "for"
            yield name, int(count[1]), (one.start("side"), count.end())


def _counted_in(passages: Sequence[Passage], s: Sentence, found: VoteOutcome) -> Iterator[Evidence]:
    """Yield the votes counted, where the passages from the motion to its outcome give them."""
    for p in passages:
        if s.passage.order <= p.order <= found.passage.order:
            start = s.span[0] if p.id == s.passage.id else 0
            end = found.span[1] if p.id == found.passage.id else len(p.text)
            yield from (_evidence(p, at) for side, n, at in _counts(p.text, start, end) if (side, n) in found.votes)


def _told(context: AnswerContext, s: Sentence, found: VoteOutcome) -> Answer:
    plain = context.question.text.lower()
    result = quoted(found.passage.text[slice(*found.span)], 200).strip(" *>_").rstrip(".")
    votes = "" if _TALLY.search(result) else ", ".join(f"{count} {side}" for side, count in found.votes)
    motion = quoted(s.text, 220).strip(" *").rstrip(".;:")
    same = found.passage.id == s.passage.id and found.span[0] <= s.span[0]
    text = f"{lead(s.passage)}: {result if same else f'{motion}. {result}'}{f' ({votes})' if votes else ''}."
    side = _side(plain)
    by_side = dict(found.votes)
    value = by_side[side] if side in by_side and re.match(r"how many\b", plain) else result
    proof = [_evidence(s.passage, s.span)]
    if not same:
        proof.append(_evidence(found.passage, found.span))
    if votes:
        proof += _counted_in(context.passages_of([s.passage.paper], ()), s, found)
    names = [s.passage.authority] if s.passage.authority else []
    verdict = (
        effective(context, "refuse" if says("turned_down", result) else "approve") if context.question.polar else None
    )
    text = f"{verdict.capitalize()}. {text}" if verdict else text
    return Answer(context.question.kind, True, text, value, citing(context, names), (), tuple(proof), verdict=verdict)


def _side(plain: str) -> str:
    if re.search(r"\babst", plain):
        return "abstained"
    return "against" if re.search(r"\b(against|oppos)", plain) else "for"


def _evidence(p: Passage, span: Span) -> Evidence:
    return Evidence(p, (p.span[0] + span[0], p.span[0] + span[1]), 1.0, (span,), (), "cites")
