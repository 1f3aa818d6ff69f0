"""The application: pages, templates, error pages."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, make_response, render_template, url_for
from werkzeug.exceptions import HTTPException

from cqa import __version__
from cqa.catalogue.browse import UNKNOWN
from cqa.errors import CqaError, IndexError_, NoIndex, UnknownPaper, UsageError
from cqa.show.outcome_strip import strip_text
from cqa.show.question_text import looked_for
from cqa.show.text import coverage_line, name_of
from cqa.text.for_people import date_in_words
from cqa.web.delivery import deliver
from cqa.web.guard import protect
from cqa.web.marked import visible
from cqa.web.names import KINDS, VERDICTS, value_name
from cqa.web.outside import whole
from cqa.web.pages import browsing, carrying, downloads, machines, picturing, reading, searching
from cqa.web.site import Busy, Site

EXAMPLES = (
    "caseloads",
    "family hubs",
    '"value for money"',
    "Which councils cite caseload pressure?",
    "What was Cabinet asked to approve?",
)
"""Searches and questions to try from the first page."""

STATIC_KEPT = 365 * 24 * 3600
"""Seconds for which a browser may keep the style sheet and the script; their addresses change with their content."""

SAID = {
    400: ("Bad request", "cqa does not know this address."),
    404: ("Page not found", "There is no page at this address. If you typed it, check it."),
    405: ("Not possible", "You can read these pages but not change anything."),
    410: (
        "The file is not there",
        "It was moved, changed or removed since cqa read it, or it may not be shown.",
    ),
    414: ("Too long", "The address is too long for a search."),
    421: (
        "Unknown host name",
        "This server has another name. Open the address that it printed.",
    ),
}


def create_app(site: Site, hosts: Collection[str]) -> Flask:
    """Return the pages over an index. ``hosts`` are the names with ports that the server may be called by."""
    app = Flask(__name__)
    app.extensions["cqa"] = site
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_KEPT
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.finalize = visible
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(in_words=date_in_words, file_name=name_of, count=_count, years=_years)
    versions = {name: _version(Path(app.static_folder or "", name)) for name in ("cqa.css", "cqa.js")}
    app.jinja_env.globals.update(
        cqa_version=__version__,
        address=searching.address,
        feed_address=searching.feed_address,
        coverage_line=partial(coverage_line, where=""),
        looked_for=looked_for,
        unknown_council=UNKNOWN,
        verdict_names=VERDICTS,
        kind_names=KINDS,
        value_name=value_name,
        whole=whole,
        strip_text=strip_text,
        examples=EXAMPLES,
        static=lambda name: url_for("static", filename=name, v=versions[name]),
    )
    for pages in (searching, browsing, reading, picturing, carrying, downloads, machines):
        app.register_blueprint(pages.blueprint)
    app.before_request(site.turns.begin)
    app.teardown_request(lambda _: site.turns.end())
    protect(app, hosts)
    deliver(app)
    _errors(app)
    return app


def _errors(app: Flask) -> None:
    """Show every error as a page that says what to do, without details of this machine."""

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        status = error.code or 500
        title, said = SAID.get(status, (error.name, "Try again, or start from the search page."))
        return _problem(status, title, said)

    @app.errorhandler(CqaError)
    def known(error: CqaError) -> Response:
        if isinstance(error, UnknownPaper):
            return _problem(404, "Not in the index", "That paper or passage is not in the index, or no longer there.")
        if isinstance(error, Busy):
            sent = _problem(503, "Busy", str(error).capitalize() + ".")
            sent.headers["Retry-After"] = "5"
            return sent
        if isinstance(error, UsageError):
            return _problem(400, "There is a problem", str(error))
        if isinstance(error, NoIndex):
            return make_response(render_template("no_index.html"), 503)
        if isinstance(error, IndexError_):
            app.logger.error("%s", error)
            return _problem(503, "The index cannot be read", "Somebody may be rebuilding it. Try again in a moment.")
        app.logger.error("%s", error)
        return _problem(500, "Something went wrong", "See the terminal that runs cqa for the details.")

    @app.errorhandler(Exception)
    def defect(error: Exception) -> Response:
        app.logger.exception("a defect in cqa")
        return _problem(
            500, "Something went wrong", "This is a defect in cqa. The terminal that runs it has the details."
        )


def _problem(status: int, title: str, said: str) -> Response:
    return make_response(render_template("problem.html", title=title, said=said), status)


def _count(n: int, one: str, many: str | None = None) -> str:
    """Return ``3 papers``, ``1 paper``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def _years(first: str | None, last: str | None) -> str:
    """Return ``2010 to 2017``, or one year."""
    years = sorted({(first or "")[:4], (last or "")[:4]} - {""})
    return " to ".join(years)


def _version(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
