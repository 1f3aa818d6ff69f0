"""Where a parish council lies is not known: a place in the question is named as not applied, and nobody is left out."""

from __future__ import annotations

import pytest

from cqa.ask.pipeline import ask
from cqa.engine.port import Engine
from tests.made_index import index_of

PARISH = "# {name} Parish Council\n\nMinutes of the meeting of 4 March 2015\n\n1. {said}\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    papers = {
        "foxton.md": PARISH.format(name="Foxton", said="The broken allotment fence will be mended in April."),
        "northwold.md": PARISH.format(name="Northwold", said="The clerk reported that the hall roof leaks."),
        "kent.md": "# Kent County Council\n\nReport to Cabinet\n\n1. The allotment fence is not ours.\n",
    }
    return index_of(tmp_path_factory.mktemp("parishes"), papers)


def test_parishes_of_a_county_are_searched_and_the_county_is_named_as_not_applied(engine: Engine) -> None:
    done = ask(engine, "Which parish councils in Cambridgeshire mention allotments?")
    assert {row.name for row in done.answer.authorities} == {"Foxton Parish Council", "Northwold Parish Council"}
    assert [row.name for row in done.answer.authorities if row.in_answer] == ["Foxton Parish Council"]
    assert "Not applied: \u2018in Cambridgeshire\u2019" in done.answer.text


def test_a_place_without_a_council_of_the_kind_is_still_refused(engine: Engine) -> None:
    done = ask(engine, "Which county councils in Wales mention allotments?")
    assert not done.answer.found
    assert done.scope == ()
