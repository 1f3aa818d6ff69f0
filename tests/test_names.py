"""One name means one thing, and a number with a name says what it is."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "cqa").rglob("*.py"))}


def is_number(value: ast.expr | None) -> bool:
    """Return whether an expression is a number, or a row or sum of numbers."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, int | float) and not isinstance(value.value, bool)
    if isinstance(value, ast.UnaryOp):
        return is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return is_number(value.left) and is_number(value.right)
    return isinstance(value, ast.Tuple) and bool(value.elts) and all(map(is_number, value.elts))


def constants(node: ast.stmt) -> list[str]:
    """Return the names in capitals that a statement gives to numbers."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    names = [n for target in targets for n in (target.elts if isinstance(target, ast.Tuple) else [target])]
    found = [n.id for n in names if isinstance(n, ast.Name) and n.id.isupper()]
    return found if found and is_number(getattr(node, "value", None)) else []


def unexplained(body: list[ast.stmt], lines: list[str]) -> list[str]:
    """Return the numbers of a module or class without a docstring below their run of lines, or a comment."""
    found = []
    for at, node in enumerate(body):
        names = constants(node)
        around = lines[max(node.lineno - 2, 0)], lines[node.lineno - 1], lines[(node.end_lineno or node.lineno) - 1]
        if not names or around[0].lstrip().startswith("#") or any("#" in line for line in around[1:]):
            continue
        end = at + 1
        while end < len(body) and isinstance(body[end], ast.Assign | ast.AnnAssign):
            if body[end].lineno != (body[end - 1].end_lineno or 0) + 1:
                break
            end += 1
        below = body[end] if end < len(body) else None
        text = below.value if isinstance(below, ast.Expr) else None
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            found += names
    return found


def test_no_class_name_is_used_twice() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert not {name: files for name, files in places.items() if len(files) > 1}


def test_every_named_number_says_what_it_is() -> None:
    missing = {}
    for path, tree in TREES.items():
        lines = path.read_text("utf-8").splitlines()
        bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
        names = [name for body in bodies for name in unexplained(body, lines)]
        if names:
            missing[str(path.relative_to(ROOT))] = names
    assert not missing, "give each its unit and reason in a docstring below it"
