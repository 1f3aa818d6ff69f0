"""From rows of theme and grade to claims: which rows count, whose grades they are, of what area and date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqa.extract.judgements.columns import RULES as HEADS
from cqa.extract.judgements.columns import GradeColumn, columns_of, heads_in_line
from cqa.extract.judgements.rows import GradeBlock, GradeRow, row_name
from cqa.extract.judgements.setting import Setting, dates_in
from cqa.gazetteer.frameworks import Theme
from cqa.gazetteer.grades import GradeWord
from cqa.gazetteer.themes import clean_theme, cut_themes, themes_in, themes_named
from cqa.model import JudgementKind, Span
from cqa.text.rules import Rules

LEAD_IN_REACH = 300
"""Characters above a block in which its introduction is looked for."""

FIRM = 3
"""Themes of a council that settle whose a table is, whatever its heading says of schools."""

RULES = Rules(__file__)


class Stated(NamedTuple):
    """One theme with one grade out of a row."""

    theme: str
    themes: tuple[Theme, ...]
    area: str
    grade: GradeWord
    span: Span
    column: GradeColumn
    as_of: str | None
    rule: str


def stated_in(setting: Setting, block: GradeBlock) -> list[Stated]:
    """Return what the rows of one block state; [] when they are not judgements of the council."""
    names = [row_name(setting.text, row) for row in block.rows]
    themes = [_themes_of(name) for name in names]
    if not _is_about_council(setting, block, names, themes):
        return []
    kind, date = _introduced(setting, block)
    stated = []
    for row, name, known in zip(block.rows, names, themes, strict=True):
        if not known and not _may_be_theme(setting, name, row):
            continue
        for theme, grade, column in _pairs(setting, row, name):
            if column.kind is None:
                continue
            if kind != "inspected" and column.kind == "inspected":
                column = column._replace(kind=kind)
            theme_names = _themes_of(theme)
            as_of = column.date or date
            area = _area(setting, row, theme_names, as_of, column.kind == "historic")
            rule = "table row" if row.tabbed or len(block.rows) > 1 else "graded heading"
            stated.append(Stated(_shown(theme, theme_names), theme_names, area, grade, row.span(), column, as_of, rule))
    return stated


def _themes_of(name: str) -> tuple[Theme, ...]:
    known = themes_named(name)
    return known or tuple(word.theme for word in themes_in(name) if not word.short and len(name) < 200)[:1]


def _shown(printed: str, themes: Sequence[Theme]) -> str:
    """Return the theme as printed; a known misprint as the framework names it."""
    for theme in themes:
        if any(printed.lower() == misprint.lower() for misprint in theme.misprints):
            return theme.name
    return printed[:1].upper() + printed[1:]


def _is_about_council(
    setting: Setting, block: GradeBlock, names: Sequence[str], themes: Sequence[Sequence[Theme]]
) -> bool:
    """Return whether a block is a set of judgements of the council, not of a school, of risks or of controls."""
    known = [found[0] for found in themes if found]
    if any(theme.subject == "institution" for found in themes for theme in found[:1]):
        return False
    exact = [found[0] for name, found in zip(names, themes, strict=True) if found and themes_named(name)]
    firm = [theme for theme in exact if not theme.weak] or [
        t for t in known if not t.weak and any(len(n) > 60 for n in names)
    ]
    if not firm:
        return False
    if setting.is_inspection_report:
        return True
    first = block.rows[0].span()[0]
    around = setting.text[max(setting.start, first - 1500) : block.rows[-1].span()[1] + 300]
    heading = setting.headings(first)
    headed = setting.lead_in(first, 160) + " " + heading.rsplit("/", 1)[-1]
    if len(firm) < FIRM and RULES.find("heading of institutions", headed):
        return False
    return any(RULES.find("inspection", words) for words in (around, heading, setting.paper.title))


def _may_be_theme(setting: Setting, name: str, row: GradeRow) -> bool:
    """Return whether a row of an accepted block whose theme no framework knows may still be a judgement."""
    return bool(
        row.tabbed
        and 3 < len(name) < 110
        and name[:1].isupper()
        and not name.endswith((".", "?"))
        and not RULES.find("institution", name)
        and not RULES.find("other council", name)
    )


def _pairs(setting: Setting, row: GradeRow, name: str) -> Iterator[tuple[str, GradeWord, GradeColumn]]:
    """Yield theme, grade and column of everything that a row says."""
    current = GradeColumn("inspected", None, "")
    if len(row.grades) > 1:
        columns = columns_of(setting.text, row.heads, tuple(cell.column for cell in row.grades))
        for cell in row.grades:
            if len(cell.grades) == 1:
                yield name, cell.grades[0], columns[cell.column]
        return
    cell = row.grades[0]
    count = len(cell.grades)
    if count == 1:
        column = columns_of(setting.text, row.heads, (cell.column,))[cell.column] if row.heads else current
        yield name, cell.grades[0], column
        return
    cuts = cut_themes(name, count)
    if cuts:
        for (start, end), grade in zip(cuts, cell.grades, strict=True):
            yield clean_theme(name[start:end]), grade, current
        return
    head = (
        " ".join(setting.text[slice(*c.span)] for line in row.heads for c in line)
        or f"{row.subhead} {setting.lead_in(row.span()[0], 160)}"
    )
    columns_in_line = heads_in_line(head, count)
    if columns_in_line:
        for grade, column in zip(cell.grades, columns_in_line, strict=True):
            yield name, grade, column
    elif len({grade.name for grade in cell.grades}) == 1:
        yield name, cell.grades[0], current


def _area(setting: Setting, row: GradeRow, themes: Sequence[Theme], as_of: str | None, historic: bool) -> str:
    """Return the service that a row belongs to: by the heading inside the block, by its theme, by the
    headings above."""
    inside = _area_named(row.subhead)
    if inside:
        return inside
    fixed = setting.area_of(themes, as_of, historic)
    if fixed:
        return fixed
    return _area_named(setting.headings(row.span()[0]).rsplit("/", 1)[-1]) or "children's services"


def _area_named(heading: str) -> str:
    """Return the one area that a short heading names; "" when it names none or several."""
    if not heading or len(heading) > 90:
        return ""
    found = [rule.name for rule, _ in RULES.matches("area", heading)]
    return found[0] if len(found) == 1 else ""


def _introduced(setting: Setting, block: GradeBlock) -> tuple[JudgementKind, str | None]:
    """Return the kind and date that the words above a block give to all its rows."""
    first = block.rows[0].span()[0]
    lead = setting.lead_in(first, LEAD_IN_REACH).rstrip()
    caption = _caption(lead)
    introduces = lead if lead.endswith(":") else caption
    dates = dates_in(introduces)
    date = dates[-1][0] if dates else None
    heading = setting.headings(first).rsplit("/", 1)[-1]
    if (
        setting.under_previous(first)
        or RULES.find("introduced as earlier", introduces)
        or HEADS.find("earlier", block.rows[0].subhead)
    ):
        return "historic", date
    said = f"{heading} {caption}"
    if HEADS.find("self-assessed", said) and not RULES.find("compared with an inspection", said):
        return "self-assessed", date
    return "inspected", None


def _caption(lead: str) -> str:
    """Return the last line of ``lead`` when it can be a caption: a line on its own, not the end of a sentence."""
    *above, last = lead.rsplit("\n", 1)
    last = last.strip()
    ends = not above or not above[0].strip(" \t") or above[0].rstrip(" \t")[-1] in ".:;\n\f"
    return last if ends and len(last) < 110 and not last[:1].islower() and not last.endswith((".", ",", ";")) else ""
