"""Small files made by hand for the tests: PDF bytes written out object by object, docx by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple


class Words(NamedTuple):
    """A text at ``x, y`` (points from the bottom left corner, as PDF counts)."""

    x: float
    y: float
    text: str
    size: float = 12
    bold: bool = False
    italic: bool = False


class Rule(NamedTuple):
    """A stroke from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


class Raw(NamedTuple):
    """Operators of a content stream, as they are."""

    code: str


Item = Words | Rule | Raw

ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def pdf(pages: Sequence[Sequence[Item]], title: str | None = None, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF 1.4 file in Helvetica with these pages."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    info = f"/Title ({title}) " if title else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Oblique /Encoding /WinAnsiEncoding >>",
    ]
    for number, items in enumerate(pages):
        stream = "\n".join(map(_drawn, items))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info}/CreationDate (D:20250304120000Z) >>")
    return _file(objects)


def _drawn(item: Item) -> str:
    if isinstance(item, Raw):
        return item.code
    if isinstance(item, Rule):
        return f"1 w {item.x0} {item.y0} m {item.x1} {item.y1} l S"
    font = "F2" if item.bold else "F3" if item.italic else "F1"
    return f"BT /{font} {item.size} Tf {item.x} {item.y} Td ({item.text.translate(ESCAPES)}) Tj ET"


def _file(objects: list[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def lines(texts: Sequence[str], top: float = 740, x: float = 72, leading: float = 14, size: float = 12) -> list[Item]:
    """Printed lines one under the other."""
    return [Words(x, top - leading * n, text, size) for n, text in enumerate(texts)]


def box(x0: float, y0: float, x1: float, y1: float, xs: Sequence[float], ys: Sequence[float]) -> list[Item]:
    """A ruled table: its frame, inner verticals at `xs`, inner horizontals at `ys`."""
    return [
        *(Rule(x, y0, x, y1) for x in (x0, *xs, x1)),
        *(Rule(x0, y, x1, y) for y in (y0, *ys, y1)),
    ]


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
