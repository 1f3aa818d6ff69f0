"""*What does paragraph 3.2 of the Leeds report say?*: the paragraphs of that number, word by word, the newest first."""

from __future__ import annotations

from cqa.answer.context import MOST_READ, AnswerContext, citing, lead, newest_first, not_found, quoted
from cqa.model import Answer, Evidence
from cqa.text.analyzer import stems

TOLD, MOST_PROOF = 3, 12
"""Paragraphs in the headline, and shown in all."""

LONGEST = 700
"""Characters quoted of one paragraph."""


def answer(context: AnswerContext) -> Answer:
    """Return every paragraph in scope with the number asked for; those of papers whose titles the question names
    first."""
    wanted = context.question.number or ""
    topic = {w.stem for w in context.question.topic}
    if len(context.papers) > MOST_READ:  # nobody means a paragraph of more
        return not_found(context, f"paragraph {wanted} of which paper? Name its council, committee or date.")
    found = [p for p in context.passages_of([p.id for p in context.papers], ()) if _plain(p.number) == _plain(wanted)]
    if not found:
        return not_found(context, f"no paper in scope has a paragraph {wanted}.")
    found.sort(key=lambda p: (-len(topic & set(stems(p.title))), p.kind == "heading", newest_first(p)))
    said = " ".join(f"{lead(p)}: {quoted(p.text, LONGEST)}".rstrip(".") + "." for p in found[:TOLD])
    if len(found) > TOLD:
        said += f" {len(found) - TOLD} more papers or parts have a paragraph of that number."
    proof = tuple(Evidence(p, p.span, 1.0, (), (), "cites") for p in found[:MOST_PROOF])
    return Answer(context.question.kind, True, said, None, citing(context, {p.authority for p in found}), (), proof)


def _plain(number: str | None) -> str:
    return (number or "").strip("(). ").casefold()
