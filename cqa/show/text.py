"""Results for people: coloured and fitted to the width on a terminal, plain and unwrapped when piped."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence

from cqa.engine.port import Coverage
from cqa.model import Answer, Evidence, FileState, Judgement, Page, Paper, Passage, Section
from cqa.answer.evidence import Concept
from cqa.query.question import Question
from cqa.show.as_json import page_at
from cqa.show.citation import citation, date_in_words
from cqa.show.safe import one_line, terminal

_ON, _DIM, _MARK, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[0m"


def coloured() -> bool:
    """Whether stdout is a terminal that wants colour (https://no-color.org is respected)."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to fill: the terminal's, at most 110 so that lines stay readable; unlimited when piped."""
    return min(shutil.get_terminal_size().columns, 110) if sys.stdout.isatty() else 10_000


def bold(text: str) -> str:
    return f"{_ON}{text}{_OFF}" if coloured() else text


def dim(text: str) -> str:
    return f"{_DIM}{text}{_OFF}" if coloured() else text


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table: drawn by rich on a terminal, tab-separated values under a header line when piped."""
    shown = [["" if v is None else one_line(str(v)) for v in row] for row in rows]
    if not sys.stdout.isatty():
        return "\n".join("\t".join(row) for row in [list(columns), *shown])
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for i, name in enumerate(columns):
        numeric = bool(shown) and all(r[i].replace(",", "").isdigit() or not r[i] for r in shown)
        drawn.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in shown:
        drawn.add_row(*(Text(v) for v in row))
    console = Console(width=shutil.get_terminal_size().columns, no_color=not coloured(), highlight=False)
    with console.capture() as capture:
        console.print(drawn)
    return capture.get().strip("\n")


def highlighted(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Text on one line with the marked spans emphasised (``*word*`` is not used: a quote stays a quote)."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start < at:
            continue
        pieces += [terminal(text[at:start]), f"{_MARK}{terminal(text[start:end])}{_OFF}" if coloured() else terminal(text[start:end])]
        at = end
    pieces.append(terminal(text[at:]))
    return " ".join("".join(pieces).split())


def passage(p: Passage, marks: Sequence[tuple[int, int]] = (), *, rank: int | None = None, longest: int = 700) -> str:
    """A passage: its citation line, its place in the headings, its words with the matches emphasised."""
    lead = f"{rank:>2}. " if rank is not None else ""
    start, end = _window(p.text, marks, longest)
    inside = [(a - start, b - start) for a, b in marks if start <= a and b <= end]
    body = ("\u2026 " if start else "") + highlighted(p.text[start:end], inside) + (" \u2026" if end < len(p.text) else "")
    lines = [lead + bold(one_line(citation(p)))]
    if p.path or p.heading:
        lines.append(_indent(dim(one_line(" > ".join([*p.path, *([p.heading] if p.heading and p.heading not in p.path else [])]))), len(lead)))
    if p.columns:
        lines.append(_indent(dim("columns: " + one_line(" | ".join(p.columns))), len(lead)))
    lines.append(_wrapped(body, len(lead)))
    return "\n".join(lines)


def _window(text: str, marks: Sequence[tuple[int, int]], longest: int) -> tuple[int, int]:
    """The part of a long passage to show: all of it, or what lies around its first match, cut at blanks."""
    if len(text) <= longest or not sys.stdout.isatty():
        return 0, len(text)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - longest // 3, len(text) - longest))
    end = min(len(text), start + longest)
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", 0, end), start + 1)
    return start, end


def _indent(text: str, by: int) -> str:
    return " " * by + text


def _wrapped(text: str, by: int) -> str:
    if width() > 1000:
        return _indent(text, by)
    plain = text.replace(_MARK, "\x01").replace(_OFF, "\x02")  # one character each, so that they hardly count
    lines = textwrap.wrap(plain, width() - by, break_long_words=True, break_on_hyphens=False) or [""]
    return "\n".join(_indent(line.replace("\x01", _MARK).replace("\x02", _OFF), by) for line in lines)


def coverage_line(c: Coverage) -> str:
    """*5 papers, 3 councils, 2010-2017; none unreadable*."""
    years = sorted({(c.first or "")[:4], (c.last or "")[:4]} - {""})
    parts = [f"{c.papers:,} paper{_s(c.papers)}", f"{c.authorities:,} council{_s(c.authorities)}", "\u2013".join(years)]
    unread = "none unreadable" if not c.unreadable else f"{c.unreadable:,} file{_s(c.unreadable)} could not be read (cqa status)"
    return ", ".join(p for p in parts if p) + f"; {unread}"


def status(engine: str, c: Coverage, rows: Sequence[tuple[str, int, str, str]], files: Sequence[FileState]) -> str:
    """Coverage per authority, then every file that gave no text and why."""
    blocks = [f"{coverage_line(c)}; {c.passages:,} passages from {c.files:,} files; engine {engine}"]
    if rows:
        blocks.append(table(("authority", "papers", "from", "to"), rows))
    unread = [f for f in files if f.status != "indexed"]
    if unread:
        blocks.append(bold("Not read") + "\n" + table(("status", "file", "why"), [(f.status, _name(f.path), f.error or "") for f in unread]))
    noted = [f for f in files if f.notes]
    if noted:
        blocks.append(bold("Read in part, or with a remark") + "\n" + table(("file", "remark"), [(_name(f.path), "; ".join(f.notes)) for f in noted]))
    return "\n\n".join(blocks)


def papers(held: Sequence[Paper], unread: Sequence[FileState]) -> str:
    """What is held, one line a paper."""
    rows = [
        (
            p.id,
            p.authority.name if p.authority else "",
            p.committees[0] if p.committees else "",
            p.date or "",
            p.type,
            p.pages,
            ("   " if p.pack else "") + (p.title or _name(p.file)),
        )
        for p in held
    ]
    shown = table(("id", "authority", "committee", "date", "type", "pages", "title"), rows)
    if unread:
        shown += f"\n\n{len(unread)} file{_s(len(unread))} could not be read; `cqa status` names each"
    return shown


def outline(paper: Paper, sections: Sequence[Section], text: str, pages: tuple[Page, ...]) -> str:
    """A paper's headings, numbered paragraphs and tables, indented, with role and page."""
    lines = [bold(one_line(paper.title)), dim(one_line(paper_facts(paper)))]
    for s in sections:
        words = s.heading if s.kind in ("heading", "table", "appendix") and s.heading else text[slice(*s.span)]
        number = f"{s.number} " if s.number and not words.lstrip("- ").startswith(s.number) else ""
        page = page_at(pages, s.span[0])
        shown = one_line(number + words)[:90]
        lines.append("  " * max(s.level - 1, 0) + (bold(shown) if s.kind == "heading" else shown) + dim(f"  [{s.role}, p. {page.label or page.number}]"))
    return "\n".join(lines)


def paper_facts(paper: Paper) -> str:
    """Authority, committee, date, type and author of a paper in one line."""
    facts = [
        paper.authority.name if paper.authority else "authority unknown",
        ", ".join(paper.committees),
        date_in_words(paper.date) if paper.date else "undated",
        paper.type,
        f"by {paper.author_role}" if paper.author_role else "",
        "exempt" + (f" (Schedule 12A paragraph {', '.join(paper.exempt_paragraphs)})" if paper.exempt_paragraphs else "") if paper.exempt else "",
    ]
    return " \u00b7 ".join(f for f in facts if f)


def judgements(rows: Sequence[tuple[Paper, Judgement]]) -> str:
    """Grades by authority and time."""
    return table(
        ("authority", "as of", "area", "theme", "grade", "kind", "body", "paper"),
        [
            (p.authority.name if p.authority else "", j.as_of or p.date or "", j.area, j.theme, j.grade, j.kind, j.body, p.id)
            for p, j in rows
        ],
    )


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]


