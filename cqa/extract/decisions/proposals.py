"""What a report recommends: proposals, which nobody has decided yet."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.extract.decisions import patterns
from cqa.extract.decisions.items import words_start
from cqa.model import Decision, DecisionPart, Part, Quote, Section
from cqa.text.rules import Rules

ROLE = "recommendations"

MOST_PARTS = 40
"""Recommendations of one report; more of them are a table of actions."""

FEWEST_PUT = 0.34
"""Share of the parts that ask somebody to decide: an inquiry or an assessment recommends too, but not to a meeting."""

CONFIDENCE = 0.85
"""Confidence (0-1) of a proposal: its section says what it is, but not who decides."""

RULES = Rules(__file__)


def decisions(text: str, part: Part) -> tuple[Decision, ...]:
    """Return one proposal with a part for each recommendation; none where the report recommends nothing."""
    sections = part.sections
    first = next((i for i, s in enumerate(sections) if s.role == ROLE), None)
    if first is None:
        return ()
    own = [i for i in _run(sections, first) if sections[i].kind in ("para", "item", "table")]
    parts: list[DecisionPart] = []
    put = 0
    for i in own:
        a, b = words_start(text, sections[i]), sections[i].span[1]
        words = text[a:b]
        if not any(map(str.isalpha, words)):
            continue
        if RULES.find("lead", words):
            put += 1
            continue
        known = patterns.main_verb(words)
        put += known is not None or words.lower().startswith("that ") or patterns.is_asked(words)
        verb = known or patterns.verb_named("agree")
        parts.append(DecisionPart(sections[i].number or "", Quote(words, (a, b)), verb.name, "proposed"))
    if not parts or len(parts) > MOST_PARTS or put < len(parts) * FEWEST_PUT:
        return ()
    span = (parts[0].quote.span[0], parts[-1].quote.span[1])
    return (
        Decision(
            item=part.title or "",
            item_number=part.item,
            text=Quote(text[slice(*span)], span),
            verb=parts[0].verb,
            outcome="proposed",
            section=sections[own[0]].id,
            parts=tuple(parts) if len(parts) > 1 else (),
            rule="recommendations of a report",
            confidence=CONFIDENCE,
        ),
    )


def _run(sections: Sequence[Section], first: int) -> list[int]:
    """Return the sections of the recommendations: those of the role that follow one another."""
    out = []
    for i in range(first, len(sections)):
        if sections[i].role != ROLE:
            break
        out.append(i)
    return out
