"""Judges the answers of `cqa ask --json` by a set of judged questions: what is right, and how well it is cited.

A question is right when its answer was found (or, if unanswerable, refused), the headline holds all that is required
and nothing that is forbidden, and the set of authorities is exact as far as it is labelled.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SET_KINDS = ("which", "which-authorities", "absence", "paraphrase")
"""Kinds whose answer is a set of authorities."""
CITED_AMONG = 3
"""A reader looks at the first three passages; the right one must be there."""
RANKED = 10
"""nDCG is taken over the first ten passages (Järvelin & Kekäläinen 2002, gain = grade)."""
LONGEST = 2500
"""Characters; a longer passage is not one that a reader can check, and hits nothing."""


@dataclass(frozen=True)
class Verdict:
    """One judged answer. Figures are None where the question has no label for them."""

    id: str
    right: bool
    refused: bool | None = None
    cited: bool | None = None
    ndcg: float | None = None
    set_right: int = 0
    set_wrong: int = 0
    set_missed: int = 0
    why: str = ""


def squeezed(text: str) -> str:
    """Letters and digits only, in lower case: line ends, hyphens and kinds of quotation mark do not count."""
    return re.sub(r"[^a-z0-9]+", "", (text or "").lower())


def expectations(question: Mapping[str, Any]) -> tuple[list[str], list[str], list[str], list[str]]:
    """Required and forbidden patterns, authorities expected and not expected; both forms of label are read."""
    short, expected = question.get("answer_short") or {}, question.get("expected") or {}
    names = question.get("authorities") or {}
    return (
        short.get("required") or expected.get("must_contain") or [],
        short.get("forbidden") or expected.get("must_not_contain") or [],
        names.get("expected") or expected.get("authorities") or [],
        names.get("not_expected") or expected.get("not_authorities") or [],
    )


def judge(question: Mapping[str, Any], answer: Mapping[str, Any]) -> Verdict:
    """How good one answer is."""
    required, forbidden, wanted, unwanted = expectations(question)
    headline, found = str(answer.get("answer") or ""), bool(answer.get("found"))
    said_wrong = [f"says {p!r}" for p in forbidden if re.search(p, headline, re.IGNORECASE | re.DOTALL)]
    if question["kind"] == "unanswerable" or question.get("answerable") is False:
        faults = [*(["should not be found"] if found else []), *said_wrong]
        return Verdict(question["id"], not faults, refused=not found, why="; ".join(faults))
    faults = [] if found else ["not found"]
    faults += [f"lacks {p!r}" for p in required if not re.search(p, headline, re.IGNORECASE | re.DOTALL)] + said_wrong
    right = wrong = missed = 0
    if question["kind"] in SET_KINDS and wanted and question.get("answer_unit") != "paper":
        said = {squeezed(a["name"]) for a in answer.get("authorities", []) if a.get("in_answer")}
        right = sum(_named(n, said) for n in wanted)
        missed = len(wanted) - right
        wrongly = [n for n in unwanted if _named(n, said)]
        wrong = len(wrongly)
        faults += [f"misses {n}" for n in wanted if not _named(n, said)] + [f"wrongly has {n}" for n in wrongly]
    labels = [g for g in question.get("relevant") or question.get("passages") or [] if g.get("grade", 1) >= 1]
    passages = list(answer.get("passages", []))
    cited = any(_hits(p, g) for p in passages[:CITED_AMONG] for g in labels if g.get("grade", 1) > 1)
    return Verdict(
        question["id"], not faults, None, cited if labels else None, ndcg(passages, labels) if labels else None,
        right, wrong, missed, "; ".join(faults),
    )  # fmt: skip


def _named(name: str, said: Iterable[str]) -> bool:
    short = squeezed(name)
    return any(short in other or (other and other in short) for other in said)


def _hits(passage: Mapping[str, Any], label: Mapping[str, Any]) -> bool:
    same_file = Path(passage.get("file") or "").name == Path(label["file"]).name
    text = passage.get("text") or ""
    return same_file and len(text) <= LONGEST and squeezed(label["quote"]) in squeezed(text)


def ndcg(passages: list[Any], labels: list[Any]) -> float:
    """nDCG at ten; labels of one `same_as_group` say the same thing and count once."""
    group = [label.get("same_as_group") or str(n) for n, label in enumerate(labels)]
    best: dict[str, int] = {}
    for key, label in zip(group, labels, strict=True):
        best[key] = max(best.get(key, 0), label.get("grade", 1))
    seen: set[str] = set()
    total = 0.0
    for rank, passage in enumerate(passages[:RANKED]):
        new = {k: g.get("grade", 1) for k, g in zip(group, labels, strict=True) if k not in seen and _hits(passage, g)}
        seen |= set(new)
        total += max(new.values(), default=0) / math.log2(rank + 2)
    ideal = sum(g / math.log2(n + 2) for n, g in enumerate(sorted(best.values(), reverse=True)[:RANKED]))
    return total / ideal


def figures(verdicts: list[Verdict]) -> dict[str, float]:
    """The measures of a whole set, by name."""

    def mean(values: list[float]) -> float:
        return sum(values) / len(values) if values else 1.0

    right, wrong = sum(v.set_right for v in verdicts), sum(v.set_wrong for v in verdicts)
    missed = sum(v.set_missed for v in verdicts)
    return {
        "right": mean([float(v.right) for v in verdicts]),
        "cited in the first three": mean([float(v.cited) for v in verdicts if v.cited is not None]),
        "nDCG@10": mean([v.ndcg for v in verdicts if v.ndcg is not None]),
        "authorities, precision": right / (right + wrong) if right + wrong else 1.0,
        "authorities, recall": right / (right + missed) if right + missed else 1.0,
        "unanswerable refused": mean([float(v.refused) for v in verdicts if v.refused is not None]),
    }
