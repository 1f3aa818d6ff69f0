"""A Word file as its parts: a zip archive with relations between them (ECMA-376 part 2). Nothing in it is run."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from cqa.errors import EncryptedFile, UnreadableFile

MAX_UNPACKED = 400 << 20
"""Bytes that a docx may unpack to; the largest of the sample unpacks to some 9 MB."""

MAX_RATIO = 250
"""Unpacked to packed size of one part over 10 MB; the XML of real papers packs about 20 to 1."""

LOCKED = 1
"""Bit 0 of a zip part's flags: it is encrypted (ZIP APPNOTE 4.4.4)."""

STRICT = (
    (rb"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (rb"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (rb"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (rb"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip
"""Names of the strict form of the standard and of the form that nearly all files have."""

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Relation(NamedTuple):
    """One relation of a part: the last word of its type (``footnotes``) and the part that it leads to."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file by name. A relation to a missing part fails only when that part is read."""

    def __init__(self, data: bytes, name: str) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        parts = self._archive.infolist()
        if any(part.flag_bits & LOCKED for part in parts):
            raise EncryptedFile(f"{name}: this Word file is locked with a password. Save a copy without one.")
        total = sum(part.file_size for part in parts)
        swollen = any(p.file_size > (10 << 20) and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts)
        if total > MAX_UNPACKED or swollen:
            raise UnreadableFile(f"{name}: this Word file unpacks to {total:,} bytes and is refused. Save it again.")
        self._names = {part.filename.replace("\\", "/").lstrip("/").lower(): part.filename for part in parts}

    def main(self) -> str:
        """Return the name of the main document. Raises KeyError where there is none."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target.lower() in self._names:
                return relation.target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        return next(name for low, name in self._names.items() if re.fullmatch(r"word/document\d*\.xml", low))

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of `part` by their id; "" is the package itself."""
        folder, name = posixpath.split(part)
        data = self.data(posixpath.join(folder, "_rels", f"{name}.rels"))
        if data is None:
            return {}
        found = {}
        for element in _parsed(data).iter(RELATION):
            external = element.get("TargetMode") == "External"
            target = unquote(element.get("Target") or "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id") or ""] = Relation((element.get("Type") or "").rsplit("/", 1)[-1], target, external)
        return found

    def data(self, part: str) -> bytes | None:
        """Return the bytes of a part, None where the file lacks it."""
        name = self._names.get(part.lower())
        return self._archive.read(name) if name is not None else None

    def xml(self, part: str) -> Any:
        """Return the root element of a part, None where the file lacks it."""
        data = self.data(part)
        return None if data is None else _parsed(data)

    def related(self, part: str, kind: str) -> Any:
        """Return the root element of the part that `part` names as its `kind` (``styles``), None without one."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external:
                return self.xml(relation.target)
        return None


def _parsed(data: bytes) -> Any:
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(data, parser)
