"""Which papers a question is about, and the filter for them.

An authority goes with its predecessors and successors; a date limits the papers when the question says so (*before
2011*) and is otherwise looked for among the dates of the papers and of the events that they tell of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from cqa.answer.context import AnswerContext, evidence, not_found, unique
from cqa.answer.judgement_choice import days, within
from cqa.answer.kinds import table_lookup
from cqa.ask.retrieval import node_of
from cqa.engine.port import Coverage, Engine, Request
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Concept, score_sentences
from cqa.gazetteer.areas import groups_of
from cqa.gazetteer.authorities import family
from cqa.gazetteer.name_forms import place_of
from cqa.model import Answer, FileState, Paper, Passage
from cqa.query.nodes import And, Everything, Node, Or, Phrase, Value
from cqa.question.limits import Limit, admitted
from cqa.question.question import Question
from cqa.text.analyzer import tokenize
from cqa.text.pattern import pattern

NAMED_PAPERS = 60
"""Up to so many papers in scope are named one by one in the filter; more are filtered by what they share."""

NEAREST = 3
"""Passages shown with a refusal."""

SHORT_WORD = 4
"""Letters up to which a word of an authority's name is not looked for in file names."""

_COUNCIL_WORDS = frozenset({"council", "borough", "county", "london", "district"})


def scope(
    q: Question, held: tuple[Paper, ...], unread: tuple[FileState, ...], *, dated: bool = True
) -> tuple[AnswerContext, Answer | None]:
    """Return the papers that the question is about, or the refusal that says why there are none. With ``dated`` off a
    date that only says when something was does not limit them: each answering passage must name its year."""
    context = AnswerContext(q, held, held, unread=unread)
    if not held:
        return context, not_found(context, "the index has no papers.")
    papers = held
    if q.authorities:
        names = {a.name for a in q.authorities}
        related = {code for a in q.authorities if a.code for code in family(a.code)}
        papers = tuple(p for p in held if p.authority and (p.authority.name in names or p.authority.code in related))
        if not papers and q.kind != "which" and not _of_a_longer_name(q):
            return replace(context, papers=()), _nothing_held(context)
        if papers and q.kind in _OF_ONE_PLACE:
            context = replace(context, absent=_absent(q, papers))
        papers = papers or held
    if q.limits:
        context, papers = _limited(context, papers)
        if not papers:
            return replace(context, papers=()), not_found(context, f"the index has no paper of {q.councils}.")
    if q.types:
        of_type = tuple(p for p in papers if p.type in q.types)
        papers = of_type or papers
        context = context if of_type or q.kind not in _LISTS else _unapplied(context, q.types)
    strict = [p for p in q.periods if p.strict]
    if strict and q.kind not in ("compare", "change", "grade") and not (q.kind == "which" and q.grade_asked):
        of_then = tuple(p for p in papers if p.date and any(within(p.date, s) for s in strict))
        limited = bool(of_then) or q.kind not in _OF_ONE_PLACE | {"passage"} or bool(_PAPERS.search(q.text))
        papers = of_then if limited else papers  # "from April 2025" may say when a charge begins, in an earlier paper
        if not papers:
            return replace(context, papers=()), not_found(
                context, f"the index has no paper of that time ({', '.join(s.written for s in strict)})."
            )
    narrowed = False
    loose = [p for p in q.periods if not p.strict]
    if (
        dated
        and loose
        and q.kind not in ("change", "compare", "grade", "absence")
        and not (q.kind == "which" and q.grade_asked)
    ):
        of_then = tuple(p for p in papers if any(within(d, s) for s in loose for d in days(p)))
        narrowed = bool(of_then)
        if not of_then and q.authorities and (event := cue("dated_event").search(q.text)):
            when = ", ".join(s.written for s in loose)
            return context, not_found(
                replace(context, papers=papers), f"the index has no paper on the {event[0].lower()} of {when}."
            )
        papers = of_then or papers
    listed = q.kind in _LISTS and q.unit != "committee" and set(q.committees) != {"Council"}
    if q.committees and (q.kind in ("recommendation", "role") or listed):
        wanted = [c.lower() for c in q.committees]
        sat = tuple(p for p in papers if any(w in c.lower() or c.lower() in w for w in wanted for c in p.committees))
        papers = sat or papers
        context = context if sat or q.kind not in _LISTS else _unapplied(context, q.committees)
    return replace(context, papers=papers, event_dates=narrowed), None


