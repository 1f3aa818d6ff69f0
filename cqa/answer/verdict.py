"""*Yes*, *no* or *partly*: what a recorded decision or a sentence answers to a question for yes or no.

A verdict needs a full statement: all that the question names, in the sentence or above it, asserted or denied of the
council asked about. What may come, what should be, what was so once and what other councils do settle nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from cqa.answer.context import AnswerContext, evidence, lead, quoted
from cqa.answer.speaker import speaker
from cqa.answer.stance import claimed, read
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer, Decision, YesNo
from cqa.text.pattern import pattern

OPPOSITE: Mapping[YesNo, YesNo] = {"yes": "no", "no": "yes", "partly": "partly"}

AS_LIKELY = 1.5
"""Points behind the sentence of the verdict within which another paper's may disagree with it."""


def decided(context: AnswerContext, decision: Decision) -> YesNo | None:
    """Return what a decision answers to a question whether a thing was approved, refused, deferred or noted."""
    if decision.outcome == "amended" or len({_effect(p.outcome, p.verb, p.quote.text) for p in decision.parts}) > 1:
        return "partly" if _asked_of(context.question.text.lower()) else None
    return effective(context, _effect(decision.outcome, decision.verb, decision.text.text))


def effective(context: AnswerContext, effect: str | None) -> YesNo | None:
    """Return what the effect of a decision (approve, refuse ...) answers to a question that asks for one effect."""
    plain = context.question.text.lower()
    asked = _asked_of(plain)
    if asked is None or effect is None or says("denial", plain):
        return None
    if effect != asked and "note" in (effect, asked):  # noting decides nothing
        return None
    return "yes" if effect == asked else "no"


def _effect(outcome: str, verb: str, text: str) -> str | None:
    """Return what a decision does to the thing put to it: approve, refuse, defer, refer, withdraw, note; None where a
    denial in its words leaves that open."""
    if outcome != "carried":
        return _words("outcome").get(outcome)
    by_verb = next((name for name, verbs in _table()["verbs"].items() if verb in verbs), None)
    if by_verb or says("turned_down", text):
        return by_verb or "refuse"
    return None if says("denial", text) else "approve"


def _asked_of(plain: str) -> str | None:
    """Return what the first deciding word of a question asks a decision to have done."""
    found = ((m.start(), name) for name in _table()["asked"] if (m := _pattern("asked", name).search(plain)))
    return min(found, default=(0, None))[1]


def headline_of(decision: Decision) -> str:
    """Return the outcome in a word or two; nothing where the resolution itself says it."""
    return _words("headline").get(decision.outcome, "")


def is_procedure(decision: Decision) -> bool:
    """Return whether a decision is on the course of the meeting (its minutes, its order of business)."""
    return says("procedure", decision.text.text)


def given(context: AnswerContext, answer: Answer, headline: Sequence[Sentence]) -> Answer:
    """Return an answer to a question for yes or no with its verdict, where a sentence of its headline is a full
    statement. Two papers that state the opposite are both quoted, without a verdict."""
    if not context.question.polar:
        return answer
    full = next(((s, said) for s in headline if (said := of_sentence(context, s))), None)
    if full is None:
        return answer
    best, verdict = full
    for other in sorted(context.scored, key=lambda s: (-s.score, s.passage.id, s.span)):
        if other.score < best.score - AS_LIKELY:
            break
        if other.passage.paper != best.passage.paper and of_sentence(context, other) == OPPOSITE[verdict] != verdict:
            both = " ".join(f"{lead(s.passage)}: {quoted(s.text)}".rstrip(".") + "." for s in (best, other))
            proof = dict.fromkeys((evidence(best, "cites"), evidence(other, "cites"), *answer.evidence))
            return replace(answer, text=f"The papers disagree. {both}", evidence=tuple(proof))
    return replace(answer, text=f"{verdict.capitalize()}. {answer.text}", verdict=verdict)


def of_sentence(context: AnswerContext, s: Sentence) -> YesNo | None:
    """Return what a sentence says to the question; None unless it is a full statement of what is asked."""
    plain = context.question.text.lower()
    own, above = {m.concept for m in s.matches}, s.above
    needed = {i for i, c in enumerate(context.concepts) if c.required}
    heard = read(s) if s.matches else None
    if (
        heard is None
        or not needed
        or not needed <= own | above
        or len(needed & own) * 2 < len(needed)
        or (context.view is not None and context.view.absent)
        or s.passage.kind in ("table", "heading", "front", "footnote")
        or "?" in s.text
        or says("denial", plain)
        or heard.elsewhere
        or heard.then
        or (says("open", s.text) and not says("open", plain))
        or any(m[0] not in s.text.lower() for m in _pattern("wording", "narrowing").finditer(plain))
        or speaker(s) in ("public", "other")
    ):
        return None
    if says("in_part", s.text):
        return "partly"
    bare = _pattern("wording", "allowance").sub("allowed", s.text)
    if not says("denial", bare):
        return "yes"
    return "no" if bare == s.text and (heard.denied or claimed(s, "denied")) else None


def says(name: str, text: str) -> bool:
    """Return whether a text has wording of that name (``data/verdicts.toml``)."""
    return _pattern("wording", name).search(text) is not None


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return pattern("|".join(_table()[table][name]), re.IGNORECASE)


def _words(table: str) -> Mapping[str, str]:
    words: Mapping[str, str] = _table()[table]
    return words


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("data").joinpath("verdicts.toml").read_text("utf-8"))
