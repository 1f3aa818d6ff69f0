"""*When*, *how many / how much / what share* and *who*: the value, in the sentence that states it.

A sentence answers when it holds enough of the topic and a value of the kind asked for; for *how many inspectors* the number must
count inspectors. Where text and table disagree the text is preferred, because it says what its number counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cqa.analysis import stems, words
from cqa.answer import values
from cqa.answer.evidence import Sentence
from cqa.answer.material import Material, evidence, holders, is_container, lead, not_found, quoted, unique
from cqa.model import Answer, Evidence, Paper, Span
from cqa.show.citation import date_in_words

ENOUGH = 0.42
"""Share of the topic's weight that the answering sentence must hold with its surroundings."""

COUNTED_ENOUGH = 0.34
"""The same where the number counts the very noun asked for, which is evidence in itself."""

OWN_ENOUGH = 0.34
"""Share that it must hold itself."""

WHOLE = 0.7
"""Coverage from which a counting sentence need not hold the most telling word itself: its paper is about that."""

COUNTED_OWN = NAMED_OWN = 0.2
"""Share held by the sentence itself that is enough where the value is telling: a counted noun, a person's name."""

NEXT_TO = 0.16
"""What a value right beside the topic's words adds."""

COUNTED_WITHIN = 5
"""Words between a number and the noun that it counts (*14 specific areas*, *17 recommendations*)."""

Finder = Callable[[str], list[tuple[str, Span]]]


def when(material: Material) -> Answer:
    """The dates in the sentence that tells of the event; a day is worth more than a month, a month more than a year."""
    answered = _value(material, _dates, "date", worth=_precision)
    return answered if answered.found else _published(material) or answered


def _published(material: Material) -> Answer | None:
    """The date of publication that a paper's own record holds, when that is asked of one paper."""
    if not re.search(r"\b(published|publish|publication|released|issued|come out)\b", material.question.text.lower()):
        return None
    dated = [(p, d.date) for p in material.papers for d in p.dates if d.kind == "published" and p.type == "inspection report"]
    if len(dated) != 1:
        return None
    paper, day = dated[0]
    name = paper.authority.name if paper.authority else paper.title
    text = f"{date_in_words(day)}: \u2018{paper.title}\u2019, {name}. The date is in the name of the file; the text does not give it."
    front = [Evidence(p, p.span, 1.0, (), (), "cites") for p in material.passages_of([paper.id], ())[:1]]
    return Answer("when", True, text, day, holders(material, {name: "cites"}, {}, lambda n: n == name), (), tuple(front))


def _precision(found: Sequence[tuple[str, Span]]) -> float:
    best = max(len(re.findall(r"[A-Za-z]{3,}|\d{4}|\d{1,2}", v)) if re.search("[A-Za-z]", v) else 1 for v, _ in found)
    return 0.04 * min(best, 3) + (0.03 if len(found) > 1 else 0.0)


def number(material: Material) -> Answer:
    """The number, sum or share, in the sentence that states it."""
    plain = material.question.text.lower()
    share = lambda t: [(m[0], m.span()) for m in values.SHARE.finditer(t)]  # noqa: E731
    money = lambda t: [(m[0], m.span()) for m in values.MONEY.finditer(t)]  # noqa: E731
    if re.search(r"\bshare|proportion|per ?cent", plain):
        return _value(material, share, "share")
    measured = _MEASURED.search(plain)
    if re.match(r"how much\b", plain) or (measured and _MONEY_WORDS.search(measured[1])):
        answered = _value(material, money, "sum of money")
        if answered.found:
            return answered
    if measured and re.search(r"\b(increase|rise|rate|growth|reduction|decrease|cut)\b", measured[1]):
        answered = _value(material, lambda t: money(t) + share(t), "figure")
        if answered.found:
            return answered
    return _value(material, values.numbers, "number", counted=_counted(material, plain))


_MEASURED = re.compile(r"\bwhat (?:is|was|are|were) (?:the )?(.+?)(?: in | for | of | at | by | proposed| set|\?|$)")
"""What a question for a figure wants measured."""

_MONEY_WORDS = re.compile(r"\b(cost|costs|budget|sum|charge|precept|funding|savings?|spend|spending|price|fee|overspend|underspend|deficit|reserves|income|grant|debt|band [a-h])\b")


