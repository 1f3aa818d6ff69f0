"""Forms that ask whether a paper is exempt: labels with values, questions with answers, boxes with ticks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cqa.extract.exemption.closing import cites_law, closings
from cqa.extract.exemption.lexicon import TaggedTerm, tagged
from cqa.extract.exemption.reading import read
from cqa.extract.exemption.units import NormalLine, cells, continues
from cqa.extract.exemption.words import normal
from cqa.extract.yes_no import ticked
from cqa.text.rules import Rules

HEAD = 60
"""Lines with words in which a form at the head of a paper is looked for."""
TOP = 20
"""Lines in which any label may have a mark as its value: *Delete as appropriate: Exempt*."""
LONGEST_LABEL = 16
"""Words of the longest question; a label without a question mark has at most nine."""
LONGEST_VALUE = 90
"""Tokens of a value; a longer one is a sentence."""
RULES = Rules(__file__)
Answer = Literal["closed", "open", "partly", "met in public"]
"""*partly*: some part is closed, without its place. *met in public*: the decision was not taken in a closed session."""


class FormAnswer(NamedTuple):
    """A line of a form that says whether the paper is closed."""

    line: int
    answer: Answer


def answers(lines: Sequence[NormalLine]) -> Iterator[FormAnswer]:
    """Yield what the forms in these lines say; *open* says that nothing is closed by the line."""
    for i, line in enumerate(lines):
        if i and continues(lines[i - 1], line):
            continue
        after = lines[i + 1] if i + 1 < len(lines) and lines[i + 1].block - line.block <= 1 else None
        for answer in _of_line(line.raw, after.raw if after else "", i):
            yield FormAnswer(i, answer)
            ends = line.raw.rstrip()
            if answer == "partly" and after and ends.endswith((":", "?")):
                yield FormAnswer(i + 1, "partly")
            if answer in _NOTHING and after and not ends.endswith(".") and _value(normal(after.raw)) == "no":
                yield FormAnswer(i + 1, "open")


def _of_line(raw: str, after: str, number: int) -> list[Answer]:
    boxed = _boxes(raw)
    if boxed is not None:
        return [boxed]
    found: list[Answer] = []
    filled = [cell for cell in cells(raw) if cell.strip()]
    for k, cell in enumerate(filled):
        match = RULES.find("label", cell)
        if match is not None:
            value = match["value"] or " ".join(filled[k + 1 :])
            answer = _answer(match["label"], match["mark"] == "?", value, after, number)
        elif k and filled[k - 1].rstrip().endswith(":"):
            answer = None  # itself the value of the label before it
        elif k + 1 < len(filled) and not RULES.find("label", filled[k + 1]) and not filled[k + 1].strip().isdigit():
            answer = _answer(cell, False, filled[k + 1], "", number)
        else:
            answer = None
        if answer is not None:
            found.append(answer)
    return found


# ------------------------------------------------------------------ boxes


def _boxes(raw: str) -> Answer | None:
    """Return what a row of boxes says whose words are *Open*, *Exempt* and the like."""
    plain = raw.isascii() and not ("[" in raw or "(" in raw or "<" in raw)
    boxes = [] if plain else list(RULES["box"].finditer(raw))
    if not boxes:
        return None
    before = normal(raw[: boxes[0].start()])
    if not any(said and closings(tagged(said)) for said in (normal(RULES["box"].sub(" ", raw)), before)):
        return None
    words = [
        normal(raw[b.end() : (boxes[k + 1].start() if k + 1 < len(boxes) else len(raw))]) for k, b in enumerate(boxes)
    ]
    if before and not words[-1]:
        words = [before.split(":")[-1].split("?")[-1].strip() or before, *words[:-1]]
    if any(w.split(" ")[0] in ("yes", "no") for w in words):
        start = raw.find("?") + 1 or boxes[0].start() - (4 if before.endswith(("yes", "no")) else 0)
        value = ticked(raw[start:].lstrip())
        return None if value is None else "closed" if value else "open"
    on = [w for w, b in zip(words, boxes, strict=True) if b["on"]]
    return "closed" if any(_value(w) == "closed" for w in on) else "open"


# ------------------------------------------------------------------ labels


def _answer(raw_label: str, asked: bool, raw_value: str, after: str, number: int) -> Answer | None:
    label = normal(raw_label)
    words = label.split()
    if not words or len(words) > (LONGEST_LABEL if asked else LONGEST_LABEL // 2 + 1):
        return None
    tokens = tagged(label)
    excludes = any("exclusion" in token.tags for token in tokens)
    kind = _kind(tokens, number)
    if kind is None and number >= HEAD and not excludes:
        return None
    value = normal(raw_value)
    if not value or value == label:
        value = normal(after) if not RULES.find("label", after) or len(normal(after).split()) < 3 else ""
    said = _value(value)
    if excludes:
        return _OF_CLOSED.get(said or "") if said in ("yes", "no") else None  # an agenda gives a resolution instead
    if number < HEAD and (_names_parts(tokens, value) or _names_law(tokens, value)):
        return "closed"
    if kind is None:
        return None
    if value in ("yes x no", "yes no x"):
        said = "yes" if value == "yes x no" else "no"
    if _of_appendix(value) and said not in ("no", "open"):
        return None
    if kind == "open":
        return _OF_OPEN.get(said or "")
    if kind == "closed":
        if label.endswith(_APPENDICES) and said not in ("no", "open"):
            return None
        if said == "no" and _SESSION & set(words):
            return "met in public"
        return "partly" if said == "closed" and RULES.find("partly", value) else _OF_CLOSED.get(said or "")
    if kind == "status" and "second" in tagged(value or "-")[0].tags and len(value.split()) == 1 and "part" in words:
        return "closed"
    if (
        RULES.find("schedule", value)
        and not _NEGATED & set(value.split())
        and any("law" in t.tags for t in tagged(value))
    ):
        return "closed"
    return "closed" if said == "closed" and (kind == "status" or _whole(value)) else None


def _names_parts(label: Sequence[TaggedTerm], value: str) -> bool:
    """Return whether a label is the choice of parts, and the value the second: *Part I or II: II*."""
    second = label[0].text.startswith("part") and "second" in label[-1].tags and len(label) > 1
    return second and [t.tags & {"second"} for t in tagged(value)] == [{"second"}]


def _names_law(label: Sequence[TaggedTerm], value: str) -> bool:
    """Return whether a label is nothing but the law, and the value a paragraph of it: *Sch. 12A LGA 1972: para 3*."""
    if not all(t.separates or t.number or t.tags & {"law", "act", "glue"} for t in label) or not cites_law(label):
        return False
    tokens = tagged(value)
    named = any("para" in t.tags for t in tokens) and any(t.number for t in tokens)
    return named and all(t.separates or t.number or t.tags & {"para", "glue"} or t.text == "and" for t in tokens)


_NOTHING = ("open", "met in public")
_NEGATED = frozenset({"no", "not", "none", "nor", "nil", "without", "neither", "public", "open"})
_SESSION = frozenset({"session", "meeting"})
_OF_OPEN: dict[str, Answer] = {"no": "closed", "closed": "closed", "yes": "open", "open": "open"}
_OF_CLOSED: dict[str, Answer] = {"no": "open", "open": "open", "yes": "closed", "closed": "closed", "law": "closed"}
_APPENDICES = ("appendix", "appendices", "annex", "annexes")


def _kind(label: Sequence[TaggedTerm], number: int) -> Literal["closed", "open", "status", "other"] | None:
    """Return what a label asks: whether closed, whether open, the status of a paper, or something else."""
    tags = {tag for token in label for tag in token.tags}
    if tags & {"explains", "second_hand"} or ("negative" in tags and "open" not in tags):
        return None
    if "part_two" in label[0].tags and len(label) > 1 and label[1].text == "of":
        return None  # the heading of a part: *Part 2 of this report: exempt*
    if _closed_label(label):
        return "closed"
    status = any("status_label" in token.tags and token.text not in _OF_ACCESS for token in label)
    if tags & _PUBLIC and not status and all(token.separates or token.tags & _ASKED for token in label):
        return "open"
    if number >= HEAD or "title_label" in tags:
        return None
    if "status_label" in tags:
        return "status"
    return "other" if number < TOP and not any(c.isdigit() for token in label for c in token.text) else None


_PUBLIC = frozenset({"publicity", "audience", "open", "publishable"})
_ASKED = _PUBLIC | {"noun", "glue", "between", "this", "the_paper", "suppose", "may", "asking", "reachable"}
_OF_ACCESS = ("publication", "access", "disclosure", "restricted")
"""Words of a label that ask for a status by themselves, and with others whether the paper is open."""


def _closed_label(label: Sequence[TaggedTerm]) -> bool:
    found = closings(label)
    if any(closing.kind != "part two" for closing in found):
        return True
    has_part_one = any("open" in token.tags and token.text.startswith("part") for token in label)
    return bool(found) and (has_part_one or any("suppose" in token.tags for token in label))


def _value(value: str) -> Literal["yes", "no", "open", "closed", "law"] | None:
    """Return what the value of a field says; *law* is a paragraph, or a reason of the Schedule."""
    tokens = tagged(value)
    if not tokens or len(tokens) > LONGEST_VALUE:
        return None
    first, found = tokens[0], closings(tokens)
    if not (found and found[0].kind == "public" and found[0].start == 0):
        if first.tags & {"no_value", "negative"} and first.text != "never":
            return "no"
        if "open" in first.tags and not _both(tokens):
            return "open"
        if "yes" in first.tags:
            return "yes"
        if "barred" in first.tags:
            return "closed"
    if found:
        reading = read(value)
        if reading is not None and reading.says in ("denied", "supposed", "refers"):
            return None
        if all(token.tags & _BEFORE_MARK for token in tokens[: found[0].start]):
            return "closed"
    second = "second" in first.tags and len(tokens) <= 2
    list_of_numbers = first.text[0].isdigit() and all(t.number or t.text in (",", "and", "-") for t in tokens)
    reasons = any("concrete" in token.tags for token in tokens[:LONGEST_REASON])
    return "law" if second or list_of_numbers or reasons or cites_law(tokens) else None


LONGEST_REASON = 8
"""Tokens of a value among which a word like *commercial* is its reason."""
_BEFORE_MARK = frozenset({"glue", "adjective", "noun", "this", "the_paper", "verb", "contain"})
_OF_MARK = frozenset(
    {"strong", "soft", "weak", "part_two", "noun", "adjective", "glue", "law", "para", "publicity", "not", "between"}
    | {"virtue", "phrase", "body"}
)


def _both(tokens: Sequence[TaggedTerm]) -> bool:
    """Return whether a value is the choice itself: *Open / Exempt*."""
    return len(tokens) > 2 and tokens[1].text in ("/", "or") and bool(closings(tokens[2:]))


def _whole(value: str) -> bool:
    """Return whether a value is nothing but a mark."""
    return all(token.separates or token.number or token.tags & _OF_MARK for token in tagged(value))


def _of_appendix(value: str) -> bool:
    """Return whether a value names an appendix: *Yes - Appendix 2 only*."""
    return any("part_noun" in token.tags for token in tagged(value))
