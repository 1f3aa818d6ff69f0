"""Papers as large as a national index, made here: seeded, so that the same numbers give the same papers anywhere.

The words are those of our own ``corpus/`` by their frequency there, followed by made-up forms; the text is drawn from
them and says nothing. Everything else follows figures taken from the 183 real papers (25,293 passages, 51 councils) of
``../shared/papers`` on 22 November 2026; no text of theirs is used:

* passages a paper, words a passage, words a heading: the quantiles below;
* frequency of a word by rank: 0.061 r^-0.865 to rank 1,000, falling with exponent 1.674 from there;
* vocabulary: 30,240 words in 2.06 million, growing with the root (exponent 0.503) of the text.
"""

from __future__ import annotations

import argparse
import random
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

from cqa.gazetteer.register import entries
from cqa.model import Authority, FileState, Finding, Ingested, Judgement, Page, Paper, Passage, Section
from cqa.read import read

ROOT = Path(__file__).resolve().parents[2]

COUNCILS = 400
YEARS = range(2005, 2026)
VOCABULARY = 200_000
"""Word forms: what 90 million words hold by the growth above."""
TOPICS, TOPIC_WORDS, TOPIC_SHARE = 150, 150, 0.3
"""A paper keeps to a topic, from whose words this share is drawn: real words come in bursts."""
PAIRS = 300
"""Commonest word pairs of the corpus (*social workers*), drawn as one so that phrases have something to find."""
GENERAL, STREWN = 60, 6_000
"""Ranks between which the words are strewn: our corpus has one subject, councils have many. So the searches of
``queries.txt`` find about what they find in the real papers: the median 0.17 % of the passages (there 0.23 %), the 95th
of a hundred 9 % (there 7 %). Without this *caseloads* would stand in every fifth passage."""
UNITS_A_WORD = 0.9
"""What is drawn for each word wanted, as a pair is two."""

MARKS = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0)
PASSAGES = (1, 7, 22, 53, 151, 250, 567, 1592, 1840)
WORDS = (1, 13, 30, 67, 116, 156, 216, 312, 380)
HEADING = (1, 1, 2, 4, 7, 11, 13, 18, 33)
"""Values at the quantiles :data:`MARKS`; between them the quantile is taken as straight."""

ROLES = {"main issues": 64, "appendix": 7, "implications": 6, "summary": 5, "background": 4, "recommendations": 3}
ROLES |= {"purpose": 2, "consultation": 2, "implications:equality": 1, "decision": 1, "options considered": 1}
KINDS = {"para": 73, "table": 12, "item": 9, "footnote": 3, "heading": 2}
TYPES = {"minutes": 25, "other": 20, "report": 19, "inspection report": 18, "appendix": 10, "strategy": 4}
"""Shares in percent, of passages and of papers."""
GRADES = {"outstanding": 10, "good": 40, "requires improvement": 35, "inadequate": 15}
COMMITTEES = ("Executive Board", "Cabinet", "Council", "Scrutiny Board (Children's Services)", "Audit Committee")
COMMITTEES += ("Health and Wellbeing Board", "Planning Committee", "Corporate Parenting Board", "Licensing Committee")

_LETTERS = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")


