"""The table of fields: each row is a filter, a facet, a key, a column and a line of help, and needs nothing else."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cqa
from cqa.fields import BY_NAME, FIELDS, FILTERS, Field
from cqa.fields import values as field_values
from cqa.model import Paper, Passage

REPORTS = {
    "abbey.md": ("Repairs to council homes", "Housing Committee", "Castle; Abbey", "4 March 2024"),
    "hall.md": ("Village halls", "Cabinet", "All", "9 May 2023"),
}
REPORT = """# {title}

Leeds City Council

Report to: {committee}

Date: {date}

Wards affected: {wards}

Subject: {title}

## Recommendations

1.1 Members are asked to note the report on damp and repairs.

1.2 Ofsted inspected the council in March 2023. Overall effectiveness was judged to be good.
"""

NEW_ROW = """
FIELDS = (
    *FIELDS,
    Field("wording", "keyword", "Wording of the title", finds="papers of that title", example="wording:repairs",
          attribute="title", paper="title", facet=True, box=8, option="wording", help="Words of the title.",
          resolver="words", json="wordings", column="wording", paper_column="wording"),
)

BY_NAME = """
"""A field that no product file knows: a row, and attributes that records have already."""

PAGE = """
import sys
from pathlib import Path
from cqa.web.app import create_app
from cqa.web.site import Site

client = create_app(Site(Path(sys.argv[1])), {"localhost"}).test_client()
for path in ("/search?q=damp", "/search?q=damp&wording=Village+halls", "/help"):
    print(client.get(path).text)
