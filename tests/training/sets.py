"""The judged questions that the scorer learns from, with the index that each set is asked of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
SHARED = REPOSITORY.parent / "shared"


@dataclass(frozen=True)
class QuestionSet:
    """A file of questions and the papers that they are asked of."""

    name: str
    questions: Path
    papers: tuple[Path, ...]


def sets() -> list[QuestionSet]:
    """Return every set whose questions and papers are on this machine."""
    gold, own, papers = SHARED / "gold", REPOSITORY / "tests" / "eval", SHARED / "papers"
    corpus = tuple(sorted(p for p in (REPOSITORY / "corpus").rglob("*") if p.is_file() and p.name != "README.md"))
    made = [QuestionSet("corpus", own / "corpus_questions.json", corpus)]
    if gold.is_dir():
        seeds = tuple(sorted((SHARED / "seeds").glob("*.txt")))
        council = tuple(papers / paper["file"] for paper in load(gold / "council_papers.json"))
        listed = tuple(papers / name for name in load(own / "papers_questions.json")["files"])
        made += [
            QuestionSet("seeds", gold / "seed_questions.json", seeds),
            QuestionSet("seeds_2", gold / "seed_questions_2.json", seeds),
            QuestionSet("council", gold / "council_questions.json", council),
            QuestionSet("papers", own / "papers_questions.json", listed),
        ]
    for extra in sorted((own / "rounds").glob("*.json")):
        names = extra.with_name(f"{extra.stem}_files.txt").read_text("utf-8").split()
        files = tuple(_in_papers(name) for name in names) if gold.is_dir() else ()
        if files:
            made.append(QuestionSet(extra.stem, extra, files))
    return made


def _in_papers(name: str) -> Path:
    """Return where a paper lies, given by its name or its path."""
    found = [p for folder in ("papers", "papers_b") for p in sorted((SHARED / folder).rglob(Path(name).name))]
    if not found:
        raise SystemExit(f"{name}: in neither papers nor papers_b")
    return found[0]


def load(path: Path) -> Any:
    """Return a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def questions_of(one: QuestionSet) -> list[Mapping[str, Any]]:
    """Return the questions of a set, whichever of the two forms its file has."""
    held = load(one.questions)
    return list(held["questions"] if isinstance(held, dict) else held)


def junk() -> list[Mapping[str, Any]]:
    """Return the questions without sense or from other fields, which nothing answers."""
    return list(load(REPOSITORY / "tests" / "eval" / "junk_questions.json")["questions"])


def labels_of(question: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the passages that a question's labels name, those that answer at least in part or relate."""
    held = question.get("relevant") or question.get("passages") or []
    return [label for label in held if label.get("grade", 1) >= 1]


def answerable(question: Mapping[str, Any]) -> bool:
    """Return whether the papers answer a question."""
    return question["kind"] not in ("unanswerable", "junk", "out-of-field") and question.get("answerable") is not False


def folds(questions: Mapping[str, list[Mapping[str, Any]]]) -> dict[tuple[str, str], int]:
    """Return a fold for each (set, question id): questions that share a paper are in one group, no paper in two.

    A question without labels goes to a fold of its set by turns. Folds are numbered; callers take them modulo.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            name = parent[name]
        return name

    for held in questions.values():
        for q in held:
            files = [_paper(label["file"]) for label in labels_of(q)]
            for other in files[1:]:
                parent[root(other)] = root(files[0])
    numbers: dict[str, int] = {}
    found = {}
    for name, held in questions.items():
        for n, q in enumerate(held):
            files = [_paper(label["file"]) for label in labels_of(q)]
            group = root(files[0]) if files else f"{name} {n % 4}"
            found[name, q["id"]] = numbers.setdefault(group, len(numbers))
    return found


_SEEDS = {"leeds-2010-02-12": "000", "leeds-2011-12-14": "001", "leeds-2013-10-09": "002",
          "leicestershire-2017-03-06": "003", "southampton-2012-07-12": "004"}  # fmt: skip
"""The sample corpus holds the five seed papers under other names."""


def _paper(file: str) -> str:
    name = Path(file).name
    for sample, seed in _SEEDS.items():
        if name.startswith(sample):
            return seed
    return name[:3] if re.match(r"00\d_", name) else name


def squeezed(text: str) -> str:
    """Return letters and digits only, in lower case."""
    return re.sub(r"[^a-z0-9]+", "", (text or "").lower())


def each(questions: Mapping[str, list[Mapping[str, Any]]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every question with the name of its set."""
    for name, held in questions.items():
        for q in held:
            yield name, q
