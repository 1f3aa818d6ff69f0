"""A plain question, read: the kind of answer wanted, whom and when it is about, and what is left, its topic.

The extractors that read papers read the question too, so that an authority or a date means the same on both sides. The
reading is a value that can be shown (``read_as``) and compared; nothing here looks into an index.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, cast

from cqa.model import Authority, Span
from cqa.question.grade_intent import Want, judged_in, mark_judged, named_in, spans_of, values_of, want_of
from cqa.question.limits import Limit, described
from cqa.question.names import acronym_asked, body_named, councils_named, references_in
from cqa.question.patterns import named_pattern, says, wording
from cqa.question.periods import Period, periods_of
from cqa.question.qualifiers import Often, Whose, qualified
from cqa.question.topic import TopicWord, topic_of
from cqa.record import dataclass
from cqa.text.analyzer import words
from cqa.text.pattern import pattern

Kind = Literal[
    "which",
    "grade",
    "when",
    "number",
    "who",
    "passage",
    "change",
    "compare",
    "recommendation",
    "absence",
    "definition",
    "role",
    "filtered",
]

OF_ALL = frozenset({"which", "absence"})
"""Kinds of questions about every council (or paper, or committee) of the index."""

_IN_A_NAME = pattern(r" (?!Meeting)[A-Z][a-z]{3}")
"""After a committee: it is named in the title of a paper (*the Audit Committee Terms of Reference*)."""

_A_COMMITTEE = pattern(r"\b(?:Committee|Cabinet|Council|Executive|Panel)$")
"""A body of the council itself, whether or not the index has papers of it; boards and commissions may be anybody's."""

_ACRONYM_ASKED = pattern(r"[Ww]hat (?:is|are) (?:the |an? )?[A-Z][A-Za-z&-]*[A-Z]\w*\b")

_JUDGED_KINDS = frozenset({"number", "when", "who", "recommendation", "role", "which"})
"""Kinds whose wordings ask for a grade when the question speaks of grades."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, taken apart. ``text`` is the question without its qualifiers, ``unit`` what a which-question
    lists."""

    text: str
    kind: Kind
    topic: tuple[TopicWord, ...]
    want: Want = "any"
    authorities: tuple[Authority, ...] = ()
    periods: tuple[Period, ...] = ()
    committees: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    body: str | None = None
    self_assessed: bool = False
    historic: bool = False
    polar: bool = False
    """A question for yes or no."""
    unit: Literal["authority", "paper", "committee"] = "authority"
    limits: tuple[Limit, ...] = ()
    """The kinds of councils and the places that are asked about (*London boroughs*, *in Wales*)."""
    unapplied: tuple[str, ...] = ()
    """Limits that nothing can apply (*near Leeds*), as written."""
    often: Often | None = None
    """The councils that say it most or least often are asked for, or those that say it more than once."""
    whose: Whose | None = None
    """Whose words are asked for (*according to Ofsted*)."""
    nobody: bool = False
    """Asks whether no council says it: the answer to *any* is turned round."""
    written: str = ""
    """The question as written, with its qualifiers."""
    count: bool = False
    """The number of councils or papers is asked for (*how many councils ...*)."""
    acronym: str | None = None
    grade_asked: bool = False
    deed: str | None = None
    """Stem of the verb whose action a yes-or-no question asks about."""
    claim: Literal["any", "denied", "lacking"] = "any"
    """What a which-question wants said of the topic: *do not use ...* that it is denied, *have too few ...* that there
    is not enough of it."""
    number: str | None = None
    """The number of a paragraph that is asked for (*what does paragraph 3.2 say*)."""
    improve: bool = False
    """What must be improved is asked for."""
    decision: bool = False
    """What was decided is asked for."""
    references: tuple[str, ...] = ()
    """Numbers of decisions or applications that the question is about (*24/00115*)."""
    about: bool = False
    """Asks what is said about the topic: it must be said, not merely touched."""

    @property
    def councils(self) -> str | None:
        """Return the kind of councils that is asked about, in words (*unitary authorities in Wales*)."""
        return described(self.limits)


