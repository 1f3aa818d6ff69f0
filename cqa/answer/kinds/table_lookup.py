"""A figure in a table, asked for by its row and its column: *how many people aged 65 lived in Arun?*

A row is meant when the question says its label, a column when the question says its head better than any other's, or
when no other holds values of the kind asked for. Heads that do not stand one over each column say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cqa.answer.context import AnswerContext, citing, lead
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Concept
from cqa.gazetteer.name_forms import place_of
from cqa.model import Answer, Evidence, Passage, Span
from cqa.question.patterns import is_function_word
from cqa.record import dataclass
from cqa.text.analyzer import STEMS, stems, tokenize
from cqa.text.pattern import pattern

ENOUGH = 0.6
"""Share of the topic's weight that row, column, headings and title must hold together."""

LABEL_SAID = 0.6
"""Share of the words of a label of several cells that the question must say."""

FEWEST_COLUMNS = 2
"""Cells of a row: a label and a value."""

MOST_PROOF = 6
"""Cells shown as evidence."""

_ROW = pattern(r"[^\n]+")
_RULE = pattern(r"[|:\s-]+")
_VALUE = pattern(r"[(+\u2212-]?[\u00a3\u20ac$]?\s?\d[\d,]*(?:\.\d+)?\s?(?:%|k|m|bn|million|billion)?\)?")
_YEAR = pattern(r"(?:FY ?)?(?:19|20)\d\d(?:\s?[/\u2013-]\s?(?:\d\d|20\d\d))?")
_SHARE = pattern(r"%|\bper ?cent|\bproportion\b|\bshare\b", re.I)
_TOTAL = pattern(r"\W*(?:total|number|no\.?|all|\u00a3.{0,5}|count|amount)\W*", re.I)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A value with its passage, the row's span in it, the label and head over it, and what of the topic they hold."""

    passage: Passage
    row: Span
    label: str
    head: str
    value: str
    span: Span
    coverage: float
    exact: float
    """Share of the label's words that the question says."""
    headed: int = 0
    """Words of the head that the question says and no other head of the table."""


def answer(context: AnswerContext, passages: Iterable[Passage] | None = None, *, placed: bool = False) -> Answer | None:
    """Return the cell that the question names by row and column; None when there is none, or several with different
    values.

    ``passages`` are looked through instead of those that the context's sentences come from; ``placed`` takes only
    rows whose label is the council asked about."""
    if passages is None:
        passages = (s.passage for s in context.sentences)
    tables = {p.id: p for p in passages if p.kind == "table"}
    asked = _Asked.of(context)
    found = [cell for p in tables.values() for cell in _cells(p, asked, context)]
    found = [c for c in found if not placed or set(stems(c.label)) == asked.places]
    if not found:
        return None
    found.sort(key=lambda c: (_rank(c), c.passage.date or "", c.passage.id, c.row))
    best = found[0]
    level = [c for c in found if _rank(c) == _rank(best)]
    told = list({c.value: c for c in level}.values())
    if len({c.passage.paper for c in told}) < len(told) or not best.value:
        return None
    said = " ".join(f"{lead(c.passage)}: {_named(c)}: {c.value}." for c in told[:2])
    proof = tuple(_evidence(c) for c in (*told, *(c for c in found if c not in told and c.value)))[:MOST_PROOF]
    names = {c.passage.authority for c in told if c.passage.authority}
    one_or_all = told[0].value if len(told) == 1 else [c.value for c in told]
    return Answer(context.question.kind, True, said, one_or_all, citing(context, names), (), proof)


def _rank(c: TableCell) -> tuple[float, int, float]:
    return -c.exact, -c.headed, -round(c.coverage, 4)


def _named(c: TableCell) -> str:
    return ", ".join(part for part in (c.label, c.head) if part)


