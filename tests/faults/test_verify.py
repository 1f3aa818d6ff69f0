"""A flipped bit in an index is found by ``cqa verify``, or harmless; never is an answer silently another one."""

from __future__ import annotations

import gc
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.errors import IndexDamaged
from tests.faults.scale import count

PAPER = """Leeds City Council

Report to: Cabinet
Date: {day} March 2015
Subject: Caseloads of social workers in area {day}

1. Purpose

1.1 Caseloads of social workers are high in area {day} and recruitment is slow.

2. Recommendations

2.1 Cabinet is recommended to note the report.
"""
FLIPS = count(40, 100)
"""Bits flipped in an index of each engine."""

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(autouse=True)
def left_open() -> Iterator[None]:
    """Collect the files that Whoosh leaves open where it stops in a damaged one, while that warns of nothing."""
    yield
    gc.collect()


def run(index: Path, *arguments: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(cli, ["--index", str(index), *arguments])


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("verify")
    papers = folder / "papers"
    papers.mkdir()
    for day in range(1, 9):
        (papers / f"{day}.txt").write_text(PAPER.format(day=day), "utf-8")
    (papers / "secret.txt").write_text("NOT FOR PUBLICATION\n\n" + PAPER.format(day=9), "utf-8")
    index = folder / "index"
    assert run(index, "ingest", str(papers), "--engine", request.param).exit_code == 0
    assert run(index, "verify").exit_code == 0, run(index, "verify").output
    return index, papers


ASKED = (
    ("search", "caseloads", "--json"),
    ("ask", "Which councils say that caseloads are high?", "--json"),
    ("papers",),
)


def test_flipped_bits_are_found_or_harmless(sound: tuple[Path, Path], tmp_path: Path) -> None:
    index, _ = sound
    answers = [run(index, *asked).output.replace(str(index), "") for asked in ASKED]
    chance = random.Random(17)  # noqa: S311  (a fixed choice of bits)
    files = [p for p in sorted(index.rglob("*")) if p.is_file() and p.stat().st_size and not p.name.endswith("lock")]
    weights = [p.stat().st_size for p in files]
    silent, found = [], 0
    for n in range(FLIPS):
        target = chance.choices(files, weights)[0]
        copy = tmp_path / str(n)
        shutil.copytree(index, copy)
        path = copy / target.relative_to(index)
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        if run(copy, "verify").exit_code == 0:
            now = [run(copy, *asked) for asked in ASKED]
            if [r.output.replace(str(copy), "") for r in now] != answers and all(r.exception is None for r in now):
                silent.append(str(target.relative_to(index)))
        else:
            found += 1
        shutil.rmtree(copy)
    assert not silent
    assert found > FLIPS // 8


def test_any_changed_bit_of_a_whoosh_segment_is_found(sound: tuple[Path, Path], tmp_path: Path) -> None:
    """Posting lists have no seal: the checksum of the whole file finds what changes in them."""
    index, _ = sound
    segments = sorted(index.rglob("*.seg"))
    if not segments:
        pytest.skip("no index of Whoosh")
    chance = random.Random(23)  # noqa: S311  (a fixed choice of bits)
    for n, target in enumerate(segments * 3):
        copy = tmp_path / str(n)
        shutil.copytree(index, copy)
        path = copy / target.relative_to(index)
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        checked = run(copy, "verify")
        assert checked.exit_code == 2 or isinstance(checked.exception, IndexDamaged), target


def test_what_is_damaged_is_named_and_can_be_read_again(sound: tuple[Path, Path], tmp_path: Path) -> None:
    index, papers = sound
    if not (index / "tantivy").exists():
        pytest.skip("whoosh keeps no checksum of its own")
    copy = tmp_path / "index"
    shutil.copytree(index, copy)
    store = max((copy / "tantivy").glob("*.store"), key=lambda p: p.stat().st_size)
    data = bytearray(store.read_bytes())
    data[20] ^= 1
    store.write_bytes(data)
    told = run(copy, "verify")
    assert told.exit_code == 2
    assert "checksum" in told.output
    shutil.rmtree(copy)
    shutil.copytree(index, copy)
    assert "9 replaced" in run(copy, "ingest", "--again", str(papers)).output
    assert run(copy, "verify").exit_code == 0
