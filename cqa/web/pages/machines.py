"""Addresses for programs: feeds, JSON, their description, and what browsers and robots ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cqa.errors import UsageError
from cqa.search import search
from cqa.show import as_json, search_result
from cqa.web.feed import MEDIA, feed
from cqa.web.form import SearchForm, read_form
from cqa.web.openapi import description
from cqa.web.outside import whole
from cqa.web.pages.downloads import no_paths, record_of
from cqa.web.pages.searching import address, feed_address, site
from cqa.web.view import named

blueprint = Blueprint("machines", __name__)

FEED_ENTRIES = 30
"""Passages of a feed: the newest."""

_SEARCHED: Mapping[str, bool] = {"search": False, "recommendations": True}
"""Pages whose searches have feeds, and whether they are among recommendations and decisions."""


def _form(what: str) -> SearchForm:
    return read_form(request.args.to_dict(flat=False), precedent=_SEARCHED[what])


@blueprint.get("/<any(search, recommendations):what>.atom")
def atom(what: str) -> Response:
    """Return the newest passages of a search as a feed."""
    reader, form = site().reader(), _form(what).but(sort="-date")
    filters = form.filters(include_exempt=reader.include_exempt)
    options = replace(form.options(), filters=filters, limit=FEED_ENTRIES, offset=0, facets=())
    result = search(reader.engine, form.query, options)
    entries = []
    for found in result.passages:
        passage = named(found.passage)
        paper, _, section = passage.id.partition("#")
        entries.append((passage, whole(url_for("reading.passage", paper_id=paper, section_id=section))))
    title = f"{form.q or 'All passages'} \u2013 council papers"
    return Response(
        feed(title, whole(feed_address(form)), whole(address(form)), entries), content_type=f"{MEDIA}; charset=utf-8"
    )


@blueprint.get("/<any(search, recommendations, answer, papers, councils):what>.json")
def as_data(what: str) -> Response:
    """Return what the page of the same address shows, as ``cqa --json`` writes it."""
    reader = site().reader()
    if what in _SEARCHED:
        form = _form(what)
        options = replace(form.options(), filters=form.filters(include_exempt=reader.include_exempt))
        record = no_paths(search_result.record(search(reader.engine, form.query, options)))
    else:
        if what == "answer" and not request.args.get("q", "").strip():
            raise UsageError("the address has no question; write it after ?q=")
        with site().limit_concurrency():
            record = record_of(what, reader)
    body = "".join(as_json.chunks(record)).encode("utf-8", "backslashreplace")
    return Response(body, content_type="application/json; charset=utf-8")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Return the description of these addresses."""
    return Response(as_json.dump(description(whole("/"))), content_type="application/json; charset=utf-8")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Return the OpenSearch description, by which browsers add this search to their bar (OpenSearch 1.1)."""
    template = whole(url_for("searching.search_page")) + "?q={searchTerms}"
    icon = whole(url_for("static", filename="cqa.svg"))
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>Council papers</ShortName>\n<Description>Search and question council papers</Description>\n"
        f'<Image width="16" height="16" type="image/svg+xml">{icon}</Image>\n'
        f'<Url type="text/html" method="get" template="{template}"/>\n'
        "<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n"
    )
    return Response(body, content_type="application/opensearchdescription+xml; charset=utf-8")


@blueprint.get("/favicon.ico")
def icon() -> AnyResponse:
    """Return the way to the icon: texts and pictures name none."""
    return redirect(url_for("static", filename="cqa.svg"))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Return that robots stay out: the papers are their councils' to publish."""
    return Response("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
