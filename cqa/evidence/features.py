"""What speaks for a sentence as evidence: named features, each a small pure function of question, passage and sentence.

The names are those of ``data/weights.json``. A feature is about 0 to 1, so that weights can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from cqa.evidence.boilerplate import is_attendance, is_boilerplate
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import LESSER
from cqa.evidence.typed import FINDERS, closeness, counts, values_in
from cqa.evidence.views import USUAL_WORDS, PassageView, QuestionView, SentenceView, bm25, coverage
from cqa.text.pattern import pattern

NEAR = 8
"""Stems within which two words of the question stand close together."""

SHORT, LONG = 6, 60
"""Stems of a sentence too short to say much, and of one too long to quote."""


class Candidate(NamedTuple):
    """One sentence with all that its features look at. ``at`` is its place among the passage's sentences."""

    question: QuestionView
    passage: PassageView
    sentence: SentenceView
    at: int
    background: Background


class Background(NamedTuple):
    """How the passage compares with the others found: the best of each kind of score, and its neighbours' stems."""

    best_bag: float
    """The highest context score among all passages found."""
    best_paper: float
    """The highest paper score among all papers found."""
    paper: float
    """The score of this passage's paper: the mean of its best passages."""
    neighbours: frozenset[str]
    """Stems of the passages right before and after, where they were found too."""
    bag: float
    """This passage's own context score."""


def sentence_bm25(c: Candidate) -> float:
    """Return BM25 of the sentence's own words."""
    return bm25(c.question, _counts(c.sentence.stems), len(c.sentence.stems), USUAL_WORDS / 4)


def passage_bm25(c: Candidate) -> float:
    """Return BM25 of the passage's text."""
    return bm25(c.question, c.passage.text, sum(c.passage.text.values()))


def context_bm25(c: Candidate) -> float:
    """Return BM25 of the passage with its council, year, committees, title and headings."""
    return c.background.bag


def context_best(c: Candidate) -> float:
    """Return the context score as a share of the best one found."""
    return c.background.bag / c.background.best_bag if c.background.best_bag else 0.0


def paper_best(c: Candidate) -> float:
    """Return the paper's score as a share of the best paper's."""
    return c.background.paper / c.background.best_paper if c.background.best_paper else 0.0


def heading_coverage(c: Candidate) -> float:
    """Return the share of the question that the headings hold."""
    return coverage(c.question, c.passage.heading)


def title_coverage(c: Candidate) -> float:
    """Return the share of the question that the paper's title holds."""
    return coverage(c.question, c.passage.title)


def neighbour_coverage(c: Candidate) -> float:
    """Return the share of the question that the passages right before and after hold."""
    return coverage(c.question, c.background.neighbours)


def sentence_coverage(c: Candidate) -> float:
    """Return the share of the question that the sentence holds in the question's own words."""
    return coverage(c.question, frozenset(c.sentence.stems))


def window_coverage(c: Candidate) -> float:
    """Return the share of the question that the sentence and the ones beside it hold."""
    near = c.passage.sentences[max(0, c.at - 1) : c.at + 2]
    return coverage(c.question, frozenset(stem for s in near for stem in s.stems))


def passage_coverage(c: Candidate) -> float:
    """Return the share of the question that the passage's text holds."""
    return coverage(c.question, c.passage.text)


def whole_coverage(c: Candidate) -> float:
    """Return the share of the question that the passage and its context hold together."""
    return coverage(c.question, c.passage.bag)


def governed_coverage(c: Candidate) -> float:
    """Return the share of the question that the sentence, its headings and its title hold together."""
    return coverage(c.question, c.passage.heading | c.passage.title | frozenset(c.sentence.stems))


def rarest_here(c: Candidate) -> float:
    """Return 1 when the sentence holds the question's rarest word, in its own form or another wording."""
    rarest = max(c.question.idf, key=lambda stem: (c.question.idf[stem], stem), default=None)
    if rarest is None:
        return 0.0
    if rarest in c.sentence.stems:
        return 1.0
    held = {m.concept for m in c.sentence.matches}
    return float(any(rarest in c.question.concepts[i].variants[0] for i in held))