def who(material: Material) -> Answer:
    """A person, or the body that a sentence names as doing what is asked."""
    plain = material.question.text.lower()
    contact = _contact(material, plain) or _in_the_chair(material, plain)
    if contact:
        return contact
    office = re.match(r"who (?:is|was|are|were) (?:the |an? |[\w-]+['\u2019]s? )?(?!\w+ing\b)", plain) is not None
    asked = set(words_of(material.question.text))

    def people(text: str) -> list[tuple[str, Span]]:
        return [(n, s) for n, s in values.people(text) if not set(stems(n)) <= asked]

    def bodies(text: str) -> list[tuple[str, Span]]:
        return [(m[0], m.span()) for m in _BODY.finditer(text) if not set(stems(m[0])) <= asked]

    named = _value(material, people, "name", near=office, own_enough=NAMED_OWN)
    return named if named.found or office else _value(material, bodies, "name")


_BODY = re.compile(r"\b[A-Z][A-Za-z&]+(?: (?:of |and |the |for )?[A-Z][A-Za-z&'\u2019-]+)+")
"""Capitalised words in a row: a body, when no person is named."""


def words_of(text: str) -> list[str]:
    return stems(text)


def _value(
    material: Material,
    find: Finder,
    what: str,
    *,
    counted: tuple[tuple[str, ...], ...] = (),
    near: bool = False,
    own_enough: float = OWN_ENOUGH,
    worth: Callable[[Sequence[tuple[str, Span]]], float] = lambda _: 0.0,
) -> Answer:
    ranked: list[tuple[float, Sentence, list[tuple[str, Span]]]] = []
    vital = max((i for i, c in enumerate(material.concepts) if c.required), key=lambda i: material.concepts[i].weight, default=None)
    for s in material.sentences:
        if s.coverage < (COUNTED_ENOUGH if counted else ENOUGH) or s.own < (COUNTED_OWN if counted else own_enough):
            continue
        found = [(v, sp) for v, sp in find(s.text)]
        if counted:
            found = [(v, sp) for v, sp in found if _counts(s.text, sp, counted)]
        if counted and vital is not None and s.coverage < WHOLE and vital not in {m.concept for m in s.matches}:
            continue
        if near:
            found = [(v, sp) for v, sp in found if _beside(s, sp)]
        if not found:
            continue
        closeness = _closeness(s, found)
        if counted and _TOTAL.search(s.text):
            closeness += 0.06
        if counted and all(_OF_THE.search(s.text[: span[0]]) or v.lower() == "none" for v, span in found):
            closeness -= 0.2
        table = 0.08 if s.passage.kind == "table" else 0.0
        ranked.append(
            (s.own * 0.6 + s.coverage * 0.4 + closeness - table + 0.02 * min(len(found), 2) + worth(found), s, found)
        )
    if not ranked:
        near_misses = unique(sorted(material.sentences, key=lambda s: -s.coverage), 3)
        return not_found(material, f"no passage states a {what} for \u2018{material.topic()}\u2019.", near_misses)
    ranked.sort(key=lambda r: (-round(r[0], 6), r[1].passage.id))
    top = ranked[0]
    also = [r for r in ranked[1:] if r[0] > top[0] * 0.97 and r[1].passage.paper != top[1].passage.paper][:1]
    said = " ".join(f"{lead(s.passage)}: {quoted(s.text)}.".replace("..", ".") for _, s, _ in [top, *also])
    best = unique([r[1] for r in ranked], 12)
    rest = unique(sorted(material.sentences, key=lambda s: (-s.coverage, s.passage.id)), 12)
    names = {s.passage.authority for s in best[:3]}
    proof: dict[str, Evidence] = {s.passage.id: evidence(s, "cites") for s in best}
    for s in rest:
        proof.setdefault(s.passage.id, evidence(s))
    value = [v for v, _ in top[2]]
    return Answer(
        material.question.kind, True, said, value[0] if len(value) == 1 else value,
        holders(material, dict.fromkeys(names, "cites"), {}, lambda n: n == top[1].passage.authority), (), tuple(proof.values())[:15],
    )  # fmt: skip


def _dates(text: str) -> list[tuple[str, Span]]:
    return [(m[0], m.span()) for m in values.DATE.finditer(text)] + [(m[0], m.span()) for m in values.TERM.finditer(text)]


_TOTAL = re.compile(r"\b(there (are|were|is|was)|as at|at \d|on \d|total(led|s)? |identifie[sd]|contains?|comprised?|in all)\b", re.I)
"""A sentence that gives a whole number rather than a part of one."""


_OF_THE = re.compile(r"\b(of|of the|of these|for the|the) $")
"""Before a number that is a part of the whole, or one already told of (*none of the 13 children*)."""


