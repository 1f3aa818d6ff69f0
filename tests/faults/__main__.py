"""``python -m tests.faults``: the whole of the fault tests, and their result as text in ``result.txt``.

Hours are not needed: about one on two cores. ``--some`` runs the bounded share that the other tests run.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
RESULT = Path(os.environ.get("CQA_FAULTS_RESULT", HERE / "result.txt"))


class Record:
    """A plug-in of pytest that notes how each test ended."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def pytest_runtest_logreport(self, report) -> None:  # type: ignore[no-untyped-def]
        if report.when == "call" or report.outcome != "passed":
            name = report.nodeid.removeprefix("tests/faults/")
            self.lines.append(f"{report.outcome:8s} {report.duration:8.1f} s  {name}")


def main() -> int:
    """Run the tests and write what became of each."""
    import pytest

    whole = "--some" not in sys.argv[1:]
    if whole:
        os.environ["CQA_FAULTS"] = "whole"
    chosen = [a for a in sys.argv[1:] if not a.startswith("--")]
    record = Record()
    status = int(pytest.main([*(chosen or [str(HERE)]), "-q", "-p", "no:cacheprovider"], plugins=[record]))
    now = datetime.now(UTC).isoformat(timespec="minutes")
    asked = ("git", "rev-parse", "--short", "HEAD")
    commit = subprocess.run(asked, capture_output=True, text=True, cwd=HERE).stdout.strip()
    head = [
        f"{'whole' if whole else 'bounded'} run, {now}, commit {commit or 'unknown'}",
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; seed {seed()}",
        figures(),
    ]
    RESULT.write_text("\n".join([*head, "", *record.lines, ""]), "utf-8")
    return status


def seed() -> int:
    from tests.faults.scale import SEED

    return SEED


def figures() -> str:
    """Return how much of everything was done."""
    from tests.faults import test_kills as kills
    from tests.faults import test_load as load
    from tests.faults.test_mutated import DOCUMENTS
    from tests.faults.test_queries import QUERIES
    from tests.faults.test_readers import SECONDS
    from tests.faults.test_verify import FLIPS

    return (
        f"on each of two engines: {kills.KILLS} runs killed, {4 * kills.INTERRUPTS} interrupted, {FLIPS} bits flipped, "
        f"{QUERIES} queries, readers during writers for {SECONDS} s; {DOCUMENTS} mutated documents; {load.DOWNLOADS} "
        f"downloads at once, {load.CLIENTS} clients for {load.SECONDS} s"
    )


if __name__ == "__main__":
    sys.exit(main())
