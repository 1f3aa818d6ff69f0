"""Manners of the command line: files as results, many queries at once, values completed by the shell."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "caseloads", "-n", "2"),
        ("search", "caseloads", "--csv"),
        ("ask", "Which councils cite caseload pressure?", "--json"),
        ("papers",),
        ("grades", "--csv"),
        ("decisions",),
        ("recommendations", "budget"),
        ("concordance", "caseloads"),
        ("similar", "leeds-2010"),
        ("matrix", "caseloads"),
    ],
    ids=lambda a: a[0],
)
def test_a_file_gets_what_a_pipe_gets(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = tmp_path / "result"
    done = run(*arguments, "-o", str(file))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert file.read_text("utf-8") == run(*arguments).stdout
    assert [p.name for p in tmp_path.iterdir()] == ["result"]


def test_a_command_that_fails_leaves_the_file_as_it_was(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "result"
    file.write_text("before", "utf-8")
    assert run("search", "caseloads", "--authority", "nowhere", "-o", str(file)).returncode == 2
    assert file.read_text("utf-8") == "before"


def test_a_file_that_cannot_be_written_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("papers", "-o", str(tmp_path / "none" / "result"))
    assert done.returncode == 2
    assert "cannot write" in done.stderr


def test_search_of_each_line(run: Run, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("# mine\ncaseloads\n\nzzzqqq\nbudget (\n", "utf-8")
    done = run("search", "--batch", str(queries), "-n", "1", "--authority", "leeds")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["line"], r["query"]) for r in records] == [(2, "caseloads"), (4, "zzzqqq"), (5, "budget (")]
    alone = json.loads(run("search", "caseloads", "-n", "1", "--authority", "leeds", "--json").stdout)
    assert records[0] == {"line": 2, **alone}
    assert "never closed" in records[2]["error"]
    assert done.returncode == 2
    assert "line 5" in done.stderr


def test_search_of_each_line_as_a_sheet(run: Run, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("caseloads\nzzzqqq\n", "utf-8")
    done = run("search", "--batch", str(queries), "-n", "2", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["query"] for row in rows] == ["caseloads", "caseloads", "zzzqqq"]
    assert int(rows[0]["passages"]) > 2
    assert rows[2]["passages"] == "0"
    assert done.returncode == 0


@pytest.mark.parametrize(("name", "key"), [("search", "query"), ("ask", "question")])
def test_a_batch_from_standard_input(command: str, corpus_index: Path, name: str, key: str) -> None:
    line = "Which councils cite caseload pressure?"
    program = [command, "--index", str(corpus_index), name, "--batch", "-"]
    done = subprocess.run(program, input=f"{line}\n", capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)[key] == line, done.stderr


@pytest.mark.parametrize("arguments", [(), ("caseloads", "--batch", "FILE")])
def test_a_query_or_a_batch(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("caseloads\n", "utf-8")
    done = run("search", *(str(queries) if a == "FILE" else a for a in arguments))
    assert done.returncode == 2
    assert "--batch FILE" in done.stderr


@pytest.mark.parametrize(
    ("shell", "option", "begun", "offered"),
    [
        ("zsh", "--authority", "lee", "Leeds City Council"),
        ("fish", "--authority", "lee", "Leeds City Council"),
        ("bash", "--authority", "lee", r"Leeds\ City\ Council"),
        ("bash", "--committee", "exec", r"Executive\ Board"),
        ("zsh", "--type", "min", "minutes"),
        ("zsh", "--role", "reco", "recommendations"),
    ],
)
def test_values_are_completed(run: Run, corpus_index: Path, shell: str, option: str, begun: str, offered: str) -> None:
    words = f"cqa --index {corpus_index} search caseloads {option} {begun}"
    env = {"_CQA_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": "6" if shell != "fish" else begun}
    done = run(env=env, index=None)
    assert done.returncode == 0, done.stderr
    assert offered in done.stdout


def test_completion_without_an_index_offers_nothing(run: Run, tmp_path: Path) -> None:
    words = f"cqa --index {tmp_path / 'none'} search caseloads --authority le"
    done = run(env={"_CQA_COMPLETE": "zsh_complete", "COMP_WORDS": words, "COMP_CWORD": "6"}, index=None)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_a_dry_run_names_what_it_would_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "new.txt").write_text("Leeds City Council\n\nDate: 4 March 2025\n\n1. A ferry.\n", "utf-8")
    done = run("ingest", str(tmp_path / "papers"), "--dry-run", index=tmp_path / "index")
    assert f"added\t{tmp_path / 'papers' / 'new.txt'}" in done.stdout, done.stderr
    assert not (tmp_path / "index").exists()


def test_a_web_address_is_no_path(run: Run, tmp_path: Path) -> None:
    done = run("ingest", "https://example.org/paper.pdf", index=tmp_path / "index")
    assert done.returncode == 2
    assert "download the papers first" in done.stderr


@pytest.mark.parametrize(("word", "number"), [("-nurses", "-n2"), ("-oxford", "-n2"), ("-hostels", "-n2")])
def test_a_word_that_is_left_out_may_begin_as_a_short_option(run: Run, word: str, number: str) -> None:
    found = json.loads(run("search", "caseloads", word, number, "--json").stdout)
    assert found["query"] == f"caseloads {word}"
    assert len(found["passages"]) == 2
