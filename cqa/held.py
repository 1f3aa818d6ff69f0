"""What is held: finding one paper by what people call it, and lists of papers by filter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from cqa.engine.port import Engine
from cqa.errors import UnknownPaper
from cqa.model import Paper, Section


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
