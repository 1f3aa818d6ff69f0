"""Search, the answer to a question, the browser of recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, abort, current_app, render_template, request, url_for

from cqa.ask.pipeline import Asked, ask, is_question
from cqa.catalogue.browse import alternatives
from cqa.catalogue.filter_options import chosen
from cqa.engine.port import Facet
from cqa.errors import UsageError
from cqa.record import dataclass
from cqa.search import SearchResult, search
from cqa.web.form import FILTERS, NAMES, PAGE_SIZES, SearchForm, read_form
from cqa.web.marked import CUT
from cqa.web.site import IndexReader, Site
from cqa.web.view import SUPPORTING, Cards, Panel, panel

blueprint = Blueprint("searching", __name__)

FACET_VALUES = 12
"""Most values of a facet on the page; all of them have a separate page."""

VALUES_ALL = 10_000
"""Values of a facet on their own page: about as many as England has parish councils."""

PRECEDENT_LONGEST = 1500
"""Characters of a recommendation in a list: its wording is what readers need."""

VERDICTS = 12
"""Councils in the answer panel of a search; the answer's own page has all."""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value of a facet: how many passages it would give, and whether it is chosen. ``search`` is the search with it
    chosen (for years, which are dates)."""

    value: str
    passages: int
    chosen: bool
    search: SearchForm


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A facet with its values: all that are chosen and the most frequent others; ``more`` are left off."""

    name: Facet
    label: str
    choices: tuple[FacetChoice, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A search carried out: the form, the result, the facets; ``wrong`` says why it could not be."""

    form: SearchForm
    result: SearchResult | None
    boxes: tuple[FacetBox, ...] = ()
    wrong: str | None = None


def site() -> Site:
    found: Site = current_app.extensions["cqa"]
    return found


@blueprint.get("/search")
def search_page() -> str | tuple[str, int]:
    reader = site().reader()
    form = read_form(request.args.to_dict(flat=False))
    if not form.q and not form.filtered():
        return render_template("search_start.html")
    found = find(reader, form)
    answer = None
    if found.result and form.page == 1 and is_question(form.q):
        answer = answered(reader, form, supporting=0 if found.result.totals.passages else SUPPORTING)
    return _page(found, reader, answer)


@blueprint.get("/recommendations")
def recommendations() -> str | tuple[str, int]:
    reader = site().reader()
    return _page(find(reader, read_form(request.args.to_dict(flat=False), precedent=True)), reader, None)


@blueprint.get("/answer")
def answer_page() -> str | tuple[str, int]:
    """Return an answer in full: every council."""
    reader = site().reader()
    form = read_form(request.args.to_dict(flat=False))
    if not form.q:
        return render_template("search_start.html")
    try:
        given = answered(reader, form, most=10_000, supporting=SUPPORTING)
    except UsageError as error:
        return render_template("search.html", found=FoundPage(form, None, wrong=str(error)), cards=()), 400
    return render_template("answer.html", form=form, panel=given)


@blueprint.get("/facets/<name>")
def facet_page(name: str) -> str:
    """Return every value of one facet, to choose from."""
    reader = site().reader()
    form = read_form(request.args.to_dict(flat=False), precedent=request.args.get("in") == "recommendations")
    if name not in FILTERS:
        abort(404)
    found = find(reader, form, values=VALUES_ALL)
    box = next((b for b in found.boxes if b.name == name), None)
    return render_template("facet.html", found=found, form=form, box=box)


def find(reader: IndexReader, form: SearchForm, values: int = FACET_VALUES) -> FoundPage:
    """Return the search of the form, with so many ``values`` of each facet."""
    try:
        filters = form.filters(include_exempt=reader.include_exempt)
        result = search(reader.engine, form.query, replace(form.options(), filters=filters))
    except UsageError as error:
        return FoundPage(form, None, wrong=str(error))
    found = FoundPage(form, result)
    return replace(found, boxes=tuple(_boxes(reader, found, values)))


def asked_of(reader: IndexReader, form: SearchForm) -> Asked:
    """Return the answer to the form's question within its filters. Raises :class:`~cqa.errors.UsageError`."""
    tree, keep = chosen(reader.engine, form.filters(include_exempt=reader.include_exempt))

    def make() -> Asked:
        with site().limit_concurrency():
            return ask(reader.engine, form.q, tree, keep)

    return reader.once(("answer", form.q, str(tree)), make)


def answered(reader: IndexReader, form: SearchForm, most: int = VERDICTS, supporting: int = 0) -> Panel:
    return panel(asked_of(reader, form), Cards(reader, form.q), most, supporting)


def _page(found: FoundPage, reader: IndexReader, answer: Panel | None) -> str | tuple[str, int]:
    cards = Cards(reader, found.form.q)
    shown = [
        cards.card(
            r.passage,
            r.highlights,
            why=r.matched,
            score=[f"{part.name} × {part.factor:.2f}" for part in r.parts],
            same=r.same,
            longest=PRECEDENT_LONGEST if found.form.precedent else CUT,
        )
        for r in (found.result.passages if found.result else ())
    ]
    page = render_template(
        "search.html", found=found, cards=shown, panel=answer, better=_respelt(found), sizes=PAGE_SIZES
    )
    return (page, 400) if found.wrong else page


def _boxes(reader: IndexReader, found: FoundPage, most: int) -> Iterator[FacetBox]:
    """Yield the facets. One that is chosen from is counted as if it were not, so that more can be chosen."""
    form, result = found.form, found.result
    if result is None:
        return
    for name, counted in result.facets:
        if form.precedent and name == "role":
            continue
        chosen = set(form.of(name)) if name != "year" else _years(form)
        if chosen and name != "year":
            others = form.filters(include_exempt=reader.include_exempt, without=name)
            counted = alternatives(reader.engine, result.searched, others, name)
        by_name = [(v, n) for v, n in counted if v]
        if name == "year":
            by_name.sort(reverse=True)
        kept = {v for v, _ in by_name}
        lost = [(v, 0) for v in chosen if v not in kept and name != "year"]
        first = [(v, n) for v, n in by_name if v in chosen] + lost
        others_shown = [(v, n) for v, n in by_name if v not in chosen][: max(most - len(first), 0)]
        shown = (
            sorted(first + others_shown, reverse=True)
            if name == "year"
            else sorted(first + others_shown, key=lambda x: (-x[1], x[0]))
        )
        if shown:
            yield FacetBox(
                name,
                NAMES[name],
                tuple(FacetChoice(v, n, v in chosen, _with(form, name, v)) for v, n in shown),
                len(by_name) + len(lost) - len(shown),
            )


def _years(form: SearchForm) -> set[str]:
    return {form.date_from} if form.date_from and form.date_from == form.date_to else set()


def _with(form: SearchForm, name: Facet, value: str) -> SearchForm:
    if name == "year":
        return form.but(date_from=value, date_to=value)
    return form.but(**{name: tuple(dict.fromkeys((*form.of(name), value)))})


def _respelt(found: FoundPage) -> SearchForm | None:
    """Return the search with misspelt words put right."""
    if found.result is None or not found.form.q:
        return None
    q = found.form.q
    for unknown in found.result.unknown:
        if unknown.suggestion:
            q = _replaced(q, unknown.word, unknown.suggestion)
    return found.form.but(q=q) if q != found.form.q else None


def _replaced(text: str, word: str, near: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: near, text, flags=re.IGNORECASE)


def address(form: SearchForm, *, page: str | None = None) -> str:
    """Return where a search is shown: on the search page or among the recommendations."""
    name = page or ("searching.recommendations" if form.precedent else "searching.search_page")
    query = form.query_string()
    return url_for(name) + (f"?{query}" if query else "")
