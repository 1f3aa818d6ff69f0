"""Titles made where a paper prints none: minutes, agendas, decision records, packs."""

from __future__ import annotations

from datetime import date as calendar_date
from re import escape

from cqa.model import Document, Finding, PaperType, Span
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks

RULES = Rules(__file__)

COMPOSED = "composed: "
"""How the rules of such titles begin."""


LOCAL = ("Parish Council", "Town Council", "Community Council")
"""Committees whose name says nothing without the place."""


def day_words(iso: str) -> str:
    """Return an ISO date in words: *13 February 2025*."""
    if len(iso) < 7:
        return iso
    day = calendar_date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    return f"{day.day} {day:%B %Y}" if len(iso) == 10 else f"{day:%B %Y}"


def generated_title(
    kind: PaperType, committee: str | None, date: str | None, current: Finding[str] | None, council: str = ""
) -> Finding[str] | None:
    """Return *Minutes of the County Council, 13 February 2025*: for minutes, agendas and decision records without a
    title.

    A title that a label or the file's own front matter gives is kept. ``council`` is the authority's name, by which a
    parish or town council is called.
    """
    if kind not in ("minutes", "agenda", "decision record") or committee is None:
        return None
    if current and (current.rule.startswith("label") or current.rule in ("front matter", "form")):
        return None
    when = f", {day_words(date)}" if date else ""
    article = (
        "" if committee.startswith(("The ", "Cabinet", "Full ", "Executive")) and len(committee.split()) < 3 else "the "
    )
    if committee in LOCAL and council.endswith(f" {committee}"):
        committee, article = council, ""
    if kind == "minutes":
        name = f"Minutes of {article}{committee}{when}"
    elif kind == "agenda":
        name = f"{committee} agenda{when}"
    else:
        what = current.value if current and RULES.find("decision", current.value) else "Decisions"
        name = what if committee.lower() in what.lower() else f"{what}, {committee}{when}"
    return Finding(name, current.span if current else None, f"{COMPOSED}{kind}", 0.8)


def of_pack(doc: Document, front: Span, committee: str | None, date: str | None) -> Finding[str] | None:
    """Return what a pack with several papers is called: its meeting, and its item where the letter names only one."""
    top = doc.text[front[0] : min(front[1], front[0] + 6000)]
    items = [fold_blanks(m["t"]) for m in RULES["item with pages"].finditer(top)]
    meeting = ", ".join(filter(None, (committee, day_words(date) if date else None)))
    if len(items) == 1:
        begins = RULES.filled(item=escape(items[0][:12]).replace("\\ ", r"\s+"))
        number = begins.find("number of an item", top)
        item = f"Agenda item {number[1]}: {items[0]}" if number else items[0]
        return Finding(f"{meeting}: {item}" if meeting else item, None, f"{COMPOSED}pack with one item", 0.75)
    if match := RULES.find("enclosed", top):
        what = fold_blanks(match["t"])
        return Finding(f"{meeting}: {what}" if meeting else what, None, f"{COMPOSED}covering letter", 0.7)
    if committee:
        return Finding(
            f"{committee} agenda pack" + (f", {day_words(date)}" if date else ""), None, f"{COMPOSED}pack", 0.7
        )
    return None
