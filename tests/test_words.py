"""Texts that users read keep to plain words: no private senses, no archaisms, no riddles."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from cqa.cli import COMMANDS
from cqa.guide import TOPICS

ROOT = Path(__file__).resolve().parents[1]

BANNED = re.compile(
    r"\b(?:tell(?:s|ing)?|told|held|stands|mend(?:s|ed)?|part(?:s|ed) from|dear|deeds?|anew|besides?|likeness is|"
    r"speaks? for|rests? on|gives? way|gave way|that is none|no model)\b",
    re.IGNORECASE,
)
"""Words of the private language that the glossary replaced."""

ALLOWED = re.compile(
    r"\bnot held\b"  # a verdict of the documented JSON
    r"|\bstands for\b"  # an abbreviation does
    r"|\bmeeting held\b",  # words of minutes
    re.IGNORECASE,
)

ROOMS = (
    *("cli", "show", "web", "catalogue", "ingest", "evaluate", "engine", "rank", "query", "read", "text"),
    *("semantic", "search", "model"),
)
"""Packages whose messages and docstrings are read here."""


def texts_of_code(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every string with a blank that is no docstring, and of the docstrings of commands."""
    tree = ast.parse(path.read_text("utf-8"))
    notes = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    commands = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.decorator_list and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip()):
            continue
        if id(node) not in notes or ("cli" in path.parts and id(node) in commands):
            yield node.lineno, node.value


def words_of(template: str) -> str:
    """Return what a template shows: without tags of Jinja and HTML, but with the strings of expressions and labels."""
    shown = re.sub(r"\{#.*?#\}", " ", template, flags=re.S)
    strings = " ".join(
        s for code in re.findall(r"\{[{%].*?[}%]\}", shown, re.S) for s in re.findall(r"'([^']* [^']*)'", code)
    )
    labels = " ".join(re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', shown))
    plain = re.sub(r"\{[{%].*?[}%]\}", " ", shown, flags=re.S)
    return f"{re.sub(r'<[^>]*>', ' ', plain)} {strings} {labels}"


def prose_of(page: str) -> str:
    """Return a Markdown page without code blocks, whose output may quote papers."""
    return re.sub(r"^```.*?^```$", "", page, flags=re.M | re.S)


def banned(text: str) -> list[str]:
    return BANNED.findall(ALLOWED.sub("", text))


MODULES = sorted(path for room in ROOMS for path in (ROOT / "cqa" / room).rglob("*.py")) + sorted(
    (ROOT / "cqa").glob("*.py")
)
DOCUMENTED = MODULES + sorted(
    path for room in ("split", "gazetteer", "extract") for path in (ROOT / "cqa" / room).rglob("*.py")
)
"""Modules whose docstrings are read: also of packages whose strings are patterns of the papers' words."""

TEMPLATES = sorted((ROOT / "cqa" / "web" / "templates").glob("*.html"))
PAGES = [
    ROOT / "README.md",
    *(ROOT / "cqa" / "guide" / f"{topic}.md" for topic in TOPICS),
    *(ROOT / ".github").rglob("*.md"),
]


COMPOSING = sorted(path for room in ("answer", "ask", "question") for path in (ROOT / "cqa" / room).rglob("*.py"))
"""Modules that compose answers: their messages and the first words of docstrings are read."""


@pytest.mark.parametrize("path", MODULES + COMPOSING, ids=lambda p: str(p.relative_to(ROOT)))
def test_messages_and_help(path: Path) -> None:
    assert not [(line, found) for line, text in texts_of_code(path) if (found := banned(text))]


PRIVATE = re.compile(
    r"\b(?:told|tell(?:s|ing)?|mend(?:s|ed)?|parted|dear|deeds?|anew|besides?|stands|amid|spoilt|from which on|"
    r"comes? about|looked at|asked for|of its own|of their own|such a one)\b",
    re.IGNORECASE,
)
"""Words that docstrings may not have in any sense; there is always a plainer one."""


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every docstring of a module, also of constants and attributes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, " ".join(node.value.value.split())


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every comment of a module."""
    for token in tokenize.generate_tokens(StringIO(path.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@pytest.mark.parametrize("path", DOCUMENTED, ids=lambda p: str(p.relative_to(ROOT)))
def test_docstrings_and_comments(path: Path) -> None:
    notes = (*docstrings(path), *comments(path))
    assert not {line: found for line, note in notes if (found := PRIVATE.findall(note))}


NO_VERB = re.compile(r"(?:Whether|The|An?|Every|What|Where|How|All|Each|This|Number|One)\b")
"""First words of a docstring that describes a value instead of what the function does."""


@pytest.mark.parametrize("path", DOCUMENTED + COMPOSING, ids=lambda p: str(p.relative_to(ROOT)))
def test_docstrings_of_functions_begin_with_a_verb(path: Path) -> None:
    functions = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.FunctionDef)]
    assert not {n.name: note for n in functions if NO_VERB.match(note := ast.get_docstring(n) or "")}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates(path: Path) -> None:
    assert not banned(words_of(path.read_text("utf-8")))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_documentation(path: Path) -> None:
    assert not banned(prose_of(path.read_text("utf-8")))


def test_script_of_the_page() -> None:
    text = (ROOT / "cqa" / "web" / "static" / "cqa.js").read_text("utf-8")
    assert not banned(" ".join(re.findall(r'"([^"]* [^"]*)"', text)))


def test_lines_on_commands_and_topics() -> None:
    assert not banned(" ".join([*COMMANDS.values(), *TOPICS.values()]))


@pytest.mark.parametrize(
    "text", ["What is held of each", "The query was mended", "The most telling words", "built anew"]
)
def test_banned_words_are_found(text: str) -> None:
    """This test ensures that the old texts would fail."""
    assert banned(text)
    assert not banned("not held")
