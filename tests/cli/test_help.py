"""Help, completion and looks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cqa.cli import COMMANDS
from tests.on_terminal import on_terminal

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: cqa ")
    assert max(map(len, done.stdout.splitlines())) <= 100
    usage, _, rest = done.stdout.partition("\n")
    assert re.search(rf"^  cqa {name}( |$)", rest, re.M), f"an example is missing below {usage!r}"


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        (["--authority", "Ledes"], "did you mean Leeds City Council?"),
        (["--committee", "executve board"], "did you mean Executive Board?"),
        (["--grade", "gud"], "did you mean Good?"),
        (["--type", "reprot"], "did you mean report?"),
        (["--role", "legl"], "did you mean implications:legal?"),
        (["--from", "2013", "--to", "2010"], "did you mean from 2010 to 2013?"),
    ],
    ids=lambda v: v[0] if isinstance(v, list) else "",
)
@pytest.mark.parametrize("command_name", ["search", "concordance", "recommendations", "matrix"])
def test_a_misspelt_filter_is_an_error_with_a_suggestion(
    run: Run, command_name: str, wrong: list[str], advice: str
) -> None:
    done = run(command_name, "caseloads", *wrong)
    assert done.returncode == 2
    assert advice in done.stderr


def test_every_command_is_a_module_and_listed(run: Run) -> None:
    folder = Path(sys.modules["cqa.cli"].__file__ or "").parent
    assert {p.name.removesuffix("_command.py") for p in folder.glob("*_command.py")} == set(COMMANDS)
    shown = run("--help").stdout
    assert all(f"  {name}" in shown for name in COMMANDS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(run: Run, shell: str) -> None:
    done = run(env={"_CQA_COMPLETE": f"{shell}_source"}, index=None)
    assert done.returncode == 0
    assert "_CQA_COMPLETE" in done.stdout


def test_completion_of_a_command(run: Run) -> None:
    done = run(env={"_CQA_COMPLETE": "bash_complete", "COMP_WORDS": "cqa se", "COMP_CWORD": "1"}, index=None)
    assert "plain,search" in done.stdout


def without_colours(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("columns", [60, 100, 160])
@pytest.mark.parametrize(
    "arguments", [("papers",), ("status",), ("grades",), ("engines",), ("search", "caseloads"),
                  ("ask", "Which councils cite caseload pressure?"), ("matrix", "caseloads", "agency staff")],
    ids=lambda a: a[0],
)  # fmt: skip
def test_output_fits_the_terminal(command: str, corpus_index: Path, arguments: tuple[str, ...], columns: int) -> None:
    printed = on_terminal([command, "--index", str(corpus_index), *arguments], columns)
    lines = without_colours(printed.stdout).splitlines()
    assert lines
    assert not [line for line in lines if len(line) > columns]


def test_colour_only_where_it_is_wanted(command: str, corpus_index: Path, run: Run) -> None:
    search = [command, "--index", str(corpus_index), "search", "caseloads"]
    papers = [command, "--index", str(corpus_index), "papers"]
    assert "\x1b[1;33mcaseloads\x1b[0m" in on_terminal(search, 100).stdout
    for plain in (search, papers):
        assert "\x1b" not in on_terminal(plain, 100, NO_COLOR="1").stdout
        assert "\x1b" not in on_terminal(plain, 100, TERM="dumb").stdout
    assert "\x1b" not in run("search", "caseloads").stdout


def test_reader_that_goes_away(command: str, corpus_index: Path) -> None:
    """This test ensures that `cqa ... | head -1` ends quietly."""
    show = subprocess.Popen(
        [command, "--index", str(corpus_index), "papers", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert show.stdout is not None
    assert show.stderr is not None
    show.stdout.read(10)
    show.stdout.close()
    said = show.stderr.read()
    show.stderr.close()
    assert show.wait(60) in (0, -13)
    assert said == b""


@pytest.mark.parametrize("columns", [30, 60, 100])
def test_a_narrow_terminal_loses_no_topic(command: str, corpus_index: Path, columns: int) -> None:
    topics = ("caseloads", "agency staff", "neglect", "placements", "thresholds", "adoption", "fostering", "delay")
    index = ["--index", str(corpus_index)]
    printed = without_colours(on_terminal([command, *index, "matrix", *topics], columns).stdout)
    whole = subprocess.run([command, *index, "matrix", *topics, "--csv"], capture_output=True, text=True, check=True)
    words, verdicts = printed.split("Searched:")[0].split(), r"\b(?:cites|mentions|silent)\b"
    assert len(re.findall(verdicts, " ".join(words))) == len(re.findall(verdicts, whole.stdout))
    assert all(word in " ".join(words) for topic in topics for word in topic.split())


def test_the_value_of_an_option_may_begin_with_a_minus(run: Run) -> None:
    """This test ensures that `--sort -date` is an order, and `-nurse` a word that passages may not have."""
    newest = run("search", "caseloads", "-reviews", "--sort", "-date", "--json")
    assert newest.returncode == 0, newest.stderr
    found = json.loads(newest.stdout)
    dates = [passage["date"] for passage in found["passages"]]
    assert dates == sorted(dates, reverse=True)
    assert found["query"] == "caseloads -reviews"
