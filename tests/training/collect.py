"""Features and labels of every sentence found for every question, kept in a cache outside the repository."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cqa.engine import open_engine
from cqa.engine.port import Engine
from cqa.evidence.features import NAMES
from cqa.evidence.sentence_scorer import Sentence
from tests.training import sets
from tests.training.road import found_for

OVERLAP = 12
"""Letters that a sentence and a labelled quote share at least where they are the same statement."""


class Row(NamedTuple):
    """One sentence: its features, the grade of its label (0 for none), the passage and its span."""

    features: tuple[float, ...]
    grade: int
    passage: str
    labels: tuple[int, ...]
    text: str


class Asked(NamedTuple):
    """One question with every sentence found for it."""

    set: str
    id: str
    kind: str
    question: str
    answerable: bool
    grades: tuple[int, ...]
    """Grade of each label."""
    groups: tuple[str, ...]
    """Labels of one group say the same."""
    rows: tuple[Row, ...]


def cache_folder() -> Path:
    """Return where indexes and features are kept: ``$CQA_TRAINING_CACHE``, or a folder of the user's cache."""
    given = os.environ.get("CQA_TRAINING_CACHE")
    return Path(given) if given else Path.home() / ".cache" / "cqa-training"


def index_of(one: sets.QuestionSet) -> Path:
    """Return the index of a set's papers, built when it is not there or the program has changed how it reads."""
    mark = hashlib.sha256("\n".join(str(p) for p in one.papers).encode()).hexdigest()[:12]
    folder = cache_folder() / f"{one.name}-{mark}"
    if not folder.exists():
        command = [str(Path(sys.executable).with_name("cqa")), "ingest", "--index", str(folder), "--jobs", "1"]
        done = subprocess.run([*command, *map(str, one.papers)], capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1, 3):
            raise SystemExit(f"{one.name}: {done.stderr[-400:]}")
    return folder


def collect(*, again: bool = False) -> list[Asked]:
    """Return all questions of all sets with their sentences; from the cache unless ``again`` or features changed."""
    code = Path(sets.REPOSITORY / "cqa" / "evidence").rglob("*.py")
    mark = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(code)) + repr(NAMES).encode()).hexdigest()[:12]
    kept = cache_folder() / f"rows-{mark}.pickle"
    if kept.exists() and not again:
        return list(pickle.loads(kept.read_bytes()))  # noqa: S301 - written by this program alone
    made: list[Asked] = []
    for one in sets.sets():
        engine = open_engine(index_of(one))
        made += [asked(engine, one.name, q) for q in sets.questions_of(one)]
        if one.name in ("corpus", "papers"):
            made += [asked(engine, f"junk-{one.name}", q) for q in sets.junk() if one.name not in q.get("held_in", ())]
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(made))
    return made


def asked(engine: Engine, name: str, q: Mapping[str, Any]) -> Asked:
    """Return one question with the sentences that the real road finds for it, labelled."""
    labels = sets.labels_of(q)
    found = found_for(engine, q["question"])
    quotes = [(Path(x["file"]).name, sets.squeezed(x["quote"]), int(x.get("grade", 1))) for x in labels]
    whole: dict[str, str] = {}
    rows = tuple(label_of(s, quotes, whole) for s in found)
    groups = tuple(str(x.get("same_as_group") or n) for n, x in enumerate(labels))
    return Asked(
        name, str(q["id"]), q["kind"], q["question"], sets.answerable(q), tuple(g for _, _, g in quotes), groups, rows
    )


def label_of(s: Sentence, quotes: list[tuple[str, str, int]], whole: dict[str, str]) -> Row:
    """Return a sentence with the grade of the quotations (file, letters, grade) that it overlaps. ``whole`` keeps the
    letters of passages between calls."""
    p = s.passage
    text = whole.setdefault(p.id, sets.squeezed(p.text))
    sentence = s.text
    start = len(sets.squeezed(p.text[: s.span[0]]))
    end = start + len(sets.squeezed(sentence))
    hit = []
    for n, (file, quote, _) in enumerate(quotes):
        if file != Path(p.file).name or not quote:
            continue
        at = text.find(quote)
        while at >= 0:
            shared = min(end, at + len(quote)) - max(start, at)
            if shared >= min(OVERLAP, len(quote), max(end - start, 1)):
                hit.append(n)
                break
            at = text.find(quote, at + 1)
    grade = max((quotes[n][2] for n in hit), default=0)
    return Row(s.features, grade, p.id, tuple(hit), sentence)
