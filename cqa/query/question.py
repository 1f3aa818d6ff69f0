"""A plain question, read: the kind of answer wanted, whom and when it is about, and what is left, its topic.

The extractors that read papers read the question too, so that an authority or a date means the same on both sides. The
reading is a value that can be shown (``read_as``) and compared; nothing here looks into an index.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from cqa.analysis import Word, stems, words
from cqa.model import Authority, Span

Kind = Literal[
    "which", "grade", "when", "number", "who", "passage", "change", "compare", "recommendation", "absence", "definition", "role", "filtered"
]  # fmt: skip

Want = Literal["any", "problem", "positive"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``low`` to ``high``, both ISO and included, either open; ``strict`` when the question limits the papers
    by date (*before 2011*, *in papers dated ...*), not when it dates an event (*the 2012 inspection*)."""

    low: str | None
    high: str | None
    strict: bool
    span: Span
    written: str


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word of the topic. ``run`` numbers the phrase that it stands in; ``generic`` words are never required."""

    text: str
    stem: str
    span: Span
    run: int
    generic: bool
    group: int = 0
    """Runs joined by *or* share a group: any of them will do."""
    bound: bool = False
    """Follows *of* in its run: *changes of social worker*."""
    owner: bool = False
    """Before a possessive: *social workers' caseloads* is about caseloads."""
    aside: bool = False
    """In a clause of purpose or circumstance: *... to fill social work posts*, *... when it called in the decision*."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, taken apart. ``unit`` is what a which-question lists."""

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
    unit: Literal["authority", "paper"] = "authority"
    count: bool = False
    """The number of councils or papers is asked for (*how many councils ...*)."""
    acronym: str | None = None
    grade_asked: bool = False
    deed: str | None = None
    """Stem of the verb whose deed a yes-or-no question asks about."""
    about: bool = False
    """Asks what is said about the topic: it must be said, not merely touched."""

    def read_as(self) -> str:
        """The reading in words, for people."""
        said = [f"a question of kind \u2018{self.kind}\u2019"]
        if self.topic:
            said.append("about " + " ".join(w.text for w in self.topic))
        if self.want != "any":
            said.append({"problem": "as a difficulty", "positive": "as going well"}[self.want])
        for label, values in (
            ("for", [a.name for a in self.authorities]),
            ("dated", [p.written for p in self.periods]),
            ("committee", self.committees),
            ("in sections", self.roles),
            ("grade", self.grades),
            ("theme", [*self.areas, *self.themes]),
        ):
            if values:
                said.append(f"{label} {', '.join(values)}")
        if self.self_assessed:
            said.append("by the council's own assessment")
        return "; ".join(said)


