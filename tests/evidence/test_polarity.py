"""What a sentence asserts about its subject, in the wordings of inspection reports and committee papers.

The subject is in ``[...]``. Flags: ``P`` finds fault, ``G`` is content, ``R`` asks for something, ``D`` denies the
subject, ``E`` speaks of councils elsewhere, ``T`` of the past, ``H`` of what might be. Only flags that a row names are
compared: ``P`` must hold, ``-P`` must not.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.evidence.polarity import Polarity, SentencePolarity, lexicon, read_sentence

FLAGS = {
    "P": "problem",
    "G": "positive",
    "R": "requirement",
    "D": "denied",
    "E": "elsewhere",
    "T": "past",
    "H": "hypothetical",
}

SENTENCES = [
    # burdens: more is worse
    ("[Caseloads] are too high.", "P -D"),
    ("[Caseloads] in the assessment teams remain high.", "P"),
    ("Social workers carry high [caseloads].", "P"),
    ("There is an unacceptably high level of social worker [caseloads].", "P"),
    ("[Caseloads] have risen sharply since the summer.", "P"),
    ("[Caseloads] have increased by a fifth.", "P"),
    ("Rising [caseloads] put pressure on newly qualified staff.", "P"),
    ("[Caseloads] have been reduced.", "-P G"),
    ("[Caseloads] have fallen and are now reasonable.", "-P G"),
    ("[Caseloads] are manageable.", "-P G"),
    ("[Caseloads] are low.", "-P G"),
    ("[Caseloads] have been reduced but remain relatively high.", "P"),
    ("[Caseloads], whilst reduced, are not yet at a safe level.", "P"),
    ("Although [caseloads] have fallen, they are still too high in two teams.", "P"),
    ("[Caseloads] are not too high.", "-P"),
    ("[Turnover] of staff is high.", "P"),
    ("High [turnover] means that children tell their story again and again.", "P"),
    ("[Turnover] is low.", "-P G"),
    ("[Turnover] has reduced.", "-P G"),
    ("The use of [agency] workers has increased.", "P"),
    ("There are too many [agency] staff in the duty team.", "P"),
    ("The [backlog] of assessments has been cleared successfully.", "-P G"),
    # other subjects: less is worse
    ("[Supervision] is inconsistent.", "P"),
    ("[Supervision] is regular and effective.", "-P G"),
    ("[Supervision] is not sufficiently reflective.", "P"),
    ("[Supervision] is not always recorded.", "P"),
    ("The quality of [supervision] is poor.", "P"),
    ("There is a lack of [foster carers] for teenagers.", "P"),
    ("There are too few [foster carers].", "P -D"),
    ("There is a shortage of [placements].", "P"),
    ("The number of [placements] is sufficient.", "-P G"),
    ("[Health assessments] are not timely.", "P"),
    ("[Health assessments] are timely.", "-P G"),
    ("[Plans] lack clear timescales.", "P"),
    ("[Plans] are clear and robust.", "-P G"),
    ("The [virtual school] is highly valued by carers.", "-P G"),
    ("The [virtual school] has failed to raise attainment.", "P"),
    ("[Return interviews] are rarely offered.", "P"),
    ("[Care leavers] are well supported.", "-P G"),
    ("[Care leavers] do not always know their entitlements.", "P"),
    ("Funding for [early help] has been lost.", "-G"),
    ("[Management oversight] is weak, although most staff are committed.", "P"),
    ("The council has a strong [fostering] service.", "-P G"),
    # what is asked for is not yet right
    ("Ensure that [supervision] is regular and recorded.", "R"),
    ("The council should strengthen [management oversight].", "R P"),
    ("Take urgent action to reduce [caseloads].", "R"),
    ("Leaders must address the [backlog].", "R P"),
    ("[Supervision] needs to improve.", "R P"),
    ("Improve the timeliness of [health assessments].", "R"),
    ("[Supervision] requires improvement.", "R P"),
    # denied
    ("There is no [delay] in allocation.", "D"),
    ("Children are seen without [delay].", "D"),
    ("Children move on without unnecessary [drift].", "D"),
    ("No [unregistered homes] are used.", "D"),
    ("[Unregistered homes] are rarely used.", "D"),
    ("There is less [delay] than before.", "D"),
    ("The hub avoids [delay].", "D"),
    ("Plans prevent [drift].", "D"),
    ("Parents do not attend [conferences].", "-D"),
    ("[Delay] is common.", "-D"),
    ("There is [delay] in most cases.", "-D"),
    # elsewhere, earlier, perhaps
    ("Nationally, [caseloads] have risen.", "E"),
    ("Other councils report high [caseloads].", "E"),
    ("A quarter of councils have been criticised for [supervision].", "E"),
    ("The rate of [adoption] is above the England average.", "E"),
    ("[Adoption] is slower than in statistical neighbours.", "E"),
    ("[Caseloads] in this council have risen.", "-E"),
    ("Previously, [caseloads] were too high.", "T"),
    ("At the last inspection, [supervision] was weak.", "T"),
    ("[Caseloads] are too high.", "-T -H -E"),
    ("If demand grows, [caseloads] could become too high.", "H"),
    ("There is a risk that [caseloads] rise.", "H"),
    ("The team aims to keep [caseloads] low.", "H"),
    # nothing is said
    ("[Caseloads]", "-P -G -R -D"),
    ("4.2 [Supervision] and training", "-P -G -R -D"),
    ("The report covers [caseloads], training and sickness.", "-G -R -D"),
    ("Appendix 3 sets out [caseloads] by team.", "-P -G -R -D"),
]


def read(marked: str) -> SentencePolarity:
    """The reading of a sentence whose subject is in brackets."""
    brackets = enumerate(re.finditer(r"\[([^]]*)\]", marked))
    subject = [(m.start(1) - 1 - 2 * i, m.end(1) - 1 - 2 * i) for i, m in brackets]
    plain = marked.replace("[", "").replace("]", "")
    assert all(plain[a:b] in marked for a, b in subject)
    return read_sentence(plain, subject)


@pytest.mark.parametrize(("marked", "flags"), SENTENCES)
def test_what_a_sentence_asserts(marked: str, flags: str) -> None:
    said = read(marked)
    found = [f for f in flags.split() if getattr(said, FLAGS[f.lstrip("-")]) is (not f.startswith("-"))]
    assert found == flags.split(), said


ASKED = [
    ("[Caseloads] are too high.", Polarity.PROBLEM, True),
    ("[Caseloads] are too high.", Polarity.POSITIVE, False),
    ("[Caseloads] are manageable.", Polarity.POSITIVE, True),
    ("[Caseloads] are manageable.", Polarity.PROBLEM, False),
    ("[Caseloads] have been reduced but remain relatively high.", Polarity.POSITIVE, False),
    ("Nationally, [caseloads] are too high.", Polarity.PROBLEM, False),
    ("Nationally, [caseloads] are mentioned.", Polarity.ANY, False),
    ("There is no [delay] in allocation.", Polarity.ANY, False),
    ("There is no [delay] in allocation.", Polarity.PROBLEM, False),
    ("Ensure that [supervision] is effective.", Polarity.POSITIVE, False),
    ("[Supervision] should be effective.", Polarity.POSITIVE, False),
    ("[Supervision] is effective.", Polarity.POSITIVE, True),
    ("It is hoped that [supervision] would be effective.", Polarity.POSITIVE, False),
    ("Tackle high [caseloads].", Polarity.PROBLEM, True),
    ("The paper covers [supervision].", Polarity.ANY, True),
    ("The paper covers [supervision].", Polarity.PROBLEM, False),
    ("The paper covers [supervision].", Polarity.POSITIVE, False),
]


@pytest.mark.parametrize(("marked", "wanted", "expected"), ASKED)
def test_whether_a_sentence_answers_the_question(marked: str, wanted: Polarity, expected: bool) -> None:
    assert read(marked).asserts(wanted) is expected


def test_praise_of_something_far_away_is_not_praise_of_the_subject() -> None:
    near = read("[Supervision] is good.")
    between = "of staff in the north of the county and in the other teams of the wider service "
    far = read(f"[Supervision] {between * 2}is good.")
    assert near.positive
    assert not far.positive


def test_every_list_of_cues_is_filled_and_folded() -> None:
    cues = lexicon()
    tables = (
        cues.problem,
        cues.doubtful,
        cues.requirement,
        cues.positive,
        cues.past,
        cues.hypothetical,
        cues.elsewhere,
    )
    for table in tables:
        assert table
        for first, phrases in table.items():
            assert all(p[0] == first and all(w == w.lower() for w in p) for p in phrases)
            assert [len(p) for p in phrases] == sorted((len(p) for p in phrases), reverse=True)


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 220), st.integers(0, 220)), max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_sentence_and_any_subject_is_read(sentence: str, subject: list[tuple[int, int]]) -> None:
    said = read_sentence(sentence, subject)
    assert said == read_sentence(sentence, subject)
    if said.denied or said.elsewhere:
        assert not any(said.asserts(p) for p in Polarity)
    assert not (said.asserts(Polarity.POSITIVE) and said.problem)
