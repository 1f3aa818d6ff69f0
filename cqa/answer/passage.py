"""*Why*, *how*, *what*: the best sentences that answer, each with its paragraph.

Sentences that merely share words with the question lose to those that hold its telling words together, in a role that answers
(a finding before a heading, a reason for *why*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.answer.assertion import Polarity
from cqa.answer.evidence import Sentence
from cqa.answer.material import Material, evidence, holders, lead, not_found, quoted, unique
from cqa.answer.which import read
from cqa.model import Answer

ENOUGH = 0.38
"""Share of the topic's weight that the best sentence must hold with its surroundings to be an answer."""

OWN_ENOUGH = 0.25
"""Share that it must hold itself."""

HEADLINE = 3
"""Sentences in a headline."""

_CUES = {
    "why": re.compile(r"\b(because|due to|as a result|owing to|in order to|so that|since|reason|therefore|unlike|led to|caused|attributed|reflects?|stems from|to ensure|linked to|related)\b", re.I),
    "how": re.compile(r"\b(by|through|led to|resulted|enabled|using|means that|introduced|developed|so that|has been|have been)\b", re.I),
    "done": re.compile(r"\b(has been|have been|introduced|established|developed|agreed|implemented|recruit\w*|invest\w*|increased|funding|reviewed|revised|launched|commission\w*|in place|new|additional|being)\b", re.I),
}
_BOILERPLATE = re.compile(r"\b(there are )?(no|none) (specific |direct |significant )?(\w+ )?(considerations|implications|issues)\b.{0,40}(heading|report|relating)?", re.I)


def answer(material: Material) -> Answer:
    """The best sentences, one to three in the headline, all as evidence."""
    ranked = rank(material)
    if not ranked or not enough(ranked[0]):
        return not_found(material, f"no passage answers \u2018{material.topic()}\u2019.", ranked[:3])
    best = unique(ranked, 20)
    headline = pick(best)
    said = " ".join(f"{lead(s.passage)}: {quoted(s.text)}".rstrip(".") + "." for s in headline)
    names = dict.fromkeys(s.passage.authority for s in headline)
    cites = {s.passage.id for s in best if enough(s)}
    return Answer(
        material.question.kind, True, said, None,
        holders(material, dict.fromkeys(names, "cites"), {}, lambda n: n in names), (),
        tuple(evidence(s, "cites" if s.passage.id in cites else "mentions") for s in best),
    )  # fmt: skip


def enough(s: Sentence) -> bool:
    return s.coverage >= ENOUGH and s.own >= OWN_ENOUGH


def pick(best: Sequence[Sentence]) -> list[Sentence]:
    """The sentences worth a place in the headline: near the best in score."""
    top = best[0]
    return [s for s in best[:HEADLINE] if s is top or (enough(s) and s.coverage >= top.coverage * 0.75)]


def rank(material: Material) -> list[Sentence]:
    """The sentences, best first."""
    plain = material.question.text.lower()
    cue = next((p for name, p in _CUES.items() if _asks(name, plain)), None)
    wanted = Polarity(material.question.want)
    key = {id(s): _score(s, cue, wanted) for s in material.sentences}
    return sorted(material.sentences, key=lambda s: (-round(key[id(s)], 6), s.passage.date, s.passage.id, s.span))


def _asks(name: str, plain: str) -> bool:
    if name == "why":
        return bool(re.match(r"why\b|for what reason|what (was|is|were|are) the (reason|cause)", plain))
    if name == "done":
        return bool(re.search(r"\b(what|how) (has|have|is|are|was|were) .{0,60}\b(done|doing|taken|put in place)\b|\bbeing done\b|\bdone (to|about|for)\b", plain))
    return plain.startswith("how ")


def _score(s: Sentence, cue: re.Pattern[str] | None, wanted: Polarity) -> float:
    score = s.own * 0.62 + s.coverage * 0.38
    text = s.text
    if cue is not None and cue.search(text):
        score += 0.06
    if wanted is not Polarity.ANY and read(s).asserts(wanted):
        score += 0.12
    if len(text) < 40:
        score -= 0.08
    if s.passage.role in ("front matter", "appendices list", "background papers", "supporting documents", "part"):
        score -= 0.12
    if s.passage.role == "recommendations":
        score -= 0.03
    if _BOILERPLATE.search(text) and len(text) < 160:
        score -= 0.2
    return score
