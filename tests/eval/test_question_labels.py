"""The judged questions are well formed, and every quote is in the paper that it names."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
KINDS = {
    "which", "absence", "grade", "when", "number", "who", "definition", "role", "passage", "change", "compare",
    "recommendation", "paraphrase", "filtered", "unanswerable",
}  # fmt: skip


def questions(name: str) -> list[dict[str, Any]]:
    loaded: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return list(loaded["questions"])


CORPUS_QUESTIONS = questions("corpus_questions.json")
PAPERS_QUESTIONS = questions("papers_questions.json")
JUNK_QUESTIONS = questions("junk_questions.json")
FILES: list[str] = json.loads((HERE / "papers_questions.json").read_text(encoding="utf-8"))["files"]


def squeezed(text: str) -> str:
    """Letters and digits only, in lower case: quotes are compared so, since line ends and hyphens differ."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())


@cache
def words_of(path: Path) -> str:
    """All text of a file, squeezed."""
    if path.suffix == ".pdf":
        import pypdfium2

        document = pypdfium2.PdfDocument(path)
        try:
            return squeezed(" ".join(page.get_textpage().get_text_range() for page in document))
        finally:
            document.close()
    if path.suffix == ".docx":
        import docx

        word = docx.Document(str(path))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return squeezed(" ".join([*(p.text for p in word.paragraphs), *cells]))
    return squeezed(re.sub(r"<[^>]{0,200}>", " ", path.read_text(encoding="utf-8")))


def quotes(question: dict[str, Any]) -> list[dict[str, Any]]:
    return [*question.get("relevant", []), *question.get("distractors", [])]


@pytest.mark.parametrize("question", [*CORPUS_QUESTIONS, *PAPERS_QUESTIONS], ids=lambda q: q["id"])
def test_a_question_is_well_formed(question: dict[str, Any]) -> None:
    assert question["kind"] in KINDS
    assert (question["kind"] == "unanswerable") == (not question["answerable"])
    for pattern in (*question["answer_short"]["required"], *question["answer_short"]["forbidden"]):
        re.compile(pattern)
    names = question.get("authorities", {})
    assert not set(names.get("expected", [])) & set(names.get("not_expected", []))
    if question["kind"] == "unanswerable":
        assert not question["relevant"]


@pytest.mark.parametrize("question", CORPUS_QUESTIONS, ids=lambda q: q["id"])
def test_corpus_quotes_stand_in_their_papers(question: dict[str, Any]) -> None:
    held = {path.name: path for path in CORPUS.rglob("*") if path.is_file()}
    for quote in quotes(question):
        assert squeezed(quote["quote"]) in words_of(held[quote["file"]])


@pytest.mark.parametrize("question", PAPERS_QUESTIONS, ids=lambda q: q["id"])
def test_quotes_stand_in_the_real_papers(question: dict[str, Any], shared: Path) -> None:
    for quote in quotes(question):
        assert quote["file"] in FILES
        assert squeezed(quote["quote"]) in words_of(shared / "papers" / quote["file"])


def test_papers_are_outside_the_gold_list(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "council_papers.json").read_text(encoding="utf-8"))
    assert not set(FILES) & {paper["file"] for paper in gold}


def test_every_kind_is_asked() -> None:
    assert {q["kind"] for q in CORPUS_QUESTIONS} == KINDS
    assert len(CORPUS_QUESTIONS) >= 60
    assert len(PAPERS_QUESTIONS) >= 30
    assert Counter(q["kind"] for q in JUNK_QUESTIONS)["junk"] >= 5
    assert Counter(q["kind"] for q in JUNK_QUESTIONS)["out-of-field"] >= 20


def test_ids_and_questions_are_unique() -> None:
    everything = [*CORPUS_QUESTIONS, *PAPERS_QUESTIONS, *JUNK_QUESTIONS]
    assert len({q["id"] for q in everything}) == len(everything)
    assert len({q["question"] for q in everything}) == len(everything)
