"""Filters: options and value fields as a query tree, and names as people write them resolved to indexed values.

``authority:leeds`` is *Leeds City Council*, ``role:implications`` all its sub-roles, ``committee:scrutiny`` every
committee with that word in its name, ``number:3.4`` also *3.4.* and *(3.4)*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from cqa.errors import UsageError
from cqa.fields import BY_NAME, FILTERS, Resolver
from cqa.query.nodes import And, Everything, Node, Not, Or, Range, Synonyms, Value
from cqa.text import dates
from cqa.text.analyzer import tokenize

IndexedValues = Callable[[str], Sequence[str]]
"""Every value of a field that the index holds, by the name of the field."""

ROLES = (
    *("front matter", "confidentiality", "summary", "recommendations", "reasons for recommendations", "purpose"),
    *("background", "main issues", "response", "timetable", "options considered", "consultation", "circulation"),
    *("implications", "implications:policy", "implications:legal", "implications:resource", "implications:equality"),
    *("implications:risk", "implications:property", "conclusions", "decision", "background papers"),
    *("supporting documents", "appendices list", "appendix", "officer contact", "wards affected", "part"),
)
"""Canonical purposes of sections; ``shared/design/interface.md`` has the list."""

TYPES = (
    *("report", "agenda", "agenda pack", "minutes", "decision record", "appendix", "inspection report", "strategy"),
    *("questionnaire", "other"),
)

_NOT_EXEMPT = Not(Value("exempt", "true"))

SHORT = 4
"""Letters of a word of which one wrong letter is a quarter or more."""

_SHOWN = 6
"""Values named in an error."""

_KEYWORDS = (*(field.option for field in FILTERS), "date_from", "date_to", "include_exempt")


def build(
    *,
    date_from: str | None = None,
    date_to: str | None = None,
    include_exempt: bool = False,
    **options: str | Sequence[str],
) -> Node:
    """Return filters as a tree: one value of each field that is given, within the dates.

    ``options`` are values by the keyword of a filter (:attr:`cqa.fields.Field.option`): ``authority=["Leeds"]``, or
    ``authority="Leeds"`` for one.
    Raises :class:`~cqa.errors.UsageError` for an invalid date and for an unknown keyword. Names are resolved by
    :func:`resolve`.
    """
    if unknown := next((name for name in options if name not in _KEYWORDS), None):
        raise _unknown("filter", unknown, _KEYWORDS)
    wanted: list[Node] = []
    for field in FILTERS:
        if given := options.get(field.option):
            values = (given,) if isinstance(given, str) else given
            wanted.append(_any(Value(field.name, value) for value in values))
    if date_from or date_to:
        wanted.append(_dated(_point(date_from), _point(date_to)))
    if not include_exempt:
        wanted.append(_NOT_EXEMPT)
    return _all(wanted)


def resolve(node: Node, indexed: IndexedValues) -> Node:
    """Return the tree with each value as it was written replaced by the indexed values that match it.

    Raises :class:`~cqa.errors.UsageError` for a name that nothing answers to, with the nearest ones. An authority of
    the register without papers is no error: it matches nothing.
    """
    if isinstance(node, And | Or):
        return type(node)(tuple(resolve(child, indexed) for child in node.children))
    if isinstance(node, Not):
        return Not(resolve(node.child, indexed))
    if isinstance(node, Synonyms):
        return Synonyms(resolve(node.written, indexed), tuple(resolve(other, indexed) for other in node.others))
    if isinstance(node, Value) and (resolver := resolver_of(node.field)):
        return _any(Value(node.field, value) for value in _RESOLVERS[resolver](node.field, node.text, indexed))
    return node


def resolver_of(name: str) -> Resolver:
    """Return how values of a field are resolved; nothing for a name that is no field, which an engine refuses."""
    return BY_NAME[name].resolver if name in BY_NAME else ""


def open_part(node: Node) -> Node:
    """Return the filter's part that leaves exempt papers out; everything where it lets them in. Names are looked up and
    coverage is counted within it, so that nothing hints at what may not be shown."""
    parts = node.children if isinstance(node, And) else (node,)
    if _NOT_EXEMPT in parts:
        return _NOT_EXEMPT
    inner = [open_part(part) for part in parts if isinstance(part, And)]
    return _NOT_EXEMPT if _NOT_EXEMPT in inner else Everything()


def values_in(node: Node) -> list[Value]:
    """Return the values of a tree, left to right."""
    if isinstance(node, Value):
        return [node]
    if isinstance(node, And | Or):
        return [value for child in node.children for value in values_in(child)]
    return values_in(node.child) if isinstance(node, Not) else []


def _register(field: str, text: str, indexed: IndexedValues) -> list[str]:
    from cqa.gazetteer.authorities import resolve as by_register  # loads the register: only when one is named

    values = indexed(field)
    exactly = [v for v in values if v.casefold() == text.casefold()]
    if exactly:
        return exactly
    found = by_register(text)
    near = _answering(text, values)
    if found is not None and (found.name in values or not near):
        return [found.name]
    if near:
        return near
    raise _unknown(field, text, values)


def _words(field: str, text: str, indexed: IndexedValues) -> list[str]:
    values = indexed(field)
    found = [v for v in values if v.casefold() == text.casefold()] or _answering(text, values)
    if not found:
        raise _unknown(field, text, values)
    return found


def _beginning(field: str, text: str, indexed: IndexedValues) -> list[str]:
    values = indexed(field)
    words = tokenize(text)
    found = [v for v in values if tokenize(v)[: len(words)] == words]
    if not found and not _is_grade(text):
        raise _unknown(field, text, values)
    return found or [text]


def _is_grade(text: str) -> bool:
    """Return whether some framework gives a grade of that name or beginning: then no paper having it is no error."""
    from cqa.gazetteer.frameworks import frameworks  # loads the register: only when no paper has the grade
    from cqa.gazetteer.grades import GRADE_RE

    words = tokenize(text)
    scales = {grade for f in frameworks() for scale in (f.scale, f.theme_scale) for grade in scale.order}
    return bool(GRADE_RE.fullmatch(text.strip())) or any(tokenize(grade)[: len(words)] == words for grade in scales)


def _role(field: str, text: str, indexed: IndexedValues) -> list[str]:
    wanted = text.casefold()
    found = [r for r in ROLES if r == wanted or r.startswith(wanted + ":") or r == f"implications:{wanted}"]
    found = found or [r for r in ROLES if r.startswith(wanted.removesuffix("s").rstrip("*"))]
    if not found:
        raise _unknown(field, text, ROLES)
    return found


def _type(field: str, text: str, indexed: IndexedValues) -> list[str]:
    wanted = text.casefold()
    found = [t for t in TYPES if t == wanted] or [t for t in TYPES if wanted in t]
    if not found:
        raise _unknown(field, text, TYPES)
    return found


def _id(field: str, text: str, indexed: IndexedValues) -> list[str]:
    values = indexed(field)
    return [v for v in values if v == text] or [v for v in values if v.startswith(text.casefold())] or [text]


def _file(field: str, text: str, indexed: IndexedValues) -> list[str]:
    wanted = text.casefold().strip("*")
    values = indexed(field)
    exactly = [v for v in values if v.casefold() == wanted or PurePath(v).name.casefold() == wanted]
    return exactly or [v for v in values if wanted in PurePath(v).name.casefold()] or [text]


def _number(field: str, text: str, indexed: IndexedValues) -> list[str]:
    bare = text.strip("().")
    return list(dict.fromkeys([text, bare, f"{bare}.", f"({bare})", f"{bare})"]))


_RESOLVERS: dict[Resolver, Callable[[str, str, IndexedValues], list[str]]] = {
    "register": _register,
    "words": _words,
    "beginning": _beginning,
    "role": _role,
    "type": _type,
    "id": _id,
    "file": _file,
    "number": _number,
}


def _answering(text: str, values: Sequence[str]) -> list[str]:
    """Return the values that hold every word of ``text``; a word that ends in ``*`` may go on."""
    wanted = [(word[:-1] if word.endswith("*") else word, word.endswith("*")) for word in text.split()]
    folded = [(w, open_) for part, open_ in wanted for w in tokenize(part)]
    if not folded:
        return []
    return [v for v in values if all(_holds(tokenize(v), word, open_) for word, open_ in folded)]


def _holds(words: Sequence[str], wanted: str, open_: bool) -> bool:
    return any(word.startswith(wanted) if open_ else word == wanted for word in words)


def _unknown(field: str, text: str, values: Sequence[str]) -> UsageError:
    from difflib import get_close_matches  # rarely needed, slow to import

    called = {v.casefold(): v for v in values}
    near = [called[v] for v in get_close_matches(text.casefold(), called, 3, 0.6 if len(text) > SHORT else 0.5)]
    if not near and (words := get_close_matches(text.casefold(), {w for v in values for w in tokenize(v)}, 3, 0.75)):
        near = [v for v in values if set(words) & set(tokenize(v))][:3]
    if near:
        return UsageError(f"no {field} {text!r}: did you mean {' or '.join(near)}?")
    some = ", ".join(sorted(values)[:_SHOWN]) + (f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else "")
    return UsageError(f"no {field} {text!r}" + (f"; there are: {some}" if values else "; no paper has one"))


def _dated(low: str | None, high: str | None) -> Node:
    """Return the dates from ``low`` to ``high``. Raises :class:`~cqa.errors.UsageError` for the wrong way round."""
    if low and high and dates.bounds(low)[0] > dates.bounds(high)[1]:
        raise UsageError(f"the dates end before they begin: from {low} to {high}; did you mean from {high} to {low}?")
    return Range("date", low, high)


def _point(text: str | None) -> str | None:
    if not text:
        return None
    found = dates.point(text)
    if found is None:
        raise UsageError(f"{text!r} is not a date; write a year, 2010-02 or 2010-02-12")
    return found


def _any(nodes: Iterable[Node]) -> Node:
    found = tuple(dict.fromkeys(nodes))
    return found[0] if len(found) == 1 else Or(found)


def _all(nodes: Sequence[Node]) -> Node:
    if not nodes:
        return Everything()
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))
