"""What a question's topic weighs, and the passages that could hold it.

A concept counts by how rare it is among all passages of the index. In a which-question one phrase is the head, which a
passage must hold, and the others qualify it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cqa.answer.context import AnswerContext
from cqa.engine.port import Coverage, Engine, Request
from cqa.evidence.common_words import informativeness
from cqa.evidence.scorer import context_score, question_view
from cqa.evidence.sentence_scorer import Concept, Sentence
from cqa.evidence.views import QuestionView
from cqa.model import Passage
from cqa.query.nodes import And, Everything, Node, Or, Phrase, Word
from cqa.question.concepts import terms_of
from cqa.question.patterns import is_function_word
from cqa.question.question import Question
from cqa.semantic.meaning import meaning_of
from cqa.text.analyzer import stem, tokenize

CANDIDATES = 200
"""Passages weighed for a question that wants the best sentences; which-questions weigh all."""

BY_ENGINE, IN_CONTEXT = 40, 50
"""Of the passages found, those scored sentence by sentence: the best of the engine, which knows other wordings of the
topic, and the best by BM25 with council, year, committees and title, which the engine's fields do not hold."""

GENERIC_WEIGHT = 0.6
"""Share of its weight that a word such as *service* or *work* keeps: it helps ranking and is never required."""

GENERIC_MOST = 1.0
"""Weight of such a word at most, however rare it is in these papers."""

QUALIFIER_WEIGHT = 0.5
"""Share that words outside the head phrase of a judging which-question keep."""

ASIDE_WEIGHT = 0.35
"""Share of words in a clause of purpose (*... to fill social work posts*) and of words too wide to be asked for."""

PREDICATE_WEIGHT = 0.9
"""Share that they keep where the question does not judge, so that they say what is asserted."""

EVENT_WEIGHT = 1.5
"""How much more the event of a when-question counts: its date is asked, not one that is next to its subject."""

CIRCUMSTANCE_WEIGHT = 0.5
"""Share of words that only say on what occasion (*... when it called in the decision*)."""

BESIDE_HEAD = 0.6
"""Share that the lesser words of the head phrase keep."""

JUDGED_PHRASE = 1.8
"""How much more the phrase counts that the question's judging words stand at (*manageable caseloads*)."""

FIRST_PHRASE = 1.3
"""How much more informative a later phrase must be to be the head of a which-question instead of the first."""


def concepts_of(engine: Engine, q: Question, coverage: Coverage) -> tuple[Concept, ...]:
    """Return the topic's words and phrases with their other wordings, weighted by how rare they are among all passages
    held."""
    total = max(coverage.passages, 1)
    weighed = []
    aside = {w.run for w in q.topic if w.aside} if q.kind not in ("which", "absence", "when") else set()
    for t in terms_of(q):
        lesser = frozenset(t.variants) - frozenset(t.equals)
        c = Concept(t.written, t.variants, 1.0, t.required, t.run, t.group, t.said, t.named, t.judged, t.bound, lesser)
        held = engine.matching(node_of(c), Everything())
        telling = math.log(1 + total / (held + 0.5))
        if len(c.variants[0]) == 1 and q.kind != "absence":
            telling *= informativeness(c.variants[0][0])
        telling *= EVENT_WEIGHT if t.event else CIRCUMSTANCE_WEIGHT if t.run in aside else 1.0
        weighed.append(
            replace(c, weight=round(telling if c.required else min(telling * GENERIC_WEIGHT, GENERIC_MOST), 4))
        )
    if weighed and not any(c.required for c in weighed):
        weighed = [replace(c, required=True) for c in weighed]
    return _headed(q, weighed) if q.kind in ("which", "absence") else tuple(weighed)


