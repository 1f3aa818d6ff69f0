"""What every engine must do; each test runs on each engine (a missing library is a visible skip)."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cqa.engine import open_engine
from cqa.engine.port import Coverage, Engine, Facet, Request, Sort, Totals, Weights
from cqa.errors import UnknownPaper, UsageError
from cqa.fields import FACETS
from cqa.model import Ingested
from cqa.query.nodes import And, Everything, Near, Node, Not, Nothing, Or, Phrase, Prefix, Range, Synonyms, Value, Word
from tests.engine.engine_corpus import (
    BROKEN,
    FILES,
    HOSTILE,
    HULL,
    LEEDS,
    NOWHERE,
    PASSAGES,
    a_file,
    a_passage,
    corpora,
    town,
    trees,
    write,
)

ALL_FACETS: tuple[Facet, ...] = FACETS


def found(engine: Engine, query: Node, **options: object) -> list[str]:
    """Ids of all hits, in order."""
    request = Request(query, limit=1000, **options)  # type: ignore[arg-type]
    return [hit.passage.id for hit in engine.search(request).hits]


# ---------------------------------------------------------------- what is held


def test_an_empty_index_answers_everything_with_nothing(empty: Engine) -> None:
    assert empty.coverage() == Coverage(0, 0, 0, 0, 0, None, None)
    assert list(empty.files()) == []
    assert list(empty.papers()) == []
    assert empty.paper("x") is None
    assert empty.sections("x") == ()
    assert empty.passages("x") == ()
    assert dict(empty.get(["x"])) == {}
    for query in (Word("care"), Everything(), Not(Word("care")), Prefix("c"), Near("a", "b")):
        assert empty.search(Request(query)).totals == Totals(0, 0, 0)
        assert empty.group(Request(query), "authority") == ()
        assert list(empty.scan(query, Everything())) == []
    assert empty.facets(Everything(), Everything(), ("year",)) == {"year": ()}
    assert empty.terms("c") == ()
    assert "no passage" in empty.explain(Request(Word("a")), "x")


def test_files_papers_sections_text_and_passages_come_back_as_they_were(engine: Engine) -> None:
    assert list(engine.files()) == sorted((f.state for f in FILES), key=lambda s: s.path)
    assert [p.id for p in engine.papers()] == ["undated", "hull-2013", "leeds-2010"]  # no authority, K…, L…
    for file in FILES:
        for paper, sections in zip(file.papers, file.sections, strict=True):
            assert engine.paper(paper.id) == paper
            assert engine.sections(paper.id) == sections
            assert engine.text(paper.id) == (file.text, file.pages)
            assert engine.passages(paper.id) == tuple(p for p in file.passages if p.paper == paper.id)


def test_get_returns_the_passages_that_are_there(engine: Engine) -> None:
    ids = [PASSAGES[0].id, "no such", PASSAGES[-1].id]
    assert dict(engine.get(ids)) == {p.id: p for p in (PASSAGES[0], PASSAGES[-1])}


def test_the_text_of_an_unknown_paper_is_an_error(engine: Engine) -> None:
    with pytest.raises(UnknownPaper, match="cqa papers"):
        engine.text("no such paper")


def test_coverage_counts_what_is_held(engine: Engine) -> None:
    assert engine.coverage() == Coverage(
        files=4, papers=3, authorities=2, passages=7, unreadable=1, first="2010-02-12", last="2013-06"
    )


def test_long_texts_and_many_sections_come_back_whole(empty: Engine) -> None:
    passages = [a_passage("long", i, f"Paragraph {i} " + "word " * 200) for i in range(120)]
    file = a_file("/papers/long.pdf", passages)
    write(empty, (file,))
    assert empty.text("long") == (file.text, file.pages)
    assert empty.sections("long") == file.sections[0]
    assert empty.passages("long") == tuple(passages)


# ---------------------------------------------------------------- writing


@pytest.mark.writes
def test_nothing_is_seen_before_commit_and_nothing_remains_without_it(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.put(town("new", "York", "2020-01-01", ["Quite new."]))
        writer.remove(LEEDS.state.path)
        engine.refresh()
        assert engine.paper("new") is None
        assert engine.paper("leeds-2010") is not None
    engine.refresh()
    assert engine.paper("new") is None
    assert engine.coverage().passages == 7


@pytest.mark.writes
def test_an_error_while_writing_changes_nothing(engine: Engine) -> None:
    def fail() -> None:
        with engine.writer() as writer:
            writer.remove(LEEDS.state.path)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        fail()
    engine.refresh()
    assert engine.coverage().passages == 7


@pytest.mark.writes
def test_a_reader_sees_one_commit_until_it_refreshes(engine: Engine, tmp_path: Path) -> None:
    reader = open_engine(tmp_path / "index")
    with engine.writer() as writer:
        writer.put(town("new", "York", "2020-01-01", ["Quite new."]))
        writer.commit()
    assert reader.paper("new") is None
    assert found(reader, Word("quite")) == []
    reader.refresh()
    assert reader.paper("new") is not None
    assert found(reader, Word("quite")) == ["new#s0"]
    assert found(open_engine(tmp_path / "index"), Word("quite")) == ["new#s0"]


@pytest.mark.writes
def test_a_file_is_replaced_as_a_whole(engine: Engine) -> None:
    passages = [a_passage("leeds-new", 0, "Only this remains of the inspection.", authority="Leeds City Council")]
    write(engine, (a_file(LEEDS.state.path, passages),))
    assert engine.paper("leeds-2010") is None
    assert engine.sections("leeds-2010") == ()
    assert engine.passages("leeds-2010") == ()
    assert found(engine, Word("recommendations")) == []
    assert found(engine, Word("inspection")) == ["leeds-new#s0"]
    assert engine.coverage().passages == 5
    assert engine.terms("recommend") == ()


@pytest.mark.writes
def test_putting_a_file_again_changes_no_count(engine: Engine) -> None:
    before = engine.coverage(), engine.count(Word("caseload"), Everything()), engine.terms("c")
    for _ in range(3):
        write(engine, (LEEDS, HULL))
    assert (engine.coverage(), engine.count(Word("caseload"), Everything()), engine.terms("c")) == before


def test_a_file_put_twice_in_one_commit_is_there_once(empty: Engine) -> None:
    with empty.writer() as writer:
        writer.put(LEEDS)
        writer.put(HULL)
        writer.put(LEEDS)
        writer.remove(HULL.state.path)
        writer.commit()
    assert empty.coverage().passages == 3
    assert empty.coverage().files == 1


@pytest.mark.writes
def test_removing_forgets_everything_of_the_file_and_no_other(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.remove(HULL.state.path)
        writer.remove("/papers/never-held.pdf")
        writer.commit()
    assert [s.path for s in engine.files()] == sorted(f.state.path for f in (LEEDS, NOWHERE, BROKEN))
    assert engine.count(Everything(), Everything()) == Totals(5, 2, 1)
    assert engine.terms("monitor") == (("monitors", 1),)


def test_several_commits_by_one_writer(empty: Engine) -> None:
    with empty.writer() as writer:
        writer.put(LEEDS)
        writer.commit()
        empty.refresh()
        assert empty.coverage().passages == 3
        writer.put(HULL)
        writer.commit()
        writer.put(NOWHERE)
    assert empty.coverage().passages == 5


# ---------------------------------------------------------------- searching, node by node

CASES: list[tuple[Node, set[str]]] = [
    (Word("caseload"), {"leeds-2010#s0", "leeds-2010#s2", "hull-2013#s0", "undated#s0"}),
    (Word("caseload", exact=True), {"leeds-2010#s2"}),
    (Word("CASELOADS", "text"), {"leeds-2010#s0", "leeds-2010#s2", "hull-2013#s0", "undated#s0"}),
    (Word("safeguarding"), {"leeds-2010#s0", "leeds-2010#s1", "leeds-2010#s2"}),
    (Word("safeguarding", "text"), set()),
    (Word("children", "title"), {"hull-2013#s0", "hull-2013#s1"}),
    (Word("workforce", "heading"), {"hull-2013#s0", "hull-2013#s1"}),
    (Word("ward", "heading"), {"undated#s0", "undated#s1"}),
    (Word("cafe"), {"undated#s0"}),
    (Word("society", "text"), {"undated#s0"}),
    (Word("("), set()),
    (Prefix("caseload"), {"leeds-2010#s0", "leeds-2010#s2", "hull-2013#s0", "undated#s0"}),
    (Prefix("recomm"), {"leeds-2010#s1"}),
    (Prefix("24/000"), {"leeds-2010#s2"}),
    (Prefix("WARD", "heading"), {"undated#s0", "undated#s1"}),
    (Phrase(("social", "workers")), {"leeds-2010#s0"}),
    (Phrase(("workers", "social")), set()),
    (Phrase(("social", "care")), {"hull-2013#s0", "hull-2013#s1"}),
    (Phrase(("social", "care"), field="text"), {"hull-2013#s0"}),
    (Phrase(("social", "worker")), set()),
    (Phrase(("social", "worker"), exact=False), {"leeds-2010#s0"}),
    (Phrase(("24", "00093"), written="24/00093"), {"leeds-2010#s2"}),
    (Phrase(("caseloads", "social")), set()),
    (Phrase(("caseloads", "social"), slop=1), {"leeds-2010#s0"}),
    (Phrase(("caseloads", "workers", "high"), slop=3), set()),
    (Phrase(("caseloads", "workers", "high"), slop=4), {"leeds-2010#s0"}),
    (Phrase(("report", "main")), set()),
    (Phrase(("ward", "number")), set()),
    (Phrase(("number", "of", "homes")), {"undated#s0", "undated#s1"}),
    (Near("high", "caseload", 1), {"undated#s0"}),
    (Near("high", "caseload", 5), {"undated#s0"}),
    (Near("high", "caseload", 6), {"undated#s0", "leeds-2010#s0"}),
    (Near("caseload", "caseload", 4), {"leeds-2010#s2"}),
    (Near("caseload", "caseload", 3), set()),
    (Value("authority", "leeds city council"), {"leeds-2010#s0", "leeds-2010#s1", "leeds-2010#s2"}),
    (Value("authority", "leeds"), set()),
    (Value("committee", "SCRUTINY  board"), {"leeds-2010#s0", "leeds-2010#s1", "leeds-2010#s2"}),
    (Value("role", "implications"), {"hull-2013#s1"}),
    (Value("type", "minutes"), {"hull-2013#s0", "hull-2013#s1"}),
    (Value("grade", "Adequate"), {"leeds-2010#s0", "leeds-2010#s1", "leeds-2010#s2"}),
    (Value("number", "2.1"), {"leeds-2010#s1", "hull-2013#s1", "undated#s1"}),
    (Value("paper", "hull-2013"), {"hull-2013#s0", "hull-2013#s1"}),
    (Value("file", "/papers/hull-2013.pdf"), {"hull-2013#s0", "hull-2013#s1"}),
    (Value("exempt", "true"), {"undated#s0", "undated#s1"}),
    (Value("date", "2013"), {"hull-2013#s0", "hull-2013#s1"}),
    (Range("date", "2010", "2012"), {"leeds-2010#s0", "leeds-2010#s1", "leeds-2010#s2"}),
    (Range("date", "2010-02-12", "2010-02-12"), {"leeds-2010#s0", "leeds-2010#s1", "leeds-2010#s2"}),
    (Range("date", "2010-02-13", None), {"hull-2013#s0", "hull-2013#s1"}),
    (Range("date", "2013-06-20", "2013-06-25"), {"hull-2013#s0", "hull-2013#s1"}),
    (Range("date", None, "2010-02-11"), set()),
    (Range("date", None, None), {p.id for p in (*LEEDS.passages, *HULL.passages)}),
    (Range("role", "j", "n"), {"leeds-2010#s0", "leeds-2010#s2", "hull-2013#s0", "undated#s0", "undated#s1"}),
    (And((Word("caseload"), Word("monitor"))), {"hull-2013#s0", "undated#s0"}),
    (Or((Word("recommendation"), Word("cafe"))), {"leeds-2010#s1", "undated#s0"}),
    (Not(Word("caseload")), {"leeds-2010#s1", "hull-2013#s1", "undated#s1"}),
    (And((Word("caseload"), Not(Word("monitor")))), {"leeds-2010#s0", "leeds-2010#s2"}),
    (Or((Word("cafe"), Not(Word("caseload")))), {"undated#s0", "leeds-2010#s1", "hull-2013#s1", "undated#s1"}),
    (And((Not(Word("caseload")), Not(Word("implication")))), {"leeds-2010#s1"}),
    (Not(Not(Word("cafe"))), {"undated#s0"}),
    (Synonyms(Word("recommendation"), (Phrase(("café", "society")),)), {"leeds-2010#s1", "undated#s0"}),
    (And(()), {p.id for p in PASSAGES}),
    (Or(()), set()),
    (Everything(), {p.id for p in PASSAGES}),
    (Nothing(), set()),
]


@pytest.mark.parametrize(("query", "expected"), CASES, ids=[f"{n}: {q}" for n, (q, _) in enumerate(CASES)])
def test_a_query_finds_exactly(engine: Engine, query: Node, expected: set[str]) -> None:
    ids = found(engine, query)
    assert set(ids) == expected
    assert len(ids) == len(expected)
    assert engine.count(query, Everything()).passages == len(expected)
    assert {p.id for p in engine.scan(query, Everything())} == expected
    assert set(found(engine, Everything(), filters=query)) == expected


@pytest.mark.parametrize("query", [Word("a", "colour"), Phrase(("a", "b"), field="role"), Value("colour", "red")])
def test_a_field_that_is_none_is_an_error_that_lists_the_fields(engine: Engine, query: Node) -> None:
    with pytest.raises(UsageError, match="those are"):
        engine.search(Request(query))


def test_a_bound_that_is_no_date_is_an_error(engine: Engine) -> None:
    with pytest.raises(UsageError, match="not a date"):
        engine.count(Range("date", "next week", None), Everything())


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", [None, "text", "heading", "title"])
def test_hostile_words_find_what_holds_them_and_break_nothing(engine: Engine, text: str, field: str | None) -> None:
    for query in (Word(text, field), Prefix(text, field), Phrase((text, "high"), 1, field), Word(text, field, True)):
        engine.search(Request(query))
    for name in ("authority", "role", "number", "paper", "file"):
        assert found(engine, Value(name, text)) == []
    engine.terms(text)
    assert "no passage" in engine.explain(Request(Word(text)), text)
    assert dict(engine.get([text])) == {}


def test_hostile_records_come_back(empty: Engine) -> None:
    long = "z" * 70_000
    files = tuple(
        town(
            f"{n}{text}", f"Town {text}", "2020-01-01", [f"Before {text} after {long}", text], heading=text, title=long
        )
        for n, text in enumerate(HOSTILE)
        if "\ud800" not in text
    )
    write(empty, files)
    for file in files:
        assert empty.text(file.papers[0].id) == (file.text, file.pages)
        assert empty.passages(file.papers[0].id) == file.passages
    assert empty.count(Word("before"), Everything()).papers == len(files)
    assert empty.count(Word(long, exact=True), Everything()).papers == len(files)
    assert len(empty.group(Request(Everything()), "authority")) == len({f.passages[0].authority for f in files})


def test_lone_surrogates_are_survived(empty: Engine) -> None:
    file = town("x\ud800", "Y\udfff", "2020-01-01", ["A \ud800 name"], title="\udc00")
    write(empty, (file,))
    assert empty.passages("x\ud800") == file.passages
    assert empty.text("x\ud800")[0] == "A \ud800 name"
    assert found(empty, Word("name")) == [file.passages[0].id]
    assert found(empty, Value("paper", "x\ud800")) == [file.passages[0].id]
    with empty.writer() as writer:
        writer.remove(file.state.path)
        writer.commit()
    assert empty.coverage().passages == 0


# ---------------------------------------------------------------- order and pages


def test_a_better_match_comes_first_and_scores_fall(engine: Engine) -> None:
    hits = engine.search(Request(Or((Word("caseload"), Word("high"))))).hits
    assert hits[0].passage.id in ("undated#s0", "leeds-2010#s0")
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert hits[0].score > hits[-1].score > 0


def test_weights_change_the_score(engine: Engine) -> None:
    query = Word("safeguarding")  # stands in a title only
    plain = engine.search(Request(query)).hits[0].score
    assert engine.search(Request(query, weights=Weights(title=3.0))).hits[0].score == pytest.approx(3 * plain, abs=1e-3)
    assert engine.search(Request(query, weights=Weights(title=0.0))).totals.passages == 3


def test_filters_do_not_score(engine: Engine) -> None:
    query = Word("caseload")
    plain = {h.passage.id: h.score for h in engine.search(Request(query)).hits}
    kept = engine.search(Request(query, Word("high"))).hits
    assert {h.passage.id for h in kept} == {"leeds-2010#s0", "undated#s0"}
    for hit in kept:
        assert hit.score == pytest.approx(plain[hit.passage.id], abs=1e-3)


def test_synonyms_score_as_the_best_of_them(engine: Engine) -> None:
    def score(query: Node) -> dict[str, float]:
        return {h.passage.id: h.score for h in engine.search(Request(query)).hits}

    one, other, best = score(Word("high")), score(Word("caseload")), score(Synonyms(Word("high"), (Word("caseload"),)))
    for passage_id, value in best.items():
        assert value == pytest.approx(max(one.get(passage_id, 0), other.get(passage_id, 0)), abs=1e-3)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-date", ["hull-2013#s0", "leeds-2010#s0", "leeds-2010#s2", "undated#s0"]),
        ("date", ["leeds-2010#s0", "leeds-2010#s2", "hull-2013#s0", "undated#s0"]),
    ],
)
def test_by_date_papers_stay_in_reading_order_and_the_undated_come_last(
    engine: Engine, sort: Sort, expected: list[str]
) -> None:
    hits = engine.search(Request(Word("caseload"), sort=sort)).hits
    assert [h.passage.id for h in hits] == expected
    scores = {h.passage.id: h.score for h in engine.search(Request(Word("caseload"))).hits}
    assert {h.passage.id: h.score for h in hits} == scores


def alike(papers: int, each: int) -> tuple[Ingested, ...]:
    """Files whose passages all score the same."""
    return tuple(
        town(f"p{n:02}", f"Town {n % 7}", f"20{10 + n % 5}-01-01", ["One and the same text."] * each)
        for n in range(papers)
    )


@pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
@pytest.mark.parametrize("query", [Word("same"), Everything(), Value("role", "main issues"), Prefix("te")])
def test_pages_reach_every_hit_once_in_the_order_of_the_whole(empty: Engine, query: Node, sort: Sort) -> None:
    write(empty, alike(30, 4))
    whole = found(empty, query, sort=sort)
    pages = [
        [h.passage.id for h in empty.search(Request(query, sort=sort, limit=7, offset=offset)).hits]
        for offset in range(0, 126, 7)
    ]
    assert list(itertools.chain(*pages)) == whole
    assert len(set(whole)) == 120
    assert empty.search(Request(query, sort=sort, limit=7, offset=126)).hits == ()
    assert empty.search(Request(query, sort=sort, limit=0)).totals.passages == 120


def test_equal_hits_come_newest_first_whatever_the_order_of_writing(engine_name: str, tmp_path: Path) -> None:
    files, orders = alike(12, 2), []
    for name, order in (("a", files), ("b", files[::-1])):
        engine = open_engine(tmp_path / name, engine=engine_name, create=True)
        for n in range(0, 12, 4):
            write(engine, order[n : n + 4])
        hits = engine.search(Request(Word("same"), limit=100)).hits
        assert len({h.score for h in hits}) == 1
        assert [h.passage.date for h in hits] == sorted((h.passage.date for h in hits), reverse=True)
        orders.append([h.passage.id for h in hits])
    assert orders[0] == orders[1]


# ---------------------------------------------------------------- counting and grouping


def test_totals_count_papers_and_authorities_of_all_that_match(engine: Engine) -> None:
    assert engine.search(Request(Word("caseload"), limit=1)).totals == Totals(4, 3, 2)
    assert engine.count(Word("caseload"), Value("type", "minutes")) == Totals(1, 1, 1)
    assert engine.count(Nothing(), Everything()) == Totals(0, 0, 0)


def test_groups_hold_exact_counts_and_their_best(engine: Engine) -> None:
    request = Request(Word("caseload"))
    groups = engine.group(request, "authority", top=1)
    assert [(g.value, g.passages, g.papers) for g in groups] == [
        ("Leeds City Council", 2, 1),
        ("Kingston upon Hull City Council", 1, 1),
    ]
    for group in groups:
        alone = engine.search(Request(request.query, Value("authority", group.value), limit=1)).hits
        assert group.hits == alone


@pytest.mark.parametrize("by", ALL_FACETS)
def test_groups_agree_with_facets_counts_and_search(engine: Engine, by: Facet) -> None:
    for query in (Word("caseload"), Everything(), Not(Word("high"))):
        groups = engine.group(Request(query), by, top=2)
        assert tuple((g.value, g.passages) for g in groups) == engine.facets(query, Everything(), (by,))[by]
        for group in groups:
            alone = Value(by, group.value)
            assert engine.count(query, alone).papers == group.papers
            assert group.hits == engine.search(Request(query, alone, limit=2)).hits


def test_many_groups_each_have_their_best(empty: Engine) -> None:
    files = tuple(
        town(f"p{n:03}", f"Town {n % 90:02}", "2015-01-01", [f"Pothole repairs {'again ' * (n % 5)}", "Other matters"])
        for n in range(180)
    )
    write(empty, files)
    groups = empty.group(Request(Word("pothole")), "authority", top=2)
    assert len(groups) == 90
    for group in groups:
        assert (group.passages, group.papers) == (2, 2)
        alone = Request(Word("pothole"), Value("authority", group.value), limit=2)
        assert group.hits == empty.search(alone).hits


@pytest.mark.parametrize("by", ["authority", "committee"])
def test_groups_end_where_most_passages_have_no_value(empty: Engine, by: Facet) -> None:
    several = tuple(
        town(f"p{n:03}", f"Town {n:02}", "2010-01-01", ["Pothole repairs"], committees=(f"Board {n:02}",))
        for n in range(70)
    )
    nobody = tuple(town(f"q{n}", "", "2020-01-01", ["Pothole repairs"] * 40) for n in range(5))
    write(empty, (*several, *nobody))
    assert [g.passages for g in empty.group(Request(Word("pothole")), by, top=1)] == [1] * 70


def test_facets_count_each_value_of_a_passage_once(engine: Engine) -> None:
    facets = engine.facets(Everything(), Everything(), ALL_FACETS)
    assert facets["committee"] == (("Executive Board", 3), ("Scrutiny Board", 3), ("Cabinet", 2))
    assert facets["year"] == (("2010", 3), ("2013", 2))
    assert facets["role"] == (("main issues", 5), ("implications", 1), ("recommendations", 1))
    assert facets["grade"] == (("adequate", 3),)
    assert dict(facets["paper"]) == Counter(p.paper for p in PASSAGES)


def test_scan_goes_paper_by_paper_in_reading_order(empty: Engine) -> None:
    files = alike(9, 5)
    write(empty, files[::-1])
    scanned = [(p.paper, p.order) for p in empty.scan(Word("same"), Everything())]
    assert scanned == sorted((p.paper, p.order) for f in files for p in f.passages)


def test_terms_are_words_as_written_with_their_passages(engine: Engine) -> None:
    assert engine.terms("caseload") == (("caseloads", 4), ("caseload", 1))
    assert engine.terms("CAF") == (("cafe", 1),)
    assert engine.terms("caseload", limit=1) == (("caseloads", 4),)
    assert engine.terms("case", like=lambda word: word.endswith("d")) == (("caseload", 1),)
    assert engine.terms("zzz") == ()
    assert engine.terms("24/00") == ()
    assert len(engine.terms("", limit=1000)) == len({w for p in PASSAGES for w in exact(p.text)})


def exact(text: str) -> list[str]:
    from cqa.engine.words import exact_forms

    return exact_forms(text)


def test_explain_adds_up(engine: Engine) -> None:
    query = And((Word("caseload"), Word("safeguarding"), Phrase(("too", "high"))))
    hit = engine.search(Request(query)).hits[0]
    shown = engine.explain(Request(query), hit.passage.id)
    lines = shown.splitlines()
    assert lines[0] == f"{hit.score:.4f}  {hit.passage.id}"
    assert sum(float(line.split()[0]) for line in lines[1:]) == pytest.approx(hit.score, abs=1e-2)
    assert "text: caseload, once here, in 4 passages" in shown
    assert "title: safeguard, once here, in 3 passages" in shown
    assert "does not match" in engine.explain(Request(query), "leeds-2010#s1")
    assert "only filters" in engine.explain(Request(Everything()), "leeds-2010#s1")


# ---------------------------------------------------------------- agreement with the reference


def test_every_engine_agrees_with_the_reference(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    if engine_name == "memory":
        pytest.skip("this is the reference")

    # a cluster takes half a second for a new index, and is tested in two versions
    @settings(
        max_examples=12 if engine_name == "opensearch" else 40,
        deadline=None,
        phases=[Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(files=corpora(), queries=st.lists(trees(), min_size=3, max_size=6), kept=trees(), again=st.booleans())
    def agrees(files: tuple[Ingested, ...], queries: list[Node], kept: Node, again: bool) -> None:
        folder = tmp_path_factory.mktemp("agree")
        reference = open_engine(folder / "memory", engine="memory", create=True)
        engine = open_engine(folder / "other", engine=engine_name, create=True)
        for each in (reference, engine):
            write(each, files)
            if again:
                write(each, (dataclasses.replace(files[0], passages=files[0].passages[:1]),))
        assert engine.coverage() == reference.coverage()
        assert engine.terms("c", 5) == reference.terms("c", 5)
        for query in queries:
            agree(engine, reference, query, kept, scores=not again or engine_name != "tantivy")

    agrees()


def agree(engine: Engine, reference: Engine, query: Node, kept: Node, scores: bool) -> None:
    """The same hits, counts, groups, facets and scan; the same scores where the engine's own history has no part in
    them (tantivy counts replaced passages in its statistics until it merges them away)."""
    wanted = reference.search(Request(query, kept, limit=100))
    got = engine.search(Request(query, kept, limit=100))
    assert got.totals == wanted.totals == engine.count(query, kept)
    assert {h.passage.id: h.passage for h in got.hits} == {h.passage.id: h.passage for h in wanted.hits}
    if scores:
        own = {h.passage.id: h.score for h in got.hits}
        assert own == pytest.approx({h.passage.id: h.score for h in wanted.hits}, abs=2e-3, rel=1e-3)
    for sort in ("date", "-date"):
        ids = [[h.passage.id for h in e.search(Request(query, kept, sort, 100)).hits] for e in (engine, reference)]
        assert ids[0] == ids[1]
    assert list(engine.scan(query, kept)) == list(reference.scan(query, kept))
    assert engine.facets(query, kept, ALL_FACETS) == reference.facets(query, kept, ALL_FACETS)
    for by in ALL_FACETS:
        groups = [
            [(g.value, g.passages, g.papers) for g in e.group(Request(query, kept), by)] for e in (engine, reference)
        ]
        assert groups[0] == groups[1]


def test_an_index_that_is_often_written_stays_small(empty: Engine, tmp_path: Path) -> None:
    if empty.name == "opensearch":
        pytest.skip("its data is in the cluster; tests/opensearch looks there")

    def size() -> int:
        return sum(file.stat().st_size for file in (tmp_path / "index").rglob("*") if file.is_file())

    files = tuple(
        town(f"p{n}", "York", "2020-01-01", [f"Paragraph {n} about word{i} and others" for i in range(40)])
        for n in range(20)
    )
    write(empty, files)
    fresh = size()
    for n in range(60):
        write(empty, (files[n % 20],))
    assert size() <= 2 * fresh
    assert empty.coverage().passages == 800
