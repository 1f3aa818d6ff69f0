"""The documentation cannot drift: commands in README and the guide run again, and their output is compared.

``pytest tests/test_docs.py --update-docs`` writes the output again.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cqa import __version__
from cqa.cli import COMMANDS
from cqa.guide import TOPICS
from tests.on_terminal import on_terminal

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
GUIDE = ROOT / "cqa" / "guide"
README_LINES = 200
"""Lines that README may have; the rest belongs in the guide."""
DECISIONS = [str(p.relative_to(ROOT)) for p in sorted((GUIDE / "decisions").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
COLUMNS = 100
"""Width of the terminal on which the examples run."""
SECONDS = re.compile(r"in \d+\.\d s\b")


def examples(block: str) -> list[tuple[str, str]]:
    """Commands of a block with their output."""
    pieces = re.split(r"^\$ ", block, flags=re.M)[1:]
    return [(piece.partition("\n")[0], piece.partition("\n")[2].strip("\n")) for piece in pieces]


def output(example: str, folder: Path) -> str:
    """What a command prints on a terminal, in the checkout, over a separate index; ``| head -n`` is understood."""
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


def page_with_examples(name: str) -> Path:
    return README if name == "README" else GUIDE / f"{name}.md"


@pytest.mark.parametrize("name", ["README", *TOPICS])
def test_examples(name: str, tmp_path: Path, corpus_index: Path, request: pytest.FixtureRequest) -> None:
    """This test ensures that every example of README and of the guide prints what the page says."""
    page = page_with_examples(name)
    text = page.read_text("utf-8")
    blocks = BLOCK.findall(text)
    index = tmp_path / "index" if any("$ cqa ingest" in block for block in blocks) else corpus_index
    for block in blocks:
        shown = [(example, said, output(example, index)) for example, said in examples(block)]
        if request.config.getoption("--update-docs"):
            same = [said if timeless(now) == timeless(said) else now for _, said, now in shown]
            text = text.replace(block, "\n".join(f"$ {e}\n{now}\n" for (e, _, _), now in zip(shown, same, strict=True)))
            continue
        for example, said, now in shown:
            assert timeless(now) == timeless(said), f"cqa has changed what {example!r} prints: --update-docs"
    if request.config.getoption("--update-docs"):
        page.write_text(text, "utf-8")


def test_readme_has_a_tour_and_is_short() -> None:
    text = README.read_text("utf-8")
    assert len(BLOCK.findall(text)) >= 5
    assert len(text.splitlines()) <= README_LINES


def test_python_example(tmp_path: Path) -> None:
    """This test ensures that the guide's program runs as written."""
    (program,) = re.findall(r"^```python\n(.*?)^```$", (GUIDE / "python.md").read_text("utf-8"), re.M | re.S)
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "Leeds" in run.stdout


