"""What every kind of answer is made from, and the small things that all of them do alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from cqa.answer.speaker import speaker
from cqa.evidence.sentence_scorer import Concept, Sentence
from cqa.evidence.text_units import unit
from cqa.evidence.views import QuestionView
from cqa.model import Answer, Evidence, FileState, HolderVerdict, Judgement, Paper, Passage, Verdict
from cqa.question.question import Question
from cqa.record import dataclass, field

QUOTE_LONGEST = 320
"""Characters of one quoted sentence in a headline; a headline is no passage."""

SHORT_TOPIC = 2
"""Informative words of a topic so short that the answering sentence must hold all of it when one is a name."""

SHOWN = 20
"""Passages that an answer shows as evidence, unless it needs one for each council."""

MOST_READ = 500
"""Papers in scope that are read from end to end for one question."""

MOST_NAMED, MOST_YEARS = 60, 5
"""Councils in a sentence, and years of one of them."""


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """The question with everything in the index that bears on it. ``papers`` are those in scope; ``sentences`` hold one
    concept or more each."""

    question: Question
    papers: tuple[Paper, ...]
    held: tuple[Paper, ...]
    concepts: tuple[Concept, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    scored: tuple[Sentence, ...] = ()
    """All sentences of the passages found, those without a concept too."""
    view: QuestionView | None = None
    unread: tuple[FileState, ...] = ()
    event_dates: bool = False
    """The scope was narrowed by the date of an event that the question names."""
    everywhere: bool = False
    """Nothing narrows the scope: the whole index is searched."""
    absent: tuple[tuple[str, ...], ...] = ()
    """The places of councils asked about that have no paper in scope, where others do: what answers must name them."""
    passages_of: Callable[[Sequence[str], Sequence[str]], Sequence[Passage]] = field(default=lambda papers, roles: ())
    """Passages of these papers (ids) in these roles, in reading order; no roles means all."""

    def by_id(self) -> dict[str, Paper]:
        return {p.id: p for p in self.papers}

    def settles(self, sentence: Sentence) -> bool:
        """Return whether a sentence may answer: of a topic of a name and little else (*capital of France*) it must hold
        all."""
        needed = [i for i, c in enumerate(self.concepts) if c.required]
        if len(needed) > SHORT_TOPIC or not any(self.concepts[i].named for i in needed):
            return True
        return set(needed) <= {m.concept for m in sentence.matches}

    def topic(self) -> str:
        """Return the topic in the asker's words."""
        return " ".join(w.text for w in self.question.topic) or self.question.text.rstrip("?")


def not_found(context: AnswerContext, why: str, near: Iterable[Sentence] = (), called: str = "Not found: ") -> Answer:
    """Return a refusal that says why and where was looked, after what the refusal is ``called``."""
    count = len({p.id for p in context.papers})
    names = {a.name for a in context.question.authorities}
    only = names and all(p.authority and p.authority.name in names for p in context.papers)
    who = ", ".join(sorted(names)) if only else ""
    where = f" Looked in {count} paper{'s' if count != 1 else ''}{' of ' + who if who else ''}." if count else ""
    text = f"{called}{why}{where}"
    return Answer(context.question.kind, False, text, evidence=tuple(evidence(s) for s in near))


def is_container(paper: Paper, held: Sequence[Paper]) -> bool:
    """Return whether a paper is only the cover of others in the index."""
    return paper.type == "agenda pack" and any(p.pack == paper.id for p in held)


def evidence(sentence: Sentence, says: Verdict = "mentions") -> Evidence:
    """Return a sentence as evidence, its matches marked."""
    part = unit(sentence.passage, sentence.span[0])
    shift = part.span[0] - sentence.passage.span[0]
    marks = [(m.span[0] - shift, m.span[1] - shift) for m in sentence.matches]
    quote = max(sentence.quote[0], part.span[0]), min(sentence.quote[1], part.span[1])
    return Evidence(
        part,
        quote,
        round(sentence.coverage, 4),
        tuple(dict.fromkeys(m for m in marks if 0 <= m[0] < m[1] <= len(part.text))),
        tuple(dict.fromkeys(" ".join(m.variant) for m in sentence.matches)),
        says,
    )


def unique(sentences: Iterable[Sentence], most: int = SHOWN) -> list[Sentence]:
    """Return the sentences, one of each paragraph, list item or table row and one of each wording, in their order."""
    seen: set[object] = set()
    kept: list[Sentence] = []
    for s in sentences:
        said = re.sub(r"\W+", " ", s.text.lower()).strip()
        place = unit(s.passage, s.span[0]).span
        if (s.passage.id, place) in seen or said in seen:
            continue
        seen |= {(s.passage.id, place), said}
        kept.append(s)
        if len(kept) == most:
            break
    return kept


