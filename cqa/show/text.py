"""Contents of the index for people: passages, papers, outlines, grades, coverage. Plain text when piped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cqa.engine.port import Coverage
from cqa.model import FileState, Judgement, Page, Paper, Passage, Section, Span
from cqa.show.citation import citation
from cqa.show.safe import one_line
from cqa.show.terminal import bold, dim, highlighted, indented, is_terminal, table, wrapped
from cqa.text.for_people import date_in_words
from cqa.text.pages import page_at

OUTLINED = 90
"""Characters of a section that an outline shows."""


def passage(p: Passage, marks: Sequence[Span] = (), *, rank: int | None = None, longest: int = 700) -> str:
    """Return a passage: its citation line, its place in the headings, its words with the matches emphasised."""
    start, end = window(p.text, marks, longest) if is_terminal() else (0, len(p.text))
    inside = [(a - start, b - start) for a, b in marks if start <= a and b <= end]
    place = [*p.path, *([p.heading] if p.heading and p.heading not in p.path else [])]
    return block(p, highlighted(p.text[start:end], inside), (start > 0, end < len(p.text)), rank, " > ".join(place))


def block(p: Passage, words: str, cut: tuple[bool, bool], rank: int | None, place: str = "") -> str:
    """Return citation line with the passage's id, place, column heads and words; ``cut`` says which ends were left
    off. Other commands take the id."""
    lead = f"{rank:>2}. " if rank is not None else ""
    by = len(lead)
    cited = wrapped(f"{bold(one_line(citation(p)))} {dim(f'[{p.id}]')}", by)
    lines = [lead + cited[by:]]
    if place:
        lines.append(wrapped(dim(one_line(place)), by))
    if p.columns:
        lines.append(wrapped(dim("columns: " + one_line(" | ".join(p.columns))), by))
    lines.append(wrapped(("\u2026 " if cut[0] else "") + words + (" \u2026" if cut[1] else ""), by))
    return "\n".join(lines)


def window(text: str, marks: Sequence[Span], longest: int) -> Span:
    """Return the part of a long passage to show: all of it, or the words around its first match, cut at blanks."""
    if len(text) <= longest:
        return 0, len(text)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - longest // 3, len(text) - longest))
    end = min(len(text), start + longest)
    if start:
        start = text.find(" ", start, end) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return start, end


def coverage_line(c: Coverage, where: str = " (cqa status)") -> str:
    """Return *5 papers, 3 councils, 2010-2017; none unreadable*. ``where`` says where unreadable files are listed."""
    years = sorted({(c.first or "")[:4], (c.last or "")[:4]} - {""})
    parts = [f"{c.papers:,} paper{_s(c.papers)}", f"{c.authorities:,} council{_s(c.authorities)}", "\u2013".join(years)]
    lost = (
        f"{c.unreadable:,} file{_s(c.unreadable)} could not be read{where}"
        if c.unreadable
        else "every file could be read"
    )
    return ", ".join(p for p in parts if p) + f"; {lost}"


def status(
    engine: str,
    c: Coverage,
    rows: Sequence[tuple[str, int, str, str]],
    files: Sequence[FileState],
    lost: Mapping[str, int],
) -> str:
    """Return coverage per authority, then every file that gave no text and why, then remarks on those read in part.

    ``lost`` are the pages without usable text by file.
    """
    blocks = [wrapped(f"{coverage_line(c)}; {c.passages:,} passages from {c.files:,} files; engine {engine}")]
    if rows:
        blocks.append(table(("authority", "papers", "from", "to"), rows))
    if lost:
        pages, count = sum(lost.values()), len(lost)
        blocks.append(f"{pages:,} page{_s(pages)} in {count:,} file{_s(count)} without usable text")
    unread = [(f.status, name_of(f.path), f.error or "") for f in files if f.status != "indexed"]
    if unread:
        blocks.append(bold("Could not be read") + "\n" + table(("status", "file", "reason"), unread))
    noted = [(name_of(f.path), "; ".join(f.notes)) for f in files if f.notes]
    if noted:
        blocks.append(bold("Read in part, or with a note") + "\n" + table(("file", "note"), noted))
    return "\n\n".join(blocks)


def papers(listed: Sequence[Paper], unread: Sequence[FileState]) -> str:
    """Return the papers, one line each; the papers of a pack are indented below it."""
    heads = ("id", "authority", "committee", "date", "type", "pages", "title")
    shown = table(heads, [_paper_row(p) for p in listed], droppable=("committee", "pages", "type"))
    if unread:
        shown += f"\n\n{len(unread)} file{_s(len(unread))} could not be read; `cqa status` lists them"
    return shown


def _paper_row(p: Paper) -> tuple[object, ...]:
    council = p.authority.name if p.authority else ""
    title = ("\u2013 " if p.pack else "") + (p.title or name_of(p.file))
    return (p.id, council, p.committees[0] if p.committees else "", p.date, p.type, _pages(p), title)


def _pages(p: Paper) -> str:
    """Return how many pages a paper has, and how many of them could not be read."""
    return f"{p.pages:,} ({p.unread_pages} unread)" if p.unread_pages else f"{p.pages:,}"


def outline(paper: Paper, sections: Sequence[Section], text: str, pages: tuple[Page, ...]) -> str:
    """Return a paper's headings, numbered paragraphs and tables, indented, with role and page."""
    lines = [bold(one_line(paper.title)), dim(one_line(paper_facts(paper)))]
    tables = 0
    for s in sections:
        tables += s.kind == "table"
        words = s.heading if s.kind in ("heading", "table", "appendix") and s.heading else text[slice(*s.span)]
        number = f"{s.number} " if s.number and not words.lstrip("- ").startswith(s.number) else ""
        page = page_at(pages, s.span[0])
        shown = one_line(number + words)[:OUTLINED]
        which = f"table {tables}, " if s.kind == "table" else ""
        place = dim(f"  [#{s.id}, {which}{s.role}, p. {page.label or page.number}]")
        lines.append(indented((bold(shown) if s.kind == "heading" else shown) + place, 2 * max(s.level - 1, 0)))
    return "\n".join(lines)


def paper_facts(paper: Paper) -> str:
    """Return authority, committee, date, type and author of a paper in one line."""
    under = f" (Schedule 12A paragraph {', '.join(paper.exempt_paragraphs)})" if paper.exempt_paragraphs else ""
    facts = [
        paper.authority.name if paper.authority else "authority unknown",
        ", ".join(paper.committees),
        date_in_words(paper.date) if paper.date else "undated",
        paper.type,
        f"by {paper.author_role}" if paper.author_role else "",
        f"exempt{under}" if paper.exempt else "",
    ]
    return " \u00b7 ".join(f for f in facts if f)


def judgements(rows: Sequence[tuple[Paper, Judgement]]) -> str:
    """Return grades by authority and time."""
    heads = ("authority", "as of", "area", "theme", "grade", "kind", "body", "paper")
    shown = [
        (
            p.authority.name if p.authority else "",
            j.as_of or p.date,
            j.area,
            j.theme,
            j.grade or "not given",
            j.kind,
            j.body,
            p.id,
        )
        for p, j in rows
    ]
    return table(heads, shown, droppable=("paper", "body", "kind", "area"))


def name_of(path: str) -> str:
    """Return a file's name without its folders, whichever system wrote the path."""
    return path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]


def _s(n: int) -> str:
    return "" if n == 1 else "s"