def _s(n: int) -> str:
    return "" if n == 1 else "s"


def answer(a: Answer, c: Coverage, question: Question, limit: int) -> str:
    """An answer: its sentences, the verdicts when several councils have one, the evidence, what was searched."""
    blocks = [_wrapped(bold(one_line(a.text)) if a.found else one_line(a.text), 0)]
    rows = [h for h in (a.papers or a.authorities) if h.verdict in ("cites", "mentions") or h.in_answer]
    if a.kind in ("which", "absence") and rows:
        what = "paper" if a.papers else "authority"
        shown = [(h.name, ("in the answer: " if h.in_answer and a.kind == "absence" else "") + h.verdict, h.papers, h.first or "", h.last or "") for h in rows[:40]]
        blocks.append(table((what, "verdict", "papers", "first", "last"), shown))
    if a.evidence:
        lead = "" if a.found else dim("Nearest passages; they do not answer the question:") + "\n"
        blocks.append(lead + "\n\n".join(_evidence(e, i) for i, e in enumerate(a.evidence[:limit], 1)))
        if len(a.evidence) > limit:
            blocks.append(dim(f"{len(a.evidence) - limit} more passages: --limit {len(a.evidence)}"))
    blocks.append(dim(f"Searched: {coverage_line(c)}. Read as: {one_line(question.read_as())}."))
    return "\n\n".join(b for b in blocks if b)


def _evidence(e: Evidence, rank: int) -> str:
    start, end = e.quote[0] - e.passage.span[0], e.quote[1] - e.passage.span[0]
    marks = [(max(a, start), min(b, end)) for a, b in e.marks if start < b and a < end] if end - start < 600 else list(e.marks)
    lead = f"{rank:>2}. "
    body = ("\u2026 " if start > 0 else "") + highlighted(e.passage.text[start:end], [(a - start, b - start) for a, b in marks]) + (" \u2026" if end < len(e.passage.text) else "")
    lines = [lead + bold(one_line(citation(e.passage)))]
    if e.passage.columns:
        lines.append(_indent(dim("columns: " + one_line(" | ".join(e.passage.columns))), len(lead)))
    lines.append(_wrapped(body[:1200], len(lead)))
    return "\n".join(lines)


def explained(question: Question, concepts: Sequence[Concept]) -> str:
    """How a question was read, to the concept and its weight."""
    rows = [(c.written, "required" if c.required else "helps", f"{c.weight:.2f}", ", ".join(" ".join(v) for v in c.variants)) for c in concepts]
    return f"{question.read_as()}\n" + table(("concept", "use", "weight", "stems looked for"), rows)
