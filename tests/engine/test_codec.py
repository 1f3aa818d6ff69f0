"""Records come back equal from bytes, whatever they hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.engine import codec
from cqa.errors import IndexDamaged
from cqa.model import (
    Authority,
    Contact,
    FileState,
    Finding,
    Judgement,
    Page,
    Paper,
    PaperDate,
    Passage,
    Section,
    TableRow,
)

any_text = st.text(st.characters(), max_size=20)
"""Any characters, lone surrogates too."""


@pytest.fixture(autouse=True, scope="module")
def _strategies() -> Any:
    st.register_type_strategy(str, any_text)
    st.register_type_strategy(float, st.floats(allow_nan=False))
    yield
    st.register_type_strategy(str, st.text())
    st.register_type_strategy(float, st.floats())


@pytest.mark.parametrize(
    "kind", [Passage, FileState, Section, Judgement, Authority, Contact, Page, PaperDate, TableRow]
)
def test_a_record_comes_back_equal(kind: Any) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.from_type(kind))
    def check(record: Any) -> None:
        assert codec.decode(kind, codec.encode(record)) == record

    check()


def test_a_paper_with_all_that_hangs_on_it_comes_back_equal() -> None:
    finding: Finding[str] = Finding("Leeds", (3, 8), "header", 0.9)
    judgement = Judgement("overall", "safeguarding", "good", "Ofsted", None, "inspected", "s1", "good", (1, 5))
    paper = Paper(
        "p",
        "/f",
        "0" * 64,
        (0, 9),
        authority=Authority("Leeds City Council", "LDS", None),
        dates=(PaperDate("2010-02-12", "meeting"),),
        call_in=False,
        judgements=(judgement,),
        findings=(("authority", finding),),
    )
    back = codec.decode(Paper, codec.encode(paper))
    assert back == paper
    assert isinstance(back.authority, Authority)
    assert isinstance(back.findings[0][1], Finding)


def test_many_records_at_once() -> None:
    pages = (Page(1, 0, 5), Page(2, 5, 9, "ii", False, "picture"))
    assert codec.decode_all(Page, codec.encode(pages)) == pages


def test_a_record_written_before_a_field_was_added_takes_its_default() -> None:
    assert codec.decode(Page, b"[1,0,5]") == Page(1, 0, 5, None, True)


@pytest.mark.parametrize("data", [b"", b"{}", b"[", b"null", b"[1]", b"[1,2,3,4,5,6,7,8,9]", b"\xff"])
def test_what_is_no_record_is_damage(data: bytes) -> None:
    with pytest.raises(IndexDamaged, match="build the index again"):
        codec.decode(Page, data)


def test_only_records_can_be_stored() -> None:
    with pytest.raises(TypeError, match="cannot store"):
        codec.encode(object())
