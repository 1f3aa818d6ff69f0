"""Which labels are paragraph numbers: the sequence of them that explains the paper best.

A number alone proves nothing (``2010``, ``17.67``, ``80.`` inside a quotation); a run of numbers does. So all
labels of a file go through one lattice. A state is the stack of open lists (``3.`` > ``3.10`` > ``(a)``); a
label may continue a list, skip or repeat a number (damaged papers do), open a list inside, restart one, take
up an earlier one, or be refused. Each step has a score; a beam keeps the best few states, and the best path
at the end says which labels count and what contains what. Beam search: Lowerre, *The HARPY speech
recognition system* (1976).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cqa.split.labels import Family, Label, Reading

BEAM = 8
"""States kept. On the sample papers 5 and 20 give the same paths."""

# Scores, in units of "one plain successor is worth 2.5"; tuned by hand on the seed and development papers.
SUCCESSOR = 2.5
MISSING = 0.9  # for every number left out
MOST_MISSING = 5
REPEATED = -0.6
BACKWARDS = -3.0
CHILD = 2.2  # 3.1 under 3, 3.10.1 under 3.10
NEXT_SECTION = 1.7  # 4.1 after 3.11, when no "4" is printed
OPEN_LIST = -1.0  # a list that starts at 1, a, i
OPEN_LATE = -3.6  # a list that starts elsewhere
OPEN_CHAPTER = -1.8  # 9.1 first: a volume that starts at chapter 9
RESTART = -1.2
AFTER_HEADING = 0.9
NO_HEADING = -0.8
AFTER_COLON = 0.5
RESUMED = 1.3
ALIGNED = 0.4
MISALIGNED = -0.8
NEAR, FAR = 7.0, 22.0  # points between the left ends of two labels of a list
CHANGED_STOP = -0.4  # "22." then "23"
DORMANT = 4  # closed lists that may be taken up again
DEEPEST = 16  # lists open at once; the deepest of the sample has 6, and without a bound 40 kB of "(a)" take 9 s


class Candidate(NamedTuple):
    """A label on a line. ``prior`` is what its looks alone say for it (positive) or against it.

    ``broke`` is set when a heading stands between it and the label before; ``colon`` when the line
    above ends with a colon.
    """

    line: int
    label: Label
    prior: float
    x: float
    broke: bool = False
    colon: bool = False


class Numbered(NamedTuple):
    """An accepted label. ``parent`` is the candidate index of the label whose list holds this one."""

    candidate: int
    reading: Reading
    depth: int
    parent: int | None
    started: bool
    """It opens its list."""


class _List(NamedTuple):
    family: Family
    prefix: tuple[int, ...]
    last: int
    x: float
    stopped: bool
    owner: int  # candidate index of the latest label
    parent: int | None


_Stack = tuple[_List, ...]


class _History(NamedTuple):
    before: _History | None
    step: Numbered


class _State(NamedTuple):
    score: float
    stack: _Stack
    dormant: _Stack
    history: _History | None


def accept(candidates: Sequence[Candidate]) -> list[Numbered]:
    """The labels that are numbers of this paper, in order, with their nesting."""
    beam = [_State(0.0, (), (), None)]
    for index, candidate in enumerate(candidates):
        reached: dict[tuple[_Stack, _Stack], _State] = {}
        for state in beam:
            _keep(reached, state)
            for following in _steps(state, index, candidate):
                _keep(reached, following)
        beam = sorted(reached.values(), key=lambda s: -s.score)[:BEAM]
    return _path(beam[0].history)


def _keep(reached: dict[tuple[_Stack, _Stack], _State], state: _State) -> None:
    key = (state.stack, state.dormant)
    known = reached.get(key)
    if known is None or known.score < state.score:
        reached[key] = state


def _path(history: _History | None) -> list[Numbered]:
    steps = []
    while history is not None:
        steps.append(history.step)
        history = history.before
    return steps[::-1]


def _steps(state: _State, index: int, c: Candidate) -> list[_State]:
    out: list[_State] = []
    for reading in c.label.readings:
        prefix, last = reading.value[:-1], reading.value[-1]
        new = _List(reading.family, prefix, last, c.x, c.label.stopped, index, None)
        for level, open_list in enumerate(state.stack):
            score = _continues(open_list, new, c)
            if score is not None:
                out.append(_moved(state, level, new._replace(parent=open_list.parent), c, reading, score, False))
            if _is_child(open_list, new):
                fit = CHILD - MISSING * (last - 1) if last - 1 <= MOST_MISSING else OPEN_LATE
                out.append(_moved(state, level + 1, new._replace(parent=open_list.owner), c, reading, fit, True))
        out += _opens(state, new, c, reading)
        out += _resumes(state, new, c, reading)
    return out


def _aligned(a: _List, b: _List) -> float:
    apart = abs(a.x - b.x)
    return ALIGNED if apart <= NEAR else MISALIGNED if apart >= FAR else 0.0


def _continues(old: _List, new: _List, c: Candidate) -> float | None:
    """Score of ``new`` as a later label of ``old``'s list, None when it cannot be one."""
    if old.family == new.family and old.prefix == new.prefix:
        step = new.last - old.last
        look = _aligned(old, new) + (CHANGED_STOP if old.stopped != new.stopped else 0.0)
        if step == 1:
            return SUCCESSOR + look
        if 1 < step <= MOST_MISSING:
            return SUCCESSOR - MISSING * step + look
        if step == 0:
            return REPEATED + look
        if new.last == 1:
            return RESTART + look + (AFTER_HEADING if c.broke else NO_HEADING)
        return BACKWARDS
    if old.family == "d" and new.family == "d" and len(old.prefix) == len(new.prefix):
        jump = new.prefix[-1] - old.prefix[-1]
        if new.prefix[:-1] == old.prefix[:-1] and 1 <= jump <= 3 and new.last <= 2:
            return NEXT_SECTION - 0.5 * (jump - 1) - 0.6 * (new.last - 1) + _aligned(old, new)
        if new.last == 1 and new.prefix[-1] == 1 and len(new.prefix) == 1:
            return RESTART + (AFTER_HEADING if c.broke else NO_HEADING)
    if old.family == "d" and new.family == "n" and len(old.prefix) == 1:
        jump = new.last - old.prefix[0]
        if jump == 1:
            return SUCCESSOR
        if jump == 2:
            return SUCCESSOR - 2 * MISSING
    return None


