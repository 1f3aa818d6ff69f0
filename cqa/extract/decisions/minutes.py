"""The decisions that minutes record, item by item.

A motion waits for its outcome; a resolution takes the motion before it (*On being moved by … it was RESOLVED*);
votes go to the motion that waits, else to the decision just made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cqa.extract.decisions import movers, patterns, resolution, settle, votes
from cqa.extract.decisions.items import items, words_start
from cqa.extract.decisions.patterns import Cue, Verb
from cqa.extract.decisions.state import MOST_SENTENCE, ItemState, Motion, sentences
from cqa.extract.decisions.wording import (
    AGREED,
    AMENDMENT,
    AS_AMENDED,
    FOLLOWING,
    MOVED,
    bare_end,
    complement,
    only_moved,
)
from cqa.model import Decision, DecisionPart, Outcome, Quote, Section, Span, VoteCount

STATEMENT, RESOLUTION, MOTION, UNRECORDED = 0.8, 0.95, 0.9, 0.6
"""Confidence by what states the decision; the last for a motion whose outcome is not recorded."""

BARE_STATEMENT = 4
"""Words of *All agreed.* and *It was agreed.*, which say nothing without what stands before them."""

BARE_WORDS = 8
"""Words of a sentence that says how a decision was taken and nothing else."""


def decisions(text: str, sections: Sequence[Section]) -> tuple[Decision, ...]:
    """Every decision in reading order. Date and deciding body are added by the caller."""
    found: list[Decision] = []
    for item in items(text, sections):
        reader = _ItemReader(text, sections, ItemState(item))
        found.extend(reader.read())
    return tuple(found)


class _ItemReader:
    """Reads one item, sentence by sentence."""

    def __init__(self, text: str, sections: Sequence[Section], state: ItemState) -> None:
        self.text, self.sections, self.s = text, sections, state

    def read(self) -> list[Decision]:
        for k in self.s.item.sections:
            section = self.sections[k]
            if section.kind in ("heading", "appendix", "front", "footnote"):
                continue
            for span in sentences(self.text, section):
                self._sentence(k, span)
                self._agreed_by_all(span)
                self.s.before = span
        self._close()
        return self.s.made

    def _sentence(self, k: int, span: Span) -> None:
        a, b = span
        inside = k <= self.s.taken
        self._votes(span)
        if inside:
            return
        words = self.text[a:b]
        cues = {cue.kind: (cue, m) for cue, m in reversed(tuple(patterns.find(words)))}
        if not cues:
            if movers.trailing(words):
                self._movers_after(span)
            self._motion_text(k, span)
            return
        if "resolution" in cues and self._resolve(k, span, *cues["resolution"]):
            return
        aside = cues.get("aside")
        for kind in ("noted", "statement"):
            if kind in cues and not (aside and aside[1].start() < cues[kind][1].end()):
                if "motion" in cues and only_moved(cues["motion"][1], cues[kind][1]):
                    continue
                short = len(words.split()) <= BARE_STATEMENT
                moved = short or self.s.motion is not None or cues[kind][0].name == "moved and agreed"
                if moved and bare_end(words, cues[kind][1]):
                    cues.setdefault("outcome", (AGREED, cues[kind][1]))
                    continue
                self._state(k, span, *cues[kind])
                return
        if "motion" in cues:
            self._move(k, span, cues["motion"][1])
        if "outcome" in cues and not (aside and aside[1].start() < cues["outcome"][1].end()):
            self._outcome(k, span, *cues["outcome"])
        elif "motion" not in cues:
            self._motion_text(k, span)

    # ------------------------------------------------------------- what a sentence may do

    def _resolve(self, k: int, span: Span, cue: Cue, m: re.Match[str]) -> bool:
        default = patterns.any_verb(m[0]) or patterns.verb_named(cue.verb)
        if default.name == "receive":
            default = patterns.verb_named(cue.verb)
        read = resolution.read(self.text, self.sections, k, span[0] + m.end(), default)
        self._movers(span)
        if read is None:
            return False
        self.s.taken = max(self.s.taken, read.last if read.last > k else -1)
        verb = resolution.verb_of(self.text, read.span, read.parts, default)
        said = Quote(self.text[slice(*span)], span) if read.span[0] >= span[1] else None
        self._add(k, read.span, verb, cue, RESOLUTION, read.parts, said)
        return True

    def _state(self, k: int, span: Span, cue: Cue, m: re.Match[str]) -> None:
        rest = self.text[span[0] + m.end() : span[1]]
        own = patterns.any_verb(m[0] + rest[:12]) or patterns.verb_named(cue.verb)
        to = re.match(r"\W*(?:that|to|and)\b", rest, re.IGNORECASE)
        verb = (patterns.main_verb(rest) if to and own.name in ("agree", "resolve", "approve") else None) or own
        read = None
        if rest.strip(" *_").endswith(":") or not rest.strip(" *_:"):
            read = resolution.read(self.text, self.sections, k, span[1], verb)
        self._movers(span)
        if read is not None:
            self.s.taken = max(self.s.taken, read.last if read.last > k else -1)
            verb = patterns.verb_named(read.parts[0].verb) if read.parts else verb
            self._add(k, (span[0], read.span[1]), verb, cue, STATEMENT, read.parts, None)
        else:
            self._add(k, span, verb, cue, STATEMENT, (), None)

    def _move(self, k: int, span: Span, m: re.Match[str]) -> None:
        words = self.text[slice(*span)]
        only_movers = movers.trailing(words)
        last = self.s.made[-1] if self.s.made else None
        if only_movers and last is not None and self.s.motion is None and last.proposer is None:
            who, second = movers.proposer(self.text, *span), movers.seconder(self.text, *span)
            self.s.made[-1] = replace(last, proposer=who, seconder=second)
            return
        if only_movers and self.s.motion is not None:
            self._movers(span)
            return
        motion = Motion(span, k, amendment=bool(AMENDMENT.search(words)))
        if motion.amendment and self.s.motion is not None and self.s.motion.text is not None:
            self.s.waiting.append(self.s.motion)
            self.s.motion, self.s.counts = None, []
        elif self.s.motion is not None and self.s.motion.text is not None:
            self._close()
        rest = words[m.end() :]
        if only_movers and self.s.before is not None and self.s.before[1] > span[0] - 4:
            motion.text = self.s.before
        elif not only_movers and not FOLLOWING.search(words) and len(rest.split()) >= 3:
            motion.text = span
        self.s.motion = motion
        self._movers(span)

    def _motion_text(self, k: int, span: Span) -> None:
        """Words below *proposed the following motion:* are the motion."""
        motion = self.s.motion
        if motion is None or motion.text is not None or not any(map(str.isalpha, self.text[slice(*span)])):
            return
        if movers.trailing(self.text[slice(*span)]):
            self._movers(span)
            return
        section = self.sections[k]
        end = section.span[1] if section.span[1] - span[0] <= MOST_SENTENCE else span[1]
        last = k
        if self.text[span[0] : end].rstrip(' *_"\u201d').endswith(":"):
            last = next((i for i in range(k + 1, len(self.sections)) if self.sections[i].kind != "item"), k + 1) - 1
            last = max(last, min(k + 1, self.s.item.sections[-1]))
            end = self.sections[last].span[1]
        motion.text = (span[0], end)
        self.s.taken = max(self.s.taken, last)

    def _outcome(self, k: int, span: Span, cue: Cue, m: re.Match[str]) -> None:
        line = max(span[0], self.text.rfind("\n", span[0], span[0] + m.end()) + 1)  # names of voters may run into it
        quote = Quote(self.text[line : span[1]], (line, span[1]))
        motion = self.s.motion
        lost, gone = cue.name == "lost", cue.name == "withdrawn"
        amendment = re.search(r"\bamendment\b[^.;]*$", self.text[span[0] : span[0] + m.end()], re.IGNORECASE)
        if amendment and (motion is None or not motion.amendment):  # the motion that it would amend still waits
            self._amendment(k, span, cue, "lost" if lost else "withdrawn" if gone else "carried")
            return
        if motion is not None:
            text = motion.text or motion.said
            verb = patterns.main_verb(complement(self.text, text)) or patterns.verb_named("agree")
            if motion.amendment and verb.name == "agree":
                verb = patterns.verb_named("amend")
            outcome: Outcome = "lost" if lost else "withdrawn" if gone else verb.outcome
            verb = patterns.verb_named("withdraw") if gone else verb
            self._add(k, text, verb, cue, MOTION, (), quote if span != text else None, outcome)
            return
        last = self.s.made[-1] if self.s.made else None
        if last is not None and last.stated is None and not AMENDMENT.search(quote.text):
            changed = replace(last, stated=quote)
            if lost or gone:
                changed = replace(
                    changed, outcome="lost" if lost else "withdrawn", verb="withdraw" if gone else last.verb
                )
            self.s.made[-1] = changed
            return
        if last is None and (self.s.before is not None or len(quote.text.split()) > 3):
            bare = len(quote.text.split()) <= 4
            text = self._paragraph(self.s.before) if bare and self.s.before is not None else span
            stated = patterns.main_verb(complement(self.text, text)) or patterns.verb_named("agree")
            verb = patterns.verb_named("withdraw") if gone else stated
            outcome = "lost" if lost else "withdrawn" if gone else verb.outcome
            self._add(k, text, verb, cue, STATEMENT, (), quote if text != span else None, outcome)

    def _amendment(self, k: int, span: Span, cue: Cue, outcome: Outcome) -> None:
        """An amendment whose words were not read: its own decision, with the votes counted beside it."""
        waits, self.s.motion = self.s.motion, None
        self.s.counts = self.s.counts or votes.counts(self.text, *span)
        self._add(k, span, patterns.verb_named("amend"), cue, STATEMENT, (), None, outcome)
        self.s.motion = waits

    def _paragraph(self, span: Span) -> Span:
        """The paragraph of a sentence, to its end."""
        own = (self.sections[k] for k in self.s.item.sections)
        at = next((s for s in own if s.kind != "table" and s.span[0] <= span[0] < s.span[1]), None)
        start = words_start(self.text, at) if at else span[0]
        return (start, span[1]) if span[1] - start <= MOST_SENTENCE else span

    def _votes(self, span: Span) -> None:
        low = self.text[slice(*span)].lower()
        counted = votes.may_count(low)
        found = votes.counts(self.text, *span) if counted else []
        alike = votes.unanimous(self.text, *span) if votes.may_agree(low) else None
        parts = votes.parts_outcome(self.text, *span) if counted else None
        last = self.s.made[-1] if self.s.made and self.s.motion is None else None
        if parts is not None and last is not None:
            last = self.s.made[-1] = settle.with_parts(last, parts, Quote(self.text[slice(*span)], span))
        if not found and alike is None:
            return
        fresh = last is not None and not self.s.counts and (not last.votes or settle.adds(last, found))
        if found and last is not None and fresh and not patterns.opens(self.text[slice(*span)]):
            self.s.made[-1] = settle.voted(self.text, last, found)
            return
        self.s.counts.extend(found)
        self.s.unanimous = alike or self.s.unanimous

    def _agreed_by_all(self, span: Span) -> None:
        """*All in favour* after a decision is its vote; elsewhere in a sentence that decides nothing, nobody's."""
        state = self.s
        if state.unanimous is None or state.motion is not None:
            return
        last = state.made[-1] if state.made else None
        if last is not None and not last.votes and len(self.text[slice(*span)].split()) <= BARE_WORDS:
            vote = VoteCount(Quote(self.text[slice(*state.unanimous)], state.unanimous))
            state.made[-1] = replace(last, votes=(vote,))
        state.unanimous = None

    # ------------------------------------------------------------- making decisions

    def _movers_after(self, span: Span) -> None:
        """``Seconded: Cllr Evans.``: of the motion that waits, else of the decision just made."""
        last = self.s.made[-1] if self.s.made and self.s.motion is None else None
        if last is None:
            self._movers(span)
        elif last.seconder is None:
            self.s.made[-1] = replace(last, seconder=movers.seconder(self.text, *span))

    def _movers(self, span: Span) -> None:
        who, second = movers.proposer(self.text, *span), movers.seconder(self.text, *span)
        if who is None and second is None:
            return
        motion = self.s.motion or Motion(span, self.s.item.sections[0])
        motion.proposer, motion.seconder = motion.proposer or who, motion.seconder or second
        self.s.motion = motion

    def _add(
        self,
        k: int,
        span: Span,
        verb: Verb,
        cue: Cue,
        confidence: float,
        parts: tuple[DecisionPart, ...],
        stated: Quote | None,
        outcome: Outcome | None = None,
    ) -> None:
        state, motion = self.s, self.s.motion
        words = self.text[slice(*span)]
        outcome = outcome or verb.outcome
        if outcome == "carried" and AS_AMENDED.search(f"{words} {stated.text if stated else ''}"):
            outcome = "amended"
        vote = votes.counted(self.text, state.counts)
        if vote is None and state.unanimous is not None:
            vote = VoteCount(Quote(self.text[slice(*state.unanimous)], state.unanimous))
        made = Decision(
            item=state.item.title,
            item_number=state.item.number,
            text=Quote(words, span),
            verb=verb.name,
            outcome=outcome,
            section=self.sections[k].id,
            item_span=state.item.span,
            stated=stated,
            parts=parts,
            votes=(vote,) if vote else (),
            proposer=motion.proposer if motion else None,
            seconder=motion.seconder if motion else None,
            rule=cue.name,
            confidence=confidence,
        )
        last = state.made[-1] if state.made else None
        if last is not None and cue.kind == "resolution" and last.rule == "carried" and motion is None:
            state.made[-1] = settle.settled(last, made)
        else:
            state.made.append(made)
        amended = motion is not None and motion.amendment and cue.kind == "outcome"
        state.motion = state.waiting.pop() if amended and state.waiting else None
        if cue.kind == "resolution":
            state.waiting.clear()
        state.counts, state.unanimous = [], None

    def _close(self) -> None:
        """A motion without recorded outcome: by its votes, else it is only proposed."""
        motion, state = self.s.motion, self.s
        if motion is not None and motion.text is not None:
            by_side = {c.side: c.number for c in state.counts}
            verb = patterns.main_verb(complement(self.text, motion.text)) or patterns.verb_named("agree")
            outcome: Outcome = "proposed"
            if motion.seconder is None and not by_side:
                state.motion, state.counts, state.unanimous = None, [], None
                return
            if "for" in by_side and "against" in by_side:
                lost = by_side["for"] <= by_side["against"]
                outcome = "lost" if lost else verb.outcome
            k = motion.section
            self._add(
                k, motion.text, verb, MOVED, UNRECORDED if outcome == "proposed" else STATEMENT, (), None, outcome
            )
        state.motion, state.counts, state.unanimous = None, [], None
