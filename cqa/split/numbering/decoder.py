"""Which labels are paragraph numbers: the sequence of them that explains the paper best.

A number alone proves nothing (``2010``, ``17.67``, ``80.`` inside a quotation); a run of numbers does. So all
labels of a file go through one lattice. A state is the stack of open lists (``3.`` > ``3.10`` > ``(a)``); a
label may continue a list, skip or repeat a number (damaged papers do), open a list inside, restart one, take
up an earlier one, or be refused. Each step has a score; a beam keeps the best few states, and the best path
at the end says which labels count and what contains what. Beam search: Lowerre, *The HARPY speech
recognition system* (1976).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqa.split.numbering.labels import Family, Label, LabelReading

BEAM = 8
"""States kept. On the sample papers 5 and 20 give the same paths."""

# Scores, in units of "one plain successor is worth 2.5"; tuned by hand on the seed and development papers.
SUCCESSOR = 2.5
MISSING = 0.9  # for every number left out
MOST_MISSING = 5  # numbers; more left out is another list
REPEATED = -0.6  # the same number again
BACKWARDS = -3.0  # a smaller number in the same list
CHILD = 2.2  # 3.1 under 3, 3.10.1 under 3.10
NEXT_SECTION = 1.7  # 4.1 after 3.11, when no "4" is printed
OPEN_LIST = -1.0  # a list that starts at 1, a, i
OPEN_LATE = -3.6  # a list that starts elsewhere
OPEN_CHAPTER = -1.8  # 9.1 first: a volume that starts at chapter 9
RESTART = -1.2  # 1 after 9: the same level begins again
AFTER_HEADING = 0.9  # a list begins right below a heading
NO_HEADING = -0.8  # or below no heading
AFTER_COLON = 0.5  # "Cabinet is asked to:" comes before it
INTRODUCED = -1.0  # "7. RESOLVED that Cabinet:" and "1." pushed in below it: a list inside, no list from its start
RESUMED = 1.3  # a closed list goes on with its next number
ALIGNED = 0.4  # the label begins where those of its list do
MISALIGNED = -0.8  # it begins elsewhere
NEAR, FAR = 7.0, 22.0  # points between the left ends of two labels of a list
CHANGED_STOP = -0.4  # "22." then "23"
DORMANT = 4  # closed lists that may be taken up again
DEEPEST = 16  # lists open at once; the deepest of the sample has 6, and without a bound 40 kB of "(a)" take 9 s


class NumberCandidate(NamedTuple):
    """A label on a line. ``prior`` is what its looks alone say for it (positive) or against it.

    ``broke`` is set when there is a heading between it and the label before; ``colon`` when the line
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
    reading: LabelReading
    depth: int
    parent: int | None
    started: bool
    """It opens its list."""


class _List:
    """An open list by its latest label, ``owner``. Each is made once by candidate, reading and parent, so two are
    equal when they are one, which makes states cheap to compare."""

    __slots__ = ("family", "last", "owner", "parent", "prefix", "reading", "stopped", "x")

    def __init__(self, reading: LabelReading, c: NumberCandidate, owner: int, parent: int | None) -> None:
        self.reading, self.owner, self.parent = reading, owner, parent
        self.family: Family = reading.family
        self.prefix, self.last = reading.value[:-1], reading.value[-1]
        self.x, self.stopped = c.x, c.label.stopped


_Stack = tuple[_List, ...]
_Key = tuple[_Stack, _Stack]


class _Step(NamedTuple):
    """The label taken as the next of a list at ``level`` of the stack, whose label above is ``parent``."""

    score: float
    level: int
    new: _List
    parent: int | None
    started: bool


class _History(NamedTuple):
    before: _History | None
    step: Numbered


class _DecoderState(NamedTuple):
    score: float
    stack: _Stack
    dormant: _Stack
    history: _History | None


class _Transition(NamedTuple):
    """A state and the step from it; None for a label that is refused."""

    score: float
    before: _DecoderState
    step: _Step | None


