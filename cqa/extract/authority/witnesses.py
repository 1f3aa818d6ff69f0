"""Find the signs that a paper is an authority's: names, domains, addresses, acronyms, running headers, file name.

Each sign is an :class:`AuthorityEvidence`. What the signs weigh together is decided in
:mod:`cqa.extract.authority.scoring`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from cqa.extract import filename
from cqa.extract.front_page import HeadLine
from cqa.gazetteer import names
from cqa.gazetteer import register as reg
from cqa.model import Document, Part, Span
from cqa.text.rules import Rules

FRONT = 2500
"""Characters that count as the front of a paper: a name here is nearly always the owner's."""
DEEP = 24_000
"""Characters from the start that are scanned whole for names (about six pages)."""
SAMPLE, STRIDE = 3000, 15_000
"""Beyond that, this many characters of every so many are scanned."""
MOST_SAMPLES = 20
MOST_DOMAINS = 200
MOST_RUNNING_LINES = 60
MOST_ACRONYMS = 16
"""Mentions of one acronym that count; more say nothing new."""
TITLE_LINES, INSPECTION_LINES = 14, 20
"""Printed lines in which a letterhead is printed, and in which an inspectorate says whom it inspected."""
TABLE_TABS = 4
"""Tabs in a row from which it is part of a table of figures, not of a front block."""
FOLDERS = 2
"""Folders above a file that may be named after the authority."""

RULES = Rules(__file__)
_COUNTY_COUNCIL = "cc"
"""How names of files write *County Council*."""


class AuthorityEvidence(NamedTuple):
    """One sign that a paper is an authority's: its register code, the kind of sign, its span."""

    code: str
    kind: str
    span: Span | None
    share: float = 1.0


