"""Who wrote a paper and whom to ask: the author's role and the contact officer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.gazetteer.title_case import title_case
from cqa.model import Contact, Document, Finding, Part, Section, Span
from cqa.text.whitespace import fold_blanks

_REPORT_OF = re.compile(
    r"^\W{0,3}(?:joint\s+)?report\s+(?:of|by|from)\s+(?:the\s+)?(?P<who>\S[^:\n]{4,200})$", re.IGNORECASE
)
_OFFICE = re.compile(
    r"\b(?:director|head\s+of|officer|manager|leader|member\s+for|portfolio\s+holder|chief\s+executive|"
    r"executive|solicitor|treasurer|monitoring|secretary|counsel|clerk|chair(?:man)?|commissioner|"
    r"councillor|cabinet\s+member|lead|adviser|consultant|inspector|planner|engineer)\b",
    re.IGNORECASE,
)
_NOT_PERSON = re.compile(
    r"^the\b|\b(?:services?|team|council|department|directorate|centre|unit|commission|inspectorate|committee|board|house|"
    r"hall|road|street|agency|association|authority|trust|society|standards|partnership|report|study|type|plan|version|"
    r"document|page|date|review|project|programme)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[A-Za-z0-9][\w.'+-]{0,60}@[\w-]{1,40}(?:\.[\w-]{1,40}){1,5}")
_BROKEN_EMAIL = re.compile(r"\b[A-Za-z][\w'-]{0,30}(?:\.[\w'-]{1,40}){1,3}\.(?:gov|org|nhs)\.uk\b")
_PHONE = re.compile(
    r"(?<![\w£.])(?:\(?\+44\)?[ -]?|\(?0)\d[\d ()-]{5,14}\d(?!\w)|(?<=[Ee]xt[.: ])\s?\d{3,6}|\b\d{2,5} \d{3,6}\b"
)
_NAME = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|"
    r"Prof(?:essor)?)\.?\s+)?[A-Z][\w’'.-]*(?:\s+(?:[A-Z][\w’'.-]*|de|van|von|la)){1,3}"
)
_OFFICE_BEGINS = (
    r"(?:Assistant|Deputy|Corporate|Head|Senior|Principal|Strategic|Interim|Acting|General|Chief|Director|Manager|Service|"
    r"Executive|Lead|Group|Team|Area|Democratic|Policy|Planning|Finance)"
)
_RUN_ON = re.compile(
    rf"(?!{_OFFICE_BEGINS}\b)[A-Z][\w’'-]+(?:\s(?!{_OFFICE_BEGINS}\b)[A-Z][\w’'.-]*){{1,2}}(?=\s{_OFFICE_BEGINS}\s[A-Zo])"
)
"""A name that its office follows without a comma: *Jo Smith Assistant Director Education*."""
_CONTACT_HEAD = re.compile(
    r"^[ \t>*#\d.|]{0,6}(?P<l>(?:report\s+)?authors?(?:\(s\))?|officers?\s+to\s+contact|"
    r"contact\s+officers?(?:\(s\))?|contact\s+details|contact\s+for\s+(?:further\s+)?information|"
    r"officer\s+contact|report\s+author|lead\s+officer|further\s+information\s+contact|contact\s+person)\b[ "
    r"\t*]*:?[ \t|*]*(?P<rest>[^\n]{0,200})$",
    re.IGNORECASE | re.MULTILINE,
)
WINDOW = 420
"""Characters after a contact label within which name, role, telephone and e-mail stand."""


def author_role(lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> Finding[str] | None:
    """*Report of the Director of Children's Services*; ``REPORT OF:``; the offices in ``From:`` or ``By:``."""
    for line in lines[:40]:
        if match := _REPORT_OF.match(line.text.strip()):
            who = fold_blanks(match["who"]).strip(" .*")
            if _OFFICE.search(who) and not re.search(r"\b(?:committee|board|panel)\b", who, re.IGNORECASE):
                return Finding(title_case(who), line.span, "line: report of", 0.95)
    for f in fields:
        if f.kind == "author" and _OFFICE.search(f.value):
            role = " & ".join(dict.fromkeys(_role_in(v) for v in _split_people(f.value)))
            return Finding(title_case(role), f.span, f"label: {f.label}", 0.85)
    return None


_NEXT_PERSON = re.compile(
    r"(?<=[\w)])\s+(?=(?:(?:Mr|Mrs|Ms|Dr|Cllr|Sir)\.?\s)?[A-Z][a-z’'-]+\s[A-Z][\w’'-]*[a-z]"
    r"(?:\s[A-Z][\w’'-]*[a-z])?\s?[,–—-]\s)"
)


def _split_people(value: str) -> list[str]:
    """*A. Name, Role B. Name, Role* as two; an office is no name."""
    out = [""]
    for piece in _NEXT_PERSON.split(value):
        name = _NAME.match(piece)
        if out[-1] and name and not _OFFICE.search(piece.split(",")[0].split("–")[0]):
            out.append(piece)
        else:
            out[-1] = f"{out[-1]} {piece}".strip()
    return [v for v in out if v]


