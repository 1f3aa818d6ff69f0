"""*What grade ...?* and *which ... were graded ...?*: from judgements, never from the look of a sentence.

The theme asked for is found by its telling words: a word counts the more, the fewer of the themes in scope hold it. An
inspected grade answers unless the question asks for the council's own or for an earlier one; a date in
the question must be the judgement's own, or that of the paper or inspection that reports it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cqa.analysis import stems
from cqa.answer.evidence import Sentence, sentence_spans, unit
from cqa.answer.material import Material, evidence, holders, judgements, lead, listed, not_found, quoted, unique
from cqa.model import Answer, Evidence, Judgement, Paper, Passage
from cqa.query.question import Period, Question
from cqa.query.wording import content_stems
from cqa.show.citation import date_in_words

THEME_ENOUGH = 0.5
"""Share of a theme's telling weight that the question must name."""

SHORT_NAME = 0.9
"""Worth of a theme that the question names by a part that no other theme has (*impact of leaders*)."""

_EMPTY = frozenset(
    stems(
        "grade graded judge judged judgement rating rated rate ofsted inspection inspector council authority local service give gave given get got receive received award awarded how what which did does has have say said service children outcome effectiveness report result judgment score area overall people young previous last earlier former prior before after change compare differ between from since ofsted's better worse"
    )
)
"""Words of a question for a grade that name no theme by themselves; *overall* is looked for apart."""

Held = tuple[Paper, Judgement]


def answer(material: Material) -> Answer:
    """The grade or grades asked for, of the councils asked about."""
    q = material.question
    pool = [(p, j) for p, j in judgements(material) if j.grade and _right_kind(q, j)]
    dated = [(p, j) for p, j in pool if _right_time(q.periods, p, j)]
    if q.periods and not dated:
        older = [(p, j) for p, j in judgements(material) if j.grade and j.kind == "historic" and _as_of(q.periods, j)]
        dated = older if not q.self_assessed else []
    if not dated:
        return _in_words(material) or _refuse(material, pool)
    if q.kind == "which" and not q.authorities:
        return _which_councils(material, dated)
    if (
        q.grades
        and q.kind in ("which", "grade")
        and re.match(
            r"(which|what|list)\b.{0,40}\b(judge?ments?|areas?|themes?|aspects?|categories|grades)\b", q.text.lower()
        )
    ):
        return _which_themes(material, dated)
    chosen = choose(q, dated)
    if not chosen:
        return _without_overall(material, dated) or _in_words(material) or _refuse(material, dated)
    return _stated(material, chosen)


def choose(q: Question, pool: Sequence[Held]) -> list[Held]:
    """The judgements whose theme the question names; the overall one when it names none."""
    if q.areas:
        pool = [(p, j) for p, j in pool if _area_fits(q, j)]
    asked = {s for s in _asked(q)}
    telling = _telling(j for _, j in pool)
    chosen: list[Held] = []
    if re.search(r"\boverall\b", q.text.lower()) or not asked:
        overall = [(p, j) for p, j in pool if "overall" in j.theme.lower()]
        if not overall and not asked:
            overall = [(p, j) for p, j in pool if len({x.theme for _, x in pool}) == 1]
        if not asked and re.search(r"\bgrades\b", q.text.lower()):  # "what were its grades?": all of them
            return list(pool)
        chosen += overall
        if not overall and re.search(r"\boverall\b", q.text.lower()) and not asked:
            return []
    left = set(asked)
    themes = {j.theme for _, j in pool if "overall" not in j.theme.lower()}
    while left and themes:
        score = {t: _share(t, left, telling) for t in themes}
        best = max(sorted(themes), key=lambda t: score[t])
        if score[best] < THEME_ENOUGH:
            break
        chosen += [(p, j) for p, j in pool if j.theme == best]
        same = {t for t in themes if set(_theme(t)) == set(_theme(best))}
        chosen += [(p, j) for p, j in pool if j.theme in same - {best}]
        left -= {w for t in same for w in _theme(t)}
        themes -= same
    return list(dict.fromkeys(chosen))


