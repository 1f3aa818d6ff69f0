"""Look up one paper, or one section, by what people call it; papers and judgements by filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import PurePath

from cqa.engine.port import Engine
from cqa.errors import UnknownPaper
from cqa.model import Judgement, Paper, Section, Span
from cqa.record import dataclass
from cqa.text.pattern import pattern

_HEADING_WORDS = pattern(r"\w+")

SUGGESTED = 8
"""Papers that the error names when a name fits several."""


@dataclass(frozen=True, slots=True)
class Place:
    """A paper, the papers inside it when it is a pack, and the requested sections: all of them in reading order, or
    those of one ``section`` that was named."""

    paper: Paper
    inside: tuple[Paper, ...]
    sections: tuple[Section, ...]
    section: str | None = None


def find_place(engine: Engine, name: str, *, include_exempt: bool = False) -> Place:
    """Return the paper that ``PAPER`` or ``PAPER#SECTION`` names; see :func:`find_paper`."""
    try:
        paper, wanted = find_paper(engine, name, include_exempt=include_exempt), ""
    except UnknownPaper:
        called, _, wanted = name.rpartition("#")
        if not called:
            raise
        paper = find_paper(engine, called, include_exempt=include_exempt)
    children = inside(engine, paper, include_exempt=include_exempt)
    sections = [s for p in (paper, *children) for s in engine.sections(p.id)]
    if not wanted:
        return Place(paper, children, tuple(sections))
    found = find_section(sections, wanted, paper)
    if found.kind == "heading" and _plain_words(wanted) == _plain_words(found.heading):
        return Place(paper, children, _below(sections, found), wanted)
    return Place(paper, children, (found,), wanted)


def find_paper(engine: Engine, name: str, *, include_exempt: bool = False) -> Paper:
    """Return the paper with this id, file name, or unique part of an id, file name or title. An exempt one answers only
    to its whole id or file name unless ``include_exempt``.

    A file that holds several papers gives its pack. Raises :class:`~cqa.errors.UnknownPaper` when nothing or
    more than one thing answers to the name, and says which.
    """
    by_id = engine.paper(name)
    if by_id is not None:
        return by_id
    indexed, wanted = engine.papers(), name.casefold()
    secret = set() if include_exempt else {p.sha256 for p in indexed if p.exempt}
    for number, is_called in enumerate(_ways_to_name(name)):
        found = [p for p in indexed if is_called(p) and (number == 0 or include_exempt or not p.exempt)]
        packs = {p.pack or p.id for p in found}
        if len(found) == 1 or (len(packs) == 1 and any(p.id in packs for p in found)):
            return min(found, key=lambda p: (p.pack is not None, p.span, p.id))
        if found:
            some = "\n".join(map(_listed, found[:SUGGESTED]))
            more = f"\n  and {len(found) - SUGGESTED} more" if len(found) > SUGGESTED else ""
            said = f"{name!r} matches {len(found)} papers; give more of the name, or an id:"
            raise UnknownPaper(f"{said}\n{some}{more}")
    for state in engine.files():
        called = PurePath(state.path).name
        if wanted and wanted in called.casefold() and not state.papers and state.sha256 not in secret:
            why = state.error or "; ".join(state.notes)
            raise UnknownPaper(f"{called} could not be read, so there is no paper of it ({state.status}): {why}")
    raise UnknownPaper(f"no paper matches {name!r}; `cqa papers` lists them all")


def _listed(paper: Paper) -> str:
    return f"  {paper.id}  {paper.date or 'undated':10}  {paper.title or PurePath(paper.file).name}"


def _ways_to_name(name: str) -> tuple[Callable[[Paper], bool], ...]:
    """Return tests of whether a paper is called so, the strictest first."""
    wanted = name.casefold()
    if not wanted:
        return ()
    return (
        lambda p: p.file == name or PurePath(p.file).name.casefold() == wanted,
        lambda p: p.id.startswith(wanted),
        lambda p: wanted in PurePath(p.file).name.casefold(),
        lambda p: wanted in p.title.casefold(),
    )


def inside(engine: Engine, paper: Paper, *, include_exempt: bool = False) -> tuple[Paper, ...]:
    """Return the papers of a pack in their order, without exempt ones unless the pack is exempt itself or they are
    requested; none for any other paper."""
    if paper.type != "agenda pack":
        return ()
    shown = include_exempt or paper.exempt
    return tuple(sorted((p for p in engine.papers() if p.pack == paper.id and (shown or not p.exempt)), key=_place))


