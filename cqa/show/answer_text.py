"""An answer for people: its sentences, the verdicts of a set of councils, the evidence, what was searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cqa.engine.port import Coverage
from cqa.model import Answer, Evidence, HolderVerdict
from cqa.show.question_text import looked_for
from cqa.show.safe import one_line
from cqa.show.terminal import bold, dim, highlighted, table, wrapped
from cqa.show.text import block, coverage_line

if TYPE_CHECKING:
    from cqa.evidence.sentence_scorer import Concept
    from cqa.question.question import Question

HOLDERS = 40
"""Councils, or papers, that the table of verdicts shows."""

QUOTED = 1200
"""Characters of one quotation; nearly all sentences are far shorter. JSON has each in full."""


def answer(a: Answer, c: Coverage, question: Question, limit: int) -> str:
    """Return the answer with at most ``limit`` passages of its evidence."""
    said = one_line(a.text)
    blocks = [wrapped(bold(said) if a.found else said), _verdicts(a)]
    if a.evidence:
        lead = "" if a.found else dim("Closest passages; they may not answer the question:") + "\n"
        blocks.append(lead + "\n\n".join(_evidence(e, i) for i, e in enumerate(a.evidence[:limit], 1)))
        if len(a.evidence) > limit:
            more = len(a.evidence) - limit
            blocks.append(
                dim(f"{more} more passage{'' if more == 1 else 's'}; show all with --limit {len(a.evidence)}")
            )
    by = f" Passages compared in meaning, too, by {one_line(a.encoder)}." if a.encoder else ""
    blocks.append(dim(wrapped(f"Searched: {coverage_line(c)}. {one_line(looked_for(question))}.{by}")))
    return "\n\n".join(b for b in blocks if b)


def _verdicts(a: Answer) -> str:
    rows = [h for h in (a.papers or a.authorities) if h.verdict in ("cites", "mentions") or h.in_answer]
    if a.kind not in ("which", "absence") or not rows:
        return ""
    shown = table(
        ("paper" if a.papers else "authority", "verdict", "papers", "first", "last"), map(_row, rows[:HOLDERS])
    )
    return shown + (f"\n{len(rows) - HOLDERS} more; --json lists all" if len(rows) > HOLDERS else "")


def _row(h: HolderVerdict) -> tuple[object, ...]:
    silent = h.in_answer and h.verdict == "silent"
    return (h.name, "silent (in the answer)" if silent else h.verdict, h.papers, h.first, h.last)


def _evidence(e: Evidence, rank: int) -> str:
    """Return the sentence that counts, its matches marked."""
    text, (start, end) = e.passage.text, (e.quote[0] - e.passage.span[0], e.quote[1] - e.passage.span[0])
    end = min(end, start + QUOTED)
    marks = [(max(a, start) - start, min(b, end) - start) for a, b in e.marks if start < b and a < end]
    return block(e.passage, highlighted(text[start:end], marks), (start > 0, end < len(text)), rank)


def reasons(confidence: float, parts: Sequence[tuple[str, float, float]]) -> str:
    """Return the probability of an answer with what each feature adds to its log-odds, the largest first."""
    rows = [(name, f"{value:.2f}", f"{points:+.2f}") for name, value, points in parts]
    return f"Probability that this answers: {confidence:.2f}\n" + table(("feature", "value", "log-odds"), rows)


def explained(question: Question, concepts: Sequence[Concept]) -> str:
    """Return how a question was read, to the concept and its weight."""
    rows = [
        (
            c.written,
            "required" if c.required else "helps",
            f"{c.weight:.2f}",
            ", ".join(" ".join(v) for v in c.variants if v not in c.lesser),
            ", ".join(" ".join(v) for v in c.variants if v in c.lesser),
        )
        for c in concepts
    ]
    heads = ("concept", "use", "weight", "stems looked for", "also searched")
    return f"{one_line(looked_for(question))}.\n" + table(heads, rows)