def read_question(text: str) -> Question:
    """The question, read. Never fails: what cannot be read is a passage question about its words."""
    from cqa.extract import authority, committee, dates

    text = text.strip()
    plain = text.lower().replace("\u2019", "'").replace("\u2018", "'")
    data = _data()
    taken: list[Span] = []
    who = authority.mentions(text)
    dated = [m for m in dates.mentions(text) if m.span and not _FINANCIAL_YEAR.fullmatch(text[slice(*m.span)].strip())]
    periods = tuple(_period(text, plain, m) for m in dated)
    committees = committee.mentions(text)
    roles, role_spans = _roles(plain, data)
    grades, themes, areas, grade_asked, grade_spans = _judged(text, plain)
    kind = _kind(plain, data, bool(roles), grade_asked, bool(grades))
    if kind == "passage" and re.match(r"[Ww]hat (is|are|does|do) (the |an? )?[A-Z][A-Za-z&-]*[A-Z]\w*\b", text):
        kind = "definition"
    taken += [f.span for f in who if f.span] + [p.span for p in periods] + [f.span for f in committees if f.span]
    taken += role_spans
    unit = _UNIT.match(plain)
    if unit and kind in ("which", "absence"):
        taken.append(unit.span())
    if kind == "grade" or (kind == "which" and grade_asked):
        taken += grade_spans
    want, want_spans = _want(plain, data, kind)
    topic = _topic(text, plain, taken + (want_spans if kind in ("which", "absence") else []), data, kind)
    if all(w.generic for w in topic):  # "what strengths did the inspection find?": the judging word is the topic
        topic = _topic(text, plain, taken, data, kind)
    acronym = _acronym(text) if kind == "definition" else None
    return Question(
        text=text,
        kind=kind,
        topic=topic,
        want=want,
        authorities=tuple(dict.fromkeys(f.value for f in who)),
        periods=periods,
        committees=tuple(dict.fromkeys(f.value for f in committees)),
        roles=roles,
        grades=grades,
        themes=themes,
        areas=areas,
        types=_types(plain),
        body=_body(plain),
        self_assessed=bool(
            re.search(
                r"\bself[- ]?(assess|evaluat|grad|judg)|\b(gave|give|rate|rated|grade|graded|judge|judged|assess|assessed) (itself|themselves|its own|their own)\b|\bown (view|assessment|grade|judgement)",
                plain,
            )
        ),
        historic=bool(
            re.search(r"\b(previous(ly)?|earlier|last time|before that|prior|former(ly)?|historic(al)?)\b", plain)
        ),
        polar=bool(re.match(r"(is|are|was|were|did|does|do|has|have|had|can|could|will|would|may|should) ", plain)),
        unit="paper"
        if re.search(
            r"^(which|what|how many|list|in which|show|find)\b"
            r"(?:(?!councils?\b|authorit|boroughs?\b|areas?\b|cities\b|counties\b)[^?]){0,25}"
            r"\b(papers?|reports?|documents?|minutes|agendas?)\b",  # "which councils report ..." lists councils
            plain,
        )
        else "authority",
        count=bool(
            re.match(r"how many (councils|authorities|local authorities|papers|reports|boroughs|areas)\b", plain)
        ),
        acronym=acronym,
        grade_asked=grade_asked,
        deed=next((w.stem for w in words(plain) if w.exact in data.deeds), None),
        about=bool(
            re.search(
                r"\b(say|says|said|tell|tells|state|states|mention\w*|report\w*|find|found|conclude\w*) (\w+ )?(about|on|of|regarding)\b",
                plain,
            )
        ),
    )


# ------------------------------------------------------------------ the parts


def _kind(plain: str, data: _Data, role: bool, grade_asked: bool, grades: bool) -> Kind:
    """The kind of answer wanted: the first pattern that matches, but for grades, which several wordings ask for."""
    if re.match(r"(who|whom)\b", plain) and "who else" not in plain:
        return "who"
    listing = _LISTING.match(plain) is not None
    if re.match(r"how (many|much)\b", plain) and not _COUNT_OF_HOLDERS.match(plain):
        return "number"
    for name, pattern in data.kinds:
        if not pattern.search(plain):
            continue
        if name == "role" and (listing or not role):
            continue
        if name == "number" and _COUNT_OF_HOLDERS.match(plain):
            return "which"
        if grade_asked and name in ("number", "when", "who", "recommendation", "role", "which"):
            if name == "number" and plain.startswith("how many") or name == "when" and plain.startswith("when"):
                return name
            return "which" if listing else "grade"
        return name
    if grade_asked:
        return "grade"
    if role:
        return "role"
    if re.match(r"(in|from) (the )?(papers?|reports?|documents?)\b.{0,60},|[\w' ]{3,40} only\s*[:,]|.{3,60}:\s", plain):
        return "filtered"
    return "passage"


_LISTING = re.compile(
    r"(which|what|list|name|in which|how many)\b(?! (?:background|supporting))[^?]{0,30}\b(councils|authorities|boroughs|papers|reports|counties|cities|inspections|areas (had|have|were|are|was|did|do)|council areas)\b"
)
"""Questions that list councils or papers."""

