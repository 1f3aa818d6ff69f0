"""What a front block says in addition to the fields of a paper. They are kept as findings: who presents it, whose
portfolio it is in, its number in the forward plan."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.extract.front_page import FrontPageField
from cqa.model import Finding
from cqa.text.rules import Rules

_OTHERS = {"presenter": "presenting_officer", "portfolio": "portfolio_holder", "reference": "forward_plan_reference"}
RULES = Rules(__file__)


def others(fields: Sequence[FrontPageField]) -> list[tuple[str, Finding[str]]]:
    """Return the first value of each kind of label, by the name of what it says."""
    found: dict[str, Finding[str]] = {}
    for f in fields:
        if name := _OTHERS.get(f.kind):
            found.setdefault(
                name, Finding(RULES["title of an office"].sub(", ", f.value), f.span, f"label: {f.label}", 0.9)
            )
    return list(found.items())
