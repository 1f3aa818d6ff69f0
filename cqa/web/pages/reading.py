"""A paper, one of its passages, its original file, what is like it, how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request, send_file

from cqa.catalogue.browse import around, standings
from cqa.catalogue.lookup import inside
from cqa.engine.port import Engine
from cqa.model import Paper, Section
from cqa.read.formats import BY_MEDIA
from cqa.record import dataclass
from cqa.show import bibliography
from cqa.show.citation import paper_line
from cqa.show.safe import one_line
from cqa.show.text import name_of
from cqa.similar import similar_passages, similar_to_paper
from cqa.web.form import QUERY_LONGEST, number
from cqa.web.found import matches
from cqa.web.originals import original as original_of
from cqa.web.outcomes import outcome_of, strips_of
from cqa.web.pages.searching import site
from cqa.web.paper import OutlineEntry, PageBlock, blocks, outline, parts
from cqa.web.sheets import WIDTHS, sheet_of, unchanged
from cqa.web.view import WHOLE, Cards, named

blueprint = Blueprint("reading", __name__)


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a paper's text with its surroundings."""

    entries: list[OutlineEntry]
    more_entries: int
    blocks: tuple[PageBlock, ...]
    part: int
    of: int
    matches: int


@blueprint.get("/papers/<paper_id>")
def paper(paper_id: str) -> str:
    reader = site().reader()
    kept = reader.paper(paper_id)
    engine, q = reader.engine, request.args.get("q", "")[:QUERY_LONGEST]
    text, pages = engine.text(kept.id)
    sections = engine.sections(kept.id)
    runs = parts(sections)
    here = _asked_for(engine, kept, sections, request.args.get("at", ""))
    given = number(request.args.get("part", ""), 0, len(runs))
    part = given or next((n for n, run in enumerate(runs, 1) if any(s.id in here for s in run)), 1)
    marks = matches(engine, kept, q)
    entries, more = outline(runs, text, pages)
    shown = Text(
        entries,
        more,
        tuple(blocks(runs[part - 1], text, pages, marks, here)),
        part,
        len(runs),
        len(marks),
    )
    children = inside(engine, kept, include_exempt=reader.include_exempt)
    judged = [(p, j) for p in (kept, *children) for j in p.judgements]
    state = reader.file_of(kept)
    pack = engine.paper(kept.pack) if kept.pack else None
    return render_template(
        "paper.html",
        paper=kept,
        text=shown,
        children=children,
        pack=pack if pack and reader.shows(pack) else None,
        judgements=standings(judged),
        line=paper_line(kept),
        outcomes=strips_of(kept, reader.papers),
        state=state,
        file=original_of(kept, state),
        is_pdf=state is not None and state.media == "pdf",
        file_name=name_of(kept.file),
        q=q,
        bibtex=bibliography.bibtex(named(kept)),
        ris=bibliography.ris(named(kept)),
    )


@blueprint.get("/papers/<paper_id>/<section_id>")
def passage(paper_id: str, section_id: str) -> str:
    reader = site().reader()
    kept = reader.paper(paper_id)
    found = around(reader.engine, paper_id, section_id)
    q = request.args.get("q", "")[:QUERY_LONGEST]
    cards = Cards(reader, q)
    start, end = found.passage.span
    whole, state = matches(reader.engine, kept, q), reader.file_of(kept)
    marks = [(a - start, b - start) for a, b in whole if a < end and b > start]
    with site().limit_concurrency():
        like = similar_passages(reader.engine, found.passage, reader.allowed, limit=5)
    return render_template(
        "passage.html",
        paper=kept,
        card=cards.card(found.passage, marks, longest=WHOLE),
        sheet=sheet_of(site().renderer, kept, state, reader.engine, found.passage, whole),
        widths=WIDTHS,
        is_pdf=state is not None and state.media == "pdf",
        outcome=outcome_of(found.passage, kept, reader.papers, whole=True),
        before=cards.card(found.before, longest=WHOLE) if found.before else None,
        after=cards.card(found.after, longest=WHOLE) if found.after else None,
        like=[(cards.card(p), likeness, shared) for p, likeness, shared in like.passages],
        line=paper_line(kept),
        q=q,
    )


@blueprint.get("/papers/<paper_id>/similar")
def similar(paper_id: str) -> str:
    reader = site().reader()
    kept = reader.paper(paper_id)
    with site().limit_concurrency():
        found = similar_to_paper(reader.engine, kept, reader.allowed, limit=10, keep=reader.shows)
    cards = Cards(reader)
    return render_template(
        "similar.html",
        paper=kept,
        line=paper_line(kept),
        found=found,
        recommendations=[cards.card(p) for p, _ in found.recommendations],
    )


@blueprint.get("/papers/<paper_id>/file")
def original(paper_id: str) -> Response:
    """Return the file that the paper is in, as it is on disk. Found by the paper's id alone: no path comes from
    outside."""
    reader = site().reader()
    kept = reader.paper(paper_id)
    state = reader.file_of(kept)
    path = Path(kept.file)
    if state is None or not unchanged(path, state):
        abort(410)
    kind = BY_MEDIA.get(state.media)
    sent = send_file(
        path,
        mimetype=kind.content_type if kind else "text/plain",
        as_attachment=not (kind and kind.inline),
        download_name=one_line(name_of(kept.file)),
        conditional=True,
        max_age=0,
    )
    sent.headers["Cache-Control"] = "private, no-cache"  # it may be replaced, or become exempt
    if state.media == "pdf":  # the browser's own reader needs its own styles and scripts
        sent.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    return sent


def _asked_for(engine: Engine, kept: Paper, sections: Sequence[Section], at: str) -> frozenset[str]:
    """Return the sections that a passage runs over, by its id or that of its section."""
    wanted = engine.get([f"{kept.id}#{at}"]).get(f"{kept.id}#{at}") if at else None
    if wanted is None:
        return frozenset({at.partition(".")[0]})
    start, end = wanted.span
    return frozenset(s.id for s in sections if s.span[0] < end and s.span[1] > start)


@blueprint.get("/papers/<paper_id>/cite.<form>")
def cite(paper_id: str, form: str) -> Response:
    kept = named(site().reader().paper(paper_id))
    if form not in CITED:
        abort(404)
    name, media = CITED[form]
    sent = Response(bibliography.bibliography([kept], name), content_type=f"{media}; charset=utf-8")
    sent.headers["Content-Disposition"] = f'attachment; filename="{kept.id}.{form}"'
    return sent


CITED = {
    "bib": ("bibtex", "application/x-bibtex"),
    "ris": ("ris", "application/x-research-info-systems"),
    "json": ("csl", "application/json"),
}