_UNIT = re.compile(
    r"(?:in |from |of )?(?:which|what|how many|list|name)(?: of)?(?: the| these| all)?"
    r"(?: (?!do\b|does\b|did\b|have\b|has\b|had\b|is\b|are\b|was\b|were\b|mention|cite|report\b|say|found\b)[\w'-]+){0,3}"
    r" (?:councils?|local authorities|authorit(?:y|ies)|boroughs?|inspections?|papers?|reports?|areas?|counties|cities"
    r"|partnerships?|places|minutes|committees?)\b"
)
"""What a which-question lists: these words are no part of its topic."""

_COUNT_OF_HOLDERS = re.compile(r"how many (of the )?(councils|authorities|local authorities|papers|reports|boroughs)\b")
"""*How many councils ...*: a which-question that wants the number."""


def _judged(text: str, plain: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool, list[Span]]:
    """Grades, themes and areas that the question names, whether it asks for a grade, and where the words stand."""
    asks = re.search(
        r"\b(grade[ds]?|grading|judge?ments?|judged|rated|rating|ratings|verdict|score[ds]? by|assessed as|performing|overall effectiveness|overall (grade|rating|outcome)|(outcomes?|results?) (of|from) .{0,50}inspections?)\b",
        plain,
    )
    from cqa.extract import grades as reader

    if not asks and not (
        re.search(r"\b(results?|outcomes?|fared?)\b", plain)
        and re.search(r"inspect|ofsted", plain)
        and reader.theme_mentions(text)
    ):
        return (), (), (), False, []

    grades = reader.grade_mentions(text)
    themes = reader.theme_mentions(text)
    spans = [f.span for f in grades if f.span]
    spans += [
        m.span()
        for m in re.finditer(
            r"\b(grade[ds]?|grading|judge?ments?|judged|rated|rating|ratings|verdict|overall)\b", plain
        )
    ]
    areas = [name for name, pattern in _AREAS if pattern.search(plain)]
    return (
        tuple(dict.fromkeys(f.value for f in grades)),
        tuple(dict.fromkeys(f.value for f in themes)),
        tuple(areas),
        True,
        spans,
    )


_AREAS = (
    (
        "looked after children",
        re.compile(r"\b(looked[- ]after|children looked after|children in care|cla\b|lac\b|in care)"),
    ),
    ("safeguarding", re.compile(r"\bsafeguarding\b")),
)


def _want(plain: str, data: _Data, kind: str) -> tuple[Want, list[Span]]:
    """The polarity that the question gives its topic, and the words that say so."""
    if kind in ("grade", "when", "who", "definition", "number", "role", "recommendation"):
        return "any", []
    from cqa.query.vocabulary import paraphrases

    for name in ("problem", "positive"):
        spans = [m.span() for m in data.polarity[name].finditer(plain)]
        if spans:
            lay = paraphrases().ways
            drop = [s for s in spans if plain[slice(*s)] not in data.kept and tuple(stems(plain[slice(*s)])) not in lay]
            if name == "positive" and re.search(r"\bnot\b|n't\b", plain[max(0, spans[0][0] - 12) : spans[0][0]]):
                return "problem", drop
            return ("problem" if name == "problem" else "positive"), drop
    if re.search(r"\b(high|higher|heavy|rising|growing)\b", plain):
        return "problem", []
    return "any", []


def _roles(plain: str, data: _Data) -> tuple[tuple[str, ...], list[Span]]:
    found: dict[str, None] = {}
    spans: list[Span] = []
    for role, pattern in data.roles:
        for match in pattern.finditer(plain):
            found[role] = None
            spans.append(match.span())
    return tuple(found), spans


def _period(text: str, plain: str, mention: object) -> Period:
    """A date mention with what the words before it make of it."""
    span: Span = mention.span  # type: ignore[attr-defined]
    value = mention.value  # type: ignore[attr-defined]
    before = plain[max(0, span[0] - 40) : span[0]]
    relation = getattr(value, "relation", "in")
    strict = relation in ("before", "after", "since", "from", "until", "between") or bool(
        re.search(
            r"(papers?|reports?|documents?|minutes) (\w+ ){0,3}(dated|from|of|in|written|published)\s*(in )?$", before
        )
    )
    return Period(value.low, value.high, strict, span, text[slice(*span)].strip())


