"""Whose paper it is: the authority that the evidence of a paper points to.

Evidence is weighed, never a single match: printed names, acronyms, e-mail and web domains, addresses, an inspectorate's
title, running headers, how often the place is named, and last and least the file name. A body outside the
register (a parish council, a fire authority) is named by its own words. A paper of Parliament has no authority, nor has
a paper from abroad.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log2

from cqa.extract.authority import unregistered_bodies, witnesses
from cqa.extract.authority.witnesses import AuthorityEvidence
from cqa.extract.front_page import HeadLine, head_lines
from cqa.gazetteer import names
from cqa.gazetteer import register as reg
from cqa.model import Authority, Document, Finding, Part
from cqa.text.rules import Rules

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
    "running line": 3.0,
    "file name": 1.2,
    "filed under": 1.2,  # the file's prefix or folder is nothing but the council's name
    "file name agrees": 0.8,  # the text names the place too
    "council words": 0.8,
}
"""What each kind of evidence weighs; repeated evidence of a kind grows with the logarithm of its number. Set by hand on
the 5 + 43 development papers and a check of 60 others; a change of a quarter in any weight moves none of them."""
ENOUGH = 1.9
"""Least total for the text to name an authority: more than one bare place name."""
LAST_WITNESS = 0.35
"""Confidence of an authority that only the file's or folder's name gives."""
OWN_WEIGHT = 6.0
"""What a certain body outside the register weighs against the evidence for a registered one."""
MARGIN = 1.15
"""How many times the runner-up's total the winner must reach; closer than that the file name may decide."""
FEW = 5
PASSING = 0.5
"""Factor for a council that the paper names a few times in its body and nothing else points to."""
NATIONAL = 5000
"""Characters within which a paper says that it is Parliament's."""
_FILE_KINDS = frozenset({"file name", "filed under"})
_BARE = _FILE_KINDS | {"place", "front place", "file name agrees"}
"""Evidence of a place by its bare name: what the paper is about, perhaps, but not who wrote it."""
_DEEP_KINDS = frozenset({"name", "place", "acronym"})
"""Evidence that any paper about a council holds; the owner's front, footers or addresses show more."""

RULES = Rules(__file__)


def is_national(doc: Document, part: Part) -> bool:
    """Return whether the paper says that it is Parliament's, the government's or a public inquiry's."""
    return bool(RULES.find("national", doc.text, part.span[0], min(part.span[1], part.span[0] + NATIONAL)))


def find(
    doc: Document,
    part: Part,
    *,
    on: str | None = None,
    inspection: bool = False,
    lines: Sequence[HeadLine] | None = None,
) -> Finding[Authority] | None:
    """Return the authority whose paper a part is, with its best evidence, or None.

    ``on`` is the paper's ISO date, which separates a council from its abolished namesake. ``inspection`` says that an
    inspectorate wrote it about the authority.
    """
    lines = head_lines(doc, part) if lines is None else lines
    if unregistered_bodies.is_abroad(doc, part) or (is_national(doc, part) and not inspection):
        return None
    own = unregistered_bodies.find(doc, part, lines)
    if own and _ends_in_register_name(own.value.name):
        own = None  # "Inspection of Kent County Council" names no further body
    scored = _scores(doc, part, lines, on, inspection)
    best = scored[0] if scored else None
    heads = [e.span for e in best[2] if e.kind in ("title line", "first line") and e.span] if best else []
    titled = bool(heads) and not (own and own.span and own.span < min(heads))
    if own and (
        best is None
        or own.confidence * OWN_WEIGHT > best[0]
        or (own.rule == unregistered_bodies.IN_TITLE and not titled)
    ):
        return own
    if best is None or best[0] < ENOUGH or {e.kind for e in best[2]} <= _FILE_KINDS:
        return own or _last_witness(doc.path, on)
    total, code, evidence = best
    if {e.kind for e in evidence} <= _BARE and witnesses.filed_under(doc.path, on) not in (None, code):
        return own or _last_witness(doc.path, on)  # "Arun" in a table of a paper filed under West Sussex
    if len(scored) > 1 and total < scored[1][0] * MARGIN:
        by_file = {e.code for e in witnesses.from_file(doc.path, on)}
        close = [s for s in scored if s[0] * MARGIN > total and s[1] in by_file]
        if len(close) == 1:
            total, code, evidence = close[0]
    strongest = max(evidence, key=lambda e: (e.span is not None, WEIGHTS[e.kind]))
    second = max((s[0] for s in scored if s[1] != code), default=0.0)
    sure = min(0.99, 0.4 + 0.04 * min(total, 10) + 0.2 * (1 - second / total if total > second else 0))
    return Finding(reg.register().entries[code].authority, strongest.span, strongest.kind, round(sure, 2))


def _last_witness(path: str, on: str | None) -> Finding[Authority] | None:
    """Return the authority that the file is filed under, for a paper whose text is silent."""
    code = witnesses.filed_under(path, on)
    return Finding(reg.register().entries[code].authority, None, "file name", LAST_WITNESS) if code else None


def _ends_in_register_name(name: str) -> bool:
    """Return whether the last words of a name are a council's of the register in full."""
    return any(
        m.span[1] == len(name) and m.span[0] > 0 and "council" in name[m.span[0] :].lower() for m in names.scan(name)
    )


def _scores(
    doc: Document, part: Part, lines: Sequence[HeadLine], on: str | None, inspection: bool
) -> list[tuple[float, str, list[AuthorityEvidence]]]:
    evidence = [
        *witnesses.from_names(doc, part, on),
        *witnesses.from_title_lines(lines, on),
        *witnesses.from_domains(doc, part, on),
        *witnesses.from_addresses(doc, part, on),
        *witnesses.from_running_lines(doc, on),
    ]
    if inspection:
        evidence += witnesses.from_inspection(doc, lines, on)
    evidence += witnesses.from_acronyms(doc, part, on, {e.code for e in evidence})
    in_text = {e.code for e in evidence}
    for e in witnesses.from_file(doc.path, on):
        evidence += [e, e._replace(kind="file name agrees")] if e.code in in_text else [e]
    evidence += witnesses.from_council_words(doc, part, {e.code for e in evidence})
    by_code: dict[str, list[AuthorityEvidence]] = defaultdict(list)
    for e in evidence:
        by_code[_living(e.code, on)].append(e)
    ranked = [(_total(found) * _in_passing(found), code, found) for code, found in by_code.items()]
    return sorted(ranked, key=lambda r: (-r[0], r[1]))


def _total(evidence: Sequence[AuthorityEvidence]) -> float:
    """Return the sum over kinds of weight × (1 + log2 n): the tenth mention says less than the first."""
    counts: dict[str, float] = defaultdict(float)
    for e in evidence:
        counts[e.kind] += e.share
    return sum(WEIGHTS[kind] * (1 + log2(n) if n >= 1 else n) for kind, n in counts.items())


def _in_passing(evidence: Sequence[AuthorityEvidence]) -> float:
    kinds = Counter(e.kind for e in evidence)
    return PASSING if set(kinds) <= _DEEP_KINDS and kinds["name"] <= FEW else 1.0


def _living(code: str, on: str | None) -> str:
    """Return, of a council and its namesake, the one that existed on the paper's date."""
    entries = reg.register().entries
    if entries[code].alive(on):
        return code
    living = [c for c in reg.family(code) if entries[c].alive(on)]
    return living[0] if len(living) == 1 else code
