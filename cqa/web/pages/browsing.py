"""Contents of the index: councils, papers, grades over time, topics by council, files that could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cqa.catalogue.browse import UNKNOWN, Standing, councils, standings, timeline
from cqa.catalogue.filter_options import chosen
from cqa.catalogue.lookup import judgements
from cqa.errors import UsageError
from cqa.fields import FIELDS
from cqa.matrix import Matrix, matrix
from cqa.model import Paper
from cqa.record import dataclass
from cqa.web.chart import chart
from cqa.web.form import SearchForm, number, read_form
from cqa.web.pages.searching import site
from cqa.web.site import IndexReader
from cqa.web.view import Cards

blueprint = Blueprint("browsing", __name__)

LISTED = 50
"""Papers, or files, on one page."""

COUNCILS_LISTED = 100
"""Councils on one page of their list."""

CHARTED = 10
"""Councils on one page of grades."""

JUDGEMENTS_LISTED = 60
"""Judgements listed one by one; the downloads have all."""

EVIDENCE_LISTED = 20
"""Passages behind a cell of the matrix on one page."""

OVERALL = "overall"
"""Theme of the judgements that the timeline shows first."""

KINDS = ("inspected", "self-assessed", "historic", "other", "all")

TOPICS_MOST = 6
"""Topics of one table: more columns do not fit a window."""

TOPIC_LONGEST = 120
"""Characters of a topic or theme in an address."""

EXAMPLES = ("high caseloads", "agency staff", "staff turnover")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: ``rows`` of ``total``, from ``first`` (counted from 1)."""

    rows: Sequence[object]
    total: int
    page: int
    pages: int
    first: int


@blueprint.get("/")
def home() -> str:
    reader = site().reader()
    return render_template("home.html", coverage=reader.coverage, hidden=reader.hidden, form=SearchForm())


@blueprint.get("/help")
def help_page() -> str:
    from cqa.guide import TOPICS

    return render_template("help.html", fields=tuple((f.example, f.finds) for f in FIELDS if f.example), topics=TOPICS)


@blueprint.get("/help/<topic>")
def guide_page(topic: str) -> str:
    from cqa.guide import TOPICS
    from cqa.web.guide_page import html

    if topic not in TOPICS:
        abort(404)
    return render_template("guide.html", topic=topic, words=html(topic))


@blueprint.get("/councils")
def council_list() -> str:
    reader = site().reader()
    unread = [f for f in reader.files if f.status != "indexed"]
    page = number(request.args.get("page", ""), 1, 10_000)
    found = councils(reader.papers)
    known = sum(council.name != UNKNOWN for council in found)
    listing = listed(found, page, COUNCILS_LISTED)
    return render_template("councils.html", listing=listing, known=known, unread=len(unread), hidden=reader.hidden)


@blueprint.get("/councils/<path:name>")
def council(name: str) -> str | Response:
    reader = site().reader()
    kept = [p for p in reader.papers if (p.authority.name if p.authority else UNKNOWN) == name]
    if not kept:
        return _named_otherwise(reader, name)
    (found,) = councils(kept)
    rows = standings(judgements(kept))
    newest = sorted(kept, key=lambda p: (p.date or "", p.id), reverse=True)
    committees = Counter(c for p in kept for c in p.committees).most_common(12)
    overall = timeline(standings(judgements(kept, theme=OVERALL)))
    return render_template(
        "council.html",
        council=found,
        known=name != UNKNOWN,
        listing=listed(newest, number(request.args.get("page", ""), 1, 10_000)),
        committees=committees,
        overall=overall,
        chart=chart(overall),
        judgements=rows,
        form=SearchForm().but(authority=(name,)),
    )


def _named_otherwise(reader: IndexReader, name: str) -> Response:
    """Return the way to the council that a name in an address means: *kent* for *Kent County Council*."""
    form = SearchForm().but(authority=(name[:TOPIC_LONGEST],))
    try:
        _, keep = chosen(reader.engine, form.filters(include_exempt=reader.include_exempt))
    except UsageError:
        abort(404)
    names = {p.authority.name for p in reader.papers if p.authority and keep(p)}
    if len(names) != 1:
        abort(404)
    return redirect(url_for("browsing.council", name=names.pop()))


@blueprint.get("/accessibility")
def accessibility() -> str:
    return render_template("accessibility.html")


@blueprint.get("/papers")
def paper_list() -> str | tuple[str, int]:
    reader = site().reader()
    form = read_form(request.args.to_dict(flat=False))
    try:
        kept = chosen_papers(reader, form)
    except UsageError as error:
        return render_template("papers.html", form=form, wrong=str(error), listing=None, choices=None), 400
    choices = {
        "authority": sorted({p.authority.name for p in reader.papers if p.authority}),
        "type": sorted({p.type for p in reader.papers}),
    }
    return render_template("papers.html", form=form, wrong=None, listing=listed(kept, form.page), choices=choices)


