"""Errors that cqa raises on purpose. Each message says what is wrong and what to do next.

::

    CqaError
    ├── ReadError                a file could not become text
    │   ├── EncryptedFile            needs a password
    │   ├── EmptyFile                no bytes, or no words
    │   ├── NeedsOcr                 pages are pictures
    │   ├── UnsupportedFile          not a format that cqa reads
    │   └── UnreadableFile           damaged, or not what its name says
    ├── QuerySyntaxError         a query that does not parse; has the position and a repair
    ├── IndexError_              the index on disk
    │   ├── NoIndex                  nothing there yet
    │   ├── IndexTooOld              made by another schema version
    │   ├── IndexDamaged             the engine refuses to open it
    │   └── IndexBusy                another process is writing
    ├── EngineMissing            the engine's library or server is not there
    ├── EngineRefused            the server refuses: credentials, red, full, another version
    ├── UnknownPaper             no paper, or several, by that name
    └── UsageError               options that do not go together, an invalid date
"""

from __future__ import annotations

from cqa.model import Status


class CqaError(Exception):
    """Base of all errors that cqa raises on purpose."""


class ReadError(CqaError):
    """A file could not become text. ``status`` is what ``cqa status`` shows for it."""

    status: Status = "unreadable"


class EncryptedFile(ReadError):
    """The file needs a password."""

    status: Status = "encrypted"


class EmptyFile(ReadError):
    """The file has no bytes, or no words."""

    status: Status = "empty"


class NeedsOcr(ReadError):
    """The pages are pictures; ``pages`` is how many pages the file has, 0 where that is not known."""

    status: Status = "needs-ocr"

    def __init__(self, message: str, pages: int = 0) -> None:
        self.pages = pages
        super().__init__(message)


class UnsupportedFile(ReadError):
    """The file has a format that cqa does not read."""

    status: Status = "unsupported"


class UnreadableFile(ReadError):
    """The file is damaged, or not what its name says."""

    status: Status = "unreadable"


class QuerySyntaxError(CqaError):
    """A query that does not parse: ``pos`` is the character (from 0), ``hint`` a query that would."""

    def __init__(self, message: str, query: str, pos: int, hint: str | None = None) -> None:
        self.message, self.query, self.pos, self.hint = message, query, pos, hint
        shown = f"{message}\n  {query}\n  {' ' * pos}^" if query.strip() else message
        super().__init__(shown + (f"\nDid you mean:  {hint}" if hint else ""))


class IndexError_(CqaError):  # noqa: N801 - IndexError is Python's own
    """The index on disk cannot be used."""


class NoIndex(IndexError_):
    """There is no index in the folder."""


class IndexTooOld(IndexError_):
    """The index was made by another schema version."""


class IndexDamaged(IndexError_):
    """The engine cannot open the index."""


class IndexBusy(IndexError_):
    """Another process is writing to the index."""


class EngineMissing(CqaError):
    """The engine's library or server is not there."""


class EngineRefused(CqaError):
    """The server of the engine refuses."""


class UnknownPaper(CqaError):
    """No paper has that name, or several have."""


class UsageError(CqaError):
    """Options do not go together, or a value is not valid."""
