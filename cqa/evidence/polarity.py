"""What a sentence asserts about a subject: that it is a problem, that it is well, or merely that it is there.

*Caseloads are too high* and *tackle the unacceptably high level of caseloads* find fault; *caseloads have been reduced*
does not, unless the sentence goes on *... but remain relatively high*. The rules read one sentence: its clauses
(cut at contrast words and heavy punctuation), the cues of ``data/polarity.toml`` in each, and how near
they stand to the subject. They do not parse; each rule below says which wording it is for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from pathlib import Path

from cqa.record import dataclass
from cqa.text.analyzer import fold, tokenize, words

REACH = 14
"""Words between subject and cue beyond which the cue speaks of something else; long list sentences need it."""


class Polarity(Enum):
    """What a question wants to hear of its topic."""

    ANY = "any"
    PROBLEM = "problem"
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True)
class SentencePolarity:
    """What one sentence says of its subject. ``problem`` and ``positive`` may both hold (*improved but still weak*)."""

    problem: bool
    positive: bool
    requirement: bool
    hypothetical: bool
    past: bool
    elsewhere: bool
    then: bool = False
    """Found at an earlier inspection, not said to hold still."""
    denied: bool = False
    """The subject itself is said not to be there (*there is no delay*)."""

    def asserts(self, wanted: Polarity) -> bool:
        """Return whether the sentence answers a question of this polarity about the paper's own council, now."""
        if self.elsewhere or self.denied or self.then:
            return False
        if wanted is Polarity.PROBLEM:
            return self.problem
        if wanted is Polarity.POSITIVE:
            return self.positive and not self.problem and not self.requirement and not self.hypothetical
        return True


@dataclass(frozen=True, slots=True)
class _Cues:
    """Cues by their first word, each the whole tuple of its words."""

    problem: dict[str, tuple[tuple[str, ...], ...]]
    doubtful: dict[str, tuple[tuple[str, ...], ...]]
    requirement: dict[str, tuple[tuple[str, ...], ...]]
    positive: dict[str, tuple[tuple[str, ...], ...]]
    past: dict[str, tuple[tuple[str, ...], ...]]
    then: dict[str, tuple[tuple[str, ...], ...]]
    hypothetical: dict[str, tuple[tuple[str, ...], ...]]
    elsewhere: dict[str, tuple[tuple[str, ...], ...]]
    burden: frozenset[str]
    more: frozenset[str]
    less: frozenset[str]
    scarce: dict[str, tuple[tuple[str, ...], ...]]
    negator: frozenset[str]
    contrast: frozenset[str]
    still: frozenset[str]
    lessening: frozenset[str]
    between: frozenset[str]
    far_negated: frozenset[str]
    auxiliary: frozenset[str]
    high_praise: frozenset[str]


def read_sentence(sentence: str, subject: Sequence[tuple[int, int]]) -> SentencePolarity:
    """Return what ``sentence`` says of the words at ``subject`` (character spans in the sentence)."""
    forms = tokenize(sentence)
    cues = lexicon()
    clause_of = _clauses(sentence, forms, cues)
    own = {i for a, b in subject for i in range(len(tokenize(sentence[:a])), len(tokenize(sentence[:b])))}
    places = sorted(own) or [0]
    about = {clause_of[i] for i in places} if forms else {0}
    burden = any(forms[i] in cues.burden for i in places if i < len(forms))
    ill = any((forms[i],) in cues.problem.get(forms[i], ()) for i in own)
    problems, goods, asks = _marks(forms, places, burden, cues)

    def near(i: int) -> bool:
        return min(abs(i - p) for p in places) <= REACH

    problem_here = [i for i in problems if clause_of[i] in about and near(i)]
    good_here = [i for i in goods if clause_of[i] in about and near(i)]
    if (
        not problem_here and not good_here
    ):  # "Caseloads, whilst reduced, are not ...": the subject stands alone in its clause
        following = {c + 1 for c in about} | {c + 2 for c in about}
        problem_here = [i for i in problems if clause_of[i] in following and near(i)]
        good_here = [i for i in goods if clause_of[i] in following and near(i)]
    elif not problem_here:  # "... have been reduced but remain relatively high"
        problem_here = [i for i in problems if clause_of[i] - 1 in about and i > max(places) and near(i)]
    doubtful = [i for i, _ in _found(forms, cues.doubtful) if near(i) and i not in places]
    if not problem_here and not goods:  # a burden is no worse for what is not done or follows in another clause
        beside = about if burden else about | {c + 1 for c in about}
        telling = [i for i in doubtful if not (burden and forms[i] in cues.auxiliary)]
        problem_here = [i for i in telling if clause_of[i] in beside]
    ask_here = [i for i in asks if near(i)]
    return SentencePolarity(
        problem=bool(problem_here) or (bool(ask_here) and not good_here),
        positive=bool(good_here),
        requirement=bool(ask_here),
        hypothetical=bool(_found(forms, cues.hypothetical)),
        past=bool(_found(forms, cues.past)),
        elsewhere=bool(_found(forms, cues.elsewhere)),
        then=bool(_found(forms, cues.then)) and cues.still.isdisjoint(forms),
        denied=any(_denied(forms, i, cues) for i in own if i - 1 not in own)
        or (ill and _made_rare(forms, max(own), cues)),
    )


def _made_rare(forms: list[str], last: int, cues: _Cues) -> bool:
    """Return whether a subject that is an ill in itself is said to be rare right after: *unregistered homes are rarely
    used*."""
    return not cues.lessening.isdisjoint(forms[last + 1 : last + 5])


