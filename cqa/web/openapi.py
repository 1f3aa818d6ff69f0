"""The description of the pages that programs read (OpenAPI 3.1): the address of a page with ``.json`` at its end."""

from __future__ import annotations

from typing import Any

from cqa import __version__
from cqa.web.form import FILTERS, NAMES, PAGE_SIZES, QUERY_LONGEST

SEARCHES = {
    "search": ("Passages that have the words", ("query", "read_as", "total", "facets", "passages", "coverage")),
    "recommendations": ("The same among recommendations and decisions", ("query", "total", "passages", "coverage")),
    "answer": ("The answer to a question, with its evidence", ("question", "found", "answer", "passages", "coverage")),
}
"""Addresses that take a search: what they give, and fields that are always there."""

LISTS = {"papers": "The papers in the index", "councils": "The councils of these papers"}
"""Addresses that give a list."""


def description(server: str) -> dict[str, Any]:
    """Return the description for the server at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "cqa",
            "version": __version__,
            "description": "Search and question council committee papers. Everything can be read and nothing changed.",
        },
        "servers": [{"url": server}],
        "paths": {
            **{
                f"/{name}.json": _path(says, _object(fields), _parameters())
                for name, (says, fields) in SEARCHES.items()
            },
            **{f"/{name}.json": _path(says, _LIST, _parameters()[1:]) for name, says in LISTS.items()},
        },
    }


_LIST = {"type": "array", "items": {"type": "object"}}


def _object(fields: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "object", "required": list(fields), "properties": {name: {} for name in fields}}


def _path(says: str, schema: dict[str, Any], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    answers = {
        "200": {"description": says, "content": {"application/json": {"schema": schema}}},
        "400": {"description": "A filter that cannot be read, or a search that is too long", "content": {_HTML: {}}},
        "503": {"description": "Busy, or the index is being rebuilt", "content": {_HTML: {}}},
    }
    return {"get": {"summary": says, "parameters": parameters, "responses": answers}}


_HTML = "text/html"


def _parameters() -> list[dict[str, Any]]:
    several = [_parameter(name, f"{NAMES[name]}, by its name", many=True) for name in FILTERS]
    return [
        _parameter("q", f"Words or a question, {QUERY_LONGEST} characters at most"),
        *several,
        _parameter("from", "First day: a year, 2010-02 or 2010-02-12"),
        _parameter("to", "Last day, written alike"),
        _parameter("page", "Page of the results, from 1"),
        _parameter("size", f"Results on a page: {' or '.join(map(str, PAGE_SIZES))}"),
    ]


def _parameter(name: str, says: str, *, many: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "description": says, "required": False, "schema": schema}