def concept_coverage(c: Candidate) -> float:
    """Return the share of the topic's concepts, in any of their wordings, that the sentence holds."""
    return _concepts(c, (c.sentence,))


def concept_window(c: Candidate) -> float:
    """Return the share of the topic's concepts that the sentence and the ones beside it hold."""
    return _concepts(c, c.passage.sentences[max(0, c.at - 1) : c.at + 2])


def concept_passage(c: Candidate) -> float:
    """Return the share of the topic's concepts that the passage holds."""
    return _concepts(c, c.passage.sentences)


def concept_whole(c: Candidate) -> float:
    """Return the share of the topic's concepts that the passage, its headings and its title hold."""
    above = c.passage.heading | c.passage.title
    held = _worth(c.passage.sentences)
    for i, one in enumerate(c.question.concepts):
        shares = [LESSER if v in one.lesser else 1.0 for v in one.variants if set(v) <= above]
        held[i] = max([held.get(i, 0.0), *shares])
    return _share(c, held)


def as_written(c: Candidate) -> float:
    """Return the share of the concepts found that stand in the question's own words."""
    held = {m.concept for m in c.sentence.matches}
    own = {m.concept for m in c.sentence.matches if m.variant == c.question.concepts[m.concept].variants[0]}
    return len(own) / len(held) if held else 0.0


def pairs_adjacent(c: Candidate) -> float:
    """Return the share of the question's neighbouring words that stand side by side in the sentence."""
    held = set(pairwise(c.sentence.stems))
    return sum(pair in held for pair in c.question.pairs) / (len(c.question.pairs) or 1)


def pairs_near(c: Candidate) -> float:
    """Return the share of the question's neighbouring words that stand within eight words in the sentence."""
    places: dict[str, list[int]] = {}
    for at, stem in enumerate(c.sentence.stems):
        places.setdefault(stem, []).append(at)
    near = sum(
        any(abs(a - b) <= NEAR for a in places.get(one, ()) for b in places.get(other, ()))
        for one, other in c.question.pairs
    )
    return near / (len(c.question.pairs) or 1)


def sentence_length(c: Candidate) -> float:
    """Return the logarithm of the sentence's length, 1 at sixty words."""
    return min(log(1 + len(c.sentence.stems)) / log(LONG), 1.2)


def passage_length(c: Candidate) -> float:
    """Return the logarithm of the passage's length, 1 at four hundred words."""
    return log(1 + sum(c.passage.text.values())) / 6.0


def too_short(c: Candidate) -> float:
    """Return 1 for a sentence of a few words: a label, a heading, a cell."""
    return float(len(c.sentence.stems) < SHORT)


def first_sentence(c: Candidate) -> float:
    """Return 1 for the first sentence of its passage."""
    return float(c.at == 0)


def holds_value(c: Candidate) -> float:
    """Return 1 when a value of the sort asked for stands in the sentence."""
    return float(bool(c.question.asks & TYPED) and _typed(c, _text(c)))


def value_beside(c: Candidate) -> float:
    """Return 1 when a value of the sort asked for stands in the sentences beside this one."""
    if not c.question.asks & TYPED:
        return 0.0
    near = c.passage.sentences[max(0, c.at - 1) : c.at + 2]
    text = c.passage.passage.text
    return float(any(_typed(c, text[slice(*s.span)]) for s in near))


def lacks_value(c: Candidate) -> float:
    """Return 1 when a value is asked for and the whole passage holds none of its sort."""
    return float(bool(c.question.asks & TYPED) and not _typed(c, c.passage.passage.text))


def value_close(c: Candidate) -> float:
    """Return how close the nearest value of the sort asked for stands to the topic's words in the sentence."""
    if not c.question.asks & TYPED:
        return 0.0
    start = c.sentence.span[0]
    spots = [(m.span[0] - start, m.span[1] - start) for m in c.sentence.matches]
    found = values_in(_text(c), c.question.asks, c.question.text)
    return max((closeness(v.span, spots) for v in found), default=0.0)


def value_counts(c: Candidate) -> float:
    """Return 1 when a number of the sentence counts the very noun that *how many* asks for."""
    if not c.question.counted:
        return 0.0
    text = _text(c)
    return float(any(counts(text, v.span, c.question.counted) for v in FINDERS["number"](text)))


