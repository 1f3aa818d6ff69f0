"""What people compare, by the name that they give: a paper in the index, a file on disk, a section of a paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cqa.catalogue.lookup import find_paper, find_place
from cqa.engine.port import Engine
from cqa.errors import UnknownPaper, UsageError
from cqa.model import Paper, Passage
from cqa.query.nodes import Node
from cqa.similar.papers import similar_to_file, similar_to_paper
from cqa.similar.result import Similar


def similar_to(
    engine: Engine,
    named: str,
    filters: Node | None = None,
    limit: int = 10,
    keep: Callable[[Paper], bool] | None = None,
    *,
    include_exempt: bool = False,
) -> Similar:
    """Return what is like a paper in the index or, where no paper has that name, like a file on disk.

    Raises :class:`~cqa.errors.UnknownPaper` for a name that is neither, and :class:`~cqa.errors.UsageError` for a
    folder and for a file without text.
    """
    try:
        paper = find_paper(engine, named, include_exempt=include_exempt)
    except UnknownPaper as unknown:
        if Path(named).is_file():
            return similar_to_file(engine, Path(named), filters, limit, keep)
        if Path(named).is_dir():
            raise UsageError(f"{named} is a folder; give one file, or a paper in the index") from unknown
        if str(unknown).startswith("no paper") and Path(named).suffix:
            said = f"there is no file {named}, and no paper in the index has that name; `cqa papers` lists them all"
            raise UnknownPaper(said) from unknown
        raise
    return similar_to_paper(engine, paper, filters, limit, keep)


def named_passage(engine: Engine, named: str, *, include_exempt: bool = False) -> Passage | None:
    """Return the first passage of a section that is named as ``PAPER#SECTION``; None for a paper or a file.

    Raises :class:`~cqa.errors.UnknownPaper` for a paper or section that is not there.
    """
    if "#" not in named or Path(named).is_file():
        return None
    place = find_place(engine, named, include_exempt=include_exempt)
    wanted = {s.id for s in place.sections} if place.section else set()
    passages = (p for paper in (place.paper, *place.inside) for p in engine.passages(paper.id))
    return next((p for p in passages if p.id.partition("#")[2].partition(".")[0] in wanted), None)