def accept(candidates: Sequence[NumberCandidate]) -> list[Numbered]:
    """Return the labels that are numbers of this paper, in order, with their nesting."""
    beam = [_DecoderState(0.0, (), (), None)]
    for index, candidate in enumerate(candidates):
        lists = [_List(reading, candidate, index, None) for reading in candidate.label.readings]
        made: dict[tuple[_List, int | None], _List] = {(new, None): new for new in lists}
        reached: dict[_Key, _Transition] = {}
        for state in beam:
            _keep(reached, (state.stack, state.dormant), _Transition(state.score, state, None))
            for step in _steps(state, lists, candidate):
                own = (step.new, step.parent)
                new = made.get(own) or made.setdefault(own, _List(step.new.reading, candidate, index, step.parent))
                transition = _Transition(state.score + step.score + candidate.prior, state, step)
                _keep(reached, _key(state, step.level, new), transition)
        best = sorted(reached.items(), key=lambda item: -item[1].score)[:BEAM]
        beam = [_state(key, transition) for key, transition in best]
    return _path(beam[0].history)


def _keep(reached: dict[_Key, _Transition], key: _Key, transition: _Transition) -> None:
    if reached.setdefault(key, transition).score < transition.score:
        reached[key] = transition


def _key(state: _DecoderState, level: int, new: _List) -> _Key:
    """Return the open and the dormant lists after ``new`` has been put at ``level``."""
    family, prefix, left = new.family, new.prefix, (*state.stack[level:], *state.dormant)
    dormant = [x for x in left if x.family != family or x.prefix != prefix]
    return (*state.stack[:level], new), tuple(dormant[:DORMANT])


def _state(key: _Key, transition: _Transition) -> _DecoderState:
    step, history = transition.step, transition.before.history
    if step is not None:
        new = step.new
        history = _History(history, Numbered(new.owner, new.reading, step.level, step.parent, step.started))
    return _DecoderState(transition.score, *key, history)


def _path(history: _History | None) -> list[Numbered]:
    steps = []
    while history is not None:
        steps.append(history.step)
        history = history.before
    return steps[::-1]


def _steps(state: _DecoderState, lists: Sequence[_List], c: NumberCandidate) -> Iterator[_Step]:
    """Yield what the label, by each of its readings, may be here."""
    for new in lists:
        for level, old in enumerate(state.stack):
            score = _continues(old, new, c)
            if score is not None:
                yield _Step(score, level, new, old.parent, False)
            if _is_child(old, new):
                last = new.last
                fit = CHILD - MISSING * (last - 1) if last - 1 <= MOST_MISSING else OPEN_LATE
                yield _Step(fit, level + 1, new, old.owner, True)
        yield from _opens(state, new, c)
        yield from _resumes(state, new)


def _aligned(a: _List, b: _List) -> float:
    apart = abs(a.x - b.x)
    return ALIGNED if apart <= NEAR else MISALIGNED if apart >= FAR else 0.0


def _continues(old: _List, new: _List, c: NumberCandidate) -> float | None:
    """Return the score of ``new`` as a later label of ``old``'s list, None when it cannot be one."""
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
            restart = RESTART + look + (AFTER_HEADING if c.broke else NO_HEADING)
            return restart + (INTRODUCED if c.colon and c.x > old.x + NEAR else 0.0)
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


def _opens(state: _DecoderState, new: _List, c: NumberCandidate) -> Iterator[_Step]:
    """Yield the lists that may start here, inside the innermost label or at the top."""
    if new.family == "d":
        first = new.last == 1 and all(v == 1 for v in new.prefix)
        base = OPEN_LIST if first else OPEN_CHAPTER if new.last <= 2 and len(new.prefix) == 1 else OPEN_LATE
        yield _Step(base, 0, new, None, True)
        return
    base = OPEN_LIST if new.last == 1 else OPEN_LATE
    if not state.stack:
        yield _Step(base, 0, new, None, True)
        return
    top = state.stack[-1]
    inside = base + (AFTER_COLON if c.colon else 0.0) + (MISALIGNED if c.x < top.x - NEAR else 0.0)
    if any(x.family == new.family and x.prefix == new.prefix for x in state.stack):
        inside -= 0.3
    if len(state.stack) < DEEPEST:
        yield _Step(inside, len(state.stack), new, top.owner, True)
    yield _Step(base + (0.0 if c.broke else NO_HEADING), 0, new, None, True)


def _resumes(state: _DecoderState, new: _List) -> Iterator[_Step]:
    for old in state.dormant:
        if old.family == new.family and old.prefix == new.prefix and new.last == old.last + 1:
            yield _Step(RESUMED + _aligned(old, new), len(state.stack), new, old.parent, False)
            return
