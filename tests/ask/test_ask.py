"""Ask, from a question to a checked answer, on the sample corpus: the same on every engine, every quote verbatim, an
honest refusal where nothing is held."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cqa.ask.pipeline as road
from cqa.ask.pipeline import QUESTION_LONGEST, Asked, ask, checked
from cqa.cli.ask_command import command
from cqa.engine import engines, open_engine
from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.ingest.report import IngestOptions
from cqa.ingest.run import ingest
from cqa.model import Answer, Evidence
from cqa.show import answer_text, as_json

TESTS = Path(__file__).parents[1]
CORPUS = TESTS.parent / "corpus"
KINDS_SEEN_AT_LEAST = 11
UNINSPECTED = ("apa", "annual-assessment")
"""Frameworks by which a council was rated from afar."""


def questions() -> Iterator[str]:
    """Every judged question of the repository."""
    for name in ("corpus_questions", "papers_questions", "junk_questions"):
        held = json.loads((TESTS / "eval" / f"{name}.json").read_text("utf-8"))
        yield from (q["question"] for q in (held["questions"] if isinstance(held, dict) else held))


ALL = tuple(dict.fromkeys(questions()))


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Engine, Path]]:
    """The sample corpus on both embedded engines."""
    made: dict[str, tuple[Engine, Path]] = {}
    ready = {info.name for info in engines() if info.ready}
    assert {"tantivy", "whoosh"} <= ready
    for name in ("tantivy", "whoosh"):
        path = tmp_path_factory.mktemp(name) / "index"
        made[name] = open_engine(path, engine=name, create=True), path
        report = ingest(made[name][0], [CORPUS], IngestOptions(jobs=1))
        assert report.count("failed") == 0
    return made


@pytest.fixture(scope="module")
def engine(indexes: dict[str, tuple[Engine, Path]]) -> Engine:
    return indexes["tantivy"][0]


@pytest.fixture(scope="module")
def answers(engine: Engine) -> dict[str, Asked]:
    return {q: ask(engine, q) for q in ALL}


def as_bytes(asked: Asked) -> bytes:
    return as_json.dump(as_json.answer(asked.question, asked.answer, asked.coverage)).encode()


def names(asked: Asked) -> set[str]:
    return {h.name for h in asked.answer.authorities if h.in_answer}


# ------------------------------------------------------------- one answer, whatever the engine


def test_both_engines_give_byte_equal_answers(
    indexes: dict[str, tuple[Engine, Path]], answers: dict[str, Asked]
) -> None:
    other = indexes["whoosh"][0]
    differing = [q for q, asked in answers.items() if as_bytes(ask(other, q)) != as_bytes(asked)]
    assert differing == []


def test_the_same_question_has_the_same_answer_twice(engine: Engine, answers: dict[str, Asked]) -> None:
    assert [q for q in ALL[::7] if as_bytes(ask(engine, q)) != as_bytes(answers[q])] == []


def test_the_questions_are_of_many_kinds(answers: dict[str, Asked]) -> None:
    assert len({a.answer.kind for a in answers.values()}) >= KINDS_SEEN_AT_LEAST
    assert len(ALL) > 150


# ------------------------------------------------------------- every word checkable


def test_every_quote_is_the_canonical_text_on_its_page(engine: Engine, answers: dict[str, Asked]) -> None:
    texts = {p.id: engine.text(p.id) for p in engine.papers()}
    seen = 0
    for asked in answers.values():
        for item in as_json.answer(asked.question, asked.answer, asked.coverage)["passages"]:
            text, pages = texts[item["paper"]]
            (start, end), (a, b) = item["span"], item["quote"]["span"]
            assert text[start:end] == item["text"]
            assert text[a:b] == item["quote"]["text"]
            assert start <= a < b <= end
            cited = [p for p in pages if item["page"] <= p.number <= item["page_last"]]
            assert cited[0].start <= start
            assert end <= cited[-1].end
            assert all(0 <= x < y <= end - start for x, y in item["highlights"])
            seen += 1
    assert seen > 500


def test_a_quote_that_differs_from_its_source_is_never_shown(engine: Engine) -> None:
    asked = ask(engine, "Which councils mention private fostering?")
    good = asked.answer.evidence[0]
    forged = replace(good, passage=replace(good.passage, text="x" * len(good.passage.text)))
    outside = replace(good, quote=(good.passage.span[0] - 1, good.passage.span[1]))
    shown = checked(Answer("which", True, "", evidence=(forged, good, outside)), engine)
    assert [e.quote for e in shown.evidence] == [good.quote]


def test_what_a_found_answer_says_it_can_show(answers: dict[str, Asked]) -> None:
    bare = [q for q, a in answers.items() if a.answer.found and not a.answer.evidence]
    assert bare == []


def test_headlines_are_short_and_plain(answers: dict[str, Asked]) -> None:
    for question, asked in answers.items():
        assert asked.answer.text.strip(), question
        assert "\n" not in asked.answer.text, question
        assert asked.answer.text.rstrip("\u201d\u2019\"')").endswith((".", "\u2026", "?", "!")), question


def test_councils_in_the_answer_are_named_and_have_evidence(answers: dict[str, Asked]) -> None:
    for question, asked in answers.items():
        if asked.answer.kind != "which" or not asked.answer.found:
            continue
        shown = {e.passage.authority for e in asked.answer.evidence if e.says == "cites"}
        for name in names(asked):
            assert name in asked.answer.text or "and others" in asked.answer.text, question
            assert name in shown, question


# ------------------------------------------------------------- honest about what is not there


def test_a_refusal_says_what_was_looked_for_and_where(answers: dict[str, Asked]) -> None:
    refused = [a for a in answers.values() if not a.answer.found]
    assert len(refused) > 30
    for asked in refused:
        begins = asked.answer.text.startswith(("Not found: ", "None of the passages clearly answers "))
        assert begins, asked.question.text
        assert len(asked.answer.text) > len("Not found: .") + 10
        assert not names(asked)


JUNK = ["asdf qwer zxcv", "?????", "", "the of and", "xyzzyplugh frobnicate", "'; DROP TABLE papers; --"]


@pytest.mark.parametrize("text", JUNK)
def test_junk_finds_nothing(engine: Engine, text: str) -> None:
    asked = ask(engine, text)
    assert not asked.answer.found
    assert "Looked in" in asked.answer.text


UNHELD = [
    ("What grade did Ofsted give Liverpool in 2014?", "Liverpool City Council"),
    ("What does Bristol say about caseloads?", "Bristol City Council"),
    ("How many foster carers does Manchester have?", "Manchester City Council"),
    ("Who is the director of children's services in Croydon?", "London Borough of Croydon"),
]


@pytest.mark.parametrize(("text", "name"), UNHELD)
def test_a_council_that_is_not_held_is_said_not_to_be(engine: Engine, text: str, name: str) -> None:
    asked = ask(engine, text)
    assert not asked.answer.found
    assert f"the index has no paper of {name}" in asked.answer.text


def test_a_time_that_is_not_held_is_said_not_to_be(engine: Engine) -> None:
    asked = ask(engine, "What do papers dated before 1990 say about caseloads?")
    assert not asked.answer.found
    assert "1990" in asked.answer.text


def test_an_empty_index_refuses_everything(tmp_path: Path) -> None:
    empty = open_engine(tmp_path / "index", create=True)
    for text in ALL[::25]:
        asked = ask(empty, text)
        assert not asked.answer.found
        assert "no papers" in asked.answer.text


# ------------------------------------------------------------- sets are exact


def mentioning(engine: Engine, words: str) -> set[str]:
    """Councils whose canonical text holds the words, by looking: no index, no stems."""
    pattern = re.compile(words, re.I)
    papers = [p for p in engine.papers() if pattern.search(engine.text(p.id)[0][slice(*p.span)])]
    return {p.authority.name for p in papers if p.authority}


ABSENT = [
    ("private fostering", r"private(ly)?[\s-]+foster"),
    ("return home interviews", r"return[\s-]+(home[\s-]+)?interview"),
    ("corporate parenting", r"corporate[\s-]+parent"),
    ("domestic abuse", r"domestic[\s-]+(abuse|violence)"),
    ("female genital mutilation", r"female genital mutilation|\bFGM\b"),
]


@pytest.mark.parametrize(("topic", "words"), ABSENT)
def test_silence_is_the_complement_of_mention(engine: Engine, topic: str, words: str) -> None:
    asked = ask(engine, f"Which councils do not mention {topic}?")
    held = {p.authority.name for p in engine.papers() if p.authority}
    assert {h.name for h in asked.answer.authorities} == held
    assert names(asked) == held - mentioning(engine, words)


def test_every_council_held_has_a_verdict(engine: Engine) -> None:
    asked = ask(engine, "Which councils mention private fostering?")
    held = {p.authority.name for p in engine.papers() if p.authority}
    assert {h.name for h in asked.answer.authorities} == held
    assert {h.verdict for h in asked.answer.authorities} <= {"cites", "mentions", "silent", "not held", "unreadable"}
    for holder in asked.answer.authorities:
        assert bool(holder.passages) is (holder.verdict in ("cites", "mentions"))
        assert holder.in_answer <= (holder.verdict == "cites")


@pytest.mark.parametrize(
    ("text", "day", "quoted"),
    [
        ("When was Leeds last inspected?", "2009-12-04", "4th December"),
        ("When was the most recent inspection of Surrey?", "2018-03-22", "22 March 2018"),
        ("When did Ofsted last inspect Kent?", "2022-05-20", "20 May 2022"),
    ],
)
def test_the_last_inspection_is_told_by_its_day(engine: Engine, text: str, day: str, quoted: str) -> None:
    """Not by a sentence that happens to say *last* (*the Royal Visit last in July 2012*)."""
    answer = ask(engine, text).answer
    assert answer.value == day
    assert quoted in answer.evidence[0].sentence


def test_dates_in_the_question_limit_the_papers(engine: Engine) -> None:
    early = ask(engine, "Which councils before 2016 mention adoption?")
    late = ask(engine, "Which councils from 2016 onwards mention adoption?")
    assert {p.date < "2016" for p in early.scope if p.date} == {True}
    assert {p.date >= "2016" for p in late.scope if p.date} == {True}
    assert not {p.id for p in early.scope} & {p.id for p in late.scope}
    assert all(e.passage.date < "2016" for e in early.answer.evidence)


def test_options_limit_passages_and_papers_alike(indexes: dict[str, tuple[Engine, Path]]) -> None:
    _, (record,), _ = run(indexes["tantivy"][1], "--jsonl", "--authority", "Leeds", "Which councils mention caseloads?")
    assert [h["name"] for h in record["authorities"]] == ["Leeds City Council"]
    assert {p["authority"] for p in record["passages"]} == {"Leeds City Council"}


def test_options_of_time_limit_them_too(indexes: dict[str, tuple[Engine, Path]]) -> None:
    _, (record,), _ = run(indexes["tantivy"][1], "--jsonl", "--to", "2012", "Which councils mention caseloads?")
    assert record["found"]
    assert all(p["date"] < "2013" for p in record["passages"])
    assert all(h["last"] < "2013" for h in record["authorities"] if h["in_answer"])


def test_the_number_of_councils_is_that_of_those_named(engine: Engine) -> None:
    many = ask(engine, "How many councils mention private fostering?")
    which = ask(engine, "Which councils mention private fostering?")
    assert many.answer.value == which.answer.value == len(names(which))
    assert names(many) == names(which)


# ------------------------------------------------------------- coverage


def test_the_coverage_line_counts_what_is_held(engine: Engine) -> None:
    asked = ask(engine, "Which councils mention private fostering?")
    dates = sorted(p.date for p in engine.papers() if p.date)
    cover = asked.coverage
    assert cover.unreadable == 0
    assert (cover.first or "")[:4] == dates[0][:4]
    assert (cover.last or "")[:4] == dates[-1][:4]
    printed = answer_text.answer(asked.answer, cover, asked.question, 3)
    line = next(line for line in printed.splitlines() if f"{cover.authorities} " in line and "paper" in line)
    assert str(cover.papers) in line
    assert dates[0][:4] in line
    assert dates[-1][:4] in line


# ------------------------------------------------------------- never a traceback

_ASKING = (
    "which councils papers do not mention caseloads Leeds Kent 2010 before after grade how many who when what does"
)
_PHRASES = ["NEET stand for", "recommended to", "legal implications", "compare", "changed since"]
_SIGNS = ["?", "'", "\u201c", "(", "\x00", "*", "\U0001f642"]
_PIECES = st.sampled_from([*_ASKING.split(), *_PHRASES, *_SIGNS])


@given(st.lists(_PIECES, max_size=14).map(" ".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_has_an_answer_or_a_refusal(engine: Engine, text: str) -> None:
    asked = ask(engine, text)
    assert asked.answer.text
    for item in asked.answer.evidence:
        assert isinstance(item, Evidence)
        assert item.sentence in item.passage.text
    if not asked.answer.found:
        assert not names(asked)


# ------------------------------------------------------------- many questions at once


def run(index: Path, *args: str) -> tuple[int, list[dict[str, Any]], str]:
    done = CliRunner().invoke(command, ["--index", str(index), *args])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines() if line.strip()], done.stderr


def test_a_question_without_end_is_refused_before_it_is_weighed(
    indexes: dict[str, tuple[Engine, Path]], tmp_path: Path
) -> None:
    engine, index = indexes["tantivy"]
    longest = "Which councils cite caseloads? ".ljust(QUESTION_LONGEST, "x")
    assert ask(engine, longest).answer.text
    with pytest.raises(UsageError, match="500 characters at most, and this one has 24,000"):
        ask(engine, "caseload" * 3_000)
    asked = CliRunner().invoke(command, ["--index", str(index), longest + "x"])
    assert isinstance(asked.exception, UsageError)
    batch = tmp_path / "questions.txt"
    batch.write_text(f"{longest}x\nWhich councils cite caseloads?\n")
    lines = CliRunner().invoke(command, ["--index", str(index), "--batch", str(batch)]).stdout.splitlines()
    assert ["error" in json.loads(line) for line in lines] == [True, False]


def test_a_batch_answers_line_by_line_as_single_questions(
    indexes: dict[str, tuple[Engine, Path]], tmp_path: Path, answers: dict[str, Asked]
) -> None:
    chosen = ALL[:5]
    batch = tmp_path / "questions.txt"
    batch.write_text("# a comment\n\n" + "\n".join(chosen) + "\n", encoding="utf-8")
    code, records, _ = run(indexes["tantivy"][1], "--json", "--batch", str(batch))
    assert code == 0
    assert [r["question"] for r in records] == list(chosen)
    assert [r["line"] for r in records] == [3, 4, 5, 6, 7]
    assert [r["answer"] for r in records] == [answers[q].answer.text for q in chosen]


def test_a_batch_goes_on_past_a_bad_line(
    indexes: dict[str, tuple[Engine, Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(engine: Engine, text: str, *rest: Any) -> Asked:
        if "broken" in text:
            raise RuntimeError("the line is broken")
        return ask(engine, text, *rest)

    monkeypatch.setattr(road, "ask", failing)
    batch = tmp_path / "questions.txt"
    batch.write_bytes(b"What does NEET stand for?\nbroken\n\xff\xfe\nWhich councils mention private fostering?\n")
    code, records, said = run(indexes["tantivy"][1], "--json", "--batch", str(batch))
    assert code == 2
    assert [r["line"] for r in records] == [1, 2, 3, 4]
    assert [r.get("error") for r in records] == [None, "the line is broken", None, None]
    assert [r["found"] for r in records] == [True, False, False, True]
    assert "line 2" in said


def test_a_batch_that_finds_nothing_says_so_by_its_status(
    indexes: dict[str, tuple[Engine, Path]], tmp_path: Path
) -> None:
    batch = tmp_path / "questions.txt"
    batch.write_text("asdf qwer zxcv\n", encoding="utf-8")
    code, records, _ = run(indexes["tantivy"][1], "--json", "--batch", str(batch))
    assert code == 1
    assert [r["found"] for r in records] == [False]


def test_what_was_decided_is_told_by_who_decided(engine: Engine) -> None:
    asked = ask(engine, "What was decided about family hubs?").answer
    assert asked.found
    assert "RESOLVED that the County Council comments on the decision" in asked.text
    best = asked.evidence[0].passage
    assert best.role == "decision" or "resolved" in best.text.lower()


def test_what_no_record_decides_is_not_found_however_much_it_is_spoken_of(engine: Engine) -> None:
    spoken_of = "caseload pressure"
    assert ask(engine, f"Which councils cite {spoken_of}?").answer.found
    asked = ask(engine, f"What was decided about {spoken_of}?").answer
    assert not asked.found
    assert "minutes or decision record" in asked.text


def test_councils_of_a_grade_are_dated_by_their_judgements(engine: Engine) -> None:
    asked = ask(engine, "Which councils were judged inadequate overall?").answer
    held = {p.id: p for p in engine.papers()}
    for row in asked.authorities:
        judged = [
            j
            for p in held.values()
            if p.authority and p.authority.name == row.name
            for j in p.judgements
            if "overall" in j.theme.lower() and j.grade.lower() == "inadequate"
        ]
        if row.in_answer:
            assert row.first in {j.as_of for j in judged}
            assert 1 <= row.papers <= len(judged)
            assert {i.partition("#")[0] for i in row.passages} <= held.keys()
    assert any(row.in_answer for row in asked.authorities)


def test_councils_inspected_in_a_year_are_those_whose_papers_date_an_inspection_so(engine: Engine) -> None:
    def dated(year: str) -> set[str]:
        return {
            p.authority.name
            for p in engine.papers()
            if p.authority
            for day in (
                *(d.date for d in p.dates if d.kind == "inspection-end"),
                *(j.as_of or "" for j in p.judgements if j.kind == "inspected" and j.framework not in UNINSPECTED),
            )
            if day.startswith(year) and len(day) == len("2010-01-31")
        }

    years = {y for y in map(str, range(2009, 2027)) if dated(y)}
    assert len(years) > 2
    for year in sorted(years):
        asked = ask(engine, f"Which councils were inspected in {year}?").answer
        assert asked.found
        named = {row.name for row in asked.authorities if row.in_answer}
        assert named <= dated(year)
        assert {e.passage.authority for e in asked.evidence} == named
    assert not ask(engine, "Which councils were inspected in 1987?").answer.found


MINUTES = """# Minutes of the meeting of Foxton Parish Council

