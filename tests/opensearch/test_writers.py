"""Several writers on one index: every file whole, of one version, whoever dies or collides."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import tests.opensearch.cluster_nodes as nodes
from cqa.engine import open_engine
from cqa.engine.opensearch import OpenSearchEngine, control
from cqa.engine.opensearch.writer import OpenSearchWriter, tidy
from cqa.engine.port import Request
from cqa.errors import EngineRefused
from cqa.query.nodes import Everything, Value, Word
from tests.engine.engine_corpus import FILES, HULL, LEEDS, write

ROOT = Path(__file__).resolve().parents[2]
"""The checkout, from which the writers import the made corpus."""

WRITER = """
import sys
from pathlib import Path
from tests.engine.engine_corpus import town
from cqa.engine import open_engine
engine = open_engine(Path({folder!r}), engine="opensearch", create=True, url={url!r})
print("ready", flush=True)
sys.stdin.readline()
for turn in range(6):
    with engine.writer() as writer:
        for n in range(8):
            texts = [f"Shared words of {me} in turn {{turn}}"] * (3 + turn + {more})
            writer.put(town(f"shared{{n}}", "York", "2020-01-01", texts))
        writer.put(town(f"own{me}-{{turn}}", "Hull", "2021-01-01", ["Own words"] * 4))
        writer.commit()
"""


def start(url: str, folder: Path, me: str, more: int) -> subprocess.Popen[str]:
    code = WRITER.format(folder=str(folder), url=url, me=me, more=more)
    return subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def test_two_processes_write_the_same_files_and_their_own(url: str, tmp_path: Path) -> None:
    """This test ensures that nothing is lost, doubled or mixed when two machines replace the same files at once, and
    that a reader meanwhile sees whole files only."""
    writers = [start(url, tmp_path / me, me, more) for me, more in (("A", 0), ("B", 10))]
    for writer in writers:
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    reader = open_engine(tmp_path / "reader", engine="opensearch", create=True, url=url)
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    while any(writer.poll() is None for writer in writers):
        reader.refresh()
        whole(reader)
    for writer in writers:
        assert writer.wait() == 0
        for stream in (writer.stdin, writer.stdout):
            assert stream is not None
            stream.close()
    reader.refresh()
    whole(reader)
    held = reader.coverage()
    assert (held.files, held.papers) == (8 + 2 * 6, 8 + 2 * 6)
    assert reader.count(Word("own"), Everything()).passages == 2 * 6 * 4
    lengths = [len(reader.passages(f"shared{n}")) for n in range(8)]
    assert set(lengths) <= {3 + 5, 3 + 5 + 10}, "each file as one of the writers left it last"
    assert held.passages == sum(lengths) + 48


def whole(reader: OpenSearchEngine) -> None:  # type: ignore[type-arg, unused-ignore]
    """Of each shared file one version: all its passages by one writer, of one turn, as many as that turn wrote."""
    for group in reader.group(Request(Word("shared")), "paper", top=100):
        assert len({hit.passage.text for hit in group.hits}) == 1
        words = group.hits[0].passage.text.split()
        assert group.passages == 3 + int(words[-1]) + (10 if "B" in words else 0)


def test_a_commit_waits_for_another_of_the_same_files_and_takes_over_what_the_dead_left(
    once: OpenSearchEngine, url_once: str, tmp_path: Path
) -> None:
    other = open_engine(tmp_path / "other", engine="opensearch", create=True, url=url_once)
    assert isinstance(other, OpenSearchEngine)
    write(once, (LEEDS,))
    index = once._snapshot.index
    holder = OpenSearchWriter(once._cluster, index)
    holder.put(LEEDS)
    assert holder._run is not None
    claims = holder._claimed(holder._run)
    done = threading.Event()

    def wait() -> None:
        write(other, (LEEDS,))
        done.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not done.wait(1.5), "the other commit waits"
    holder._let_go(claims)
    waiting.join(30)
    assert done.is_set()
    assert holder._claimed(holder._run)  # as one that is killed in the middle of its commit leaves them
    holder.close()
    write(other, (LEEDS,))
    other.refresh()
    assert other.coverage().passages == 3


def test_a_silent_writer_is_given_up_and_told(once: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    with once.writer() as writer:
        writer.put(LEEDS)
        monkeypatch.setattr(control, "SILENT", -1)
        tidy(once._cluster, once._snapshot.index)
        monkeypatch.undo()
        with pytest.raises(EngineRefused, match=r"ended by another writer.*Run the same command again"):
            writer.commit()
    once.refresh()
    assert once.coverage().files == 0
    write(once, (LEEDS,))
    assert once.coverage().passages == 3


def test_what_died_is_deleted_when_no_reader_can_see_it(
    once: OpenSearchEngine, url_once: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, name = url_once.rsplit("/", 1)

    def stored() -> int:
        nodes.ask(base, "POST", f"/{name}/_refresh")
        return int(nodes.ask(base, "GET", f"/{name}/_count?q=kind:passage")["count"])

    write(once, FILES)
    pinned = once.pinned()
    for _ in range(5):
        write(once, (LEEDS, HULL))
    assert stored() == 7 + 5 * 5
    assert pinned.passages("leeds-2010") == LEEDS.passages
    monkeypatch.setattr(control, "KEPT", -1)
    tidy(once._cluster, once._snapshot.index)
    assert stored() == 7 == once.coverage().passages
    assert once._snapshot.control.state.dead
    once.refresh()
    assert once._snapshot.control.state.dead == once._snapshot.control.state.given_up == ()
    assert once.count(Value("paper", "leeds-2010"), Everything()).passages == 3
