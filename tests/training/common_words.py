"""Counts how common words are in plain English questions and guidance: what is common there says little of a topic.

Sources: the questions, scenarios and evidence of ConditionalQA (Sun et al., ACL 2022; GOV.UK pages, Open Government
Licence v3.0) and of XQuAD (Artetxe et al., ACL 2020; CC BY-SA 4.0). Only counts of stems are kept.
"""

from __future__ import annotations

import json
from collections import Counter
from math import log

from cqa.text.analyzer import stems
from tests.training import sets

TARGET = sets.REPOSITORY / "cqa" / "evidence" / "data" / "common_words.csv"
FEWEST = 12
"""Texts that hold a stem from which it is kept; rarer ones are informative anyway."""


def write() -> None:
    """Write the table of common stems, each with its inverse document frequency."""
    counts: Counter[str] = Counter()
    texts = 0
    for name in ("conditionalqa_train", "xquad_en"):
        folder = sets.SHARED / "data" / "retrieval" / name
        for file, fields in (("queries.jsonl", ("text", "scenario")), ("docs.jsonl", ("text",))):
            for line in (folder / file).read_text("utf-8").splitlines():
                row = json.loads(line)
                for field in fields:
                    if row.get(field):
                        counts.update(set(stems(row[field])))
                        texts += 1
    kept = sorted((stem, n) for stem, n in counts.items() if n >= FEWEST and stem.isalpha())
    lines = ["stem,idf", *(f"{stem},{log(1 + (texts - n + 0.5) / (n + 0.5)):.2f}" for stem, n in kept)]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(kept)} stems of {texts} texts")


write()
