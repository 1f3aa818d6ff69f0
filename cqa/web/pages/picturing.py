"""The pages of a PDF as pictures, the passage in a box and the words searched for marked."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cqa.engine.port import Engine
from cqa.model import Paper, Passage
from cqa.show.citation import paper_line
from cqa.text.pages import page_at
from cqa.web.form import QUERY_LONGEST, number
from cqa.web.found import matches
from cqa.web.pages.searching import site
from cqa.web.sheets import WIDTHS, drawn_sheet, unchanged
from cqa.web.site import IndexReader
from cqa.web.view import WHOLE, Card, Cards, with_q

blueprint = Blueprint("picturing", __name__)

KEPT = "private, no-cache"
"""A browser keeps a picture but asks each time: its paper may be replaced, or become exempt."""


@blueprint.get("/papers/<paper_id>/pages")
def pages(paper_id: str) -> AnyResponse | str:
    """Return a page with the picture of one page of the paper; papers that are no PDF are shown as text."""
    reader = site().reader()
    kept = reader.paper(paper_id)
    q, at = request.args.get("q", "")[:QUERY_LONGEST].strip(), request.args.get("at", "")[:100]
    state = reader.file_of(kept)
    if state is None or state.media != "pdf":
        section = {"at": at} if at else {}
        return redirect(
            url_for("reading.paper", paper_id=kept.id) + with_q(q, **section) + ("#here" if at else "#text")
        )
    if not unchanged(Path(kept.file), state):
        abort(410)
    passage = _passage(reader.engine, kept, at)
    found = matches(reader.engine, kept, q)
    text, all_pages = reader.engine.text(kept.id)
    asked = number(request.args.get("page", ""), 0, kept.page_last)
    wanted = asked or (passage.page if passage else page_at(all_pages, found[0][0]).number if found else 0)
    shown = max(kept.page_first, min(wanted, kept.page_last))
    return render_template(
        "pages.html",
        paper=kept,
        line=paper_line(kept),
        sheet=drawn_sheet(site().renderer, kept, (text, all_pages), shown, passage, found),
        card=_card(reader, passage, q),
        q=q,
        at=at,
        widths=WIDTHS,
        next_to=lambda page: url_for("picturing.pages", paper_id=kept.id) + with_q(q, page=str(page), at=at) + "#sheet",
    )


@blueprint.get("/papers/<paper_id>/pages/<int:page>-<int:wide>.png")
def picture(paper_id: str, page: int, wide: int) -> Response:
    """Return the picture of a page of the paper, in one of :data:`WIDTHS`."""
    reader = site().reader()
    kept = reader.paper(paper_id)
    state = reader.file_of(kept)
    if wide not in WIDTHS or not kept.page_first <= page <= kept.page_last:
        abort(404)
    if state is None or state.media != "pdf" or not unchanged(Path(kept.file), state):
        abort(410)
    name = f"{state.sha256}-{page}-{wide}"
    if name in request.if_none_match:
        sent = Response(status=304)
    else:
        drawn = site().renderer.picture(kept.file, state.sha256, page, wide)
        if drawn is None:
            abort(410)
        sent = Response(drawn, content_type="image/png")
    sent.set_etag(name)
    sent.headers["Cache-Control"] = KEPT
    return sent


def _passage(engine: Engine, kept: Paper, at: str) -> Passage | None:
    """Return a passage of the paper by its id, or by that of a section, of which it is the first; None if not there."""
    ids = [f"{kept.id}#{at}", f"{kept.id}#{at.partition('.')[0]}"]
    found = engine.get(ids) if at else {}
    return next((found[i] for i in ids if i in found), None)


def _card(reader: IndexReader, passage: Passage | None, q: str) -> Card | None:
    return Cards(reader, q).card(passage, longest=WHOLE) if passage else None
