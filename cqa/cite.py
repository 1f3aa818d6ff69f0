"""How a paper, or one section of it with its paragraph and page, is cited: as text or as an entry of a bibliography."""

from __future__ import annotations

from cqa.catalogue.lookup import Place, find_place
from cqa.engine.port import Engine
from cqa.model import Paper
from cqa.record import dataclass
from cqa.show.bibliography import bibliography, csl
from cqa.show.citation import citation, paper_line, place, section_citation
from cqa.text.pages import page_at


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation. ``source`` is the paper that is cited, ``at`` the place in it, ``quote`` the words of its section;
    both are empty for a whole paper."""

    text: str
    paper: Paper
    source: Paper
    at: str = ""
    quote: str | None = None

    def entry(self, form: str) -> str:
        """Return the entry of a bibliography, in one of :data:`cqa.show.bibliography.FORMATS`."""
        return bibliography([self.source], form, self.at)

    def styled(self, style: str) -> str:
        """Return the reference in a citation style; raises as :func:`cqa.show.styled.styled` does."""
        from cqa.show.styled import styled

        return "\n".join(styled([csl(self.source, self.at)], style))


def cite(engine: Engine, name: str, *, include_exempt: bool = False) -> Cited:
    """Return the citation of what ``PAPER`` or ``PAPER#SECTION`` names.

    Raises :class:`~cqa.errors.UnknownPaper` where nothing, or more than one thing, has that name.
    """
    found = find_place(engine, name, include_exempt=include_exempt)
    return _section(engine, found) if found.section else Cited(paper_line(found.paper), found.paper, found.paper)


def _section(engine: Engine, found: Place) -> Cited:
    text, pages = engine.text(found.paper.id)
    first = found.sections[0]
    own = next((p for p in found.inside if first in engine.sections(p.id)), found.paper)
    page = page_at(pages, first.span[0])
    section = f"{own.id}#{first.id}"
    passage = next((p for p in engine.passages(own.id) if p.id == section), None)  # it knows "300(3)" for "(3)"
    number, heading = (passage.number, passage.heading) if passage else (first.number, first.heading)
    return Cited(
        citation(passage) if passage else section_citation(own, first, page),
        found.paper,
        own,
        place(number, heading, page.number, page.label),
        text[slice(*first.span)],
    )
