"""*Which councils ...?*: every council held gets a verdict, from every passage held.

A council is in the answer when one of its own sentences asserts the topic with the polarity asked for. It merely
*mentions* the topic when its papers hold it without asserting that, and is *silent* when they do not hold it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from cqa.answer.context import (
    AnswerContext,
    dated,
    evidence,
    holders,
    interleaved,
    is_container,
    lead,
    listed,
    most_listed,
    not_found,
    quoted,
)
from cqa.answer.kinds.inspection import councils
from cqa.evidence.patterns import cue
from cqa.evidence.polarity import Polarity, SentencePolarity, read_sentence
from cqa.evidence.sentence_scorer import CORE_MENTIONS, Concept, Sentence
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, HolderVerdict, Paper, Verdict
from cqa.show.citation import date_in_words, shortened

CITES = 0.6
"""Share of the topic's weight that a sentence must hold itself to assert it (seed and council questions)."""

SMALL_WORD = 5
"""Characters that may stand between two words of a name (*of the*)."""

BEFORE_TOPIC, AFTER_TOPIC = 40, 30
"""Characters before and after the topic in which a denial or a lack is said of it."""

SHOWN_PAPERS = 12
"""Papers named in a headline."""

TITLE_LONGEST = 80
"""Characters of a paper's title where it stands for the paper."""


def answer(context: AnswerContext) -> Answer:
    """Verdicts for all, the councils (or papers) that cite the topic in the headline with the years."""
    inspected = councils(context)
    if inspected is not None:
        return inspected
    if not context.concepts:
        return not_found(context, "the question names no topic to look for.")
    cited, mentioned = sort_out(context)
    if context.question.unit == "paper":
        return _papers(context, cited, mentioned)
    verdicts: dict[str, Verdict] = dict.fromkeys(mentioned, "mentions")
    verdicts |= dict.fromkeys(cited, "cites")
    quotes = {n: cited.get(n) or mentioned[n] for n in verdicts}
    rows = holders(context, verdicts, quotes, lambda name: name in cited)
    best = sorted(cited.values(), key=lambda group: -group[0].core)
    proof = interleaved(best, max(20, len(best)))
    beside = interleaved([g for n, g in mentioned.items() if n in cited], 20)
    if not cited:
        near = interleaved([g[:2] for g in mentioned.values()], 5)
        why = f"none of the {len(rows)} councils held says that of \u2018{context.topic()}\u2019."
        found_nothing = not_found(context, why, near)
        return Answer("which", False, found_nothing.text, 0, rows, (), found_nothing.evidence)
    names = [dated(name, (s.passage.date for s in group)) for name, group in sorted(cited.items())]
    text = f"{len(cited)} of {len(rows)} councils: {most_listed(names)}."
    if cue("and_value_asked").search(context.question.text.lower()):  # "... and how long were the waits?"
        text += " " + " ".join(
            f"{lead(g[0].passage)}: {quoted(_with_value(g).text, 240)}".rstrip(".") + "."
            for _, g in sorted(cited.items())[:8]
        )
    only = [r.name for r in rows if r.verdict == "mentions"]
    if only:
        text += f" {len(only)} more mention{'s' if len(only) == 1 else ''} the subject without saying so."
    shown = {(s.passage.id, s.span) for s in proof}
    rest = [evidence(s) for s in beside if (s.passage.id, s.span) not in shown]
    return Answer(
        "which",
        True,
        text,
        len(cited),
        rows,
        (),
        (*(evidence(s, "cites") for s in proof), *rest[: max(0, 20 - len(proof))]),
    )


def _with_value(group: list[Sentence]) -> Sentence:
    """A council's best sentence, stretched to the figure that its paragraph gives, if it gives none itself."""
    for s in group[:4]:
        if re.search(r"\d", s.text):
            return s
        for start, end in sentence_spans(s.passage.text, s.passage.kind):
            if s.span[1] <= start < s.span[1] + 400 and cue("figure").search(s.passage.text[start:end]):
                return replace(s, span=(s.span[0] if end - s.span[0] < 300 else start, end))
    return group[0]


def sort_out(context: AnswerContext) -> tuple[dict[str, list[Sentence]], dict[str, list[Sentence]]]:
    """Sentences that assert the topic and sentences that only hold it, by authority, the best first."""
    wanted = Polarity(context.question.want)
    claim = context.question.claim
    must = _must(context) if claim == "any" else set()
    nouns = _nouns(context)
    head = frozenset(i for i, c in enumerate(context.concepts) if c.required) | must
    cited: defaultdict[str, list[Sentence]] = defaultdict(list)
    mentioned: defaultdict[str, list[Sentence]] = defaultdict(list)
    strength: dict[int, tuple[float, ...]] = {}
    for s in context.sentences:
        name = s.passage.authority
        if not name or s.core < CORE_MENTIONS or s.passage.kind == "heading":
            continue
        reading = read(s, head)
        strength[id(s)] = _strength(s, reading)
        said = _claimed(s, claim) if claim != "any" else reading.asserts(wanted)
        if (
            s.own >= CITES
            and said
            and not (claim != "any" and reading.elsewhere)
            and (not must or must & s.around)
            and _whole(s, nouns, context.concepts)
        ):
            cited[name].append(s)
        elif not reading.elsewhere:
            mentioned[name].append(s)
    for groups in (cited, mentioned):
        for group in groups.values():
            group.sort(key=lambda s: strength[id(s)])
    return dict(cited), dict(mentioned)


