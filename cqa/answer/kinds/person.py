"""*Who*: a person, or the body that a sentence names as doing what is asked.

The officer printed on a paper and the member in the chair are read from where papers print them; all else is the name
in the sentence that reports the action.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from cqa.answer.answerability import nothing
from cqa.answer.context import AnswerContext, citing, is_container, minutes, not_found, quoted
from cqa.answer.kinds import passage as passages
from cqa.answer.kinds.decision import MEETING
from cqa.answer.kinds.front_page import about
from cqa.answer.kinds.recorded import proposers
from cqa.evidence.patterns import cue
from cqa.model import Answer, Evidence, Paper, Passage, Span
from cqa.text.analyzer import stems
from cqa.text.for_people import date_in_words
from cqa.text.pattern import pattern

ATTENDANCE = 6
"""Passages at the head of minutes that can hold the list of those present."""

LIST_LONGEST = 700
"""Characters quoted of a list of those present."""

LINE_LONGEST = 160
"""Characters of a line of a list that goes on in lines of its own."""

MOST_PROOF = 5
"""Passages shown for the officer named on a paper."""

_OFFICE = pattern(r"who (?:is|was|are|were) (?:the |an? |[\w-]+['\u2019]s? )?(?!\w+ing\b)")
"""Asks who holds an office (*who is the director ...*), not who did something."""

_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|Rev)s?\.? )?" + (
    r"(?:[A-Z]\.? ?){0,3}[A-Z][\w'\u2019]*(?:-[A-Z][\w'\u2019]+)*"
    r"(?: (?!Chair|CHAIR|Vice)(?:[A-Z]\.?|(?:de |van )?[A-Z][\w'\u2019]+(?:-[A-Z][\w'\u2019]+)*)(?![\w'\u2019])){0,3}"
)
_PRESIDES = r"(?:in the Chair|Chair(?:man|woman|person)?|CHAIR(?:MAN|WOMAN|PERSON)?|Convener|(?:An )?Cathaoirleach)"
_CHAIR = pattern(
    rf"(?:IN THE CHAIR|[Ii]n the [Cc]hair|(?:^|\n)\W{{0,4}}{_PRESIDES})\**:\**\s*(?P<after>{_NAME})"
    rf"|(?i:chaired|presided over) by (?:the )?(?P<by>{_NAME})"
    rf"|\b(?<!Vice-)(?<!Vice )(?P<before>{_NAME})(?: ?\([A-Z]{{2,4}}\),?)?"
    rf"(?:\s*[(\u2013,/-]|\s+Councillor/|(?<=\))|(?= (?:in the )?Chair))\s*(?:the )?(?<!Vice-)(?<!Vice )(?<!Deputy )"
    rf"{_PRESIDES}(?!\w|['\u2019]| (?!of (?:the )?[Mm]eeting)(?:of|to|for)\b)"
)
"""*Mr B J Sweetland (Chairman)*, *Claire Cann (CC) - Chair*, *IN THE CHAIR: Councillor A. Teskey*; no vice-chair."""


def answer(context: AnswerContext) -> Answer:
    """Return the name, in the sentence or the line that gives it."""
    plain = context.question.text.lower()
    label = _PRESENT if cue("present_asked").search(plain) else _ABSENT if cue("absent_asked").search(plain) else None
    if label:
        return _listed(context, label) or not_found(context, "no minutes list that.")
    printed = _contact(context, plain) or _in_the_chair(context, plain) or proposers(context)
    if printed:
        return printed
    if cue("chair_asked").search(plain) and minutes(context) and _of_a_meeting(context):
        return not_found(context, "no minutes name who was in the chair.")
    answered = passages.answer(_telling_the_deed(context, plain))
    if answered.found and answered.value is None and _OFFICE.match(plain):
        return nothing(context, f"no paper names who that is: \u2018{context.topic()}\u2019.")
    return answered


def _telling_the_deed(context: AnswerContext, plain: str) -> AnswerContext:
    """Return the context with only the sentences that have the verb asked about (*who maintains ...*): names beside the
    rest of the topic are of nobody who does it."""
    verb = _DEED.match(plain)
    first = verb[1] if verb and verb[1] not in _LIGHT else None
    deed = {i for i, c in enumerate(context.concepts) if c.required and first in c.written.lower().split()[:1]}
    if not deed:
        return context
    telling = tuple(s for s in context.scored if deed & {m.concept for m in s.matches})
    return replace(context, scored=telling)


_LIGHT = frozenset({"make", "makes", "making", "made", "take", "takes", "taking", "took", "get", "gets", "got", "does"})
"""Verbs that say little without their object (*making sure*)."""

_DEED = pattern(r"who (?:will |would |has |have |had |is |was |are |were |did |does |be |been |to )*([\w-]+)")
"""The verb that a question for a person or a body begins with."""


def _of_a_meeting(context: AnswerContext) -> bool:
    """Return whether a question for the chair speaks of a meeting and of nothing else."""
    needed = [c for c in context.concepts if c.required]
    return all(set(c.variants[0]) <= MEETING | CHAIRED for c in needed)


CHAIRED = frozenset(stems("chair chaired chairman presided meeting held"))


def _in_the_chair(context: AnswerContext, plain: str) -> Answer | None:
    """Who presided, from the list of those present: at the latest meeting in scope that names one."""
    if not cue("chair_asked").search(plain):
        return None
    for paper in minutes(context):
        for passage in context.passages_of([paper.id], ())[:ATTENDANCE]:
            span = chair(passage.text)
            if span:
                name, proof = passage.text[slice(*span)], _line(passage, span)
                text = f"{name} was in the chair: {_holder(paper) or paper.title} ({_day(paper)})."
                return Answer("who", True, text, name, citing(context, [_holder(paper)]), (), (proof,))
    return None


def chair(text: str) -> Span | None:
    """Return where the name is of the one who presided, in a list of those present; not in a list of apologies.

    >>> text = "PRESENT: - Pam Bullas (PB), Claire Cann (CC) - Chair, Tom Foy (TF)"
    >>> text[slice(*chair(text))]
    'Claire Cann'
    """
    match = _CHAIR.search(text)
    if match is None or match.lastgroup is None or _ABSENT.search(text, 0, match.start()):
        return None
    name = re.sub(r"^(?:Cllr|Councillor)s\.? ", "", match[match.lastgroup])
    return match.end(match.lastgroup) - len(name), match.end(match.lastgroup)


def _listed(context: AnswerContext, label: re.Pattern[str]) -> Answer | None:
    """Who was at a meeting, or sent apologies, as its minutes list them: of the latest meeting in scope."""
    for paper in minutes(context):
        for passage in context.passages_of([paper.id], ())[:ATTENDANCE]:
            match = label.search(passage.text)
            names = match and _list(passage.text, match.end())
            if match and names:
                told = quoted(passage.text[match.start(1) : names[1]].replace("**", ""), LIST_LONGEST)
                text = f"{_holder(paper) or paper.title} ({_day(paper)}): {told}".rstrip(".") + "."
                proof = _line(passage, (match.start(1), names[1]))
                people = passage.text[slice(*names)].strip(" *:-\u2013")
                return Answer("who", True, text, people, citing(context, [_holder(paper)]), (), (proof,))
    return None


def _list(text: str, at: int) -> Span | None:
    """From ``at`` to the end of the paragraph, and of the short lines after it that go on with the list; None where
    nothing follows."""
    while at < len(text) and (text[at].isspace() or text[at] in "*:>-\u2013"):
        at += 1
    paragraphs = list(_PARAGRAPH.finditer(text, at))
    end = paragraphs[0].end() if paragraphs else at
    for before, one in pairwise(paragraphs):
        if max(len(before[0]), len(one[0])) > LINE_LONGEST or one[0].endswith(".") or _NEXT.match(one[0]):
            break
        end = one.end()
    return (at, end) if end > at else None


_PARAGRAPH = pattern(r"\S(?:.*\S)?(?:\n.*\S)*")
_NEXT = pattern(r"[\W\d]*(Apolog|APOLOG|Minutes|MINUTES|In attendance|IN ATTENDANCE|Absent|ABSENT|Also|Declar)")
"""What follows a list of those present."""


_PRESENT = pattern(
    r"(?:^|\n|[>*]|\. )[\s*]*((?:(?:Councillors|Members|Those|Also|PRESENT|Councillors and officers) )?"
    r"(?:PRESENT|Present|present|In [Aa]ttendance|IN ATTENDANCE|Attendance|ATTENDANCE|Attended))"
    r"(?: ?\([^)\n]{1,40}\))?[*]*\s*(?::[-\u2013]?|[-\u2013]|\n)"
)
"""Words over a list of those present."""

_ABSENT = pattern(
    r"(?:^|\n|[>*.)]|\d)[ \t*]*(Apologies(?: for absence)?(?: received)?(?: from)?|APOLOGIES[A-Z ]{0,20})[*]*[:. ]?"
)
"""Words over a list of those who sent apologies."""


def _contact(context: AnswerContext, plain: str) -> Answer | None:
    """Return the officer printed on the paper itself, when the question asks for that."""
    if not cue("contact_asked").search(plain):
        return None
    named = [p for p in context.papers if not is_container(p, context.held)]
    officers = _officers(named) or _officers(context.papers)
    if len({contact for _, contact, _ in officers}) != 1:
        officers = _officers(about(context)[:1])
    if not officers:
        why = "no paper on that names its officer."
        return not_found(context, why) if cue("officer_asked").search(plain) else None
    paper, name, role = officers[0]
    text = (
        f"{name}{f', {role}' if role else ''}: named on the paper of {_holder(paper) or 'the council'} ({_day(paper)})."
    )
    holding = [p for p in context.passages_of([paper.id], ()) if name.split()[-1] in p.text]
    proof = []
    for p in holding[:MOST_PROOF]:
        at = p.text.find(name)
        proof.append(_line(p, (at, at + len(name)) if at >= 0 else (0, min(len(p.text), 80))))
    return Answer("who", True, text, name, citing(context, [_holder(paper)]), (), tuple(proof))


def _officers(papers: Iterable[Paper]) -> list[tuple[Paper, str, str | None]]:
    return [(p, p.contact.name, p.contact.role) for p in papers if p.contact]


def _line(passage: Passage, span: Span) -> Evidence:
    """Return a name at ``span`` of the passage's text, as evidence."""
    quote = (passage.span[0] + span[0], passage.span[0] + span[1])
    return Evidence(passage, quote, 1.0, (span,), (), "cites")


def _holder(paper: Paper) -> str:
    return paper.authority.name if paper.authority else ""


def _day(paper: Paper) -> str:
    return date_in_words(paper.date) if paper.date else "undated"
