"""Addresses, credentials and numbers from options and environment; no server is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.engine import open_engine
from cqa.engine.opensearch.address import Access, Address, access, address, whole_number
from cqa.errors import UsageError


@pytest.mark.parametrize(
    ("url", "hosts", "name"),
    [
        ("https://search.example.org:9200/papers", ("https://search.example.org:9200",), "papers"),
        ("https://search.example.org", ("https://search.example.org:9200",), "cqa"),
        ("http://127.0.0.1:9201/a-b_2/", ("http://127.0.0.1:9201",), "a-b_2"),
        ("http://localhost", ("http://localhost:9200",), "cqa"),
        ("http://[::1]:9200/x", ("http://[::1]:9200",), "x"),
        ("https://a:9200, https://b:9200/n", ("https://a:9200", "https://b:9200"), "n"),
    ],
)
def test_a_url_names_nodes_and_index(url: str, hosts: tuple[str, ...], name: str) -> None:
    assert address(url, {}) == Address(hosts, name)
    assert address(str(address(url, {})), {}) == address(url, {})


def test_without_a_url_the_environment_names_it() -> None:
    assert address(None, {"CQA_OPENSEARCH_URL": "https://x/y"}) == Address(("https://x:9200",), "y")
    with pytest.raises(UsageError, match="--url https://host:9200/name, or CQA_OPENSEARCH_URL"):
        address(None, {})


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://me:secret@host/x", "CQA_OPENSEARCH_PASSWORD"),
        ("https://me@host/x", "leave it out"),
        ("http://search.example.org/x", "CQA_OPENSEARCH_PLAIN=1"),
        ("http://10.0.0.1/x", "use https"),
        ("ftp://host/x", "not the address of a cluster"),
        ("host:9200", "not the address of a cluster"),
        ("https:///x", "not the address of a cluster"),
        ("https://host:port/x", "cannot be read"),
        ("https://host/x?y=1", "not the address of a cluster"),
        ("https://host/Papers", "cannot name an index"),
        ("https://host/a/b", "cannot name an index"),
        ("https://host/.hidden", "cannot name an index"),
        ("https://a/x,https://b/y", "x and y are two"),
    ],
)
def test_a_url_that_will_not_do_says_why_and_shows_no_password(url: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as raised:
        address(url, {})
    assert "secret" not in str(raised.value)


def test_plain_http_is_for_this_machine_or_for_who_says_so() -> None:
    assert address("http://10.0.0.1/x", {"CQA_OPENSEARCH_PLAIN": "1"}).hosts == ("http://10.0.0.1:9200",)


def test_credentials_come_from_the_environment_whole(tmp_path: Path) -> None:
    assert access({}) == Access()
    assert access({"CQA_OPENSEARCH_USER": "u", "CQA_OPENSEARCH_PASSWORD": "p"}) == Access("u", "p")
    assert access({"CQA_OPENSEARCH_API_KEY": "k"}) == Access(key="k")
    for wrong, words in (
        ({"CQA_OPENSEARCH_USER": "u"}, "CQA_OPENSEARCH_PASSWORD is not set"),
        ({"CQA_OPENSEARCH_PASSWORD": "p"}, "CQA_OPENSEARCH_USER is not set"),
        ({"CQA_OPENSEARCH_USER": "u", "CQA_OPENSEARCH_PASSWORD": "p", "CQA_OPENSEARCH_API_KEY": "k"}, "unset one"),
        ({"CQA_OPENSEARCH_CA": str(tmp_path / "no.pem")}, "which is not a file"),
    ):
        with pytest.raises(UsageError, match=words):
            access(wrong)


@pytest.mark.parametrize("written", ["x", "0", "-1", "1.5", "２"])
def test_a_number_that_is_none_is_named(written: str) -> None:
    with pytest.raises(UsageError, match=r"CQA_OPENSEARCH_SHARDS is .*1 or more"):
        whole_number("CQA_OPENSEARCH_SHARDS", 1, 1, {"CQA_OPENSEARCH_SHARDS": written})
    assert whole_number("X", None, 0, {}) is None
    assert whole_number("X", 1, 0, {"X": "0"}) == 0


def test_a_url_is_for_a_server_engine(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--url is for --engine opensearch"):
        open_engine(tmp_path / "a", engine="tantivy", create=True, url="http://127.0.0.1/x")
    open_engine(tmp_path / "b", create=True).close()
    with pytest.raises(UsageError, match="leave --url out"):
        open_engine(tmp_path / "b", url="http://127.0.0.1/x")