def _claimed(s: Sentence, claim: str) -> bool:
    """Whether words of denial or of lack stand close to the topic in the sentence."""
    first = min(m.span[0] for m in s.matches) - s.span[0]
    last = max(m.span[1] for m in s.matches) - s.span[0]
    near = s.text[max(0, first - BEFORE_TOPIC) : last + AFTER_TOPIC]
    return cue(f"says_{claim}").search(near) is not None


def _nouns(context: AnswerContext) -> list[tuple[set[int], bool]]:
    """For each alternative head phrase of the question, the concepts without which it is not spoken of: its last word,
    which is its noun (nuclear power *stations*), or all of *changes of social worker*; and whether it is a name."""
    concepts = context.concepts
    runs: dict[int, list[int]] = {}
    for i, c in enumerate(concepts):
        if c.required:
            runs.setdefault(c.run, []).append(i)
    found = []
    for run in runs.values():
        name = len(run) > 1 and all(concepts[i].named for i in run)
        whole = name or any(concepts[i].bound for i in run)
        found.append((set(run) if whole else {run[-1]}, name))
    return found


def _whole(s: Sentence, nouns: list[tuple[set[int], bool]], concepts: Sequence[Concept]) -> bool:
    """Whether a sentence itself speaks of a head phrase; a name (*Signs of Safety*) must stand in one piece."""
    held = {m.concept for m in s.matches}
    return not nouns or any(run <= held and (not name or _in_one_piece(s, run, concepts)) for run, name in nouns)


def _in_one_piece(s: Sentence, run: set[int], concepts: Sequence[Concept]) -> bool:
    """Whether the words of a name stand in their order with no more than a small word between each."""
    length = sum(len(concepts[i].written) + SMALL_WORD for i in run)
    spots = sorted((m.span, m.concept) for m in s.matches if m.concept in run)
    wanted = sorted(run)
    for at, (first, _) in enumerate(spots):
        near = [c for (_, end), c in spots[at:] if end <= first[0] + length]
        if list(dict.fromkeys(near)) == wanted:
            return True
    return False


def _must(context: AnswerContext) -> set[int]:
    """Concepts that are the question's own judgement (*delay in ...*): a sentence must hold them to assert it."""
    from cqa.question.patterns import judging_words

    own = judging_words(context.question.text)
    alternatives = {
        c.group for c in context.concepts for d in context.concepts if c.group == d.group and c.run != d.run
    }
    return {
        i
        for i, c in enumerate(context.concepts)
        if set(c.written.lower().split()) & own and c.group not in alternatives
    }


def read(sentence: Sentence, head: frozenset[int] = frozenset()) -> SentencePolarity:
    """What the sentence says of the concepts that it holds; only one of ``head`` can be denied, where it holds any."""
    start = sentence.span[0]
    spans = {(m.span[0] - start, m.span[1] - start): m.concept for m in sentence.matches}
    reading = read_sentence(sentence.text, list(spans))
    if reading.denied and any(c in head for c in spans.values()):
        mine = [span for span, c in spans.items() if c in head]
        reading = replace(reading, denied=read_sentence(sentence.text, mine).denied)
    if _to_improve((*sentence.passage.path, sentence.passage.heading)):
        reading = replace(reading, problem=True, requirement=True, denied=False)
    return reading


@lru_cache(maxsize=500)
def _to_improve(headings: tuple[str, ...]) -> bool:
    """Whether what stands under the headings is to be improved; neighbours share theirs."""
    return bool(cue("to_improve").search(" ".join(headings)))


def _strength(s: Sentence, reading: SentencePolarity) -> tuple[float, ...]:
    return (-s.core, reading.past, reading.hypothetical, reading.requirement, -s.coverage, s.passage.order)


def _papers(context: AnswerContext, cited: dict[str, list[Sentence]], mentioned: dict[str, list[Sentence]]) -> Answer:
    """The same by paper: which papers hold it."""
    groups: defaultdict[str, list[Sentence]] = defaultdict(list)
    for s in (s for group in cited.values() for s in group):
        groups[s.passage.paper].append(s)
    rows = paper_rows(context, groups, lambda p: p.id in groups)
    if not groups:
        return not_found(
            context, f"no paper says that of \u2018{context.topic()}\u2019.", [g[0] for g in mentioned.values()]
        )
    names = [r.name for r in rows if r.in_answer]
    others = " and others" if len(names) > SHOWN_PAPERS else ""
    return Answer(
        "which",
        True,
        f"{len(names)} of {len(rows)} papers: {listed(names[:SHOWN_PAPERS])}{others}.",
        len(names),
        holders(context, dict.fromkeys(cited, "cites"), cited, lambda n: n in cited),
        rows,
        tuple(evidence(s, "cites") for s in interleaved(list(groups.values()))),
    )


def paper_rows(
    context: AnswerContext, quotes: Mapping[str, Sequence[Sentence]], accepted: Callable[[Paper], bool]
) -> tuple[HolderVerdict, ...]:
    """A verdict for every paper in scope (packs count by the papers in them)."""
    rows = []
    for paper in context.papers:
        if is_container(paper, context.held):
            continue
        said = quotes.get(paper.id, ())
        verdict: Verdict = "cites" if said else "silent"
        proof = tuple(s.passage.id for s in said)
        rows.append(
            HolderVerdict(paper_name(paper), paper.id, verdict, accepted(paper), 1, paper.date, paper.date, proof)
        )
    return tuple(sorted(rows, key=lambda r: (not r.in_answer, r.first or "", r.name)))


def paper_name(paper: Paper) -> str:
    """*Leeds City Council, 12 February 2010, title*."""
    who = paper.authority.name if paper.authority else "authority unknown"
    when = date_in_words(paper.date) if paper.date else "undated"
    return f"{who}, {when}, \u2018{shortened(paper.title, TITLE_LONGEST)}\u2019"
