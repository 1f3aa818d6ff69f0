"""Names that people read for the values of the index: roles of sections, types of papers, verdicts."""

from __future__ import annotations

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "front matter": "Front page",
    "main issues": "Main text",
    "response": "Response",
    "implications": "Implications",
    "implications:policy": "Policy implications",
    "implications:legal": "Legal implications",
    "implications:resource": "Financial implications",
    "implications:equality": "Equality implications",
    "implications:risk": "Risks",
    "implications:property": "Property implications",
    "appendices list": "List of appendices",
    "officer contact": "Contact",
    "part": "Part of a paper",
}
"""Purposes of sections whose names in the index are no plain words; the others only get a capital."""

VERDICTS: Mapping[str, str] = {
    "cites": "cites",
    "mentions": "touches on",
    "silent": "says nothing",
    "not held": "no papers",
    "unreadable": "could not be read",
}
"""What is shown for each verdict of an answer or of a topic."""


KINDS: Mapping[str, str] = {
    "inspected": "Given by an inspectorate",
    "self-assessed": "The council’s own assessment",
    "historic": "Earlier grades that a paper recalls",
    "other": "Grades of other councils",
    "all": "All",
}
"""What is shown for each kind of judgement."""


def role_name(role: str) -> str:
    """Return the name of a section's purpose: *Financial implications* for ``implications:resource``."""
    return ROLES.get(role) or capital(role)


def value_name(field: str, value: str) -> str:
    """Return the name of a value of a field: of a role or a type of paper in plain words, of others as it is."""
    return role_name(value) if field == "role" else capital(value) if field in ("type", "grade") else value


def capital(words: str) -> str:
    """Return words with a capital first letter, the others as they are."""
    return words[:1].upper() + words[1:]
