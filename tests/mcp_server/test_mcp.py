"""The server through the client of the SDK: over a pipe to the real command, and over HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the MCP library is not installed: pip install 'cqa[mcp]'")

import anyio
import httpx
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError

from tests.cli.test_exempt import PACK
from tests.made_index import index_of

QUESTION = "Which councils cite caseload pressure?"
STARTS_IN = 60
"""Seconds that a server may take to listen, on the slowest machine."""


def program(index: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "cqa", "--index", str(index), "mcp", *more]


@contextmanager
def listening(index: Path) -> Iterator[str]:
    """Run the server over HTTP; its host and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(program(index, "--http", str(port)), stderr=subprocess.DEVNULL) as server:
        try:
            until = time.monotonic() + STARTS_IN
            while True:
                with socket.socket() as probe:
                    if not probe.connect_ex(("127.0.0.1", port)):
                        break
                assert server.poll() is None
                assert time.monotonic() < until
                time.sleep(0.05)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()


def talk(target: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """Call tools, one after the other, of one server: a path for a pipe, an address for HTTP."""

    async def talked() -> list[Any]:
        async with Client(target) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(talked)


def pipe(index: Path) -> StdioServerParameters:
    command, *arguments = program(index)
    return StdioServerParameters(command=command, args=arguments)


@pytest.fixture(scope="module")
def address(corpus_index: Path) -> Iterator[str]:
    with listening(corpus_index) as host:
        yield host


@pytest.fixture(params=["stdio", "http"])
def target(request: pytest.FixtureRequest, corpus_index: Path) -> Any:
    if request.param == "stdio":
        return pipe(corpus_index)
    return f"http://{request.getfixturevalue('address')}/mcp"


def quoted(found: Any) -> Iterator[dict[str, Any]]:
    """Every part of a result that says whether its words are the paper's."""
    if isinstance(found, dict):
        if "verbatim" in found:
            yield found
        for value in found.values():
            yield from quoted(value)
    elif isinstance(found, list):
        for value in found:
            yield from quoted(value)


def test_ask_gives_what_the_command_gives(target: Any, corpus_index: Path) -> None:
    command = [sys.executable, "-m", "cqa", "--index", str(corpus_index), "ask", QUESTION, "--json"]
    wanted = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    pages = [{"limit": 8, "offset": offset} for offset in range(0, len(wanted["passages"]), 8)]
    results = [r.structured_content for r in talk(target, *(("ask", {"question": QUESTION, **p}) for p in pages))]
    assert wanted["found"]
    assert wanted["authorities"]
    for name in ("found", "level", "verdict", "answer", "authorities", "coverage", "corrections"):
        assert results[0][name] == wanted[name]
    passages = [p for result in results for p in result["passages"]]
    assert [(p["id"], p["quote"]["text"], p["quote"]["span"], p["citation"], p["says"]) for p in passages] == [
        (p["id"], p["quote"]["text"], p["quote"]["span"], p["citation"], p["says"]) for p in wanted["passages"]
    ]
    assert results[-1]["page"]["next_offset"] is None


CALLS = [
    ("search", {"query": "caseloads"}),
    ("ask", {"question": QUESTION}),
    ("show", {"paper": "leeds-2010"}),
    ("cite", {"paper": "leeds-2010#3.4"}),
    ("decisions", {"limit": 50}),
    ("grades", {"kind": "all", "limit": 50}),
    ("similar", {"paper": "leeds-2010"}),
    ("similar", {"paper": "leeds-2010#3.4"}),
]


def test_every_quoted_result_can_be_cited_and_was_compared(target: Any, corpus_index: Path) -> None:
    for (name, _), result in zip(CALLS, talk(target, *CALLS), strict=True):
        assert not result.is_error, (name, result.content)
        found = [q for q in quoted(result.structured_content) if "permalink" in q]
        assert found, name
        assert all(q["verbatim"] is True and q["citation"] and q["span"] for q in found), name


def test_pages_do_not_overlap_and_have_every_passage(corpus_index: Path) -> None:
    calls = [("search", {"query": "caseloads", "limit": 7, "offset": n}) for n in range(0, 63, 7)]
    pages = [r.structured_content for r in talk(pipe(corpus_index), *calls)]
    ids = [p["id"] for page in pages for p in page["passages"]]
    assert len(ids) == len(set(ids)) == pages[0]["total"]["passages"] > 7


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("search", {"query": "x", "authoritys": "Leeds"}, "search has no argument authoritys"),
        ("search", {"query": "x", "authority": "Ledes"}, "did you mean Leeds City Council?"),
        ("search", {"query": '"x'}, "quotation mark"),
        ("search", {"query": "x", "limit": 51}, "give 1 to 50"),
        ("search", {"query": "x", "offset": -1}, "offset is -1"),
        ("search", {"query": "x", "include_exempt": True}, "no argument include_exempt"),
        ("search", {}, "query"),
        ("search", {"query": {"a": 1}}, "query"),
        ("ask", {"question": "x" * 5000}, "500"),
        ("ask", {"question": " "}, "give a question"),
        ("similar", {"paper": "/etc/passwd"}, "no paper matches"),
        ("similar", {"paper": __file__}, "no paper matches"),
        ("show", {"paper": "../../etc/passwd"}, "no paper matches"),
        ("show", {"paper": "\0"}, ""),
        ("cite", {"paper": "leeds-2010", "style": "/etc/passwd"}, "style"),
        ("grades", {"kind": "secret"}, "kind"),
        ("remove", {"paper": "leeds-2010"}, "remove"),
    ],
)
def test_wrong_arguments_are_refused_and_the_server_goes_on(
    address: str, name: str, arguments: dict[str, Any], said: str
) -> None:
    wrong, right = talk(f"http://{address}/mcp", (name, arguments), ("coverage", {}))
    assert wrong.is_error
    assert said in wrong.content[0].text
    assert "Traceback" not in wrong.content[0].text
    assert not right.is_error


