"""One file cannot stop a run: reads that never end, files larger than any, memory beyond the machine's."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cqa.ingest import limits
from cqa.ingest.workers import read_files

PAPER = "<html><body><p>Leeds City Council</p><p>Caseloads of social workers in area {} are high.</p></body></html>"
WALL = 8.0
"""Seconds for one file in these tests; a sound one takes well under one."""

fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")


@fifo
def test_a_read_that_never_returns_costs_one_file(tmp_path: Path) -> None:
    """This test ensures that a file whose bytes never come is given up, and all others are read."""
    for i in range(6):
        (tmp_path / f"{i}.html").write_text(PAPER.format(i), "utf-8")
    os.mkfifo(tmp_path / "never.html")
    began = time.monotonic()
    found = {Path(i.state.path).name: i.state for i in read_files(sorted(tmp_path.iterdir()), 2, wall=WALL)}
    assert found.pop("never.html").status == "unreadable"
    assert len(found) == 6
    assert {state.status for state in found.values()} == {"indexed"}
    assert time.monotonic() - began < 60


@fifo
def test_a_single_file_that_never_returns_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.txt")
    (found,) = read_files([tmp_path / "never.txt"], 1, wall=2)
    assert found.state.status == "unreadable"
    assert "never ended" in (found.state.error or "")


def test_a_worker_that_cannot_even_end_is_not_waited_for(tmp_path: Path) -> None:
    """This test ensures that the run goes on where a worker neither answers nor dies, as in a call to a dead mount."""
    script = tmp_path / "stuck.py"
    script.write_text(
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from cqa.ingest import file_reader, limits, workers\n"
        "limits.threading.Timer.start = lambda self: None\n"  # as if the process could not end itself
        "if __name__ == '__main__':\n"
        "    os.mkfifo('never.html')\n"
        "    (found,) = workers.read_files([Path('never.html')], 1, wall=2)\n"
        "    print(found.state.status, flush=True)\n"
        "    os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, timeout=100)
    assert done.stdout.strip() == "unreadable", done.stderr


def test_a_file_larger_than_any_is_not_hashed(tmp_path: Path) -> None:
    """This test ensures that 200 GB that are mostly holes cost no time: neither read nor hashed."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in ("a.pdf", "b.pdf"):
        with (papers / name).open("wb") as file:
            file.write(b"%PDF-1.7\n")
            file.truncate(200 << 30)
    began = time.monotonic()
    found = list(read_files(sorted(papers.iterdir()), 2))
    assert [i.state.status for i in found] == ["unreadable"] * 2
    assert "Split the file" in (found[0].state.error or "")
    assert found[0].state.sha256 == ""
    assert time.monotonic() - began < 60
    command = [sys.executable, "-m", "cqa", "--index", str(tmp_path / "index"), "ingest", str(papers)]
    assert subprocess.run(command, capture_output=True, timeout=100).returncode == 3


def test_memory_is_that_of_the_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "memory.max"
    given.write_text(f"{2 << 30}\n")
    monkeypatch.setattr(limits, "CONTAINER_LIMIT", given)
    assert limits.memory_of(2) <= limits.SHARE_OF_MEMORY * (2 << 30) / 2 + 1
    given.write_text("max\n")
    assert limits.memory_of(1) >= limits.LEAST_A_WORKER


def _form(depth: int) -> bytes:
    """A PDF of a few kilobytes whose forms draw the next one ten times: 10**depth drawings."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    parts.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>")
    parts.append(b"<</Length 5>>stream\n/F Do\nendstream")
    for i in range(depth):
        body = b"/F Do\n" * 10
        drawn = min(6 + i, 4 + depth)
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</F %d 0 R>>>>/Length %d>>"
        parts.append(head % (drawn, len(body)) + b"stream\n" + body + b"\nendstream")
    out = bytearray(b"%PDF-1.7\n")
    for number, part in enumerate(parts, start=1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    return bytes(out + b"trailer<</Root 1 0 R>>\n%%EOF\n")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's account of memory")
def test_a_small_pdf_that_grows_costs_bounded_memory(tmp_path: Path) -> None:
    """This test ensures that a form that draws itself, which took 6.1 GB, stays below what a small file may take."""
    (tmp_path / "bomb.pdf").write_bytes(_form(8))
    (tmp_path / "sound.html").write_text(PAPER.format(1), "utf-8")
    program = (
        "import resource, sys\nfrom pathlib import Path\nfrom cqa.ingest.workers import read_files\n"
        "if __name__ == '__main__':\n"
        "    print(sorted(i.state.status for i in read_files([Path(p) for p in sys.argv[1:]], 2, wall=60)))\n"
        "    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    script = tmp_path / "read.py"
    script.write_text(program)
    command = [sys.executable, str(script), str(tmp_path / "bomb.pdf"), str(tmp_path / "sound.html")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    said, most = done.stdout.strip().splitlines()
    assert "indexed" in said
    assert int(most) << 10 < limits.SMALL_FILE + (64 << 20)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs a limit of address space")
def test_a_small_machine_reads_papers(tmp_path: Path) -> None:
    """This test ensures that a worker with the least memory reads a PDF: room for the largest file was once asked for
    at once, and on a machine of 2 GB nothing at all could be read."""
    from reportlab.pdfgen.canvas import Canvas

    names = [tmp_path / f"{n}.pdf" for n in range(4)]
    for path in names:
        canvas = Canvas(str(path))
        canvas.drawString(72, 700, f"Report to Cabinet: caseloads are high in {path.stem}.")
        canvas.save()
    program = (
        "import sys\nfrom pathlib import Path\nfrom cqa.ingest import limits\n"
        "limits.MEMORY_A_WORKER = limits.LEAST_A_WORKER\nfrom cqa.ingest.workers import read_files\n"
        "if __name__ == '__main__':\n"
        "    print([i.state.status for i in read_files([Path(p) for p in sys.argv[1:]], 2)])\n"
    )
    script = tmp_path / "read.py"
    script.write_text(program)
    done = subprocess.run([sys.executable, str(script), *map(str, names)], capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == str(["indexed"] * 4), done.stdout + done.stderr


def test_a_library_says_nothing_for_itself(tmp_path: Path) -> None:
    """This test ensures that a PDF whose bookmarks are deeper than are read is read without a library's warning: six
    such lines came before the command's own."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "deep.pdf"))
    canvas.drawString(72, 700, "Report to Cabinet: caseloads are high.")
    for level in range(12):
        canvas.bookmarkPage(str(level))
        canvas.addOutlineEntry(f"Part {level}", str(level), level)
    canvas.save()
    command = [sys.executable, "-m", "cqa", "--index", str(tmp_path / "index"), "ingest", str(tmp_path / "deep.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr
    assert "recursion" not in done.stderr


def test_a_worker_that_crashes_makes_no_noise(tmp_path: Path) -> None:
    """This test ensures that after workers died no warning of Python follows the command's own words."""
    (tmp_path / "bomb.pdf").write_bytes(_form(8))
    command = [sys.executable, "-m", "cqa", "--index", str(tmp_path / "index"), "ingest", str(tmp_path / "bomb.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500)
    assert done.returncode == 3
    assert "resource_tracker" not in done.stderr