def other_value(c: Candidate) -> float:
    """Return 1 when the values of the sort asked for that the sentence holds are all in the question itself."""
    if not c.question.asks & TYPED or not _typed(c, _text(c)):
        return 0.0
    return float(not values_in(_text(c), c.question.asks, c.question.text))


def gives_reason(c: Candidate) -> float:
    """Return 1 when a reason is asked for and the sentence gives one."""
    if "reason" not in c.question.asks:
        return 0.0
    return float(cue("cue_why").search(_text(c)) is not None)


def reason_beside(c: Candidate) -> float:
    """Return 1 when a reason is asked for and the sentence or one beside it gives one."""
    if "reason" not in c.question.asks:
        return 0.0
    text = c.passage.passage.text
    near = c.passage.sentences[max(0, c.at - 1) : c.at + 2]
    return float(any(cue("reason").search(text[slice(*s.span)]) for s in near))


def tells_deed(c: Candidate) -> float:
    """Return 1 when what was done is asked for and the sentence says of something done."""
    return float("deed" in c.question.asks and cue("cue_done").search(_text(c)) is not None)


def tells_manner(c: Candidate) -> float:
    """Return 1 when it is asked how, and the sentence has a word of means."""
    return float("manner" in c.question.asks and cue("cue_how").search(_text(c)) is not None)


def lacks_verb(c: Candidate) -> float:
    """Return 1 for words without a verb in the past or present: a heading, a label, a cell."""
    return float(_VERB.search(_text(c)) is None)


def topic_own(c: Candidate) -> float:
    """Return the share of the topic that the sentence holds, less what its paper is about."""
    return c.sentence.own


def topic_surroundings(c: Candidate) -> float:
    """Return the share of the topic held with the surroundings, those at a discount."""
    return c.sentence.coverage


def role_asked(c: Candidate) -> float:
    """Return 1 when the passage has the role (legal implications, recommendations) that is asked for."""
    return float(c.passage.passage.role in c.question.roles)


def type_asked(c: Candidate) -> float:
    """Return 1 when the paper is of the type asked for."""
    return float(c.passage.passage.type in c.question.types)


def year_asked(c: Candidate) -> float:
    """Return 1 when the passage or its paper's date names a year of the question."""
    if not c.question.years:
        return 0.0
    p = c.passage.passage
    return float(p.date[:4] in c.question.years or any(y in c.passage.bag for y in c.question.years))


def wrong_year(c: Candidate) -> float:
    """Return 1 when the sentence names years and none of those asked for."""
    if not c.question.years:
        return 0.0
    named = {s for s in c.sentence.stems if len(s) == 4 and s[:2] in ("19", "20") and s.isdigit()}
    return float(bool(named) and not named & c.question.years)


def committee_asked(c: Candidate) -> float:
    """Return 1 when the paper went to the committee of the question."""
    ours = [name.lower() for name in c.passage.passage.committees]
    return float(any(w.lower() in o or o in w.lower() for w in c.question.committees for o in ours))


def is_table(c: Candidate) -> float:
    """Return 1 for a table row."""
    return float(c.passage.passage.kind == "table")


def is_heading(c: Candidate) -> float:
    """Return 1 for a heading, a footnote or the front block."""
    return float(c.passage.passage.kind in ("heading", "front", "footnote"))


def is_minutes(c: Candidate) -> float:
    """Return 1 for minutes and decision records."""
    return float(c.passage.passage.type in ("minutes", "decision record"))


def is_recommendation(c: Candidate) -> float:
    """Return 1 for the recommendations of a report."""
    return float(c.passage.passage.role == "recommendations")


def is_summary(c: Candidate) -> float:
    """Return 1 for a summary or a purpose section."""
    return float(c.passage.passage.role in ("summary", "purpose"))


def is_aside(c: Candidate) -> float:
    """Return 1 for lists of appendices, contacts, background papers, circulation: what names and says nothing."""
    return float(c.passage.passage.role in ASIDE)


