"""Capitals in a query: *May* is a month or a name, *may* is a verb. Only the capital distinguishes them."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.query.nodes import And, Node, Or, Phrase, Synonyms, Word
from cqa.text.pattern import pattern
from cqa.text.stop_words import stop_words

_MONTH = frozenset({"May", "MAY"})
"""The month that is a function word, too."""

_DAY = pattern(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\Z")
_YEAR = pattern(r"(?:18|19|20|21)\d\d\Z")
_TITLES = frozenset({"cllr", "councillor", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "mayor",
                     "alderman", "theresa", "baroness", "prof", "professor"})  # fmt: skip
"""Words before a surname."""

_SAME = {"cllr": "Councillor", "councillor": "Cllr"}
"""Titles that papers write in two ways."""

MEANINGFUL = frozenset({"after", "before", "over", "under", "out", "off", "up", "down", "without", "against", "within"})
"""Function words that make a term with the next word: *after school*, *over 65s*, *out of hours*."""

SHORT = 3
"""Words of a query up to which such a word is kept: in a question they only join."""


def with_names(tree: Node) -> Node:
    """Return the tree with a month and its year or day, or a title and its surname, kept side by side."""
    if isinstance(tree, Or):
        return Or(tuple(with_names(child) for child in tree.children))
    if not isinstance(tree, And):
        return tree
    children: list[Node] = []
    for child in tree.children:
        before = children[-1] if children else None
        pair = _pair(before, child)
        if pair is None:
            children.append(child)
        else:
            children[-1] = pair
    return children[0] if len(children) == 1 else And(tuple(children))


def _pair(left: Node | None, right: Node) -> Node | None:
    """Return two parts of a query as one term, None where they are none."""
    if not isinstance(right, Word) or right.exact or right.field is not None:
        return None
    if isinstance(left, Phrase) and left.written is None and left.words[-1] in _MONTH and _YEAR.match(right.text):
        return Phrase((*left.words, right.text), 0, None, exact=True)
    if isinstance(left, Synonyms):
        left = left.written
    if not isinstance(left, Word) or left.exact or left.field is not None:
        return None
    words = (left.text, right.text)
    if _is_date(*words):
        return Phrase(words, 0, None, exact=True)
    if left.text.lower() in _TITLES and is_name(right.text):
        phrase = Phrase(words, 0, None, exact=True)
        other = _SAME.get(left.text.lower())
        return Synonyms(phrase, (Phrase((other, right.text), 0, None, exact=True),)) if other else phrase
    return None


def _is_date(left: str, right: str) -> bool:
    if left in _MONTH:
        return bool(_YEAR.match(right) or _DAY.match(right))
    return right in _MONTH and bool(_DAY.match(left))


def is_name(word: str) -> bool:
    """Return whether a function word is written as a name: *May*, *Will*, *Down*."""
    return word[:1].isupper() and word.lower() in stop_words("queries")


def stays(node: Node, siblings: Sequence[Node]) -> bool:
    """Return whether a function word carries sense here: a name among words in lower case, or half of a term."""
    if not isinstance(node, Word):
        return False
    if node.text.lower() in MEANINGFUL:
        return len(siblings) <= SHORT
    if node.text not in _MONTH and node.text != "Will":
        return False
    others = [child.text for child in siblings if isinstance(child, Word) and child is not node]
    return siblings[0] is not node or any(other[:1].isupper() for other in others)
