"""Rankings of the sample corpus, kept as files to read: a change of ranking is seen in the diff, good and bad.

``pytest tests/cli --update-golden`` writes them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cqa.engine import Engine, open_engine
from cqa.search import SearchOptions, search
from cqa.show.citation import citation

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "ranking"
QUERIES = (
    *(
        "high caseloads",
        "agency staff",
        '"looked after children"',
        "social worker turnover",
        "recommendations sufficiency",
    ),
    *("authority:leeds caseload OR workload", "care leavers accommodation", "date:2010..2013 inadequate"),
    *("family hubs call-in", "legal implications", "zyxwvut caseloads", "title:budget reserves"),
)
SHOWN = 10


@pytest.fixture(scope="module")
def engine(corpus_index: Path) -> Iterator[Engine]:
    opened = open_engine(corpus_index)
    yield opened
    opened.close()


def page(engine: Engine, query: str) -> str:
    """What a query finds: how it was read, how much, the first passages by citation."""
    result = search(engine, query, SearchOptions(limit=SHOWN))
    t = result.totals
    lines = [f"query    {query}", f"read as  {result.read_as}"]
    if result.relaxed:
        lines.append(f"relaxed  {result.relaxed}")
    lines.append(f"found    {t.passages} passages, {t.papers} papers, {t.authorities} councils\n")
    for rank, found in enumerate(result.passages, 1):
        words = " ".join(found.passage.text.split())
        lines += [f"{rank:2}  {found.score:6.2f}  {citation(found.passage)}", f"            {words[:110]}"]
    if t.passages > len(result.passages):
        lines.append(f"\n{t.passages - len(result.passages)} more")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("query", QUERIES)
def test_ranking(engine: Engine, query: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / (re.sub(r"[^a-z0-9]+", "-", query.lower()).strip("-") + ".txt")
    now = page(engine, query)
    if request.config.getoption("--update-golden"):
        path.write_text(now, "utf-8")
    assert path.exists(), "pytest tests/cli --update-golden"
    assert now == path.read_text("utf-8"), f"the ranking of {query!r} has changed; --update-golden takes the new one"


def test_no_golden_file_is_left_over() -> None:
    names = {re.sub(r"[^a-z0-9]+", "-", q.lower()).strip("-") + ".txt" for q in QUERIES}
    assert {p.name for p in GOLDEN.iterdir()} == names
