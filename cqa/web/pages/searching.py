"""Search, the answer to a question, the browser of recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from flask import Blueprint, abort, current_app, render_template, request, url_for

from cqa.ask.pipeline import Asked, ask, is_question
from cqa.catalogue.browse import alternatives
from cqa.catalogue.filter_options import chosen
from cqa.engine.port import Coverage, Facet
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
    """A search carried out: the form, the result, the facets; ``wrong`` says why it could not be, and ``field`` is the
    field of the form to correct (``from``, ``to``, ``authority``), "" where it is not known."""

    form: SearchForm
    result: SearchResult | None
    boxes: tuple[FacetBox, ...] = ()
    wrong: str | None = None
    field: str = ""


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
    except UsageError:
        return _page(find(reader, form), reader, None)
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
    """Return the search of the form, with so many ``values`` of each facet.

    A search that cannot be carried out keeps all its filters, to be corrected: its facets are those of the search
    without what is wrong.
    """
    try:
        filters = form.filters(include_exempt=reader.include_exempt)
        result = search(reader.engine, form.query, replace(form.options(), filters=filters))
    except UsageError as error:
        wrong = _capital(str(error))
        if form.overlong:
            return FoundPage(form, None, wrong=wrong, field="q")
        return FoundPage(form, None, _boxes_without_fault(reader, form, values), wrong, _at_fault(reader, form))
    found = FoundPage(form, result)
    return replace(found, boxes=tuple(_boxes(reader, found, values)))


def _at_fault(reader: IndexReader, form: SearchForm) -> str:
    """Return the field of the form without which its filters are valid; "" where no single one is to blame."""
    attempts: tuple[tuple[str, SearchForm], ...] = (
        ("from", form.but(date_from="")),
        ("to", form.but(date_to="")),
        *((name, form.but(**{name: ()})) for name, _ in form.values),
    )
    for name, attempt in attempts:
        with suppress(UsageError):
            chosen(reader.engine, attempt.filters(include_exempt=reader.include_exempt))
            return name
    return ""


def _boxes_without_fault(reader: IndexReader, form: SearchForm, values: int) -> tuple[FacetBox, ...]:
    """Return the facets of a search whose filters are wrong, with everything that was chosen still chosen."""
    plain = form.unfiltered()
    with suppress(UsageError):
        filters = plain.filters(include_exempt=reader.include_exempt)
        result = search(reader.engine, form.query, replace(plain.options(), filters=filters))
        return tuple(_boxes(reader, FoundPage(form, result), values, counted=False))
    return ()


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def asked_of(reader: IndexReader, form: SearchForm) -> Asked:
    """Return the answer to the form's question within its filters. Raises :class:`~cqa.errors.UsageError`."""
    tree, keep = chosen(reader.engine, form.filters(include_exempt=reader.include_exempt))

    def make() -> Asked:
        with site().limit_concurrency():
            return ask(reader.engine, form.q, tree, keep)

    return reader.once(("answer", form.q, str(tree)), make)


def answered(reader: IndexReader, form: SearchForm, most: int = VERDICTS, supporting: int = 0) -> Panel:
    asked = asked_of(reader, form)
    searched = _searched(reader, form) if form.filtered() and not asked.question.limits else asked.coverage
    return panel(asked, searched, _cards(reader, form.q), most, supporting)


def _searched(reader: IndexReader, form: SearchForm) -> Coverage:
    """Return the coverage of what the form's filters leave."""
    _, keep = chosen(reader.engine, form.filters(include_exempt=reader.include_exempt))
    return reader.searched(keep)


def _cards(reader: IndexReader, q: str) -> Cards:
    site().renderer.warm()
    return Cards(reader, q)


def _page(found: FoundPage, reader: IndexReader, answer: Panel | None) -> str | tuple[str, int]:
    cards = _cards(reader, found.form.q)
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
        "search.html",
        found=found,
        cards=shown,
        panel=answer,
        better=_respelt(found),
        sizes=PAGE_SIZES,
        searched=_searched(reader, found.form) if found.result and found.form.filtered() else reader.coverage,
    )
    return (page, 400) if found.wrong else page


def _boxes(reader: IndexReader, found: FoundPage, most: int, *, counted: bool = True) -> Iterator[FacetBox]:
    """Yield the facets. One that is chosen from is ``counted`` as if it were not, so that more can be chosen. Years are
    all shown: they are short, and from first to last they say what the index covers."""
    form, result = found.form, found.result
    if result is None:
        return
    for name, values in result.facets:
        if form.precedent and name == "role":
            continue
        picked = set(form.of(name)) if name != "year" else _years(form)
        if picked and name != "year" and counted:
            others = form.filters(include_exempt=reader.include_exempt, without=name)
            values = alternatives(reader.engine, result.searched, others, name)
        by_name = [(v, n) for v, n in values if v]
        if name == "year":
            shown = sorted(by_name, reverse=True)
        else:
            kept = {v for v, _ in by_name}
            first = [(v, n) for v, n in by_name if v in picked] + [(v, 0) for v in picked if v not in kept]
            others_shown = [(v, n) for v, n in by_name if v not in picked][: max(most - len(first), 0)]
            shown = sorted(first + others_shown, key=lambda x: (-x[1], x[0]))
        if shown or name == "year":
            choices = tuple(FacetChoice(v, n, v in picked, _with(form, name, v)) for v, n in shown)
            yield FacetBox(name, NAMES[name], choices, max(len(by_name) - len(shown), 0))


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


def feed_address(form: SearchForm) -> str:
    """Return where the newest passages of a search are as a feed."""
    query = form.but(size=PAGE_SIZES[0]).query_string()
    what = "recommendations" if form.precedent else "search"
    return url_for("machines.atom", what=what) + (f"?{query}" if query else "")


def address(form: SearchForm, *, page: str | None = None) -> str:
    """Return where a search is shown: on the search page or among the recommendations."""
    name = page or ("searching.recommendations" if form.precedent else "searching.search_page")
    query = form.query_string()
    return url_for(name) + (f"?{query}" if query else "")
