"""Papers marked exempt are neither listed, counted, hinted at nor served, unless the server was asked to."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.web.journeys import searched
from tests.web.made_papers import SECRET_COMMITTEE, SECRET_TITLE, SECRET_WORD
from tests.web.served import Served, told_by

COUNCIL = "Wigan Metropolitan Borough Council"
WHICH = quote("Which councils say that caseloads are high?")

LISTS = [
    *("/", "/councils", "/papers", "/grades", "/grades?theme=&kind=all", "/coverage", "/recommendations"),
    *(searched("caseloads"), searched("*", size="20"), f"/answer?q={WHICH}", f"/search?q={WHICH}"),
    *("/topics?topic=caseloads%0Asell", "/topics/Leeds%20City%20Council?topic=caseloads"),
    *(f"/facets/{name}?q=*" for name in ("authority", "committee", "grade", "role", "type")),
    *(f"/download/{what}.json?q={WHICH}&topic=caseloads&theme=" for what in ("search", "recommendations", "answer")),
    *(
        f"/download/{what}.csv?topic=caseloads&theme="
        for what in ("search", "papers", "councils", "grades", "topics", "files")
    ),
    *("/suggest?q=wig", "/suggest?q=quarantine", "/suggest?q=caseloads%20of%20zirc", "/suggest?q=xylo"),
]
"""Where papers, their councils, words or files are listed."""

PROBES = [
    *(
        f"/search?q=caseloads&{name}={value}"
        for name, value in (
            ("authority", "Wigann"),
            ("authority", "nowhere"),
            ("committee", "Quarantin"),
            ("committee", "nowhere"),
            ("grade", "nothing"),
            ("paper", "nothing"),
            ("role", "nothing"),
            ("type", "nothing"),
        )
    ),
    *(
        "/search?q=authority:wigann",
        "/search?q=committee:quarantin",
        "/search?q=file:secre",
        "/search?q=title:xylophon",
    ),
    *(
        "/search?q=zirconum",
        "/search?q=zirconiun%20caseloads",
        "/search?q=xylophon",
        "/download/search.json?q=zirconum",
    ),
    *(
        "/papers?authority=Wigann",
        "/papers?committee=nowhere",
        "/download/papers.json?committee=nowhere",
        "/topics?topic=zirconum",
    ),
    *(
        "/answer?q=Does%20any%20council%20sell%20zirconum%3F",
        "/answer?q=What%20did%20the%20Quarantin%20committee%20decide%3F",
    ),
]
"""Guesses near to what is hidden: no answer may lead on."""


@pytest.fixture(scope="module")
def secret(made_index: object, open_site: Served) -> dict[str, object]:
    """The exempt paper, as the command prints it."""
    (found,) = [p for p in told_by(open_site.index, "papers", "--include-exempt") if p["exempt"]]
    assert found["authority"]["name"] == COUNCIL
    assert found["committees"] == [SECRET_COMMITTEE]
    assert found["title"] == SECRET_TITLE
    shown: dict[str, object] = found
    return shown


def own_addresses(paper: object) -> list[str]:
    at = f"/papers/{paper}"
    pages = (f"{at}/pages", f"{at}/pages/1-640.png", f"{at}/s1/quotation.txt")
    return [
        at,
        f"{at}/s1",
        f"{at}/file",
        f"{at}/similar",
        *pages,
        *(f"{at}/cite.{form}" for form in ("bib", "ris", "json")),
    ]


@pytest.mark.parametrize("path", [*LISTS, *PROBES])
def test_nothing_hints_at_it(made_site: Served, secret: dict[str, object], path: str) -> None:
    answer = made_site.get(path)
    assert answer.status in (200, 400)
    said = answer.text.casefold()
    hints = (
        SECRET_WORD,
        "wigan metropolitan",
        SECRET_COMMITTEE,
        SECRET_TITLE,
        "secret.md",
        str(secret["id"]),
        "2024-05-07",
    )
    assert not [hint for hint in hints if hint.casefold() in said]


@pytest.mark.parametrize(
    "q",
    [
        SECRET_WORD,
        f'"{SECRET_WORD}"',
        "zircon*",
        f"caseloads of {SECRET_WORD}",
        f"authority:{COUNCIL}",
        f'committee:"{SECRET_COMMITTEE}"',
        f"title:{SECRET_TITLE}",
        "exempt:true",
        "date:2024-05-07",
    ],
)
def test_no_search_finds_it(made_site: Served, secret: dict[str, object], q: str) -> None:
    for path in (searched(q), searched(q, authority=COUNCIL), "/recommendations?q=" + quote(q)):
        page = made_site.get(path).text
        assert str(secret["id"]) not in page
        assert SECRET_TITLE not in page.replace(f"title:{SECRET_TITLE}", "")


@pytest.mark.parametrize(
    "question",
    [
        "What overall effectiveness grade did Ofsted give Wigan?",
        "When was Wigan last inspected?",
        f"Which councils mention {SECRET_WORD}?",
        f"What was the {SECRET_COMMITTEE} asked to do?",
        f"Is {SECRET_WORD} to be sold?",
    ],
)
def test_no_answer_rests_on_it(made_site: Served, secret: dict[str, object], question: str) -> None:
    for path in (searched(question), "/answer?q=" + quote(question), "/download/answer.json?q=" + quote(question)):
        page = made_site.get(path).text
        assert str(secret["id"]) not in page
        assert "2024" not in page
        assert "be sold" not in page.replace(question, "")
        assert '"found": true' not in page or SECRET_COMMITTEE in question, "the shown papers have recommendations too"


def test_it_has_no_address(made_site: Served, secret: dict[str, object]) -> None:
    for path in (
        *own_addresses(secret["id"]),
        f"/councils/{quote(COUNCIL)}",
        f"/topics/{quote(COUNCIL)}?topic=caseloads",
    ):
        answer = made_site.get(path)
        assert answer.status == 404, path
        assert SECRET_TITLE not in answer.text


def test_it_is_told_from_no_paper_at_all_by_nothing(made_site: Served, secret: dict[str, object]) -> None:
    """This test ensures that an exempt paper and one that was never held are answered alike."""
    for path, nobody in zip(own_addresses(secret["id"]), own_addresses("0123456789ab"), strict=True):
        assert made_site.get(path).body == made_site.get(nobody).body
    by_filter, by_nobody = (made_site.get(searched("*", paper=str(p))) for p in (secret["id"], "0123456789ab"))
    assert by_filter.status == by_nobody.status
    assert by_filter.text.replace(str(secret["id"]), "") == by_nobody.text.replace("0123456789ab", "")


def test_counts_leave_it_out(made_site: Served) -> None:
    for path in ("/", searched("caseloads"), "/coverage", f"/answer?q={WHICH}"):
        counted = re.search(r"([\d,]+) papers(?: of|,) ([\d,]+) councils", made_site.get(path).text)
        assert counted
        assert counted.groups() == ("5", "3"), path


def test_it_is_shown_when_the_server_was_told_to(open_site: Served, secret: dict[str, object]) -> None:
    assert "exempt or confidential are shown" in open_site.log.read_text("utf-8")
    (passage,) = {p["id"] for p in told_by(open_site.index, "search", '"be sold"', "--include-exempt")["passages"]}
    for path in (*own_addresses(secret["id"]), "/papers/" + passage.replace("#", "/")):
        if "/s1" not in path and "/pages" not in path:
            assert open_site.get(path).status == 200, path
    assert SECRET_WORD in open_site.get(own_addresses(secret["id"])[2]).text
    for path in ("/councils", "/grades", searched(SECRET_WORD), f"/councils/{quote(COUNCIL)}", f"/answer?q={WHICH}"):
        assert COUNCIL in open_site.get(path).text, path
    assert "secret.md" in open_site.get("/download/files.csv").text
    assert SECRET_WORD in open_site.get("/suggest?q=zirc").text
    assert "Did you mean" in open_site.get(searched("zirconum")).text
    assert "exempt, Schedule 12A paragraph 3" in open_site.get(own_addresses(secret["id"])[0]).text
