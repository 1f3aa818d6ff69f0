"""What cqa looked for to answer a question, as a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cqa.question.question import Question

_LOOKED_FOR = {
    "grade": "a grade",
    "when": "a date",
    "number": "a figure",
    "who": "a person or body",
    "recommendation": "recommendations",
    "change": "changes over time",
    "compare": "a comparison",
    "definition": "what a short form stands for",
    "role": "a section",
}
"""What a question of each kind asks for; other kinds ask for passages."""

_SAYING = {
    ("problem", "any"): "saying that it is a problem",
    ("positive", "any"): "saying that it goes well",
    ("any", "denied"): "saying that they do not have or do it",
    ("any", "lacking"): "saying that there is not enough of it",
}
"""What the papers must say of the topic, by the wish and the claim of a question."""


_WHOSE = {"council": "the council itself", "inspectorate": "inspectors", "public": "the public"}
"""Whose words a question asks for."""


def looked_for(question: Question) -> str:
    """Return a sentence on what was looked for, of which papers, without its full stop.

    For example: *We looked for councils citing ‘caseload’ and saying that it is a problem*.
    """
    topic = " ".join(word.text for word in question.topic)
    parts = [_things(question, f"\u2018{topic}\u2019" if topic else "")]
    saying = _SAYING.get((question.want, question.claim))
    if saying and topic:
        parts.append(f"and {saying}" if question.kind in ("which", "absence") else saying)
    return "We looked for " + " ".join(parts) + "".join(f"; {limit}" for limit in _limits(question))


def _things(question: Question, topic: str) -> str:
    """Return what was looked for and its topic, as the object of a sentence."""
    if question.kind in ("which", "absence"):
        of = f" of {question.councils}" if question.councils else ""
        holders = question.councils or "councils" if question.unit == "authority" else f"{question.unit}s{of}"
        verb = "not mentioning" if question.kind == "absence" else "citing"
        return f"{holders} {verb} {topic}" if topic else holders
    if question.kind == "definition" and question.acronym:
        return f"what \u2018{question.acronym}\u2019 stands for"
    thing = _LOOKED_FOR.get(question.kind, "passages")
    return f"{thing} on {topic}" if topic else thing


def _limits(question: Question) -> list[str]:
    """Return the limits that the question sets, each with its label."""
    councils = [a.name for a in question.authorities]
    if question.councils and not councils and question.kind not in ("which", "absence"):
        councils = [question.councils]
    limits = [
        ("council:", councils),
        ("time:", [period.written for period in question.periods]),
        ("committee:", question.committees),
        ("reference:", question.references),
        ("section:", [role.replace("implications:", "implications: ") for role in question.roles]),
        ("grade:", question.grades),
        ("theme:", [*question.areas, *question.themes]),
        ("said by:", [_WHOSE[question.whose]] if question.whose else []),
    ]
    said = [f"{label} {', '.join(values)}" for label, values in limits if values]
    return [*said, "only the council\u2019s own assessment"] if question.self_assessed else said
