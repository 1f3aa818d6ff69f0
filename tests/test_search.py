"""Search, from query text to ranked passages: the same on every engine, exact, stable over pages, never a traceback."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePath

import pytest

from cqa.engine import engines, open_engine
from cqa.engine.port import Engine
from cqa.errors import QuerySyntaxError, UsageError
from cqa.ingest.report import IngestOptions
from cqa.ingest.run import ingest
from cqa.query import filters
from cqa.search import SearchOptions, SearchResult, search

WINDOW = 50
SEED = 20261122
PIECES = (
    "caseloads children in care LAC leeds Southampton adoption inspection the of a NEET safeguarding improvement "
    'OR AND NOT NEAR/4 NEAR ( ) " “ ” ~3 * case* inspec* -agency -- . , : ; 24/00093 02091-C-71 s.47 (i) 3.10.1 '
    "£1.5m 16-17 a@b.gov.uk https://x.uk/?q=1 pre-proceedings children’s heading: heading:main title:report text:care "
    "authority:leeds date:2010..2012 date:2013 date:x role:recommendations grade:good type:report number:3.4 "
    "xqzzy kids temps 🙂 \x00 é \\ / ^ + && || [a TO b] {x} <b> %27 '; DROP"
)
FUZZED = 250


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> dict[str, Engine]:
    """The seed papers on every engine that is ready here."""
    made: dict[str, Engine] = {}
    for info in engines():
        if info.ready and info.name in ("tantivy", "whoosh"):
            made[info.name] = open_engine(tmp_path_factory.mktemp(info.name), engine=info.name, create=True)
            ingest(made[info.name], [shared / "seeds"], IngestOptions(jobs=1))
    return made


@pytest.fixture(scope="module")
def engine(indexes: dict[str, Engine]) -> Engine:
    return indexes["tantivy"]


def ids(result: SearchResult) -> list[str]:
    return [r.passage.id for r in result.passages]


# ------------------------------------------------------------- every query, every engine


def gold_questions(shared: Path) -> Iterator[str]:
    for name in ("seed_questions", "council_questions"):
        held = json.loads((shared / "gold" / f"{name}.json").read_text("utf-8"))
        yield from (q["question"] for q in (held["questions"] if isinstance(held, dict) else held))


def fuzzed() -> list[str]:
    """Queries put together at random from words, operators, references and rubbish; the same every time."""
    chance = random.Random(SEED)  # noqa: S311
    pieces = PIECES.split(" ")
    return [" ".join(chance.choices(pieces, k=chance.randint(1, 9))) for _ in range(FUZZED)]


def outcome(engine: Engine, query: str) -> tuple[object, ...]:
    """What a query comes to, in a form that two engines can be compared by."""
    try:
        result = search(engine, query, SearchOptions(limit=WINDOW))
    except (QuerySyntaxError, UsageError) as error:
        return ("error", str(error))
    hits = sorted(ids(result)) if result.totals.passages <= WINDOW else len(ids(result))
    return (result.totals, result.read_as, result.relaxed, result.advice, result.facets, hits)


def test_every_gold_question_runs_and_engines_agree(indexes: dict[str, Engine], shared: Path) -> None:
    questions = list(gold_questions(shared))
    assert len(questions) == 100
    for question in questions:
        outcomes = {name: outcome(engine, question) for name, engine in indexes.items()}
        assert len(set(map(repr, outcomes.values()))) == 1, question


def test_fuzzed_queries_run_and_engines_agree(indexes: dict[str, Engine]) -> None:
    found = 0
    for query in fuzzed():
        outcomes = {name: outcome(engine, query) for name, engine in indexes.items()}
        assert len(set(map(repr, outcomes.values()))) == 1, query
        first = next(iter(outcomes.values()))
        found += first[0] != "error" and getattr(first[0], "passages", 0) > 0
    assert found > FUZZED / 10  # the pieces are not all rubbish


def test_the_order_of_two_engines_is_the_same_up_to_near_ties(indexes: dict[str, Engine]) -> None:
    for query in ("caseloads", "children in care placements", '"action plan"', "inspection OR improvement", "adopt*"):
        orders = [
            {r.passage.id: r.score for r in search(e, query, SearchOptions(limit=50, per_paper=0)).passages}
            for e in indexes.values()
        ]
        for order in orders[1:]:
            common = [i for i in orders[0] if i in order]
            scores = [order[i] for i in common]
            assert all(b <= a * 1.02 + 1e-6 for a, b in pairwise(scores)), query


# ---------------------------------------------------------------------- what is found


def test_words_are_anded_and_the_result_says_how_it_was_read(engine: Engine) -> None:
    result = search(engine, "the caseloads of social workers")
    assert result.totals.passages == result.totals.passages > 0
    assert result.relaxed is None
    assert result.read_as.startswith("caseloads")
    assert "also workload" in result.read_as
    assert "left out: the, of" in result.read_as
    for r in result.passages:
        assert any(m.startswith("caseloads") for m in r.matched)
        assert any(m.startswith("social workers") for m in r.matched)
        assert r.highlights or r.passage.heading


@pytest.mark.parametrize(
    "query",
    [
        "xqzzy",
        "xqzzy caseloads",
        '"xqzzy"',
        "best sourdough recipe",
        "premier league fixtures",
        "qwerty uiop asdf",
        "how do I bake bread",
    ],
)
def test_nonsense_finds_nothing_and_says_what_is_unknown(engine: Engine, query: str) -> None:
    result = search(engine, query)
    assert result.totals.passages == 0
    assert result.passages == ()
    assert result.unknown
    assert "in no paper" in str(result.advice)


def test_a_file_is_told_by_its_name_not_its_folder(engine: Engine) -> None:
    paper = next(p for p in engine.papers() if "/" in p.file)
    found = search(engine, f"file:{PurePath(paper.file).name}")
    assert found.totals.papers >= 1
    assert found.read_as == f'file:"{PurePath(paper.file).name}"'


def test_a_misspelling_is_named_and_not_acted_on(engine: Engine) -> None:
    result = search(engine, "caselods")
    assert result.totals.passages == 0
    assert result.advice is not None
    assert "Did you mean caseloads?" in result.advice


def test_lay_words_are_read_as_the_papers_words_and_it_is_said(engine: Engine) -> None:
    result = search(engine, "temps")
    assert result.totals.passages > 0
    assert result.relaxed is not None
    assert "papers use" in result.relaxed
    assert any("agency" in m for r in result.passages for m in r.matched)


def test_relaxing_is_said_and_exact_never_relaxes(engine: Engine) -> None:
    query = "caseloads adoption notice NEET unannounced"
    relaxed = search(engine, query)
    assert relaxed.totals.passages > 0
    assert relaxed.relaxed is not None
    assert "Showing those with" in relaxed.relaxed
    assert search(engine, query, SearchOptions(exact=True)).totals.passages == 0


def test_exact_takes_no_synonyms(engine: Engine) -> None:
    wide, narrow = search(engine, "LAC"), search(engine, "LAC", SearchOptions(exact=True))
    assert wide.totals.passages > narrow.totals.passages
    assert "also" not in narrow.read_as


def test_a_quoted_phrase_is_a_phrase(engine: Engine) -> None:
    result = search(engine, '"areas for improvement"', SearchOptions(limit=100, per_paper=0))
    assert result.totals.passages > 0
    for r in result.passages:
        places = " ".join((r.passage.text, r.passage.heading, *r.passage.path, r.passage.title)).lower()
        assert "areas for improvement" in " ".join(places.replace("\n", " ").split())


def test_a_councils_name_means_its_papers(engine: Engine) -> None:
    result = search(engine, "caseloads leeds", SearchOptions(limit=50))
    assert result.totals.passages > 0
    assert {r.passage.authority for r in result.passages} == {"Leeds City Council"}
    assert search(engine, "caseloads southampton").totals.passages == 0


def test_boilerplate_is_never_above_substance(engine: Engine) -> None:
    result = search(engine, "implications", SearchOptions(limit=50, per_paper=0))
    empty = [i for i, r in enumerate(result.passages) if any(p.name == "boilerplate" for p in r.parts)]
    assert empty
    assert min(empty) > 0


def test_filters_and_fields_mean_the_same(engine: Engine) -> None:
    by_field = search(engine, "authority:leeds role:recommendations date:2010..2011 inspection")
    options = SearchOptions(
        filters=filters.build(authority=["LEEDS"], role=["recommendations"], date_from="2010", date_to="2011")
    )
    by_option = search(engine, "inspection", options)
    assert by_field.totals == by_option.totals
    assert by_field.totals.passages > 0
    assert sorted(ids(by_field)) == sorted(ids(by_option))


def test_an_unknown_authority_is_an_error_and_one_not_held_is_nothing(engine: Engine) -> None:
    with pytest.raises(UsageError, match="no authority"):
        search(engine, "authority:xqzzy caseloads")
    assert search(engine, "authority:Wolverhampton caseloads").totals.passages == 0


def test_a_mistake_raises_unless_lenient(engine: Engine) -> None:
    with pytest.raises(QuerySyntaxError):
        search(engine, '"caseloads')
    result = search(engine, '"caseloads', SearchOptions(lenient=True))
    assert result.fault is not None
    assert result.totals.passages > 0


# ---------------------------------------------------------------------------- pages


@pytest.mark.parametrize(
    "query", ["children", "*", "LAC leeds", "inspection OR plan", "caseloads adoption notice NEET"]
)
@pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
def test_pages_are_stable_and_reach_every_hit_once(engine: Engine, query: str, sort: str) -> None:
    options = {"sort": sort, "facets": ()}
    whole = search(engine, query, SearchOptions(limit=2000, **options))  # type: ignore[arg-type]
    reached = ids(whole)
    assert sorted(reached) == sorted(set(reached))
    assert len(reached) == whole.totals.passages
    paged: list[str] = []
    for offset in range(0, len(whole.passages) + 70, 70):
        paged += ids(search(engine, query, SearchOptions(limit=70, offset=offset, **options)))  # type: ignore[arg-type]
    assert paged == ids(whole)


def test_per_paper_is_a_limit_when_asked_for(engine: Engine) -> None:
    for sort in ("relevance", "-date"):
        papers = [
            r.passage.paper
            for r in search(engine, "children", SearchOptions(limit=100, per_paper=2, sort=sort)).passages
        ]  # type: ignore[arg-type]
        assert max(papers.count(p) for p in papers) == 2


def test_date_sorts(engine: Engine) -> None:
    oldest = [r.passage.date for r in search(engine, "children", SearchOptions(sort="date", limit=200)).passages]
    newest = [r.passage.date for r in search(engine, "children", SearchOptions(sort="-date", limit=200)).passages]
    assert oldest == sorted(oldest)
    assert newest == sorted(newest, reverse=True)


def test_facets_add_up_to_the_totals(engine: Engine) -> None:
    result = search(engine, "children", SearchOptions(limit=0))
    counted = dict(result.facets)
    assert sum(n for _, n in counted["role"]) == result.totals.passages
    assert len(counted["authority"]) == result.totals.authorities
    assert result.passages == ()
    assert result.coverage.passages >= result.totals.passages


def test_explain_tells_each_score(engine: Engine) -> None:
    result = search(engine, "caseloads leeds", SearchOptions(explain=True, limit=3))
    assert len(result.explained) == len(result.passages) == 3
    assert all(f"{r.score:.3f} = " in told for r, told in zip(result.passages, result.explained, strict=True))


# ------------------------------------------------------------------- any of the words

ANY = SearchOptions(any_word=True, limit=40)


def test_any_word_is_enough_and_the_engines_agree(indexes: dict[str, Engine]) -> None:
    query = "turnover of agency staff and xqzzy pre-proceedings"
    engine = indexes["tantivy"]
    found = search(engine, query, ANY)
    assert found.read_as.startswith("turnover OR ")
    assert found.relaxed is None
    single = [search(engine, word, ANY).totals.passages for word in ("turnover", "agency staff", "pre-proceedings")]
    assert max(single) <= found.totals.passages <= sum(single)
    assert all(r.matched for r in found.passages)
    other = search(indexes["whoosh"], query, ANY)
    assert (other.totals, other.facets, other.read_as) == (found.totals, found.facets, found.read_as)
    assert {*ids(other)[:10]} == {*ids(found)[:10]}


def test_any_word_keeps_what_is_quoted_in_a_field_or_a_councils_name(engine: Engine) -> None:
    found = search(engine, 'adoption caseloads "improvement" authority:leeds', ANY)
    assert found.totals.passages
    assert {r.passage.authority for r in found.passages} == {"Leeds City Council"}
    assert all('"improvement"' in r.matched for r in found.passages)


@pytest.mark.parametrize("query", ["xqzzy", "xqzzy plonkish gribbleflix"])
def test_any_of_words_that_occur_nowhere_is_nothing(engine: Engine, query: str) -> None:
    found = search(engine, query, ANY)
    assert found.totals.passages == 0
    assert found.passages == ()
    assert len(found.unknown) == len(query.split())


def test_feedback_never_changes_what_matches(engine: Engine) -> None:
    """The relaxed question is scored by all its words, yet matches and counts only what it says it does."""
    found = search(engine, "How large is the share of agency staff in the turnover of social workers?")
    assert "Showing those with" in (found.relaxed or "")
    every = search(engine, found.query, SearchOptions(limit=10_000, per_paper=0))
    shown = {id_ for r in every.passages for id_ in (r.passage.id, *r.same)}
    assert shown == {p.id for p in engine.scan(found.searched, filters.build())}
    assert len(shown) == found.totals.passages