def _evidence(c: TableCell) -> Evidence:
    quote = c.passage.span[0] + c.row[0], c.passage.span[0] + c.row[1]
    return Evidence(c.passage, quote, round(c.coverage, 4), (c.span,), (), "cites")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of a question tables are compared with: the stems that it says or means, its years, its concepts."""

    stems: frozenset[str]
    years: frozenset[str]
    concepts: tuple[Concept, ...]
    places: frozenset[str]
    share: bool
    counts: bool

    @classmethod
    def of(cls, context: AnswerContext) -> _Asked:
        plain = context.question.text.lower()
        said = {STEMS[w] for w in tokenize(plain) if not is_function_word(w) or w.isdigit()}
        meant = {stem for c in context.concepts for way in c.variants for stem in way}
        years = {m[0] for m in _YEAR.finditer(plain)}
        share = cue("share_asked").search(plain) is not None
        counts = plain.startswith("how many") or cue("sum_asked").match(plain) is not None
        places = {stem for a in context.question.authorities for stem in stems(" ".join(place_of(a.name)))}
        held = frozenset(said | meant)
        return cls(held, frozenset(years), context.concepts, frozenset(places), share, counts)


def _cells(p: Passage, asked: _Asked, context: AnswerContext) -> Iterable[TableCell]:
    rows = [(m.span(), _split(m[0])) for m in _ROW.finditer(p.text)]
    data = [(span, cells) for span, cells in rows if _is_data(cells)]
    said = [(span, cells, share) for span, cells in data if (share := _label_said(_label(cells)[0], asked))]
    if not said:
        return
    width = max(len(cells) for _, cells in data)
    labels = {_label(cells)[1] for _, cells in data if len(cells) == width}
    over = _over(p.text) or _over_before(p, context)
    caption = rows[0][1] if len(rows[0][1]) == 1 else []
    heads = _heads(over, p.columns, width)
    every = [cell for row in over for cell in row]
    surroundings = set(stems(" . ".join((p.title, *p.path, p.heading, *caption, *every))))
    for span, cells, exact in said:
        label, at = _label(cells)
        aligned = len(cells) == width or at in labels  # blank cells at a row's end are not kept
        column, headed = _column(cells, at, heads if aligned else (), asked, width == at + 1)
        head = heads[column] if heads and column is not None else ""
        held = surroundings | set(stems(" ".join((*label, head))))
        coverage = _coverage(asked, held, label)
        if coverage < ENOUGH:
            continue
        start = span[0] + p.text[slice(*span)].startswith("|") + sum(len(c) + 1 for c in cells[: column or 0])
        value = cells[column].strip() if column is not None else ""
        named = ", ".join(part.strip() for part in label)
        yield TableCell(p, span, named, head, value, (start, start + len(cells[column or 0])), coverage, exact, headed)


def _split(row: str) -> list[str]:
    """Return the cells of a row, with tabs between them or, as Markdown has it, bars; none of a rule under the
    heads."""
    if not row.startswith("|"):
        return row.split("\t")
    return [] if _RULE.fullmatch(row) else row[1:].rstrip().removesuffix("|").split("|")


def _over(text: str) -> list[list[str]]:
    """Return the rows of several cells before the first row of values: the heads."""
    found: list[list[str]] = []
    for row in _ROW.findall(text):
        cells = _split(row)
        if _is_data(cells):
            return found
        if len(cells) > 1:
            found.append(cells)
    return found


def _over_before(p: Passage, context: AnswerContext) -> list[list[str]]:
    """Return the heads of a table that goes on in this passage from the one before."""
    earlier = [b for b in context.passages_of([p.paper], ()) if b.order < p.order]
    for before in reversed(earlier):
        if before.kind != "table" or (before.columns, before.heading) != (p.columns, p.heading):
            break
        held = _last_over(before.text)
        if held:
            return held
    return []


def _last_over(text: str) -> list[list[str]]:
    """Return the last heads in a text, which may hold the end of one table and the next one's head."""
    found: list[list[str]] = []
    current: list[list[str]] = []
    for row in _ROW.findall(text):
        cells = _split(row)
        if _is_data(cells):
            found, current = current or found, []
        elif len(cells) > 1:
            current.append(cells)
    return found


def _is_data(cells: Sequence[str]) -> bool:
    """Return whether a row has a label and values after it that are not all years."""
    values_ = [c.strip() for c in cells[1:] if _VALUE.fullmatch(c.strip())]
    return (
        len(cells) >= FEWEST_COLUMNS
        and bool(values_)
        and any(ch.isalpha() for ch in cells[0])
        and not all(_YEAR.fullmatch(v) for v in values_)
    )