def quoted(text: str, longest: int = QUOTE_LONGEST) -> str:
    """Return a sentence fit for a headline: one line, its bullet or number dropped, cut at a word."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(
        r"^(?:[-\u2022*\u25aa]\s+)?(?:\(?[0-9]+(?:\.[0-9]+)*[.)]?\s+|\([a-z]{1,4}\)\s+)?(?:[-\u2022*\u25aa]\s+)?",
        "",
        text,
    )
    if len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0].rstrip(",;:") + " \u2026"
    return text.strip('\u201c\u201d"')


def lead(passage: Passage) -> str:
    from cqa.text.for_people import date_in_words

    inside = [date_in_words(passage.date) if passage.date else "undated"]
    if passage.number:
        inside.append(f"para {passage.number.rstrip('.')}" if passage.number[:1] in "(0123456789" else passage.number)
    return f"{passage.authority or passage.title or 'A paper'} ({', '.join(inside)})"


def listed(names: Sequence[str], last: str = "and") -> str:
    """*A, B and C*."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def most_listed(names: Sequence[str]) -> str:
    """:func:`listed` as far as a sentence can hold them; the answer's verdicts have all."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"


def years(dates: Iterable[str]) -> str:
    """*2010, 2013*, or *2005 to 2025* of many: the years of ISO dates."""
    each = sorted({d[:4] for d in dates if d})
    return ", ".join(each) if len(each) <= MOST_YEARS else f"{each[0]} to {each[-1]}"


def dated(name: str, dates: Iterable[str]) -> str:
    """*Leeds City Council (2010, 2013)*; the bare name when nothing is dated."""
    said = years(dates)
    return f"{name} ({said})" if said else name


def judgements(context: AnswerContext) -> list[tuple[Paper, Judgement]]:
    """Return all judgements of the papers in scope."""
    return [(p, j) for p in context.papers for j in p.judgements]


def holders(
    context: AnswerContext,
    verdicts: dict[str, Verdict],
    quotes: dict[str, list[Sentence]],
    accepted: Callable[[str], bool],
) -> tuple[HolderVerdict, ...]:
    """Return a verdict for every authority that has papers in scope, the accepted ones first, each with its
    passages."""
    by_name: dict[str, list[Paper]] = {}
    for paper in context.papers:
        if paper.authority:
            by_name.setdefault(paper.authority.name, []).append(paper)
    rows = []
    for name, papers in by_name.items():
        said = quotes.get(name, [])
        dates = sorted({s.passage.date for s in said if s.passage.date})
        rows.append(
            HolderVerdict(
                name,
                papers[0].authority.code if papers[0].authority else None,
                verdicts.get(name, "silent"),
                accepted(name),
                len({s.passage.paper for s in said}) or sum(not is_container(p, context.held) for p in papers),
                dates[0] if dates else None,
                dates[-1] if dates else None,
                tuple(dict.fromkeys(s.passage.id for s in said)),
                speaker(said[0]) if said else None,
            )
        )
    return tuple(sorted(rows, key=lambda r: (not r.in_answer, {"cites": 0, "mentions": 1}.get(r.verdict, 2), r.name)))


def citing(context: AnswerContext, names: Iterable[str]) -> tuple[HolderVerdict, ...]:
    """Verdicts where these authorities answer and nothing else distinguishes the others."""
    kept = set(names)
    return holders(context, dict.fromkeys(kept, "cites"), {}, lambda name: name in kept)


def told_by(
    context: AnswerContext, held: Mapping[str, Sequence[tuple[Paper, str | None]]], shown: Sequence[Evidence]
) -> tuple[HolderVerdict, ...]:
    """:func:`citing` of the names in ``held``, each with the number of its papers there, the first and the last of the
    ISO dates next to them, and its passages among those shown."""
    rows = []
    for row in citing(context, held):
        if row.name in held:
            dates = sorted(day for _, day in held[row.name] if day)
            row = replace(
                row,
                papers=len({p.id for p, _ in held[row.name]}),
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
                passages=tuple(dict.fromkeys(e.passage.id for e in shown if e.passage.authority == row.name)),
            )
        rows.append(row)
    return tuple(rows)


def minutes(context: AnswerContext) -> list[Paper]:
    """Return the records of meetings and decisions in scope, the latest first."""
    recorded = [p for p in context.papers if p.type in ("minutes", "decision record")]
    return sorted(recorded, key=lambda p: (p.date or "", p.id), reverse=True)


def newest_first(passage: Passage) -> tuple[int, str, int]:
    """Sorts passages by the date of their papers, the latest first and the undated last, then in reading order."""
    return -int((passage.date or "").replace("-", "").ljust(8, "0")), passage.paper, passage.order


def interleaved(groups: Sequence[Sequence[Sentence]], most: int = SHOWN) -> list[Sentence]:
    """Return the best of each group, then the second of each, and so on: no council's evidence hides another's."""
    ordered: list[Sentence] = []
    for depth in range(max((len(g) for g in groups), default=0)):
        ordered += [g[depth] for g in groups if depth < len(g)]
    return unique(ordered, most)
