"""The JSON that the command line promises, field by field; unknown fields are allowed, missing ones are not."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NoneType = type(None)

JUDGEMENT = {
    "theme": str, "area": str, "grade": (str, NoneType), "body": str, "as_of": (str, NoneType), "kind": str,
    "section": str, "quote": str,
}  # fmt: skip
PAPER = {
    "id": str, "file": str, "sha256": str, "authority": (dict, NoneType), "committees": list, "date": (str, NoneType),
    "dates": list, "title": str, "type": str, "author_role": (str, NoneType), "contact": (dict, NoneType),
    "call_in": (bool, NoneType), "exempt": bool, "exempt_paragraphs": list, "pages": int, "unread_pages": int,
    "status": str, "error": (str, NoneType), "judgements": list, "sections": int, "pack": (str, NoneType),
}  # fmt: skip
SECTION = {
    "id": str, "number": (str, NoneType), "heading": str, "path": list, "level": int, "role": str, "page_first": int,
    "page_last": int, "page_label": (str, NoneType), "span": list, "text": str,
}  # fmt: skip
PASSAGE = {
    "id": str, "paper": str, "file": str, "authority": (str, NoneType), "committee": (str, NoneType),
    "date": (str, NoneType), "title": str, "type": str, "number": (str, NoneType), "heading": str, "path": list,
    "role": str, "page": int, "page_label": (str, NoneType), "span": list, "text": str, "highlights": list,
    "score": (int, float), "matched": list, "citation": str,
}  # fmt: skip
HOLDER = {
    "name": str, "code": (str, NoneType), "verdict": str, "in_answer": bool, "papers": int, "first": (str, NoneType),
    "last": (str, NoneType), "passages": list,
}  # fmt: skip
SEARCH = {
    "query": str, "read_as": str, "total": dict, "relaxed": (str, NoneType), "facets": dict, "passages": list,
    "coverage": dict,
}  # fmt: skip
ANSWER = {
    "question": str, "kind": str, "read_as": dict, "found": bool, "answer": str,
    "value": (str, int, float, list, dict, bool, NoneType), "authorities": list, "papers": list, "passages": list,
    "coverage": dict, "verdict": (str, NoneType),
}  # fmt: skip
LIKE_PAPER = {
    "id": str, "title": str, "authority": (str, NoneType), "committee": (str, NoneType), "date": (str, NoneType),
    "type": str, "file": str,
}  # fmt: skip
RECOMMENDATION = {
    "authority": (str, NoneType), "committee": (str, NoneType), "addressee": (str, NoneType), "date": (str, NoneType),
    "verb": str, "outcome": str, "item": str, "text": str, "span": list, "strip": (dict, NoneType), "paper": str,
    "section": str, "title": str, "type": str,
}  # fmt: skip
STRIP = {"text": str, "recommended": (dict, NoneType), "decided": list}
STEP = {
    "date": (str, NoneType), "committee": (str, NoneType), "verb": str, "outcome": str, "minute": (str, NoneType),
    "for": (int, NoneType), "against": (int, NoneType), "abstained": (int, NoneType), "text": str, "paper": str,
    "section": str,
}  # fmt: skip
KINDS = {
    *("which", "grade", "when", "number", "who", "passage", "change", "compare", "recommendation", "absence"),
    *("definition", "role", "filtered"),
}
ROLES = {
    *("front matter", "confidentiality", "summary", "recommendations", "reasons for recommendations", "purpose"),
    *("background", "main issues", "response", "timetable", "options considered", "consultation", "circulation"),
    *("implications", "implications:policy", "implications:legal", "implications:resource", "implications:equality"),
    *("implications:risk", "implications:property", "conclusions", "decision", "background papers"),
    *("supporting documents", "appendices list", "appendix", "officer contact", "wards affected", "part"),
}


def has_shape(record: dict[str, Any], shape: dict[str, Any]) -> None:
    missing = set(shape) - set(record)
    assert not missing, f"missing {sorted(missing)}"
    wrong = {k: record[k] for k, types in shape.items() if not isinstance(record[k], types)}
    assert not wrong


def loaded(done: subprocess.CompletedProcess[str], status: int = 0) -> Any:
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout)


def check_passage(passage: dict[str, Any]) -> None:
    has_shape(passage, PASSAGE)
    start, end = passage["span"]
    assert end - start == len(passage["text"])
    assert passage["role"] in ROLES
    assert all(0 <= a < b <= len(passage["text"]) for a, b in passage["highlights"])


def test_papers(run: Run) -> None:
    papers = loaded(run("papers", "--json"))
    assert len(papers) == 24
    for paper in papers:
        has_shape(paper, PAPER)
        for judgement in paper["judgements"]:
            has_shape(judgement, JUDGEMENT)
            assert judgement["kind"] in ("inspected", "self-assessed", "historic", "other")
        for date in paper["dates"]:
            assert {"date", "kind", "committee"} <= set(date)
        assert paper["authority"] is None or {"name", "code", "gss"} <= set(paper["authority"])
    packs = {p["pack"] for p in papers} - {None}
    assert packs <= {p["id"] for p in papers}


def test_show(run: Run) -> None:
    """This test ensures that a section's text is the canonical text at its span, one after the other."""
    paper = loaded(run("show", "leeds-2010", "--json"))
    assert isinstance(paper["sections"], list)
    for strip in paper["outcomes"]:
        has_shape(strip, STRIP)
        has_shape(strip["recommended"], STEP)
    assert [strip["text"] for strip in paper["outcomes"]] == [
        "Proposed 12 February 2010 → no decision on it in the index"
    ]
    starts = [s["span"][0] for s in paper["sections"]]
    assert starts == sorted(starts)
    for section in paper["sections"]:
        has_shape(section, SECTION)
        assert section["role"] in ROLES
        assert section["span"][1] - section["span"][0] == len(section["text"])
        assert 1 <= section["page_first"] <= section["page_last"]


