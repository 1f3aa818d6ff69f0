# Short names for the commands of a contributor: `just` lists them.

python := ".venv/bin/python"

_list:
    @just --list --unsorted

# Make the environment in .venv
setup:
    python3.11 -m venv .venv
    .venv/bin/pip install -q -r requirements.lock
    .venv/bin/pip install -q --no-deps --no-build-isolation -e .

# Check style, types and spelling
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy --strict
    .venv/bin/codespell .

# Run tests: all, or those given
test *paths:
    {{python}} -m pytest {{paths}}

# Measure the quality of answers on the judged questions
eval *options:
    {{python}} -m pytest tests/eval -s {{options}}

# Measure speed and memory
bench *parts:
    {{python}} -m tests.bench {{parts}}

# Rewrite the output of the examples in README and the guide
docs:
    {{python}} -m pytest tests/test_docs.py --update-docs

# Run everything that continuous integration runs
ci:
    .ci/run
