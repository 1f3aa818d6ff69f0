"""Records as the JSON that the command line promises. The only place where records become dicts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from cqa.engine.port import Coverage
from cqa.fields import values as field_values
from cqa.model import Answer, Evidence, FileState, HolderVerdict, Judgement, Page, Paper, Passage, Section
from cqa.show.citation import citation
from cqa.show.question_text import looked_for
from cqa.show.safe import UNSEEN
from cqa.text.pages import page_at

if TYPE_CHECKING:
    from cqa.question.question import Question


def dump(value: Any, *, lines: bool = False) -> str:
    """Return JSON text: indented for people, or one value a line (``lines``) for programs."""
    if lines:
        return "\n".join(_harmless(json.dumps(v, ensure_ascii=False)) for v in value)
    return _harmless(json.dumps(value, ensure_ascii=False, indent=2))


PIECES_JOINED = 4096
"""Pieces of JSON, a word or a bracket each, that are written at once."""


def chunks(value: Any) -> Iterator[str]:
    """Yield the text of :func:`dump` in pieces."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(value)
    while some := "".join(islice(pieces, PIECES_JOINED)):
        yield _harmless(some)


def _harmless(written: str) -> str:
    """Return the same JSON with what could steer a terminal, or turn its reading direction, as escapes."""
    return UNSEEN.sub(lambda m: "".join(f"\\u{unit:04x}" for unit in _utf16(m[0])), written)


def _utf16(character: str) -> list[int]:
    data = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)]


def judgement(j: Judgement) -> dict[str, Any]:
    return {
        "theme": j.theme,
        "area": j.area,
        "grade": j.grade or None,
        "body": j.body,
        "as_of": j.as_of,
        "kind": j.kind,
        "framework": j.framework,
        "section": j.section,
        "quote": j.quote,
        "span": list(j.span),
        "rule": j.rule,
        "confidence": j.confidence,
    }


def judged(p: Paper, j: Judgement) -> dict[str, Any]:
    """Return a judgement with the paper that holds it."""
    name = p.authority.name if p.authority else None
    return {"authority": name, "paper": p.id, "file": p.file, "date": p.date, **judgement(j)}


def paper(p: Paper, *, sections: int | None, inside: tuple[Paper, ...] = ()) -> dict[str, Any]:
    """Return a paper that is indexed. ``inside`` are the papers of a pack, whose judgements it shows."""
    return {
        "id": p.id,
        "file": p.file,
        "sha256": p.sha256,
        **field_values.as_json(p),
        "authority": p.authority._asdict() if p.authority else None,
        "dates": [d._asdict() for d in p.dates],
        "author_role": p.author_role,
        "contact": p.contact._asdict() if p.contact else None,
        "wards": p.wards,
        "call_in": p.call_in,
        "key_decision": p.key_decision,
        "exempt": p.exempt,
        "exempt_paragraphs": list(p.exempt_paragraphs),
        "source": p.source,
        "accessed": p.accessed,
        "pages": p.pages,
        "unread_pages": p.unread_pages,
        "status": "indexed",
        "error": None,
        "judgements": [judgement(j) for j in (*p.judgements, *(j for child in inside for j in child.judgements))],
        "sections": sections,
        "pack": p.pack,
        "item": p.item,
        "findings": {
            name: {
                "value": f.value,
                "span": list(f.span) if f.span else None,
                "rule": f.rule,
                "confidence": f.confidence,
            }
            for name, f in p.findings
        },
    }


def unread(state: FileState) -> dict[str, Any]:
    """Return a file that gave no paper, in the shape of a paper, so that it is never forgotten."""
    empty: dict[str, Any] = dict.fromkeys(
        ("author_role", "contact", "wards", "call_in", "key_decision", "source", "accessed", "pack", "item")
    )
    return {
        "id": None,
        "file": state.path,
        "sha256": state.sha256,
        **field_values.as_json(Paper("", state.path, state.sha256, (0, 0))),
        **empty,
        "dates": [],
        "exempt": False,
        "exempt_paragraphs": [],
        "pages": state.pages,
        "status": state.status,
        "error": state.error or "; ".join(state.notes) or None,
        "judgements": [],
        "sections": 0,
        "findings": {},
    }


def section(s: Section, text: str, pages: tuple[Page, ...]) -> dict[str, Any]:
    first, last = page_at(pages, s.span[0]), page_at(pages, max(s.span[0], s.span[1] - 1))
    return {
        "id": s.id,
        "kind": s.kind,
        "number": s.number,
        "heading": s.heading,
        "path": list(s.path),
        "level": s.level,
        "role": s.role,
        "page_first": first.number,
        "page_last": last.number,
        "page_label": first.label,
        "span": list(s.span),
        "text": text[slice(*s.span)],
        "columns": list(s.columns),
        "rows": [[text[slice(*c)] for c in row.cells] for row in s.rows],
    }


def passage(
    p: Passage, *, highlights: tuple[tuple[int, int], ...] = (), score: float = 0.0, matched: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "id": p.id,
        "paper": p.paper,
        "file": p.file,
        **field_values.as_json(p),
        "heading": p.heading,
        "path": list(p.path),
        "kind": p.kind,
        "columns": list(p.columns),
        "page": p.page,
        "page_last": p.page_last,
        "page_label": p.page_label,
        "span": list(p.span),
        "text": p.text,
        "highlights": [list(h) for h in highlights],
        "score": round(score, 4),
        "matched": list(matched),
        "citation": citation(p),
    }


def coverage(c: Coverage) -> dict[str, Any]:
    return {
        "files": c.files,
        "papers": c.papers,
        "authorities": c.authorities,
        "passages": c.passages,
        "unreadable": c.unreadable,
        "from": c.first,
        "to": c.last,
    }


def holder(h: HolderVerdict) -> dict[str, Any]:
    return {
        "name": h.name,
        "code": h.code,
        "verdict": h.verdict,
        "in_answer": h.in_answer,
        "papers": h.papers,
        "first": h.first,
        "last": h.last,
        "passages": list(h.passages),
        "whose_words": h.whose_words,
    }


def answer(question: Question, a: Answer, c: Coverage) -> dict[str, Any]:
    """Return an answer with its reading, its verdicts, its evidence (best first) and what was searched."""
    return {
        "question": question.written or question.text,
        "kind": a.kind,
        "read_as": {
            "words": looked_for(question),
            "topic": [w.text for w in question.topic],
            "want": question.want,
            "filters": {
                "authority": [x.name for x in question.authorities],
                "committee": list(question.committees),
                "dates": [{"from": p.low, "to": p.high, "written": p.written} for p in question.periods],
                "role": list(question.roles),
                "grade": list(question.grades),
                "theme": list(question.themes),
                "type": list(question.types),
            },
            "negated": a.kind == "absence",
        },
        "found": a.found,
        "level": a.level,
        "verdict": a.verdict,
        "confidence": a.confidence,
        "answer": a.text,
        "value": a.value,
        "authorities": [holder(h) for h in a.authorities],
        "papers": [holder(h) for h in a.papers],
        "passages": [evidence(e) for e in a.evidence],
        "encoder": a.encoder,
        "coverage": coverage(c),
    }


def evidence(e: Evidence) -> dict[str, Any]:
    """Return a passage of an answer, with the sentence that counts as ``quote`` (its span in the canonical text)."""
    return passage(e.passage, highlights=e.marks, score=e.score, matched=e.matched) | {
        "quote": {"span": list(e.quote), "text": e.sentence},
        "says": e.says,
    }
