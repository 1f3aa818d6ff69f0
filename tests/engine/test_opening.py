"""Opening, making and refusing indexes: manifest, registry, damaged and foreign data."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cqa.engine import EngineInfo, engines, manifest, open_engine
from cqa.errors import EngineMissing, IndexDamaged, IndexTooOld, NoIndex, UsageError
from cqa.query.nodes import Everything
from tests.engine.engine_corpus import FILES, write


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match=r"cqa ingest PATH\.\.\. --index"):
        open_engine(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_file_in_place_of_the_folder_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NoIndex, match="not a folder"):
        open_engine(tmp_path / "file")


def test_an_index_knows_its_engine_and_leaves_other_files_alone(engine_name: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    write(open_engine(tmp_path, engine=engine_name, create=True), FILES)
    again = open_engine(tmp_path, create=True)
    assert again.name == engine_name
    assert again.coverage().passages == 7
    assert (tmp_path / "README.md").read_text() == "mine"
    held = json.loads((tmp_path / "manifest.json").read_text())
    assert (held["engine"], held["schema"], held["analysis"]) == (engine_name, manifest.SCHEMA, manifest.ANALYSIS)
    assert {p.name for p in tmp_path.iterdir()} <= {"README.md", "manifest.json", "write.lock", engine_name}


def test_another_engine_than_the_index_has_is_refused(tmp_path: Path) -> None:
    open_engine(tmp_path, engine="tantivy", create=True)
    with pytest.raises(UsageError, match="kept by tantivy, not whoosh"):
        open_engine(tmp_path, engine="whoosh")
    with pytest.raises(UsageError, match="unknown engine 'lucene'"):
        open_engine(tmp_path / "new", engine="lucene", create=True)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"schema": manifest.SCHEMA - 1}, IndexTooOld, "build it again"),
        ({"analysis": manifest.ANALYSIS - 1}, IndexTooOld, "word analysis"),
        ({"schema": manifest.SCHEMA + 1}, IndexTooOld, "update cqa"),
        ({"engine": "../evil"}, IndexDamaged, "names no engine"),
        ({"engine": "os"}, IndexDamaged, "does not know"),
        ({"engine": None}, IndexDamaged, "names no engine"),
        ({"schema": "x"}, IndexTooOld, "build it again"),
    ],
)
def test_a_manifest_that_does_not_fit_says_what_to_do(
    tmp_path: Path, change: dict[str, object], error: type[Exception], words: str
) -> None:
    open_engine(tmp_path, engine="tantivy", create=True)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(error, match=words):
        open_engine(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "{}", "\x00"])
def test_a_broken_manifest_is_damage(tmp_path: Path, text: str) -> None:
    open_engine(tmp_path, engine="tantivy", create=True)
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(IndexDamaged, match="build it again"):
        open_engine(tmp_path)


def test_data_that_is_gone_is_no_index(engine_name: str, tmp_path: Path) -> None:
    if engine_name == "memory":
        pytest.skip("the reference engine has no data on disk")
    write(open_engine(tmp_path, engine=engine_name, create=True), FILES)
    shutil.rmtree(tmp_path / engine_name)
    with pytest.raises(NoIndex, match="build it again"):
        open_engine(tmp_path)
    if engine_name == "opensearch":
        return  # the data are the cluster's, not gone, and perhaps another's: one is told to join or to rebuild
    again = open_engine(tmp_path, create=True)  # what the message says to do
    assert (again.name, again.coverage().files) == (engine_name, 0)


def test_of_two_that_make_an_index_the_first_decides_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = manifest.claim

    def overtaken(folder: Path, mine: manifest.Manifest) -> bool:
        assert claim(folder, manifest.new("whoosh"))
        return claim(folder, mine)

    monkeypatch.setattr(manifest, "claim", overtaken)
    with pytest.raises(UsageError, match="kept by whoosh, not tantivy"):
        open_engine(tmp_path, engine="tantivy", create=True)
    monkeypatch.undo()
    assert open_engine(tmp_path, create=True).name == "whoosh"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".manifest")]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # whoosh leaves the file open
@pytest.mark.parametrize("spoil", [b"", b"garbage"])
def test_damaged_data_is_damage_and_nothing_else(engine_name: str, tmp_path: Path, spoil: bytes) -> None:
    if engine_name == "memory":
        pytest.skip("the reference engine has no data on disk")
    write(open_engine(tmp_path, engine=engine_name, create=True), FILES)
    for file in (tmp_path / engine_name).iterdir():
        if file.is_file():
            file.write_bytes(spoil)
    with pytest.raises((IndexDamaged, NoIndex), match="build it again"):
        list(open_engine(tmp_path).scan(Everything(), Everything()))
    gc.collect()


def test_engines_name_what_to_install() -> None:
    assert [e.name for e in engines()][:2] == ["tantivy", "whoosh"]
    assert all(e.install.startswith("pip install") for e in engines())


def test_a_missing_library_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = EngineInfo("absent", "cqa.engine.absent", "no_such_library", "a test", "pip install it")
    monkeypatch.setattr("cqa.engine._ENGINES", (absent,))
    with pytest.raises(EngineMissing, match="pip install it"):
        open_engine(tmp_path / "x", engine="absent", create=True)


def test_importing_the_package_imports_no_library() -> None:
    code = "import sys, cqa.engine; print(sorted({'tantivy', 'whoosh', 'filelock', 'tempfile'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
