"""Texts with a blank line after every printed line, and lines that are no headings though they stand alone."""

from __future__ import annotations

import textwrap

from tests.split.papers import document, sections

SPEECH = (
    "The Director of Services told members that the Council had considered the matter at length in March and that "
    "Councillor Murphy had asked for a report on it, which was now before them with a note by the Chief Executive of "
    "what the Department of Housing had said in reply to the letter that had been sent."
)


def spaced(paragraphs: list[str], width: int = 90) -> str:
    return "\n\n".join(line for p in paragraphs for line in textwrap.wrap(p, width))


def test_a_paragraph_is_whole_though_blank_lines_part_its_lines() -> None:
    text = spaced([f"{k}. {SPEECH}" for k in range(1, 13)])
    found = sections(document(text))
    assert [s.number for s in found if s.number] == [str(k) for k in range(1, 13)]
    assert all(text[slice(*s.span)].endswith("been sent.") for s in found)
    assert not [s for s in found if s.kind == "heading"]


def test_headings_among_such_lines_are_headings() -> None:
    text = spaced([p for k in range(8) for p in (f"DISPOSAL OF LAND {k}", SPEECH)])
    assert [s.heading for s in sections(document(text)) if s.kind == "heading"] == [
        f"DISPOSAL OF LAND {k}"
        for k in range(1, 8)  # the first is the paper's title
    ]


def test_paragraphs_of_one_line_each_stay_apart() -> None:
    text = "\n\n".join(f"Councillor Murphy moved amendment {k} to the plan for the town" for k in range(40))
    assert len([s for s in sections(document(text)) if s.kind in ("para", "heading")]) >= 39


def test_lines_of_sentences_are_no_headings() -> None:
    text = (
        "Purpose\n\nThis report says what was done.\n\nSection 4 sets out conclusions and next steps\n\n"
        "and the rest of it that follows\n\nOn the proposal of Councillor Novak, seconded by the\n\nIt was agreed.\n"
    )
    assert [s.heading for s in sections(document(text)) if s.kind == "heading"] == ["Purpose"]
