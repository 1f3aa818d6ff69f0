"""The values of a paper or passage by the table of fields, as texts, JSON or cells of a CSV."""

from __future__ import annotations

from typing import Any

from cqa.fields import FIELDS, PAPER_COLUMNS, PASSAGE_COLUMNS, Field
from cqa.model import Paper, Passage


def raw(record: Paper | Passage, path: str) -> Any:
    """Return what the record has at an attribute, or deeper at ``a.b``; None where there is nothing on the way."""
    value: Any = record
    for name in path.split("."):
        value = getattr(value, name) if value is not None else None
    return value


def values(record: Paper | Passage, field: Field) -> tuple[str, ...]:
    """Return the values of a field as texts, as they are; none where the record lacks it."""
    path = field.paper if isinstance(record, Paper) else field.attribute
    return texts(raw(record, path), field) if path else ()


def texts(stored: Any, field: Field) -> tuple[str, ...]:
    """Return what an attribute of the field holds (:func:`raw`) as texts, none empty."""
    if isinstance(stored, tuple):
        return tuple(value for value in stored if value)
    if field.type == "flag":
        return ("true" if stored else "false",)
    return (stored,) if stored else ()


def of_passages(paper: Paper) -> dict[str, Any]:
    """Return the attributes that all passages of a paper have from it, by their names in a passage."""
    shared = {field.attribute: raw(paper, field.paper) for field in FIELDS if field.paper and field.attribute}
    return {name: "" if stored is None else stored for name, stored in shared.items()}


def as_json(record: Paper | Passage) -> dict[str, Any]:
    """Return the fields of a record as JSON promises them: lists, or a text and None where nothing is known."""
    is_paper = isinstance(record, Paper)
    found: dict[str, Any] = {}
    for field in FIELDS:
        path = field.paper if is_paper else field.attribute
        if not field.json or not path:
            continue
        stored = raw(record, path)
        if isinstance(stored, tuple):
            if field.json_first and not is_paper:
                found[field.json_first] = stored[0] if stored else None
            found[field.json] = list(stored)
        else:
            found[field.json] = stored if field.type == "text" else stored or None
    return found


def cells(record: Paper | Passage) -> tuple[str, ...]:
    """Return the values of :data:`PAPER_COLUMNS` or :data:`PASSAGE_COLUMNS`; several are joined by semicolons."""
    columns = PAPER_COLUMNS if isinstance(record, Paper) else PASSAGE_COLUMNS
    return tuple("; ".join(values(record, field)) for field in columns.values())