def _asked(q: Question) -> list[str]:
    """Stems of the question that can name a theme: none of the authority's, the dates' or the asking's."""
    taken = {s for a in q.authorities for s in stems(a.name)} | {s for p in q.periods for s in stems(p.written)}
    taken |= {s for g in q.grades for s in stems(g)}
    themes = {s for t in q.themes for s in stems(t)}
    return [
        s
        for s in content_stems(q.text)
        if (s not in _EMPTY and s not in taken and not s.isdigit()) or (s in themes and s not in _EMPTY)
    ]


def _theme(theme: str) -> list[str]:
    return [s for s in content_stems(theme) if s not in _EMPTY] or content_stems(theme)


def _telling(pool: Iterable[Judgement]) -> dict[str, float]:
    """How telling each stem of the themes is: one over the number of themes that hold it."""
    themes = {j.theme for j in pool}
    counts = Counter(s for t in themes for s in set(_theme(t)))
    return {s: 1.0 / n for s, n in counts.items()}


def _share(theme: str, asked: set[str], telling: dict[str, float]) -> float:
    own = set(_theme(theme))
    weight = sum(telling.get(s, 1.0) for s in own) or 1.0
    common = own & asked
    named = len(common) / len(asked) if len(common) > 1 or (common and len(asked) == 1) else 0.0
    unique_words = all(telling.get(s, 1.0) == 1.0 for s in common)
    return max(sum(telling.get(s, 1.0) for s in common) / weight, SHORT_NAME * named if unique_words else 0.0)


def _area_fits(q: Question, j: Judgement) -> bool:
    area = f"{j.area} {j.theme}".lower()
    wanted = " ".join(q.areas)
    if "looked after" in wanted and "safeguarding" in wanted:
        return True
    if "looked after" in wanted:
        return "looked after" in area or "in care" in area or "care leaver" in area or j.area == "children's services"
    return "looked after" not in j.area.lower()


def _right_kind(q: Question, j: Judgement) -> bool:
    if q.self_assessed:
        return j.kind == "self-assessed"
    if q.body and "Safeguarding Children Board" in q.body:
        return "board" in f"{j.body} {j.area} {j.theme}".lower()
    if q.historic:
        return j.kind == "historic"
    return j.kind == "inspected"


def _right_time(periods: Sequence[Period], paper: Paper, j: Judgement) -> bool:
    """Whether the judgement, or the paper or inspection that reports it, falls into a period asked for."""
    if not periods:
        return True
    days = [d.date for d in paper.dates] + ([paper.date] if paper.date else [])
    return any(_as_of([p], j) or any(within(d, p) for d in days) for p in periods)


def _as_of(periods: Sequence[Period], j: Judgement) -> bool:
    return j.as_of is not None and any(within(j.as_of, p) for p in periods)


def within(day: str, period: Period) -> bool:
    """Whether an ISO day, month or year overlaps a period."""
    first, last = day.ljust(10, "\0"), day.ljust(10, "~")
    return (period.low is None or last >= period.low) and (period.high is None or first <= period.high.ljust(10, "~"))


# ---------------------------------------------------------------- statements