def _is_child(old: _List, new: _List) -> bool:
    return new.family == "d" and old.family in ("n", "n)", "d") and new.prefix == (*old.prefix, old.last)


def _opens(state: _State, new: _List, c: Candidate, reading: Reading) -> list[_State]:
    """A list that starts here, inside the innermost label or at the top."""
    if new.family == "d":
        first = new.last == 1 and all(v == 1 for v in new.prefix)
        base = OPEN_LIST if first else OPEN_CHAPTER if new.last <= 2 and len(new.prefix) == 1 else OPEN_LATE
        return [_moved(state, 0, new, c, reading, base, True)]
    base = OPEN_LIST if new.last == 1 else OPEN_LATE
    if not state.stack:
        return [_moved(state, 0, new, c, reading, base, True)]
    top = state.stack[-1]
    inside = base + (AFTER_COLON if c.colon else 0.0) + (MISALIGNED if c.x < top.x - NEAR else 0.0)
    if any(x.family == new.family and x.prefix == new.prefix for x in state.stack):
        inside -= 0.3
    out = []
    if len(state.stack) < DEEPEST:
        out.append(_moved(state, len(state.stack), new._replace(parent=top.owner), c, reading, inside, True))
    out.append(_moved(state, 0, new, c, reading, base + (0.0 if c.broke else NO_HEADING), True))
    return out


def _resumes(state: _State, new: _List, c: Candidate, reading: Reading) -> list[_State]:
    for old in state.dormant:
        if old.family == new.family and old.prefix == new.prefix and new.last == old.last + 1:
            score = RESUMED + _aligned(old, new)
            return [_moved(state, len(state.stack), new._replace(parent=old.parent), c, reading, score, False)]
    return []


def _moved(
    state: _State, level: int, new: _List, c: Candidate, reading: Reading, score: float, started: bool
) -> _State:
    family, prefix, left = new.family, new.prefix, (*state.stack[level:], *state.dormant)
    dormant = tuple([x for x in left if x.family != family or x.prefix != prefix][:DORMANT])
    step = Numbered(new.owner, reading, level, new.parent, started)
    return _State(state.score + score + c.prior, (*state.stack[:level], new), dormant, _History(state.history, step))
