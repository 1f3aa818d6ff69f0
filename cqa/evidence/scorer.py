"""From the passages found to scored sentences: every sentence gets the probability that it answers the question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

from cqa.evidence.candidate import Background, found_passage
from cqa.evidence.common_words import informativeness
from cqa.evidence.features import values_of
from cqa.evidence.meaning import with_meaning
from cqa.evidence.model import linear
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Concept, Sentence
from cqa.evidence.typed import counted
from cqa.evidence.views import (
    PassageView,
    QuestionView,
    SentenceView,
    bm25,
    context_of,
    heading_stems,
    idf,
    sentence_stems,
)
from cqa.model import Passage
from cqa.question.patterns import wording
from cqa.question.question import OF_ALL, Question
from cqa.text.analyzer import stem, stems, tokenize

BEST_OF_PAPER = 3
"""Best passages whose mean is a paper's score: one passage alone may be chance."""

LEAST_TOTAL = 1e-9
"""Sum of weights of a question without an informative word: nothing is divided by zero."""

ASKING = frozenset(
    [
        "say",
        "says",
        "said",
        "mention",
        "mentions",
        "state",
        "report",
        "reports",
        "paper",
        "papers",
        "according",
        "tell",
        "give",
        "gave",
        "given",
        "council",
        "councils",
        "about",
        "did",
        "does",
        "many",
        "much",
        "long",
    ]
)
"""Words that ask and carry no topic; names of councils and years stay, for the context of a passage holds them."""


def question_view(q: Question, concepts: Sequence[Concept], holding: Callable[[str], int], total: int) -> QuestionView:
    """Return the question as the features see it. ``holding`` says how many of ``total`` passages hold a word."""
    stop = wording().stop | ASKING
    said = [word for word in tokenize(q.text) if word not in stop]
    weights: dict[str, float] = {}
    absent: set[str] = set()
    for word in dict.fromkeys(said):
        passages = holding(word)
        weights.setdefault(stem(word), round(idf(total, passages) * informativeness(stem(word)), 4))
        if not passages:
            absent.add(stem(word))
    instead = instead_of(concepts, weights)
    absent -= {word for word, ways in instead.items() if any(all(map(holding, way)) for way in ways)}
    ordered = [stem(word) for word in said]
    bounds = [b[:4] for p in q.periods for b in (p.low, p.high) if b]
    return QuestionView(
        weights,
        tuple(dict.fromkeys(pair for pair in pairwise(ordered) if pair[0] != pair[1])),
        tuple(concepts),
        asks_of(q),
        q.kind,
        frozenset(q.roles),
        frozenset(q.types),
        q.committees,
        frozenset(bounds) | frozenset(re.findall(r"\b(?:19|20)\d\d\b", q.text)),
        q.want,
        frozenset(absent),
        q.text,
        counted(q.text.lower(), concepts),
        instead,
        total=sum(weights.values()) or LEAST_TOTAL,
        rarest=max(weights, key=lambda stem: (weights[stem], stem), default=None),
    )


def instead_of(concepts: Sequence[Concept], asked: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return other ways to say the term that a stem is of, for those stems that have some."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for word in asked:
        ways = (way for c in concepts if word in c.variants[0] for way in c.variants[1:] if word not in way)
        if others := tuple(dict.fromkeys(ways)):
            found[word] = others
    return found


def asks_of(q: Question) -> frozenset[str]:
    """Return the sorts of value that answer a question."""
    plain = q.text.lower().replace("\u2019", "'")
    sorts: set[str] = set()
    if q.kind == "when" or re.match(r"(when|what date|on what date|by when)\b", plain):
        sorts.add("date")
    if q.kind == "who" or re.match(r"(who|whom)\b", plain):
        sorts.add("person")
    if re.search(r"\bhow long\b", plain):
        sorts.add("duration")
    elif cue("share_asked").search(plain):
        sorts.add("share")
    elif re.search(r"\bhow many\b", plain):
        sorts.add("number")
    elif cue("sum_asked").search(plain) or (q.kind == "number" and cue("money_measured").search(plain)):
        sorts |= {"money", "share"} if not cue("only_money").search(plain) else {"money"}
    elif q.kind == "number":
        sorts |= {"number", "money", "share"}
    if cue("asks_reason").search(plain):
        sorts.add("reason")
    if cue("asks_done").search(plain):
        sorts.add("deed")
    elif plain.startswith("how ") and q.kind != "number":
        sorts.add("manner")
    if cue("asks_outcome").search(plain):
        sorts.add("vote")
    return frozenset(sorts)


def context_score(question: QuestionView, passage: Passage) -> float:
    """Return BM25 of a passage in one bag with its council, year, committees, title and headings."""
    bag = Counter(stems(passage.text + " . " + context_of(passage)))
    return bm25(question, bag, sum(bag.values()))


def score(question: QuestionView, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences with their feature values and their points by the fitted model, in their order."""
    model = linear("sentence")
    scored = [replace(s, features=f, score=round(model.score(f), 6)) for s, f in featured(question, sentences)]
    return with_meaning(question.near, scored) if question.near else scored


def featured(question: QuestionView, sentences: Sequence[Sentence]) -> list[tuple[Sentence, tuple[float, ...]]]:
    """Return each sentence with the values of all features. All sentences of a passage are to be given together.

    For a question about all councils, of which most passages are about something else, sentences without any word of
    it are left out: none of them was the best of its council in 125 labelled questions.
    """
    words = {*question.idf, *chain.from_iterable(chain.from_iterable(question.instead.values()))}
    of_all = question.kind in OF_ALL
    grouped = [list(group) for _, group in groupby(sentences, key=lambda s: s.passage.id)]
    views = [passage_view(group) for group in grouped]
    bags = [bm25(question, v.bag, v.length) for v in views]
    of_paper: defaultdict[str, list[float]] = defaultdict(list)
    for view, bag in zip(views, bags, strict=True):
        of_paper[view.passage.paper].append(bag)
    paper = {name: sum(sorted(all_, reverse=True)[:BEST_OF_PAPER]) / BEST_OF_PAPER for name, all_ in of_paper.items()}
    at = {(v.passage.paper, v.passage.order): v for v in views}
    best_bag, best_paper = max(bags, default=0.0), max(paper.values(), default=0.0)
    found: list[tuple[Sentence, tuple[float, ...]]] = []
    for group, view, bag in zip(grouped, views, bags, strict=True):
        p = view.passage
        beside = [at[key].text for key in ((p.paper, p.order - 1), (p.paper, p.order + 1)) if key in at]
        near = frozenset(s for text in beside for s in text)
        background = Background(best_bag, best_paper, paper[p.paper], near, bag)
        places = [
            at for at, one in enumerate(view.sentences) if not of_all or one.matches or not words.isdisjoint(one.words)
        ]
        values = values_of(found_passage(question, view, background), places)
        found += zip((group[at] for at in places), values, strict=True)
    return found


def passage_view(sentences: Sequence[Sentence]) -> PassageView:
    """Return a passage, given by its sentences, with its words counted."""
    passage = sentences[0].passage
    spans = [s.span for s in sentences]
    views = tuple(
        SentenceView(s.span, held, frozenset(held), s.matches, s.own, s.coverage)
        for s, held in zip(sentences, sentence_stems(passage.text, spans), strict=True)
    )
    text = Counter(chain.from_iterable(one.stems for one in views))
    bag = text.copy()
    bag.update(stems(context_of(passage)))
    heading, title = heading_stems(passage), frozenset(stems(passage.title))
    return PassageView(passage, views, text, heading, title, heading | title, bag, bag.total())
