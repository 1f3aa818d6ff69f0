"""Motions and amendments: who moves what, in which order they are decided, and those that nobody decides."""

from __future__ import annotations

import re
from dataclasses import replace

from cqa.extract.decisions import movers, patterns, record, vocabulary, votes
from cqa.extract.decisions.state import MOST_SENTENCE, Motion, Reading
from cqa.extract.decisions.wording import MOVED, amends, begins_with_that, complement, leads_on
from cqa.model import Outcome, Span, VoteCount

UNRECORDED, COUNTED = 0.6, 0.8
"""Confidence of a motion whose outcome is not recorded, and of one that only its votes decide."""

FEWEST_WORDS = 3
"""Words after *proposed* that are a motion; with fewer of them it comes before or below."""

NEAR = 4
"""Characters between the movers and the sentence that they moved."""

REFERENCE = "paragraph "
"""How the minutes of a big meeting name a motion: *the motion set out in paragraph 2*."""


def moved_before(r: Reading, span: Span) -> bool:
    """Take *Proposed by Cllr Able, seconded by Cllr Baker, all agreed.* after a decision as who moved it."""
    last = r.last
    if last is None or r.motion is not None or last.proposer is not None or not movers.trailing(r.words(span)):
        return False
    who, second = movers.proposer(r.text, *span), movers.seconder(r.text, *span)
    vote = (VoteCount(r.quote(r.unanimous)),) if r.unanimous is not None and not last.votes else last.votes
    r.made[-1] = replace(last, proposer=who, seconder=second or last.seconder, votes=vote)
    return True


def move(r: Reading, k: int, span: Span, m: re.Match[str]) -> None:
    """Take a sentence that moves something, or says who moved what comes before it or below it."""
    words = r.words(span)
    only_movers = movers.trailing(words)
    if only_movers and r.motion is not None and r.motion.proposer is None:
        add_movers(r, span)
        return
    motion = Motion(span, k, amendment=amends(words), number=(r.sections[k].number or "").strip("().: "))
    _make_way(r, motion, words)
    if only_movers and r.before is not None and r.before[1] > span[0] - NEAR:
        motion.text, motion.guessed = r.before, True
    elif not only_movers and not leads_on(words) and len(words[m.end() :].split()) >= FEWEST_WORDS:
        motion.text = span
    r.motion = motion
    add_movers(r, span)


def _make_way(r: Reading, motion: Motion, words: str) -> None:
    """Let the motion before wait if this one comes first, else end it. Votes in these words are this motion's."""
    known = r.motion is not None and r.motion.text is not None
    verb = patterns.main_verb(complement(words)) if known else None
    first = motion.amendment or (verb is not None and verb.name in vocabulary.words("procedural"))
    if known and first and r.motion is not None:
        r.waiting.append(r.motion)
    elif known:
        close(r)
    if known:
        r.motion = None
        r.forget_votes()
        r.counts = votes.counts(r.text, *motion.said)


def take_text(r: Reading, k: int, span: Span) -> None:
    """Take the words below *proposed the following motion:* as the motion."""
    motion = r.motion
    known = motion is not None and motion.text is not None and not motion.guessed
    if motion is None or known or not any(map(str.isalpha, r.words(span))):
        return
    if movers.trailing(r.words(span)):
        add_movers(r, span)
        return
    if motion.guessed and not begins_with_that(r.words(span)):
        return
    motion.guessed = False
    section = r.sections[k]
    end = section.span[1] if section.span[1] - span[0] <= MOST_SENTENCE else span[1]
    last = k
    if r.text[span[0] : end].rstrip(' *_"\u201d').endswith(":"):
        last = next((i for i in range(k + 1, len(r.sections)) if r.sections[i].kind != "item"), k + 1) - 1
        last = max(last, min(k + 1, r.item.sections[-1]))
        end = r.sections[last].span[1]
    motion.text = (span[0], end)
    r.taken = max(r.taken, last)


def put(r: Reading, words: str) -> None:
    """Take up the motion that is put to the vote by the number of its paragraph."""
    _, found, after = words.partition(REFERENCE)
    number = after.split()[0].strip("().,:;") if found and after.split() else ""
    named = [m for m in r.waiting if number and m.number == number]
    if named and r.motion is not None and r.motion.number != number:
        r.waiting.remove(named[-1])
        r.waiting.append(r.motion)
        r.motion = named[-1]


def swap(r: Reading) -> None:
    """Take up the motion that waits for an amendment: words about *the motion* decide it and not the amendment."""
    plain = [m for m in r.waiting if not m.amendment]
    if plain and r.motion is not None:
        r.waiting.remove(plain[-1])
        r.waiting.append(r.motion)
        r.motion = plain[-1]


def add_movers(r: Reading, span: Span) -> None:
    """Give the motion that waits the mover and the seconder of a sentence."""
    who, second = movers.proposer(r.text, *span), movers.seconder(r.text, *span)
    if who is None and second is None:
        return
    motion = r.motion or Motion(span, r.item.sections[0])
    motion.proposer, motion.seconder = motion.proposer or who, motion.seconder or second
    r.motion = motion


def movers_after(r: Reading, span: Span) -> None:
    """Record ``Seconded: Cllr Evans.`` for the motion that waits, else for the decision just made."""
    last = r.last if r.motion is None else None
    if last is None:
        add_movers(r, span)
    elif last.seconder is None and (last.proposer is not None or movers.trailing(r.words(span))):
        r.made[-1] = replace(last, seconder=movers.seconder(r.text, *span))


def close(r: Reading) -> None:
    """End a motion without recorded outcome: its votes decide it, else it is only proposed. In the minutes of a
    small council what was proposed and seconded was carried."""
    motion = r.motion
    r.motion = None
    if motion is not None and motion.text is not None and (motion.seconder or r.counts or r.unanimous):
        verb = patterns.main_verb(complement(r.words(motion.text))) or patterns.verb_named("agree")
        outcome: Outcome = "proposed"
        sides = {c.side: c.number for c in r.counts}
        for_, against = sides.get("for"), sides.get("against")
        if for_ is not None or r.unanimous is not None:
            outcome = "lost" if for_ is not None and for_ <= (against or 0) else verb.outcome
        elif r.small and motion.proposer and motion.seconder and against is None:
            outcome = verb.outcome
        counted = bool(r.counts) or r.unanimous is not None
        r.motion = motion
        record.add(r, motion.section, motion.text, verb, MOVED, COUNTED if counted else UNRECORDED, outcome=outcome)
        r.motion = None
    r.forget_votes()