"""

Say = Callable[..., subprocess.CompletedProcess[str]]


def papers_in(folder: Path) -> Path:
    folder.mkdir()
    for name, (title, committee, wards, date) in REPORTS.items():
        text = REPORT.format(title=title, committee=committee, wards=wards, date=date)
        (folder / name).write_text(text, "utf-8")
    return folder


def speaker(product: Path, index: Path) -> Say:
    """Return what runs the command of a product folder over an index."""

    def say(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from cqa.cli import main; main()", "--index", str(index), *arguments],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(product)},
            cwd=index.parent,
        )

    return say


@pytest.fixture(scope="module")
def say(tmp_path_factory: pytest.TempPathFactory) -> Say:
    """The command as it is, over two reports."""
    folder = tmp_path_factory.mktemp("fields")
    done = speaker(Path(cqa.__file__).parents[1], folder / "index")
    assert done("ingest", str(papers_in(folder / "papers"))).returncode == 0
    return done


def found(said: subprocess.CompletedProcess[str]) -> Any:
    assert said.returncode in (0, 1), said.stderr
    return json.loads(said.stdout)


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
def test_a_row_names_attributes_of_the_records(field: Field) -> None:
    passage = Passage("p#1", "p", "p.md", (0, 1), "x")
    paper = Paper("p", "p.md", "0", (0, 1))
    assert hasattr(passage, field.attribute)
    assert not field.paper or field_values.raw(paper, field.paper) in (None, "", (), False, "p", "p.md", "other")
    assert field_values.values(passage, field) == tuple(v for v in field_values.values(passage, field) if v)
    assert not field.box or field.facet
    assert not field.option or (field.help and field.resolver)


def test_names_are_each_once() -> None:
    assert len(BY_NAME) == len(FIELDS)
    for attribute in ("option", "json", "column", "paper_column", "box"):
        given = [value for field in FIELDS if (value := getattr(field, attribute))]
        assert len(given) == len(set(given)), attribute


@pytest.mark.parametrize("field", FILTERS, ids=lambda f: f.name)
def test_a_filter_narrows_search_papers_and_query_alike(say: Say, field: Field) -> None:
    """This test ensures that the option, the word before a colon and the facet mean the same passages."""
    whole = found(say("search", "repairs", "--json"))
    value, passages = whole["facets"][field.name][0].values()
    option = found(say("search", "repairs", f"--{field.name}", value, "--json"))
    query = found(say("search", f'repairs {field.name}:"{value}"', "--json"))
    assert option["total"]["passages"] == query["total"]["passages"] == passages
    listed = found(say("papers", f"--{field.name}", value, "--json"))
    assert {p["id"] for p in listed} >= {p["paper"] for p in option["passages"]}


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
def test_keys_columns_and_help(say: Say, field: Field) -> None:
    whole = found(say("search", "repairs", "--json"))
    rows = list(csv.DictReader(io.StringIO(say("search", "repairs", "--csv").stdout)))
    listed = list(csv.DictReader(io.StringIO(say("papers", "--csv").stdout)))
    assert not field.json or field.json in whole["passages"][0]
    assert not field.column or field.column in rows[0]
    assert not field.paper_column or field.paper_column in listed[0]
    assert (field.name in whole["facets"]) == bool(field.box)
    help_text = say("search", "--help").stdout
    assert (f"--{field.name} " in help_text) == bool(field.option)
    assert (f"  {field.name}:" in help_text) == field.query


def test_wards_from_paper_to_json_csv_and_filter(say: Say) -> None:
    papers = {p["title"]: p for p in found(say("papers", "--json"))}
    assert papers["Repairs to council homes"]["ward_names"] == ["Castle", "Abbey"]
    assert papers["Village halls"]["ward_names"] == ["All wards"]
    castle = found(say("search", "damp", "--ward", "castle", "--json"))
    assert {p["title"] for p in castle["passages"]} == {"Repairs to council homes"}
    assert castle["passages"][0]["ward_names"] == ["Castle", "Abbey"]
    assert found(say("search", "damp ward:all", "--json"))["facets"]["ward"] == [{"value": "All wards", "passages": 1}]
    listed = list(csv.DictReader(io.StringIO(say("papers", "--ward", "abbey", "--csv").stdout)))
    assert [row["wards"] for row in listed] == ["Castle; Abbey"]
    wrong = say("search", "damp", "--ward", "castel")
    assert wrong.returncode == 2
    assert "did you mean Castle" in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--grade", "goood"), "no grade 'goood': did you mean Good?"),
        (("--from", "2024", "--to", "2023-05"), "did you mean from 2023-05 to 2024?"),
        (("--authority", "Leads"), "no authority 'Leads': did you mean"),
        (("--committee", "cabinett"), "no committee 'cabinett': did you mean Cabinet?"),
        (("--type", "minits"), "no type 'minits'"),
    ],
)
def test_a_filter_that_cannot_be_meant_says_what_was(say: Say, arguments: tuple[str, ...], says: str) -> None:
    wrong = say("search", "damp", *arguments)
    assert wrong.returncode == 2
    assert says in wrong.stderr


def test_a_grade_that_no_paper_has_finds_nothing_and_is_no_error(say: Say) -> None:
    assert found(say("search", "damp", "--grade", "outstanding", "--json"))["total"]["passages"] == 0


def test_an_index_with_other_fields_says_so_and_how_to_build_it_again(say: Say, tmp_path: Path) -> None:
    """This test ensures that an index made before a field was added gives no wrong counts."""
    shutil.copytree(Path(say("status", "--json").args[4]), tmp_path / "index")
    manifest = tmp_path / "index" / "manifest.json"
    held = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(held | {"fields": [name for name in held["fields"] if name != "ward"]}), "utf-8")
    old = speaker(Path(cqa.__file__).parents[1], tmp_path / "index")("search", "damp")
    assert old.returncode == 2
    assert "other fields (ward)" in old.stderr
    assert "build it again:  cqa ingest" in old.stderr


def test_a_row_alone_makes_a_filter_a_facet_a_key_a_column_and_help(tmp_path: Path) -> None:
    """This test ensures that a new field needs no other file, by a copy of the product with one row more."""
    product = tmp_path / "product"
    shutil.copytree(Path(cqa.__file__).parent, product / "cqa", ignore=shutil.ignore_patterns("__pycache__"))
    table = product / "cqa" / "fields" / "__init__.py"
    source = table.read_text("utf-8")
    assert source.count("\nBY_NAME = ") == 1
    table.write_text(source.replace("\nBY_NAME = ", NEW_ROW), "utf-8")
    say = speaker(product, tmp_path / "index")
    assert say("ingest", str(papers_in(tmp_path / "papers"))).returncode == 0
    narrowed = found(say("search", "damp", "--wording", "repairs", "--json"))
    assert [p["wordings"] for p in narrowed["passages"]] == ["Repairs to council homes"]
    assert narrowed["facets"]["wording"] == [{"value": "Repairs to council homes", "passages": 1}]
    assert found(say("search", "damp wording:halls", "--json"))["total"]["passages"] == 1
    assert say("search", "damp", "--csv").stdout.splitlines()[0].count("wording") == 1
    assert [p["title"] for p in found(say("papers", "--wording", "halls", "--json"))] == ["Village halls"]
    help_text = say("search", "--help").stdout
    assert "--wording NAME" in help_text
    assert "wording:repairs" in help_text
    page = subprocess.run(
        [sys.executable, "-c", PAGE, str(tmp_path / "index")],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(product)},
        cwd=tmp_path,
    )
    assert page.returncode == 0, page.stderr
    assert "<legend>Wording of the title</legend>" in page.stdout
    assert "Remove filter </span>Wording of the title: Village halls" in page.stdout
    assert "<code>wording:repairs</code>" in page.stdout