def _stated(material: Material, chosen: Sequence[Held]) -> Answer:
    """One sentence a council: each theme with its grade, who gave it and when."""
    q = material.question
    groups: defaultdict[str, list[Held]] = defaultdict(list)
    for p, j in newest(chosen, q):
        groups[p.authority.name if p.authority else p.title].append((p, j))
    sentences = []
    for name, pairs in groups.items():
        first = pairs[0][1]
        when = f", {date_in_words(first.as_of)}" if first.as_of else ""
        said = listed([_one(j, pairs) for _, j in pairs])
        who = "by its own assessment" if first.kind == "self-assessed" else f"by {first.body}" if first.body else ""
        earlier = " (an earlier grade that the paper reports)" if first.kind == "historic" else ""
        if q.polar and q.grades:
            said = ("Yes: " if all(any(same_grade(j.grade, g) for g in q.grades) for _, j in pairs) else "No: ") + said
        sentences.append(f"{said}: {name}, {who}{when}{earlier}.".replace(" ,", ","))
    grades = [j.grade for pairs in groups.values() for _, j in pairs]
    return Answer(
        material.question.kind, True, " ".join(sentences), grades[0] if len(set(grades)) == 1 else grades,
        holders(material, dict.fromkeys(groups, "cites"), {}, lambda n: n in groups), (), _proof(material, [x for g in groups.values() for x in g]),
    )  # fmt: skip


def newest(chosen: Sequence[Held], q: Question) -> list[Held]:
    """Without a date in the question, the latest judgement of each council, theme and area; duplicates fall away."""
    kept: dict[tuple[str, ...], Held] = {}
    for p, j in sorted(chosen, key=lambda x: (x[1].as_of or x[0].date or "", x[0].id)):
        key = (
            p.authority.name if p.authority else p.id,
            j.theme.lower(),
            j.area.lower(),
            *([j.as_of or ""] if q.periods else []),
        )
        kept[key] = (p, j)
    return list(kept.values())


def _one(j: Judgement, pairs: Sequence[Held]) -> str:
    """*Value for Money Inadequate (safeguarding)*; the area where it tells two apart."""
    several = len({x.area for _, x in pairs if x.theme.lower() == j.theme.lower()}) > 1
    return f"{j.grade} for {j.theme[:1].lower() + j.theme[1:]}" + (f" ({j.area})" if several else "")


def _which_councils(material: Material, pool: Sequence[Held]) -> Answer:
    """Councils whose judgement on the theme has one of the grades asked for."""
    q = material.question
    chosen = [
        (p, j)
        for p, j in (choose(q, pool) or _overall(pool))
        if not q.grades or any(same_grade(j.grade, g) for g in q.grades)
    ]
    groups: defaultdict[str, list[Held]] = defaultdict(list)
    if q.grades and _NEGATED.search(q.text):  # "... not judged inadequate for anything"
        named = {
            p.authority
            for p, _ in (
                chosen
                if q.themes or "overall" in q.text.lower()
                else [x for x in pool if any(same_grade(x[1].grade, g) for g in q.grades)]
            )
        }
        chosen = [(p, j) for p, j in _overall(pool) if p.authority not in named]
    for p, j in chosen:
        if p.authority:
            groups[p.authority.name].append((p, j))
    judged = {p.authority.name for p, _ in pool if p.authority}
    rows = holders(material, dict.fromkeys(groups, "cites"), {}, lambda n: n in groups)
    what = listed(sorted(q.grades), "or") or "graded"
    if not groups:
        return Answer(
            "which",
            False,
            f"Not found: none of the {len(judged)} councils with a judgement held was graded {what} there.",
            0,
            rows,
        )
    named = [
        f"{n} ({', '.join(sorted({(j.as_of or p.date or '')[:4] for p, j in g} - {''}))})"
        for n, g in sorted(groups.items())
    ]
    text = f"{len(groups)} of {len(judged)} councils with judgements held: {listed(named)}."
    others: defaultdict[str, list[Held]] = defaultdict(list)
    for p, j in pool:
        if (
            p.authority
            and p.authority.name in groups
            and (p, j) not in chosen
            and (not q.grades or any(same_grade(j.grade, g) for g in q.grades))
        ):
            others[p.authority.name].append((p, j))
    ranked = [*groups.values(), *(others.values() if not q.themes else ())]
    best = [
        pair
        for block in (list(groups.values()), ranked[len(groups) :])
        for depth in range(8)
        for g in block
        for pair in g[depth : depth + 1]
    ]
    return Answer("which", True, text, len(groups), rows, (), _proof(material, best))


