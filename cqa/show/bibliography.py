"""Papers as entries of a bibliography: BibTeX, RIS, CSL-JSON.

BibTeX: O. Patashnik, *BibTeXing* (1988), entry type ``techreport``. RIS: type ``RPRT`` with the tags that
Zotero and EndNote read. CSL-JSON: https://github.com/citation-style-language/schema (type ``report``).
"""

from __future__ import annotations

import json
from collections import Counter
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
_PAGE = pattern(r"\bp\. (\S+?)(?: \(|$)")
_NOT_KEY = pattern(r"[^a-z0-9]+")


def bibliography(papers: Iterable[Paper], form: str, at: str = "") -> str:
    """Return the papers in one of :data:`FORMATS`; ``at`` is the place that is cited: *para 3.4, p. 7*."""
    if form == "csl":
        return json.dumps([csl(p, at) for p in papers], ensure_ascii=False, indent=2)
    entry = {"bibtex": bibtex, "ris": ris}[form]
    return "\n\n".join(entry(p, at) for p in papers)


def bibtex(p: Paper, at: str = "") -> str:
    """Return one ``@techreport`` entry; the key is council, year and id, so that no two papers share one. ``at`` is the
    place in the paper that is cited: *para 3.4, p. 7*."""
    facts = {
        "author": "{" + _tex(_author(p)) + "}",
        "institution": _tex(_council(p)),
        "title": "{" + _tex(_title(p)) + "}",
        "type": _tex(_kind(p)),
        "year": _part(p, 0),
        "month": str(int(_part(p, 1))) if _part(p, 1) else "",
        "day": str(int(_part(p, 2))) if _part(p, 2) else "",
        "note": _tex(_noted(p, at)),
        "pages": _tex(_page(at)),
        "url": _url(p),
        "urldate": p.accessed or "",
        "file": _tex(_file(p)),
    }
    key = "-".join(x for x in (_NOT_KEY.sub("", _council(p).lower())[:24], _part(p, 0), p.id) if x)
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in facts.items() if value)
    return f"@techreport{{{key},\n{lines}\n}}"


def ris(p: Paper, at: str = "") -> str:
    """Return one RIS record, ended by ``ER``; ``at`` as for :func:`bibtex`."""
    facts = (
        *(("TY", "RPRT"), ("AU", _author(p)), ("TI", _title(p)), ("PY", _part(p, 0)), ("DA", _ris_date(p.date))),
        *(("PB", _council(p)), ("M3", _kind(p)), ("SP", _page(at)), ("N1", _noted(p, at))),
        *(("UR", _url(p)), ("Y2", _ris_date(p.accessed)), ("L1", _file(p)), ("ID", p.id)),
    )
    return "\n".join([f"{tag}  - {value}" for tag, value in facts if value] + ["ER  - "])


def csl(p: Paper, at: str = "") -> dict[str, Any]:
    """Return one CSL item; empty fields are left out. ``at`` as for :func:`bibtex`."""
    facts = {
        "id": p.id,
        "type": "report",
        "title": _title(p),
        "author": [{"literal": _author(p)}],
        "publisher": _council(p),
        "genre": _kind(p),
        "issued": _csl_date(p.date),
        "event-title": ", ".join(map(one_line, p.committees)),
        "page": _page(at),
        "URL": _url(p),
        "accessed": _csl_date(p.accessed),
        "note": "; ".join(x for x in (one_line(at), f"file: {_file(p)}") if x),
    }
    return {name: value for name, value in facts.items() if value}


def _ris_date(day: str | None) -> str:
    """Return a date as RIS has it: *2010/02/12/*, *2010///*."""
    return "/".join((*day.split("-"), "", "")[:3]) + "/" if day else ""


def _csl_date(day: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None


def _council(p: Paper) -> str:
    return p.authority.name if p.authority else "Unknown authority"


def _author(p: Paper) -> str:
    """Return who wrote a paper: the inspectorate, the committee whose minutes they are, the officer of a report; else
    the council."""
    council = _council(p)
    if p.type == "inspection report":
        bodies = Counter(j.body for j in p.judgements if j.kind == "inspected" and j.body)
        return bodies.most_common(1)[0][0] if bodies else council
    if p.type in ("minutes", "agenda", "agenda pack", "decision record") and p.committees:
        return one_line(f"{council}, {p.committees[0]}")
    return one_line(f"{p.author_role}, {council}") if p.author_role else council


def _title(p: Paper) -> str:
    return one_line(p.title) or _file(p)


def _file(p: Paper) -> str:
    """Return the name of the file, without its folder: a bibliography goes to other machines."""
    return one_line(p.file).rsplit("/", 1)[-1].rsplit("\\", 1)[-1]


def _url(p: Paper) -> str:
    """Return where the paper was published, where a manifest says so, without what would end a field."""
    return "".join(c for c in one_line(p.source or "") if c not in "{}\\ ")


def _page(at: str) -> str:
    """Return the page of a place: *7* of *para 3.4, p. 7 (PDF p. 9)*."""
    found = _PAGE.search(at)
    return found[1] if found else ""


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
