"""Tables that list matters with what became of each: a row is a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cqa.extract.decisions import patterns, votes
from cqa.extract.decisions.wording import is_as_amended
from cqa.model import Decision, Outcome, Quote, Section, Span, VoteCount
from cqa.text.rules import Rules

FEWEST_ROWS = 2
"""Rows with an outcome that make such a list where no head of the column says so."""

SHARE = 0.6
"""Share of the rows whose last cell is an outcome: a column of remarks has fewer."""

LONGEST_OUTCOME = 160
"""Characters of a cell that says what became of a matter."""

CONFIDENCE = 0.85
"""Confidence (0-1) of an outcome in a list, where no sentence says who decided; set by hand."""

RULE = "row of a list"
RULES = Rules(__file__)

_OUTCOMES: dict[str, Outcome] = {"defeated": "lost", "lost": "lost", "rejected": "lost"}


class _Row(NamedTuple):
    cells: tuple[Span, ...]
    outcome: Span


class _Roll(NamedTuple):
    """The votes by name on a motion or by-law, by its number."""

    kind: str
    number: str
    votes: VoteCount


def decisions(text: str, sections: Sequence[Section]) -> dict[int, tuple[Decision, ...]]:
    """Return the decisions of each table that lists them, by the index of its section."""
    found = {}
    for k, section in enumerate(sections):
        listed = _listed(text, section) if section.kind == "table" and section.rows else []
        own = tuple(d for row in listed if (d := _decision(text, section, row)) is not None)
        if own:
            found[k] = own
    for k, section in enumerate(sections):
        rolls = _rolls(text, section) if section.kind == "table" and section.rows else []
        for roll in rolls:
            _give(found, roll)
        if rolls:
            found.setdefault(k, ())  # its rows say who voted how, and decide nothing more
    return found


def _rolls(text: str, section: Section) -> list[_Roll]:
    """Return the votes that a table lists by names, with a column for each side; none of a form left empty."""
    head = section.rows[0].cells
    sides = {i: side.name for i, cell in enumerate(head) if (side := votes.side(text, *cell))}
    rolls = []
    for row in section.rows[1:] if len(sides) > 1 and 0 not in sides else ():
        if len(row.cells) != len(head):
            continue
        numbers = dict.fromkeys(sides.values(), 0)
        for i, name in sides.items():
            numbers[name] += votes.voters(text[slice(*row.cells[i])])
        named = RULES.find("matter voted on", text[slice(*row.cells[0])])
        if named and any(numbers.values()):
            span = (row.cells[0][0], row.cells[-1][1])
            own = Quote(text[slice(*span)], span)
            count = VoteCount(own, numbers.get("for"), numbers.get("against"), numbers.get("abstained"))
            rolls.append(_Roll(named["kind"].lower(), named["no"], count))
    return rolls


def _give(found: dict[int, tuple[Decision, ...]], roll: _Roll) -> None:
    """Give the votes to the one row with the number, of the list of such matters."""
    places = [
        (k, n)
        for k, own in found.items()
        for n, d in enumerate(own)
        if d.item_number == roll.number and not d.votes and _is_listed(d, roll.kind)
    ]
    if len(places) == 1:
        k, n = places[0]
        found[k] = (*found[k][:n], replace(found[k][n], votes=(roll.votes,)), *found[k][n + 1 :])


def _is_listed(row: Decision, kind: str) -> bool:
    """Return whether a row is of a list of motions or by-laws: their words say what is done (*That …*, *To …*)."""
    first = row.item.lower().lstrip("0123456789. ").partition(" ")[0]
    return first == ("that" if kind == "motion" else "to")


def _listed(text: str, section: Section) -> list[_Row]:
    """Return the rows with their outcome; none where the last column is about something else."""
    filled = [tuple(c for c in row.cells if text[slice(*c)].strip()) for row in section.rows]
    rows = [cells for cells in filled if len(cells) > 1]
    if rows and any(votes.side(text, *cell) for cell in rows[0]):
        return []  # who voted how
    headed = bool(rows) and RULES.find("head of outcomes", text, *rows[0][-1]) is not None
    rows = rows[1:] if headed else rows
    found = [_Row(cells[:-1], cells[-1]) for cells in rows if _is_outcome(text, cells[-1])]
    enough = len(found) >= (1 if headed else FEWEST_ROWS) and len(found) >= SHARE * len(rows)
    return found if enough else []


def _is_outcome(text: str, cell: Span) -> bool:
    words = " ".join(text[slice(*cell)].split())
    return len(words) <= LONGEST_OUTCOME and RULES.find("outcome of a row", words) is not None


def _decision(text: str, section: Section, row: _Row) -> Decision | None:
    first = text[slice(*row.cells[0])].strip()
    numbered = RULES.find("number of a row", first) is not None
    titles = row.cells[1:] if numbered and len(row.cells) > 1 else row.cells
    title = max(titles, key=lambda cell: cell[1] - cell[0])
    words, said = text[slice(*title)], text[slice(*row.outcome)]
    verb = patterns.any_verb(said)
    if not any(map(str.isalpha, words)):
        return None
    outcome: Outcome = verb.outcome if verb else "carried"
    outcome = next((o for word, o in _OUTCOMES.items() if word in said.lower()), outcome)
    if outcome == "carried" and (is_as_amended(said) or said.lower().strip().startswith("amended")):
        outcome = "amended"
    if verb is None:  # carried, lost: the motion says what is done
        verb = patterns.main_verb(words) or patterns.verb_named("agree")
    return Decision(
        item=" ".join(words.split()),
        item_number=first if numbered else None,
        text=Quote(words, title),
        verb=verb.name,
        outcome=outcome,
        section=section.id,
        item_span=title,
        stated=Quote(said, row.outcome),
        rule=RULE,
        confidence=CONFIDENCE,
    )
