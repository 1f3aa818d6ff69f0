"""Documents with changed bytes: each becomes papers or a named failure, and none takes the run with it."""

from __future__ import annotations

import random
from pathlib import Path

from cqa.ingest.workers import read_files
from tests.faults.scale import SEED, count

DOCUMENTS = count(60, 2_000)
LEAST_CHANGED, MOST_CHANGED = 1, 60
STATUSES = {"indexed", "unreadable", "needs-ocr", "encrypted", "unsupported", "empty"}


def originals(folder: Path) -> list[Path]:
    """Return a sound document of each format that is made by code."""
    from docx import Document
    from reportlab.pdfgen import canvas

    folder.mkdir()
    pdf = canvas.Canvas(str(folder / "a.pdf"))
    for page in range(3):
        for line in range(30):
            pdf.drawString(72, 780 - 20 * line, f"{page}.{line} Caseloads of social workers are high in Leeds.")
        pdf.showPage()
    pdf.save()
    document = Document()
    document.add_heading("Report to Cabinet", 1)
    table = document.add_table(3, 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "Caseloads"
    document.add_paragraph("1. Caseloads of social workers are high in Leeds.")
    document.save(str(folder / "a.docx"))
    html = "<html><head><title>Report</title></head><body><table><tr><td>1</td></tr></table><p>Caseloads.</p></body>"
    (folder / "a.html").write_text(html * 5, "utf-8")
    (folder / "a.md").write_text(
        "# Report to Cabinet\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1.1 Caseloads are high.\n", "utf-8"
    )
    (folder / "a.txt").write_text(
        "MINUTES of the Cabinet\n\nPresent: Cllr A\n\n1. Caseloads\n\nRESOLVED: noted.\n", "utf-8"
    )
    return sorted(folder.iterdir())


def test_mutated_documents_are_read_or_named(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - no secret
    sound = originals(tmp_path / "sound")
    mutated = tmp_path / "mutated"
    mutated.mkdir()
    for number in range(DOCUMENTS):
        path = sound[number % len(sound)]
        data = bytearray(path.read_bytes())
        for _ in range(chance.randint(LEAST_CHANGED, MOST_CHANGED)):
            at = chance.randrange(len(data))
            kind = chance.randrange(4)
            if kind == 0:
                data[at] ^= 1 << chance.randrange(8)
            elif kind == 1:
                del data[at : at + chance.randint(1, 40)]
            elif kind == 2:
                data[at:at] = data[chance.randrange(len(data)) :][: chance.randint(1, 200)]
            else:
                data[at : at + 4] = chance.randbytes(4)
            data = data or bytearray(b" ")
        (mutated / f"{number}{path.suffix}").write_bytes(data)
    found = list(read_files(sorted(mutated.iterdir()), 2, wall=120))
    assert len(found) == DOCUMENTS
    for each in found:
        state = each.state
        assert state.status in STATUSES, state
        assert state.status == "indexed" or state.error, state
        assert "please report it" not in (state.error or ""), state
