"""What is said, and what to do, when the cluster is away, foreign, closed to us, full or red."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import tests.opensearch.cluster_nodes as nodes
from cqa.engine import open_engine
from cqa.engine.opensearch import OpenSearchEngine
from cqa.engine.port import Engine, Request
from cqa.errors import EngineMissing, EngineRefused, IndexDamaged, IndexTooOld, NoIndex, UsageError
from cqa.query.nodes import Everything, Word
from tests.engine.engine_corpus import FILES, HULL, LEEDS, write
from tests.opensearch.proxy import HANG_UP, between, certificate


def split(url: str) -> tuple[str, str]:
    base, _, name = url.rpartition("/")
    return base, name


def test_nobody_there(tmp_path: Path) -> None:
    [port] = nodes.free_ports(1)
    with pytest.raises(EngineMissing, match=rf"no OpenSearch answers at http://127.0.0.1:{port}/x .*is it running"):
        open_engine(tmp_path / "i", engine="opensearch", create=True, url=f"http://127.0.0.1:{port}/x")
    assert not (tmp_path / "i").exists()


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ({"version": {"number": "8.17.0"}}, "Elasticsearch or another server 8.17.0, not OpenSearch"),
        ({"version": {"number": "1.3.20", "distribution": "opensearch"}}, r"OpenSearch 1.3.20; .* 2.x and 3.x"),
        ({"version": {"number": "4.0.0", "distribution": "opensearch"}}, r"OpenSearch 4.0.0"),
        ({"hello": "world"}, "not OpenSearch"),
        ([1], "not OpenSearch"),
    ],
)
def test_another_server_or_version(says: object, words: str, tmp_path: Path) -> None:
    with (
        between(None, lambda *_: (200, json.dumps(says))) as base,
        pytest.raises(EngineRefused, match=words),
    ):
        open_engine(tmp_path / "i", engine="opensearch", create=True, url=f"{base}/x")


def test_what_is_no_json(tmp_path: Path) -> None:
    with between(None, lambda *_: (200, "<html>")) as base, pytest.raises(EngineRefused, match="not valid JSON"):
        open_engine(tmp_path / "i", engine="opensearch", create=True, url=f"{base}/x")


def test_tls_and_credentials(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test ensures that certificates are checked, that both proofs are sent, and that neither is kept."""
    base, name = split(url)
    basic = "Basic " + base64.b64encode(b"reader:s3cret").decode()

    def guard(request: BaseHTTPRequestHandler, _: bytes) -> tuple[int, str] | None:
        shown = request.headers.get("authorization")
        if shown == "Basic " + base64.b64encode(b"guest:guest").decode() and request.command == "PUT":
            return 403, json.dumps({"error": {"reason": "no permissions for [indices:admin/create]"}, "status": 403})
        return None if shown in (basic, "ApiKey k3y", "Basic Z3Vlc3Q6Z3Vlc3Q=") else (401, "Unauthorized")

    def opened(folder: str) -> OpenSearchEngine:
        made = open_engine(tmp_path / folder, engine="opensearch", create=True, url=f"{secure}/{name}")
        assert isinstance(made, OpenSearchEngine)
        return made

    shown, key = certificate(tmp_path / "tls")
    with between(base, guard, (shown, key)) as secure:
        with pytest.raises(EngineRefused, match=r"not trusted.*CQA_OPENSEARCH_CA"):
            opened("a")
        monkeypatch.setenv("CQA_OPENSEARCH_CA", str(key))
        with pytest.raises(EngineRefused, match="has no certificates"):
            opened("a")
        monkeypatch.setenv("CQA_OPENSEARCH_CA", str(shown))
        with pytest.raises(EngineRefused, match="CQA_OPENSEARCH_USER and its password, or CQA_OPENSEARCH_API_KEY"):
            opened("a")
        monkeypatch.setenv("CQA_OPENSEARCH_URL", secure)  # passwords go to no other address
        monkeypatch.setenv("CQA_OPENSEARCH_USER", "guest")
        monkeypatch.setenv("CQA_OPENSEARCH_PASSWORD", "guest")
        with pytest.raises(EngineRefused, match=r"does not let this user do that .*no permissions"):
            opened("a")
        monkeypatch.setenv("CQA_OPENSEARCH_USER", "reader")
        monkeypatch.setenv("CQA_OPENSEARCH_PASSWORD", "s3cret")
        write(opened("a"), FILES)
        monkeypatch.delenv("CQA_OPENSEARCH_USER")
        monkeypatch.delenv("CQA_OPENSEARCH_PASSWORD")
        monkeypatch.setenv("CQA_OPENSEARCH_API_KEY", "k3y")
        assert opened("b").coverage().passages == 7
    kept = "".join(p.read_text() for folder in "ab" for p in (tmp_path / folder).rglob("*") if p.is_file())
    assert not any(secret in kept for secret in ("s3cret", "k3y", "reader"))


def test_a_full_disk_says_so_and_the_index_stays_readable(once: OpenSearchEngine, url_once: str) -> None:
    base, name = split(url_once)
    write(once, (LEEDS,))
    block = {"index.blocks.read_only_allow_delete": True}  # what the flood-stage watermark does
    nodes.ask(base, "PUT", f"/{name}.v1/_settings", block)
    with pytest.raises(EngineRefused, match=r"read-only: the disks of the cluster are full .* the command continues"):
        write(once, (HULL,))
    assert once.coverage().passages == 3
    nodes.ask(base, "PUT", f"/{name}.v1/_settings", {"index.blocks.read_only_allow_delete": None})
    write(once, (HULL,))
    assert once.coverage().passages == 5


