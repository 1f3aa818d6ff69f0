"""What follows a lead-in: the words of a resolution and its lettered parts."""

from __future__ import annotations

from collections.abc import Sequence
from re import Match
from typing import NamedTuple

from cqa.extract.decisions import vocabulary
from cqa.extract.decisions.items import words_start
from cqa.extract.decisions.patterns import Verb, main_verb, verb_named
from cqa.model import DecisionPart, Quote, Section, Span
from cqa.text.rules import Rules
from cqa.text.sentences import paragraph_sentence_spans
from cqa.text.whitespace import letters_only

BULLETS = "\u2022\u25cf\u25e6\u2013-*o\uf0b7"
"""Marks of list items without number."""

LONGEST = 4000
"""Characters of one resolution; what follows belongs to something else."""

RULES = Rules(__file__)
BARE_WORDS = 9
"""Words of a lead-in that says nothing itself (*that the Cabinet Member for Highways:*)."""


class Resolved(NamedTuple):
    """The words of a resolution, its parts, and the index of the last section that it takes."""

    span: Span
    parts: tuple[DecisionPart, ...]
    last: int


def read(text: str, sections: Sequence[Section], k: int, start: int, default: Verb) -> Resolved | None:
    """Return the resolution that begins at offset ``start`` in section ``k``, or in the sections after it."""
    end = sections[k].span[1]
    skipped = RULES.find("between", text, start, end)
    start = skipped.end() if skipped else start
    own = _own_words(text, start, end)
    if own is None and text[max(0, end - 12) : end].rstrip(" \t\n*_").endswith("."):
        return None  # "Agreed." ends what comes before it
    span = own if own and _has_words(text, own) else None
    if own and text[own[0]] in BULLETS and text[own[0] + 1 : own[0] + 2].isspace():
        span = (own[0], end)
    elif own and text[slice(*own)].rstrip(" *_-\u2013").endswith(":") and text[own[1] : end].strip():
        below = own[1] + len(text[own[1] : end]) - len(text[own[1] : end].lstrip())
        span = (span[0] if span else below, end)  # its bullets are in the same paragraph
    whole = span is not None and text[span[1] - 1] in ".!?" and RULES["part in the sentence"].match(text, *span) is None
    if whole and sections[k].kind == "item":
        taken = span or (start, end)
        return Resolved(taken, inline_parts(text, taken, default) or _joined(text, taken), k)
    listed, last, seen = _below(text, sections, k, span is not None, whole)
    for i in listed:
        b = sections[i].span[1]
        span = (span[0] if span else words_start(text, sections[i]), b) if b - start <= LONGEST else span
    if span is None:
        return None
    if own and seen and RULES.find("reasons", text, *own):
        return Resolved(span, (), last)
    listed_parts = _parts(text, sections, seen, default)
    before = inline_parts(text, (start, end), default) if listed_parts else ()
    parts = (*before, *listed_parts) or inline_parts(text, span, default) or _joined(text, span)
    return Resolved(span, parts, last)


def minute_number(text: str, start: int, end: int) -> str | None:
    """Return the number that a resolution has itself: ``Resolved 14/11/9.01 The Council …``."""
    found = RULES.find("number of the resolution", text, start, end)
    return found["no"] if found else None


def _has_words(text: str, span: Span) -> bool:
    words = [word for word in letters_only(text[slice(*span)]).split() if not word.isdigit()]
    ends = text[slice(*span)].rstrip(" *_-\u2013").endswith(":")
    bare = ends and len(words) <= BARE_WORDS and main_verb(text[slice(*span)]) is None
    return bool(words) and not (len(words) == 1 and words[0].lower() in ("that", "to")) and not bare


