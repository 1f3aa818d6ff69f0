"""Papers as entries of a bibliography: BibTeX, RIS, CSL-JSON.

BibTeX: O. Patashnik, *BibTeXing* (1988), entry type ``techreport``. RIS: type ``RPRT`` with the tags that
Zotero and EndNote read. CSL-JSON: https://github.com/citation-style-language/schema (type ``report``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from cqa.model import Paper
from cqa.show.safe import one_line
from cqa.text.pattern import pattern

FORMATS = ("bibtex", "ris", "csl")

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_NOT_KEY = pattern(r"[^a-z0-9]+")


def bibliography(papers: Iterable[Paper], form: str) -> str:
    """Return the papers in one of :data:`FORMATS`."""
    if form == "csl":
        return json.dumps([csl(p) for p in papers], ensure_ascii=False, indent=2)
    entry = {"bibtex": bibtex, "ris": ris}[form]
    return "\n\n".join(entry(p) for p in papers)


def bibtex(p: Paper, at: str = "") -> str:
    """Return one ``@techreport`` entry; the key is council, year and id, so that no two papers share one. ``at`` is the
    place in the paper that is cited: *para 3.4, p. 7*."""
    facts = {
        "author": "{" + _tex(_author(p)) + "}",
        "institution": _tex(_author(p)),
        "title": "{" + _tex(_title(p)) + "}",
        "type": _tex(_kind(p)),
        "year": _part(p, 0),
        "month": str(int(_part(p, 1))) if _part(p, 1) else "",
        "day": str(int(_part(p, 2))) if _part(p, 2) else "",
        "note": _tex(_noted(p, at)),
        "file": _tex(one_line(p.file)),
    }
    key = "-".join(x for x in (_NOT_KEY.sub("", _author(p).lower())[:24], _part(p, 0), p.id) if x)
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in facts.items() if value)
    return f"@techreport{{{key},\n{lines}\n}}"


def ris(p: Paper, at: str = "") -> str:
    """Return one RIS record, ended by ``ER``; ``at`` as for :func:`bibtex`."""
    date = "/".join((*(p.date or "").split("-"), "", "")[:3]) + "/" if p.date else ""
    facts = (
        *(("TY", "RPRT"), ("AU", _author(p)), ("TI", _title(p)), ("PY", _part(p, 0)), ("DA", date)),
        *(("PB", _author(p)), ("M3", _kind(p)), ("N1", _noted(p, at)), ("L1", one_line(p.file)), ("ID", p.id)),
    )
    return "\n".join([f"{tag}  - {value}" for tag, value in facts if value] + ["ER  - "])


def csl(p: Paper) -> dict[str, Any]:
    """Return one CSL item; empty fields are left out."""
    parts = [int(x) for x in (p.date or "").split("-") if x]
    facts = {
        "id": p.id,
        "type": "report",
        "title": _title(p),
        "author": [{"literal": _author(p)}],
        "publisher": _author(p),
        "genre": _kind(p),
        "issued": {"date-parts": [parts]} if parts else None,
        "event-title": ", ".join(map(one_line, p.committees)),
        "note": f"file: {one_line(p.file)}",
    }
    return {name: value for name, value in facts.items() if value}


def _author(p: Paper) -> str:
    return p.authority.name if p.authority else "Unknown authority"


def _title(p: Paper) -> str:
    return one_line(p.title) or p.file.rsplit("/", 1)[-1]


def _kind(p: Paper) -> str:
    return "committee paper" if p.type == "other" else p.type


def _meeting(p: Paper) -> str:
    """Return the meeting and the author's office: *Executive Board; by the Director of Children's Services*."""
    by = f"by {p.author_role}" if p.author_role else ""
    return one_line("; ".join(x for x in (", ".join(p.committees), by) if x))


def _noted(p: Paper, at: str) -> str:
    return "; ".join(x for x in (_meeting(p), one_line(at)) if x)


def _part(p: Paper, at: int) -> str:
    parts = (p.date or "").split("-")
    return parts[at] if at < len(parts) else ""


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in text)