def _headed(q: Question, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """Return the concepts with their parts in a which-question: its most informative phrase is what is asked about.

    Where the question judges (*caseload pressure on social workers*), the judgement is the predicate and other phrases
    only qualify; where it does not (*care experience as a protected characteristic*), they are the predicate.
    In the head phrase, the words next to its most informative one count for less (*child protection* strategy
    meetings).
    """
    groups: dict[int, float] = {}
    for c in concepts:
        if c.required:
            groups[c.group] = max(groups.get(c.group, 0.0), c.weight)
    owners = {w.run for w in q.topic if w.owner}
    for c in concepts:
        if c.run in owners and len(groups) > 1:
            groups.pop(c.group, None)
    if not groups:
        return tuple(concepts)
    judged = {c.group for c in concepts if c.judged and c.required}
    first = min(groups)
    head = max(
        groups, key=lambda g: (groups[g] * (JUDGED_PHRASE if g in judged else FIRST_PHRASE if g == first else 1.0), -g)
    )
    share = QUALIFIER_WEIGHT if q.want != "any" else PREDICATE_WEIGHT
    aside = {w.run for w in q.topic if w.aside}
    runs = {run: [c for c in concepts if c.run == run and c.required] for run in {c.run for c in concepts}}
    best = {run: max((c.weight for c in held), default=0.0) for run, held in runs.items()}
    weighed = []
    for c in concepts:
        if c.group != head:
            part = ASIDE_WEIGHT if c.run in aside or not c.required else share
            weighed.append(replace(c, required=False, weight=round(c.weight * part, 4)))
        elif c.weight < best[c.run] and not c.bound and (len(runs[c.run]) > 2 or not c.required):
            weighed.append(replace(c, weight=round(c.weight * BESIDE_HEAD, 4)))
        else:
            weighed.append(c)
    return tuple(weighed)


BETWEEN = 2
"""Words that may stand inside a phrase in a passage worth weighing (*children who are looked after*)."""

LONG_PHRASE = 4
"""Words from which on a phrase is looked up by its words."""

_AGES = frozenset({"year", "years", "old", "olds", "age", "aged"})


def node_of(concept: Concept, slop: int = 0) -> Node:
    """Return the concept as a query over the texts; ``slop`` is the number of words that may stand inside its
    phrases."""
    nodes: list[Node] = []
    for way in concept.said:
        forms = tokenize(way)
        if len(forms) == 1:
            nodes.append(Word(forms[0], "text"))
        elif len(forms) < LONG_PHRASE:
            nodes.append(Phrase(tuple(forms), slop, "text", exact=False))
        else:  # its telling words may stand in another order: weighing looks at that
            nodes.append(And(tuple(Word(f, "text") for f in forms if not is_function_word(f) and f not in _AGES)))
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def retrieved(
    engine: Engine, q: Question, view: QuestionView, concepts: Sequence[Concept], inside: Node
) -> list[Passage]:
    """Return the passages to score: the best by BM25 of any word of the question, in text, headings or title, or of
    any other wording of its topic."""
    query = any_word(q, view, concepts)
    if not query.children:
        return []
    found = [hit.passage for hit in engine.search(Request(query, inside, limit=CANDIDATES)).hits]
    in_context = sorted(found, key=lambda p: -round(context_score(view, p), 6))[:IN_CONTEXT]
    kept = {p.id for p in (*found[:BY_ENGINE], *in_context)}
    return [p for p in found if p.id in kept]


def any_word(q: Question, view: QuestionView, concepts: Sequence[Concept]) -> Or:
    """Return the query for any word of the question, or any other wording of its topic, in text, headings or title."""
    words = dict.fromkeys(w for w in tokenize(q.text) if stem(w) in view.idf)
    return Or((*(Word(w) for w in words), *(node_of(c, BETWEEN) for c in concepts)))


def head_of(concepts: Sequence[Concept]) -> Or:
    """Return the query for the head phrase of a which-question, or for any part of a topic that has none."""
    required = [c for c in concepts if c.required] or list(concepts)
    return Or(tuple(node_of(c, BETWEEN) for c in required))


def once(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield each passage the first time that it comes."""
    seen: set[str] = set()
    for p in passages:
        if p.id not in seen:
            seen.add(p.id)
            yield p


def compared(engine: Engine, view: QuestionView, found: Sequence[Passage]) -> QuestionView:
    """Return the question with how near each passage found is to it in meaning, where the index has an encoder."""
    meaning = meaning_of(engine.home)
    if meaning is None or not found:
        return view
    near = zip(found, meaning.similarities(view.text, found), strict=True)
    return replace(view, near={p.id: value for p, value in near if value is not None}, encoder=meaning.name)


def viewed(engine: Engine, q: Question, concepts: Sequence[Concept], passages: int) -> QuestionView:
    """Return the question as the features see it, its words weighted by how many passages hold them."""
    return question_view(q, concepts, lambda word: engine.matching(Word(word, "text"), Everything()), passages)


def naming(sentences: Iterable[Sentence], concepts: Sequence[Concept]) -> list[Sentence]:
    """Return the sentences of papers that hold every name of the question somewhere in what was weighed."""
    weighed = list(sentences)
    names = {i for i, c in enumerate(concepts) if c.named}
    if not names:
        return weighed
    held: dict[str, set[int]] = {}
    for s in weighed:
        held.setdefault(s.passage.paper, set()).update(s.around, s.above)
    return [s for s in weighed if names <= held[s.passage.paper]]


def in_time(sentence: Sentence, context: AnswerContext) -> bool:
    """Return whether a sentence is about the time asked about, where no paper in scope is of that time."""
    q = context.question
    loose = [p for p in q.periods if not p.strict]
    if not loose or context.event_dates or q.kind not in ("passage", "filtered", "number", "who", "when"):
        return True
    years = {bound[:4] for p in loose for bound in (p.low, p.high) if bound and bound[:2] in ("19", "20")}
    return not years or any(y in sentence.passage.text or y in sentence.passage.title for y in years)


def in_place(sentence: Sentence, context: AnswerContext) -> bool:
    """Return whether a sentence, its headings or its passage name each council of the question of which the index has
    no paper, where it asks one that has papers about it (*How many pupils in West Sussex live in Horsham?*)."""
    p = sentence.passage
    absent = context.absent
    if not absent:
        return True
    said = f" {' '.join(tokenize(' . '.join((p.title, *p.path, p.heading, p.text))))} "
    return all(f" {' '.join(words)} " in said for words in absent)
