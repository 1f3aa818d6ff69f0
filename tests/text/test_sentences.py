"""Sentences end where they end, whichever of the two ways finds them."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.text.sentences import light_sentence_spans, sentence_spans
from tests.split.papers import seed
from tests.training.sentences import train

BOTH = pytest.mark.parametrize("spans", [sentence_spans, light_sentence_spans])


@BOTH
@pytest.mark.parametrize(
    "sentences",
    [
        ["See para. 4 and paras. 6-9 of the report.", "It was agreed."],
        ["Cllr. Smith moved the motion.", "Mr. Jones, e.g. by letter, did not."],
        ["Under s. 47 of the Act, i.e. the Children Act, enquiries began.", "They ended in May."],
        ["The cost is £6.2m in 2010/11.", "No. 4 School closed."],
        ["He asked “why?”", "Nobody knew."],
        ["St. Mary's approx. 300 pupils moved.", "They liked it."],
        ["The plan is at Appendix E.", "This includes grades."],
    ],
)
def test_abbreviations_of_the_field_end_no_sentence(spans, sentences: list[str]) -> None:  # type: ignore[no-untyped-def]
    text = " ".join(sentences)
    assert [text[a:b] for a, b in spans(text)] == sentences


@BOTH
def test_blocks_and_bullets_end_sentences(spans) -> None:  # type: ignore[no-untyped-def]
    text = "We will:\n- act in time\n- act well\n\nThat is all"
    assert [text[a:b] for a, b in spans(text)] == ["We will:", "- act in time", "- act well", "That is all"]


@BOTH
def test_a_footnote_mark_after_a_quotation_stays_with_it(spans) -> None:  # type: ignore[no-untyped-def]
    text = "“It was too late.”83 Others agreed."
    assert [text[a:b] for a, b in spans(text)] == ["“It was too late.”83", "Others agreed."]


@BOTH
def test_offsets_are_moved(spans) -> None:  # type: ignore[no-untyped-def]
    assert spans("One. Two is here.", 100)[0][0] == 100


@given(st.text(max_size=300))
def test_light_spans_are_in_order_and_hold_every_word(text: str) -> None:
    found = light_sentence_spans(text)
    assert all(a < b for a, b in found)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(found))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())


def test_the_light_way_agrees_with_punkt_on_real_papers(shared: Path) -> None:
    same = other = 0
    for k in range(5):
        text = seed(shared, k).text
        a, b = {e for _, e in sentence_spans(text)}, {e for _, e in light_sentence_spans(text)}
        same, other = same + len(a & b), other + len(a ^ b)
    assert same / (same + other) >= 0.98


def test_the_light_way_does_not_import_nltk() -> None:
    code = (
        "import sys, cqa.split; from cqa.text.sentences import light_sentence_spans as "
        "s; s('A. B.'); sys.exit('nltk' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_training_learns_abbreviations_and_keeps_no_sentence() -> None:
    text = (
        "The sched. of works is long. See the sched. of rates, and the sched. of plans. " * 30
        + "Works began in May. It is a large plan. " * 30
    )
    facts = train([text])
    assert "sched" in facts["abbreviations"]
    assert "works is long" not in str(facts)
