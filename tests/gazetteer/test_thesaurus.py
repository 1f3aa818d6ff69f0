"""The thesaurus: everyday words lead to the field's terms, and the data file is what its sources make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.gazetteer import build_thesaurus, thesaurus
from cqa.gazetteer.thesaurus import alternatives
from cqa.text.analyzer import stems


@pytest.mark.parametrize(
    ("everyday", "term"),
    [
        ("youngsters", "children"),
        ("bin lorries", "refuse collection vehicle"),
        ("potholes", "carriageway defects"),
        ("council flats", "social rented"),
        ("foodbank", "food poverty"),
        ("lollipop lady", "school crossing patrol"),
        ("jumble", None),
        ("party", None),
        ("home", None),
        ("minor", None),
    ],
)
def test_everyday_word_leads_to_the_fields_term(everyday: str, term: str | None) -> None:
    found = alternatives(stems(everyday))
    assert (term in found) if term else not found


def test_most_entries_lead_one_way() -> None:
    assert "council housing" in alternatives(stems("council flats"))
    assert "council flats" not in alternatives(stems("council housing"))


def test_entry_with_an_equals_sign_leads_both_ways() -> None:
    assert "refuse collection vehicle" in alternatives(stems("bin lorry"))
    assert "bin lorry" in alternatives(stems("refuse collection vehicle"))


def test_data_file_is_made_from_its_sources(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = thesaurus.DATA / "thesaurus.tsv"
    (tmp_path / "everyday.toml").write_bytes((thesaurus.DATA / "everyday.toml").read_bytes())
    monkeypatch.setattr(build_thesaurus, "DATA", tmp_path)
    build_thesaurus.write(build_thesaurus.entries())
    assert (tmp_path / "thesaurus.tsv").read_text("utf-8") == kept.read_text("utf-8")


def test_every_term_leads_to_other_words() -> None:
    for term, other in filter(build_thesaurus.useful, build_thesaurus.entries()):
        assert stems(other)
        assert stems(term) != stems(other)
    useless = {term for term, _ in build_thesaurus.entries()} - {
        term for term, other in build_thesaurus.entries() if build_thesaurus.useful((term, other))
    }
    assert not useless


def test_each_block_says_where_it_is_from() -> None:
    for block in build_thesaurus.blocks():
        assert set(block["source"].split(", ")) <= {"a-z", "govuk", "glossary", "english"}, block["name"]
