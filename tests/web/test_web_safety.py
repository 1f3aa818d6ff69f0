"""What the server refuses, what every response carries, and that it changes nothing."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest

from tests.web.conftest import Serve
from tests.web.journeys import searched
from tests.web.made_papers import SECRET_WORD
from tests.web.served import CQA, SECONDS, Served, links, said_by, told_by

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

EVERYWHERE = [
    *("/", "/search", searched("caseloads"), "/recommendations", "/topics?topic=agency", "/grades", "/councils"),
    *("/papers", "/coverage", "/help", "/answer?q=Are+caseloads+high%3F", "/facets/authority?q=caseloads"),
    *("/suggest?q=case", "/download/search.csv?q=caseloads", "/download/grades.xlsx", "/download/files.json"),
    *("/static/cqa.css", "/static/cqa.js", "/static/cqa.svg", "/nowhere", "/papers/none", "/static/none", "/%00"),
    *("/search?from=never", "/papers/none/file", "/download/none.csv"),
]


def first_paper(site: Served, kind: str) -> str:
    return next(str(p["id"]) for p in told_by(site.index, "papers") if p["file"].endswith(kind))


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_response_carries_the_headers(site: Served, path: str) -> None:
    headers = site.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert "x-powered-by" not in headers
    assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in headers


def test_originals_and_citations_carry_them_too(site: Served) -> None:
    for path in (f"/papers/{first_paper(site, '.html')}/file", f"/papers/{first_paper(site, '.pdf')}/cite.bib"):
        assert site.get(path).headers["content-security-policy"] == POLICY
    by_reader = site.get(f"/papers/{first_paper(site, '.pdf')}/file").headers
    assert "frame-ancestors 'none'" in by_reader["content-security-policy"]
    assert by_reader["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1:1",
        "localhost",
        "",
        "0.0.0.0:{port}",
        "127.0.0.1:{port}@evil.example",
        "[::ffff:7f00:1]:{port}",
    ],
)
def test_another_host_is_refused(site: Served, host: str) -> None:
    """This test ensures that a foreign page cannot reach the papers through a name that leads here (DNS rebinding)."""
    for path in ("/", searched("caseloads"), "/static/cqa.js", "/suggest?q=case"):
        answer = site.get(path, Host=host.format(port=site.port))
        assert answer.status == 421
        assert b"Leeds" not in answer.body


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_this_machines_own_names_are_answered(site: Served, host: str) -> None:
    assert site.get("/", Host=host.format(port=site.port)).status == 200


def test_other_addresses_and_names_are_a_choice_with_a_warning(serve: Serve, corpus_index: Path) -> None:
    plain = serve(corpus_index, "--host", "0.0.0.0", "--name", "papers.example", "--name", "proxy.example:80")  # noqa: S104
    assert plain.get("/", Host=f"papers.example:{plain.port}").status == 200
    assert plain.get("/", Host="proxy.example:80").status == 200
    assert plain.get("/", Host=f"{socket.gethostname()}.example:{plain.port}").status == 421
    warned = plain.close()
    assert "WARNING: other machines can reach 0.0.0.0" in warned
    assert "without a password" in warned


def test_this_machine_alone_needs_no_warning(site: Served) -> None:
    assert site.url.startswith("http://127.0.0.1:")
    assert "WARNING" not in site.log.read_text("utf-8")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "NONSENSE"])
def test_only_reading(site: Served, method: str) -> None:
    for path in ("/", searched("caseloads"), f"/papers/{first_paper(site, '.pdf')}/file", "/static/cqa.js"):
        assert site.get(path, method=method).status in (400, 405, 501)


def test_a_body_is_refused(site: Served) -> None:
    assert site.get("/search", method="POST", body=b"q=caseloads").status == 405
    assert site.get("/search", method="POST", body=b"x" * 5_000).status in (405, 413)


TRAVERSALS = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc%5cpasswd",
    "%252e%252e%252fetc%252fpasswd",
    "/etc/passwd",
    "%00",
    "cqa.js%00.png",
    ".",
    "..",
    "file:///etc/passwd",
    "~root",
    "%c0%ae%c0%ae/etc/passwd",
    "../site.py",
    "../templates/base.html",
]


@pytest.mark.parametrize("below", TRAVERSALS)
@pytest.mark.parametrize(
    "above",
    [
        "/static/{}",
        "/papers/{}",
        "/papers/{}/file",
        "/papers/{}/s1",
        "/papers/{}/cite.bib",
        "/papers/{paper}/{}",
        "/download/{}.csv",
        "/facets/{}",
        "/councils/{}",
    ],
)
def test_no_path_leads_out(site: Served, above: str, below: str) -> None:
    paper = first_paper(site, ".pdf")
    answer = site.get(above.replace("{paper}", paper).replace("{}", below))
    known = (above == "/papers/{}" and below in (".", "..")) or below == "."
    assert answer.status in ((200, 301, 308, 404) if known else (301, 308, 400, 404))
    for secret in (b"root:", b"{% block", b"from __future__"):
        assert secret not in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=%",
        "/search?q=%ff%fe",
        "/search?q=%zz",
        "/search?q=%00",
        "/search?%",
        "/%ff",
        "/search?q=a&q=b",
        "/search?q[]=a",
        "/search?page=-3&q=a",
        "/search?page=1e9&q=a",
        "/?&&==",
        "/search?page=99999999999999999999&q=a",
        "/search?size=1000000&q=a",
        "/councils/%ff",
        "/search?q=a&page=%F0%9F%92%B7",
        "/search?q=a&page=%D9%A3",
        "/papers?page=-1",
        "/coverage?page=9e9",
        "/grades?kind=x&theme=%00&authority=%ff",
        "/topics?topic=%00",
        "/papers/%00",
        "//evil.example",
        "/topics?" + "topic=a&" * 300,
        searched("a") + "&authority=x" * 300,
        "/search?q=" + "%F0%9F%92%B7" * 200,
        "/papers/x?part=-1&at=%00",
        "/papers?from=0000&to=9999-99-99",
        "/search?q=a&from=%00",
    ],
)
def test_broken_addresses_are_no_defects(site: Served, path: str) -> None:
    answer = site.get(path)
    assert answer.status in (200, 308, 400, 404, 414)
    assert not answer.headers.get("location", "").startswith(("//", "http://evil", "http:////"))


def test_an_address_too_long_is_refused(site: Served) -> None:
    assert site.get("/search?q=" + "a" * 10_000).status == 414
    assert site.get("/search?q=" + "a" * 100_000).status in (400, 414, 431)


@pytest.mark.parametrize("page", ["search", "answer", "recommendations"])
def test_a_question_too_long_is_refused_and_says_so(site: Served, page: str) -> None:
    refused = site.get(f"/{page}?q=" + "a" * 501)
    assert refused.status == 400
    assert "500 characters at most" in refused.text
    assert site.get(f"/{page}?q=" + "a" * 500).status == 200


def test_originals_that_could_run_are_sent_as_text(made_site: Served) -> None:
    sent = made_site.get(f"/papers/{first_paper(made_site, 'page.html')}/file")
    assert b"<script>" in sent.body
    assert sent.headers["content-type"] == "text/plain; charset=utf-8"
    assert sent.headers["x-content-type-options"] == "nosniff"
    hostile = made_site.get(f"/papers/{first_paper(made_site, '7}}.md')}/file").headers
    assert hostile["content-type"] == "text/plain; charset=utf-8"
    assert "\n" not in hostile.get("content-disposition", "")
    word = made_site.get(f"/papers/{first_paper(made_site, '.docx')}/file").headers
    assert word["content-disposition"].startswith("attachment")


def test_nothing_tells_where_files_lie(site: Served, corpus: Path) -> None:
    """This test ensures that no page and no download names a folder of this machine."""
    paper = first_paper(site, ".pdf")
    for path in (
        *EVERYWHERE,
        f"/papers/{paper}",
        f"/papers/{paper}/cite.json",
        "/download/papers.json",
        "/download/search.json?q=caseloads",
        "/download/answer.json?q=Which+councils+cite+caseload+pressure%3F",
        "/search?q=file:x",
    ):
        assert str(corpus).encode() not in site.get(path).body, path


def state(folder: Path) -> dict[str, tuple[int, str]]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(p): (p.stat().st_mtime_ns, sha256(p.read_bytes()).hexdigest()) for p in files}


def test_browsing_changes_nothing(made_site: Served, made: Path) -> None:
    before = state(made_site.index), state(made)
    for path in EVERYWHERE:
        made_site.get(path)
    for link in links(made_site.get("/papers").text):
        made_site.get(link)
    assert (state(made_site.index), state(made)) == before


def test_an_index_that_changes_is_served_without_a_break(serve: Serve, tmp_path: Path) -> None:
    """This test ensures that what another process reads in is soon found, and that no request fails meanwhile."""
    papers, index = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    text = "# Report to Cabinet\n\nLeeds City Council\n\nDate: 4 March 2025\n\n1. Caseloads of {} are high.\n"
    (papers / "one.md").write_text(text.format("alabaster"), "utf-8")
    said_by(index, "ingest", str(papers))
    server = serve(index)
    statuses: list[int] = []
    done = threading.Event()

    def read_on() -> None:
        while not done.is_set():
            statuses.extend(server.get(path).status for path in (searched("caseloads"), "/councils", "/papers"))

    readers = [threading.Thread(target=read_on) for _ in range(2)]
    for reader in readers:
        reader.start()
    for word in (SECRET_WORD, "feldspar"):
        (papers / f"{word}.md").write_text(text.format(word), "utf-8")
        subprocess.run(
            [CQA, "--index", str(index), "ingest", str(papers)], check=True, capture_output=True, timeout=SECONDS
        )
        deadline = time.monotonic() + SECONDS
        while "Nothing found" in server.get(searched(word)).text:
            assert time.monotonic() < deadline, f"{word} is never found"
            time.sleep(0.2)
    done.set()
    for reader in readers:
        reader.join()
    assert len(statuses) > 10
    assert set(statuses) == {200}
    assert "3 passages in 3 papers" in server.get(searched("caseloads")).text
