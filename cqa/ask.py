"""Answer a plain question from everything that is held: read it, find what bears on it, answer, check every quote.

    question ─ read ─▶ scope + concepts ─ engine ─▶ passages ─ weigh ─▶ sentences ─ answer ─▶ Answer

No model, no network, no chance: the same question over the same index gives the same answer on every engine.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cqa.analysis import exact_words
from cqa.answer import absence, change, compare, definition, grade, passage, recommendation, role, value, which
from cqa.answer.evidence import Concept, Sentence, weigh
from cqa.answer.grade import within
from cqa.answer.material import Material, not_found
from cqa.engine.port import Coverage, Engine, Request
from cqa.model import Answer, Evidence, Page, Paper, Passage
from cqa.query.nodes import And, Everything, Node, Or, Value
from cqa.query.question import Question, read_question
from cqa.query.wording import is_function_word
from cqa.show.as_json import page_at

CANDIDATES = 160
"""Passages weighed for a question that wants the best sentences; which-questions weigh all."""

NAMED_PAPERS = 60
"""Up to so many papers in scope are named one by one in the filter; more are filtered by what they share."""


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
"""How much more the event of a when-question counts: its date is asked, not one that stands beside its subject."""

CIRCUMSTANCE_WEIGHT = 0.5
"""Share of words that only say on what occasion (*... when it called in the decision*)."""

BESIDE_HEAD = 0.6
"""Share that the lesser words of the head phrase keep."""

JUDGED_PHRASE = 1.8
"""The same for the phrase that the question's judging words stand at (*manageable caseloads*)."""

FIRST_PHRASE = 1.3
"""How much more telling a later phrase must be to be the head of a which-question instead of the first."""


POLAR_ENOUGH = 0.6
"""Share of the topic that a sentence must hold itself to settle a yes-or-no question: all but a lesser word."""

ABOUT_ENOUGH = 0.55
"""Share that it must hold itself to say something *about* the topic."""

DEED_ENOUGH = 0.75
"""The same where the question asks for a deed: the deed, who did it and to what."""

_UNDECIDED = re.compile(
    r"\b(will|would|may|might|could|should|if|whether|seeks?|seeking|requests?|requested|asks?|invites?|intends?|intention|propos\w+|awaits?|awaiting|need(?:ed|s)?|requires?|required|subject to|in the event)\b",
    re.I,
)
"""Words of a sentence that leave open whether a thing happened."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its reading, its answer and what was searched."""

    question: Question
    answer: Answer
    coverage: Coverage
    concepts: tuple[Concept, ...]
    scope: tuple[Paper, ...]


def ask(engine: Engine, text: str, filters: Node | None = None, keep: Callable[[Paper], bool] | None = None) -> Asked:
    """The answer to ``text``. ``filters`` and ``keep`` limit passages and papers alike, as the caller's options say.

    Raises nothing for a question that has no answer: that is an :class:`~cqa.model.Answer` with ``found`` False.
    """
    held = tuple(p for p in engine.papers() if keep is None or keep(p))
    outside = {p.authority for p in held if p.authority and p.authority.code is None}
    question = read_question(text, sorted(outside))
    coverage = engine.coverage()
    material, refusal = _scope(engine, question, held, coverage)
    concepts: tuple[Concept, ...] = ()
    if refusal is None:
        base = filters or Everything()
        inside = _inside(material, base)
        concepts = _concepts(engine, question, coverage)
        material = replace(material, concepts=concepts, passages_of=_fetcher(engine, base))
        weighed = _naming(weigh(_candidates(engine, question, concepts, inside), concepts), concepts)
        telling = (s for s in weighed if _in_time(s, material) and material.settles(s))
        material = replace(material, sentences=tuple(telling))
    answer = refusal or _answer(engine, material)
    return Asked(question, checked(answer, engine), coverage, concepts, material.papers)


def checked(answer: Answer, engine: Engine) -> Answer:
    """The answer with every quote compared with the canonical text and put on its page; a quote that differs from its
    source is a defect of ours and is never shown."""
    sources: dict[str, tuple[str, tuple[Page, ...]]] = {}
    good = []
    for e in answer.evidence:
        p = e.passage
        if p.paper not in sources:
            sources[p.paper] = engine.text(p.paper)
        text, pages = sources[p.paper]
        if text[slice(*p.span)] != p.text or not (p.span[0] <= e.quote[0] <= e.quote[1] <= p.span[1]):
            continue
        first, last = page_at(pages, p.span[0]), page_at(pages, max(p.span[0], p.span[1] - 1))
        good.append(replace(e, passage=replace(p, page=first.number, page_last=last.number, page_label=first.label)))
    return replace(answer, evidence=tuple(good))


