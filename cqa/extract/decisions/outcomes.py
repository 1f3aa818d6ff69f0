"""What came of a motion: carried, lost, withdrawn, by what votes."""

from __future__ import annotations

import re
from dataclasses import replace

from cqa.extract.decisions import divisions, motions, movers, patterns, record, settle, votes
from cqa.extract.decisions.patterns import Cue
from cqa.extract.decisions.state import Reading
from cqa.extract.decisions.wording import amends, complement
from cqa.model import Outcome, Quote, Section, Span, VoteCount

STATEMENT, MOTION = 0.8, 0.9
"""Confidence by what states the decision."""

BARE_WORDS = 8
"""Words of a sentence that says how a decision was taken and nothing else."""

BARE_OUTCOME = 4
"""Words of *Agreed.* and *Motion carried unanimously.*, which decide what comes before them."""

PUT_OFF = ("deferred", "withdrawn")
"""Outcomes of a motion that nobody voted on."""

_BY_CUE: dict[str, Outcome] = {"noted": "noted", "lost": "lost", "declined": "lost", "withdrawn": "withdrawn"}
_VERB_BY_CUE = {"noted": "note", "declined": "decline", "withdrawn": "withdraw"}


def take(r: Reading, k: int, span: Span, cue: Cue, m: re.Match[str]) -> None:
    """Take a sentence that says what came of the motion that waits, of the decision just made, or of itself."""
    line = max(span[0], r.text.rfind("\n", span[0], span[0] + m.end()) + 1)  # names of voters may run into it
    quote = r.quote((line, span[1]))
    outcome = _BY_CUE.get(cue.name)
    own_verb = _VERB_BY_CUE.get(cue.name)
    put_off = patterns.any_verb(m[0])
    if outcome is None and put_off is not None and put_off.outcome in PUT_OFF:  # "Deferred." below a motion
        outcome, own_verb = put_off.outcome, put_off.name
    until = r.text[span[0] : span[0] + m.end()]
    of_amendment = amends(until[max(until.rfind("."), until.rfind(";")) + 1 :])
    if r.motion is not None and r.motion.amendment and _of_motion(until):
        motions.swap(r)
    motion = r.motion
    if of_amendment and (motion is None or not motion.amendment):  # the motion that it would amend still waits
        _amendment(r, k, span, cue, outcome or "carried")
    elif motion is not None:
        text = motion.text or motion.said
        stated = quote if span != text else None
        verb = patterns.main_verb(complement(r.words(text))) or patterns.verb_named("agree")
        verb = patterns.verb_named("amend") if motion.amendment else verb
        verb = patterns.verb_named(own_verb or verb.name)
        record.add(r, k, text, verb, cue, MOTION, stated=stated, outcome=outcome or verb.outcome)
    elif quote.text.startswith(("A motion", "A proposal")) or (
        r.last is not None and r.last.verb == "amend" and _of_motion(quote.text)
    ):
        verb = patterns.main_verb(complement(quote.text)) or patterns.verb_named("agree")
        record.add(r, k, span, verb, cue, STATEMENT, outcome=outcome or verb.outcome)
    elif r.last is not None and _decides_last(r, k, quote):
        r.made[-1] = replace(r.last, stated=quote, outcome=outcome or r.last.outcome, verb=own_verb or r.last.verb)
    else:
        bare = len(quote.text.split()) <= BARE_OUTCOME and not (r.before is None and r.counts)
        if (bare and r.before is None) or (r.last is not None and not (bare and _same_section(r, k))):
            return
        text = r.paragraph(r.before) if bare and r.before is not None else span
        named = patterns.main_verb(complement(r.words(text))) or patterns.any_verb(quote.text)
        verb = named or patterns.verb_named("agree")
        verb = patterns.verb_named(own_verb or verb.name)
        stated = quote if text != span else None
        record.add(r, k, text, verb, cue, STATEMENT, stated=stated, outcome=outcome or verb.outcome)


def _of_motion(words: str) -> bool:
    """Return whether the words are about the motion, after its amendment was decided."""
    low = words.lower()
    return not amends(low) and any(map(low.__contains__, ("motion", "recommendation", "proposal")))


def _decides_last(r: Reading, k: int, quote: Quote) -> bool:
    """Return whether the words say what came of the decision just made: nothing but votes come between."""
    last = r.last
    if last is None or last.stated is not None or amends(quote.text):
        return False
    if len(quote.text.split()) > BARE_OUTCOME or last.votes or r.before is None or not _same_section(r, k):
        return True
    return last.text.span[1] >= r.before[0] or movers.trailing(r.words(r.before))


def _same_section(r: Reading, k: int) -> bool:
    """Return whether the sentence before is in the section being read."""
    return r.before is not None and r.sections[k].span[0] <= r.before[0] < r.sections[k].span[1]


def _amendment(r: Reading, k: int, span: Span, cue: Cue, outcome: Outcome) -> None:
    """Add an amendment whose words were not read as a decision, with the votes counted with it."""
    waits, r.motion = r.motion, None
    r.counts = r.counts or votes.counts(r.text, *span)
    record.add(r, k, span, patterns.verb_named("amend"), cue, STATEMENT, outcome=outcome)
    r.motion = waits


def count(r: Reading, span: Span) -> None:
    """Count the votes of a sentence: for the decision just made if it has none, else for the motion that waits."""
    low = r.words(span).lower()
    if divisions.divided(r, span, low):
        return
    if votes.leads_on(low):
        r.lead = span
    counted = votes.may_count(low)
    found = votes.counts(r.text, *span) if counted else []
    alike = votes.unanimous(r.text, *span) if votes.may_agree(low) else None
    parts = votes.parts_outcome(r.text, *span) if counted else None
    last = r.last if r.motion is None else None
    if parts is not None and last is not None:
        last = r.made[-1] = settle.with_parts(last, parts, r.quote(span))
    if not found and alike is None:
        return
    if not _counted(r, found, patterns.opens(r.words(span))):
        r.unanimous = alike or r.unanimous


def roll_call(r: Reading, section: Section) -> None:
    """Count one side of a roll call: *For* alone on a line, then the names and their number in brackets."""
    side = votes.side(r.text, *section.span)
    if side is not None or r.side is None:
        r.side = side
        return
    found = votes.rolled(r.text, r.side, *section.span)
    if found is not None:
        _counted(r, [found], opens=False)
    line = r.text.rfind("\n", *section.span) + 1
    below = votes.side(r.text, line, section.span[1]) if line > section.span[0] else None
    if below is not None or found is not None or section.kind == "heading":
        r.side = below


def _counted(r: Reading, found: list[votes.Count], opens: bool) -> bool:
    """Give the sides counted to the decision just made, else to what comes; ``opens``: the sentence moves something."""
    last = r.last if r.motion is None else None
    fresh = last is not None and not r.counts and (not last.votes or settle.adds(last, found))
    if found and last is not None and fresh and not opens:
        r.made[-1] = settle.voted(r.text, last, found)
        return True
    r.counts.extend(found)
    return False


def agreed_by_all(r: Reading, span: Span) -> None:
    """Take *All in favour* after a decision as its vote; elsewhere in a sentence that decides nothing, as nobody's."""
    if r.unanimous is None or r.motion is not None:
        return
    if r.last is not None and not r.last.votes and len(r.words(span).split()) <= BARE_WORDS:
        r.made[-1] = replace(r.last, votes=(VoteCount(r.quote(r.unanimous)),))
    r.unanimous = None