_NEGATED = re.compile(r"\b(not|never|n[\u2019']t) (been |yet )?(judged|graded|rated|found|given)\b", re.I)
"""A which-question for the councils without a grade."""


def _overall(pool: Sequence[Held]) -> list[Held]:
    return [(p, j) for p, j in pool if "overall" in j.theme.lower()] or list(pool)


def _which_themes(material: Material, pool: Sequence[Held]) -> Answer:
    """Themes of one council's inspection with the grade asked for."""
    q = material.question
    hits = [(p, j) for p, j in newest(pool, q) if any(same_grade(j.grade, g) for g in q.grades)]
    if not hits:
        return not_found(material, f"no judgement held there is {listed(q.grades, 'or')}.")
    areas = {j.area for _, j in hits}
    named = [j.theme + (f" ({j.area})" if len(areas) > 1 else "") for _, j in hits]
    text = f"{len(hits)} judgement{'s' if len(hits) > 1 else ''} {'were' if len(hits) > 1 else 'was'} {listed(q.grades, 'or')}: {listed(named)}."
    names = {p.authority.name for p, _ in hits if p.authority}
    return Answer(
        "grade",
        True,
        text,
        named,
        holders(material, dict.fromkeys(names, "cites"), {}, lambda n: n in names),
        (),
        _proof(material, hits),
    )


def same_grade(a: str, b: str) -> bool:
    """Whether two printed grades are the same on their scale (*requires improvement* is *... to be good*)."""
    short = lambda g: re.sub(r"^(require)s? improvement.*", "requires improvement", g.lower().strip())  # noqa: E731
    return short(a) == short(b)


def _in_words(material: Material) -> Answer | None:
    """A grade that only a sentence tells: it must hold the theme, a grade of a scale, and the year asked about."""
    q = material.question
    years = {p.low[:4] for p in q.periods if p.low} | {p.high[:4] for p in q.periods if p.high}
    board = q.body is not None and "Board" in q.body
    if (not years and not board) or q.self_assessed or "overall" in q.text.lower():
        return None
    told = [
        s
        for s in material.sentences
        if s.own >= 0.5
        and (any(y in s.text for y in years) or not years)
        and _GRADED.search(s.text) and not _A_SHARE.search(s.text)
    ]
    if not told:
        return None
    best = unique(sorted(told, key=lambda s: (-s.own, -s.coverage, s.passage.id)), 5)
    text = f"{lead(best[0].passage)}: {quoted(best[0].text)}".rstrip(".") + "."
    name = best[0].passage.authority
    return Answer(
        "grade",
        True,
        text,
        None,
        holders(material, {name: "cites"}, {}, lambda n: n == name),
        (),
        tuple(evidence(s, "cites") for s in best),
    )


_GRADED = re.compile(
    r"\b(judged|rated|graded|assessed|found to be|was|were|performs?|performing)\b[^.;]{0,60}\b(outstanding|good|adequate(ly)?|inadequate|requires? improvement|poorly|excellent(ly)?|well)\b",
    re.I,
)
"""A sentence that gives a grade in words."""

_A_SHARE = re.compile(r"\b(per ?cent|%|a quarter|of councils|majority of|number of)", re.I)


def _without_overall(material: Material, pool: Sequence[Held]) -> Answer | None:
    """The answer for an inspection that has grades by theme and none overall, as under the framework of 2026."""
    q = material.question
    if "overall" not in q.text.lower() or _asked(replace(q, themes=())) or q.self_assessed:
        return None
    papers = {p.id: p for p, j in pool if p.type == "inspection report"}
    graded = [(p, j) for p, j in newest(pool, q) if p.id in papers]
    if (
        len(graded) < 3
        or any("overall" in j.theme.lower() for _, j in pool)
        or any("send" in (j.framework or "").lower() for _, j in graded)
    ):
        return None
    name = next((p.authority.name for p in papers.values() if p.authority), "the council")
    said = listed([f"{j.theme[:1].lower() + j.theme[1:]} {j.grade.lower()}" for _, j in graded])
    text = f"The report does not give {name} an overall effectiveness grade. It grades {said}."
    return Answer(
        "grade",
        True,
        text,
        None,
        holders(material, {name: "cites"}, {}, lambda n: n == name),
        (),
        _proof(material, graded),
    )


