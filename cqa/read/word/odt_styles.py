"""Styles and list numbers of an OpenDocument text: what they hide, how they look, what number comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from cqa.read.word.numbering import written

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT, TABLE, DRAW, META = (
    f"{_NAMES}{name}:1.0}}" for name in ("office", "style", "text", "table", "drawing", "meta")
)
FO = _NAMES + "xsl-fo-compatible:1.0}"

FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
"""Number formats (19.502) by the names that Word has for them."""

MAX_PARENTS = 30
"""Styles above a style that are followed; a file's own are some three deep."""

BOLD = 600
"""Weight of a font from which it is bold (CSS 2, 15.6)."""


class OdtLook(NamedTuple):
    """How text of a style looks; None where the style does not say."""

    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    break_before: bool | None = None

    def over(self, other: OdtLook) -> OdtLook:
        """Return this look where it says something, else the other."""
        return other._replace(**{name: own for name, own in self._asdict().items() if own is not None})


class OdtLevel(NamedTuple):
    """One level of a list style (19.880): ``form`` is empty for a bullet."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1


class OdtStyles:
    """The styles of a file by family and name, and its list styles."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._looks: dict[tuple[str, str], tuple[OdtLook, str]] = {}
        self._lists: dict[str, dict[int, OdtLevel]] = {}
        self.outline: dict[int, OdtLevel] = {}
        for root in roots:
            for style in root.iter(STYLE + "style"):
                key = style.get(STYLE + "family") or "", style.get(STYLE + "name") or ""
                self._looks[key] = _look(style), style.get(STYLE + "parent-style-name") or ""
            for style in root.iter(TEXT + "list-style"):
                self._lists[style.get(STYLE + "name") or ""] = _levels(style)
            for style in root.iter(TEXT + "outline-style"):
                self.outline = _levels(style)

    def look(self, family: str, name: str | None) -> OdtLook:
        """Return the look of a style with what its parents say."""
        found = OdtLook()
        for _ in range(MAX_PARENTS):
            if not name or (family, name) not in self._looks:
                break
            own, name = self._looks[family, name]
            found = found.over(own)
        return found

    def level(self, style: str, depth: int) -> OdtLevel:
        """Return the level of a list style, depth from 1; a bullet where nothing is known."""
        return self._lists.get(style, {}).get(depth, OdtLevel())


class Counter:
    """The numbers of one list, level by level."""

    def __init__(self) -> None:
        self._values: dict[int, int] = {}

    def next(self, levels: dict[int, OdtLevel], depth: int, start: str | None = None) -> str:
        """Return the number of the next item at a depth, empty for a bullet; deeper levels begin again."""
        level = levels.get(depth, OdtLevel())
        self._values = {at: value for at, value in self._values.items() if at <= depth}
        if start and start.isascii() and start.isdigit():
            self._values[depth] = int(start)
        else:
            self._values[depth] = self._values.get(depth, level.start - 1) + 1
        if not level.form or level.form == "none":
            return ""
        shown = range(max(1, depth - level.shown + 1), depth + 1)
        parts = [self._part(levels.get(at, level), at) for at in shown]
        return level.prefix + ".".join(part for part in parts if part) + level.suffix

    def _part(self, level: OdtLevel, at: int) -> str:
        return written(self._values.get(at, level.start), level.form) if level.form else ""


def _look(style: Any) -> OdtLook:
    words, paragraph = style.find(STYLE + "text-properties"), style.find(STYLE + "paragraph-properties")
    breaks = None if paragraph is None else paragraph.get(FO + "break-before")
    if words is None:
        return OdtLook(break_before=None if breaks is None else breaks == "page")
    weight, slant = words.get(FO + "font-weight"), words.get(FO + "font-style")
    size, shown = words.get(FO + "font-size") or "", words.get(TEXT + "display")
    return OdtLook(
        None if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= BOLD),
        None if slant is None else slant in ("italic", "oblique"),
        float(size[:-2]) if size.endswith("pt") and size[:-2].replace(".", "", 1).isdigit() else None,
        None if shown is None else shown == "none",
        None if breaks is None else breaks == "page",
    )


def _levels(style: Any) -> dict[int, OdtLevel]:
    found: dict[int, OdtLevel] = {}
    for level in style:
        depth = level.get(TEXT + "level") or ""
        if not depth.isdigit():
            continue
        numbered = level.tag in (TEXT + "list-level-style-number", TEXT + "outline-level-style")
        found[int(depth)] = OdtLevel(
            FORMS.get(level.get(STYLE + "num-format") or "", "decimal") if numbered else "",
            level.get(STYLE + "num-prefix") or "",
            level.get(STYLE + "num-suffix") or "",
            int(level.get(TEXT + "display-levels") or 1),
            int(level.get(TEXT + "start-value") or 1),
        )
    return found
