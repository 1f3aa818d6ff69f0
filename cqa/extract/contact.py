"""Who wrote a paper and whom to ask: the author's role and the contact officer."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.gazetteer.title_case import title_case
from cqa.model import Contact, Document, Finding, Part, Span
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks

RULES = Rules(__file__)
_FIRST_LABELS = ("author", "originator", "officer")
"""Labels of whom to ask, before those of a department or a helpline."""
WINDOW = 420
"""Characters after a contact label within which name, role, telephone and e-mail are printed."""
NEAR = 300
"""Characters after a name within which its office is printed."""
DETAILS = 360
"""Characters from a name on within which its telephone number and e-mail address are printed."""


def author_role(lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> Finding[str] | None:
    """Return the author's office: *Report of the Director of Children's Services*, ``REPORT OF:``, ``From:`` or
    ``By:``."""
    for line in lines[:40]:
        if match := RULES.find("report of", line.text.strip()):
            who = fold_blanks(match["who"]).strip(" .*")
            if _is_office(who) and not RULES.find("body", who):
                return Finding(title_case(who), line.span, "line: report of", 0.95)
    for f in fields:
        if f.kind == "author" and _is_office(f.value):
            role = " & ".join(dict.fromkeys(_role_in(v) for v in _split_people(f.value)))
            return Finding(title_case(role), f.span, f"label: {f.label}", 0.85)
    return None


def _is_office(words: str) -> bool:
    """Return whether words name an office: *Director of Housing*."""
    return RULES.find("office", words) is not None


def _split_people(value: str) -> list[str]:
    """Return *A. Name, Role B. Name, Role* as two; an office is no name."""
    out = [""]
    for piece in RULES["next person"].split(value):
        name = RULES.find("name", piece)
        if out[-1] and name and not _is_office(piece.split(",")[0].split("–")[0]):
            out.append(piece)
        else:
            out[-1] = f"{out[-1]} {piece}".strip()
    return [v for v in out if v]


def _role_in(value: str) -> str:
    """Return an office without the person's name: *Peter Oakford, Deputy Leader and Cabinet Member for Finance …*."""
    first, _, rest = value.partition(" ")
    value = rest.lstrip() if first.lower() == "the" else value
    match = RULES.find("name", value)
    if match and not _is_office(match[0]) and not RULES.find("office begins", value):
        rest = value[match.end() :].lstrip(" ,–—-:(")
        if _is_office(rest):
            return rest.strip(" )")
    return value


def _email(text: str) -> str | None:
    joined = RULES["e-mail over two lines"].sub("", text)
    match = RULES.find("e-mail", joined) or RULES.find("e-mail without its sign", joined)
    return match[0].strip(".") if match else None


def _phone(text: str) -> str | None:
    match = RULES.find("labelled number", text)
    if match:
        return fold_blanks(match["n"])
    found = RULES.find("number", text)
    return fold_blanks(found[0]).strip("() ") if found else None


def _person(text: str) -> tuple[str, str | None] | None:
    """Return the name at the start of a value, and the office that follows it."""
    text = RULES["label before a name"].sub("", text.strip(" \t:|*-–•"))
    match = RULES.find("name", text)
    if match is None:
        return None
    name = RULES["word after a name"].split(match[0])[0].strip(" ,.")
    if _is_office(name) and (run_on := RULES.find("name before its office", text)):
        name = run_on[0]
    words = name.split()
    if len(words) < 2 or _is_office(name) or RULES.find("no person", name):
        return None
    rest = RULES["office ends"].split(text[match.start() + len(name) :], maxsplit=1)[0]
    role = fold_blanks(rest).strip(" ,–—-:()|")
    role = RULES["number at the end"].sub("", role).strip(" ,(")
    office = role and len(role) < 110 and _is_office(role) and not (role.isupper() and role.count(" ") > 3)
    return name, role if office else None


def contact(
    doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField], children_front: bool = False
) -> Finding[Contact] | None:
    """Return the officer to ask: from a labelled line of the front block, a contact section, or a label near
    the end."""
    candidates: list[Finding[Contact]] = []
    for section in part.sections:
        if section.role != "officer contact":
            continue
        span = (section.span[0], min(part.span[1], section.span[0] + WINDOW))
        if found := _in_text(doc, span, "contact section", 0.9):
            candidates.append(found)
    start, end = part.span
    for match in RULES["contact label"].finditer(doc.text, start, end):
        if match["rest"].count(" ") > 25:
            continue
        span = (match.start("rest"), min(end, match.start("rest") + WINDOW))
        if found := _in_text(doc, span, "contact label", 0.85):
            candidates.append(found)
            if len(candidates) > 4:
                break
    for f in fields:
        if f.kind == "contact" and (person := _person(f.value)):
            near = " ".join(
                g.label + ": " + g.value for g in fields if g.kind in ("tel", "email") and abs(g.line - f.line) <= 4
            )
            value = Contact(person[0], person[1], _phone(f.value) or _phone(near), _email(f.value) or _email(near))
            first = 0.95 if any(word in f.label.lower() for word in _FIRST_LABELS) else 0.6
            candidates.append(Finding(value, f.span, f"label: {f.label}", first))
    return max(candidates, key=lambda c: (c.confidence, bool(c.value.email) + bool(c.value.tel)), default=None)


def _in_text(doc: Document, span: Span, rule: str, sure: float) -> Finding[Contact] | None:
    text = doc.text[span[0] : min(span[1], span[0] + WINDOW)]
    best: tuple[str, str | None] | None = None
    at = offset = 0
    for raw in text.replace("\t", "\n").split("\n"):
        start, offset = offset, offset + len(raw) + 1
        if not raw:
            continue
        piece = RULES["label of a contact"].sub("", raw.strip(" |*•"))
        if best is None and piece and (person := _person(piece)):
            best, at = person, start
        elif (
            best
            and best[1] is None
            and _is_office(piece)
            and len(piece) < 110
            and not piece.isupper()
            and not any(mark in piece for mark in (". ", "; "))
        ):
            best = best[0], fold_blanks(RULES["label before an office"].sub("", piece)).strip(" ,")
        if best and start + len(raw) > at + NEAR:
            break
    if best is None:
        return None
    near = text[at : at + DETAILS]
    value = Contact(best[0], best[1], _phone(near), _email(near))
    if value.tel is None and value.email is None and value.role is None:
        return None
    return Finding(value, (span[0] + at, span[0] + at + len(best[0])), rule, sure)
