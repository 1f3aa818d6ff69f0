"""The result of a run: per kind and in all, with what was gained and lost against an earlier run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from cqa.errors import UsageError
from cqa.evaluate.calibration import Reliability, brier_score, reliability
from cqa.evaluate.judge import QuestionScore
from cqa.evaluate.set_precision_recall import SetCounts, pooled
from cqa.record import dataclass


class ReportRow(NamedTuple):
    """One line of the table. Means are over the questions that have the label; None when none has.

    ``bm25_ndcg`` and ``bm25_cited`` are those of plain BM25 on the same questions. ``given`` counts the answers at
    level *answer* and ``given_right`` those of them that are right; ``refused`` counts the unanswerable questions that
    were refused, of ``unanswerable``. ``precision`` and ``recall_of_sets`` are those of the sets of councils.
    """

    kind: str
    right: int
    questions: int
    ndcg: float | None
    reciprocal_rank: float | None
    recall: float | None
    cited: float | None
    bm25_ndcg: float | None = None
    bm25_cited: float | None = None
    precision: float | None = None
    recall_of_sets: float | None = None
    given: int = 0
    given_right: int = 0
    refused: int = 0
    unanswerable: int = 0


class Changes(NamedTuple):
    """Ids of questions that are right now and were not, and the other way round, against an earlier run.

    Questions that the earlier run did not ask are in neither list.
    """

    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Every outcome of a run, in the order asked."""

    outcomes: tuple[QuestionScore, ...]

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """Return one row for each kind, in the order of their first questions."""
        kinds = dict.fromkeys(outcome.kind for outcome in self.outcomes)
        return tuple(_row(kind, [o for o in self.outcomes if o.kind == kind]) for kind in kinds)

    @property
    def total(self) -> ReportRow:
        return _row("all", self.outcomes)

    @property
    def authorities(self) -> SetCounts | None:
        """Return the counts of authorities of all answers that are sets, added up."""
        counts = [outcome.authorities for outcome in self.outcomes if outcome.authorities]
        return pooled(counts) if counts else None

    @property
    def wrong(self) -> tuple[QuestionScore, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.right)

    @property
    def median_seconds(self) -> float:
        return median(outcome.seconds for outcome in self.outcomes) if self.outcomes else 0.0

    def against(self, earlier: dict[str, bool]) -> Changes:
        """Return what was gained and lost since ``earlier`` (id → right), which :func:`read_run` gives."""
        now = {outcome.id: outcome.right for outcome in self.outcomes if outcome.id in earlier}
        gained = tuple(sorted(name for name, right in now.items() if right and not earlier[name]))
        return Changes(gained, tuple(sorted(name for name, right in now.items() if not right and earlier[name])))

    @property
    def brier(self) -> float | None:
        """Return the Brier score of the probabilities of answers, given and refused."""
        return brier_score(*self._forecasts)

    @property
    def reliability(self) -> list[Reliability]:
        """Return how often answers of about one probability are right."""
        return reliability(*self._forecasts)

    @property
    def _forecasts(self) -> tuple[list[float], list[bool]]:
        known = [(o.probability, o.holds) for o in self.outcomes if o.probability is not None and o.holds is not None]
        return [p for p, _ in known], [holds for _, holds in known]

    def lines(self, faults: int = 60) -> Iterable[str]:
        """Yield the report as plain text: the table, what was given and refused, the calibration, the time, then at
        most ``faults`` wrong answers."""
        yield _HEAD
        for row in (*self.rows, self.total):
            yield _line(row)
        total = self.total
        yield f"answers given: {total.given} of {total.questions}, of which {total.given_right} are right"
        if total.unanswerable:
            yield f"unanswerable questions refused: {total.refused} of {total.unanswerable}"
        if self.authorities:
            counts = self.authorities
            yield f"authority sets: precision {counts.precision:.3f} recall {counts.recall:.3f} F1 {counts.f1:.3f}"
        if self.brier is not None:
            yield f"calibration: Brier score {self.brier:.3f} over {len(self._forecasts[0])} answers, given and refused"
            yield "  probability  answers  mean  right"
            for r in self.reliability:
                yield f"  {r.low:.1f} to {r.high:.1f}   {r.answers:7d}  {r.expected:.2f}   {r.right:.2f}"
        distracted = [outcome.id for outcome in self.outcomes if outcome.distracted]
        if distracted:
            yield f"distractor served first: {', '.join(distracted)}"
        yield f"median {self.median_seconds * 1000:.0f} ms an answer"
        for outcome in self.wrong[:faults]:
            yield f"  {outcome.id:6s} {outcome.question[:70]!r}: {outcome.why[:200]}"

    def as_json(self) -> list[dict[str, Any]]:
        """Return every outcome as an object, for saving and for :func:`read_run`; ``ok`` repeats ``right`` under the
        name that the referee's saved runs use."""
        return [{"ok": outcome.right, **asdict(outcome)} for outcome in self.outcomes]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.as_json(), indent=1) + "\n", "utf-8")


def read_run(path: Path) -> dict[str, bool]:
    """Return which questions a saved run got right, by id. Runs saved by the referee (``score.py --out``) are read
    too."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        return {str(entry["id"]): bool(entry["ok"]) for entry in stored}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not a saved run ({error}). Save one with --out.") from error


def _row(kind: str, outcomes: Sequence[QuestionScore]) -> ReportRow:
    counts = [outcome.authorities for outcome in outcomes if outcome.authorities]
    sets = pooled(counts) if counts else None
    return ReportRow(
        kind,
        sum(outcome.right for outcome in outcomes),
        len(outcomes),
        _mean(outcome.ndcg for outcome in outcomes),
        _mean(outcome.reciprocal_rank for outcome in outcomes),
        _mean(outcome.recall for outcome in outcomes),
        _mean(outcome.cited for outcome in outcomes),
        _mean(outcome.bm25_ndcg for outcome in outcomes),
        _mean(outcome.bm25_cited for outcome in outcomes),
        sets.precision if sets else None,
        sets.recall if sets else None,
        sum(outcome.given for outcome in outcomes),
        sum(outcome.given and outcome.right for outcome in outcomes),
        sum(not outcome.given for outcome in outcomes if not outcome.answerable),
        sum(not outcome.answerable for outcome in outcomes),
    )


_HEAD = (
    f"{'kind':18s} {'right':>9s} {'nDCG@10':>8s} {'BM25':>5s} {'cited@3':>8s} {'BM25':>5s} {'MRR':>6s} {'R@10':>5s}"
    f" {'sets P':>7s} {'R':>5s} {'given':>6s} {'right':>6s}"
)


def _line(row: ReportRow) -> str:
    right = row.given_right / row.given if row.given else None
    return (
        f"{row.kind:18s} {row.right:4d}/{row.questions:<4d} {_figure(row.ndcg, 8, 3)} {_figure(row.bm25_ndcg, 5, 3)} "
        f"{_figure(row.cited, 8, 2)} {_figure(row.bm25_cited, 5, 2)} {_figure(row.reciprocal_rank, 6, 3)} "
        f"{_figure(row.recall, 5, 2)} {_figure(row.precision, 7, 2)} {_figure(row.recall_of_sets, 5, 2)} "
        f"{row.given:6d} {_figure(right, 6, 2)}"
    )


def _mean(values: Iterable[float | bool | None]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _figure(value: float | None, width: int, places: int) -> str:
    return f"{'–':>{width}s}" if value is None else f"{value:{width}.{places}f}"
