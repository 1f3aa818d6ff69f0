"""*Which councils ...?*: every council with papers gets a verdict, from every passage.

A council is in the answer when one of its own sentences asserts the topic with the polarity asked for. It merely
*mentions* the topic when its papers hold it without asserting that, and is *silent* when they do not hold it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from cqa.answer.context import (
    AnswerContext,
    dated,
    evidence,
    holders,
    interleaved,
    lead,
    listed,
    most_listed,
    not_found,
    quoted,
)
from cqa.answer.kinds import committees, often
from cqa.answer.kinds.inspection import councils
from cqa.answer.supported import paper_rows, sort_out
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, Verdict, YesNo

WORDS_OF = {
    "council": "the council itself",
    "inspectorate": "inspectors",
    "public": "the public",
    "other": "another body",
}
"""How an answer says whose words its councils are in it by."""

DEEP = 4
"""Sentences of one council shown as evidence at most."""

SHOWN_PAPERS = 12
"""Papers named in a headline."""


def answer(context: AnswerContext) -> Answer:
    """Return the verdicts; to a question for yes or no (*do any councils ...?*) what they say to it."""
    found = _listed(context)
    if not found.found or not context.question.polar:
        return found
    verdict: YesNo = "no" if context.question.nobody else "yes"
    return replace(found, text=f"{verdict.capitalize()}: {found.text}", verdict=verdict)


def _listed(context: AnswerContext) -> Answer:
    """Verdicts for all, the councils (or papers) that cite the topic in the headline with the years."""
    inspected = councils(context)
    if inspected is not None:
        return inspected
    if not context.concepts:
        return not_found(context, "the question names no topic to look for.")
    if context.question.unit == "paper":
        return _papers(context)
    if context.question.unit == "committee":
        return committees.answer(context)
    councils_asked = context.question.councils or "councils"
    cited, mentioned, likely = sort_out(context)
    ranked = ""
    if context.question.often:
        kept, ranked = often.chosen(context, cited)
        mentioned |= {name: said for name, said in cited.items() if name not in kept}
        cited = kept
    verdicts: dict[str, Verdict] = dict.fromkeys(mentioned, "mentions")
    verdicts |= dict.fromkeys(cited, "cites")
    quotes = {n: cited.get(n) or mentioned[n] for n in verdicts}
    rows = holders(context, verdicts, quotes, lambda name: name in cited)
    best = [cited[name] for name in sorted(cited, key=lambda name: (-likely[name], name))]
    proof = interleaved([group[:DEEP] for group in best], max(20, len(best)))
    beside = interleaved([mentioned[n][:2] for n in sorted(mentioned, key=lambda n: (-likely[n], n))], 20)
    if not cited:
        near = beside[:5]
        why = f"none of the {len(rows)} {councils_asked} says that of \u2018{context.topic()}\u2019."
        found_nothing = not_found(context, why, near)
        return Answer("which", False, found_nothing.text, 0, rows, (), found_nothing.evidence)
    names = [dated(name, (s.passage.date for s in group)) for name, group in sorted(cited.items())]
    text = f"{len(cited)} of {len(rows)} {councils_asked}: {most_listed(names)}.{ranked}"
    if cue("and_value_asked").search(context.question.text.lower()):  # "... and how long were the waits?"
        text += " " + " ".join(
            f"{lead(g[0].passage)}: {quoted(_with_value(g).text, 240)}".rstrip(".") + "."
            for _, g in sorted(cited.items())[:8]
        )
    whose = Counter(r.whose_words for r in rows if r.in_answer and r.whose_words)
    if set(whose) - {"council"}:
        said = ", ".join(f"{WORDS_OF[name]} for {n}" for name, n in sorted(whose.items(), key=lambda x: (-x[1], x[0])))
        text += f" Who says so: {said}."
    only = [r.name for r in rows if r.verdict == "mentions"]
    if only and not ranked:
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
    """Return a council's best sentence, stretched to the figure that its paragraph gives, if it gives none itself."""
    for s in group[:4]:
        if re.search(r"\d", s.text):
            return s
        for start, end in sentence_spans(s.passage.text, s.passage.kind):
            if s.span[1] <= start < s.span[1] + 400 and cue("figure").search(s.passage.text[start:end]):
                return replace(s, span=(s.span[0] if end - s.span[0] < 300 else start, end))
    return group[0]


def _papers(context: AnswerContext) -> Answer:
    """Return the same by paper: which papers hold it."""
    groups, mentioned, _ = sort_out(context, by_paper=True)
    cited = {g[0].passage.authority: g for g in groups.values() if g[0].passage.authority}
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
