"""What is held: finding one paper by what people call it, and lists of papers by filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from cqa.engine.port import Engine
from cqa.errors import UnknownPaper
from cqa.model import Judgement, Paper, Section


def find_paper(engine: Engine, name: str) -> Paper:
    """The paper with this id, file name, or unique part of an id, file name or title.

    A file that holds several papers gives its pack. Raises :class:`~cqa.errors.UnknownPaper` when nothing or
    more than one thing answers to the name, and says which.
    """
    by_id = engine.paper(name)
    if by_id is not None:
        return by_id
    held = engine.papers()
    wanted = name.casefold()
    for answers in (
        lambda p: PurePath(p.file).name.casefold() == wanted or p.file == name,
        lambda p: p.id.startswith(wanted),
        lambda p: wanted in PurePath(p.file).name.casefold(),
        lambda p: wanted in p.title.casefold(),
    ):
        found = [p for p in held if answers(p)]
        files = {p.file for p in found}
        if len(files) == 1:
            return min(found, key=lambda p: (p.pack is not None, p.span, p.id))
        if found:
            some = "\n".join(f"  {p.id}  {PurePath(p.file).name}" for p in found[:8])
            raise UnknownPaper(f"{name!r} could be any of {len(found)} papers; give more of the name, or an id:\n{some}")
    for state in engine.files():
        if wanted in PurePath(state.path).name.casefold() and state.status != "indexed":
            raise UnknownPaper(f"{PurePath(state.path).name} is known but could not be read ({state.status}): {state.error}")
    raise UnknownPaper(f"no paper answers to {name!r}; `cqa papers` lists what is held")


def inside(engine: Engine, paper: Paper) -> tuple[Paper, ...]:
    """The papers of a pack in their order; none for any other paper."""
    if paper.type != "agenda pack":
        return ()
    return tuple(sorted((p for p in engine.papers() if p.pack == paper.id), key=lambda p: p.span))


def find_section(sections: Sequence[Section], wanted: str, paper: Paper) -> Section:
    """The section with this id or printed number (``3.4``, ``(i)``)."""
    plain = wanted.strip("().").casefold()
    for s in sections:
        if s.id == wanted or (s.number or "").strip("().").casefold() == plain:
            return s
    raise UnknownPaper(f"{paper.title or paper.id} has no section {wanted!r}; `cqa show {paper.id} --outline` lists them")


def judgements(papers: Sequence[Paper], kind: str = "inspected", theme: str | None = None) -> list[tuple[Paper, Judgement]]:
    """Judgements of these papers by authority, time, area and theme; ``kind`` may be ``all``."""
    wanted = (theme or "").casefold()
    rows = [(p, j) for p in papers for j in p.judgements if kind in ("all", j.kind) and wanted in f"{j.area} {j.theme}".casefold()]
    return sorted(rows, key=lambda x: (x[0].authority.name if x[0].authority else "~", x[1].as_of or x[0].date or "", x[1].area, x[1].span))


def keeper(
    authority: Sequence[str] = (), committee: Sequence[str] = (), date_from: str | None = None, date_to: str | None = None,
    grade: Sequence[str] = (), role: Sequence[str] = (), paper_type: Sequence[str] = (), include_exempt: bool = False,
) -> Callable[[Paper], bool]:  # fmt: skip
    """A test of papers by the command line's filters. Raises :class:`~cqa.errors.UsageError` for an unknown authority."""
    from cqa.answer.grade import same_grade
    from cqa.extract.authority import resolve

    names = set()
    for name in authority:
        found = resolve(name)
        names.add(found.name if found else name)

    def keeps(paper: Paper) -> bool:
        return (
            (not names or (paper.authority is not None and paper.authority.name in names))
            and (not committee or any(c.casefold() in held.casefold() for c in committee for held in paper.committees))
            and (not date_from or (paper.date or "") >= date_from)
            and (not date_to or "" < (paper.date or "")[: len(date_to)] <= date_to)
            and (not grade or any(same_grade(j.grade, g) for g in grade for j in paper.judgements if j.kind == "inspected"))
            and (not paper_type or paper.type in {t.casefold() for t in paper_type})
            and (include_exempt or not paper.exempt)
        )

    return keeps