def _denied(forms: list[str], at: int, cues: _Cues) -> bool:
    """Return whether the subject that begins at ``at`` is denied or lessened: *no delay*, *without any drift*, *less
    delay*.

    *Do not attend* denies no noun, so *not* alone does not count.
    """
    before = [w for w in forms[max(0, at - 2) : at] if w not in cues.between]
    if len(before) > 1 and before[0] == "too":  # "too few social workers" is no denial but a lack
        return False
    return bool(before) and (before[-1] in cues.lessening or (before[-1] in cues.negator and before[-1] != "not"))


LESSER_BEFORE = 3
"""Words before a burden in which *reduced* is said of it (*reduced social work caseloads*)."""

FAR = 4
"""Words from which on *significant* says nothing of a burden that is itself called *reduced*."""


def _marks(forms: list[str], places: list[int], burden: bool, cues: _Cues) -> tuple[list[int], list[int], list[int]]:
    """Positions of fault-finding, praising and asking cues; a negated cue changes sides."""
    problems: list[int] = []
    goods: list[int] = []
    own = set(places)
    faults, demands = _found(forms, cues.problem), _found(forms, cues.requirement)
    for i, length in faults:
        inside_subject = all(k in own for k in range(i, i + length))
        if not inside_subject:
            (goods if _negated(forms, i, cues) else problems).append(i)
    asks = [i for i, _ in demands]
    taken = {k for i, length in (*faults, *demands) for k in range(i, i + length)}
    for i, _ in _found(forms, cues.positive):
        if i in taken or (i in own):
            continue
        (problems if _negated(forms, i, cues) else goods).append(i)
    lesser = any(forms[k] in cues.less for p in places for k in range(max(0, p - LESSER_BEFORE), p))
    for i, form in enumerate(forms):
        if i in own and form not in cues.more:
            continue
        if form in cues.more and burden and not (i + 1 < len(forms) and forms[i + 1] in cues.high_praise):
            if lesser and i < min(places) - FAR:  # "a significant sum ... has led to reduced caseloads"
                continue
            lessened = i > 0 and forms[i - 1] in cues.less  # "reduced high caseloads"
            (goods if lessened or _negated(forms, i, cues) else problems).append(i)
        elif form in cues.less and burden:
            (problems if _negated(forms, i, cues) else goods).append(i)
    if not burden:
        problems += [i for i, _ in _found(forms, cues.scarce) if not _negated(forms, i, cues) and i not in own]
    return problems, goods, asks


def _negated(forms: list[str], at: int, cues: _Cues) -> bool:
    """Return a negator among the three words before (*not sufficiently rigorous*), but not *not only*."""
    before = forms[max(0, at - (8 if forms[at] in cues.far_negated else 3)) : at]
    return any(w in cues.negator for w in before) and "only" not in before


def _found(forms: list[str], cues: dict[str, tuple[tuple[str, ...], ...]]) -> list[tuple[int, int]]:
    """Return where cues stand, as (position, length), the longest at each place."""
    found: list[tuple[int, int]] = []
    if cues.keys().isdisjoint(forms):  # nearly always
        return found
    for i, form in enumerate(forms):
        for cue in cues.get(form, ()):
            if len(cue) == 1 or tuple(forms[i : i + len(cue)]) == cue:
                found.append((i, len(cue)))
                break
    return found


_PARTING = (";", ":", "\u2014", " \u2013 ", "\u2022")
"""What is between two clauses."""


def _clauses(sentence: str, forms: list[str], cues: _Cues) -> list[int]:
    """Return the number of the clause that each word is in."""
    if not any(mark in sentence for mark in _PARTING) and cues.contrast.isdisjoint(forms):
        return [0] * len(forms)
    clause, numbers, end = 0, [], 0
    for token in words(sentence):
        gap = sentence[end : token.start]
        if any(mark in gap for mark in _PARTING) or token.exact in cues.contrast:
            clause += 1
        numbers.append(clause)
        end = token.end
    return numbers


@lru_cache(maxsize=1)
def lexicon() -> _Cues:
    """Return the cues of ``data/polarity.toml``, ready to match."""
    data = tomllib.loads(Path(__file__).with_name("data").joinpath("polarity.toml").read_text("utf-8"))
    by_first = {
        name: _by_first(data[name]["cues"])
        for name in ("problem", "doubtful", "requirement", "positive", "past", "then", "hypothetical", "elsewhere")
    }

    def words_of(name: str) -> frozenset[str]:
        return frozenset(data[name]["words"])

    return _Cues(
        **by_first,
        burden=frozenset(f for n in data["burden"]["nouns"] for f in n.split()),
        more=frozenset(data["burden"]["more"]),
        less=frozenset(data["burden"]["less"]),
        scarce=_by_first(data["scarce"]["less"]),
        negator=words_of("negator"),
        contrast=words_of("contrast"),
        still=words_of("still"),
        lessening=words_of("lessening"),
        between=words_of("between"),
        far_negated=words_of("far_negated"),
        auxiliary=words_of("auxiliary"),
        high_praise=words_of("high_praise"),
    )


def _by_first(cues: Sequence[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for cue in cues:
        parts = tuple(fold(p) for p in cue.replace("-", " ").split())
        table.setdefault(parts[0], []).append(parts)
        if len(parts) == 1 and len(parts[0]) > 3:
            plural = parts[0][:-1] + "ies" if parts[0][-1] == "y" and parts[0][-2] not in "aeiou" else parts[0] + "s"
            table.setdefault(plural, []).append((plural,))
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in table.items()}
