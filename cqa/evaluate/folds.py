"""Folds by paper: what is fitted on one paper is never measured on it.

Papers that a question of few papers joins (a comparison) are in one fold where that leaves enough folds. A question of
many papers is at home in the fold of most of its papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cqa.errors import UsageError
from cqa.evaluate.gold import JudgedQuestion

FOLDS = 5
"""Folds at most."""

JOINED = (3, 2, 1)
"""Papers up to which a question joins its papers in one fold; the first that leaves :data:`GROUPS` groups counts."""

GROUPS = 3
"""Groups of papers below which no fit can be tested on the rest."""


class Folds(NamedTuple):
    """``files`` gives the fold of each paper, ``homes`` that of each question by id; ``wide`` are the questions that
    rest on papers of other folds, too."""

    number: int
    files: dict[str, int]
    homes: dict[str, int]
    wide: tuple[str, ...]


def folds_of(questions: Sequence[JudgedQuestion], most: int = FOLDS) -> Folds:
    """Return the folds. Raises :class:`~cqa.errors.UsageError` when all papers belong together."""
    counts = Counter(name for question in questions for name in _files(question))
    joined = [_joined(questions, most_papers) for most_papers in JOINED]
    root = next((one for one in joined if len(set(one.values())) >= GROUPS), joined[-1])
    groups: Counter[str] = Counter()
    for name, count in counts.items():
        groups[root[name]] += count
    number = min(most, len(groups))
    if number < 2:
        raise UsageError(
            "cannot cross-validate: the labelled passages of all questions belong to one paper, and what is fitted on "
            "it must not be measured on it; label passages of more papers"
        )
    sizes = [0] * number
    of_group: dict[str, int] = {}
    for group in sorted(groups, key=lambda g: (-groups[g], g)):
        fold = sizes.index(min(sizes))
        of_group[group] = fold
        sizes[fold] += groups[group]
    files = {name: of_group[root[name]] for name in counts}
    homes, wide = {}, []
    for turn, question in enumerate(questions):
        of_papers = Counter(files[name] for name in _files(question))
        homes[question.id] = min(of_papers, key=lambda f: (-of_papers[f], f)) if of_papers else turn % number
        if len(of_papers) > 1:
            wide.append(question.id)
    return Folds(number, files, homes, tuple(wide))


def _joined(questions: Sequence[JudgedQuestion], most_papers: int) -> dict[str, str]:
    """Return a group for each labelled paper: those that a question of at most so many papers rests on are in one."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for question in questions:
        names = _files(question)
        for name in names:
            parent[root(name)] = root(names[0]) if len(names) <= most_papers else root(name)
    return {name: root(name) for name in sorted(parent)}


def _files(question: JudgedQuestion) -> list[str]:
    return sorted({label.file for label in question.relevant})