_LISTS = frozenset({"which", "absence"})
"""Kinds of questions that list councils, papers or committees: what limits them is applied, or named as not applied."""


def _unapplied(context: AnswerContext, words: Sequence[str]) -> AnswerContext:
    """Return the context with limits that no paper in scope meets among those that the answer names as not applied."""
    q = context.question
    return replace(context, question=replace(q, unapplied=(*q.unapplied, *words)))


def of_a_year(q: Question) -> bool:
    """Return whether the dates of a question are whole years that date no meeting and no report: what was set *for
    2020*, how many there were *in 2020*, may stand in a paper of another year."""
    loose = [p for p in q.periods if not p.strict]
    whole = all(p.low and p.high and p.low[4:] == "-01-01" and p.high[4:] == "-12-31" for p in loose)
    return bool(loose) and whole and len(loose) == len(q.periods) and not cue("dated_event").search(q.text)


def _of_a_longer_name(q: Question) -> bool:
    """Return whether a place that a question names as a council's is a part of another place's name: *Sutton
    Coldfield*, *High Wycombe*."""
    words = {w for a in q.authorities for w in place_words(a.name)}
    return any(one in words or other in words for one, other in _CAPITALS.findall(q.text) if not {one, other} <= words)


def place_words(name: str) -> set[str]:
    """Return the words of a council's name that name the place, as written."""
    return {w for w in re.findall(r"[A-Z][\w'\u2019-]+", name) if w.lower() not in _COUNCIL_WORDS | _OFFICE_WORDS}


_OFFICE_WORDS = frozenset({"city", "metropolitan", "council's", "councils"})

_CAPITALS = pattern(
    r"(?<!^)\b(?=((?!(?:Did|What|Which|How|Who|Why|When|Where|Is|Was|Does|Do|Are|Were|Has|Have)\b)[A-Z][a-z]+) "
    r"((?!(?:Council|County|City|Borough|District|Cabinet|Committee|Children|Safeguarding|Executive|Scrutiny|Board|"
    r"Housing|Planning|Local|Health|Audit|Police|Hospital|University|Airport|Station|Road|Street)\b)[A-Z][a-z]+))"
)
"""Two capitalised words in a row, of which the second names no body and no office."""

_PAPERS = pattern(r"\b(?:papers?|reports?|minutes|documents?|decisions?)\b", re.I)
"""Words by which a time is that of papers (*in papers before 1990*)."""

_OF_ONE_PLACE = frozenset({"number", "when", "who"})
"""Kinds of questions that are answered by one figure, date or name, which must be that of the place asked about."""


def _absent(q: Question, papers: Sequence[Paper]) -> tuple[tuple[str, ...], ...]:
    """Return the places of the councils asked about that have no paper in scope."""
    names = {p.authority.name for p in papers if p.authority}
    codes = {p.authority.code for p in papers if p.authority and p.authority.code}
    absent = [a for a in q.authorities if a.name not in names and not (a.code and codes & {a.code, *family(a.code)})]
    return tuple(words for a in absent if (words := place_of(a.name)))


def referred(engine: Engine, context: AnswerContext, filters: Node) -> tuple[AnswerContext, Answer | None]:
    """Return the papers in scope that bear every reference number of the question, or the refusal when none does."""
    papers = context.papers
    for written in context.question.references:
        node = Phrase(tuple(tokenize(written)), 0)
        bearing = {p.paper for p in engine.scan(node, filters)}
        papers = tuple(p for p in papers if p.id in bearing)
        if not papers:
            return context, not_found(context, f"no paper has the number {written}.")
    return replace(context, papers=papers), None


def _nothing_held(context: AnswerContext) -> Answer:
    """Return the refusal for an authority without papers; it names the files that could not be read and bear its
    name."""
    names = [a.name for a in context.question.authorities]
    words = {w for name in names for w in name.lower().split() if len(w) > SHORT_WORD and w not in _COUNCIL_WORDS}
    files = [f.path.rsplit("/", 1)[-1] for f in context.unread]
    lost = [name for name in files if any(w in name.lower() for w in words)]
    why = f"the index has no paper of {', '.join(names)}."
    if lost:
        why += f" Files with its name that could not be read: {len(lost)} ({', '.join(lost[:3])})."
    return not_found(replace(context, papers=()), why)


ELSEWHERE = 40
"""Passages of others weighed for what they say of a council of which the index has no paper."""


