"""*How many, how much, what share*: the value, in the sentence that states it.

A sentence answers when it holds enough of the topic and a value of the kind asked for; for *how many inspectors* the
number must count inspectors. Where text and table disagree the text is preferred, because it says what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from cqa.answer.context import AnswerContext, evidence, holders, lead, not_found, quoted, unique
from cqa.evidence.patterns import cue, cue_words
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer, Evidence, Span
from cqa.question.question import of_a_law
from cqa.text import quantities
from cqa.text.analyzer import stems, tokenize, words
from cqa.text.pattern import pattern

ENOUGH = 0.42
"""Share of the topic's weight that the answering sentence must hold with its surroundings."""

COUNTED_ENOUGH = 0.34
"""The same where the number counts the very noun asked for, which is evidence in itself."""

OWN_ENOUGH = 0.34
"""Share that it must hold itself."""

WHOLE = 0.7
"""Coverage from which a counting sentence need not hold the most telling word itself: its paper is about that."""

COUNTED_OWN = 0.2
"""Share held by the sentence itself that is enough where the number counts the very noun asked for."""

NEXT_TO = 0.16
"""What a value right beside the topic's words adds."""

GIVEN = 0.1
"""What a value adds that the topic's words are said to be (*a budget requirement of £12m*)."""

TELLING = 0.5
"""Share of the most telling word's weight that others need for a value to be given to them."""

OF_A_CHANGE = 0.1
"""What a sentence loses whose value is by how much the topic changed."""

OF_THE_YEAR = 0.1
"""What a sentence gains that names the year asked about."""

COUNTED_WITHIN = 5
"""Words between a number and the noun that it counts (*14 specific areas*, *17 recommendations*)."""

AS_GOOD = 0.97
"""Share of the best sentence's score from which another paper's is told beside it."""

MOST_PROOF = 15
"""Passages shown as evidence."""

Finder = Callable[[str], list[tuple[str, Span]]]


def answer(context: AnswerContext) -> Answer:
    """The number, sum or share, in the sentence that states it."""
    plain = context.question.text.lower()
    if cue("share_asked").search(plain):
        return value(context, _shares, "share")
    if re.match(r"(for )?how long\b", plain):
        return value(context, _durations, "length of time")
    measured = cue("measured").search(plain)
    if cue("sum_asked").match(plain) or (measured and cue("money_measured").search(measured[1])):
        answered = value(context, _sums, "sum of money")
        if answered.found or cue("only_money").match(plain):
            return answered
    if measured and cue("rate_measured").search(measured[1]):
        answered = value(context, lambda text: _sums(text) + _shares(text), "figure")
        if answered.found:
            return answered
    return value(context, quantities.numbers, "number", counted=_counted(context, plain))


def _shares(text: str) -> list[tuple[str, Span]]:
    return [(m[0], m.span()) for m in quantities.SHARE.finditer(text)]


def _durations(text: str) -> list[tuple[str, Span]]:
    return [(m[0], m.span()) for m in quantities.DURATION.finditer(text)]


def _sums(text: str) -> list[tuple[str, Span]]:
    return [(m[0], m.span()) for m in quantities.MONEY.finditer(text)]


