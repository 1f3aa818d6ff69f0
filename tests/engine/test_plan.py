"""The least plan that matches the same passages."""

from __future__ import annotations

from hypothesis import given, settings

from cqa.engine import plan as p
from cqa.query.nodes import And, Everything, Near, Node, Not, Or, Phrase, Synonyms, Value, Word
from tests.engine.engine_corpus import trees


def least(node: Node) -> p.Plan:
    return p.simplest(p.plan(node))


def said(*words: str) -> Phrase:
    """The words in any form, side by side in the text."""
    return Phrase(words, field="text", exact=False)


def test_the_words_of_a_phrase_need_not_be_looked_for() -> None:
    assert least(said("foster", "carers")) == p.Sequence("text", ("foster", "carer"))
    assert least(And((Word("carers", "text"), said("foster", "carers")))) == p.Sequence("text", ("foster", "carer"))
    assert least(Near("foster", "carers", 5, "text")) == p.TermPair("text", "foster", "carer", 5)


def test_a_longer_way_to_say_what_a_shorter_finds_is_left_out() -> None:
    care, public = Word("care", "text"), said("public", "care")
    assert least(Synonyms(care, (public, Word("custody", "text")))) == least(Or((care, Word("custody", "text"))))
    assert least(Or((public, care))) == least(care)


def test_what_does_not_follow_stays() -> None:
    for node in (
        Or((said("public", "care"), Word("care", "heading"))),
        And((said("public", "care"), Word("care", "text", exact=True))),
        And((Value("role", "summary"), Value("type", "report"))),
    ):
        least_ = least(node)
        assert isinstance(least_, p.Conjunction | p.Disjunction)
        assert len(least_.parts) == 2
    assert least(Not(Word("care", "text"))) == p.Exclusion(p.Term("text", "care"))
    assert least(And((Everything(), Word("care", "text")))) == p.Term("text", "care")


@settings(deadline=None)
@given(trees())
def test_plans_imply_themselves_and_are_never_simpler_than_their_least(tree: Node) -> None:
    plan = p.plan(tree)
    least_ = p.simplest(plan)
    assert p.implies(plan, plan)
    assert p.simplest(least_) == least_