class Generator:
    """Makes the papers of one seed. Paper ``n`` depends on the seed and ``n`` alone, its ``version`` on that too."""

    def __init__(self, seed: int = 6) -> None:
        self.seed = seed

    def papers(self, passages: int) -> Iterator[Ingested]:
        """Files until they hold so many passages, the last one cut to fit."""
        left, n = passages, 0
        while left > 0:
            made = self.paper(n, most=left)
            left -= len(made.passages)
            n += 1
            yield made

    def paper(self, n: int, version: int = 0, most: int = PASSAGES[-1]) -> Ingested:
        """The ``n``-th file. Another ``version`` has the same place and size but other words."""
        shape, words = random.Random(f"{self.seed}/{n}"), random.Random(f"{self.seed}/{n}/{version}")  # noqa: S311
        council = self.councils[int(COUNCILS * shape.random() ** 1.5)]
        date = f"{shape.choice(YEARS)}-{shape.randint(1, 12):02}-{shape.randint(1, 28):02}"
        committee, kind = shape.choice(COMMITTEES), _one(shape, TYPES)
        grades = tuple({_one(shape, GRADES): 0 for _ in range(3)}) if kind == "inspection report" else ()
        topic = self.topics[shape.randrange(TOPICS)]
        title = " ".join(self._units(words, topic, 2 + shape.randrange(9))).capitalize()
        paper_id, path = f"g{self.seed}-{n:07}", f"/generated/{council.code}/{date}-{n:07}.txt"
        count = max(1, min(round(_quantile(shape, PASSAGES)), most))
        made: list[Passage] = []
        sections: list[Section] = []
        start, heading, part, role = 0, "", 0, "main issues"
        for order in range(count):
            if order % 7 == 0:
                part += 1
                heading = " ".join(self._units(words, topic, round(_quantile(shape, HEADING)))).capitalize()
                role = _one(shape, ROLES)
            text = self._text(words, topic, round(_quantile(shape, WORDS) * UNITS_A_WORD))
            span, number = (start, start + len(text)), f"{part}.{order % 7 + 1}"
            start = span[1] + 2
            section, sort = f"s{order + 1}", _one(shape, KINDS)
            above = (title, heading)
            page = order // 6 + 1
            sections.append(Section(section, sort, span, number, heading, above, 2, role))  # type: ignore[arg-type]
            passage = Passage(
                f"{paper_id}#{section}", paper_id, path, span, text, title, kind, council.name, council.code or "",
                (committee,), date, number, heading, above, role, sort, grades=grades, page=page, page_last=page,
                page_label=str(page), order=order,
            )  # type: ignore[arg-type]  # fmt: skip
            made.append(passage)
        whole = "\n\n".join(p.text for p in made)
        pages = tuple(
            Page(i // 6 + 1, made[i].span[0], made[min(i + 5, count - 1)].span[1], str(i // 6 + 1))
            for i in range(0, count, 6)
        )
        paper = Paper(
            paper_id, path, f"{n:064x}", (0, len(whole)), title, kind, council, (committee,), date,
            page_last=pages[-1].number, judgements=_judgements(grades, made[0], date),
            findings=tuple((f, Finding(v, (0, 10), "made", 0.9)) for f, v in (("title", title), ("date", date))),
        )  # type: ignore[arg-type]  # fmt: skip
        state = FileState(path, f"{version:08x}{n:056x}", len(whole), 1 + version, "indexed", None, (paper_id,), "text")
        return Ingested(state, whole, pages, (paper,), (tuple(sections),), tuple(made))

    def write_files(self, folder: Path, files: int, passages: int = 40) -> None:
        """Text files as councils would write them, for ingest as a whole process."""
        for n in range(files):
            made = self.paper(n, most=passages)
            paper = made.papers[0]
            authority = paper.authority.name if paper.authority else ""
            head = f"{authority}\n\nReport to {paper.committees[0]}\n\nDate: {paper.date}\n\nSubject: {paper.title}\n"
            body = "\n\n".join(f"{p.number} {p.text}" for p in made.passages)
            path = folder / f"{n % 100:02}" / f"{n:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{head}\n{body}\n", encoding="utf-8")

    # ---- words

    @cached_property
    def councils(self) -> list[Authority]:
        """Current councils of the register, then abolished ones."""
        held = sorted(entries().items(), key=lambda x: (bool(x[1].end), x[0]))
        return [entry.authority for _, entry in held[:COUNCILS]]

    @cached_property
    def units(self) -> list[str]:
        """Words and pairs by falling frequency; made-up forms come last."""
        counts: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for path in sorted((ROOT / "corpus").rglob("*")):
            if path.suffix in (".pdf", ".docx", ".html"):
                words = _LETTERS.findall(read(path).text.lower())
                counts.update(words)
                pairs.update(f"{a} {b}" for a, b in pairwise(words) if len(a) > 3 and len(b) > 3)
        counts.update(dict(sorted(pairs.items(), key=lambda x: (-x[1], x[0]))[:PAIRS]))
        held = [word for word, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]
        strewn = held[GENERAL:STREWN]
        random.Random(f"{self.seed}/ranks").shuffle(strewn)  # noqa: S311
        held[GENERAL:STREWN] = strewn
        return held + list(_made_up(held, VOCABULARY - len(held), random.Random(self.seed)))  # noqa: S311

    @cached_property
    def weights(self) -> list[float]:
        """Running sums of the frequencies, by rank."""
        tail = 0.061 * 1000**-0.865 * 1000**1.674
        return list(accumulate(0.061 * r**-0.865 if r <= 1000 else tail * r**-1.674 for r in range(1, VOCABULARY + 1)))

    @cached_property
    def topics(self) -> list[tuple[list[str], list[float]]]:
        """Each topic's words, with running sums of their weights."""
        chance = random.Random(f"{self.seed}/topics")  # noqa: S311
        made = []
        for _ in range(TOPICS):
            words = [self.units[chance.randrange(150, 8_000)] for _ in range(TOPIC_WORDS)]
            made.append((words, list(accumulate(1 / r**0.8 for r in range(1, TOPIC_WORDS + 1)))))
        return made

    def _units(self, chance: random.Random, topic: tuple[list[str], list[float]], count: int) -> list[str]:
        units, weights, total = self.units, self.weights, self.weights[-1]
        own, owned, most = topic[0], topic[1], topic[1][-1]
        throw = chance.random
        return [
            own[bisect(owned, throw() * most)] if throw() < TOPIC_SHARE else units[bisect(weights, throw() * total)]
            for _ in range(count)
        ]

    def _text(self, chance: random.Random, topic: tuple[list[str], list[float]], words: int) -> str:
        units = self._units(chance, topic, max(words, 1))
        sentences, at = [], 0
        while at < len(units):
            size = 8 + int(chance.random() * 24)
            sentence = " ".join(units[at : at + size])
            sentences.append(sentence[:1].upper() + sentence[1:] + ".")
            at += size
        return " ".join(sentences)[:2500]