def told_elsewhere(
    engine: Engine, context: AnswerContext, refusal: Answer, filters: Node, concepts: Sequence[Concept]
) -> Answer:
    """Return the refusal with what the papers of others say of the council asked about, as the nearest passages: a
    county's paper on its districts. They are no answer, but for a figure in the council's own row of a table."""
    places = [place_of(a.name) for a in context.question.authorities]
    named = Or(tuple(Phrase(words, 0, "text", exact=False) for words in places if words))
    topic = Or(tuple(node_of(c) for c in concepts if c.required))
    if not named.children or not topic.children:
        return refusal
    ours = {p.id for p in context.held}
    hits = engine.search(Request(And((named, topic)), filters, limit=ELSEWHERE)).hits
    if context.question.kind == "number":
        others = replace(context, concepts=tuple(concepts), passages_of=fetcher(engine, filters))
        tabled = table_lookup.answer(others, (h.passage for h in hits if h.passage.paper in ours), placed=True)
        if tabled is not None:
            return tabled
    weighed = score_sentences((h.passage for h in hits if h.passage.paper in ours), concepts)
    said = [s for s in weighed if any(_holds(s.text, words) for words in places)]
    best = unique(sorted(said, key=lambda s: (-round(s.own, 4), -s.coverage, s.passage.id)), NEAREST)
    return replace(refusal, evidence=tuple(evidence(s) for s in best))


def _holds(text: str, words: Sequence[str]) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(tokenize(text))} "


def _limited(context: AnswerContext, papers: Sequence[Paper]) -> tuple[AnswerContext, tuple[Paper, ...]]:
    """Return the papers of councils within the question's limits.

    Where a parish is, the register does not say, so no place admits one. If that leaves no paper, those of the kind of
    council count, and the place is named as not applied.
    """
    q = context.question
    inside_all = _within(papers, q.limits)
    kinds = [limit for limit in q.limits if limit.sort == "kind"]
    places = [limit.as_written for limit in q.limits if limit.sort == "place"]
    if inside_all or not kinds or not places:
        return context, inside_all
    parishes = tuple(p for p in _within(papers, kinds) if p.authority and not p.authority.code)
    if not parishes:
        return context, ()
    return _unapplied(replace(context, question=replace(q, limits=tuple(kinds))), places), parishes


def _within(papers: Sequence[Paper], limits: Sequence[Limit]) -> tuple[Paper, ...]:
    """Return the papers of councils within the limits."""
    return tuple(p for p in papers if p.authority and admitted(limits, groups_of(p.authority)))


def inside(context: AnswerContext, filters: Node, total: int) -> Node:
    """Return the filter for the papers in scope, of ``total`` papers in the index. It may let more papers through than
    are in scope where they are many."""
    if len(context.papers) == total:
        return filters
    if len(context.papers) <= NAMED_PAPERS:
        chosen: Node = Or(tuple(Value("paper", p.id) for p in context.papers))
    else:
        names = sorted({p.authority.name for p in context.papers if p.authority})
        chosen = Or(tuple(Value("authority", n) for n in names))
    return chosen if isinstance(filters, Everything) else And((chosen, filters))


def covered(engine: Engine, context: AnswerContext, filters: Node, whole: Coverage) -> Coverage:
    """Return what was searched for a question that limits the councils: what is left of the ``whole``."""
    papers = context.papers
    if not context.question.limits or not papers:
        return whole
    dates = sorted(paper.date for paper in papers if paper.date)
    return replace(
        whole,
        files=len({paper.file for paper in papers}),
        papers=len(papers),
        authorities=len({paper.authority.name for paper in papers if paper.authority}),
        passages=engine.matching(Everything(), inside(context, filters, whole.papers)),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def fetcher(engine: Engine, filters: Node) -> Callable[[Sequence[str], Sequence[str]], Sequence[Passage]]:
    def passages_of(papers: Sequence[str], roles: Sequence[str]) -> Sequence[Passage]:
        if len(papers) == 1 and not roles:
            return engine.passages(papers[0])
        query: Node = Or(tuple(Value("role", r) for r in roles)) if roles else Everything()
        wanted = set(papers)
        inside = Or(tuple(Value("paper", p) for p in papers)) if len(papers) <= NAMED_PAPERS else filters
        return [p for p in engine.scan(query, inside) if p.paper in wanted]

    return passages_of
