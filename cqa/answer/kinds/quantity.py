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
from cqa.answer.whole_sentence import whole
from cqa.evidence.patterns import cue, cue_words
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, Evidence, Passage, Span
from cqa.question.patterns import says
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

AFTER_VALUE = 60
"""Characters quoted after a value: its unit and what it is of."""

SHORT_QUOTE = 60
"""Characters of a sentence that says too little without the one before."""

TELLING = 0.5
"""Share of the most telling word's weight that others need for a value to be given to them."""

OF_A_CHANGE = 1.0
"""What a sentence loses whose value is by how much the topic changed, where the topic itself is asked for; and one that
tells of no change where the change is asked for: spending is not growth."""

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
        if answered.found or cue("only_money").match(plain) or says("money_asked", plain):
            return answered
    if measured and cue("rate_measured").search(measured[1]):
        answered = value(context, lambda text: _sums(text) + _shares(text), "figure")
        if answered.found:
            return answered
    counted = _counted(context, plain)
    return value(context, _counts_of(counted) if counted else quantities.numbers, "number", counted=counted)


def _counts_of(counted: tuple[tuple[str, ...], ...]) -> Finder:
    """Return a finder of numbers that can count things of that sort: no sums, shares, lengths of time, years, ages,
    ranges or numbers of paragraphs and phases, unless the number counts the very noun."""

    def find(text: str) -> list[tuple[str, Span]]:
        """Find numbers; *one* counts only right before the noun."""
        others = [m.span() for one in _NO_COUNTS for m in one.finditer(text)]
        return [
            (said, span)
            for said, span in quantities.numbers(text)
            if _counts_next(text, span, counted)
            or not (said.lower() == "one" or any(a < span[1] and span[0] < b for a, b in others))
        ]

    return find


def _counts_next(text: str, value: Span, counted: Sequence[tuple[str, ...]]) -> bool:
    """Return whether the noun counted is the very next word after a number (*10 days*, where days are counted)."""
    after = [w.stem for w in words(text[value[1] : value[1] + 40])][:1]
    return any(way[-1:] == tuple(after) for way in counted)


_NO_COUNTS = (
    quantities.MONEY,
    quantities.SHARE,
    quantities.DURATION,
    pattern(
        r"\b(?:19|20)\d\d\b(?!,)|\b\d+(?:\s?[-/\u2013]\s?\d+)+\b|\b\d{1,2}[:.]\d\d ?(?:am|pm)\b|\b\d+ ?(?:am|pm)\b"
    ),
    pattern(
        r"\b(?:para(?:graph)?|page|section|appendix|table|figure|policy|phase|item|minute|chapter|schedule|clause"
        r"|condition|key stage|year|zone|band|block|part|level|option|site|page|age[ds]?|under|recommendation)s? \d+\b"
        r"|\b\d+[ -]year[ -]olds?\b",
        re.I,
    ),
)
"""Figures that count nothing: sums, shares, times, years, ranges and references, and names with a number."""


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
        if s.passage.kind == "table" and (_of_other_years(s.passage, context) or _is_head(s)):
            continue
        named = _years_in(s.text) if years and not context.event_dates else set()
        if named and not years & named:  # the figure of another year
            continue
        found = [(v, span) for v, span in find(s.text) if not asked.issuperset(tokenize(v))]
        if found:
            points = s.score + worth(found) + _placed(s, found, weights, near=near)
            points -= (0.0 if _CHANGE.search(s.text.lower()) else OF_A_CHANGE) if changes else _change_of(s)
            if counted:
                points += COUNTED if any(_counts(s.text, span, counted) for _, span in found) else 0.0
            ranked.append((points, s, found))
    if not ranked:
        return nothing(context, f"no passage states a {what} for \u2018{context.topic()}\u2019.")
    ranked.sort(key=lambda r: (-round(r[0], 6), r[1].passage.id, r[1].span))
    top = ranked[0]
    others = (r for r in ranked[1:] if r[0] > top[0] - AS_GOOD and r[1].passage.paper != top[1].passage.paper)
    elsewhere = (r for r in others if stems(r[1].text) != stems(top[1].text))
    told = [(s, whole(context, s)) for _, s, _ in (top, *islice(elsewhere, 1))]
    said = " ".join(f"{lead(s.passage)}: {around(s, find, parts)}.".replace("..", ".") for s, parts in told)
    best = unique([*told[0][1], *(r[1] for r in ranked[1:12])], 12)
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


def _is_head(row: Sentence) -> bool:
    """Return whether a row is the table's own heads, which are no names and no values."""
    cells, heads = row.text.split("\t"), row.passage.columns
    return len(cells) == len(heads) and all(h.startswith(c.strip()) for c, h in zip(cells, heads, strict=True))


def _of_other_years(table: Passage, context: AnswerContext) -> bool:
    """Return whether a table's columns are of years, and none of them is asked for."""
    asked = context.view.years if context.view else frozenset()
    columns = {year for head in table.columns for year in _YEAR.findall(head)}
    return bool(asked and columns) and not asked & columns


def around(s: Sentence, find: Finder, parts: Sequence[Sentence]) -> str:
    """Return a sentence, given with its ``parts``, for a headline: cut so that its values are in it, each with what
    follows. A short one comes with the sentence before it, which says of what the value is; a row with the heads over
    its cells."""
    heads = s.passage.columns
    cells = [cell.strip() for cell in s.text.split("\t")]
    if s.passage.kind == "table" and len(cells) == len(heads) > 1:
        return quoted("; ".join(f"{head}: {cell}" if head else cell for head, cell in zip(heads, cells, strict=True)))
    text = " ".join(part.text.strip() for part in parts)
    lead_in = ""
    if len(text) < SHORT_QUOTE and s.passage.kind != "table":
        before = s.passage.text[max(0, parts[0].span[0] - QUOTE_LONGEST) : parts[0].span[0]]
        lead_in = "".join(before[start:] for start, _ in sentence_spans(before)[-1:])
    first = _nearest(parts[0], find(text) or [("", (0, 0))])
    near = [end for _, (_, end) in find(text) if end <= first[1] + QUOTE_LONGEST // 2]
    last = len(lead_in) + max(near, default=first[1]) + AFTER_VALUE
    text = lead_in + text
    if last <= 2 * QUOTE_LONGEST:
        return quoted(text, max(QUOTE_LONGEST, last))
    start = text.find(" ", max(0, first[0] - QUOTE_LONGEST // 2)) + 1
    return "\u2026 " + quoted(text[start:], max(QUOTE_LONGEST, last - start))


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
