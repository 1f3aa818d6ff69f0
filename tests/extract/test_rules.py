"""This test ensures that every row of the rules of ``cqa/extract`` matches its examples, and not its counter-examples.

A row that no code names is dead: its name, or that of its group, is in the module next to the file.
"""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import cqa.extract
from cqa.text.rules import Rule, Rules, rule_of

ROOT = Path(cqa.extract.__file__).parent


def _modules() -> list[tuple[str, Rules]]:
    """Return the modules of the package that have rules next to them."""
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        if "Rules(__file__" in file.read_text(encoding="utf-8"):
            name = ".".join(["cqa", "extract", *file.relative_to(ROOT).with_suffix("").parts])
            values = vars(importlib.import_module(name)).values()
            found += [(name, value) for value in values if isinstance(value, Rules) and value.file.stem == file.stem]
    return found


MODULES = _modules()
ROWS = [pytest.param(row, id=f"{name}: {row.name}") for name, rules in MODULES for row in rules.rows.values()]


def _alternatives() -> Iterator[object]:
    """Yield each alternative of a list as a separate rule, but for those that are plain words."""
    for module, rules in MODULES:
        for row in tomllib.loads(rules.file.read_text(encoding="utf-8"))["rule"]:
            key = "any" if "any" in row else "pattern"
            listed = row.get(key, "")
            for source in listed if isinstance(listed, list) else ():
                if not re.fullmatch(r"[\w ?'’-]*", re.sub(r"\\[bs]\+?|\\w\*|\^", " ", source)):
                    alone = rule_of({**row, key: [source]}, rules.parts)
                    yield pytest.param(alone, id=f"{module}: {row['name']}: {source}")


def test_rules_are_found() -> None:
    assert len(MODULES) > 1


@pytest.mark.parametrize("rule", ROWS)
def test_examples(rule: Rule) -> None:
    assert all((rule.examples, rule.counters, rule.seen))
    for example in rule.examples:
        assert rule.find(example), example
    for counter in rule.counters:
        assert not rule.find(counter), counter
    if rule.gives is not None:
        found = rule.find(rule.examples[0])
        assert found is not None
        assert found[1] == rule.gives


@pytest.mark.parametrize("rule", list(_alternatives()))
def test_each_alternative_has_an_example(rule: Rule) -> None:
    assert any(map(rule.find, rule.examples))


@pytest.mark.parametrize(("name", "rules"), MODULES, ids=[name for name, _ in MODULES])
def test_every_row_is_used(name: str, rules: Rules) -> None:
    package = rules.file.parent
    code = "".join(file.read_text(encoding="utf-8") for file in package.glob("*.py"))
    unused = [row.name for row in rules.rows.values() if f'"{row.group or row.name}"' not in code]
    assert not unused


def test_names_are_unique() -> None:
    for _, rules in MODULES:
        assert len(rules.rows) == rules.file.read_text(encoding="utf-8").count("\n[[rule]]\n")