def test_nothing_of_an_exempt_paper_comes_out(tmp_path: Path) -> None:
    index_of(tmp_path, {"pack.txt": PACK}).close()

    async def everything() -> list[str]:
        async with Client(pipe(tmp_path / "index")) as client:
            calls = [
                *(("search", {"query": q}) for q in ("Wobble", "quartz", "sell", "caseloads", "council")),
                *(("ask", {"question": q}) for q in ("Which councils sell property?", "Who buys the house?")),
                *(("show", {"paper": "pack", "limit": 50}), ("decisions", {}), ("grades", {}), ("coverage", {})),
                *(("similar", {"paper": "pack"}), ("cite", {"paper": "pack"})),
            ]
            results = [await client.call_tool(name, arguments) for name, arguments in calls]
            shown = results[7].structured_content
            assert shown is not None
            paper = await client.read_resource(shown["permalink"])
            said = [getattr(r.content[0], "text", "") for r in results]
            return [json.dumps(json.loads(s)) if s.startswith("{") else s for s in [*said, str(paper)]]

    said = anyio.run(everything)
    assert any("caseloads are high" in s for s in said)
    # the questions asked are repeated in the answers; these words were not asked for
    assert not [s for s in said if "4,321,987" in s or "Mr Wobble" in s or "Quartz House" in s]


def test_resources_and_prompts(target: Any) -> None:
    async def talked() -> None:
        async with Client(target) as client:
            shown = (await client.call_tool("show", {"paper": "leeds-2010"})).structured_content
            assert shown is not None
            first = shown["sections"][0]
            section: Any = await client.read_resource(first["permalink"])
            assert section.contents[0].text == f"{first['citation']}\n\n{first['text']}"
            paper: Any = await client.read_resource(shown["permalink"])
            assert first["text"] in paper.contents[0].text
            with pytest.raises(MCPError, match="no paper matches"):
                await client.read_resource("cqa://papers/nothing")
            assert {p.name for p in (await client.list_prompts()).prompts} == {
                *("find_precedent", "count_councils", "brief"),
            }
            prompt: Any = await client.get_prompt("brief", {"topic": "caseloads"})
            assert "caseloads" in prompt.messages[0].content.text
            tools = (await client.list_tools()).tools
            assert all(t.annotations and t.annotations.read_only_hint for t in tools)

    anyio.run(talked)


def test_many_clients_at_once_get_the_same_answer(address: str) -> None:
    found: list[str] = []

    async def one() -> None:
        async with Client(f"http://{address}/mcp") as client:
            result: Any = await client.call_tool("ask", {"question": QUESTION})
            found.append(result.content[0].text)

    async def many() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(12):
                group.start_soon(one)

    anyio.run(many)
    assert len(found) == 12
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Host": "evil.example"}, 421), ({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403)],
    ids=str,
)
def test_web_pages_are_refused(address: str, headers: dict[str, str], status: int) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepted = {"Accept": "application/json, text/event-stream"}
    reply = httpx.post(f"http://{address}/mcp", json=asked, headers={**accepted, **headers}, trust_env=False)
    assert reply.status_code == status
    assert "search" not in reply.text


def test_without_an_index_it_says_so(tmp_path: Path) -> None:
    run = subprocess.run(program(tmp_path / "none"), capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == 2
    assert "cqa ingest" in run.stderr


def test_without_the_library_it_says_what_to_install(corpus_index: Path) -> None:
    hidden = "import sys; sys.modules['mcp'] = None; from cqa.cli import main; main()"
    command = [sys.executable, "-c", hidden, "--index", str(corpus_index), "mcp"]
    run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == 2
    assert "pip install 'cqa[mcp]'" in run.stderr