def test_search(run: Run) -> None:
    found = loaded(run("search", "high caseloads", "--json"))
    has_shape(found, SEARCH)
    assert set(found["total"]) >= {"passages", "papers", "authorities"}
    assert found["passages"]
    for passage in found["passages"]:
        check_passage(passage)


def test_search_lines_are_the_passages(run: Run) -> None:
    whole = loaded(run("search", "caseloads", "--json"))["passages"]
    lines = run("search", "caseloads", "--jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole


def test_search_csv_holds_the_same(run: Run) -> None:
    whole = loaded(run("search", "caseloads", "--json"))["passages"]
    rows = list(csv.DictReader(io.StringIO(run("search", "caseloads", "--csv").stdout)))
    assert [r["id"] for r in rows] == [p["id"] for p in whole]
    assert [r["citation"] for r in rows] == [p["citation"] for p in whole]
    assert [r["text"].lstrip("'") for r in rows] == [p["text"].lstrip("'") for p in whole]


@pytest.mark.parametrize(
    "question",
    ["Which councils cite caseload pressure?", "What overall effectiveness grade did Ofsted give Norfolk?",
     "Which councils do not mention agency staff?", "What does MTFP stand for?"],
)  # fmt: skip
def test_ask(run: Run, question: str) -> None:
    answer = loaded(run("ask", question, "--json"))
    has_shape(answer, ANSWER)
    assert answer["kind"] in KINDS
    assert {"topic", "filters", "negated"} <= set(answer["read_as"])
    assert {"papers", "authorities", "unreadable", "from", "to"} <= set(answer["coverage"])
    assert answer["found"]
    for holder in (*answer["authorities"], *answer["papers"]):
        has_shape(holder, HOLDER)
        assert holder["verdict"] in ("cites", "mentions", "silent", "not held", "unreadable")
    for passage in answer["passages"]:
        check_passage(passage)


def test_ask_what_is_not_there(run: Run) -> None:
    answer = loaded(run("ask", "What is the parking charge in Birmingham?", "--json"), status=1)
    has_shape(answer, ANSWER)
    assert answer["found"] is False
    assert answer["answer"]


def test_ask_for_yes_or_no(run: Run, tmp_path: Any) -> None:
    """This test ensures that a verdict is in JSON, in the text, in every line of a batch and in its CSV."""
    asked = {"Was the Kent Minerals and Waste Local Plan adopted?": "yes", "Why is Sunderland inadequate?": None}
    for question, verdict in asked.items():
        answer = loaded(run("ask", question, "--json"))
        has_shape(answer, ANSWER)
        assert answer["verdict"] == verdict
        assert answer["answer"].startswith("Yes. ") is (verdict == "yes")
    assert run("ask", next(iter(asked))).stdout.startswith("Yes. ")
    questions = tmp_path / "questions.txt"
    questions.write_text("\n".join(asked), "utf-8")
    lines = [json.loads(line) for line in run("ask", "--batch", str(questions)).stdout.splitlines()]
    assert [line["verdict"] for line in lines] == list(asked.values())
    rows = csv.DictReader(io.StringIO(run("ask", "--batch", str(questions), "--csv").stdout))
    assert [row["verdict"] or None for row in rows] == list(asked.values())


def test_ask_batch(run: Run, tmp_path: Any) -> None:
    """This test ensures that a file of questions gives a line an answer, comments and blank lines aside."""
    questions = tmp_path / "questions.txt"
    questions.write_text("# two\nWhich councils cite caseload pressure?\n\nWhat is the capital of Peru?\n", "utf-8")
    done = run("ask", "--batch", str(questions))
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(a["line"], a["found"]) for a in answers] == [(2, True), (4, False)]
    rows = list(csv.DictReader(io.StringIO(run("ask", "--batch", str(questions), "--csv").stdout)))
    assert [r["found"] for r in rows] == ["yes", "no"]