def _windows(start: int, end: int) -> list[Span]:
    """Return where to look for names: the first pages whole, then samples to the end."""
    spans = [(start, min(end, start + DEEP))]
    at = start + DEEP
    while at < end and len(spans) <= MOST_SAMPLES:
        spans.append((at, min(end, at + SAMPLE)))
        at += max(STRIDE, (end - start) // MOST_SAMPLES)
    return spans


def _code(mention: names.Mention, on: str | None) -> str | None:
    return reg.choose(mention.codes, on, mention.hint.split(" ")[0])


def from_names(doc: Document, part: Part, on: str | None) -> Iterator[AuthorityEvidence]:
    """Yield each council or place named in the text."""
    start, end = part.span
    for a, b in _windows(start, end):
        for mention in names.scan(doc.text, a, b):
            code = _code(mention, on)
            if code is None or (not mention.full and names.is_common(doc.text[slice(*mention.span)])):
                continue
            front = mention.span[0] < start + FRONT
            if _in_table(doc.text, mention.span[0]):
                if not mention.full:
                    continue  # rows compare places, and any of them may be the owner
                front = False
            kind = "name" if mention.full else "place"
            placed = front and RULES.find("where something is", doc.text, max(a, mention.span[0] - 14), mention.span[0])
            yield AuthorityEvidence(code, kind if placed or not front else f"front {kind}", mention.span)


def _in_table(text: str, at: int) -> bool:
    """Return whether a place is in a row of a table with several columns."""
    line = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text.count("\t", line, end if end >= 0 else len(text)) >= TABLE_TABS


def from_title_lines(lines: Sequence[HeadLine], on: str | None) -> Iterator[AuthorityEvidence]:
    """Yield the lines that are a council's name and little else: the letterhead, the first line of a report."""
    for number, line in enumerate(lines[:TITLE_LINES]):
        text = line.text.strip(" *#|_\t")
        if not text or len(text) > 90:
            continue
        for mention in list(names.scan(text))[:1]:
            code = _code(mention, on)
            rest = len(text) - (mention.span[1] - mention.span[0])
            if code and not mention.full and number < 2 and mention.span[0] <= 1 and rest > 4:
                yield AuthorityEvidence(code, "first line", line.span)
            sentence = text.endswith(".") or RULES.find("sentence goes on", text, mention.span[1])
            alone = rest <= 4 or (mention.full and mention.span[0] <= 4 and rest < 45 and not sentence)
            if code and alone and (mention.full or number < 2):
                yield AuthorityEvidence(code, "title line", line.span)


def from_inspection(doc: Document, lines: Sequence[HeadLine], on: str | None) -> Iterator[AuthorityEvidence]:
    """Yield the authority that the title of an inspectorate's report names."""
    if not lines:
        return
    start = lines[0].span[0]
    end = min(lines[min(len(lines), INSPECTION_LINES) - 1].span[1], start + FRONT)
    for match in RULES["inspected authority"].finditer(doc.text, start, end):
        group = "a" if match["a"] else "b"
        for mention in list(names.scan(doc.text, match.start(group), match.end(group)))[:1]:
            if mention.span[0] - match.start(group) <= 5 and (code := _code(mention, on)):
                yield AuthorityEvidence(code, "inspectorate's title", mention.span)


def from_domains(doc: Document, part: Part, on: str | None) -> Iterator[AuthorityEvidence]:
    """Yield e-mail and web domains in the text and in running headers and footers."""
    front = part.span[0] + FRONT
    for span, code in _domains(doc.text, *part.span, on):
        yield AuthorityEvidence(code, "front domain" if span[1] < front else "domain", span)
    for text in dict.fromkeys(doc.running_lines[:MOST_RUNNING_LINES]):
        for _, code in _domains(text, 0, len(text), on):
            yield AuthorityEvidence(code, "front domain", None)


def _domains(text: str, start: int, end: int, on: str | None) -> Iterator[tuple[Span, str]]:
    """Yield domains also where a line break or a lost ``@`` spoils them."""
    domains = reg.register().domains
    for match in list(RULES["domain ends"].finditer(text, start, end))[:MOST_DOMAINS]:
        left = max(start, match.start() - 60)
        before = text[left : match.start()]
        stripped = before.rstrip()
        head = RULES.find("domain before its end", stripped) if len(before) - len(stripped) <= 3 else None
        if head is None:
            continue
        words = head[0].lower().split(".")
        ending = match[0].lower()
        codes = next((domains[d] for i in range(len(words)) if (d := ".".join(words[i:]) + ending) in domains), None)
        codes = codes or _glued(words[-1], ending, domains)
        if codes and (code := reg.choose(codes, on)):
            yield (left + head.start(), match.end()), code


def _glued(word: str, ending: str, domains: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the codes of a domain that has grown together with the end of a name:
    *Felicity.budgensouthampton.gov.uk*."""
    for cut in range(1, max(1, len(word) - 4)):
        if (known := domains.get(word[cut:] + ending)) is not None:
            return known
    return None


def from_addresses(doc: Document, part: Part, on: str | None) -> Iterator[AuthorityEvidence]:
    """Yield the addresses of council headquarters on the front."""
    text = doc.text[part.span[0] : min(part.span[1], part.span[0] + FRONT * 2)].lower()
    entries = reg.register().entries
    for building, place, code in reg.register().addresses:
        at = text.find(building)
        if at >= 0 and place in text[max(0, at - 100) : at + 160] and entries[code].alive(on):
            yield AuthorityEvidence(code, "address", (part.span[0] + at, part.span[0] + at + len(building)))


def from_acronyms(doc: Document, part: Part, on: str | None, named: set[str]) -> Iterator[AuthorityEvidence]:
    """Yield *KCC* for a council with those initials; where several have them, for those that the paper also names."""
    register_ = reg.register()
    counts: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for a, b in _windows(*part.span):
        for match in RULES["acronym"].finditer(doc.text, a, b):
            if match[0] in register_.acronyms:
                counts[match[0]] += 1
                first.setdefault(match[0], match.span())
    for letters, count in counts.items():
        codes = [c for c in register_.acronyms[letters] if register_.entries[c].alive(on)]
        if len(codes) > 1 or not letters.endswith(("C", "B")):
            codes = [c for c in codes if c in named]
        for code in codes:
            for _ in range(min(count, MOST_ACRONYMS)):
                yield AuthorityEvidence(code, "acronym", first[letters], 1 / len(codes))


def from_running_lines(doc: Document, on: str | None) -> Iterator[AuthorityEvidence]:
    """Yield names in running headers and footers."""
    for text in doc.running_lines[:MOST_RUNNING_LINES]:
        for mention in names.scan(text):
            if code := _code(mention, on):
                yield AuthorityEvidence(code, "running line" if mention.full else "place", None)


def from_file(path: str, on: str | None) -> Iterator[AuthorityEvidence]:
    """Yield names of councils and places in the file's own name."""
    text = filename.words(path)
    for mention in names.scan(text, any_case=True):
        county = text[mention.span[1] :].split()[:1] == [_COUNTY_COUNCIL]
        if code := reg.choose(mention.codes, on, "county" if county else mention.hint.split(" ")[0]):
            yield AuthorityEvidence(code, "file name", None)
    if code := filed_under(path, on):
        yield AuthorityEvidence(code, "filed under", None)


def filed_under(path: str, on: str | None) -> str | None:
    """Return the code of the authority that a file is filed under: by its prefix, its folder, or its name in full.

    >>> filed_under("papers/kent-cc__Cabinet_2025-03-04__Report.pdf", None)
    'KEN'
    """
    file = PurePath(path)
    prefix, separator, _ = file.stem.partition("__")
    for whole in (prefix if separator else "", *file.parent.parts[: -FOLDERS - 1 : -1]):
        if code := _whole_name(filename.words(f"{whole}.x"), on):
            return code
    full = [m for m in names.scan(filename.words(path), any_case=True) if m.full and "council" in m.hint]
    return _code(full[0], on) if full else None


def _whole_name(text: str, on: str | None) -> str | None:
    """Return the authority whose name, with its kind, or whose acronym a few words are."""
    register_ = reg.register()
    for mention in names.scan(text, any_case=True):
        rest = text[: mention.span[0]] + text[mention.span[1] :]
        county = rest.strip() == _COUNTY_COUNCIL
        if not rest.strip() or county:
            return reg.choose(mention.codes, on, "county" if county else mention.hint.split(" ")[0])
    codes = [c for c in register_.acronyms.get(text.upper(), ()) if register_.entries[c].alive(on)]
    return codes[0] if len(codes) == 1 else None


_KINDS = (("county council", "CTY"), ("borough council", "LBO"), ("london borough", "LBO"))


def from_council_words(doc: Document, part: Part, named: set[str]) -> Iterator[AuthorityEvidence]:
    """Yield *the County Council*, without a name, for the counties that other evidence names."""
    text = (doc.text[part.span[0] : min(part.span[1], part.span[0] + DEEP)] + " ".join(doc.running_lines[:20])).lower()
    entries = reg.register().entries
    for words, kind in _KINDS:
        if words in text:
            for code in named:
                if entries[code].kind == kind:
                    yield AuthorityEvidence(code, "council words", None)