_UNLISTED = frozenset({"change", "recommendation"})
"""Kinds that no question for a list of councils or papers has, whatever its wording."""


def is_question(text: str) -> bool:
    """Return whether what somebody typed asks for an answer, not only for passages with these words.

    >>> is_question("Which councils cite caseload pressure"), is_question("caseload pressure"), is_question("caseload?")
    (True, False, True)
    """
    return says("question", text.strip().lower().replace("\u2019", "'"))


def in_two(text: str) -> tuple[str, str] | None:
    """Return the two questions that one sentence asks, each with a question word of its own; None for a single one.

    >>> in_two("How much was spent and who agreed to it?")
    ('How much was spent?', 'who agreed to it?')
    """
    match = named_pattern("two_asked").fullmatch(text.lower())
    if match is None:
        return None
    return text[: match.end("first")].rstrip(" ,;") + "?", text[match.start("second") :]


def read_question(text: str, held: Sequence[Authority] = (), sitting: Sequence[str] | None = None) -> Question:
    """Return the question, read. Never fails: what cannot be read is a passage question about its words.

    ``held`` are bodies outside the register that the index has papers of (parish councils): their names are read, too.
    ``sitting`` are the committees that the index has papers of: a board or commission without any is part of the topic.
    """
    from cqa.gazetteer import authorities, committees

    written = text.strip()
    limited = qualified(written)
    text = limited.bare
    plain = text.lower().replace("\u2019", "'").replace("\u2018", "'")
    who = councils_named(plain, held, authorities.mentions(text))
    bodies = [c for c in committees.mentions(text) if c.span and not _IN_A_NAME.match(text, c.span[1])]
    if sitting is not None:
        known = [name.lower() for name in sitting]
        ours = [c for c in bodies if any(c.value.lower() in k or k in c.value.lower() for k in known)]
        bodies = [c for c in bodies if c in ours or _A_COMMITTEE.search(c.value)]
    periods = periods_of(text, plain)
    roles = named_in(wording().roles, plain)
    judged = judged_in(text, plain)
    kind = _kind(text, plain, bool(roles), judged.asked)
    cue = _cue_of(kind, plain)
    want, want_spans, judging = want_of(plain, kind)
    taken = spans_of(who) + [p.span for p in periods] + spans_of(bodies) + [span for _, span in roles]
    if cue is not None and kind == "absence":  # "which councils are silent on ...": being silent is not the topic
        taken.append(cue)
    decision = named_pattern("decision").search(plain) if kind in ("passage", "filtered", "recommendation") else None
    if decision:  # "what was decided about ...": deciding is not the topic
        taken += [decision.span(name) for name in ("deed", "noun", "which", "done") if decision[name]]
    by_number = kind in ("passage", "filtered", "recommendation") and not says("about", plain)
    numbered = named_pattern("numbered").search(plain) if by_number else None
    if numbered:
        taken.append((numbered.start(2), numbered.end("number")))
    unit = named_pattern("listed_unit").match(plain)
    if unit and kind in ("which", "absence"):
        taken.append(unit.span())
    if judged.asked and kind in ("grade", "which"):
        taken += judged.spans
    claim, claim_spans = _claim(plain, kind, judged.asked)
    taken += claim_spans
    references = references_in(text, taken) if kind not in ("which", "absence") else []
    without = topic_of(text, plain, taken + references, kind)
    if references and not all(w.generic for w in without):
        taken += references
    else:
        references = []
    topic = topic_of(text, plain, taken + (want_spans if kind in ("which", "absence") else []), kind)
    if not topic and len(bodies) > 1:  # "what was the council asked to do about the Audit Committee's ...?"
        taken = [span for span in taken if span not in spans_of(bodies[1:])]
        bodies = bodies[:1]
        topic = topic_of(text, plain, taken, kind)
    if all(w.generic for w in topic):  # "what strengths did the inspection find?": the judging word is the topic
        topic = topic_of(text, plain, taken, kind)
    return Question(
        text=text,
        kind=kind,
        topic=mark_judged(topic, plain, judging),
        want=want,
        authorities=values_of(who),
        periods=periods,
        committees=values_of(bodies),
        roles=tuple(dict.fromkeys(name for name, _ in roles)),
        grades=judged.grades,
        themes=judged.themes,
        areas=judged.areas,
        types=tuple(dict.fromkeys(name for name, _ in named_in(wording().types, plain))),
        body=body_named(plain),
        self_assessed=says("self_assessed", plain),
        historic=says("historic", plain),
        polar=says("polar", plain),
        unit=_unit(plain),
        limits=limited.limits,
        unapplied=limited.unapplied,
        often=limited.often,
        whose=limited.whose,
        nobody=limited.nobody,
        written=written,
        count=named_pattern("count_of_holders").match(plain) is not None,
        acronym=acronym_asked(text) if kind == "definition" else None,
        grade_asked=judged.asked,
        deed=next((w.stem for w in words(plain) if w.exact in wording().deeds), None),
        claim=claim,
        number=numbered["number"] if numbered else None,
        decision=decision is not None,
        improve=kind in ("passage", "recommendation") and says("improve_asked", plain),
        references=tuple(text[slice(*span)] for span in references),
        about=says("about", plain),
    )