def is_agenda(c: Candidate) -> float:
    """Return 1 for agendas, which list what other papers say."""
    return float(c.passage.passage.type in ("agenda", "agenda pack"))


def boilerplate(c: Candidate) -> float:
    """Return 1 for words that stand in every paper: no implications, imprint, contents, attendance."""
    return float(is_boilerplate(_text(c)))


def attendance(c: Candidate) -> float:
    """Return 1 for a list of those present, unless a person is asked for."""
    return float("person" not in c.question.asks and is_attendance(_text(c)))


def pointer(c: Candidate) -> float:
    """Return 1 for a sentence that only points elsewhere or leads into a list."""
    return float(_text(c).rstrip(" *\n")[-1:] == ":")


def asks(c: Candidate) -> float:
    """Return 1 for a sentence that is itself a question: it answers none."""
    return float(_text(c).rstrip(" *\n\"'\u201d\u2019)")[-1:] == "?")


def unfinished(c: Candidate) -> float:
    """Return 1 for a piece of text without the end of a sentence."""
    return float(_text(c).rstrip(" *\n\"'\u201d\u2019)")[-1:] not in ".;!?:")


def rank_in_paper(c: Candidate) -> float:
    """Return how early the passage stands in its paper: 1 at its head, falling towards 0."""
    return 1.0 / (1.0 + c.passage.passage.order / 10.0)


_VERB = pattern(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|shall|should|must|may|can|could|do|does|did|\w{2,}ed"
    r"|made|said|set|met|led|found|gave|took|rose|fell|grew|held|put|paid|kept|ran|agree|note|resolve|approve)\b",
    re.I,
)

TYPED = frozenset(FINDERS)
"""Sorts of value that a sentence can be seen to hold."""

ASIDE = frozenset(
    {"appendices list", "background papers", "supporting documents", "part", "circulation", "officer contact"}
)

FEATURES: tuple[Callable[[Candidate], float], ...] = (
    sentence_bm25, passage_bm25, context_bm25, context_best, paper_best, heading_coverage, title_coverage,
    neighbour_coverage, sentence_coverage, window_coverage, passage_coverage, whole_coverage, governed_coverage,
    rarest_here, concept_coverage, concept_window, concept_passage, concept_whole, as_written, pairs_adjacent,
    pairs_near, sentence_length, passage_length, too_short, first_sentence, holds_value, value_beside, lacks_value,
    value_close, value_counts, other_value, gives_reason, reason_beside, tells_deed, tells_manner, lacks_verb,
    topic_own, topic_surroundings,
    role_asked, type_asked, year_asked, wrong_year, committee_asked, is_table, is_heading, is_minutes,
    is_recommendation, is_summary, is_aside, is_agenda, boilerplate, attendance, pointer, asks, unfinished,
    rank_in_paper,
)  # fmt: skip

NAMES: tuple[str, ...] = tuple(f.__name__ for f in FEATURES)


def values_of(candidate: Candidate) -> tuple[float, ...]:
    """Return all features of a candidate, in the order of :data:`NAMES`."""
    return tuple(round(feature(candidate), 6) for feature in FEATURES)


def _text(c: Candidate) -> str:
    return c.passage.passage.text[slice(*c.sentence.span)]


def _typed(c: Candidate, text: str) -> bool:
    return any(FINDERS[sort](text) for sort in sorted(c.question.asks & TYPED))


def _counts(stems: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for stem in stems:
        counts[stem] = counts.get(stem, 0) + 1
    return counts


def _concepts(c: Candidate, sentences: Sequence[SentenceView]) -> float:
    return _share(c, _worth(sentences))


def _worth(sentences: Sequence[SentenceView]) -> dict[int, float]:
    """Return the concepts that sentences hold, each with what its best match counts (0-1)."""
    held: dict[int, float] = {}
    for match in (m for s in sentences for m in s.matches):
        held[match.concept] = max(held.get(match.concept, 0.0), match.worth)
    return held


def _share(c: Candidate, held: Mapping[int, float]) -> float:
    total = sum(one.weight for one in c.question.concepts)
    return sum(c.question.concepts[i].weight * worth for i, worth in held.items()) / total if total else 0.0