def _types(plain: str) -> tuple[str, ...]:
    found = []
    for name, pattern in (
        ("inspection report", r"\binspection reports?\b|\bofsted reports\b|\bthese (ofsted )?inspections\b"),
        ("minutes", r"\bminutes\b"),
        ("decision record", r"\bdecision (record|notice)s?\b"),
        ("agenda", r"\bagendas?\b"),
    ):
        if re.search(pattern, plain):
            found.append(name)
    return tuple(found)


def _body(plain: str) -> str | None:
    if re.search(r"\b(lscb|safeguarding children board|safeguarding board)", plain):
        return "Local Safeguarding Children Board"
    match = re.search(r"\b(ofsted|care quality commission|cqc|hmip)\b", plain)
    return (
        {
            "ofsted": "Ofsted",
            "cqc": "Care Quality Commission",
            "care quality commission": "Care Quality Commission",
            "hmip": "HMIP",
        }[match[1]]
        if match
        else None
    )


def _acronym(text: str) -> str | None:
    """The short form whose meaning is asked: quoted, or the word with two capitals."""
    quoted = re.search(r"[\"\u201c'\u2018]([A-Za-z0-9&/-]{2,12})[\"\u201d'\u2019]", text)
    if quoted:
        return quoted[1]
    capitals = re.findall(r"\b[A-Za-z]*[A-Z][A-Za-z0-9&/-]*[A-Z][A-Za-z0-9]*\b", text)
    return capitals[0] if capitals else None


_FINANCIAL_YEAR = re.compile(r"(?:for |in )?(?:19|20)\d\d\s?[-/\u2013]\s?(?:\d\d|20\d\d)")
"""*2025-26* says which budget or plan is meant, not when a paper was written."""

_ARTICLES = frozenset({"a", "an", "the"})
_NUMBERED = frozenset({"section", "paragraph", "page"})
"""Words of reference that belong to the topic when a number follows: *a section 114 notice*."""

_POSSESSIVE = re.compile(r"(?:['\u2019]s|s['\u2019])|.{2}['\u2019](?=\s)")

_PURPOSE = re.compile(
    r"(?<!told)(?<!asked)(?<!urged)(?<!required)(?<!failing)(?<!failed)(?<!need)(?<!needs)(?<!able)(?<!unable)(?<!how) (?:in order |so as )?to (?=(?:fill|cover|help|meet|support|deal|provide|keep|make|get|plug|replace|manage|run|bring|cope)\b)"
)
"""Where a clause of purpose begins."""

_CIRCUMSTANCE = re.compile(r"(?<=\w) (?:when|after|before|while|as) (?=(?:it|they|he|she|the|its|their)\b)")
"""Where a clause of circumstance begins: *... when it called in the decision*."""


def _topic(text: str, plain: str, taken: list[Span], data: _Data, kind: str) -> tuple[TopicWord, ...]:
    """The content words that no other reading has taken, in runs of neighbours; runs that *or* joins share a group."""
    frames = data.frames | data.framed_by.get(kind, frozenset())
    keep = data.kept_for.get(kind, frozenset())
    found: list[TopicWord] = []
    run = group = 0
    last_end, joined, bound = -1, False, False
    purpose = _PURPOSE.search(plain) or _CIRCUMSTANCE.search(plain)
    for word in words(text):
        said = word.exact
        numbered = said in _NUMBERED and re.match(r"\s+\d", text[word.end : word.end + 3])
        if _covered(word, taken) or said in data.stop or (said in frames and said not in keep and not numbered):
            if last_end >= 0 and said in _ARTICLES and found and found[-1].generic:  # "issued a section 114 notice"
                continue
            run += said != "of" or last_end < 0  # "changes of social worker" is one phrase
            if said == "of" and last_end >= 0:
                bound = True
                continue
            joined = joined or said == "or"
            last_end = -1
            continue
        if found and re.search(
            r"\(\s*(?:being |i\.?e\.? |that is |or |also )?(?:an? |the )?$", text[max(0, word.start - 20) : word.start]
        ):
            joined = True  # a bracket says the same in other words
        listed = last_end >= 0 and re.search(r"[,;:()\"?]", text[last_end : word.start]) is not None
        run += listed
        in_list = listed and " or " in plain[word.end : word.end + 60]
        if found and run != found[-1].run and not joined and not in_list:
            group += 1
        joined = False
        bound = bound and bool(found) and found[-1].run == run
        generic = said in data.generic or said in keep
        found.append(
            TopicWord(
                text[word.start : word.end],
                word.stem,
                (word.start, word.end),
                run,
                generic,
                group,
                bound,
                False,
                bool(purpose and word.start >= purpose.end()),
            )
        )
        last_end = word.end
        if (
            _POSSESSIVE.match(text, word.end - 2) and not generic
        ):  # "social workers' caseloads": of two nouns the second is meant
            found = [replace(w, owner=True) if w.run == run else w for w in found]
            run += 1
    return tuple(found)


