"""The decisions that minutes record, item by item, sentence by sentence.

A motion waits for its outcome; a resolution takes the motion before it (*On being moved by … it was RESOLVED*);
votes go to the motion that waits, else to the decision just made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cqa.extract.decisions import (
    divisions,
    forms,
    motions,
    movers,
    outcomes,
    patterns,
    record,
    resolution,
    rows,
    vocabulary,
)
from cqa.extract.decisions.items import items
from cqa.extract.decisions.patterns import Cue
from cqa.extract.decisions.state import Reading, sentences
from cqa.extract.decisions.wording import (
    AGREED,
    DECIDED,
    NOTED,
    bare_end,
    begins_with_that,
    complement,
    introduces,
    moved_to_be,
    only_moved,
)
from cqa.model import Decision, Section, Span

RESOLUTION = 0.95
"""Confidence of what comes after *RESOLVED*."""

SHORT = 30
"""Characters of a resolution that says little without its lead-in: *Resolved: No objection.*"""

BARE_STATEMENT = 4
"""Words of *All agreed.* and *It was agreed.*, which say nothing without what comes before them."""

PUT = ("recommendation", "amendment", "proposal", "this ", "which ", "they ")
"""What is moved under other names: *the recommendations were approved* is the outcome of the motion that waits."""

OWN_WORDS = ("was content",)
"""Cues that introduce reported speech themselves (*noted that they were content*)."""

NOT_REPORTED = (*OWN_WORDS, "that it be noted")
"""Cues in which *noted that* decides, and reports nothing."""

SAID = ("put on a later agenda",)
"""Cues that defer a matter also where somebody says so: nobody decides more."""

WHOLE = ("moved and done", "was content")
"""Cues that are about what their own sentence names."""

VOTES = ("voting", "vote", "the voting", "for:", "for the ", "against", "abst", "there voted")
"""How a sentence begins that only counts votes."""

_Cues = dict[str, tuple[Cue, re.Match[str]]]


def decisions(text: str, sections: Sequence[Section], small: bool = False) -> tuple[Decision, ...]:
    """Return every decision in reading order. Date and deciding body are added by the caller.

    ``small``: the minutes are those of a parish or town council.
    """
    listed = rows.decisions(text, sections)
    found: list[Decision] = [d for of_table in listed.values() for d in of_table]
    for item in items(text, sections):
        own = item._replace(sections=tuple(k for k in item.sections if k not in listed))
        if own.sections:
            found.extend(_read(Reading(text, sections, own, small)))
    return tuple(sorted(found, key=lambda d: d.text.span) if listed else found)


def _read(r: Reading) -> list[Decision]:
    for k in r.item.sections:
        section = r.sections[k]
        if section.kind == "heading" and k > r.taken:
            _heading(r, k, section)
        outcomes.roll_call(r, section)
        if section.kind in ("heading", "appendix", "front", "footnote") and not _decides(section):
            continue
        if section.number and r.motion is None:
            r.forget_votes()  # nothing was moved to which they could belong
        r.speech = vocabulary.is_speech(r.text[section.span[0] : section.span[0] + vocabulary.LONGEST_SPEAKER])
        for span in sentences(r.text, section):
            outcomes.count(r, span)
            if k > r.taken:
                _sentence(r, k, span)
            outcomes.agreed_by_all(r, span)
            r.before = None if r.speech or _says_nothing(r.words(span)) else span
    motions.close(r)
    while r.waiting:
        r.motion = r.waiting.pop()
        motions.close(r)
    return r.made


def _says_nothing(words: str) -> bool:
    """Return whether a sentence cannot be what *Agreed.* after it decides: a question, votes or a link."""
    low = words.lower()
    return words[-1:] == "?" or low.startswith(VOTES) or (low[:1] == "[" and "](" in low and low[-1:] == ")")


def _decides(section: Section) -> bool:
    """Return whether a line that was taken for a heading is a sentence of the minutes that decides something."""
    if section.kind != "heading" or section.number is not None:
        return False
    kinds = {cue.kind for cue, _ in patterns.find(section.heading)}
    bare = len(section.heading.split()) <= outcomes.BARE_WORDS  # "Motion Passed (5 to 0)" printed in bold
    return bool(kinds & {"statement", "noted", "motion"}) or (bare and "outcome" in kinds)


def _heading(r: Reading, k: int, section: Section) -> None:
    """Take what comes below a heading that is called *Decision* or *Resolved*."""
    if forms.meaning(section.heading) == "decision" and k + 1 in r.item.sections:
        read = resolution.read(r.text, r.sections, k, section.span[1], patterns.verb_named("agree"))
        if read is not None and read.parts:
            verb = resolution.verb_of(r.text, read.span, read.parts, patterns.verb_named("agree"))
            r.taken = max(r.taken, read.last)
            record.add(r, k, read.span, verb, DECIDED, RESOLUTION, parts=read.parts)


def _sentence(r: Reading, k: int, span: Span) -> None:
    words = r.words(span)
    motions.put(r, words)
    if r.motion is not None and (r.motion.text is None or r.motion.guessed) and begins_with_that(words):
        motions.take_text(r, k, span)
        return
    if motions.moved_before(r, span):
        return
    cues: _Cues = {cue.kind: (cue, m) for cue, m in reversed(tuple(patterns.find(words)))}
    if not cues:
        if movers.trailing(words) or len(words.split()) <= outcomes.BARE_WORDS:
            motions.movers_after(r, span)
        motions.take_text(r, k, span)
        return
    if "outcome" in cues and "motion" in cues and moved_to_be(cues["motion"][1], cues["outcome"][1]):
        cue, m = cues.pop("outcome")
        later = cue.match.search(words, m.end()) if cue.match else None
        if later:
            cues["outcome"] = (cue, later)
    if "resolution" in cues and _resolve(r, k, span, *cues["resolution"]):
        return
    if "outcome" in cues and r.motion is None and divisions.says_who_won(r, r.quote(span)):
        return
    if _stated(r, k, span, cues):
        return
    if _decides_first(r, cues):
        outcomes.take(r, k, span, *cues["outcome"])
        return
    if "motion" in cues:
        _move(r, k, span, cues)
    long_speech = r.speech and len(words.split()) > outcomes.BARE_WORDS
    asks = words.endswith("?") or long_speech
    if "outcome" in cues and not asks and not _reported(cues, "outcome"):
        outcomes.take(r, k, span, *cues["outcome"])
    elif "motion" not in cues:
        motions.take_text(r, k, span)


def _move(r: Reading, k: int, span: Span, cues: _Cues) -> None:
    """Take a motion. The votes counted before *The amendment proposed by … was approved* are those on it.

    They are not where they say the contrary: then they were on another proposal.
    """
    sides = {c.side: c.number for c in r.counts}
    won = sides.get("for", 0) > sides.get("against", 0)
    of_this = "outcome" in cues and won == (cues["outcome"][0].name == "carried")
    counted, r.counts = (r.counts, []) if of_this else ([], r.counts)
    motions.move(r, k, span, cues["motion"][1])
    r.counts = r.counts or counted


def _decides_first(r: Reading, cues: _Cues) -> bool:
    """Return whether a sentence says what came of the motion that waits before it names another."""
    if r.motion is None or r.motion.text is None or not {"outcome", "motion"} <= cues.keys():
        return False
    return cues["outcome"][1].end() <= cues["motion"][1].start() and not _reported(cues, "outcome")


def _reported(cues: _Cues, kind: str) -> bool:
    """Return whether the sentence reports of a decision and does not take it."""
    aside = cues.get("aside")
    if aside is None:
        return False
    cue, m = cues[kind]
    if cue.name in SAID:
        return False
    return aside[1].start() < (m.start() if cue.name in NOT_REPORTED else m.end())


def _stated(r: Reading, k: int, span: Span, cues: _Cues) -> bool:
    """Take a sentence that itself says what was decided. *It was agreed.* is the outcome of what comes before."""
    words = r.words(span)
    for kind in ("noted", "statement"):
        if kind not in cues or r.speech or _reported(cues, kind):
            continue
        cue, m = cues[kind]
        if "motion" in cues and (only_moved(cues["motion"][1], m) or moved_to_be(cues["motion"][1], m)):
            continue
        if r.motion is not None and "outcome" in cues and m[0].lower().startswith(PUT):
            continue
        if cue.name in WHOLE and r.motion is None and not movers.trailing(words):
            _state(r, k, span, cue, m)
            asked = r.before is not None and r.before[0] >= r.sections[k].span[0]
            if r.before is not None and asked and bare_end(words, m):  # "All Members were content."
                r.made[-1] = replace(r.made[-1], text=r.quote((r.before[0], span[1])))
            return True
        leads = words.rstrip(" *_").endswith((":", ":-"))
        named = cue.name == "was approved" and not m[0].lower().startswith(PUT)
        short = len(words.split()) <= BARE_STATEMENT and not leads and not named
        if (short or r.motion is not None or cue.name == "moved and agreed") and bare_end(words, m):
            cues.setdefault("outcome", (NOTED if kind == "noted" else AGREED, m))
            continue
        _state(r, k, span, cue, m)
        return True
    return False


def _resolve(r: Reading, k: int, span: Span, cue: Cue, m: re.Match[str]) -> bool:
    default = patterns.any_verb(m[0]) or patterns.verb_named(cue.verb)
    if default.name == "receive":
        default = patterns.verb_named(cue.verb)
    read = resolution.read(r.text, r.sections, k, span[0] + m.end(), default)
    motions.add_movers(r, span)
    lists = read is not None and any(patterns.main_verb(p.quote.text) for p in read.parts)
    if read is None or (cue.name == "that the body" and not lists and "hat" not in m[0][:6]):
        return False
    r.taken = max(r.taken, read.last if read.last > k else -1)
    verb = resolution.verb_of(r.text, read.span, read.parts, default)
    short = read.span[1] - read.span[0] < SHORT and patterns.main_verb(r.words(read.span)) is None
    said = r.quote(span) if short or read.span[0] >= span[1] else None
    minute = resolution.minute_number(r.text, span[0] + m.end(), max(span[0] + m.end(), read.span[0]))
    record.add(r, k, read.span, verb, cue, RESOLUTION, parts=read.parts, stated=said, minute=minute)
    return True


def _state(r: Reading, k: int, span: Span, cue: Cue, m: re.Match[str]) -> None:
    rest = r.text[span[0] + m.end() : span[1]]
    named = None if cue.name in (*OWN_WORDS, *SAID) else patterns.any_verb(m[0] + rest[:12])
    own = named or patterns.verb_named(cue.verb)
    joined = rest.lower().lstrip(' \n,:;*_"\u201c\u2018').startswith(("that ", "to ", "and "))
    verb = (patterns.main_verb(rest) if joined and own.name in ("agree", "resolve", "approve") else None) or own
    if own.name == "agree" and bare_end(r.words(span), m):  # "The payments were approved, all agreed."
        before = r.words(span)[: m.start()]
        moved = complement(before[max(0, before.lower().rfind("proposed")) :])
        verb = patterns.main_verb(moved) or patterns.main_verb(before) or verb
    read = resolution.read(r.text, r.sections, k, span[1], verb) if introduces(rest) else None
    motions.add_movers(r, span)
    if read is None:
        record.add(r, k, span, verb, cue, outcomes.STATEMENT)
        return
    r.taken = max(r.taken, read.last if read.last > k else -1)
    verb = patterns.verb_named(read.parts[0].verb) if read.parts else verb
    record.add(r, k, (span[0], read.span[1]), verb, cue, outcomes.STATEMENT, parts=read.parts)
