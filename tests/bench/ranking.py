"""Ranking on public test collections next to plain BM25: ``python -m tests.bench.ranking [COLLECTION ...]``.

Each document becomes a passage (its title as title, and before its text); each query is typed as it is, any of its
words enough, into the real :func:`cqa.search.search`. One setting for all collections, lexical only. *Plain* is BM25
over the text alone: tantivy's k1 1.2 and b 0.75, stems, no function words. nDCG@10 has the collection's grades as
gains; MAP and recall@100 take every grade above 0 as relevant, over the first 100.

Cranfield has two sets of judgements: ``qrels`` counts each query's code -1 document as relevant, ``qrels_no_minus1``
does not; the target is compared with the first. The collections lie next to the checkout and are never shipped.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from cqa.engine import open_engine
from cqa.engine.port import Engine, Request
from cqa.evaluate.average_precision import average_precision
from cqa.evaluate.ndcg import ndcg
from cqa.evaluate.recall import recall
from cqa.model import FileState, Ingested, Page, Paper, Passage
from cqa.query.nodes import Or, Word
from cqa.search import SearchOptions, search
from cqa.text.analyzer import tokenize
from cqa.text.stop_words import stop_words
from tests.bench.table import Row, Setting

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "retrieval"
TARGETS = {"scifact": 0.70, "nfcorpus": 0.34, "cranfield": 0.53, "cisi": None, "medline": None}
DEPTH = 100
QUICK = ("cranfield", "medline")


class Collection(NamedTuple):
    """Documents and queries by id; for each file of judgements, the grades above 0 by query and document."""

    name: str
    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    judged: Mapping[str, Mapping[str, Mapping[str, int]]]


class Measured(NamedTuple):
    """Means over the judged queries."""

    ndcg: float
    map: float
    recall: float


def load(name: str) -> Collection:
    folder = SHARED / name
    judged: dict[str, dict[str, dict[str, int]]] = {}
    for path in sorted(folder.glob("qrels*.tsv")):
        grades = judged.setdefault(path.stem, {})
        for line in path.read_text("utf-8").splitlines():
            query, _, document, grade = line.split("\t")
            if int(grade) > 0:
                grades.setdefault(query, {})[document] = int(grade)
    documents = {d["id"]: (d.get("title") or "", d.get("text") or "") for d in _lines(folder / "docs.jsonl")}
    return Collection(name, documents, {q["id"]: q["text"] for q in _lines(folder / "queries.jsonl")}, judged)


def indexed(collection: Collection, folder: Path) -> Engine:
    """An index of one file, whose passages are the documents, each a paper by its id so that none is folded for being
    of one paper; of papers' records there is but one, so that BM25 counts documents only."""
    name, at, texts, passages = collection.name, 0, [], []
    for order, (key, (title, body)) in enumerate(collection.documents.items()):
        text = "\n".join(filter(None, (title.strip(), body.strip())))
        passages.append(
            Passage(
                f"{name}-{key}#1", f"{name}-{key}", name, (at, at + len(text)), text, title=title.strip(), order=order
            )
        )
        texts.append(text)
        at += len(text) + 1
    whole = "\n".join(texts)
    paper = Paper(f"{name}-0", name, "0" * 64, (0, len(whole)), title=name)
    state = FileState(name, "0" * 64, len(whole), 1, "indexed", None, (name,))
    engine = open_engine(folder, create=True)
    with engine.writer() as writer:
        writer.put(Ingested(state, whole, (Page(1, 0, len(whole)),), (paper,), ((),), tuple(passages)))
        writer.commit()
    return engine


def by_cqa(engine: Engine, query: str) -> list[str]:
    """Document ids in cqa's order; documents folded into one that says the same come right after it."""
    options = SearchOptions(any_word=True, lenient=True, per_paper=0, limit=DEPTH, facets=())
    found = [id_ for r in search(engine, query, options).passages for id_ in (r.passage.id, *r.same)]
    return [_document(id_) for id_ in found[:DEPTH]]


