"""Every error that cqa raises on purpose. Each message says what is wrong and what to do next.

::

    CqaError
    ├── ReadError                a file could not become text
    │   ├── EncryptedFile            needs a password
    │   ├── EmptyFile                no bytes, or no words
    │   ├── NeedsOcr                 pages are pictures
    │   ├── UnsupportedFile          not a format that cqa reads
    │   └── UnreadableFile           damaged, or not what its name says
    ├── QuerySyntaxError         a query that does not parse; knows the character and the repair
    ├── IndexError_              the index on disk
    │   ├── NoIndex                  nothing there yet
    │   ├── IndexTooOld              made by another schema version
    │   ├── IndexDamaged             the engine refuses to open it
    │   └── IndexBusy                somebody else is writing
    ├── EngineMissing            the engine's library or server is not there
    ├── EngineRefused            the server is there but will not: credentials, red, full, another version
    ├── UnknownPaper             no paper, or several, by that name
    └── UsageError               options that do not go together, a date that is none
"""

from __future__ import annotations

from cqa.model import Status


class CqaError(Exception):
    """Base of all errors that cqa raises on purpose."""


class ReadError(CqaError):
    """A file could not become text. ``status`` is what ``cqa status`` will say of it."""

    status: Status = "unreadable"


class EncryptedFile(ReadError):
    status: Status = "encrypted"


class EmptyFile(ReadError):
    status: Status = "empty"


class NeedsOcr(ReadError):
    status: Status = "needs-ocr"


class UnsupportedFile(ReadError):
    status: Status = "unsupported"


class UnreadableFile(ReadError):
    status: Status = "unreadable"


class QuerySyntaxError(CqaError):
    """A query that does not parse: ``pos`` is the character (from 0), ``hint`` a query that would."""

    def __init__(self, message: str, query: str, pos: int, hint: str | None = None) -> None:
        self.message, self.query, self.pos, self.hint = message, query, pos, hint
        shown = f"{message}\n  {query}\n  {' ' * pos}^"
        super().__init__(shown + (f"\nDid you mean:  {hint}" if hint else ""))


class IndexError_(CqaError):  # noqa: N801 - IndexError is Python's own
    """The index on disk."""


class NoIndex(IndexError_):
    pass


class IndexTooOld(IndexError_):
    pass


class IndexDamaged(IndexError_):
    pass


class IndexBusy(IndexError_):
    pass


class EngineMissing(CqaError):
    pass


class EngineRefused(CqaError):
    pass


class UnknownPaper(CqaError):
    pass


class UsageError(CqaError):
    pass
