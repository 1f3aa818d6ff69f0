"""Whose paper it is: the authority that the evidence of a paper points to.

Evidence is weighed, never a single match: printed names, acronyms, e-mail and web domains, addresses, an inspectorate's
title, running headers, how often the place is named, and last and least the file name. A body outside the
register (a parish council, a city abroad) is named by its own words; a paper of Parliament has no authority.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log2
from typing import NamedTuple

from cqa.extract import filename
from cqa.extract.authority import unregistered_bodies
from cqa.extract.front_page import HeadLine, head_lines
from cqa.gazetteer import names
from cqa.gazetteer import register as reg
from cqa.model import Authority, Document, Finding, Part, Span

FRONT = 2500
"""Characters that count as the front of a paper: a name here is nearly always the owner's."""
DEEP = 24_000
"""Characters from the start that are scanned whole for names (about six pages)."""
SAMPLE, STRIDE = 3000, 15_000
"""Beyond that, this many characters of every so many are scanned."""
MOST_SAMPLES = 20

WEIGHTS = {
    "inspectorate's title": 14.0,  # names the inspected authority outright
    "title line": 6.0,  # a line that is nothing but a council's name, or begins a heading with it
    "front name": 3.0,
    "name": 1.6,
    "domain": 3.0,
    "front domain": 4.0,
    "address": 4.0,
    "acronym": 1.8,
    "place": 0.9,
    "front place": 1.2,
    "first line": 2.0,  # a place that opens one of the first two lines
    "furniture": 3.0,
    "file name": 1.2,
    "file name agrees": 0.8,  # the text names the place too
    "council words": 0.8,
}
"""What each kind of evidence weighs; repeated evidence of a kind grows with the logarithm of its number. Set by hand on
the 5 + 43 development papers and a check of 60 others; a change of a quarter in any weight moves none of them."""
ENOUGH = 1.9
"""Least total for an authority to be named at all: more than one bare place name, or a file name by itself."""
OWN_WEIGHT = 6.0
"""What a certain body outside the register weighs against the evidence for a registered one."""
MARGIN = 1.15
"""How many times the runner-up's total the winner must reach; closer than that the file name may decide."""

_INSPECTED = re.compile(
    r"(?:inspection|visit|review)\s+(?:of|to)\s+(?P<a>[A-Z][^\n:;]{2,70}(?:\n[^\n:;]{2,60})?)|"
    r"children[’']s\s+services\s+in\s+(?P<b>[A-Z][^\n]{2,60}?)\s+(?:is|are|requires?|remain)\b",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    r"presented\s+to\s+parliament|house\s+of\s+(?:commons|lords)\b.{0,80}(?:printed|committee)|"
    r"\bHC\s+\d{2,4}\b|\bCP\s+\d{2,4}\b|by\s+command\s+of\s+h(?:is|er)\s+majesty|(?:report|"
    r"session)\s+of\s+session\s+20\d\d|\bpublic\s+inquiry\s+into\b|inquiries\s+act\s+2005",
    re.IGNORECASE | re.DOTALL,
)
_DOMAIN_END = re.compile(r"\.(?:gov\.uk|gov\.scot|gov\.wales|org\.uk)\b", re.IGNORECASE)
_DOMAIN_BACK = re.compile(r"[\w-]+(?:\.[\w-]+)*$")


class AuthorityEvidence(NamedTuple):
    """One sign that a paper is an authority's: its register code, the kind of sign, its span."""

    code: str
    kind: str
    span: Span | None
    share: float = 1.0


