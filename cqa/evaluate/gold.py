"""Judged questions: hand-made labels, read from JSON and checked before anything is measured with them.

Two forms are read. One has ``answer_short.required/forbidden``, ``authorities.expected/not_expected`` and
``relevant``; the other ``expected.must_contain/must_not_contain/authorities/not_authorities`` and ``passages``. A label
that cannot be used (a pattern that does not compile, a passage without a quote, an id used twice) stops the run: a
figure taken with broken labels is worse than none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from cqa.errors import UsageError
from cqa.record import dataclass

HIGHEST_GRADE = 3
"""Grades of relevance: 3 answers the question, 2 in part, 1 is context, 0 is not relevant."""


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A labelled statement: the file's name, words that a passage must hold to hit it, its grade of relevance, and
    the ``group`` of places that make the same statement (its own place when it is made once)."""

    file: str
    quote: str
    grade: int
    group: str


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with its labels. ``required`` and ``forbidden`` are patterns for the headline answer."""

    id: str
    kind: str
    question: str
    answerable: bool
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    not_expected: tuple[str, ...] = ()
    relevant: tuple[JudgedPassage, ...] = ()
    distractors: tuple[JudgedPassage, ...] = ()
    unit: str = "authority"
    """What the answer is a set of, where it is one: ``authority`` or ``paper``."""


def read_questions(path: Path) -> tuple[JudgedQuestion, ...]:
    """Return the judged questions of a file. Raises :class:`~cqa.errors.UsageError` naming every fault found in it."""
    try:
        stored = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path}: not a file of judged questions ({error}). Give a JSON file.") from error
    entries = stored.get("questions") if isinstance(stored, dict) else stored
    if not isinstance(entries, list) or not entries:
        raise UsageError(f"{path}: has no questions. Expected a list, or an object with a list 'questions'.")
    questions, faults = [], []
    for number, entry in enumerate(entries, 1):
        found = _faults(entry)
        faults += [f"question {number} ({_name(entry)}): {fault}" for fault in found]
        if not found:
            questions.append(judged_question(entry))
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            faults.append(f"id {question.id!r} is used twice")
        seen.add(question.id)
    if faults:
        raise UsageError(f"{path}: {len(faults)} faulty labels.\n  " + "\n  ".join(faults))
    return tuple(questions)


def _name(entry: object) -> str:
    return str(entry.get("id", "no id")) if isinstance(entry, dict) else "not an object"


_KINDS = (
    (("kind", "question"), str, "text"),
    (("answer_short", "expected", "authorities"), dict, "an object"),
    (("relevant", "passages", "distractors"), list, "a list"),
)


def _faults(entry: object) -> list[str]:
    """Return everything that makes a label unusable."""
    if not isinstance(entry, dict):
        return ["is not an object"]
    faults = [f"lacks {key!r}" for key in ("id", "kind", "question") if not str(entry.get(key) or "").strip()]
    kinds = [(key, kind, what) for names, kind, what in _KINDS for key in names]
    wrong = [f"{key!r} is not {what}" for key, kind, what in kinds if not isinstance(entry.get(key), kind | None)]
    if wrong:
        return faults + wrong
    required, forbidden, expected, not_expected = _expectations(entry)
    if not all(isinstance(x, list) for x in (required, forbidden, expected, not_expected)):
        return [*faults, "what is expected, or not, is not a list"]
    for pattern in (*required, *forbidden):
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            faults.append(f"pattern {pattern!r} does not compile: {error}")
    both = {str(name).lower() for name in expected} & {str(name).lower() for name in not_expected}
    faults += [f"{name!r} is both expected and not expected" for name in sorted(both)]
    for passage in (*_passages(entry), *(entry.get("distractors") or [])):
        if not isinstance(passage, dict) or not passage.get("file") or not str(passage.get("quote") or "").strip():
            faults.append("a passage without file or quote")
        elif not isinstance(passage.get("grade", 1), int) or not 0 <= passage.get("grade", 1) <= HIGHEST_GRADE:
            faults.append(f"grade {passage.get('grade')!r} is not 0 to {HIGHEST_GRADE}")
    return faults


def _expectations(entry: Mapping[str, Any]) -> tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]:
    short, expected = entry.get("answer_short") or {}, entry.get("expected") or {}
    named = entry.get("authorities") or {
        "expected": expected.get("authorities"),
        "not_expected": expected.get("not_authorities"),
    }
    return (
        short.get("required") or expected.get("must_contain") or [],
        short.get("forbidden") or expected.get("must_not_contain") or [],
        named.get("expected") or [],
        named.get("not_expected") or [],
    )


def _passages(entry: Mapping[str, Any]) -> list[Any]:
    return list(entry.get("relevant") or entry.get("passages") or [])


def judged_question(entry: Mapping[str, Any]) -> JudgedQuestion:
    """Return one entry of a file of judged questions, with either form of labels; its keys are not checked."""
    required, forbidden, expected, not_expected = _expectations(entry)
    return JudgedQuestion(
        id=str(entry["id"]),
        kind=entry["kind"],
        question=entry["question"],
        answerable=entry["kind"] != "unanswerable" and entry.get("answerable") is not False,
        required=tuple(required),
        forbidden=tuple(forbidden),
        expected=tuple(expected),
        not_expected=tuple(not_expected),
        relevant=tuple(p for p in map(_passage, _passages(entry), range(10**6)) if p.grade >= 1),
        distractors=tuple(map(_passage, entry.get("distractors") or [], range(10**6))),
        unit=entry.get("answer_unit") or "authority",
    )


def _passage(entry: Mapping[str, Any], place: int) -> JudgedPassage:
    group = entry.get("same_as_group")
    own = f"#{place}"
    return JudgedPassage(
        PurePath(entry["file"]).name, entry["quote"], entry.get("grade", 1), str(group) if group else own
    )