def test_ask_batch_takes_utf_8_with_or_without_its_mark_and_nothing_else(run: Run, tmp_path: Any) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text("Which councils cite caseload pressure?", "utf-8-sig")
    assert json.loads(run("ask", "--batch", str(questions)).stdout)["kind"] == "which"
    questions.write_text("Which councils cite caseload pressure?", "utf-16")
    refused = run("ask", "--batch", str(questions))
    assert refused.returncode == 2
    assert "UTF-8" in refused.stderr


def test_grades(run: Run) -> None:
    rows = loaded(run("grades", "--authority", "norfolk", "--json"))
    for row in rows:
        has_shape(row, JUDGEMENT | {"authority": str, "paper": str})
        assert row["kind"] == "inspected"
        assert row["authority"] == "Norfolk County Council"
    assert any(r["theme"] == "Overall effectiveness" for r in rows)
    good = loaded(run("grades", "--grade", "inadequate", "--json"))
    assert good
    assert {r["grade"].lower() for r in good} == {"inadequate"}


def test_matrix(run: Run, tmp_path: Any) -> None:
    sheet = tmp_path / "matrix.xlsx"
    found = loaded(run("matrix", "caseloads", "agency staff", "--json", "--xlsx", str(sheet)))
    assert found["topics"] == ["caseloads", "agency staff"]
    assert len(found["authorities"]) == 13
    for row in found["authorities"]:
        assert len(row["cells"]) == 2
        for cell in row["cells"]:
            has_shape(cell, HOLDER)
    from openpyxl import load_workbook

    book = load_workbook(sheet)
    assert book.sheetnames == ["Verdicts", "Evidence", "Not read"]
    assert [c.value for c in book["Verdicts"][1]] == ["authority", "caseloads", "agency staff"]
    assert book["Evidence"].max_row > 10


def test_status_and_engines(run: Run) -> None:
    status = loaded(run("status", "--json"))
    assert status["engine"] == "tantivy"
    assert status["unread"] == []
    assert status["unread_pages"] == []
    assert sum(a["papers"] for a in status["authorities"]) == 24
    engines = loaded(run("engines", "--json"))
    assert {"tantivy", "whoosh"} <= {e["name"] for e in engines}


def test_recommendations(run: Run) -> None:
    found = loaded(run("recommendations", "plan", "--json"))
    has_shape(found, {"topic": str, "relaxed": (str, NoneType), "verbs": list, "wordings": list})
    assert found["wordings"]
    for wording in found["wordings"]:
        has_shape(wording, {"verb": str, "text": str, "used": list})
        for row in wording["used"]:
            has_shape(row, RECOMMENDATION)
            if row["strip"]:
                has_shape(row["strip"], STRIP)


