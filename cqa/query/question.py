"""A plain question, read: the kind of answer wanted, whom and when it is about, and what is left, its topic.

The extractors that read papers read the question too, so that an authority or a date means the same on both sides. The
reading is a value that can be shown (``read_as``) and compared; nothing here looks into an index.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from cqa.analysis import Word, words
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
    periods = tuple(_period(text, plain, m) for m in dates.mentions(text))
    committees = committee.mentions(text)
    roles, role_spans = _roles(plain, data)
    grades, themes, areas, grade_asked, grade_spans = _judged(text, plain)
    kind = _kind(plain, data, bool(roles), grade_asked, bool(grades))
    taken += [f.span for f in who if f.span] + [p.span for p in periods] + [f.span for f in committees if f.span]
    taken += role_spans
    if kind == "grade" or (kind == "which" and grade_asked):
        taken += grade_spans
    want, want_spans = _want(plain, data, kind)
    topic = _topic(text, plain, taken + want_spans, data)
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
            r"^(which|what|how many|list|in which|show|find)\b[^?]{0,25}\b(papers?|reports?|documents?|minutes|agendas?)\b",
            plain,
        )
        else "authority",
        count=bool(
            re.match(r"how many (councils|authorities|local authorities|papers|reports|boroughs|areas)\b", plain)
        ),
        acronym=acronym,
        grade_asked=grade_asked,
    )


# ------------------------------------------------------------------ the parts


def _kind(plain: str, data: _Data, role: bool, grade_asked: bool, grades: bool) -> Kind:
    for name, pattern in data.kinds:
        if name == "when" and grade_asked and not plain.startswith("when"):
            return "grade"
        if name == "role" and role and re.match(r"(which|what|how many) (councils|papers|reports|authorities)", plain):
            continue
        if pattern.search(plain):
            if name in ("who", "recommendation", "role") and grade_asked and not pattern.pattern.startswith("^who"):
                return "grade"
            if name == "number" and re.match(
                r"how many (councils|authorities|local authorities|papers|reports|boroughs|areas)\b", plain
            ):
                return "which"
            if (
                name == "which"
                and grade_asked
                and not grades
                and not re.search(
                    r"\b(councils?|authorit|boroughs?|areas?|papers?|reports?|inspections?)\b", plain[:60]
                )
            ):
                return "grade"
            return name
    if grade_asked:
        return "grade"
    if role:
        return "role"
    if re.match(r"(in|from) (the )?(papers?|reports?|documents?)\b.{0,60},|[\w' ]{3,40} only\s*[:,]|.{3,60}:\s", plain):
        return "filtered"
    return "passage"


def _judged(text: str, plain: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool, list[Span]]:
    """Grades, themes and areas that the question names, whether it asks for a grade, and where the words stand."""
    asks = re.search(
        r"\b(grade[ds]?|grading|judge?ments?|judged|rated|rating|ratings|verdict|score[ds]? by|assessed as|performing|overall effectiveness|overall (grade|rating|outcome))\b",
        plain,
    )
    if not asks:
        return (), (), (), False, []
    from cqa.extract import grades as reader

    grades = reader.grade_mentions(text)
    themes = reader.theme_mentions(text)
    spans = [f.span for f in (*grades, *themes) if f.span]
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
    for name in ("problem", "positive"):
        spans = [m.span() for m in data.polarity[name].finditer(plain)]
        if spans:
            drop = [s for s in spans if plain[slice(*s)] not in data.kept]
            if name == "positive" and re.search(r"\bnot\b|n't\b", plain[max(0, spans[0][0] - 12) : spans[0][0]]):
                return "problem", drop
            return ("problem" if name == "problem" else "positive"), drop
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


def _topic(text: str, plain: str, taken: list[Span], data: _Data) -> tuple[TopicWord, ...]:
    """The content words that no other reading has taken, in runs of neighbours."""
    found: list[TopicWord] = []
    run, last_end = 0, -1
    for word in words(text):
        if _covered(word, taken) or word.exact in data.stop or word.exact in data.frames:
            run += 1
            last_end = -1
            continue
        if last_end >= 0 and re.search(r"[,;:()\"?]", text[last_end : word.start]):
            run += 1
        found.append(
            TopicWord(text[word.start : word.end], word.stem, (word.start, word.end), run, word.exact in data.generic)
        )
        last_end = word.end
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
    roles: tuple[tuple[str, re.Pattern[str]], ...]


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
        roles=tuple((role, alternatives(phrases)) for role, phrases in raw["roles"].items()),
    )


def content_stems(text: str) -> list[str]:
    """Stems of the words of a text that are no function words."""
    stop = _data().stop
    return [w.stem for w in words(text) if w.exact not in stop]