def _naming(sentences: Iterable[Sentence], concepts: Sequence[Concept]) -> list[Sentence]:
    """The sentences of papers that hold every name of the question somewhere in what was weighed."""
    weighed = list(sentences)
    names = {i for i, c in enumerate(concepts) if c.named}
    if not names:
        return weighed
    held: dict[str, set[int]] = {}
    for s in weighed:
        held.setdefault(s.passage.paper, set()).update(s.around, s.above)
    return [s for s in weighed if names <= held[s.passage.paper]]


def _in_time(sentence: Sentence, material: Material) -> bool:
    """Whether a sentence tells of the time asked about, where no paper in scope is of that time."""
    q = material.question
    loose = [p for p in q.periods if not p.strict]
    if not loose or material.event_dates or q.kind not in ("passage", "filtered", "number", "who", "when"):
        return True
    years = {bound[:4] for p in loose for bound in (p.low, p.high) if bound and bound[:2] in ("19", "20")}
    return not years or any(y in sentence.passage.text or y in sentence.passage.title for y in years)


# ---------------------------------------------------------------------- scope


def _scope(engine: Engine, q: Question, held: tuple[Paper, ...], coverage: Coverage) -> tuple[Material, Answer | None]:
    """The papers that the question is about, or the reason why there are none."""
    unread = tuple(f for f in engine.files() if f.status != "indexed") if coverage.unreadable else ()
    material = Material(q, held, held, unread=unread)
    if not held:
        return material, not_found(material, "the index holds no papers.")
    papers = held
    if q.authorities:
        from cqa.extract.authority import family

        names = {a.name for a in q.authorities}
        codes = {code for a in q.authorities if a.code for code in family(a.code)}
        papers = tuple(p for p in held if p.authority and (p.authority.name in names or p.authority.code in codes))
        if not papers and q.kind != "which":
            return replace(material, papers=()), _nothing_held(material)
        papers = papers or held
    if q.types:
        papers = tuple(p for p in papers if p.type in q.types) or papers
    strict = [p for p in q.periods if p.strict]
    if strict and q.kind not in ("compare", "change", "grade") and not (q.kind == "which" and q.grade_asked):
        papers = tuple(p for p in papers if p.date and any(within(p.date, s) for s in strict))
        if not papers:
            return replace(material, papers=()), not_found(
                material, f"no paper of that time ({', '.join(s.written for s in strict)}) is held."
            )
    narrowed = False
    loose = [p for p in q.periods if not p.strict]
    if loose and q.kind not in ("change", "compare", "grade", "absence") and not (q.kind == "which" and q.grade_asked):
        dated = tuple(p for p in papers if any(within(d, s) for s in loose for d in _days(p)))
        narrowed = bool(dated)
        if not dated and q.authorities and (event := _EVENT.search(q.text)):
            when = ", ".join(s.written for s in loose)
            return material, not_found(
                replace(material, papers=papers), f"no paper on the {event[0].lower()} of {when} is held."
            )
        papers = dated or papers
    if q.committees and q.kind in ("recommendation", "role"):
        wanted = [c.lower() for c in q.committees]
        sat = tuple(p for p in papers if any(w in c.lower() or c.lower() in w for w in wanted for c in p.committees))
        papers = sat or papers
    return replace(material, papers=papers, event_dates=narrowed), None


_EVENT = re.compile(r"\b(inspection|meeting|report|paper|minutes)\b", re.I)
"""What a date in a question dates, when no paper of that date is held: not something that other papers may tell of."""


def _nothing_held(material: Material) -> Answer:
    q = material.question
    names = ", ".join(a.name for a in q.authorities)
    words = {
        w
        for a in q.authorities
        for w in a.name.lower().split()
        if len(w) > 4 and w not in ("council", "borough", "county", "london", "district")
    }
    lost = [
        f.path.rsplit("/", 1)[-1] for f in material.unread if any(w in f.path.rsplit("/", 1)[-1].lower() for w in words)
    ]
    why = f"no paper of {names} is held." + (
        f" {len(lost)} file(s) whose name mentions it could not be read: {', '.join(lost[:3])}." if lost else ""
    )
    return not_found(replace(material, papers=()), why)


def _days(paper: Paper) -> list[str]:
    return [d.date for d in paper.dates] + ([paper.date] if paper.date else [])


def _inside(material: Material, filters: Node) -> Node:
    """The filter for the papers in scope."""
    if len(material.papers) == len(material.held):
        return filters
    if len(material.papers) <= NAMED_PAPERS:
        chosen: Node = Or(tuple(Value("paper", p.id) for p in material.papers))
    else:
        names = sorted({p.authority.name for p in material.papers if p.authority})
        chosen = Or(tuple(Value("authority", n) for n in names))
    return chosen if isinstance(filters, Everything) else And((chosen, filters))