def _own_words(text: str, start: int, end: int) -> Span | None:
    """Return the rest of the section that goes on with the resolution: its first sentence, and others like it."""
    spans = paragraph_sentence_spans(text[start:end], start)
    if not spans:
        return None
    stop = spans[0][1]
    ends = RULES["ends"].search(text, spans[0][0] + 1, stop)
    if ends:
        return spans[0][0], ends.start()
    for a, b in spans[1:]:
        if not RULES.find("goes on", text, a, b):
            break
        stop = b
    return spans[0][0], stop


def _below(
    text: str, sections: Sequence[Section], k: int, stated: bool, whole: bool
) -> tuple[list[int], int, list[int]]:
    """Return the sections after ``k`` that belong to its resolution, the last of them, and those that are list items.

    ``whole`` says that what was decided ends with its sentence, so that a list below is another matter's.
    """
    taken: list[int] = []
    listed: list[int] = []
    last = k
    introduced, resumed = not stated, False
    for i in range(k + 1, len(sections)):
        s = sections[i]
        if s.kind == "heading":
            following = sections[i + 1] if i + 1 < len(sections) else None
            lists = bool(listed) or introduced
            if not (lists and s.number is None and following and following.kind == "item") or _other(s.heading):
                break
            continue
        if s.kind == "para" and len(text[slice(*s.span)].split()) == 1 and "@" in text[slice(*s.span)]:
            resumed = text[slice(*sections[i - 1].span)].rstrip().endswith((":", "and", ";")) or resumed
            continue  # the address at the foot of a page, over which the list may run on
        under = sections[i - 1].kind == "heading" and s.kind == "item"
        goes_on = under and _next_item(_plain(sections[listed[-1]].number) if listed else "", _plain(s.number))
        resumed = resumed or goes_on
        own = goes_on or s.role == "decision" or _inside(sections, i, k) or (resumed and s.kind == "item")
        own = own or (
            i == k + 1 and introduced and RULES.find("goes on", text, words_start(text, s), s.span[1]) is not None
        )
        if s.kind not in ("item", "para") or not own:
            break
        words = text[words_start(text, s) : s.span[1]]
        if s.kind == "item" and s.number and whole and not _inside(sections, i, k):
            break
        if s.number and (s.kind == "item" or (s.parent == k and sections[k].kind == "heading")):
            listed.append(i)
        elif s.number or RULES.find("ends", words) or not (introduced or _goes_on(words, bool(listed))):
            break
        introduced = words.rstrip(" *_").endswith(":")
        taken.append(i)
        last = i
    return taken, last, listed


def _other(heading: str) -> bool:
    """Return whether a heading begins another part of the record, such as the reasons."""
    label = " ".join(heading.lower().strip(" *_.:;-\u2013\u2014").split())
    return vocabulary.labels().get(label) == "other" or RULES.find("reasons", heading) is not None


def _next_item(one: str, other: str) -> bool:
    """Return whether a number is the next one of a list, or its first where there is none yet."""
    return _next(one, other) if one else other in ("1", "a", "i")


def _plain(number: str | None) -> str:
    return (number or "").strip("(). ").lower()


def _goes_on(words: str, listed: bool) -> bool:
    """Return whether a paragraph carries on the resolution above it, or the last item of its list."""
    return RULES.find("goes on", words) is not None or (listed and words[:1].islower())


def _inside(sections: Sequence[Section], i: int, k: int) -> bool:
    """Return whether section ``i`` is an item of section ``k`` or of one of its items."""
    parent = sections[i].parent
    while parent is not None and parent > k:
        parent = sections[parent].parent
    return parent == k


def _parts(text: str, sections: Sequence[Section], listed: Sequence[int], default: Verb) -> tuple[DecisionPart, ...]:
    found = []
    for i in listed:
        a, b = words_start(text, sections[i]), sections[i].span[1]
        if b > a:
            found.append(_part(text, sections[i].number or "", (a, b), default))
    return tuple(found)


def _part(text: str, number: str, span: Span, default: Verb) -> DecisionPart:
    verb = main_verb(text[slice(*span)]) or _infinitive(text[slice(*span)], default)
    return DecisionPart(number, Quote(text[slice(*span)], span), verb.name, verb.outcome)