def _role_in(value: str) -> str:
    """*Peter Oakford, Deputy Leader and Cabinet Member for Finance …* without the person's name."""
    value = re.sub(r"^the\s+", "", value, flags=re.IGNORECASE)
    match = _NAME.match(value)
    if match and not _OFFICE.search(match[0]) and not re.match(_OFFICE_BEGINS + r"\b", value):
        rest = value[match.end() :].lstrip(" ,–—-:(")
        if _OFFICE.search(rest):
            return rest.strip(" )")
    return value


def _email(text: str) -> str | None:
    joined = re.sub(r"(?<=[\w@.-])\s*\n\s*(?=\.?[\w-]{0,20}\.?(?:gov|org|nhs|co|ac)\.uk)", "", text)
    match = _EMAIL.search(joined) or _BROKEN_EMAIL.search(joined)
    return match[0].strip(".") if match else None


def _phone(text: str) -> str | None:
    match = re.search(
        r"(?:tel(?:ephone)?|phone|direct\s+dial(?:/ext)?|ext)\b(?:\s+(?:no|number))?[.:\s|"
        r"]{0,6}(?:tel[.:\s]{0,4})?(?P<n>[\d+(][\d ()+-]{3,18}\d)",
        text,
        re.IGNORECASE,
    )
    if match:
        return fold_blanks(match["n"])
    found = _PHONE.search(text)
    return fold_blanks(found[0]).strip("() ") if found else None


def _person(text: str) -> tuple[str, str | None] | None:
    """A name at the start of a value, and the office that follows it."""
    text = re.sub(r"^(?:name|contact|officer)\s*:?\s*", "", text.strip(" \t:|*-–•"), flags=re.IGNORECASE)
    match = _NAME.match(text)
    if match is None:
        return None
    name = re.split(r"\s+(?:Tel|Telephone|Email|E-mail|Ext|Phone|Direct)\b", match[0])[0].strip(" ,.")
    if _OFFICE.search(name) and (run_on := _RUN_ON.match(text)):
        name = run_on[0]
    words = name.split()
    if len(words) < 2 or _OFFICE.search(name) or _NOT_PERSON.search(name):
        return None
    rest = re.split(
        r"\t|\n\s*\n|\b(?:tel|telephone|e-?mail|phone|ext|date)\b|\s\S+@",
        text[match.start() + len(name) :],
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    role = fold_blanks(rest).strip(" ,–—-:()|")
    role = re.sub(r"[\d()+ ]{6,}$", "", role).strip(" ,(")
    office = role and len(role) < 110 and _OFFICE.search(role) and not (role.isupper() and role.count(" ") > 3)
    return name, role if office else None


def contact(
    doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField], children_front: bool = False
) -> Finding[Contact] | None:
    """The officer to ask: from a labelled line of the front block, a contact section, or a label near the end."""
    candidates: list[Finding[Contact]] = []
    for section in part.sections:
        if section.role != "officer contact":
            continue
        span = (section.span[0], min(part.span[1], section.span[0] + WINDOW))
        if found := _in_text(doc, span, "contact section", 0.9):
            candidates.append(found)
    start, end = part.span
    for match in _CONTACT_HEAD.finditer(doc.text, start, end):
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
            first = (
                0.95
                if "author" in f.label.lower() or "originator" in f.label.lower() or "officer" in f.label.lower()
                else 0.6
            )
            candidates.append(Finding(value, f.span, f"label: {f.label}", first))
    return max(candidates, key=lambda c: (c.confidence, bool(c.value.email) + bool(c.value.tel)), default=None)


def _in_text(doc: Document, span: Span, rule: str, sure: float) -> Finding[Contact] | None:
    text = doc.text[span[0] : min(span[1], span[0] + WINDOW)]
    best: tuple[str, str | None] | None = None
    at = 0
    offset = 0
    for raw in re.split(r"(\n|\t)", text):
        piece = raw.strip(" |*•")
        if not raw.strip("\n\t"):
            offset += len(raw)
            continue
        piece = re.sub(
            r"^(?:report\s+author|author|officers?\s+to\s+contact|contact\s+officer|contact\s+details|name)\s*:?\s*",
            "",
            piece,
            flags=re.IGNORECASE,
        )
        if best is None and piece and (person := _person(piece)):
            best, at = person, offset
        elif (
            best
            and best[1] is None
            and _OFFICE.search(piece)
            and len(piece) < 110
            and not piece.isupper()
            and not re.search(r"[.;]\s", piece)
        ):
            best = (
                best[0],
                fold_blanks(
                    re.sub(r"^(?:title|role|job\s+title|position)\s*:?\s*", "", piece, flags=re.IGNORECASE)
                ).strip(" ,"),
            )
        offset += len(raw)
        if best and offset > at + 300:
            break
    if best is None:
        return None
    near = text[at : at + 360]
    value = Contact(best[0], best[1], _phone(near), _email(near))
    if value.tel is None and value.email is None and value.role is None:
        return None
    return Finding(value, (span[0] + at, span[0] + at + len(best[0])), rule, sure)


def sections_of(part: Part, role: str) -> list[Section]:
    return [s for s in part.sections if s.role == role]