def _counted(material: Material, plain: str) -> tuple[tuple[str, ...], ...]:
    """What *how many* counts, as stem sequences: the noun asked for and the other ways to say it."""
    match = re.search(r"how many (?:of the |of |more |fewer |different |separate )?((?:[a-z'-]+ ?){1,4})", plain)
    if not match:
        match = re.search(r"\b(?:average|total|mean|median|maximum|minimum)? ?number of ((?:[a-z'-]+ ?){1,4})", plain)
        if not match:
            return ()
    kept: list[str] = []
    for word in match[1].split():
        if word in _NO_NOUN:
            break
        kept.append(word)
    if not kept:
        return ()
    noun = tuple(stems(" ".join(kept)))
    ways = [noun, noun[-1:]]
    for c in material.concepts:
        if c.variants[0][-1:] == noun[-1:] or c.variants[0] == noun:
            ways += c.variants
    return tuple(dict.fromkeys(ways))


_NO_NOUN = frozenset(
    "were was are is did does do have has had in on of the for to at would will there and per from by with".split()
)
"""Words that end the noun phrase after *how many*."""


def _counts(text: str, value: Span, counted: Sequence[tuple[str, ...]]) -> bool:
    """Whether the number at ``value`` counts one of these: it stands in the words that follow, or right before."""
    after = [w.stem for w in words(text[value[1] : value[1] + 90])][:COUNTED_WITHIN]
    before = [w.stem for w in words(text[max(0, value[0] - 60) : value[0]])][-3:]
    return any(way[-1] in after or way[-1] in before for way in counted)


def _beside(s: Sentence, value: Span) -> bool:
    """Whether a value stands within a few words of the topic's words."""
    return any(
        min(abs(m.span[0] - s.span[0] - value[1]), abs(value[0] - (m.span[1] - s.span[0]))) <= 40 for m in s.matches
    )


def _closeness(s: Sentence, found: Sequence[tuple[str, Span]]) -> float:
    """More for a value next to the topic's words."""
    spots = [(m.span[0] - s.span[0], m.span[1] - s.span[0]) for m in s.matches]
    gap = min(max(0, max(a - e, b - f)) for _, (b, e) in found for a, f in [(x[0], x[1]) for x in spots])
    return NEXT_TO / (1 + gap / 20)


_CHAIR = re.compile(values.PERSON.pattern + r"\s*(?:\((?:the |in the )?Chair(?:man|woman|person)?\)|,? in the Chair)")


def _in_the_chair(material: Material, plain: str) -> Answer | None:
    """Who presided, from the list of those present: *Mr B J Sweetland (Chairman)*."""
    if not re.search(r"\b(chaired|presided|in the chair|chairman of the meeting)\b", plain):
        return None
    for paper in material.papers:
        if paper.type not in ("minutes", "decision record"):
            continue
        for passage in material.passages_of([paper.id], ())[:6]:
            match = _CHAIR.search(passage.text)
            if match:
                name = re.split(r"\s*[(,]", match[0])[0].strip()
                when_ = date_in_words(paper.date) if paper.date else "undated"
                holder = paper.authority.name if paper.authority else ""
                span = (match.start(), match.start() + len(name))
                quote = (passage.span[0] + span[0], passage.span[0] + span[1])
                text = f"{name} was in the chair: {holder or paper.title} ({when_})."
                proof = (Evidence(passage, quote, 1.0, (span,), (), "cites"),)
                return Answer("who", True, text, name, holders(material, {holder: "cites"}, {}, lambda n: n == holder), (), proof)
    return None


def _contact(material: Material, plain: str) -> Answer | None:
    """The officer printed on the paper itself, when the question asks for that."""
    if not re.search(
        r"\b(originat|contact|author|wrote|written by|report(ed)? by|lead officer|responsible officer|prepared)", plain
    ):
        return None
    dated = [p for p in material.papers if p.contact and not is_container(p, material.held)] or [
        p for p in material.papers if p.contact
    ]
    if len({p.contact.name for p in dated if p.contact}) != 1:
        return None
    paper: Paper = dated[0]
    assert paper.contact is not None  # noqa: S101  (selected so above)
    passages = material.passages_of([paper.id], ())
    holding = [p for p in passages if paper.contact.name.split()[-1] in p.text]
    role = f", {paper.contact.role}" if paper.contact.role else ""
    when_ = date_in_words(paper.date) if paper.date else "undated"
    text = f"{paper.contact.name}{role}: named on the paper of {paper.authority.name if paper.authority else 'the council'} ({when_})."
    marks = []
    for p in holding[:5]:
        at = p.text.find(paper.contact.name)
        span = (at, at + len(paper.contact.name)) if at >= 0 else (0, min(len(p.text), 80))
        marks.append(Evidence(p, (p.span[0] + span[0], p.span[0] + span[1]), 1.0, (span,), (), "cites"))
    name = paper.authority.name if paper.authority else ""
    return Answer(
        "who",
        True,
        text,
        paper.contact.name,
        holders(material, {name: "cites"}, {}, lambda n: n == name),
        (),
        tuple(marks),
    )