def _judgements(grades: Sequence[str], first: Passage, date: str) -> tuple[Judgement, ...]:
    quote = first.text[:20]
    span = (first.span[0], first.span[0] + len(quote))
    return tuple(
        Judgement("Overall effectiveness", "children", g, "Ofsted", date, "inspected", "s1", quote, span)
        for g in grades
    )


def _made_up(words: Sequence[str], count: int, chance: random.Random) -> Iterator[str]:
    """New forms of the halves of known words."""
    known = set(words)
    stock = [w for w in words if w.isalpha() and len(w) > 4]
    while count > 0:
        left, right = chance.choice(stock), chance.choice(stock)
        made = left[: chance.randint(2, 5)] + right[-chance.randint(2, 5) :]
        if made not in known:
            known.add(made)
            count -= 1
            yield made


def _quantile(chance: random.Random, values: Sequence[int]) -> float:
    at = chance.random()
    i = max(bisect(MARKS, at) - 1, 0)
    share = (at - MARKS[i]) / (MARKS[i + 1] - MARKS[i])
    return values[i] + share * (values[i + 1] - values[i])


def _one(chance: random.Random, shares: dict[str, int]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.generate", description="Write made-up papers.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--files", type=int, default=1_000)
    arguments.add_argument("--seed", type=int, default=6)
    given = arguments.parse_args()
    Generator(given.seed).write_files(given.folder, given.files)


if __name__ == "__main__":
    main()