def chosen_papers(reader: IndexReader, form: SearchForm) -> list[Paper]:
    """Return the papers that pass the form's filters and hold its words in their titles, newest first."""
    _, keep = chosen(reader.engine, form.filters(include_exempt=reader.include_exempt))
    words = form.q.casefold().split()
    found = [p for p in reader.papers if keep(p) and all(w in p.title.casefold() for w in words)]
    return sorted(found, key=lambda p: (p.date or "", p.id), reverse=True)


@blueprint.get("/grades")
def grades() -> str:
    """Return a page of councils: their judgements by the filters, as a chart, a table and a list."""
    reader = site().reader()
    rows, theme, kind = chosen_grades(reader)
    names = sorted({name for row in rows if (name := council_name(row.paper))})
    councils_listed = listed(names, number(request.args.get("page", ""), 1, 10_000), CHARTED)
    on_page = set(councils_listed.rows)
    shown = [row for row in rows if council_name(row.paper) in on_page]
    table = timeline(shown)
    return render_template(
        "grades.html",
        timeline=table,
        chart=chart(table),
        judgements=shown[:JUDGEMENTS_LISTED],
        left_off=max(len(shown) - JUDGEMENTS_LISTED, 0),
        total=len(rows),
        listing=councils_listed,
        theme=theme,
        kind=kind,
        kinds=KINDS,
        authority=request.args.get("authority", ""),
        names=sorted({name for p in reader.papers if p.judgements and (name := council_name(p))}),
        query={k: v for k, v in request.args.items() if k != "page"},
    )


def council_name(paper: Paper) -> str:
    return paper.authority.name if paper.authority else ""


def chosen_grades(reader: IndexReader) -> tuple[tuple[Standing, ...], str, str]:
    """Return the judgements that pass the filters, with the theme and kind of the filters."""
    theme = request.args.get("theme", OVERALL)[:TOPIC_LONGEST].strip()
    kind = request.args.get("kind", KINDS[0])
    authority = request.args.get("authority", "")
    kept = [p for p in reader.papers if not authority or (p.authority and p.authority.name == authority)]
    kind = kind if kind in KINDS else KINDS[0]
    return standings(judgements(kept, kind, theme)), theme, kind


@blueprint.get("/topics")
def topics() -> str | tuple[str, int]:
    reader = site().reader()
    asked = chosen_topics()
    if not asked:
        return render_template("topics.html", asked=(), found=None, examples=EXAMPLES, wrong=None)
    try:
        found = topic_matrix(reader, asked)
    except UsageError as error:
        return render_template("topics.html", asked=asked, found=None, examples=EXAMPLES, wrong=str(error)), 400
    return render_template("topics.html", asked=asked, found=found, examples=EXAMPLES, wrong=None)


def chosen_topics() -> tuple[str, ...]:
    lines = [line.strip()[:TOPIC_LONGEST] for given in request.args.getlist("topic") for line in given.splitlines()]
    return tuple(dict.fromkeys(line for line in lines if line))[:TOPICS_MOST]


def topic_matrix(reader: IndexReader, asked: tuple[str, ...]) -> Matrix:
    """Return the matrix of the topics. Raises :class:`~cqa.errors.UsageError` for a topic without words."""
    tree, keep = chosen(reader.engine, reader.allowed)

    def make() -> Matrix:
        with site().limit_concurrency():
            return matrix(reader.engine, asked, tree, keep)

    return reader.once(("matrix", asked), make)


@blueprint.get("/topics/<path:name>")
def topic_evidence(name: str) -> str:
    """Return the passages behind one cell of the matrix."""
    reader = site().reader()
    asked = chosen_topics()[:1]
    if not asked:
        abort(404)
    found = topic_matrix(reader, asked)
    if name not in found.authorities:
        abort(404)
    holder = found.cells[found.authorities.index(name)][0]
    listing = listed(holder.passages, number(request.args.get("page", ""), 1, 10_000), EVIDENCE_LISTED)
    ids = [str(i) for i in listing.rows]
    kept = reader.engine.get(ids)
    cards = Cards(reader, asked[0])
    return render_template(
        "topic.html",
        name=name,
        topic=asked[0],
        holder=holder,
        listing=listing,
        cards=[cards.card(kept[i]) for i in ids if i in kept],
    )


@blueprint.get("/coverage")
def coverage() -> str:
    reader = site().reader()
    unread = [f for f in reader.files if f.status != "indexed"]
    noted = [f for f in reader.files if f.status == "indexed" and f.notes]
    page = number(request.args.get("page", ""), 1, 10_000)
    return render_template(
        "coverage.html",
        coverage=reader.coverage,
        reasons=Counter(f.status for f in unread).most_common(),
        unread=listed(unread, page),
        noted=noted[:LISTED],
        noted_total=len(noted),
        hidden=reader.hidden,
        engine=reader.engine.name,
    )


def listed(rows: Sequence[object], page: int, size: int = LISTED) -> Listing:
    """Return one page of a list; the last for a page beyond it."""
    pages = max(1, -(-len(rows) // size))
    page = min(page, pages)
    first = (page - 1) * size
    return Listing(rows[first : first + size], len(rows), page, pages, first + 1)
