"""One changed paper in a large index, and what a thousand of them leave behind."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from cqa.engine import open_engine
from cqa.engine.tantivy.compact import dead_share
from tests.bench import building
from tests.bench.generate import Generator
from tests.bench.table import Row, Setting, at_most

SECONDS, GROWTH = 1, 1.3
REPLACEMENTS = 1_000


def measure(setting: Setting) -> Iterator[Row]:
    size = max(setting.sizes)
    fresh = setting.indexes / f"cqa-{size}"
    building.build("cqa", size, fresh)
    old = setting.folder / "changed"
    shutil.copytree(fresh, old)
    before = megabytes(old)
    stores = {path.name for path in (old / "tantivy").glob("*.store")}
    took = _replaced(old, 20)
    kept = stores & {path.name for path in (old / "tantivy").glob("*.store")}
    rest = sum((old / "tantivy" / name).stat().st_size for name in kept) / sum(
        (fresh / "tantivy" / name).stat().st_size for name in stores
    )
    more = (
        f" at the slowest of {len(took)}, median {sorted(took)[len(took) // 2]:.2f}; {rest:.0%} of the files untouched"
    )
    yield at_most(f"one changed paper in {size:,} passages", max(took), SECONDS, "s", more)
    replacements = REPLACEMENTS // 10 if setting.quick else REPLACEMENTS
    _replaced(old, replacements)
    more = f", dead {dead_share(old / 'tantivy'):.0%}"
    grown = megabytes(old) / before
    yield at_most(f"index size after {replacements:,} replacements, {size:,} passages", grown, GROWTH, "times", more)


def _replaced(folder: Path, count: int) -> list[float]:
    """Seconds of each replacement of a random paper, from opening the writer to the new commit being read."""
    engine, generator, chance = open_engine(folder), Generator(), random.Random(count)  # noqa: S311
    papers, took = engine.coverage().papers, []
    for n in range(count):
        made = generator.paper(chance.randrange(papers - 1), version=n + 1)
        began = time.perf_counter()
        with engine.writer() as writer:
            writer.put(made)
            writer.commit()
        engine.refresh()
        took.append(time.perf_counter() - began)
    return took


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
