"""Minutes of one item, and the decisions that are read from them."""

from __future__ import annotations

from pathlib import Path

from cqa.extract import extract
from cqa.model import Decision, Paper
from cqa.read import read
from cqa.split import split

HEAD = (
    "Testford Borough Council\n\nMinutes of the Planning Committee held on 12 June 2018\n\n"
    "Present: Councillors Able, Baker\n\n"
)
PARISH_HEAD = (
    "Testham Parish Council\n\nMinutes of the Parish Council meeting held on 12 June 2018\n\n"
    "Present: Cllrs Able, Baker\n\n"
)
Votes = tuple[int | None, int | None, int | None]


def paper_of(tmp_path: Path, text: str, name: str = "minutes.txt") -> tuple[Paper, str]:
    """The last paper of a file with this text, read as the command reads it, and its canonical text."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    doc = read(path)
    return extract(doc, split(doc))[-1], doc.text


def decided(tmp_path: Path, minute: str, head: str = HEAD) -> list[Decision]:
    """The decisions of one minute."""
    text = (
        f"{head}1 Apologies\n\nNone.\n\n2 Interests\n\nNone.\n\n3 Subject of the item\n\n{minute}\n\n4 Close\n\nNone.\n"
    )
    paper, canonical = paper_of(tmp_path, text)
    for d in paper.decisions:
        quotes = [d.text, d.stated, d.proposer, d.seconder, d.decider, *(v.quote for v in d.votes)]
        for quote in (*quotes, *(p.quote for p in d.parts)):
            assert quote is None or canonical[slice(*quote.span)] == quote.text
        assert (d.item_number, d.item) == ("3", "Subject of the item")
        assert d.date == "2018-06-12"
    return list(paper.decisions)


def counts(d: Decision) -> list[Votes]:
    return [(v.for_, v.against, v.abstained) for v in d.votes]
