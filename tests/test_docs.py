"""README cannot drift: its commands are run again and their output compared; its tables are those of the code.

``pytest tests/test_docs.py --update-docs`` writes the output anew.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from onterminal import on_terminal

from cqa.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
COLUMNS = 100
"""Width of the terminal on which README's examples run."""
SECONDS = re.compile(r"in \d+\.\d s\b")


def examples(block: str) -> list[tuple[str, str]]:
    """Commands of a block with their output."""
    pieces = re.split(r"^\$ ", block, flags=re.M)[1:]
    return [(piece.partition("\n")[0], piece.partition("\n")[2].strip("\n")) for piece in pieces]


def output(example: str, folder: Path) -> str:
    """What a command prints on a terminal, in the checkout, over an index of its own; ``| head -n`` is understood."""
    command, _, head = example.partition(" | head -")
    arguments = shlex.split(command)
    assert arguments.pop(0) == "cqa"
    program = [sys.executable, "-c", "from cqa.cli import main; main()", *arguments]
    run = on_terminal(program, COLUMNS, cwd=ROOT, CQA_INDEX=str(folder), NO_COLOR="1")
    assert "Traceback" not in run.stderr
    lines = (run.stdout or run.stderr).replace(f"{ROOT}/", "").rstrip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines[: int(head) if head else None])


def timeless(text: str) -> str:
    return SECONDS.sub("in _ s", text)


def test_examples(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """This test ensures that every example of README prints what README says."""
    text = README.read_text("utf-8")
    blocks = BLOCK.findall(text)
    assert len(blocks) >= 5
    for block in blocks:
        shown = [(example, said, output(example, tmp_path)) for example, said in examples(block)]
        if request.config.getoption("--update-docs"):
            text = text.replace(block, "\n".join(f"$ {e}\n{now}\n" for e, _, now in shown))
            continue
        for example, said, now in shown:
            assert timeless(now) == timeless(said), f"cqa has changed what {example!r} prints: --update-docs"
    if request.config.getoption("--update-docs"):
        README.write_text(text, "utf-8")


def test_python_example(tmp_path: Path) -> None:
    """This test ensures that README's program runs as it stands."""
    (program,) = re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S)
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "Leeds" in run.stdout


def test_every_command_is_in_readme() -> None:
    text = README.read_text("utf-8")
    assert not [name for name in COMMANDS if f"`cqa {name}" not in text]


def test_test_command_is_that_of_ci() -> None:
    """This test ensures that CI runs the very line that README gives."""
    lines = [line for line in README.read_text("utf-8").splitlines() if line.endswith("-m pytest")]
    assert len(lines) == 1
    assert lines[0] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_every_exit_status_is_in_readme() -> None:
    from cqa import cli

    rows = re.findall(r"^\| (\d+) \|", README.read_text("utf-8"), re.M)
    assert [int(r) for r in rows] == sorted(
        {cli.FOUND, cli.NOTHING_FOUND, cli.FAILED, cli.SOME_UNREADABLE, cli.INTERRUPTED}
    )


@pytest.mark.parametrize("page", ["README.md", "cqa/README.md", "index/README.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\(([^)#]+)", text)
    assert not [x for x in links if "://" not in x and not (ROOT / page).parent.joinpath(x).exists()]


def test_map_names_every_folder() -> None:
    """This test ensures that the map of the house has every room."""
    text = (ROOT / "cqa" / "README.md").read_text("utf-8")
    rooms = {p.parent.relative_to(ROOT / "cqa").parts[0] for p in (ROOT / "cqa").glob("*/__init__.py")}
    modules = {p.name for p in (ROOT / "cqa").glob("*.py")} - {"__init__.py"}
    assert not [room for room in rooms if f"`{room}/`" not in text]
    assert not [module for module in modules if f"`{module}`" not in text]


def test_lock_holds_every_dependency() -> None:
    """This test ensures that each package that pyproject names is pinned, with hashes, and no server is named."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=!~\[; ]", w)[0].lower().replace("_", "-") for w in wanted}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.M))
    assert names <= pinned
    assert lock.count("--hash=sha256:") > len(pinned)
    assert "://" not in lock
