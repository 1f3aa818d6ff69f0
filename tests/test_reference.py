"""The Python API: its reference in the guide comes from the docstrings, whose examples run; filters are checked."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

import cqa
import cqa.index
from cqa.catalogue.filter_keywords import Filters, SearchKeywords
from cqa.errors import UnknownPaper, UsageError
from cqa.fields import FILTERS
from cqa.index import Index, open_index
from cqa.search import SearchOptions
from tests.made_index import indexed

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "cqa" / "guide" / "reference.md"
ROLE = re.compile(r":\w+:`~?([\w.]+)`")
ANNOTATION = re.compile(r"(: |-> )'([^']+)'")
"""An annotation as a signature prints it: in quotes, unlike in the source."""


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[Index]:
    with cqa.open_index(corpus_index) as opened:
        yield opened


def methods() -> list[str]:
    return [name for name, value in vars(Index).items() if inspect.isfunction(value) and not name.startswith("_")]


def entry(name: str, function: object) -> str:
    """One function in Markdown: its signature, what it does, its example."""
    assert callable(function)
    signature = ANNOTATION.sub(r"\1\2", str(inspect.signature(function)))
    signature = signature.replace("(self, ", "(").replace("(self)", "()")
    said, _, example = (inspect.getdoc(function) or "").partition("\n>>> ")
    shown = textwrap.fill(f"{name}{signature}", 112, subsequent_indent="    ", break_long_words=False)
    lines = [f"## {name}", "", "```", shown, "```", "", ROLE.sub(r"`\1`", said).replace("``", "`").strip()]
    if example:
        lines += ["", "```pycon", f">>> {example}".strip(), "```"]
    return "\n".join(lines)


def keywords() -> str:
    own = SearchKeywords.__annotations__.keys() - Filters.__annotations__.keys()
    kinds = {name: kind.__forward_arg__ for name, kind in SearchKeywords.__annotations__.items() if name in own}
    options = "\n".join(f"| `{name}` | `{kind.replace('|', 'or')}` |" for name, kind in kinds.items())
    filters = "\n".join(f"| `{f.option}` | {f.help.replace('; repeatable', '')} |" for f in FILTERS)
    return (
        "## Filters\n\nA value is a string, or a list of strings of which any may fit.\n\n"
        f"| keyword | finds |\n|---|---|\n{filters}\n| `date_from`, `date_to` | A year, a month or a day. |\n"
        "| `include_exempt` | True includes papers marked exempt or confidential. |\n\n"
        f"## Options of a search\n\n| keyword | type |\n|---|---|\n{options}"
    )


def reference() -> str:
    head = (
        "# Reference of the Python API\n\n"
        "Made from the docstrings of `cqa.index`; the examples run over the sample papers.\n"
        "`cqa.model` has the records.\n"
    )
    entries = [entry("cqa.open_index", open_index), *(entry(f"index.{n}", getattr(Index, n)) for n in methods())]
    return "\n\n".join([head.strip(), *entries, keywords()]) + "\n"


def test_reference_is_that_of_the_docstrings(request: pytest.FixtureRequest) -> None:
    """This test ensures that the guide's page has every method with its signature: --update-docs writes it."""
    if request.config.getoption("--update-docs"):
        PAGE.write_text(reference(), "utf-8")
    assert PAGE.read_text("utf-8") == reference()


def test_every_method_has_an_example() -> None:
    without = [n for n in methods() if ">>>" not in (inspect.getdoc(getattr(Index, n)) or "")]
    assert without == ["ingest", "coverage", "close"]


@pytest.mark.parametrize("name", methods())
def test_example_of_method(name: str, index: Index) -> None:
    """This test ensures that the example in a docstring prints what it says."""
    run_examples(getattr(Index, name), name, {"index": index, "cqa": cqa})


MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "cqa").rglob("*.py"))
    if ">>>" in path.read_text("utf-8") and path != ROOT / "cqa" / "index.py"
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_of_modules(module: str) -> None:
    """This test ensures that examples in the docstrings of other modules print what they say."""
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted
    assert not result.failed


def run_examples(function: object, name: str, names: dict[str, object]) -> None:
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder(recurse=False).find(function, name, globs=names):
        runner.run(test)
    assert not runner.failures


def test_filters_are_those_of_the_table_of_fields() -> None:
    assert set(Filters.__annotations__) == {f.option for f in FILTERS} | {"date_from", "date_to", "include_exempt"}


def test_keywords_of_a_search_are_those_of_its_options() -> None:
    own = set(SearchKeywords.__annotations__) - set(Filters.__annotations__)
    assert own == set(SearchOptions.__slots__) - {"filters", "lenient", "facets"}


def test_a_string_is_one_value(index: Index) -> None:
    assert index.papers(authority="Leeds") == index.papers(authority=["Leeds"])
    both = index.search("caseloads", authority=["Leeds", "Norfolk"], limit=100).passages
    assert {hit.passage.authority for hit in both} == {"Leeds City Council", "Norfolk County Council"}


def test_keywords_change_options(index: Index) -> None:
    assert len(index.search("caseloads", SearchOptions(limit=4), authority="Leeds").passages) <= 4
    assert len(index.search("caseloads", SearchOptions(limit=4), limit=1).passages) == 1


def test_an_unknown_filter_is_an_error_with_its_name(index: Index) -> None:
    with pytest.raises(UsageError, match=r"'autority'.*authority"):
        index.search("caseloads", autority="Leeds")  # type: ignore[call-arg]
    with pytest.raises(UsageError, match="'autority'"):
        index.papers(autority="Leeds")  # type: ignore[call-arg]


def test_names_that_nothing_answers_to(index: Index) -> None:
    with pytest.raises(UnknownPaper, match=r"no file nosuch\.docx"):
        index.similar("nosuch.docx")
    with pytest.raises(UnknownPaper, match="write PAPER#SECTION"):
        index.similar_passages("leeds-2010")


def test_exempt_papers_are_left_out_unless_requested(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    report = "Leeds City Council\n\nReport to: Cabinet\nDate: 4 March 2025\nSubject: {}\n\n1. The ferry costs more.\n"
    (papers / "open.txt").write_text(report.format("Open ferry"), "utf-8")
    closed = "NOT FOR PUBLICATION\nExempt under Access to Information Procedure Rule 10.4(3)\n\n"
    (papers / "closed.txt").write_text(closed + report.format("Closed ferry"), "utf-8")
    indexed(tmp_path / "index", papers).close()
    with cqa.open_index(tmp_path / "index") as made:
        assert [p.title for p in made.papers()] == ["Open ferry"]
        assert len(made.papers(include_exempt=True)) == 2
        assert {hit.passage.title for hit in made.search("ferry").passages} == {"Open ferry"}
        assert {p.title for p in made.passages(include_exempt=True)} == {"Open ferry", "Closed ferry"}
        assert {p.title for p in made.passages()} == {"Open ferry"}
        assert made.status().coverage.papers == 1
