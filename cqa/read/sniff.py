"""What a file is, by its bytes. The name is only used to catch a file that is not what it claims.

Signatures: PDF 2.0 (ISO 32000-2) 7.5.2 for ``%PDF-``; ZIP APPNOTE 4.3.7 for ``PK``; [MS-CFB] 2.2 for OLE.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zipfile
from collections import Counter
from pathlib import PurePath

from cqa.errors import EmptyFile, UnreadableFile, UnsupportedFile
from cqa.read.decode import wide_encoding
from cqa.read.formats import BY_MEDIA, FORMATS, READS

PDF_HEAD = 1024
"""``%PDF-`` may be anywhere in the first 1,024 bytes (Acrobat implementation note 13 to PDF 1.7)."""

PDF_LATE = 65_536
"""In a file that is named a PDF it may come later, after what a mail program or a server wrote first."""

SYMLINK_MAX = 300
"""A git symbolic link that was saved as a file is one short path; real papers are longer."""

LOCK_SIZES = (162, 165)
"""Bytes of the owner files that Word and Excel keep next to an open document."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

PICTURES_AND_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
)

OFFICE_FOLDERS: tuple[tuple[str, str], ...] = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("visio/", "a Visio drawing"),
)

PACKAGE_MOST = 200
"""Characters of the member that names the kind of a zip archive; the longest name of OpenDocument has 67."""

MHTML_HEAD = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]{0,990}\r?\n(?:[ \t][^\r\n]{0,990}\r?\n)*){0,40}?"
    rb"(?:content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html|message/rfc822)\b)",
    re.IGNORECASE,
)
"""Header lines of a message (RFC 5322) up to the type of a page with its parts (RFC 2557)."""

FEW_CONTROLS = 2
"""Control characters that a short text may hold: a zero byte of a broken transfer."""

WORD_EXPORT = b"urn:schemas-microsoft-com:office:word"
"""Name space of the pages that Word saves, also under a name in ``.doc``."""

HTML_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|table|div|article|p)\b", re.IGNORECASE)
TABLE_LINES = 40
"""Lines examined to distinguish a table of values from prose."""

TABLE_COLUMNS = 4
"""Least values on each line of such a table: prose seldom has as many commas in every line."""

JSON_TRIED = 5_000_000
"""Bytes up to which a file that begins like JSON is tried as JSON."""

JSON_RECORD = re.compile(r'[\[{\s]{0,20}\{\s{0,200}"[^"\n]{1,100}"\s{0,20}:')
"""The beginning of a record: enough where a file is long, or has a record on each line."""

XML_ROOT = re.compile(
    r"(?:<!--(?:[^-]|-(?!->)){0,5000}-->\s{0,200})?"
    r"<(?!(?:div|p|span|table|section|article|main|center|font|[abiu]|[uod]l|h\d|pre)\b)[a-z_][\w.:-]{0,80}"
    r"(?:\s[^<>]{0,2000})?>\s{0,200}<[a-z_!]",
    re.IGNORECASE,
)
"""An element whose first content is another: mark-up, and since it is no HTML, data."""

DATA_NAMES = {
    ".csv": "a table of comma-separated values", ".tsv": "a table of tab-separated values", ".json": "JSON data",
    ".jsonl": "JSON data", ".ndjson": "JSON data", ".xml": "XML data", ".log": "a log of a program",
    ".ini": "a program's settings", ".toml": "a program's settings", ".yaml": "a program's settings",
    ".yml": "a program's settings", ".ics": "a calendar", ".vcf": "an address book", ".py": "a program",
    ".js": "a program", ".sql": "a program", ".sh": "a program", ".css": "a style sheet", ".diff": "a patch",
    ".patch": "a patch",
}  # fmt: skip
"""Names that promise data for programs. The bytes are text all the same, so only the name shows it."""

MARKDOWN_NAMES = BY_MEDIA["markdown"].suffixes
MARKDOWN_SIGN = re.compile(r"^(?:#{1,6} \S|---\n.+:|\[[^\]\n]{1,80}\]\()", re.MULTILINE)


def media_of(data: bytes, name: str) -> str:
    """Return the format of `data`; `name` is the file's name, for messages and to recognise Markdown.

    Raises EmptyFile for no bytes or only white space, UnsupportedFile for a format that cqa does not
    read, UnreadableFile where the name promises a document and the bytes are something else.
    """
    base = PurePath(name).name
    if base.startswith("~$") or _is_lock(data):
        raise UnsupportedFile(f"{base}: this is the lock file of a document that is open in Office. Close it there.")
    if not data.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xfe\xff"):
        raise EmptyFile(f"{base}: there is nothing in this file. Fetch it again.")
    if b"%PDF-" in data[: PDF_LATE if base.lower().endswith(".pdf") else PDF_HEAD]:
        return "pdf"
    if data.startswith(OLE):
        return _ole_kind(data, base)
    if begun := next((row for row in FORMATS if row.signature and data.startswith(row.signature)), None):
        return begun.media
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(data, base)
    for signature, what in PICTURES_AND_OTHERS:
        if data.startswith(signature) and (len(signature) > 2 or not _is_text(data)):
            raise UnsupportedFile(f"{base}: this is {what}; cqa reads {READS}.")
    return _text_kind(data, base)


def _is_lock(data: bytes) -> bool:
    """Return whether the bytes are an Office owner file: 162 or 165 bytes, a length and a user's name, then the name in
    UTF-16."""
    if len(data) not in LOCK_SIZES or not 0 < data[0] <= 52:
        return False
    name = data[1 : 1 + data[0]]
    return name.isascii() and name.decode("ascii").isprintable() and name.decode("ascii").encode("utf-16-le") in data