def _fetcher(engine: Engine, filters: Node) -> Callable[[Sequence[str], Sequence[str]], Sequence[Passage]]:
    def passages_of(papers: Sequence[str], roles: Sequence[str]) -> Sequence[Passage]:
        if len(papers) == 1 and not roles:
            return engine.passages(papers[0])
        query: Node = Or(tuple(Value("role", r) for r in roles)) if roles else Everything()
        wanted = set(papers)
        inside = Or(tuple(Value("paper", p) for p in papers)) if len(papers) <= NAMED_PAPERS else filters
        return [p for p in engine.scan(query, inside) if p.paper in wanted]

    return passages_of


# ------------------------------------------------------------------- concepts


def _concepts(engine: Engine, q: Question, coverage: Coverage) -> tuple[Concept, ...]:
    """The topic's words and phrases with their other wordings, weighted by how rare they are among all passages held."""
    from cqa.query.concepts import terms_of

    total = max(coverage.passages, 1)
    weighed = []
    aside = {w.run for w in q.topic if w.aside} if q.kind not in ("which", "absence", "when") else set()
    for t in terms_of(q):
        c = Concept(t.written, t.variants, 1.0, t.required, t.run, t.group, t.said, t.named, t.judged, t.bound)
        held = engine.count(node_of(c), Everything()).passages
        telling = math.log(1 + total / (held + 0.5))
        telling *= EVENT_WEIGHT if t.event else CIRCUMSTANCE_WEIGHT if t.run in aside else 1.0
        weighed.append(
            replace(c, weight=round(telling if c.required else min(telling * GENERIC_WEIGHT, GENERIC_MOST), 4))
        )
    if weighed and not any(c.required for c in weighed):
        weighed = [replace(c, required=True) for c in weighed]
    return _headed(q, weighed) if q.kind in ("which", "absence") else tuple(weighed)


