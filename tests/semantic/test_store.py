"""Vectors kept with an index: written once per text, on every engine, and what happens when the encoder changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cqa.engine import Engine, open_engine
from cqa.engine.open_part import open_part
from cqa.errors import UsageError
from cqa.ingest.report import IngestOptions
from cqa.ingest.run import ingest
from cqa.model import Passage
from cqa.semantic import encoder
from cqa.semantic.meaning import meaning_of
from tests.semantic import small_encoder

PAPER = "# Report to Cabinet\n\nDate: 4 March 2025\n\n1. Caseloads were high in {}.\n\n2. The roads were mended.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "one.md").write_text(PAPER.format("care"), "utf-8")
    small_encoder.write(tmp_path / "encoder")
    return tmp_path


@pytest.fixture(params=["tantivy", "whoosh", "memory"])
def engine(request: pytest.FixtureRequest, folder: Path) -> Engine:
    return open_engine(folder / "index", engine=request.param, create=True)


def read(engine: Engine, folder: Path, given: str | None = None, **options: bool) -> int | None:
    """Ingest the papers; return how many texts were encoded."""
    encoder = folder / given if given else None
    report = ingest(engine, [folder / "papers"], IngestOptions(jobs=1, encoder=encoder, **options))
    assert all(o.status == "indexed" for o in report.outcomes)
    return report.encoded


def passages(engine: Engine) -> list[Passage]:
    return [passage for paper in engine.papers() for passage in engine.passages(paper.id)]


def test_every_passage_has_a_vector_made_once(engine: Engine, folder: Path) -> None:
    assert read(engine, folder) is None
    assert meaning_of(engine.home) is None
    first = read(engine, folder, "encoder")
    found = passages(engine)
    assert first == len({p.title + p.heading + p.text for p in found}) > 1
    assert read(engine, folder) == 0  # the encoder is named once
    (folder / "papers" / "two.md").write_text(PAPER.format("the council"), "utf-8")
    assert 0 < (read(engine, folder) or 0) < first + 1
    found = passages(engine)
    meaning = meaning_of(engine.home)
    assert meaning is not None
    near = meaning.similarities("the roads were mended", found)
    assert all(value is not None and -1 <= value <= 1 for value in near)
    assert near == meaning.similarities("the roads were mended", found)


def test_similarity_is_that_of_the_encoders_own_vectors(engine: Engine, folder: Path) -> None:
    read(engine, folder, "encoder")
    found = passages(engine)
    meaning = meaning_of(engine.home)
    assert meaning is not None
    made = encoder.load(folder / "encoder")
    texts = [". ".join(part for part in (p.title, p.heading, p.text) if part) for p in found]
    exact = made.vectors(texts) @ made.vectors(["high caseloads"])[0]
    near = meaning.similarities("high caseloads", found)
    assert [value for value in near if value is not None] == pytest.approx(exact.tolist(), abs=0.02)


def test_passage_without_a_vector_has_no_similarity(engine: Engine, folder: Path) -> None:
    read(engine, folder, "encoder")
    found = passages(engine)
    meaning = meaning_of(engine.home)
    assert meaning is not None
    (folder / "papers" / "two.md").write_text(PAPER.format("pothole"), "utf-8")
    shutil.move(folder / "index" / "semantic", folder / "away")
    read(engine, folder)
    shutil.move(folder / "away", folder / "index" / "semantic")
    near = dict(zip((p.id for p in passages(engine)), meaning.similarities("the road", passages(engine)), strict=True))
    assert {p.id for p in found} <= {name for name, value in near.items() if value is not None}
    assert None in near.values()


def test_vectors_of_removed_papers_go(engine: Engine, folder: Path) -> None:
    (folder / "papers" / "two.md").write_text(PAPER.format("the council"), "utf-8")
    read(engine, folder, "encoder")
    size = (folder / "index" / "semantic" / "vectors.npy").stat().st_size
    (folder / "papers" / "two.md").unlink()
    read(engine, folder, prune=True)
    assert (folder / "index" / "semantic" / "vectors.npy").stat().st_size < size


def test_another_encoder_makes_all_vectors_again(engine: Engine, folder: Path) -> None:
    first = read(engine, folder, "encoder")
    before = meaning_of(engine.home)
    assert before is not None
    near = before.similarities("the road", passages(engine))
    small_encoder.write(folder / "other", seed=8)
    assert read(engine, folder, "other") == first
    after = meaning_of(engine.home)
    assert after is not None
    assert after.name == "other"
    assert after.similarities("the road", passages(engine)) != near


def test_encoder_that_is_gone_or_changed_is_named(engine: Engine, folder: Path) -> None:
    read(engine, folder, "encoder")
    small_encoder.write(folder / "encoder", seed=8)
    encoder.digest_of.cache_clear()
    with pytest.raises(UsageError, match="not the encoder that this index was made with"):
        meaning_of(engine.home)
    shutil.rmtree(folder / "encoder")
    encoder.digest_of.cache_clear()
    with pytest.raises(UsageError, match="put that one back"):
        meaning_of(engine.home)
    with pytest.raises(UsageError, match="name one with --encoder DIR"):
        read(engine, folder)


def test_open_part_shares_the_vectors(folder: Path) -> None:
    (folder / "papers" / "secret.md").write_text("NOT FOR PUBLICATION\n\n" + PAPER.format("pothole"), "utf-8")
    whole = open_engine(folder / "index", create=True)
    read(whole, folder, "encoder")
    assert any(paper.exempt for paper in whole.papers())
    shown = open_part(folder / "index")
    assert not any(paper.exempt for paper in shown.papers())
    meaning = meaning_of(shown.home)
    assert meaning is not None
    assert None not in meaning.similarities("the road", passages(shown))


def test_bad_folder_is_refused_before_anything_is_read(engine: Engine, folder: Path) -> None:
    with pytest.raises(UsageError, match=r"no config\.json"):
        read(engine, folder, "papers")
    assert not engine.papers()
