"""Near copies, precedents and sections by role, over papers that the tests write."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from cqa.catalogue.lookup import find_paper
from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.similar import similar_passages, similar_to_file, similar_to_paper, similar_to_text
from tests.made_index import index_of, indexed

LETTER = "Dear Councillor\n\nI enclose the report on bees and orchards and pollinators.\n\nYours sincerely\n\nA. Able\n"
HIVES = (
    "The council keeps hives on the roofs of its libraries. Honey from the hives is sold at the market each autumn. "
    "A keeper visits every fortnight to look for mites and to feed the colonies when the nectar is scarce. "
    "Swarms are collected by volunteers, who are trained by the county association of beekeepers. "
)
POTHOLES = (
    "Potholes on classified roads are filled within a week. The contractor reports each repair with a photograph. "
    "Carriageways that fail the skid survey are dressed with new chippings before winter. "
)


def report(title: str, body: str, date: str = "12 June 2018", board: str = "Executive Board", extra: str = "") -> str:
    return (
        f"Leeds City Council\n\nReport to: {board}\nDate: {date}\nReport of: Director of Environment\n"
        f"Subject: {title}\n\n1. Purpose\n\n1.1 {body}\n\n2. Legal implications\n\n2.1 The council may keep "
        f"{title.lower()} under section 111 of the Local Government Act 1972, which allows what is incidental to its "
        f"functions.\n\n3. Recommendations\n\n3.1 That the {board} approves the plan for {title.lower()}.\n{extra}\n"
        "Contact officer: B. Baker, tel. 0113 222 4444, b.baker@example.gov.uk\n"
    )


PAPERS = {
    "hives.txt": report("Hives and honey", HIVES * 2),
    "hives-area.txt": report("Hives and honey", HIVES * 2, date="3 July 2018", board="North Area Committee"),
    "hives-revised.txt": report("Hives and honey", HIVES * 2, extra="\n3.2 That a second keeper is hired.\n"),
    "bees.txt": report(
        "Beekeeping in parks",
        "Colonies of bees are to be kept in parks. Beekeepers collect swarms, and honey is sold. Mites harm colonies.",
    ),
    "roads.txt": report("Potholes and skid surveys", POTHOLES * 3),
    "letter.txt": LETTER + report("Gritting of roads", POTHOLES),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return index_of(tmp_path_factory.mktemp("papers"), PAPERS)


def names(papers: object) -> list[str]:
    return [Path(each.paper.file).name for each in papers]  # type: ignore[attr-defined]


def test_near_copies_are_apart_from_precedents(engine: Engine) -> None:
    found = similar_to_paper(engine, find_paper(engine, "hives.txt"))
    assert {Path(c.paper.file).name: c.kind for c in found.near_copies} == {
        "hives-area.txt": "to another meeting",
        "hives-revised.txt": "revised version",
    }
    assert names(found.papers)[0] == "bees.txt"
    assert not {"hives-area.txt", "hives-revised.txt", "hives.txt"} & set(names(found.papers))


def test_a_paper_in_a_longer_one_is_part_of_it(tmp_path: Path) -> None:
    """This test ensures that a pack of which a report is a half is no other version of it."""
    other = (POTHOLES + HIVES.replace("hives", "kerbs")) * 2
    papers = {"hives.txt": PAPERS["hives.txt"], "pack.txt": PAPERS["hives.txt"] + "\n\n4. Roads\n\n4.1 " + other}
    engine = index_of(tmp_path, papers)
    for name, kind in (("hives.txt", "contains it"), ("pack.txt", "part of it")):
        (copy,) = similar_to_paper(engine, find_paper(engine, name)).near_copies
        assert (copy.kind, copy.share > 0.9) == (kind, True)


def test_copies_of_one_precedent_are_listed_once(engine: Engine) -> None:
    found = similar_to_paper(engine, find_paper(engine, "bees.txt"))
    assert names(found.papers)[0].startswith("hives")
    assert len(found.papers[0].copies) == 2
    assert sum(name.startswith("hives") for name in names(found.papers)) == 1


def test_sections_are_compared_with_those_of_their_role(engine: Engine) -> None:
    found = similar_to_paper(engine, find_paper(engine, "bees.txt"))
    roles = {(s.role, s.passage.role) for s in found.sections}
    assert {role for role, _ in roles} >= {"recommendations", "implications:legal"}
    assert all(one == other for one, other in roles)


def test_letters_and_contact_blocks_do_not_count(engine: Engine) -> None:
    """This test ensures that a covering letter on bees makes a report on roads no precedent for bees."""
    found = similar_to_paper(engine, find_paper(engine, "bees.txt"))
    assert not {"orchards", "pollinators", "enclose", "baker"} & set(found.words)
    on_bees = similar_to_text(engine, "Bees, orchards and pollinators need councillors to act.")
    assert "letter.txt" not in names(on_bees.papers)


def test_a_draft_on_disk_and_a_text(engine: Engine, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Report to Cabinet: mites and swarms harm colonies of honey bees that beekeepers keep.", "utf-8")
    found = similar_to_file(engine, draft)
    assert names(found.papers)[0] in ("bees.txt", "hives.txt", "hives-area.txt", "hives-revised.txt")
    assert names(similar_to_text(engine, draft.read_text("utf-8")).papers) == names(found.papers)
    draft.write_text("", "utf-8")
    with pytest.raises(UsageError, match=r"draft\.txt: there is nothing to compare"):
        similar_to_file(engine, draft)


def test_passages_like_one_leave_out_its_paper(engine: Engine) -> None:
    paper = find_paper(engine, "roads.txt")
    passage = next(p for p in engine.passages(paper.id) if "Potholes on classified" in p.text)
    found = similar_passages(engine, passage)
    assert found.passages
    assert all(p.paper != paper.id and 0 < alike <= 1 for p, alike, _ in found.passages)


def test_signatures_follow_the_index(tmp_path: Path) -> None:
    """This test ensures that a paper that came later is found, and one that changed is compared as it is now."""
    papers = tmp_path / "papers"
    papers.mkdir()
    engine = index_of(papers, {"bees.txt": PAPERS["bees.txt"], "roads.txt": PAPERS["roads.txt"]})
    assert names(similar_to_paper(engine, find_paper(engine, "bees.txt")).papers) == ["roads.txt"]  # is all there is
    engine.close()
    (papers / "hives.txt").write_text(PAPERS["hives.txt"], "utf-8")
    (papers / "roads.txt").write_text(
        report("Roads", "Only kerbs are mentioned here, and gullies and drains."), "utf-8"
    )
    engine = indexed(papers / "index", papers)
    assert names(similar_to_paper(engine, find_paper(engine, "bees.txt")).papers)[0] == "hives.txt"
    assert similar_to_text(engine, "Potholes and skid surveys of carriageways, chippings and photographs").papers == ()


@pytest.mark.parametrize("broken", ["folder", "damaged"])
def test_a_file_of_signatures_that_cannot_be_used(tmp_path: Path, broken: str) -> None:
    engine = index_of(tmp_path, PAPERS)
    file = tmp_path / "index" / "signatures.sqlite"
    assert file.stat().st_size
    file.unlink()
    if broken == "folder":
        file.mkdir()
    else:
        file.write_bytes(b"no database" * 1000)
    assert names(similar_to_paper(engine, find_paper(engine, "hives.txt")).papers)[0] == "bees.txt"


def test_similar_reads_standard_input_and_names_a_missing_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    from cqa.cli import cli
    from cqa.errors import UnknownPaper

    index_of(tmp_path, PAPERS).close()
    index = ["--index", str(tmp_path / "index"), "similar"]

    class Stdin:
        buffer = io.BytesIO(b"Swarms of honey bees and mites in colonies of beekeepers")

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert cli.main([*index, "-"], standalone_mode=False) == 0
    assert "Papers like standard input.txt" in capsys.readouterr().out
    with pytest.raises(UnknownPaper, match=r"there is no file nosuch\.docx"):
        cli.main([*index, "nosuch.docx"], standalone_mode=False)