def _infinitive(words: str, default: Verb) -> Verb:
    """Return the verb of *to publish the plan* in its plain form, whatever it is; ``default`` for other words."""
    found = RULES.find("to do", words) if default.name in ("agree", "resolve") else None
    return verb_named(found["verb"].lower()) if found else default


def inline_parts(text: str, span: Span, default: Verb) -> tuple[DecisionPart, ...]:
    """Return the parts inside one paragraph: ``(1) the report be noted; (2) officers be thanked``."""
    marks: list[Match[str]] = []
    for m in RULES["part in the sentence"].finditer(text, *span):
        if not marks and m["no"] not in ("1", "a", "i"):
            continue
        if not marks or _next(marks[-1]["no"], m["no"]):
            marks.append(m)
    if len(marks) < 2:
        return _bulleted(text, span, default)
    ends = [*(m.start() for m in marks[1:]), span[1]]
    parts = []
    for m, end in zip(marks, ends, strict=True):
        a = m.end()
        while a < end and text[a].isspace():
            a += 1
        b = a + len(text[a:end].rstrip(" \t\n;,"))
        parts.append(_part(text, m[0].strip(), (a, b), default))
    return tuple(parts)


def _joined(text: str, span: Span) -> tuple[DecisionPart, ...]:
    """Return two things done in one sentence, of which one is only noted: *note the report and agree to delegate the
    reply*. The outcome of the other would be lost."""
    first = main_verb(text[slice(*span)])
    at = text.find(" and ", span[0], span[1])
    while at >= 0 and first is not None and first.outcome == "noted":
        words = text[at + 5 : span[1]].split(None, 3)[:3]
        verb = main_verb(" ".join(words)) if words and words[0].isalpha() and words[0].islower() else None
        if verb is not None and verb.outcome != "noted" and not words[0].endswith("ing"):
            rest = (at + 5, span[0] + len(text[slice(*span)].rstrip()))
            return (
                DecisionPart("", Quote(text[span[0] : at], (span[0], at)), first.name, first.outcome),
                DecisionPart(
                    "", Quote(text[slice(*rest)], rest), (main_verb(text[slice(*rest)]) or verb).name, verb.outcome
                ),
            )
        at = text.find(" and ", at + 1, span[1])
    return ()


def _bulleted(text: str, span: Span, default: Verb) -> tuple[DecisionPart, ...]:
    """Return the bullets of one paragraph, which have no numbers."""
    parts: list[DecisionPart] = []
    at = span[0]
    for line in text[slice(*span)].splitlines(keepends=True):
        words = line.strip()
        if words[:1] in BULLETS and words[1:2].isspace():
            a = text.find(words[1:].lstrip(), at)
            parts.append(_part(text, "", (a, at + len(line.rstrip())), default))
        elif parts and words:
            a = parts[-1].quote.span[0]
            parts[-1] = _part(text, "", (a, at + len(line.rstrip())), default)
        at += len(line)
    return tuple(parts) if len(parts) > 1 else ()


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _next(one: str, other: str) -> bool:
    if one.isdigit() and other.isdigit():
        return int(other) == int(one) + 1
    if one in _ROMAN and other in _ROMAN and _ROMAN.index(other) == _ROMAN.index(one) + 1:
        return True
    return len(one) == len(other) == 1 and ord(other) == ord(one) + 1


def verb_of(text: str, span: Span, parts: Sequence[DecisionPart], default: Verb) -> Verb:
    """Return what the decision does: by the words before its parts, else by its first part."""
    if not parts:
        return main_verb(text[slice(*span)]) or _infinitive(text[slice(*span)], default)
    before = main_verb(text[span[0] : parts[0].quote.span[0]]) if parts[0].quote.span[0] - span[0] > 8 else None
    return before if before and before.name not in ("agree", "resolve") else verb_named(parts[0].verb)
