"""Features of one sentence: how much of the question it holds, in which order, and what sort of words it is. Each is
a small pure function and has its weight in ``data/weights.json`` under its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from math import log

from cqa.evidence.boilerplate import is_attendance, is_boilerplate
from cqa.evidence.candidate import Candidate
from cqa.evidence.passage_features import concept_worths, share_of_concepts
from cqa.evidence.patterns import cue
from cqa.evidence.typed import FINDERS, closeness, counts
from cqa.evidence.views import USUAL_WORDS, bm25, coverage
from cqa.text.pattern import pattern

NEAR = 8
"""Stems within which two words of the question are close together."""

SHORT, LONG = 6, 60
"""Stems of a sentence too short to say much, and of one too long to quote."""

SHARE_OF_PASSAGE = 0.25
"""Length of a usual sentence as a share of a usual passage's, for BM25."""

LENGTH_MOST = 1.2
"""Value of :func:`sentence_length` at most."""


def sentence_bm25(c: Candidate) -> float:
    """Return BM25 of the sentence's own words."""
    return bm25(c.question, Counter(c.sentence.stems), len(c.sentence.stems), USUAL_WORDS * SHARE_OF_PASSAGE)


def sentence_coverage(c: Candidate) -> float:
    """Return the share of the question that the sentence holds in the question's own words."""
    return coverage(c.question, c.sentence.words)


def window_coverage(c: Candidate) -> float:
    """Return the share of the question that the sentence and the ones beside it hold."""
    return coverage(c.question, frozenset().union(*(s.words for s in c.found.passage.sentences[c.window])))


def governed_coverage(c: Candidate) -> float:
    """Return the share of the question that the sentence, its headings and its title hold together."""
    return coverage(c.question, c.found.passage.above | c.sentence.words)


def rarest_here(c: Candidate) -> float:
    """Return 1 when the sentence holds the question's rarest word, in its own form or another wording."""
    rarest = c.question.rarest
    if rarest is None:
        return 0.0
    if rarest in c.sentence.words:
        return 1.0
    return float(any(rarest in c.question.concepts[m.concept].variants[0] for m in c.sentence.matches))


def concept_coverage(c: Candidate) -> float:
    """Return the share of the topic's concepts, in any of their wordings, that the sentence holds."""
    return share_of_concepts(c.question.concepts, concept_worths((c.sentence,)))


def concept_window(c: Candidate) -> float:
    """Return the share of the topic's concepts that the sentence and the ones beside it hold."""
    return share_of_concepts(c.question.concepts, concept_worths(c.found.passage.sentences[c.window]))


def as_written(c: Candidate) -> float:
    """Return the share of the concepts found that are in the question's own words."""
    held = {m.concept for m in c.sentence.matches}
    own = {m.concept for m in c.sentence.matches if m.variant == c.question.concepts[m.concept].variants[0]}
    return len(own) / len(held) if held else 0.0


def pairs_adjacent(c: Candidate) -> float:
    """Return the share of the question's neighbouring words that are side by side in the sentence."""
    both = [pair for pair in c.question.pairs if c.sentence.words.issuperset(pair)]
    held = set(pairwise(c.sentence.stems)) if both else ()
    return sum(pair in held for pair in both) / (len(c.question.pairs) or 1)


def pairs_near(c: Candidate) -> float:
    """Return the share of the question's neighbouring words that are within eight words in the sentence."""
    both = [pair for pair in c.question.pairs if c.sentence.words.issuperset(pair)]
    if not both:
        return 0.0
    wanted = {stem for pair in both for stem in pair}
    places: dict[str, list[int]] = {}
    for at, stem in enumerate(c.sentence.stems):
        if stem in wanted:
            places.setdefault(stem, []).append(at)
    near = sum(any(abs(a - b) <= NEAR for a in places[one] for b in places[other]) for one, other in both)
    return near / len(c.question.pairs)


def sentence_length(c: Candidate) -> float:
    """Return the logarithm of the sentence's length, 1 at sixty words."""
    return min(log(1 + len(c.sentence.stems)) / log(LONG), LENGTH_MOST)


def too_short(c: Candidate) -> float:
    """Return 1 for a sentence of a few words: a label, a heading, a cell."""
    return float(len(c.sentence.stems) < SHORT)


def first_sentence(c: Candidate) -> float:
    """Return 1 for the first sentence of its passage."""
    return float(c.at == 0)


def holds_value(c: Candidate) -> float:
    """Return 1 when a value of the sort asked for is in the sentence."""
    return float(bool(c.found.values) and c.found.values[c.at].any)


def value_beside(c: Candidate) -> float:
    """Return 1 when a value of the sort asked for is in the sentence or the ones beside it."""
    return float(any(one.any for one in c.found.values[c.window]))