def value(
    context: AnswerContext,
    find: Finder,
    what: str,
    *,
    counted: tuple[tuple[str, ...], ...] = (),
    near: bool = False,
    own_enough: float = OWN_ENOUGH,
    worth: Callable[[Sequence[tuple[str, Span]]], float] = lambda _: 0.0,
) -> Answer:
    """The value that the best sentence states, or a refusal that says ``what`` was looked for.

    ``find`` gives a text's values; ``counted`` what a number must count (stem sequences); with ``near`` a value must
    stand
    beside the topic's words; ``own_enough`` is the share of the topic that the sentence must hold; ``worth`` what
    values add to its score.
    """
    enough, own = (COUNTED_ENOUGH, COUNTED_OWN) if counted else (ENOUGH, own_enough)
    required = [i for i, c in enumerate(context.concepts) if c.required]
    vital = max(required, key=lambda i: context.concepts[i].weight, default=None)
    weights = [c.weight for c in context.concepts]
    asked = {w for w in tokenize(context.question.text) if w.isdigit()}  # "27 Flood Street" gives no sum
    years = (
        {p.low[:4] for p in context.question.periods if p.low and not p.strict}
        if what not in ("date", "name")
        else set()
    )
    changes = _CHANGE.search(context.question.text.lower()) is not None
    ranked: list[tuple[float, Sentence, list[tuple[str, Span]]]] = []
    for s in context.sentences:
        if s.coverage < enough or s.own < own:
            continue
        named = _years_in(s.text) if years else set()
        if named and not years & named and not context.event_dates:  # the figure of another year
            continue
        if counted and vital is not None and s.coverage < WHOLE and vital not in {m.concept for m in s.matches}:
            continue
        found = [
            (v, span)
            for v, span in find(s.text)
            if not asked.issuperset(tokenize(v))
            and (not counted or _counts(s.text, span, counted) or _in_year(s.text, span, years))
            and (not near or _beside(s, span))
        ]
        if found:
            score = _score(s, found, bool(counted)) + worth(found) + _given(s, found, weights)
            score -= 0.0 if changes else _change_of(s)
            score += OF_THE_YEAR if years & named else 0.0
            ranked.append((score, s, found))
    if not ranked:
        near_misses = unique(sorted(context.sentences, key=lambda s: -s.coverage), 3)
        return not_found(context, f"no passage states a {what} for \u2018{context.topic()}\u2019.", near_misses)
    ranked.sort(key=lambda r: (-round(r[0], 6), r[1].passage.id))
    top = ranked[0]
    others = (r for r in ranked[1:] if r[0] > top[0] * AS_GOOD and r[1].passage.paper != top[1].passage.paper)
    elsewhere = (r for r in others if stems(r[1].text) != stems(top[1].text))
    told = [top, *islice(elsewhere, 1)]
    said = " ".join(f"{lead(s.passage)}: {quoted(s.text)}.".replace("..", ".") for _, s, _ in told)
    best = unique([r[1] for r in ranked], 12)
    rest = unique(sorted(context.sentences, key=lambda s: (-s.coverage, s.passage.id)), 12)
    proof: dict[str, Evidence] = {s.passage.id: evidence(s, "cites") for s in best}
    for s in rest:
        proof.setdefault(s.passage.id, evidence(s))
    stated = [v for v, _ in top[2]]
    names = {s.passage.authority for s in best[:3]}
    rows = holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n == top[1].passage.authority)
    one_or_all = stated[0] if len(stated) == 1 else stated
    return Answer(context.question.kind, True, said, one_or_all, rows, (), tuple(proof.values())[:MOST_PROOF])


def _score(s: Sentence, found: Sequence[tuple[str, Span]], counted: bool) -> float:
    """A sentence's worth: what it holds of the topic, how close its values stand, and whether they are whole
    numbers."""
    score = s.own * 0.6 + s.coverage * 0.4 + _closeness(s, found) + 0.02 * min(len(found), 2)
    if counted and cue("whole_number").search(s.text):
        score += 0.06
    if counted and _OF_THE.search(s.text[: _nearest(s, found)[0]]):
        score -= 0.2
    return score - (0.08 if s.passage.kind == "table" else 0.0)


def _change_of(s: Sentence) -> float:
    """What a sentence loses that tells how a thing changed, where the thing itself is asked for."""
    first = min(m.span[0] for m in s.matches) - s.span[0] if s.matches else 0
    return OF_A_CHANGE if _CHANGE_IN.search(s.text[max(0, first - 60) : first]) else 0.0


_CHANGE = pattern(r"\b(increas|decreas|ris(e|en|ing)|r(o|ai)se|grow|grew|fall|fell|reduc|chang|cut|drop|differen)")
_CHANGE_IN = pattern(
    r"\b(increase|decrease|reduction|rise|growth|fall|change|movement)s? (in|to|of|on) (the )?(\w+ ){0,4}$", re.I
)