def hidden(engine: Engine, place: Place) -> tuple[Span, ...]:
    """Return spans of the text that the exempt papers of a pack, or the exempt parts of an open paper, take: they are
    not shown with it."""
    shown = {place.paper.id, *(p.id for p in place.inside)}
    return tuple(
        sorted(
            p.span
            for p in engine.papers()
            if p.file == place.paper.file and p.id not in shown and (p.exempt or p.pack == place.paper.id)
        )
    )


def _place(paper: Paper) -> Span:
    return paper.span


def find_section(sections: Sequence[Section], wanted: str, paper: Paper) -> Section:
    """Return the section with this id (``s12``; ``s12.2``, as passages have it), printed number (``3.4``, ``(i)``) or
    heading (``Main issues``), whole or a part that no other heading has.

    Raises :class:`~cqa.errors.UnknownPaper`.
    """
    for section in sections:
        if section.id in (wanted, wanted.partition(".")[0]):
            return section
    plain = _plain(wanted)
    for section in sections:
        if plain and _plain(section.number or "") == plain:
            return section
    called = paper.title or paper.id
    headings = [s for s in sections if s.heading and s.kind in ("heading", "appendix", "table")]
    words = _plain_words(wanted)
    whole = [s for s in headings if _plain_words(s.heading) == words]
    part = whole[:1] or [s for s in headings if words and words in _plain_words(s.heading)]
    if len(part) > 1:
        some = "; ".join(f"#{s.id} {s.heading}" for s in part[:SUGGESTED])
        raise UnknownPaper(f"{called} has {len(part)} headings with {wanted!r}: {some}")
    if part:
        return part[0]
    from difflib import get_close_matches  # for a heading that is not there alone

    near = get_close_matches(words, [_plain_words(s.heading) for s in headings], 1, 0.7)
    meant = next(
        (f"; did you mean {s.heading!r}?" for s in headings if near and _plain_words(s.heading) == near[0]), ""
    )
    listed = meant or f"; `cqa show {paper.id} --outline` lists them"
    raise UnknownPaper(f"{called} has no section {wanted!r}{listed}")


def _plain_words(heading: str) -> str:
    """Return a heading without case, punctuation and the number before it."""
    return " ".join(_HEADING_WORDS.findall(heading.casefold())).strip("0123456789 ")


def _below(sections: Sequence[Section], heading: Section) -> tuple[Section, ...]:
    """Return a heading with what is below it."""
    after = sections[sections.index(heading) + 1 :]
    return (heading, *takewhile(lambda s: s.level > heading.level, after))


def find_table(sections: Sequence[Section], number: int, paper: Paper) -> Section:
    """Return the table with this number, counted from 1 in reading order, as an outline shows it.

    Raises :class:`~cqa.errors.UnknownPaper`.
    """
    tables = [s for s in sections if s.kind == "table"]
    if number <= len(tables):
        return tables[number - 1]
    called = paper.title or paper.id
    if not tables:
        raise UnknownPaper(f"{called} has no tables; `cqa show {paper.id} --outline` lists what it has")
    several = "1 table" if len(tables) == 1 else f"{len(tables)} tables"
    raise UnknownPaper(f"{called} has {several}, none of number {number}; `cqa show {paper.id} --outline` lists them")


def _plain(number: str) -> str:
    return number.strip("(). ").casefold()


def judgements(
    papers: Sequence[Paper], kind: str = "inspected", theme: str | None = None, grades: Sequence[str] = ()
) -> list[tuple[Paper, Judgement]]:
    """Return judgements of these papers by authority, time, area and place; ``kind`` may be ``all``.

    ``theme`` are words that area and theme must hold; ``grades``, if any, are the grades wanted, as people say them.
    """
    from cqa.gazetteer.grades import same_grade

    words = (theme or "").casefold().split()
    rows = [
        (p, j)
        for p in papers
        for j in p.judgements
        if kind in ("all", j.kind)
        and all(w in f"{j.area} {j.theme}".casefold() for w in words)
        and (not grades or any(same_grade(j.grade, g) for g in grades))
    ]
    return sorted(rows, key=_by_authority_and_time)


def _by_authority_and_time(row: tuple[Paper, Judgement]) -> tuple[object, ...]:
    paper, judgement = row
    name = paper.authority.name if paper.authority else "~"
    return (name, judgement.as_of or paper.date or "", judgement.area, paper.id, judgement.span)