# ------------------------------------------------------------------ the parts


def _kind(text: str, plain: str, role: bool, grade_asked: bool) -> Kind:
    """Return the kind of answer wanted: the first wording that matches, but for grades, which several wordings ask
    for."""
    clause = named_pattern("clause_before").match(plain)
    if clause:  # "When the council picked a contractor, how did members vote?"
        return _kind(text[clause.end() :], plain[clause.end() :], role, grade_asked)
    if re.match(r"(who|whom)\b", plain) and "who else" not in plain:
        return "who"
    if plain.startswith("why "):
        return "passage"
    listing = named_pattern("listing").match(plain) is not None
    counts_holders = named_pattern("count_of_holders").match(plain) is not None
    if re.match(r"how (many|much)\b", plain) and not counts_holders:
        return "number"
    for name, worded in wording().kinds:
        if not worded.search(plain) or (name == "role" and (listing or not role)) or (name in _UNLISTED and listing):
            continue
        if name == "recommendation" and role and says("reasons_asked", plain):
            continue
        if name == "definition" and not acronym_asked(text):  # the meaning of a phrase stands in a sentence
            continue
        if name == "number" and counts_holders:
            return "which"
        if grade_asked and name in _JUDGED_KINDS and not (name == "when" and plain.startswith("when")):
            return "which" if listing else "grade"
        return cast(Kind, name)
    if grade_asked:
        return "grade"
    if role:
        return "role"
    if _ACRONYM_ASKED.match(text):
        return "definition"
    return "filtered" if named_pattern("filtered").match(plain) else "passage"


def _unit(plain: str) -> Literal["authority", "paper", "committee"]:
    """Return what a which-question lists."""
    if says("lists_papers", plain):
        return "paper"
    return "committee" if says("lists_committees", plain) else "authority"


def _claim(plain: str, kind: str, judged: bool) -> tuple[Literal["any", "denied", "lacking"], list[Span]]:
    """Return whether a which-question wants its topic denied or said to be lacking, and the words that say so."""
    if kind == "which" and not judged:
        claims: tuple[Literal["lacking", "denied"], ...] = ("lacking", "denied")
        for claim in claims:
            spans = [m.span() for m in named_pattern(claim).finditer(plain)]
            if spans:
                return claim, spans
    return "any", []


def _cue_of(kind: Kind, plain: str) -> Span | None:
    """Return where the wording is that gave the question its kind."""
    for name, worded in wording().kinds:
        match = worded.search(plain) if name == kind else None
        if match:
            return match.span()
    return None
