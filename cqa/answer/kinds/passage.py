"""*Why*, *how*, *what*: the best sentences that answer, each with what is around it, each with its paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cqa.answer.answerability import by_score, judged, nothing
from cqa.answer.context import AnswerContext, evidence, holders, lead, not_found, quoted, unique
from cqa.answer.kinds import recorded
from cqa.answer.value import needs_figure, of_other_years, stated
from cqa.answer.verdict import asks_a_decision, given
from cqa.answer.whole_sentence import whole
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, Passage, Span
from cqa.text.pattern import pattern

HEADLINE = 3
"""Passages quoted in a headline."""

AS_LIKELY = 1.5
"""Points that the best sentence of a further passage may have less than the best of all: a fifth as likely."""

FIRST, FURTHER = 560, 300
"""Characters quoted from the best passage, and from each further one."""

ITEMS = 6
"""Items of a list that are quoted after the sentence that leads into them."""

Ranked = dict[str, list[Sentence]]
"""The sentences of each passage in reading order, by the passage's id."""


def answer(context: AnswerContext, *, sure: bool = False) -> Answer:
    """Return the best sentences of one to three passages, all as evidence. ``sure`` says that the caller knows them for
    an answer: a record of the very decision."""
    record = recorded.answer(context, recorded.SURE) if asks_a_decision(context) and not sure else None
    if record is not None and record.found:
        return record
    ranked = sorted((s for s in context.scored if not of_other_years(context, s.passage)), key=by_score)
    if not ranked:
        return not_found(context, f"no passage answers \u2018{context.topic()}\u2019.")
    best = unique(ranked, 20)
    chosen = headline(best)
    of_passage: Ranked = {}
    for s in sorted(context.scored, key=lambda s: s.span):
        of_passage.setdefault(s.passage.id, []).append(s)
    windows = {s: window(s, of_passage[s.passage.id], FIRST if s is chosen[0] else FURTHER) for s in chosen}
    values = {s: stated(context, s, span) for s, span in windows.items()}
    if needs_figure(context) or (context.question.kind == "number" and not any(values.values())):
        chosen = [s for s in chosen if values[s]]
    if not chosen:
        return nothing(context, f"no passage states that figure for \u2018{context.topic()}\u2019.")
    parts = {s: whole(context, replace(s, span=windows[s])) for s in chosen}
    quotes = [quote(parts[s], _items_after(context, s)) for s in chosen]
    names = dict.fromkeys(s.passage.authority for s in chosen)
    value = values[chosen[0]]
    composed = Answer(
        context.question.kind, True, " ".join(quotes), value,
        holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names), (),
        tuple(evidence(part, "cites" if s in chosen else "mentions") for s in best
              for part in (s, *parts.get(s, ())[1:])),
    )  # fmt: skip
    composed = given(context, composed, chosen)
    return composed if sure else judged(context, composed, chosen[0])


def headline(best: Sequence[Sentence]) -> list[Sentence]:
    """Return the best sentence of each passage that is nearly as likely to answer as the best of all."""
    firsts: dict[str, Sentence] = {}
    for s in best:
        firsts.setdefault(s.passage.id, s)
    return [s for s in list(firsts.values())[:HEADLINE] if s.score >= best[0].score - AS_LIKELY]


def quote(parts: Sequence[Sentence], items: Sequence[str] = ()) -> str:
    """Return what the parts of a quotation say, after who says it where, with the items of a list below it."""
    first = parts[0].passage
    said = " ".join(with_heads(part.passage, part.text) for part in parts)
    listed = "".join(f" {quoted(item, 160).rstrip('.;')};" for item in items).rstrip(";")
    return f"{lead(first)}: {quoted(said, max(FIRST, len(said))).rstrip('.')}{listed}."


def with_heads(passage: Passage, row: str) -> str:
    """Return a table row with the heads over its cells, without which it says nothing; any other text as it is.

    Where its first cell is empty, the row belongs to the name in the first cell above it.
    """
    cells = [cell.strip() for cell in row.split("\t")]
    if passage.text[: max(passage.text.find(row), 0)].endswith("\t"):
        cells.insert(0, "")
    if passage.kind != "table" or len(cells) != len(passage.columns) or len(cells) < 2:
        return row
    cells[0] = cells[0] or _name_above(passage, row)
    pairs = [(head, cell) for head, cell in zip(passage.columns, cells, strict=True) if cell]
    return "; ".join(cell if not head or head == cell else f"{head}: {cell}" for head, cell in pairs)


def _name_above(passage: Passage, row: str) -> str:
    """Return the first cell of the nearest row above that has one, empty where only the heads of the columns do."""
    for line in reversed(passage.text[: max(passage.text.find(row), 0)].splitlines()):
        cells = [cell.strip() for cell in line.split("\t")]
        if cells[0]:
            return cells[0] if len(cells) == len(passage.columns) and cells[0] not in passage.columns[0] else ""
    return ""


def window(s: Sentence, beside: Sequence[Sentence], longest: int) -> Span:
    """Return the span of a sentence widened, as far as ``longest`` characters allow, by the better of the sentences
    before and after it, again and again. A table row is not widened."""
    start, end = s.span
    if s.passage.kind == "table":
        return start, end
    before = [x for x in beside if x.span[1] <= start]
    after = [x for x in beside if x.span[0] >= end]
    while before or after:
        forward = bool(after) and (not before or after[0].score >= before[-1].score)
        next_ = after.pop(0) if forward else before.pop()
        low, high = min(start, next_.span[0]), max(end, next_.span[1])
        if high - low <= longest:
            start, end = low, high
        elif forward:
            after = []
        else:
            before = []
    return start, end


_LEADS = pattern(
    r"(:|\bas follows|\bfollowing\b[^.]{0,60}|\b(include|includes|including|are|were)):?\s*(\*\*\w+(\*\*)?)?$"
)
"""The end of a sentence that leads into a list."""


def _items_after(context: AnswerContext, s: Sentence) -> list[str]:
    """Return the list items that follow a lead-in in the passages below it; those of its own passage stand in its
    window."""
    last = s.passage.text.rstrip("* \n-")
    if s.passage.kind == "table" or not last.endswith(s.text.rstrip("* \n-")) or not _LEADS.search(last):
        return []
    found: list[str] = []
    for p in [p for p in context.passages_of([s.passage.paper], ()) if p.order > s.passage.order][:ITEMS]:
        below_it = p.kind == "item" or (bool(s.passage.number) and (p.number or "").startswith(f"{s.passage.number}("))
        if not below_it and (found or p.order > s.passage.order + 1):
            break
        spans = sentence_spans(p.text, p.kind)
        if spans:
            found.append(p.text[slice(*spans[0])])
    return found
