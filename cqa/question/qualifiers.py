"""Qualifiers that no step applies: they are named, so that nobody takes the answer for more than it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from cqa.question.question import Question
from cqa.text.pattern import pattern


def not_applied(question: Question) -> tuple[str, ...]:
    """Return the words of a question for several councils that limit them and are not applied, as written."""
    if question.kind not in ("which", "absence"):
        return ()
    taken = question.councils.lower() if question.councils else ""
    found = [match for one in _patterns() for match in one.finditer(question.text)]
    return tuple(dict.fromkeys(m[0].strip() for m in found if m[0].strip().lower() not in taken))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = tomllib.loads(Path(__file__).with_name("data").joinpath("qualifiers.toml").read_text("utf-8"))
    return tuple(
        pattern(f"(?i:{q['pattern']})" if q["name"] != "nearness" else q["pattern"]) for q in table["qualifier"]
    )