Held on 4 March 2019

**Present:**

Ann Lee (Chairman)

Bob Hill

**Apologies:** Cath Moor

1. Attendance at the fete was good and nobody was present who objected.
"""


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("Who attended the Foxton meeting in March 2019?", ("Ann Lee", "Bob Hill"), "Cath Moor"),
        ("Who was present at the Foxton meeting?", ("Ann Lee", "Bob Hill"), "fete"),
        ("Who sent apologies to the Foxton meeting in March 2019?", ("Cath Moor",), "Ann Lee"),
    ],
)
def test_who_was_there_is_told_as_the_minutes_list_it(
    tmp_path: Path, question: str, has: tuple[str, ...], lacks: str
) -> None:
    (tmp_path / "foxton-minutes.md").write_text(MINUTES, "utf-8")
    engine = open_engine(tmp_path / "index", create=True)
    ingest(engine, [tmp_path / "foxton-minutes.md"], IngestOptions(jobs=1))
    asked = ask(engine, question)
    assert asked.answer.found, asked.question
    assert all(name in asked.answer.text for name in has)
    assert lacks not in asked.answer.text


def test_who_was_there_is_not_guessed_without_minutes(engine: Engine) -> None:
    assert not ask(engine, "Who attended Executive Board in Leeds?").answer.found


def test_a_paragraph_asked_for_by_its_number_is_told_word_by_word(engine: Engine) -> None:
    numbered = [
        p
        for paper in engine.papers()
        if paper.authority and paper.authority.name == "Leeds City Council"
        for p in engine.passages(paper.id)
        if p.number and p.number.strip("().") == "3.2"
    ]
    assert numbered
    asked = ask(engine, "What does paragraph 3.2 of the Leeds report say?").answer
    assert asked.found
    assert {e.passage.id for e in asked.evidence} == {p.id for p in numbered}
    assert not ask(engine, "What does paragraph 77.7 of the Leeds report say?").answer.found


def test_what_must_improve_is_told_from_under_the_heading_that_says_so(engine: Engine) -> None:
    asked = ask(engine, "What needs to improve in Brighton and Hove?").answer
    assert asked.found
    for e in asked.evidence:
        assert any("improve" in words.lower() for words in (e.passage.heading, *e.passage.path)) or (
            e.passage.role == "recommendations"
        )
        assert e.passage.authority == "Brighton and Hove City Council"


def test_when_it_was_decided_is_the_day_of_the_minutes_that_record_it(engine: Engine) -> None:
    asked = ask(engine, "When did Kent adopt the Minerals and Waste Local Plan?").answer
    assert asked.found
    assert asked.value == "2025-03-13"
    assert "RESOLVED" in asked.text
    never = ask(engine, "When did Kent adopt the allotments strategy?").answer
    assert not never.found


def test_all_that_a_meeting_decided_is_told(engine: Engine) -> None:
    asked = ask(engine, "What did Kent County Council decide on 13 March 2025?").answer
    assert asked.found
    resolved = [e.sentence for e in asked.evidence]
    assert len(resolved) > 3
    assert all(re.search("resolved|agreed|approved|accepted|carried|adopted|rejected", s.lower()) for s in resolved)
    assert {e.passage.date for e in asked.evidence} == {"2025-03-13"}


def test_a_council_without_papers_is_refused_with_what_others_say_of_it(engine: Engine) -> None:
    """This test ensures that nothing is said of a council from another's paper but as what lies nearest, and nothing
    from a paper that is left out."""
    question = "What does Medway say about devolution?"
    asked = ask(engine, question)
    assert not asked.answer.found
    assert "the index has no paper of Medway Council" in asked.answer.text
    assert asked.answer.evidence
    assert all("Medway" in e.sentence for e in asked.answer.evidence)
    shown = {e.passage.paper for e in asked.answer.evidence}
    without = ask(engine, question, None, lambda p: p.id not in shown)
    assert not without.answer.found
    assert not shown & {e.passage.paper for e in without.answer.evidence}


@pytest.mark.parametrize(
    "text",
    [
        "When is the next meeting of Stoke Ferry Parish Council?",
        "When was the next Stoke Ferry parish council meeting after 6 March 2019?",
        "When did Stoke Ferry Parish Council next meet after March 2019?",
    ],
)
def test_the_next_meeting_is_the_one_that_the_minutes_announce(engine: Engine, text: str) -> None:
    asked = ask(engine, text).answer
    assert asked.found
    assert asked.evidence[0].passage.date == "2019-03-06"
    assert "3 April" in str(asked.value)


@pytest.mark.parametrize("text", ["When is the next meeting of Leeds City Council?", "When does Kent next meet?"])
def test_a_next_meeting_that_is_not_announced_is_not_guessed(engine: Engine, text: str) -> None:
    assert not ask(engine, text).answer.found


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_comparison_quotes_each_council_from_its_own_papers(
    indexes: dict[str, tuple[Engine, Path]], engine: str
) -> None:
    answer = ask(indexes[engine][0], "Compare caseloads in Brighton and Hove with those in Kent.").answer
    assert answer.found
    assert answer.kind == "compare"
    councils = [e.passage.authority for e in answer.evidence[:2]]
    assert councils == ["Brighton and Hove City Council", "Kent County Council"]
    assert all("caseload" in e.sentence.lower() for e in answer.evidence[:2])


def test_a_comparison_of_which_one_side_is_missing_claims_nothing_of_both(
    indexes: dict[str, tuple[Engine, Path]],
) -> None:
    answer = ask(
        indexes["tantivy"][0], "Which had more flood wardens, Kent or Doncaster, and what were the numbers?"
    ).answer
    assert not answer.found
