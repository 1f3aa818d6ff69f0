"""Small invented files for the engine tests, and hypothesis strategies for random ones and for query trees."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from cqa.engine.port import Engine
from cqa.model import Authority, FileState, Ingested, Page, Paper, Passage, Section
from cqa.query import nodes
from cqa.query.nodes import Node


def a_file(path: str, passages: Sequence[Passage] = (), status: str = "indexed", **paper: object) -> Ingested:
    """A file with one paper per paper id among its passages, its text the passages' joined by newlines."""
    text = "\n".join(p.text for p in passages)
    ids = list(dict.fromkeys(p.paper for p in passages))
    papers = []
    for paper_id in ids:
        first = next(p for p in passages if p.paper == paper_id)
        authority = Authority(first.authority, first.authority_code or None, None) if first.authority else None
        fields: dict[str, object] = {"title": first.title, "authority": authority, "date": first.date or None, **paper}
        papers.append(Paper(paper_id, path, "0" * 64, (0, len(text)), **fields))  # type: ignore[arg-type]
    sections = tuple(
        tuple(Section(p.id.partition("#")[2], p.kind, p.span, p.number) for p in passages if p.paper == paper_id)
        for paper_id in ids
    )
    state = FileState(path, "0" * 64, 10, 1, status, None, tuple(ids))  # type: ignore[arg-type]
    return Ingested(state, text, (Page(1, 0, len(text)),) if passages else (), tuple(papers), sections, tuple(passages))


def a_passage(paper: str, order: int, text: str, **fields: object) -> Passage:
    fields.setdefault("file", f"/papers/{paper}.pdf")
    return Passage(f"{paper}#s{order}", paper, span=(0, len(text)), text=text, order=order, **fields)  # type: ignore[arg-type]


def town(
    paper: str, authority: str, date: str, texts: Sequence[str], roles: Sequence[str] = (), **fields: object
) -> Ingested:
    """A file of one paper of an authority."""
    passages = [
        a_passage(
            paper,
            i,
            text,
            authority=authority,
            date=date,
            role=roles[i] if i < len(roles) else "main issues",
            number=f"{i + 1}.1",
            **fields,
        )
        for i, text in enumerate(texts)
    ]
    return a_file(f"/papers/{paper}.pdf", passages)


LEEDS = town(
    "leeds-2010",
    "Leeds City Council",
    "2010-02-12",
    [
        "The inspection found that caseloads of social workers were too high.",
        "Members are asked to note the report and its recommendations.",
        "Caseloads fell. The average caseload was 18 children in care, 24/00093 refers.",
    ],
    ["main issues", "recommendations", "main issues"],
    title="Announced inspection of safeguarding",
    committees=("Executive Board", "Scrutiny Board"),
    type="report",
    grades=("adequate",),
    ward_names=("Roundhay", "Gipton and Harehills"),
    heading="Main issues",
    path=("Report",),
)
HULL = town(
    "hull-2013",
    "Kingston upon Hull City Council",
    "2013-06",
    ["Social care caseloads of the service are monitored.", "There are no specific implications under this heading."],
    ["main issues", "implications"],
    title="Children's social care",
    committees=("Cabinet",),
    type="minutes",
    heading="Workforce",
)
NOWHERE = town(
    "undated",
    "",
    "",
    ["Café society’s naïve question: who monitors the high caseloads?", "There are no specific implications here."],
    title="Loose leaf",
    columns=("Ward", "Number of homes"),
    exempt=True,
)
BROKEN = a_file("/papers/broken.pdf", status="unreadable")
FILES = (LEEDS, HULL, NOWHERE, BROKEN)
PASSAGES = tuple(p for file in FILES for p in file.passages)


def write(engine: Engine, files: tuple[Ingested, ...]) -> None:
    """Put the files and commit."""
    with engine.writer() as writer:
        for file in files:
            writer.put(file)
        writer.commit()


# ------------------------------------------------------------------ random corpora and trees

