"""A search result as text, JSON, JSON lines and CSV."""

from __future__ import annotations

from typing import Any

from cqa.search import SearchResult
from cqa.show import as_json, text as shown
from cqa.show.safe import one_line


def render(result: SearchResult, output: str) -> str:
    """The result as ``json``, ``jsonl`` (a passage a line) or ``csv``."""
    if output == "jsonl":
        return as_json.dump([_passage(r) for r in result.passages], lines=True)
    if output == "csv":
        from cqa.show.as_csv import table

        columns = ("citation", "authority", "committee", "date", "title", "type", "role", "number", "page", "page_label", "score", "text", "file", "id")
        return table(columns, [
            (as_json.citation(p), p.authority, "; ".join(p.committees), p.date, p.title, p.type, p.role, p.number, p.page, p.page_label, round(r.score, 4), p.text, p.file, p.id)
            for r in result.passages for p in [r.passage]
        ])  # fmt: skip
    return as_json.dump(record(result))


def record(result: SearchResult) -> dict[str, Any]:
    """The JSON that ``cqa search --json`` promises."""
    return {
        "query": result.query,
        "read_as": result.read_as,
        "total": {"passages": result.totals.passages, "papers": result.totals.papers, "authorities": result.totals.authorities},
        "relaxed": result.relaxed,
        "advice": result.advice,
        "facets": {name: [{"value": v, "passages": n} for v, n in values] for name, values in result.facets},
        "passages": [_passage(r) for r in result.passages],
        "coverage": as_json.coverage(result.coverage),
        **({"explained": list(result.explained)} if result.explained else {}),
    }


def text(result: SearchResult) -> str:
    """The result for people: the passages, then what was searched and how the query was read."""
    first = result.options.offset + 1
    blocks = [shown.passage(r.passage, r.highlights, rank=i) for i, r in enumerate(result.passages, first)]
    if result.explained:
        blocks = [f"{block}\n{shown.dim(why)}" for block, why in zip(blocks, result.explained, strict=True)]
    if result.advice:
        blocks.append(one_line(result.advice))
    t = result.totals
    count = f"{t.passages:,} passages in {t.papers:,} papers of {t.authorities:,} councils" if t.passages else "Nothing found"
    last = first + len(result.passages) - 1
    span = f", {first}\u2013{last} shown" if result.passages and len(result.passages) < t.passages else ""
    notes = [f"{count}{span}. Searched: {shown.coverage_line(result.coverage)}."]
    if result.relaxed:
        notes.append(f"Nothing has it all: {one_line(result.relaxed)}.")
    notes.append(f"Read as: {one_line(result.read_as)}")
    blocks.append(shown.dim("\n".join(notes)))
    return "\n\n".join(blocks)


def _passage(r: Any) -> dict[str, Any]:
    return as_json.passage(r.passage, highlights=tuple(r.highlights), score=r.score, matched=tuple(r.matched))