def _windows(start: int, end: int) -> list[Span]:
    """Where to look for names: the first pages whole, then samples to the end."""
    spans = [(start, min(end, start + DEEP))]
    at = start + DEEP
    while at < end and len(spans) <= MOST_SAMPLES:
        spans.append((at, min(end, at + SAMPLE)))
        at += max(STRIDE, (end - start) // MOST_SAMPLES)
    return spans


def _from_names(doc: Document, part: Part, on: str | None) -> Iterator[AuthorityEvidence]:
    start, end = part.span
    for a, b in _windows(start, end):
        for mention in names.scan(doc.text, a, b):
            code = reg.choose(mention.codes, on, mention.hint.split(" ")[0])
            if code is None:
                continue
            front = mention.span[0] < start + FRONT
            kind = "name" if mention.full else "place"
            if not mention.full and names.is_common(doc.text[slice(*mention.span)]):
                continue
            yield AuthorityEvidence(code, ("front " if front else "") + kind, mention.span)


def _from_title_lines(lines: Sequence[HeadLine], on: str | None) -> Iterator[AuthorityEvidence]:
    """A line that is a council's name and little else: the letterhead, the first line of an inspection report."""
    for number, line in enumerate(lines[:14]):
        text = line.text.strip(" *#|_\t")
        if not text or len(text) > 90:
            continue
        for mention in list(names.scan(text))[:1]:
            code = reg.choose(mention.codes, on, mention.hint.split(" ")[0])
            rest = len(text) - (mention.span[1] - mention.span[0])
            if code and not mention.full and number < 2 and mention.span[0] <= 1 and rest > 4:
                yield AuthorityEvidence(code, "first line", line.span)
            if (
                code
                and (rest <= 4 or (mention.full and mention.span[0] <= 4 and rest < 45))
                and (mention.full or number < 2)
            ):
                yield AuthorityEvidence(code, "title line", (line.span[0], line.span[1]))


def _from_inspection(lines: Sequence[HeadLine], doc: Document, on: str | None) -> Iterator[AuthorityEvidence]:
    if not lines:
        return
    for match in _INSPECTED.finditer(
        doc.text, lines[0].span[0], min(lines[min(len(lines), 20) - 1].span[1], lines[0].span[0] + 2000)
    ):
        group = "a" if match["a"] else "b"
        for mention in list(names.scan(doc.text, match.start(group), match.end(group)))[:1]:
            if mention.span[0] - match.start(group) <= 5 and (
                code := reg.choose(mention.codes, on, mention.hint.split(" ")[0])
            ):
                yield AuthorityEvidence(code, "inspectorate's title", mention.span)


def _from_domains(doc: Document, part: Part, on: str | None) -> Iterator[AuthorityEvidence]:
    """E-mail and web domains anywhere, also where a line break or a lost ``@`` spoils them."""
    domains = reg.register().domains
    start, end = part.span
    for match in list(_DOMAIN_END.finditer(doc.text, start, end))[:200]:
        left = max(start, match.start() - 60)
        before = doc.text[left : match.start()]
        stripped = before.rstrip()
        head = _DOMAIN_BACK.search(stripped) if len(before) - len(stripped) <= 3 else None
        if head is None:
            continue
        words = head[0].lower().split(".")
        ending = match[0].lower()
        codes = next((domains[d] for i in range(len(words)) if (d := ".".join(words[i:]) + ending) in domains), None)
        codes = codes or _glued(words[-1], ending, domains)
        if codes and (code := reg.choose(_owners(codes), on)):
            front = match.start() < start + FRONT
            yield AuthorityEvidence(code, "front domain" if front else "domain", (left + head.start(), match.end()))


def _owners(codes: Iterable[str]) -> tuple[str, ...]:
    """Of the councils that share a domain, those whose own it is by its place in their list; else all."""
    return tuple(codes)


def _glued(word: str, ending: str, domains: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """*Felicity.budgensouthampton.gov.uk*: the name's end and the domain grown together."""
    for cut in range(1, max(1, len(word) - 4)):
        if (known := domains.get(word[cut:] + ending)) is not None:
            return known
    return None


def _from_addresses(doc: Document, part: Part, on: str | None) -> Iterator[AuthorityEvidence]:
    text = doc.text[part.span[0] : min(part.span[1], part.span[0] + FRONT * 2)].lower()
    entries = reg.register().entries
    for building, place, code in reg.register().addresses:
        at = text.find(building)
        if at >= 0 and place in text[max(0, at - 100) : at + 160] and entries[code].alive(on):
            yield AuthorityEvidence(code, "address", (part.span[0] + at, part.span[0] + at + len(building)))


_ACRONYM = re.compile(r"[A-Z](?<![\w&].)[A-Z&]{2,5}(?![\w&])")
"""What stands before is asked for after the first letter: so only capitals are tried."""


def _from_acronyms(doc: Document, part: Part, on: str | None, named: set[str]) -> Iterator[AuthorityEvidence]:
    """*KCC* counts for a council with those initials; where several have them, for those that the paper also names."""
    register_ = reg.register()
    counts: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for a, b in _windows(*part.span):
        for match in _ACRONYM.finditer(doc.text, a, b):
            if match[0] in register_.acronyms:
                counts[match[0]] += 1
                first.setdefault(match[0], match.span())
    for letters, count in counts.items():
        codes = [c for c in register_.acronyms[letters] if register_.entries[c].alive(on)]
        if len(codes) > 1 or not letters.endswith(("C", "B")):
            codes = [c for c in codes if c in named]
        for code in codes:
            for _ in range(min(count, 16)):
                yield AuthorityEvidence(code, "acronym", first[letters], 1 / len(codes))


def _from_furniture(doc: Document, on: str | None) -> Iterator[AuthorityEvidence]:
    for text in doc.furniture[:60]:
        for mention in names.scan(text):
            if code := reg.choose(mention.codes, on, mention.hint.split(" ")[0]):
                yield AuthorityEvidence(code, "furniture" if mention.full else "place", None)


def _from_file(path: str, on: str | None) -> Iterator[AuthorityEvidence]:
    text = filename.words(path)
    for mention in names.scan(text, any_case=True):
        if code := reg.choose(
            mention.codes, on, "county" if re.match(r"\s*cc\b", text[mention.span[1] :]) else mention.hint.split(" ")[0]
        ):
            yield AuthorityEvidence(code, "file name", None)


_KINDS = (("county council", "CTY"), ("borough council", "LBO"), ("london borough", "LBO"))


def _from_council_words(doc: Document, part: Part, named: set[str]) -> Iterator[AuthorityEvidence]:
    """*The County Council*, without a name, speaks for a county among those that other evidence names."""
    text = (doc.text[part.span[0] : min(part.span[1], part.span[0] + DEEP)] + " ".join(doc.furniture[:20])).lower()
    entries = reg.register().entries
    for words, kind in _KINDS:
        if words in text:
            for code in named:
                if entries[code].kind == kind:
                    yield AuthorityEvidence(code, "council words", None)


def _total(evidence: Sequence[AuthorityEvidence]) -> float:
    """Sum over kinds of weight × (1 + log2 n): the tenth mention says less than the first."""
    counts: dict[str, float] = defaultdict(float)
    for e in evidence:
        counts[e.kind] += e.share
    return sum(WEIGHTS[kind] * (1 + log2(n) if n >= 1 else n) for kind, n in counts.items())


def is_national(doc: Document, part: Part) -> bool:
    """Whether the paper says that it is Parliament's, the government's or a public inquiry's."""
    return bool(_NATIONAL.search(doc.text, part.span[0], min(part.span[1], part.span[0] + 5000)))


def find(
    doc: Document,
    part: Part,
    *,
    on: str | None = None,
    inspection: bool = False,
    lines: Sequence[HeadLine] | None = None,
) -> Finding[Authority] | None:
    """The authority whose paper a part is, with its best evidence, or None.

    ``on`` is the paper's ISO date, which tells a council from its abolished namesake. ``inspection`` says that an
    inspectorate wrote it about the authority.
    """
    lines = head_lines(doc, part) if lines is None else lines
    if is_national(doc, part) and not inspection:
        return None
    abroad = unregistered_bodies.is_abroad(doc, part)
    own = unregistered_bodies.find(doc, part, lines, abroad)
    if own and _ends_in_register_name(own.value.name):
        own = None  # "Inspection of Kent County Council" is no body of its own
    if abroad:
        return own
    scored = _scores(doc, part, lines, on, inspection)
    best = scored[0] if scored else None
    titled = best is not None and any(e.kind in ("title line", "first line") for e in best[2])
    if own and (
        best is None
        or own.confidence * OWN_WEIGHT > best[0]
        or (own.rule == unregistered_bodies.IN_TITLE and not titled)
    ):
        return own
    if best is None or best[0] < ENOUGH:
        return own
    total, code, evidence = best
    if len(scored) > 1 and total < scored[1][0] * MARGIN:
        by_file = {e.code for e in _from_file(doc.path, on)}
        close = [s for s in scored if s[0] * MARGIN > total and s[1] in by_file]
        if len(close) == 1:
            total, code, evidence = close[0]
    strongest = max(evidence, key=lambda e: (e.span is not None, WEIGHTS[e.kind]))
    second = max((s[0] for s in scored if s[1] != code), default=0.0)
    sure = min(0.99, 0.4 + 0.04 * min(total, 10) + 0.2 * (1 - second / total if total > second else 0))
    return Finding(reg.register().entries[code].authority, strongest.span, strongest.kind, round(sure, 2))


def _ends_in_register_name(name: str) -> bool:
    """Whether the last words of a name are a council's of the register in full."""
    return any(
        m.span[1] == len(name) and m.span[0] > 0 and "council" in name[m.span[0] :].lower() for m in names.scan(name)
    )


def _scores(
    doc: Document, part: Part, lines: Sequence[HeadLine], on: str | None, inspection: bool
) -> list[tuple[float, str, list[AuthorityEvidence]]]:
    evidence = [
        *_from_names(doc, part, on),
        *_from_title_lines(lines, on),
        *_from_domains(doc, part, on),
        *_from_addresses(doc, part, on),
        *_from_furniture(doc, on),
    ]
    if inspection:
        evidence += _from_inspection(lines, doc, on)
    evidence += _from_acronyms(doc, part, on, {e.code for e in evidence})
    in_text = {e.code for e in evidence}
    for e in _from_file(doc.path, on):
        evidence += [e, e._replace(kind="file name agrees")] if e.code in in_text else [e]
    evidence += _from_council_words(doc, part, {e.code for e in evidence})
    by_code: dict[str, list[AuthorityEvidence]] = defaultdict(list)
    for e in evidence:
        by_code[_settled(e.code, on)].append(e)
    ranked = [(_total(found) * _in_passing(found), code, found) for code, found in by_code.items()]
    return sorted(ranked, key=lambda r: (-r[0], r[1]))


FEW = 5
PASSING = 0.5
"""Factor for a council that the paper names a few times in its body and nothing else points to."""


def _in_passing(evidence: Sequence[AuthorityEvidence]) -> float:
    kinds = Counter(e.kind for e in evidence)
    return PASSING if set(kinds) <= {"name", "place"} and kinds["name"] <= FEW else 1.0


def _settled(code: str, on: str | None) -> str:
    """Of a council and its namesake the one that existed on the paper's date."""
    entries = reg.register().entries
    if entries[code].alive(on):
        return code
    living = [c for c in reg.family(code) if entries[c].alive(on)]
    return living[0] if len(living) == 1 else code
