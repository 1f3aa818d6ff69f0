"""What a reader carries away from the pages: a quotation with its citation and address, as plain text."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from cqa.catalogue.browse import around
from cqa.show.citation import citation
from cqa.show.safe import terminal
from cqa.web.outcomes import outcome_of
from cqa.web.outside import whole
from cqa.web.pages.searching import site
from cqa.web.view import named

blueprint = Blueprint("carrying", __name__)


@blueprint.get("/papers/<paper_id>/<section_id>/quotation.txt")
def quotation(paper_id: str, section_id: str) -> Response:
    """Return a passage's wording, its citation with the title of the paper, its outcome and its address."""
    reader = site().reader()
    paper = reader.paper(paper_id)
    passage = around(reader.engine, paper_id, section_id).passage
    address = whole(url_for("reading.passage", paper_id=paper_id, section_id=section_id))
    outcome = outcome_of(passage, paper, reader.papers, whole=True)
    cited = citation(named(passage))
    title = "" if paper.title in cited else paper.title  # a citation shortens a long one
    lines = (f"\u201c{passage.text.strip()}\u201d", title, cited, outcome, address)
    return Response(
        "\n".join(terminal(line) for line in lines if line) + "\n", content_type="text/plain; charset=utf-8"
    )