def _ole_kind(data: bytes, base: str) -> str:
    """Return the format of an OLE compound file: Word by the name of its stream, in UTF-16 in the directory ([MS-DOC]
    2.1.1)."""
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if "EncryptedPackage".encode("utf-16-le") in data:
        from cqa.errors import EncryptedFile

        raise EncryptedFile(f"{base}: this Office file is locked with a password. Save a copy without one.")
    for stream, what in (("Workbook", "an Excel workbook"), ("PowerPoint Document", "a PowerPoint presentation")):
        if stream.encode("utf-16-le") in data:
            raise UnsupportedFile(f"{base}: this is {what}; cqa reads {READS}.")
    raise UnsupportedFile(f"{base}: this is an old Office file, but no Word document. Save it as PDF or docx.")


def _zip_kind(data: bytes, base: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            package = archive.read("mimetype")[:PACKAGE_MOST].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        if base.lower().endswith(BY_MEDIA["docx"].suffixes):
            raise UnreadableFile(f"{base}: the Word file is damaged or cut short. Fetch it again.") from None
        raise UnsupportedFile(f"{base}: a damaged zip archive. Fetch it again, and unpack it.") from None
    for row in FORMATS:
        if row.member and any(re.fullmatch(row.member, name) for name in names):
            return row.media
        if row.package and package.strip() in (row.package, f"{row.package}-template"):
            return row.media
    for folder, what in OFFICE_FOLDERS:
        if any(n.startswith(folder) for n in names):
            raise UnsupportedFile(f"{base}: this is {what}. Save it as PDF, or as text.")
    if "content.xml" in names and "mimetype" in names:
        raise UnsupportedFile(f"{base}: this is an OpenDocument file, but no text. Save it as PDF, or as text.")
    raise UnsupportedFile(f"{base}: this is a zip archive. Unpack it and ingest what is inside.")


def _text_kind(data: bytes, base: str) -> str:
    suffix = PurePath(base).suffix.lower()
    if not _is_text(data):
        if suffix == ".pdf":
            raise UnreadableFile(
                f"{base}: the name says PDF, but the file has no PDF header; it is damaged. Fetch it again."
            )
        raise UnsupportedFile(f"{base}: this is not a text and no format that cqa knows.")
    if MHTML_HEAD.match(data):
        return "mhtml"
    html = HTML_TAG.search(data[:4096].replace(b"\x00", b"")) is not None and suffix not in MARKDOWN_NAMES
    if (
        html
        and re.search(rb"<(?:!doctype\s+html|html|head|body)\b", data[:65536].replace(b"\x00", b""), re.IGNORECASE)
        is None
    ):
        html = suffix in BY_MEDIA["html"].suffixes
    if suffix in (".pdf", ".doc", ".docx"):
        _refuse_mislabelled(data, base, html)
    if html:
        return "html"
    if suffix in MARKDOWN_NAMES:
        return "markdown"
    if (what := DATA_NAMES.get(suffix) or _data_kind(data)) is not None:
        raise UnsupportedFile(f"{base}: this is {what}, not a paper. Leave it out, or save its text as a document.")
    return "text"


def _data_kind(data: bytes) -> str | None:
    """Return what a text file contains when it is data for programs and not prose; None for anything that may be a
    paper."""
    head = data[:20_000].decode("utf-8", "replace").lstrip("\ufeff").strip()
    if JSON_RECORD.match(head):
        return "JSON data"
    if head[:1] in "{[" and len(data) < JSON_TRIED:
        try:
            json.loads(data)
        except ValueError:
            return None
        except RecursionError:
            pass
        return "JSON data"
    if head.startswith("<?xml") or XML_ROOT.match(head):
        return "XML data"
    lines = [line for line in head.splitlines()[:TABLE_LINES] if line.strip()]
    if len(lines) < TABLE_LINES // 4:
        return None
    for mark, what in (
        (",", "a table of comma-separated values"),
        (";", "a table of semicolon-separated values"),
        ("\t", "a table of tab-separated values"),
    ):
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
        width, same = widths.most_common(1)[0]
        if width >= TABLE_COLUMNS and same >= 0.8 * len(lines):
            return what
    return None


def _refuse_mislabelled(data: bytes, base: str, html: bool) -> None:
    """Raise where the name promises a document but the bytes are plain text or a web page."""
    kind = PurePath(base).suffix.lower().lstrip(".")
    promise = "PDF" if kind == "pdf" else "Word"
    if html and kind != "pdf" and WORD_EXPORT in data[:65536].replace(b"\x00", b""):
        return
    if html:
        raise UnreadableFile(
            f"{base}: the name says {promise}, but the download saved a web page instead of the paper. "
            "Fetch the paper itself."
        )
    head = data[:SYMLINK_MAX].strip()
    if len(data) <= SYMLINK_MAX and b"\n" not in head and b"/" in head:
        raise UnreadableFile(f"{base}: this file has only the path of another file (a symbolic link). Fetch that file.")
    if kind == "pdf":
        raise UnreadableFile(f"{base}: the name says PDF, but the bytes are plain text. Fetch the paper itself.")


def _is_text(data: bytes) -> bool:
    """Return whether the first 64 kB decode as UTF-8, marked UTF-16 or UTF-32, or look like a one-byte code page."""
    head = data[:65536]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    if wide_encoding(head) is not None:
        return True
    control = sum(head.count(bytes((c,))) for c in range(32) if c not in (9, 10, 12, 13, 27))
    return control <= max(FEW_CONTROLS, len(head) // 200) and control * 10 <= len(head)
