"""What tantivy is given, and that it comes back whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.engine import codec, open_engine
from cqa.engine.keys import clean, fold_value, newest_key, oldest_key
from cqa.engine.port import Request
from cqa.engine.tantivy.documents import documents
from cqa.engine.tantivy.schema import token, value_of
from cqa.engine.words import passage_words
from cqa.model import Ingested, Passage
from cqa.query.nodes import Everything, Range, Value, Word
from tests.engine.engine_corpus import a_file, a_passage, write

SHARED = "authority date committees title heading path columns role grades type exempt"
ODD = ('"quoted" and \\back\\', "50% of %s", "a\tb\nc\x00\x1f", "café ⑴ İ ﷺ", "’s £1", "\ud800", "~s ~~ ~", "")


def written(ingested: Ingested) -> list[dict[str, object]]:
    """The documents of the passages."""
    made = (json.loads(document) for document in documents(ingested, lambda _: (1, 2)))
    return [document for document in made if "kind:passage" in document["values"]]


def check(passages: list[Passage]) -> None:
    for passage, document in zip(passages, written(a_file("/f", passages)), strict=True):
        words = passage_words(passage)._asdict()
        assert {name: document[name] for name in words} == words
        assert document["body"] == codec.encode(passage).decode()
        assert (document["newest"], document["oldest"]) == (newest_key(passage), oldest_key(passage))
        assert token("id", clean(passage.id)) in str(document["values"]).split(" ")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.from_type(Passage), max_size=3))
def test_any_passages_are_written_as_the_codec_and_the_analysis_have_them(passages: list[Passage]) -> None:
    check(passages)


@pytest.mark.parametrize("name", [*SHARED.split(), "id", "text", "number", "kind", "page_label", "span", "order"])
def test_what_neighbours_do_not_share_is_not_shared(name: str) -> None:
    """This test ensures that each passage is written with its own values, whatever was written before it."""
    one = a_passage("p", 0, "One two")
    held = getattr(one, name)
    others = {tuple: ("x", "y"), bool: not held, int: 70_000, str: "other words"}
    value = (5, 9) if name == "span" else "2011-03" if name == "date" else others.get(type(held), "other")
    check([one, replace(one, **{name: value}), one])


def test_odd_characters_come_back_and_are_found(tmp_path: Path) -> None:
    made = [
        replace(a_passage("p", n, odd + " word"), id=f"p #{n}{odd}", heading=odd, authority=odd, page_label=odd)
        for n, odd in enumerate(ODD)
    ]
    engine = open_engine(tmp_path, engine="tantivy", create=True)
    write(engine, (a_file("/a ~s\n.pdf", made),))
    assert list(engine.passages("p")) == made
    assert engine.get([p.id for p in made]) == {p.id: p for p in made}
    assert {hit.passage.id for hit in engine.search(Request(Word("word"))).hits} == {p.id for p in made}
    for passage in made:
        if passage.authority:
            assert engine.matching(Value("authority", passage.authority), Everything()) == 1
    assert engine.matching(Range("authority", "50%", "50% of ~"), Everything()) == 1


@given(st.text(max_size=20) | st.text("~s \t", max_size=8))
def test_a_token_is_one_word_and_the_value_comes_back(value: str) -> None:
    assert not set(token("file", value)) & set(" \t\n\f\r")
    assert value_of(token("file", fold_value(value))) == fold_value(value)


@given(st.lists(st.text("~sn \n", max_size=6), min_size=2, max_size=2, unique=True))
def test_different_values_are_different_tokens(values: list[str]) -> None:
    assert token("id", values[0]) != token("id", values[1])