def test_a_cluster_that_goes_while_it_is_written(url_once: str, tmp_path: Path) -> None:
    base, name = split(url_once)
    gone = threading.Event()

    def put_and_lose(engine: Engine) -> None:
        with engine.writer() as writer:
            writer.put(LEEDS)
            gone.set()
            writer.commit()

    with (
        between(base, lambda *_: HANG_UP if gone.is_set() else None) as gateway,
        pytest.MonkeyPatch.context() as patch,
    ):
        engine = open_engine(tmp_path / "i", engine="opensearch", create=True, url=f"{gateway}/{name}")
        patch.setattr("cqa.engine.opensearch.client.PATIENCE", 0.5)
        with pytest.raises(EngineMissing, match="no OpenSearch answers"):
            put_and_lose(engine)
    again = open_engine(tmp_path / "again", engine="opensearch", create=True, url=url_once)
    assert again.coverage().files == 0
    write(again, (LEEDS,))
    assert again.coverage().passages == 3


def test_a_red_cluster_gives_no_half_answers(once: OpenSearchEngine, url_once: str, tmp_path: Path) -> None:
    base, name = split(url_once)
    write(once, (LEEDS,))

    def half(request: BaseHTTPRequestHandler, _: bytes) -> tuple[int, str] | None:
        if "_search" not in request.path:
            return None
        assert "allow_partial_search_results=false" in request.path
        reason = {"type": "search_phase_execution_exception", "reason": "Partial shards failure"}
        return 503, json.dumps({"error": {"root_cause": [reason], **reason}, "status": 503})

    with between(base, half) as gateway:
        reader = open_engine(tmp_path / "red", engine="opensearch", create=True, url=f"{gateway}/{name}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("cqa.engine.opensearch.client.PATIENCE", 0.5)
            with pytest.raises(EngineRefused, match=r"the cluster is red.*_cluster/allocation/explain"):
                reader.search(Request(Word("caseload")))


def test_a_new_index_that_no_node_takes_is_red(url_once: str, tmp_path: Path) -> None:
    base, _ = split(url_once)
    if nodes.OWN:
        pytest.skip("stops allocation in the whole cluster; not in one that is not ours")
    nodes.ask(base, "PUT", "/_cluster/settings", {"transient": {"cluster.routing.allocation.enable": "none"}})
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("cqa.engine.opensearch.location.ACTIVE_WITHIN", "1s")
            with pytest.raises(EngineRefused, match=r"no node takes the shards.*the cluster is red"):
                open_engine(tmp_path / "i", engine="opensearch", create=True, url=url_once)
    finally:
        nodes.ask(base, "PUT", "/_cluster/settings", {"transient": {"cluster.routing.allocation.enable": None}})
    assert open_engine(tmp_path / "i", engine="opensearch", create=True, url=url_once).coverage().files == 0


def test_an_index_that_is_gone_or_another(once: OpenSearchEngine, url_once: str, tmp_path: Path) -> None:
    base, name = split(url_once)
    nodes.ask(base, "DELETE", f"/{name}.v1")
    with pytest.raises(NoIndex, match="build it again"):
        once.coverage()
    with pytest.raises(NoIndex, match="build it again"):
        open_engine(tmp_path / "index")
    open_engine(tmp_path / "other", engine="opensearch", create=True, url=url_once)
    with pytest.raises(IndexDamaged, match=r"not the one that .* was made for.*build it again"):
        open_engine(tmp_path / "index")


def test_a_name_that_somebody_else_has(url_once: str, tmp_path: Path) -> None:
    base, name = split(url_once)
    nodes.ask(base, "PUT", f"/{name}")
    try:
        with pytest.raises(EngineRefused, match="same name as the alias"):
            open_engine(tmp_path / "i", engine="opensearch", create=True, url=url_once)
    finally:
        nodes.ask(base, "DELETE", f"/{name}")


def test_an_index_of_other_rules(once: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cqa.engine.manifest.ANALYSIS", 2)
    with pytest.raises(IndexTooOld, match=r"--rebuild --engine opensearch --url"):
        once.coverage()
    monkeypatch.setattr("cqa.engine.manifest.ANALYSIS", 0)
    with pytest.raises(IndexTooOld, match="update cqa"), once.writer() as writer:
        writer.put(LEEDS)


def test_the_folder_of_one_cluster_is_not_of_another(once: OpenSearchEngine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="leave --url out, or give another --index"):
        open_engine(tmp_path / "index", url="http://127.0.0.1:1/x")
    assert once.count(Everything(), Everything()).passages == 0


def test_the_command_says_it_in_one_message(tmp_path: Path) -> None:
    [port] = nodes.free_ports(1)
    paper = tmp_path / "paper.txt"
    paper.write_text("1. Caseloads are high.\n")
    command = [str(Path(sys.executable).with_name("cqa")), "ingest", str(paper), "--engine", "opensearch"]
    place = ["--url", f"http://127.0.0.1:{port}/x", "--index", str(tmp_path / "i")]
    done = subprocess.run([*command, *place], capture_output=True, text=True, env={**os.environ, "CQA_DEBUG": ""})
    assert done.returncode == 2
    assert done.stderr.startswith("cqa: no OpenSearch answers at")
    assert done.stderr.count("\n") == 1
