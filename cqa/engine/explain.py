"""How a score is computed, in words: the same text from every engine."""

from __future__ import annotations

from collections.abc import Callable

from cqa.engine import plan as p
from cqa.engine.words import EXACT, FIELDS, passage_words
from cqa.model import Passage


def explanation(
    plan: p.Plan,
    passage: Passage,
    total: float | None,
    score: Callable[[p.Plan], float | None],
    holding: Callable[[str, str], int],
) -> str:
    """Return one line a term: its score, its field, how often it occurs here and in how many passages.

    ``score`` gives the weighted BM25 of one term in this passage, None where it does not match; ``holding`` how many
    passages hold a word in a field. ``total`` is None when the passage does not match.
    """
    if total is None:
        return f"{passage.id} does not match"
    words = dict(zip(FIELDS, passage_words(passage), strict=True))
    lines = [f"{total:.4f}  {passage.id}"]
    for term in dict.fromkeys(p.scored_terms(plan)):
        value = score(term)
        if value is None:
            continue
        times = words[term.field].split().count(term.word)
        field, exact = term.field.removesuffix(EXACT), " (exact)" if term.field.endswith(EXACT) else ""
        count = holding(term.field, term.word)
        lines.append(
            f"  {value:8.4f}  {field}: {term.word}{exact}, {_times(times)} here, in {count} passage{'s' * (count != 1)}"
        )
    if len(lines) == 1:
        lines.append("  nothing in the query scores: it only filters")
    return "\n".join(lines)


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"
