"""What is new, as text, JSON and an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from cqa.show import as_json as records
from cqa.show.citation import paper_line
from cqa.show.safe import one_line
from cqa.show.terminal import bold, dim, wrapped
from cqa.show.text import passage

if TYPE_CHECKING:
    from cqa.model import Paper
    from cqa.watch import News, Watch


def text(news: Sequence[News]) -> str:
    """Return the best passage of each new paper, by watch."""
    blocks = []
    for each in news:
        count = f"{len(each.new)} new" if each.new else "nothing new"
        blocks.append(bold(wrapped(one_line(f"{each.watch.name}: {count} ({each.watch.query})"))))
        blocks += [passage(p, rank=i) for i, p in enumerate(each.new, 1)]
    return "\n\n".join(blocks) or "No query is watched; add one: cqa watch add NAME QUERY"


def listed(watches: Sequence[Watch]) -> str:
    """Return the watches, a line each."""
    lines = [one_line(f"{w.name}: {w.query}") + dim(f"  last looked {w.looked}") for w in watches]
    return "\n".join(lines) or "No query is watched; add one: cqa watch add NAME QUERY"


def as_json(news: Sequence[News]) -> list[dict[str, Any]]:
    """Return ``name``, ``query``, ``looked`` and ``new`` (passages) of each watch."""
    return [
        {
            "name": each.watch.name,
            "query": each.watch.query,
            "looked": each.watch.looked,
            "new": [records.passage(p) for p in each.new],
        }
        for each in news
    ]


def atom(news: Sequence[News], papers: Mapping[str, Paper], now: str) -> str:
    """Return a feed with an entry a paper found, the latest first; a paper that is no longer indexed is left out."""
    entries = [
        (when, each.watch, papers[paper_id])
        for each in news
        for paper_id, when in each.watch.found
        if paper_id in papers
    ]
    entries.sort(key=lambda entry: (entry[0], entry[2].id), reverse=True)
    updated = entries[0][0] if entries else now
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        "<id>urn:cqa:watch</id>",
        "<title>Council papers that are new</title>",
        "<author><name>cqa</name></author>",
        f"<updated>{updated}</updated>",
        *(_entry(*entry) for entry in entries),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(when: str, watch: Watch, paper: Paper) -> str:
    link = f"<link href={quoteattr(paper.source)}/>" if paper.source else ""
    summary = escape(one_line(f"{watch.name}: {watch.query}"))
    return (
        f"<entry><id>urn:cqa:watch:{escape(_token(watch.name))}:{paper.id}</id>"
        f"<title>{escape(one_line(paper_line(paper)))}</title><updated>{when}</updated>{link}"
        f"<category term={quoteattr(one_line(watch.name))}/><summary>{summary}</summary></entry>"
    )


def _token(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name)