def run_program(name: str, *arguments: str | Path) -> str:
    command = [sys.executable, "-W", "error", str(GUIDE / "examples" / name), *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_every_example_program_is_in_the_guide() -> None:
    text = (GUIDE / "python.md").read_text("utf-8")
    assert sorted(re.findall(r"`(\w+\.py)`", text)) == sorted(p.name for p in (GUIDE / "examples").glob("*.py"))


def test_example_search_to_csv(corpus_index: Path, tmp_path: Path) -> None:
    run_program("search_to_csv.py", corpus_index, "caseloads", tmp_path / "found.csv")
    with open(tmp_path / "found.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert "Leeds City Council" in {row["council"] for row in rows}
    assert all("caseload" in row["text"].lower() or "workload" in row["text"].lower() for row in rows)


def test_example_questions_from_file(corpus_index: Path, tmp_path: Path) -> None:
    (tmp_path / "questions.txt").write_text("What overall effectiveness grade did Ofsted give Norfolk?\n\n", "utf-8")
    said = run_program("questions_from_file.py", corpus_index, tmp_path / "questions.txt")
    assert "Requires improvement" in said
    assert "norfolk-2018" in said


def test_example_papers_by_year(corpus_index: Path) -> None:
    assert "Leeds City Council\t2010\t1\n" in run_program("papers_by_year.py", corpus_index)


def test_evaluation_example(corpus_index: Path, tmp_path: Path) -> None:
    """This test ensures that the guide's file of questions is one that `cqa eval` reads."""
    (questions,) = re.findall(r"^```json\n(.*?)^```$", (GUIDE / "evaluate.md").read_text("utf-8"), re.M | re.S)
    (tmp_path / "q.json").write_text(questions, "utf-8")
    command = [sys.executable, "-m", "cqa", "--index", str(corpus_index), "eval", str(tmp_path / "q.json"), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["total"]["right"] == 1


def test_every_page_of_the_guide_is_a_topic_in_readme() -> None:
    from cqa.guide import FOLDER

    assert sorted(p.stem for p in FOLDER.glob("*.md")) == sorted(TOPICS)
    rows = dict(re.findall(r"^\| \[(\w+)\]\(cqa/guide/\1\.md\) \| (.+) \|$", README.read_text("utf-8"), re.M))
    assert list(rows) == list(TOPICS)


def test_every_command_is_in_readme() -> None:
    text = README.read_text("utf-8")
    assert not [name for name in COMMANDS if f"`cqa {name}" not in text]


def test_test_command_is_that_of_ci() -> None:
    """This test ensures that CI runs the very line that README gives."""
    lines = [line for line in README.read_text("utf-8").splitlines() if line.endswith("-m pytest")]
    assert len(lines) == 1
    assert lines[0] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_every_exit_status_is_in_the_guide() -> None:
    from cqa import cli

    rows = re.findall(r"^\| (\d+) \|", (GUIDE / "output.md").read_text("utf-8"), re.M)
    assert [int(r) for r in rows] == sorted(
        {cli.FOUND, cli.NOTHING_FOUND, cli.FAILED, cli.SOME_UNREADABLE, cli.INTERRUPTED, cli.TERMINATED}
    )


def linked_pages() -> list[str]:
    folders = (".", ".github", "cqa", "cqa/guide", "cqa/guide/decisions", "index")
    return [str(p.relative_to(ROOT)) for folder in folders for p in sorted((ROOT / folder).glob("*.md"))]


@pytest.mark.parametrize("page", linked_pages())
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\(([^)#]+)", text)
    assert not [x for x in links if "://" not in x and not (ROOT / page).parent.joinpath(x).exists()]


@pytest.mark.parametrize("page", [".github/CONTRIBUTING.md", ".github/SECURITY.md", ".github/FAULTS.md", *DECISIONS])
def test_named_files_exist(page: str) -> None:
    """This test ensures that recipes and decisions name files that exist; ``<name>`` is for a new one."""
    named = re.findall(
        r"`((?:cqa|tests|corpus|\.ci|\.github)/[^`\s<*]+|requirements\.lock|pyproject\.toml)`", _text(page)
    )
    assert not [name for name in named if not (ROOT / name).exists()]


def _text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def test_map_names_every_folder() -> None:
    """This test ensures that the map has every package and module."""
    text = (ROOT / "cqa" / "README.md").read_text("utf-8")
    rooms = {p.parent.relative_to(ROOT / "cqa").parts[0] for p in (ROOT / "cqa").glob("*/__init__.py")}
    modules = {p.name for p in (ROOT / "cqa").glob("*.py")} - {"__init__.py"}
    assert not [room for room in rooms if f"`{room}/`" not in text]
    assert not [module for module in modules if f"`{module}`" not in text]


def test_changelog_has_an_entry_for_the_version() -> None:
    assert re.search(
        rf"^## \[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d$", (GUIDE / "changelog.md").read_text("utf-8"), re.M
    )


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