def value_close(c: Candidate) -> float:
    """Return how close the nearest value of the sort asked for is to the topic's words in the sentence."""
    if not c.found.values:
        return 0.0
    start = c.sentence.span[0]
    spots = [(m.span[0] - start, m.span[1] - start) for m in c.sentence.matches]
    return max((closeness(v.span, spots) for v in c.found.values[c.at].new), default=0.0)


def value_counts(c: Candidate) -> float:
    """Return 1 when a number of the sentence counts the very noun that *how many* asks for."""
    if not c.question.counted or c.sentence.words.isdisjoint(noun[-1] for noun in c.question.counted):
        return 0.0
    text = c.text
    return float(any(counts(text, v.span, c.question.counted) for v in FINDERS["number"](text)))


def other_value(c: Candidate) -> float:
    """Return 1 when the values of the sort asked for that the sentence holds are all in the question itself."""
    return float(bool(c.found.values) and c.found.values[c.at].any and not c.found.values[c.at].new)


def gives_reason(c: Candidate) -> float:
    """Return 1 when a reason is asked for and the sentence gives one."""
    return float("reason" in c.question.asks and cue("cue_why").search(c.text) is not None)


def reason_beside(c: Candidate) -> float:
    """Return 1 when a reason is asked for and the sentence or one beside it gives one."""
    if "reason" not in c.question.asks:
        return 0.0
    text = c.found.passage.passage.text
    near = c.found.passage.sentences[c.window]
    return float(any(cue("reason").search(text[slice(*s.span)]) for s in near))


def tells_deed(c: Candidate) -> float:
    """Return 1 when what was done is asked for and the sentence says of something done."""
    return float("deed" in c.question.asks and cue("cue_done").search(c.text) is not None)


def tells_manner(c: Candidate) -> float:
    """Return 1 when it is asked how, and the sentence has a word of means."""
    return float("manner" in c.question.asks and cue("cue_how").search(c.text) is not None)


def lacks_verb(c: Candidate) -> float:
    """Return 1 for words without a verb in the past or present: a heading, a label, a cell."""
    return float(_VERB.search(c.text.lower()) is None)


def topic_own(c: Candidate) -> float:
    """Return the share of the topic that the sentence holds, less what its paper is about."""
    return c.sentence.own


def topic_surroundings(c: Candidate) -> float:
    """Return the share of the topic held with the surroundings, those at a discount."""
    return c.sentence.coverage


def wrong_year(c: Candidate) -> float:
    """Return 1 when the sentence names years and none of those asked for."""
    if not c.question.years:
        return 0.0
    named = {s for s in c.sentence.stems if len(s) == 4 and s[:2] in ("19", "20") and s.isdigit()}
    return float(bool(named) and not named & c.question.years)


def boilerplate(c: Candidate) -> float:
    """Return 1 for words that are in every paper: no implications, imprint, contents, attendance."""
    return float(is_boilerplate(c.text))


def attendance(c: Candidate) -> float:
    """Return 1 for a list of those present, unless a person is asked for."""
    return float("person" not in c.question.asks and is_attendance(c.text))


def pointer(c: Candidate) -> float:
    """Return 1 for a sentence that only points elsewhere or leads into a list."""
    return float(c.text.rstrip(" *\n")[-1:] == ":")


def asks(c: Candidate) -> float:
    """Return 1 for a sentence that is itself a question: it answers none."""
    return float(c.text.rstrip(_CLOSING)[-1:] == "?")


def unfinished(c: Candidate) -> float:
    """Return 1 for a piece of text without the end of a sentence."""
    return float(c.text.rstrip(_CLOSING)[-1:] not in ".;!?:")


_CLOSING = " *\n\"'\u201d\u2019)"
"""Characters that may follow the end of a sentence."""

_VERB = pattern(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|shall|should|must|may|can|could|do|does|did|\w{2,}ed"
    r"|made|said|set|met|led|found|gave|took|rose|fell|grew|held|put|paid|kept|ran|agree|note|resolve|approve)\b",
)

OF_SENTENCE: tuple[Callable[[Candidate], float], ...] = (
    sentence_bm25, sentence_coverage, window_coverage, governed_coverage, rarest_here, concept_coverage, concept_window,
    as_written, pairs_adjacent, pairs_near, sentence_length, too_short, first_sentence, holds_value, value_beside,
    value_close, value_counts, other_value, gives_reason, reason_beside, tells_deed, tells_manner, lacks_verb,
    topic_own, topic_surroundings, wrong_year, boilerplate, attendance, pointer, asks, unfinished,
)  # fmt: skip