def _headed(q: Question, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """The most telling phrase of a which-question is what is asked about.

    Where the question judges (*caseload pressure on social workers*), the judgement is the predicate and other phrases only
    qualify; where it does not (*care experience as a protected characteristic*), the other phrases are the predicate. In the
    head phrase, the words beside its most telling one count for less (*child protection* strategy meetings).
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


LONG_PHRASE = 4
"""Words from which on a phrase is looked up by its words."""

_AGES = frozenset({"year", "years", "old", "olds", "age", "aged"})


def node_of(concept: Concept) -> Node:
    """The concept as a query over the texts."""
    from cqa.query.nodes import Phrase, Word

    nodes: list[Node] = []
    for way in concept.said:
        forms = exact_words(way)
        if len(forms) == 1:
            nodes.append(Word(forms[0], "text"))
        elif len(forms) < LONG_PHRASE:
            nodes.append(Phrase(tuple(forms), 0, "text", exact=False))
        else:  # its telling words may stand in another order: weighing looks at that
            nodes.append(And(tuple(Word(f, "text") for f in forms if not is_function_word(f) and f not in _AGES)))
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _candidates(engine: Engine, q: Question, concepts: Sequence[Concept], inside: Node) -> Iterable[Passage]:
    """The passages to weigh: for which-questions all that could reach the threshold, else the best by BM25."""
    if not concepts:
        return ()
    if q.kind in ("which", "absence") and not q.grade_asked:
        return engine.scan(Or(tuple(node_of(c) for c in _necessary(concepts))), inside)
    query = Or(tuple(node_of(c) for c in concepts))
    return [hit.passage for hit in engine.search(Request(query, inside, limit=CANDIDATES)).hits]


def _necessary(concepts: Sequence[Concept]) -> list[Concept]:
    """For each alternative, its rarest concepts such that a sentence without all of them cannot hold half of its weight."""
    runs: dict[int, list[Concept]] = {}
    for c in concepts:
        if c.required:
            runs.setdefault(c.run, []).append(c)
    chosen: list[Concept] = []
    for run in runs.values():
        rarest = sorted(run, key=lambda c: c.weight)
        spare = which.CORE_MENTIONS * sum(c.weight for c in rarest)
        while len(rarest) > 1 and rarest[0].weight < spare:
            spare -= rarest[0].weight
            rarest.pop(0)
        chosen += rarest
    return chosen


# --------------------------------------------------------------------- answers


def _answer(engine: Engine, material: Material) -> Answer:
    q = material.question
    if q.kind == "definition":
        return _definition(engine, material)
    if q.grade_asked and q.kind in ("which", "grade"):
        return grade.answer(material)
    fact = _fact(material)
    if fact is not None:
        return fact
    if q.kind in ("passage", "filtered", "recommendation") and _asks_decision(q):
        return _decision(engine, material)
    if q.polar and q.kind == "passage":
        deed = {i for i, c in enumerate(material.concepts) if q.deed and c.variants[0] == (q.deed,)}
        total = sum(c.weight for c in material.concepts) or 1.0
        held = lambda s: sum(material.concepts[i].weight for i in {m.concept for m in s.matches}) / total  # noqa: E731
        settled = [
            s
            for s in material.sentences
            if (held(s) >= DEED_ENOUGH if deed else s.own >= POLAR_ENOUGH)
            and (not deed or deed & {m.concept for m in s.matches})
        ]
        material = replace(material, sentences=tuple(s for s in settled if not (deed and _UNDECIDED.search(s.text))))
    if q.about and q.kind in ("passage", "filtered"):
        if not any(s.own >= ABOUT_ENOUGH for s in material.sentences):
            near = sorted(material.sentences, key=lambda s: -s.coverage)[:3]
            return not_found(material, f"nothing is said about \u2018{material.topic()}\u2019.", near)
    return _KINDS.get(q.kind, passage.answer)(material)


_KINDS: dict[str, Callable[[Material], Answer]] = {
    "which": which.answer,
    "absence": absence.answer,
    "when": value.when,
    "number": value.number,
    "who": value.who,
    "role": role.answer,
    "recommendation": recommendation.answer,
    "change": change.answer,
    "compare": compare.answer,
    "passage": passage.answer,
    "filtered": passage.answer,
}


def _definition(engine: Engine, material: Material) -> Answer:
    from cqa.query.concepts import glossary
    from cqa.query.nodes import Phrase, Word

    acronym = material.question.acronym
    forms = exact_words(acronym or "")
    node: Node = Word(forms[0], "text", exact=True) if len(forms) == 1 else Phrase(tuple(forms), 0, "text")
    holding = list(engine.scan(node, Everything())) if forms else []
    kept = {p.id for p in material.papers}
    return definition.answer(material, [p for p in holding if p.paper in kept], glossary())


_FACTS = (
    ("call_in", re.compile(r"\bcall[- ]?in\b|\bcalled in\b"), "eligible for call-in"),
    ("key_decision", re.compile(r"\bkey decision\b"), "a key decision"),
    ("exempt", re.compile(r"\b(exempt|confidential) (information|report|paper)?\b.*"), "exempt or confidential"),
)


def _fact(material: Material) -> Answer | None:
    """Yes or no from a paper's own header, when the question asks that of one paper."""
    q = material.question
    plain = q.text.lower()
    if not q.polar:
        return None
    for field_, pattern, words in _FACTS[:2]:
        if pattern.search(plain):
            known = [(p, getattr(p, field_)) for p in material.papers if getattr(p, field_) is not None]
            if not known:
                return not_found(
                    material, f"the papers do not say whether it was {words}: the form has no mark, or it was lost."
                )
            p, said = known[0]
            proof = [e for name, f in p.findings if name == field_ and f.span for e in _at(material, p, f.span)]
            return Answer(
                "passage",
                True,
                f"{'Yes' if said else 'No'}: the paper \u2018{p.title}\u2019 is marked as {'' if said else 'not '}{words}.",
                said,
                evidence=tuple(proof),
            )
    return None


def _at(material: Material, paper: Paper, span: tuple[int, int]) -> list[Evidence]:
    return [
        Evidence(p, (span[0], min(span[1], p.span[1])), 1.0, (), (), "cites")
        for p in material.passages_of([paper.id], ())
        if p.span[0] <= span[0] < p.span[1]
    ]


def _asks_decision(q: Question) -> bool:
    return bool(
        re.search(
            r"\b(what|how|which way) (did|was|has|had|were)\b.{2,90}\b(decide|decided|resolve|resolved|agree|agreed|vote|voted|determine|determined)\b",
            q.text.lower(),
        )
    )


_DECIDED = re.compile(r"\b(resolved|agreed|decided|approved|carried)\b", re.I)
"""A sentence that records a decision, in a paper that does not call itself minutes."""


def _decision(engine: Engine, material: Material) -> Answer:
    """What a body decided stands in minutes and decision records of that meeting, nowhere else."""
    recorded = [p for p in material.papers if p.type in ("minutes", "decision record")]
    if material.question.periods:
        recorded = [p for p in recorded if any(within(d, s) for s in material.question.periods for d in _days(p))]
    ids = {p.id for p in recorded}
    q = material.question
    anywhere = not q.periods and not q.committees
    kept = tuple(
        s
        for s in material.sentences
        if s.passage.paper in ids or s.passage.role == "decision" or (anywhere and _DECIDED.search(s.text))
    )
    if not kept:
        return not_found(
            material,
            "no minutes or decision record of that meeting is held, so the papers do not record what was decided.",
        )
    return passage.answer(replace(material, sentences=kept))
