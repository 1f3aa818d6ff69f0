"""*How many, how much, what share*: the value, in the sentence that states it.

A sentence answers when it holds enough of the topic and a value of the kind asked for; for *how many inspectors* the
number must count inspectors. Where text and table disagree the text is preferred, because it says what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from cqa.answer.answerability import by_score, judged, nothing
from cqa.answer.context import QUOTE_LONGEST, AnswerContext, evidence, holders, lead, quoted, unique
from cqa.evidence.patterns import cue, cue_words
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, Evidence, Passage, Span
from cqa.question.question import of_a_law
from cqa.text import quantities
from cqa.text.analyzer import stems, tokenize, words
from cqa.text.pattern import pattern

NEXT_TO = 1.5
"""Points for a value right beside the topic's words; by the old weights, 0.16 of a topic's share, in log-odds."""

GIVEN = 1.0
"""Points for a value that the topic's words are said to be (*a budget requirement of £12m*)."""

COUNTED = 1.5
"""Points for a number that counts the very noun asked for."""

SHORT_QUOTE = 60
"""Characters of a sentence that says too little without the one before."""

TELLING = 0.5
"""Share of the most telling word's weight that others need for a value to be given to them."""

OF_A_CHANGE = 1.0
"""What a sentence loses whose value is by how much the topic changed."""

COUNTED_WITHIN = 5
"""Words between a number and the noun that it counts (*14 specific areas*, *17 recommendations*)."""

AS_GOOD = 0.3
"""Points behind the best sentence within which another paper's is quoted too."""

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
    worth: Callable[[Sequence[tuple[str, Span]]], float] = lambda _: 0.0,
) -> Answer:
    """Return the value that the best sentence states, or a refusal that says ``what`` was looked for.

    ``find`` gives a text's values; ``counted`` what a number must count (stem sequences); with ``near`` a value should
    stand close to the topic's words; ``worth`` is what values add to a sentence's points.
    """
    weights = [c.weight for c in context.concepts]
    asked = {w for w in tokenize(context.question.text) if w.isdigit()}  # "27 Flood Street" gives no sum
    bounds = (p.low for p in context.question.periods if p.low and not p.strict)
    years = {low[:4] for low in bounds} if what not in ("date", "name") else set()
    changes = _CHANGE.search(context.question.text.lower()) is not None
    ranked: list[tuple[float, Sentence, list[tuple[str, Span]]]] = []
    for s in context.scored:
        if s.passage.kind == "table" and _of_other_years(s.passage, context):
            continue
        named = _years_in(s.text) if years and not context.event_dates else set()
        if named and not years & named:  # the figure of another year
            continue
        found = [(v, span) for v, span in find(s.text) if not asked.issuperset(tokenize(v))]
        if found:
            points = s.score + worth(found) + _placed(s, found, weights, near=near)
            points -= 0.0 if changes else _change_of(s)
            if counted:
                points += COUNTED if any(_counts(s.text, span, counted) for _, span in found) else 0.0
            ranked.append((points, s, found))
    if not ranked:
        return nothing(context, f"no passage states a {what} for \u2018{context.topic()}\u2019.")
    ranked.sort(key=lambda r: (-round(r[0], 6), r[1].passage.id, r[1].span))
    top = ranked[0]
    others = (r for r in ranked[1:] if r[0] > top[0] - AS_GOOD and r[1].passage.paper != top[1].passage.paper)
    elsewhere = (r for r in others if stems(r[1].text) != stems(top[1].text))
    told = [top, *islice(elsewhere, 1)]
    said = " ".join(f"{lead(s.passage)}: {around(s, found)}.".replace("..", ".") for _, s, found in told)
    best = unique([r[1] for r in ranked[:12]], 12)
    rest = unique(sorted(context.scored, key=by_score), 12)
    proof: dict[tuple[int, int], Evidence] = {}
    for n, s in enumerate((*best[:3], *sorted((*best[3:], *rest), key=by_score))):
        shown = evidence(s, "cites" if n < 3 else "mentions")
        proof.setdefault(shown.passage.span, shown)
    stated = [v for v, _ in top[2]]
    rows = holders(context, {top[1].passage.authority: "cites"}, {}, lambda n: n == top[1].passage.authority)
    one_or_all = stated[0] if len(stated) == 1 else stated
    composed = Answer(context.question.kind, True, said, one_or_all, rows, (), tuple(proof.values())[:MOST_PROOF])
    close = _closeness(top[1], top[2]) if top[1].matches else 0.0
    counts = (1.0 if any(_counts(top[1].text, span, counted) for _, span in top[2]) else -1.0) if counted else 0.0
    return judged(context, composed, top[1], (round(close, 4), counts))


def _of_other_years(table: Passage, context: AnswerContext) -> bool:
    """Return whether a table's columns are of years, and none of them is asked for."""
    asked = context.view.years if context.view else frozenset()
    columns = {year for head in table.columns for year in _YEAR.findall(head)}
    return bool(asked and columns) and not asked & columns


def around(s: Sentence, found: Sequence[tuple[str, Span]]) -> str:
    """Return the sentence for a headline, cut so that the value nearest to the topic's words is in it; a short one with
    the sentence before it, which says of what the value is."""
    text = s.text
    first = _nearest(s, found)
    if first[1] > QUOTE_LONGEST:
        start = max(0, first[0] - QUOTE_LONGEST // 2)
        start = text.find(" ", start) + 1
        return "\u2026 " + quoted(text[start:])
    if len(text) < SHORT_QUOTE and s.passage.kind != "table":
        before = s.passage.text[max(0, s.span[0] - QUOTE_LONGEST) : s.span[0]]
        spans = sentence_spans(before)
        if spans:
            return quoted(before[spans[-1][0] :] + text)
    return quoted(text)


def _placed(s: Sentence, found: Sequence[tuple[str, Span]], weights: Sequence[float], *, near: bool) -> float:
    """Return the points for where the values stand: close to the topic's words, and given to them in so many words."""
    if not s.matches:
        return 0.0
    points = NEXT_TO * _closeness(s, found) * (2.0 if near else 1.0)
    return points + (GIVEN if _given(s, found, weights) else 0.0)


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
    spots = [(m.span[0] - s.span[0], m.span[1] - s.span[0]) for m in s.matches] or [(0, 0)]
    return min((span for _, span in found), key=lambda v: min(max(a - v[1], v[0] - b, 0) for a, b in spots))


def _closeness(s: Sentence, found: Sequence[tuple[str, Span]]) -> float:
    """More for a value next to the topic's words."""
    spots = [(m.span[0] - s.span[0], m.span[1] - s.span[0]) for m in s.matches]
    gap = min(max(0, max(a - e, b - f)) for _, (b, e) in found for a, f in [(x[0], x[1]) for x in spots])
    return 1.0 / (1 + gap / 20)


def _given(s: Sentence, found: Sequence[tuple[str, Span]], weights: Sequence[float]) -> bool:
    """Return whether a sentence gives its value to what is asked about, in so many words."""
    telling = [m.span[1] - s.span[0] for m in s.matches if weights[m.concept] >= TELLING * max(weights)]
    return any(_GIVES.fullmatch(s.text, end, at) for _, (at, _) in found for end in telling)
