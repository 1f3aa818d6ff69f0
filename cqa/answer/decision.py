"""*What did the committee decide?*: that stands in minutes and decision records of that meeting, nowhere else."""

from __future__ import annotations

from dataclasses import replace

from cqa.answer import passage
from cqa.answer.cues import cue
from cqa.answer.material import Material, not_found
from cqa.answer.theme import days, within
from cqa.model import Answer


def answer(material: Material) -> Answer:
    """What was decided, from records of decisions; without a meeting named, also from a sentence that records one."""
    q = material.question
    recorded = [p for p in material.papers if p.type in ("minutes", "decision record")]
    if q.periods:
        recorded = [p for p in recorded if any(within(d, s) for s in q.periods for d in days(p))]
    ids = {p.id for p in recorded}
    anywhere = not q.periods and not q.committees
    kept = tuple(
        s
        for s in material.sentences
        if s.passage.paper in ids
        or s.passage.role == "decision"
        or (anywhere and cue("decided").search(s.text) is not None)
    )
    told = tuple(s for s in kept if s.passage.role == "decision" or cue("decided").search(s.passage.text))
    if any(map(passage.enough, told)):
        return passage.answer(replace(material, sentences=told))
    if recorded:
        why = f"no minutes or decision record held says what was decided on \u2018{material.topic()}\u2019."
    else:
        why = "no minutes or decision record of that meeting is held, so the papers do not record what was decided."
    return not_found(material, why, passage.rank(replace(material, sentences=kept))[:3])
