"""Every list of results as CSV, spreadsheet or JSON, and suggestions as one types."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from typing import IO, Any

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.wsgi import wrap_file

from cqa.catalogue.browse import councils, known_words
from cqa.engine.port import Engine
from cqa.matrix import evidence_rows
from cqa.model import Paper
from cqa.record import dataclass
from cqa.search import search
from cqa.show import as_json, records_csv, search_result
from cqa.show.as_csv import write_table as write_csv
from cqa.show.as_xlsx import write_matrix
from cqa.show.as_xlsx import write_table as write_xlsx
from cqa.show.citation import citation
from cqa.show.text import name_of
from cqa.web.form import read_form
from cqa.web.outside import whole
from cqa.web.pages.browsing import chosen_grades, chosen_papers, chosen_topics, topic_matrix
from cqa.web.pages.searching import asked_of, site
from cqa.web.site import IndexReader
from cqa.web.view import named

blueprint = Blueprint("downloads", __name__)

ROWS_MOST = 10_000
"""Rows of one download; the command line has no such bound."""

IN_MEMORY = 1 << 20
"""Bytes of a download that are kept in memory; more lie in a file until they are sent."""

SUGGESTED = 8
"""Words suggested while a query is typed: what can be read at a glance."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class DownloadTable:
    """A list to save: its columns and rows, and its JSON, each made when it is written."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    record: Callable[[], Any]
    workbook: Callable[[Path], None] | None = None
    """Writes a spreadsheet of several sheets, for a list that has more than rows."""


@blueprint.get("/download/<what>.<form>")
def download(what: str, form: str) -> Response:
    if what not in _TABLES or form not in ("csv", "xlsx", "json"):
        abort(404)
    with site().limit_concurrency():  # writing, too: a spreadsheet costs more than the search
        found = _TABLES[what](site().reader())
        body, media = _written(found, form)
    sent = Response(wrap_file(request.environ, body), content_type=media, direct_passthrough=True)
    sent.content_length = body.seek(0, os.SEEK_END)
    body.seek(0)
    sent.headers["Content-Disposition"] = f'attachment; filename="cqa-{found.name}.{form}"'
    return sent


def _written(found: DownloadTable, form: str) -> tuple[IO[bytes], str]:
    """Return a file of this form, and its media type. A large one lies on the disk: a client that is slow to take it
    keeps neither memory nor a turn."""
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the server closes it when it is sent
    if form == "json":
        for piece in site().turns.give_way(as_json.chunks(found.record())):
            body.write(piece.encode("utf-8", "backslashreplace"))  # names that are no UTF-8
        media = "application/json; charset=utf-8"
    elif form == "csv":
        text = TextIOWrapper(body, "utf-8", newline="", write_through=True)
        text.write("\ufeff")
        write_csv(text, found.columns, site().turns.give_way(found.rows))
        text.detach()
        media = "text/csv; charset=utf-8"
    elif found.workbook:
        with TemporaryDirectory() as folder:
            found.workbook(path := Path(folder, "cqa.xlsx"))
            body.write(path.read_bytes())
        media = XLSX
    else:
        write_xlsx(body, found.columns, site().turns.give_way(found.rows))
        media = XLSX
    return body, media


def _search(reader: IndexReader, precedent: bool = False) -> DownloadTable:
    form = read_form(request.args.to_dict(flat=False), precedent=precedent)
    filters = form.filters(include_exempt=reader.include_exempt)
    options = replace(form.options(), filters=filters, limit=ROWS_MOST, offset=0)
    result = search(reader.engine, form.query, options)
    same = search_result.same_as(result)
    rows = (search_result.row(replace(r, passage=named(r.passage)), same.get(r.passage.id)) for r in result.passages)
    return DownloadTable(
        "recommendations" if precedent else "search",
        search_result.CSV_COLUMNS,
        rows,
        lambda: no_paths(search_result.record(result)),
    )


def _recommendations(reader: IndexReader) -> DownloadTable:
    return _search(reader, precedent=True)


def _answer(reader: IndexReader) -> DownloadTable:
    """Return the verdicts of an answer, with the best quotation of each council; its evidence where it gives no
    verdicts."""
    asked = asked_of(reader, read_form(request.args.to_dict(flat=False)))
    a = asked.answer
    best = {e.passage.id: e for e in reversed(a.evidence)}
    columns = ("authority", "verdict", "in answer", "papers", "first", "last", "quote", "citation")
    rows = []
    for h in a.papers or a.authorities:
        e = next((best[i] for i in h.passages if i in best), None)
        said = (e.sentence, citation(e.passage)) if e else ("", "")
        rows.append((h.name, h.verdict, h.in_answer, h.papers, h.first, h.last, *said))
    if not rows:
        rows = [
            (e.passage.authority, e.says, a.found, 1, e.passage.date, e.passage.date, e.sentence, citation(e.passage))
            for e in a.evidence
        ]
    return DownloadTable("answer", columns, rows, lambda: no_paths(as_json.answer(asked.question, a, asked.coverage)))


def _papers(reader: IndexReader) -> DownloadTable:
    given = chosen_papers(reader, read_form(request.args.to_dict(flat=False)))[:ROWS_MOST]
    rows = (records_csv.paper(named(p)) for p in given)

    def record() -> list[Any]:
        return [no_paths(as_json.paper(p, sections=_sections(reader.engine, p, len(given)))) for p in given]

    return DownloadTable("papers", records_csv.PAPER_COLUMNS, rows, record)


def _sections(engine: Engine, paper: Paper, of: int) -> int | None:
    """Return how many sections a paper has; not counted in a long list."""
    return len(engine.sections(paper.id)) if of <= SECTIONS_COUNTED else None


SECTIONS_COUNTED = 200
"""Papers of a list up to which the sections of each are counted; each is read for that."""


def _councils(reader: IndexReader) -> DownloadTable:
    columns = ("authority", "code", "papers", "from", "to", "types")
    found = councils(reader.papers)
    rows = [(c.name, c.code, c.papers, c.first, c.last, "; ".join(f"{name} {n}" for name, n in c.types)) for c in found]
    return DownloadTable("councils", columns, rows, lambda: [dict(zip(columns, row, strict=True)) for row in rows])


def _grades(reader: IndexReader) -> DownloadTable:
    found, _, _ = chosen_grades(reader)
    rows = (records_csv.judgement(named(s.paper), s.judgement) for s in found[:ROWS_MOST])

    def record() -> list[Any]:
        return [no_paths(as_json.judged(s.paper, s.judgement)) for s in found[:ROWS_MOST]]

    return DownloadTable("grades", records_csv.JUDGEMENT_COLUMNS, rows, record)


def _topics(reader: IndexReader) -> DownloadTable:
    asked = chosen_topics()
    if not asked:
        abort(404)
    found = topic_matrix(reader, asked)
    pairs = list(zip(found.authorities, found.cells, strict=True))
    columns = ("authority", *(x for t in found.topics for x in (t, f"{t}: passages")))
    rows = [(name, *(x for h in row for x in (h.verdict, len(h.passages)))) for name, row in pairs]
    record = {
        "topics": list(found.topics),
        "authorities": [{"name": name, "cells": [as_json.holder(h) for h in row]} for name, row in pairs],
        "coverage": as_json.coverage(found.coverage),
    }

    def workbook(path: Path) -> None:
        kept = reader.engine.get({i for row in found.cells for h in row for i in h.passages})
        sources = {p.id: p.source for p in reader.papers if p.source}
        unread = [(f.status, name_of(f.path), f.error or "") for f in reader.files if f.status != "indexed"]
        write_matrix(path, found, evidence_rows(found, kept), sources, unread, {}, whole(""))

    return DownloadTable("topics", columns, rows, lambda: record, workbook)


def _files(reader: IndexReader) -> DownloadTable:
    columns = ("file", "status", "papers", "pages", "error", "notes")
    rows = [
        (name_of(f.path), f.status, len(f.papers), f.pages, f.error, "; ".join(f.notes))
        for f in reader.files[:ROWS_MOST]
    ]
    return DownloadTable("files", columns, rows, lambda: [dict(zip(columns, row, strict=True)) for row in rows])


_TABLES: dict[str, Callable[[IndexReader], DownloadTable]] = {
    "search": _search,
    "recommendations": _recommendations,
    "answer": _answer,
    "papers": _papers,
    "councils": _councils,
    "grades": _grades,
    "topics": _topics,
    "files": _files,
}


def record_of(what: str, reader: IndexReader) -> Any:
    """Return the JSON of a list, as its download has it."""
    return _TABLES[what](reader).record()


@blueprint.get("/suggest")
def suggest() -> Response:
    """Return ways to go on from what is typed: councils by name, then words that the papers hold."""
    reader = site().reader()
    typed = request.args.get("q", "")[:100]
    lead, _, last = typed.rpartition(" ")
    found: list[str] = []
    if len(typed.strip()) >= 2:
        said = typed.strip().casefold()
        found += [name for name in reader.council_names if name.casefold().startswith(said)][:3]
    if len(last) >= 2 and last.isalnum():
        words = known_words(reader.engine, last.casefold(), reader.allowed, SUGGESTED)
        found += [f"{lead} {word}".strip() for word in words if word != last.casefold()]
    return jsonify(list(dict.fromkeys(found))[:SUGGESTED])


def no_paths(record: Any) -> Any:
    """Return the same JSON with the names of files without their folders on this machine."""
    if isinstance(record, dict):
        return {k: name_of(v) if k == "file" and isinstance(v, str) else no_paths(v) for k, v in record.items()}
    return [no_paths(v) for v in record] if isinstance(record, list) else record
