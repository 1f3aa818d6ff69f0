"""*Yes*, *no* or *partly*: what a recorded decision or a sentence answers to a question for yes or no.

A verdict needs a full statement: all that the question names, in the sentence or above it, asserted or denied of the
council asked about. What may come, what should be, what was so once and what other councils do settle nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cqa.answer.context import AnswerContext, evidence, lead, quoted
from cqa.answer.decision_records import part_meant
from cqa.answer.speaker import speaker
from cqa.answer.stance import read
from cqa.answer.verdict_wording import asked_effect, says, table, wording
from cqa.evidence.features import NAMES
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer, Decision, YesNo
from cqa.text.analyzer import stems

OPPOSITE: Mapping[YesNo, YesNo] = {"yes": "no", "no": "yes", "partly": "partly"}

AS_LIKELY = 1.5
"""Points behind the sentence of the verdict within which another paper's may disagree with it."""


def decided(context: AnswerContext, decision: Decision) -> YesNo | None:
    """Return what a decision answers to a question whether a thing was approved, refused, deferred or noted."""
    part = part_meant(context, decision)
    if _says_the_deed(context, decision):
        return "yes"
    if part is not None:
        return effective(context, _effect(part.outcome, part.verb, part.quote.text))
    if decision.outcome == "amended" or len({_effect(p.outcome, p.verb, p.quote.text) for p in decision.parts}) > 1:
        return "partly" if asks_a_decision(context) else None
    return effective(context, _effect(decision.outcome, decision.verb, decision.text.text))


def _says_the_deed(context: AnswerContext, decision: Decision) -> bool:
    """Return whether a carried decision says in the very verb of the question that it does the thing (*notes the report
    and adopts the plan*)."""
    plain, text = context.question.text.lower(), decision.text.text
    asked = asked_effect(plain)
    if asked is None or decision.outcome not in ("carried", "noted") or says("denial", plain) or says("denial", text):
        return False
    return set(stems(plain[slice(*asked[1])])) <= set(stems(text))


def effective(context: AnswerContext, effect: str | None) -> YesNo | None:
    """Return what the effect of a decision (approve, refuse ...) answers to a question that asks for one effect."""
    plain = context.question.text.lower()
    found = asked_effect(plain)
    if found is None or effect is None or says("denial", plain):
        return None
    asked, _ = found
    if effect != asked and "note" in (effect, asked):  # noting decides nothing
        return None
    return "yes" if effect == asked else "no"


def _effect(outcome: str, verb: str, text: str) -> str | None:
    """Return what a decision does to the thing put to it: approve, refuse, defer, refer, withdraw, note; None where a
    denial in its words leaves that open."""
    if outcome != "carried":
        found: str | None = table("outcome").get(outcome)
        return found
    by_verb = next((name for name, verbs in table("verbs").items() if verb in verbs), None)
    if by_verb or says("turned_down", text):
        return by_verb or "refuse"
    return None if says("denial", text) else "approve"


def asks_a_decision(context: AnswerContext) -> bool:
    """Return whether a question for yes or no asks about something that meetings do: approve, refuse, defer."""
    return context.question.polar and asked_effect(context.question.text.lower()) is not None


def headline_of(decision: Decision) -> str:
    """Return the outcome in a word or two; nothing where the resolution itself says it."""
    words: str = table("headline").get(decision.outcome, "")
    return words


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
    heard = read(s) if s.matches else None
    if (
        heard is None
        or not _names_all(context, s)
        or s.passage.kind in ("table", "heading", "front", "footnote")
        or "?" in s.text
        or says("order", s.text)
        or says("denial", plain)
        or heard.elsewhere
        or (heard.requirement and not says("duty", plain))
        or (s.features and s.features[NAMES.index("lacks_verb")])
        or heard.then
        or any(m[0] not in s.text.lower() for m in wording("narrowing").finditer(plain))
        or any(m[0].lower() not in plain for name in ("open", "reverse") for m in wording(name).finditer(s.text))
        or speaker(s) in ("public", "other")
        or _of_another(context, s)
    ):
        return None
    if says("in_part", s.text):
        return "partly"
    clauses = _clauses_of(s)
    bare = wording("allowance").sub("allowed", clauses)
    if says("contrast", bare) or len(wording("denial").findall(bare)) > 1 or (bare != clauses and says("denial", bare)):
        return None
    return "no" if says("denial", bare) else "yes"


def _clauses_of(s: Sentence) -> str:
    """Return the clauses of a sentence from the first word of the topic to the last: *not to cars*, after *but*, denies
    nothing of horses."""
    text = s.text
    first = min(m.span[0] for m in s.matches) - s.span[0]
    last = max(m.span[1] for m in s.matches) - s.span[0]
    cuts = [m.span() for m in wording("clause").finditer(text)]
    start = max((end for _, end in cuts if end <= first), default=0)
    end = min((at for at, _ in cuts if at >= last), default=len(text))
    return text[start:end]


def _names_all(context: AnswerContext, s: Sentence) -> bool:
    """Return whether a sentence, with the headings and the title over it, holds every word of the question, and itself
    the greater part of the topic. Another wording may mean a little less or more, and settles nothing."""
    if context.view is None or context.view.absent:
        return False
    p = s.passage
    said = set(stems(s.text))
    over = set(stems(" . ".join((p.authority, p.title, p.date[:4], *p.committees, *p.path, p.heading))))
    over.update(stem for i in s.above for stem in context.concepts[i].variants[0])
    needed = {i for i, c in enumerate(context.concepts) if c.required}
    own = needed & {m.concept for m in s.matches}
    return 2 * len(own) > len(needed) > 0 and all(stem in said or stem in over for stem in context.view.idf)


def _of_another(context: AnswerContext, s: Sentence) -> bool:
    """Return whether a sentence names another council than its own and those of the question."""
    from cqa.gazetteer import authorities

    ours = {s.passage.authority, *(a.name for a in context.question.authorities)}
    return any(found.value.name not in ours for found in authorities.mentions(s.text))