def test_every_hit_that_is_counted_is_written(run: Run) -> None:
    """This test ensures that folded near-duplicates are rows, marked with the passage that says the same."""
    counted = loaded(run("search", "children", "--json"))["total"]["passages"]
    rows = list(csv.DictReader(io.StringIO(run("search", "children", "--all", "--csv").stdout)))
    assert len(rows) == len({row["id"] for row in rows}) == counted
    whole = loaded(run("search", "children", "--all", "--json"))["passages"]
    assert [p["id"] for p in whole] == [row["id"] for row in rows]
    assert [p["same_as"] or "" for p in whole] == [row["same_as"] for row in rows]
    assert {row["same_as"] for row in rows} - {""} <= {row["id"] for row in rows}
    assert any(row["same_as"] for row in rows)


def test_similar(run: Run, corpus: Any) -> None:
    """This test ensures that a paper is not like itself, and that a file on disk is compared without being indexed."""
    held = loaded(run("similar", "kent-2022", "--json"))
    assert held["papers"]
    assert all(0 < p["likeness"] <= 1 for p in held["papers"])
    assert not any("kent-2022" in p["file"] for p in held["papers"])
    assert [p["likeness"] for p in held["papers"]] == sorted((p["likeness"] for p in held["papers"]), reverse=True)
    for paper in held["papers"]:
        has_shape(paper, LIKE_PAPER | {"likeness": float, "shared": list, "outcomes": list, "copies": list})
    for section in held["sections"]:
        has_shape(section, {"role": str, "likeness": float, "shared": list, "passage": dict, "outcomes": list})
        check_passage(section["passage"])
    for passage in held["recommendations"]:
        check_passage(passage)
        assert passage["role"] in ("recommendations", "decision")
    draft = corpus.parent / "tests" / "corpus" / "papers" / "kent-2022-ilacs.txt"
    like = loaded(run("similar", str(draft), "--json"))
    copy = like["near_copies"][0]
    has_shape(copy, LIKE_PAPER | {"kind": str, "share": float, "why": str})
    assert "kent-2022" in copy["file"]
    assert copy["share"] > 0.5
    assert not any("kent-2022" in p["file"] for p in like["papers"])


def test_cite_and_export(run: Run) -> None:
    cited = loaded(run("cite", "leeds-2010#3.4", "--json"))
    assert cited["citation"] == (
        "Leeds City Council, Executive Board, ‘The Ofsted and Care Quality Commission Inspection of Safeguarding and "
        "Looked After Children’s…’, 12 February 2010, para 3.4, p. 3"
    )
    assert cited["quote"].startswith("3.4 ")
    assert cited["file"] == "leeds-2010-02-12-safeguarding-inspection-outcomes.pdf"
    items = loaded(run("export", "--format", "csl"))
    assert len(items) == 24
    assert all({"id", "type", "title", "author"} <= set(i) for i in items)
    ris = run("export", "--format", "ris", "--authority", "leeds").stdout
    assert ris.count("TY  - RPRT") == ris.count("ER  - ") == 3
    bibtex = run("export").stdout
    assert bibtex.count("@techreport{") == 24
    assert bibtex.count("{") == bibtex.count("}")


def test_eval(run: Run, tmp_path: Any, corpus: Any) -> None:
    """This test ensures that a saved run is compared with the next one, question by question."""
    questions = str(corpus.parent / "tests" / "eval" / "corpus_questions.json")
    saved = tmp_path / "run.json"
    first = loaded(run("eval", questions, "--json", "--out", str(saved)))
    assert first["total"]["faithful"] == 1.0
    outcomes = json.loads(saved.read_text("utf-8"))
    outcomes[0]["ok"] = not outcomes[0]["ok"]
    saved.write_text(json.dumps(outcomes), "utf-8")
    second = loaded(run("eval", questions, "--json", "--against", str(saved)))
    assert second["gained"] + second["lost"] == [outcomes[0]["id"]]
