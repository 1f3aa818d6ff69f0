"""Dear requests take turns and none waits for itself; a question asked of one paper is answered from it alone."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import quote

import pytest

from cqa.engine import open_engine
from cqa.web.app import create_app
from cqa.web.site import COSTLY_AT_ONCE, Busy, Site
from tests.engine.engine_corpus import a_file, a_passage
from tests.web.served import Served, told_by

QUESTIONS = [f"Which councils cite {topic}?" for topic in ("caseload pressure", "agency staff", "delays", "vacancies")]


def test_answers_are_saved_while_others_are(site: Served) -> None:
    paths = [f"/download/answer.json?q={quote(question)}" for question in QUESTIONS]
    paths += [f"/download/topics.csv?topic={quote(question.split(' cite ')[1])}" for question in QUESTIONS]

    def saved(path: str) -> Any:
        """The answer, asked for again while the page says that it is busy: it never lets costly requests pile up."""
        while (answer := site.get(path)).status == 503:
            assert answer.headers["retry-after"]
            sleep(0.2)
        return answer

    with ThreadPoolExecutor(len(paths)) as pool:
        answers = list(pool.map(saved, paths))
    assert [a.status for a in answers] == [200] * len(paths)
    for question, answer in zip(QUESTIONS, answers, strict=False):
        assert json.loads(answer.body)["answer"] == told_by(site.index, "ask", question)["answer"]


def test_a_costly_request_may_ask_again_and_others_are_told_to_wait(
    corpus_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqa.web.site.COSTLY_WAIT", 0.01)
    site = Site(corpus_index)

    def another() -> bool:
        try:
            with site.limit_concurrency(), site.limit_concurrency():
                return True
        except Busy:
            return False

    with ThreadPoolExecutor(1) as pool:
        with site.limit_concurrency():
            assert pool.submit(another).result() == (COSTLY_AT_ONCE > 1)
        site._costly.acquire()
        with site.limit_concurrency(), site.limit_concurrency():
            assert not pool.submit(another).result()
        assert pool.submit(another).result()


def test_a_question_in_one_paper_is_answered_from_it(site: Served) -> None:
    everywhere = told_by(site.index, "ask", QUESTIONS[0])
    wanted = everywhere["passages"][0]["paper"]
    assert len({p["paper"] for p in everywhere["passages"]}) > 1
    within = json.loads(site.get(f"/download/answer.json?q={quote(QUESTIONS[0])}&paper={wanted}").body)
    assert within["found"]
    assert {p["paper"] for p in within["passages"]} == {wanted}


def test_an_open_paper_of_an_exempt_pack_is_read_without_it(tmp_path: Path) -> None:
    pack, child = a_passage("the-pack", 0, "Secret."), a_passage("the-child", 1, "Caseloads are high.")
    made = a_file("/papers/pack.pdf", [replace(pack, exempt=True, file="/papers/pack.pdf"), child])
    papers = (
        replace(made.papers[0], exempt=True, title="Hush"),
        replace(made.papers[1], title="Seen", pack="the-pack"),
    )
    engine = open_engine(tmp_path, create=True)
    with engine.writer() as writer:
        writer.put(replace(made, papers=papers))
        writer.commit()
    engine.close()
    client = create_app(Site(tmp_path), ["localhost"]).test_client()
    page = client.get("/papers/the-child")
    assert page.status_code == 200
    assert "Seen" in page.text
    assert "Hush" not in page.text
    assert client.get("/papers/the-pack").status_code == 404
    whole = create_app(Site(tmp_path, include_exempt=True), ["localhost"]).test_client()
    assert "Hush" in whole.get("/papers/the-child").text