def by_bm25(engine: Engine, query: str) -> list[str]:
    words = tuple(Word(word, "text") for word in tokenize(query) if word not in stop_words("queries"))
    return [_document(hit.passage.id) for hit in engine.search(Request(Or(words), limit=DEPTH)).hits]


def _document(passage: str) -> str:
    return passage.partition("#")[0].partition("-")[2]


def measured(run: Mapping[str, Sequence[str]], judged: Mapping[str, Mapping[str, int]]) -> Measured:
    """The measures of a run: document ids in order, by query. Queries without a relevant document are left out."""
    rows = []
    for query, grades in judged.items():
        ranked = run.get(query, ())
        rows.append(
            (
                ndcg([grades.get(d, 0) for d in ranked], list(grades.values())) or 0.0,
                average_precision([d in grades for d in ranked], len(grades)) or 0.0,
                recall([{d} for d in ranked], grades.keys(), DEPTH) or 0.0,
            )
        )
    return Measured(*(mean(column) for column in zip(*rows, strict=True)))


class Result(NamedTuple):
    """One collection with one file of judgements; CPU milliseconds a query of cqa, median."""

    collection: str
    judgements: str
    plain: Measured
    cqa: Measured
    milliseconds: float


def results(names: Sequence[str] = tuple(TARGETS)) -> Iterator[Result]:
    for name in names:
        if not (SHARED / name).is_dir():
            continue
        collection = load(name)
        with tempfile.TemporaryDirectory(prefix="cqa-ranking-") as folder:
            engine = indexed(collection, Path(folder))
            took, ours, plain = [], {}, {}
            for key, query in collection.queries.items():
                began = time.process_time()
                ours[key] = by_cqa(engine, query)
                took.append(time.process_time() - began)
                plain[key] = by_bm25(engine, query)
            engine.close()
        for judgements, judged in collection.judged.items():
            cost = 1000 * median(took)
            yield Result(name, judgements, measured(plain, judged), measured(ours, judged), cost)


def measure(setting: Setting) -> Iterator[Row]:
    """The part ``ranking`` of ``python -m tests.bench``; two small collections when quick."""
    for r in results(QUICK if setting.quick else tuple(TARGETS)):
        target = TARGETS[r.collection] if r.judgements == "qrels" else None
        figure = f"nDCG@10 of {r.collection}, {r.judgements}"
        value = f"{r.cqa.ndcg:.3f} (plain BM25 {r.plain.ndcg:.3f}); MAP {r.cqa.map:.3f}, recall@100 {r.cqa.recall:.3f}"
        yield Row(figure, value, f">= {target:g}" if target else "", r.cqa.ndcg >= target if target else None)


def heads() -> Iterator[str]:
    columns = "".join(f"{head:>18}" for head in ("nDCG@10 (target)", "MAP", "recall@100"))
    yield f"{'collection, judgements':<28}{columns}{'CPU ms':>8}"


def lines(r: Result) -> Iterator[str]:
    """Two lines of the table: cqa, and plain BM25 below it."""
    target = TARGETS[r.collection] if r.judgements == "qrels" else None
    shown = f"{r.cqa.ndcg:.3f}" + (f" ({target:.2f})" if target else "       ")
    label = f"{r.collection}, {r.judgements}"
    yield f"{label:<28}{shown:>18}{r.cqa.map:>18.3f}{r.cqa.recall:>18.3f}{r.milliseconds:>8.0f}"
    yield f"{'  plain BM25':<28}{r.plain.ndcg:>11.3f}{'':7}{r.plain.map:>18.3f}{r.plain.recall:>18.3f}"


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> None:
    names = sys.argv[1:] or list(TARGETS)
    unknown = [name for name in names if name not in TARGETS]
    if unknown or not SHARED.is_dir():
        sys.exit(f"no collection {', '.join(unknown)} in {SHARED}" if unknown else f"no {SHARED}")
    print("\n".join(heads()))
    for result in results(names):
        print("\n".join(lines(result)), flush=True)


if __name__ == "__main__":
    main()
