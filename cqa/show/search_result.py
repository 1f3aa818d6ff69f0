"""A search result as text, JSON, JSON lines and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cqa import fields
from cqa.fields.values import cells
from cqa.show import as_json
from cqa.show import text as shown
from cqa.show.citation import citation
from cqa.show.safe import one_line
from cqa.show.terminal import dim, wrapped

if TYPE_CHECKING:
    from cqa.rank import Ranked
    from cqa.search import SearchResult

CSV_COLUMNS = (
    *("citation", *fields.PASSAGE_COLUMNS, "page", "page_label"),
    *("score", "text", "file", "id", "same_as"),
)


def render(result: SearchResult, output: str) -> str:
    """Return the result as ``json``, ``jsonl`` (a passage a line) or ``csv``."""
    same = same_as(result)
    if output == "jsonl":
        return as_json.dump([_passage(r, same) for r in result.passages], lines=True)
    if output == "csv":
        from cqa.show.as_csv import table

        return table(CSV_COLUMNS, [row(r, same.get(r.passage.id)) for r in result.passages])
    return as_json.dump(record(result))


def record(result: SearchResult) -> dict[str, Any]:
    """Return the JSON that ``cqa search --json`` promises."""
    totals, same = result.totals, same_as(result)
    return {
        "query": result.query,
        "read_as": result.read_as,
        "total": {"passages": totals.passages, "papers": totals.papers, "authorities": totals.authorities},
        "relaxed": result.relaxed,
        "advice": result.advice,
        "facets": {name: [{"value": v, "passages": n} for v, n in values] for name, values in result.facets},
        "passages": [_passage(r, same) for r in result.passages],
        "coverage": as_json.coverage(result.coverage),
        **({"explained": list(result.explained)} if result.explained else {}),
    }


def batch_csv(records: Sequence[Mapping[str, Any]]) -> str:
    """Return a row for each passage of several searches (:func:`record`), and one for each search without any."""
    from cqa.show.as_csv import table

    columns = ("line", "query", "passages", "error", "citation", "text", "file", "id")
    rows = [
        (r["line"], r["query"], r.get("total", {}).get("passages", 0), r.get("error"), *found)
        for r in records
        for found in [[p[name] for name in columns[4:]] for p in r.get("passages", ())] or [[""] * 4]
    ]
    return table(columns, rows)


def text(result: SearchResult) -> str:
    """Return the result for people: the passages, then what was searched and how the query was read."""
    first = result.options.offset + 1
    blocks = [shown.passage(r.passage, r.highlights, rank=i) for i, r in enumerate(result.passages, first)]
    if result.explained:
        blocks = [f"{block}\n{dim(why)}" for block, why in zip(blocks, result.explained, strict=True)]
    if result.advice:
        blocks.append(wrapped(one_line(result.advice)))
    blocks.append("\n".join(dim(wrapped(line)) for line in _notes(result, first)))
    return "\n\n".join(blocks)


def _notes(result: SearchResult, first: int) -> list[str]:
    t, last = result.totals, first + len(result.passages) - 1
    count = (
        f"{_many(t.passages, 'passage')} in {_many(t.papers, 'paper')} of {_many(t.authorities, 'council')}"
        if t.passages
        else "Nothing found"
    )
    span = f", {first}\u2013{last} shown" if result.passages and len(result.passages) < t.passages else ""
    notes = [f"{count}{span}. Searched: {shown.coverage_line(result.coverage)}."]
    if result.relaxed:
        notes.append(f"No passage has all your words. {one_line(result.relaxed)}.")
    return [*notes, f"Read as: {one_line(result.read_as)}"]


def _many(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")


def same_as(result: SearchResult) -> dict[str, str]:
    """Return the id of the passage that says the same, by the id of each that was folded under it."""
    return {folded: r.passage.id for r in result.passages for folded in r.same}


def row(r: Ranked, same: str | None = None) -> tuple[object, ...]:
    """Return a hit as the values of :data:`CSV_COLUMNS`; ``same`` is the id of a passage above that says the same."""
    p = r.passage
    return (citation(p), *cells(p), p.page, p.page_label, round(r.score, 4), p.text, p.file, p.id, same)


def _passage(r: Ranked, same: Mapping[str, str]) -> dict[str, Any]:
    record = as_json.passage(r.passage, highlights=tuple(r.highlights), score=r.score, matched=tuple(r.matched))
    return record | {"same_as": same.get(r.passage.id)}