def _refuse(material: Material, near: Sequence[Held]) -> Answer:
    q = material.question
    asked = listed([*q.areas, *q.themes]) or "that"
    when = f" for {listed([p.written for p in q.periods])}" if q.periods else ""
    kind = "no self-assessed grade" if q.self_assessed else "no grade"
    refused = not_found(
        material,
        f"the papers do not state an overall grade; {kind} is recorded{when}."
        if "overall" in q.text.lower()
        else f"the papers give {kind} for {asked}{when}.",
    )
    return Answer(refused.kind, False, refused.text, None, (), (), _proof(material, list(near)[:3]))


def _proof(material: Material, pairs: Sequence[Held]) -> tuple[Evidence, ...]:
    """The passages that hold the judgements, then sentences that name the theme and the grade elsewhere."""
    found: list[Evidence] = []
    cache: dict[str, Sequence[Passage]] = {}
    for paper, j in pairs:
        if paper.id not in cache:
            cache[paper.id] = material.passages_of([paper.id], ())
        holder = next((p for p in cache[paper.id] if p.span[0] <= j.span[0] and j.span[1] <= p.span[1]), None)
        if holder is None:
            holder = next((p for p in cache[paper.id] if p.span[0] <= j.span[0] < p.span[1]), None)
        if holder is None:
            continue
        holder = unit(holder, j.span[0] - holder.span[0])
        if all(e.passage.span != holder.span for e in found):
            start, end = max(j.span[0], holder.span[0]), min(j.span[1], holder.span[1])
            found.append(
                Evidence(
                    holder,
                    (start, end),
                    1.0,
                    ((start - holder.span[0], end - holder.span[0]),),
                    (j.theme, j.grade),
                    "cites",
                )
            )
    papers = {p.id for p, _ in pairs}
    seen = {e.passage.span for e in found}
    told = [evidence(s, "cites") for s in _told(material, pairs, cache)]
    near = sorted(
        (s for s in material.sentences if s.passage.paper in papers and s.own >= 0.5),
        key=lambda s: (-s.own, -s.coverage, s.passage.order),
    )
    for e in (*told, *(evidence(s) for s in unique(near, 8))):
        if e.passage.span not in seen:
            seen.add(e.passage.span)
            found.append(e)
    return tuple(found)


def _told(material: Material, pairs: Sequence[Held], cache: dict[str, Sequence[Passage]]) -> list[Sentence]:
    """Sentences elsewhere in the same papers that state the grade of the theme in words."""
    said: list[Sentence] = []
    for paper, j in pairs[:6]:
        grade = re.sub(r"requires? improvement.*", "improvement", j.grade.lower())
        telling = set(_theme(j.theme))
        overall = "overall" in j.theme.lower()
        for passage in cache.get(paper.id, ()):
            if grade not in passage.text.lower():
                continue
            for start, end in sentence_spans(passage.text, passage.kind):
                sentence = passage.text[start:end]
                if grade not in sentence.lower() or (start + passage.span[0], end + passage.span[0]) == j.span:
                    continue
                held = set(stems(sentence))
                names = _OVERALL.search(sentence) if overall else len(telling & held) >= max(1, 0.6 * len(telling))
                if names:
                    said.append(Sentence(passage, (start, end), (), 1.0, 1.0, 1.0))
    return unique(said, 6)


_OVERALL = re.compile(
    r"overall effectiveness|\b(children[\u2019']?s )?services (in|for) [A-Z][\w ]+ (is|are|requires?)|\boverall (grade|judgement|rating)",
    re.I,
)
"""How a sentence states the overall grade."""