_GIVES = pattern(
    r"\s*(?:of|is|was|are|were|at|to|=|:|will be|would be|totals?|totall?ed|totalling|stands? at|stood at|amounts? to)"
    r"(?: (?:about|around|approximately|some|over|under|just over|just under|nearly|almost|now))?\s*"
)
"""What may stand between words and the value that they are said to have."""


def _years_in(text: str) -> set[str]:
    """The years that a text names, not those of laws."""
    return {m[0] for m in _YEAR.finditer(text) if not of_a_law(text, m.start())}


def _in_year(text: str, value: Span, years: set[str]) -> bool:
    """Whether the value at a place is said to be that of a year asked about (*16,364 in 2022*)."""
    return any(text.startswith(f" in {year}", value[1]) for year in years)


_YEAR = pattern(r"\b(?:19|20)\d\d\b")
_OF_THE = pattern(r"\b(of|of the|of these|for the|the) $")
"""Before a number that is a part of the whole, or one already told of (*none of the 13 children*)."""


def _counted(context: AnswerContext, plain: str) -> tuple[tuple[str, ...], ...]:
    """What *how many* counts, as stem sequences: the noun asked for and the other ways to say it."""
    match = re.search(r"how many (?:of the |of |more |fewer |different |separate )?((?:[a-z'-]+ ?){1,4})", plain)
    if not match:
        match = re.search(r"\b(?:average|total|mean|median|maximum|minimum)? ?number of ((?:[a-z'-]+ ?){1,4})", plain)
        if not match:
            return ()
    kept: list[str] = []
    for word in match[1].split():
        if word in cue_words("no_noun"):
            break
        kept.append(word)
    if not kept:
        return ()
    noun = tuple(stems(" ".join(kept)))
    ways = [noun, noun[-1:]]
    for c in context.concepts:
        if c.variants[0][-1:] == noun[-1:] or c.variants[0] == noun:
            ways += c.variants
    return tuple(dict.fromkeys(ways))


def _counts(text: str, value: Span, counted: Sequence[tuple[str, ...]]) -> bool:
    """Whether the number at ``value`` counts one of these: it stands in the words that follow, or right before."""
    after = [w.stem for w in words(text[value[1] : value[1] + 90])][:COUNTED_WITHIN]
    before = [w.stem for w in words(text[max(0, value[0] - 60) : value[0]])][-3:]
    return any(way[-1] in after or way[-1] in before for way in counted)


def _beside(s: Sentence, value: Span) -> bool:
    """Whether a value stands within a few words of the topic's words."""
    return any(
        min(abs(m.span[0] - s.span[0] - value[1]), abs(value[0] - (m.span[1] - s.span[0]))) <= 40 for m in s.matches
    )


def _nearest(s: Sentence, found: Sequence[tuple[str, Span]]) -> Span:
    """The value that stands nearest to the topic's words."""
    spots = [(m.span[0] - s.span[0], m.span[1] - s.span[0]) for m in s.matches]
    return min((span for _, span in found), key=lambda v: min(max(a - v[1], v[0] - b, 0) for a, b in spots))


def _closeness(s: Sentence, found: Sequence[tuple[str, Span]]) -> float:
    """More for a value next to the topic's words."""
    spots = [(m.span[0] - s.span[0], m.span[1] - s.span[0]) for m in s.matches]
    gap = min(max(0, max(a - e, b - f)) for _, (b, e) in found for a, f in [(x[0], x[1]) for x in spots])
    return NEXT_TO / (1 + gap / 20)


def _given(s: Sentence, found: Sequence[tuple[str, Span]], weights: Sequence[float]) -> float:
    """What a sentence gains that gives its value to what is asked about, in so many words."""
    telling = [m.span[1] - s.span[0] for m in s.matches if weights[m.concept] >= TELLING * max(weights)]
    return GIVEN if any(_GIVES.fullmatch(s.text, end, at) for _, (at, _) in found for end in telling) else 0.0
