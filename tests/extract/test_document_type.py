"""The type of a paper: each feature of words has its example, and the fitted weights know every type by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cqa.extract.document_type as document_type
from cqa.extract import front_page
from cqa.extract.document_type.features import WordFeature, word_features
from cqa.model import Part
from tests.extract.text_paper import document, read


@pytest.mark.parametrize("feature", word_features(), ids=lambda feature: feature.name)
def test_a_feature_has_its_example(feature: WordFeature) -> None:
    assert feature.pattern.search(feature.example)
    assert not feature.pattern.search(feature.counter)


def test_the_weights_say_what_they_were_fitted_on() -> None:
    data = json.loads((Path(document_type.__file__).parent / "weights.json").read_text("utf-8"))
    assert data["about"]["papers"]["labelled by hand"] >= 90
    right, of = data["about"]["cross-validated by source"]["labelled by hand"].split(" of ")
    assert int(right) >= int(of) - 6
    known = {feature.name for feature in word_features()}
    parts = {
        name.removeprefix("first: ").removesuffix(", no front block")
        for row in data["weights"].values()
        for name in row
    }
    structure = {"any paper", "no front block", "front block", "several papers", "inspectorate", "pages of papers"}
    made = {"pages of papers, long", "minutes by their wording", "letter with papers"}
    assert parts <= known | structure | made


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Record of Executive Decision", "decision record"),
        ("Draft minutes of the Cabinet", "minutes"),
        ("NOTICE OF MEETING", "agenda"),
        ("Appendix 2 – Financial appraisal", "appendix"),
        ("Consultation questionnaire", "questionnaire"),
        ("Housing Strategy 2020 to 2025", "strategy"),
        ("Statement of Case", "other"),
        ("Annual report of the director", "report"),
        ("A leaflet about bins", "other"),
    ],
)
def test_a_paper_is_what_its_first_words_say(words: str, kind: str) -> None:
    assert read(f"Anytown Council\n\n{words}\n\nThe council has nine libraries and they are well used.\n").type == kind


def test_the_rule_is_the_feature_that_says_most() -> None:
    text = "Anytown Council\n\nDraft minutes of the Cabinet\n\nThe council has nine libraries.\n"
    whole = document(text)
    part = Part((0, len(text)), ())
    found = document_type.find(whole, part, front_page.head_lines(whole, part), [], "", False, False)
    assert (found.value, found.rule) == ("minutes", "minutes")
    assert 0.3 < found.confidence <= document_type.MOST_SURE