def _label(cells: Sequence[str]) -> tuple[list[str], int]:
    """Return the cells in words at the front of a row, and the place of the first cell after them."""
    at = 0
    while at < len(cells) and any(ch.isalpha() for ch in cells[at]) and not _VALUE.fullmatch(cells[at].strip()):
        at += 1
    return [c for c in cells[:at] if c.strip()], at


def _label_said(label: Sequence[str], asked: _Asked) -> float:
    """Return the share of a label's words that the question says; 0 when they are too few to mean this row. Codes
    before a name and what brackets add are not needed."""
    parts = []
    for cell in label:
        bare = pattern(r"\([^)]*\)|^\s*\d+\s+|\bformerly\b.*").sub(" ", cell)
        found = {STEMS[w] for w in tokenize(bare) if not is_function_word(w)}
        if found:
            parts.append(found)
    if not parts:
        return 0.0
    whole = set().union(*parts)
    said = len(whole & asked.stems) / len(whole)
    if any(part <= asked.stems for part in parts) and any(len(w) > 1 for w in whole & asked.stems):
        return round(max(said, LABEL_SAID), 4)
    return round(said, 4) if said >= LABEL_SAID and len(whole & asked.stems) > 1 else 0.0


def _heads(over: Sequence[Sequence[str]], columns: Sequence[str], width: int) -> tuple[str, ...]:
    """Return what is over each column: the rows of heads that have a cell for each, or one fewer where the labels have
    no head of their own; without heads, the table's columns. Empty when heads span columns."""
    fitting = [list(row) for row in over if len(row) == width]
    fitting = fitting or [["", *row] for row in over if len(row) == width - 1 and row[0].strip()]
    if fitting:
        return tuple(" ".join(filter(None, (row[i].strip() for row in fitting))) for i in range(width))
    if not over and len(columns) == width and all(c.strip() for c in columns[1:]):
        return tuple(columns)
    return ()


def _column(cells: Sequence[str], at: int, heads: Sequence[str], asked: _Asked, single: bool) -> tuple[int | None, int]:
    """Return the column that is meant, with how many words of its head the question says that no other head has;
    without heads the ``single`` one that holds values."""
    open_ = [i for i in range(at, len(cells)) if _VALUE.fullmatch(cells[i].strip())]
    if asked.share:
        open_ = [i for i in open_ if "%" in cells[i] or (heads and _SHARE.search(heads[i]))]
    elif asked.counts:
        open_ = [i for i in open_ if "%" not in cells[i] and not (heads and _SHARE.search(heads[i]))]
    if not open_ or not heads:
        return (open_[0], 0) if open_ and single else (None, 0)
    told = {i: [m[0] for m in _YEAR.finditer(heads[i])] for i in open_}
    if asked.years and any(told.values()):  # columns of years, and the question names one
        dated = [i for i in open_ if asked.years & {year[:4] for year in told[i]} | asked.years & set(told[i])]
        if not dated:
            return None, 0
        open_ = dated
    words = {i: set(stems(heads[i])) for i in open_}
    common = set.intersection(*words.values()) if len(open_) > 1 else set()
    hits = {i: len((words[i] - common) & asked.stems) for i in open_}
    best = max(hits.values())
    chosen = [i for i in open_ if hits[i] == best]
    if len(chosen) > 1 and best:  # the head that says least beside what is asked
        fewest = min(len(words[i]) for i in chosen)
        chosen = [i for i in chosen if len(words[i]) == fewest]
    if len(chosen) > 1 and not best:
        chosen = [i for i in chosen if _TOTAL.fullmatch(heads[i])]
    return (chosen[0], best) if len(chosen) == 1 else (None, 0)


def _coverage(asked: _Asked, held: set[str], label: Sequence[str]) -> float:
    """Return the share of the topic's weight that these stems hold. A council that has a row of its own is a part of
    the topic of that row, as heavy as the heaviest other."""
    total = sum(c.weight for c in asked.concepts) or 1.0
    share = sum(c.weight for c in asked.concepts if any(set(way) <= held for way in c.variants))
    place = max((c.weight for c in asked.concepts), default=0.0) if asked.places & set(stems(" ".join(label))) else 0.0
    return (share + place) / (total + place)