WORDS = ("care", "cares", "caring", "high", "case", "cases", "caseload", "the", "é", "№", "24", "0093", "don’t")
SEPARATORS = (" ", ", ", ".\n", "-", "/", "  ", "\t")
ROLES = ("summary", "main issues", "recommendations")
AUTHORITIES = ("", "Leeds City Council", "LEEDS CITY COUNCIL", "Hull", "Ünï")
DATES = ("", "2010", "2010-02", "2010-02-12", "2011-12-31", "soon")
HOSTILE = ("\x00", "\ud800", "a" * 300, "*", '"', "(", "AND", "\u202e", "ﷺ", "\n", "", " ", "|", "\\", "[a TO b]", "'s")


def texts(most: int = 10) -> st.SearchStrategy[str]:
    piece = st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)).map("".join)
    return st.lists(piece, max_size=most).map("".join)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[Ingested, ...]:
    files = []
    for n in range(draw(st.integers(1, 4))):
        passages = []
        for place in range(draw(st.integers(0, 5))):
            paper = f"P{n}.{draw(st.integers(0, 1))}"
            text = draw(texts())
            passages.append(
                Passage(
                    f"{paper}#{place}",
                    paper,
                    f"/f/{n}",
                    (0, len(text)),
                    text,
                    draw(texts(3)),
                    draw(st.sampled_from(("report", "minutes"))),
                    draw(st.sampled_from(AUTHORITIES)),
                    "E1",
                    tuple(draw(st.lists(st.sampled_from(("Board", "board", "Cabinet")), max_size=2))),
                    draw(st.sampled_from(DATES)),
                    draw(st.sampled_from((None, "1.1", "(i)"))),
                    draw(texts(2)),
                    tuple(draw(st.lists(texts(2), max_size=2))),
                    draw(st.sampled_from(ROLES)),
                    grades=tuple(draw(st.lists(st.sampled_from(("good", "adequate")), max_size=2))),
                    ward_names=tuple(draw(st.lists(st.sampled_from(("Castle", "castle", "All wards")), max_size=2))),
                    exempt=draw(st.booleans()),
                    order=place,
                )
            )
        files.append(a_file(f"/f/{n}", passages))
    return tuple(files)


def leaves() -> st.SearchStrategy[Node]:
    word = st.sampled_from((*WORDS, *HOSTILE))
    field = st.sampled_from((None, None, "text", "heading", "title"))
    several = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple)
    day = st.sampled_from(("2010", "2010-02", "2010-02-12", "2012"))
    single = st.sampled_from(("care", "caring", "high", "case", "the"))
    values = {
        "authority": AUTHORITIES,
        "committee": ("board", "CABINET", "no such"),
        "grade": ("Good", "outstanding"),
        "role": ROLES,
        "number": ("1.1", "(I)"),
        "paper": ("p0.0", "P1.1"),
        "file": ("/f/0",),
        "exempt": ("true",),
    }
    return st.one_of(
        st.builds(nodes.Word, word, field, st.booleans()),
        st.builds(nodes.Prefix, st.sampled_from(("ca", "care", "24/0", "h", "*", "0")), field),
        st.builds(nodes.Phrase, several, st.sampled_from((0, 0, 1, 2, 5, 300)), field, st.booleans()),
        st.builds(nodes.Near, single, single, st.sampled_from((1, 2, 3, 10, 400)), field),
        st.sampled_from(sorted(values)).flatmap(
            lambda f: st.builds(nodes.Value, st.just(f), st.sampled_from((*values[f], *HOSTILE)))
        ),
        st.builds(nodes.Range, st.just("date"), st.none() | day, st.none() | day),
        st.builds(nodes.Range, st.just("role"), st.none() | st.just("N"), st.none() | st.just("recommendations")),
        st.builds(nodes.Value, st.just("date"), day),
        st.just(nodes.Everything()),
        st.just(nodes.Nothing()),
    )


def trees() -> st.SearchStrategy[Node]:
    def joined(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(children, max_size=3).map(tuple)
        return st.one_of(
            st.builds(nodes.And, several),
            st.builds(nodes.Or, several),
            st.builds(nodes.Not, children),
            st.builds(nodes.Synonyms, children, several),
        )

    return st.recursive(leaves(), joined, max_leaves=6)