def _covered(word: Word, taken: list[Span]) -> bool:
    return any(a <= word.start < b for a, b in taken)


# ---------------------------------------------------------------------- data


@dataclass(frozen=True, slots=True)
class _Data:
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    stop: frozenset[str]
    frames: frozenset[str]
    generic: frozenset[str]
    polarity: dict[str, re.Pattern[str]]
    kept: frozenset[str]
    framed_by: dict[str, frozenset[str]]
    """Further frame words of one kind: *changed* asks in a change-question and is a topic in any other."""
    kept_for: dict[str, frozenset[str]]
    """Frame words that tell of an event in questions of one kind (*when was it reported*), kept as generic words."""
    roles: tuple[tuple[str, re.Pattern[str]], ...]
    deeds: frozenset[str]
    events: tuple[tuple[frozenset[str], tuple[str, ...]], ...]
    """Words that ask for an event, and how papers state it."""


@lru_cache(maxsize=1)
def _data() -> _Data:
    raw = tomllib.loads(files("cqa.query").joinpath("data/questions.toml").read_text("utf-8"))
    alternatives = lambda phrases: re.compile(
        r"\b(?:" + "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) + r")\b"
    )
    return _Data(
        kinds=tuple((k["name"], re.compile("|".join(f"(?:{p})" for p in k["patterns"]))) for k in raw["kind"]),
        stop=frozenset(raw["stop"]["words"]),
        frames=frozenset(raw["frames"]["words"]),
        generic=frozenset(raw["generic"]["words"]),
        polarity={name: alternatives(raw["polarity"][name]) for name in ("problem", "positive")},
        kept=frozenset(raw["polarity"]["kept"]),
        framed_by={kind: frozenset(words_) for kind, words_ in raw["framed_by"].items()},
        kept_for={kind: frozenset(words_) for kind, words_ in raw["kept_for"].items()},
        roles=tuple((role, alternatives(phrases)) for role, phrases in raw["roles"].items()),
        deeds=frozenset(raw["deeds"]["words"]),
        events=tuple((frozenset(e["ask"]), tuple(e["said"])) for e in raw["event"]),
    )


def stated_as(asked: str) -> tuple[str, ...]:
    """How papers state the event that a word or phrase of a when-question asks for; empty when it asks for none."""
    return tuple(dict.fromkeys(s for ask, said in _data().events if asked.lower() in ask for s in said))


def judging_words(text: str) -> set[str]:
    """Words of a question that judge and are a topic too: *delay*, *shortage*."""
    return set(re.findall(r"[a-z]+", text.lower())) & _data().kept


def is_function_word(word: str) -> bool:
    """Whether a folded word carries no topic of its own (*the*, *not*, *which*)."""
    return word in _data().stop


def content_stems(text: str) -> list[str]:
    """Stems of the words of a text that are no function words."""
    stop = _data().stop
    return [w.stem for w in words(text) if w.exact not in stop]
