"""Train the sentence parameters again: ``python -m tests.training.sentences PATH... [--out FILE]``.

Reads text files, or any file that `cqa.read` reads, trains Punkt on their running text and writes the facts that
were learned (abbreviations, collocations, sentence starters, where words were seen capitalised) as JSON. No
sentence of the papers is kept.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from nltk.tokenize.punkt import PunktTrainer

from cqa.errors import ReadError
from cqa.read import read
from cqa.text import sentences

DATA = Path(sentences.__file__).parent / "data"

LEAST_SEEN = 4
"""Times a word must occur for its capitalisation to be kept."""

MOST_WORDS = 12000
"""Words of which the capitalisation is kept, commonest first."""

SEEN_LOWER = (1 << 4) | (1 << 5) | (1 << 6)
"""Punkt's flags of a word that was seen in lower case (``nltk.tokenize.punkt``, ``_ORTHO_LC``)."""

_WORD = re.compile(r"[a-z][a-z'\u2019-]*$")
_PLAIN_WORD = re.compile(r"[a-z][a-z.]{0,9}$")


def running_text(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the text of every readable file in ``paths`` (and below folders), without table rows and short lines."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if not file.is_file():
                continue
            text = _text_of(file)
            if text:
                yield _prose(text)


def _text_of(file: Path) -> str:
    if file.suffix == ".txt":
        return file.read_text(encoding="utf-8", errors="replace")
    try:
        return read(file).text
    except ReadError:
        return ""


def _prose(text: str) -> str:
    return "\n".join(
        x for x in text.split("\n") if "\t" not in x and (len(x) > 40 or x.rstrip().endswith((".", "!", "?")))
    )


def field_abbreviations() -> set[str]:
    """Return abbreviations that end no sentence, whatever the texts hold."""
    return set(tomllib.loads((DATA / "abbreviations.toml").read_text(encoding="utf-8"))["words"])


def train(texts: Iterable[str]) -> dict[str, object]:
    """Return what Punkt learns from ``texts``, ready to be written as JSON.

    Unsupervised training also finds "abbreviations" that are only words which often end a paragraph's last line:
    those that the papers print without a stop about as often are dropped. So are names of people and places (words
    never seen in lower case) and pairs of a paragraph's number with its first word.
    """
    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = False
    trainer.ABBREV_BACKOFF = 10
    words: dict[str, int] = defaultdict(int)
    for text in texts:
        trainer.train(text, finalize=False)
        for token in text.lower().split():
            words[token.strip("\"'()[],;:")] += 1
    trainer.finalize_training()
    learned = trainer.get_params()
    abbreviations = {
        a
        for a in learned.abbrev_types
        if _PLAIN_WORD.match(a) and words[a + "."] > 2 * words[a] and words[a + "."] >= 3
    }
    common = {w for w, flags in learned.ortho_context.items() if flags & SEEN_LOWER and _WORD.match(w)}
    kept = sorted((w for w in common if words[w] >= LEAST_SEEN), key=lambda w: (-words[w], w))[:MOST_WORDS]
    case: dict[int, list[str]] = defaultdict(list)
    for word in sorted(kept):
        case[learned.ortho_context[word]].append(word)
    return {
        "source": "Punkt (NLTK PunktTrainer) over UK council committee papers and inspection reports; statistics only",
        "abbreviations": sorted(abbreviations | field_abbreviations()),
        "collocations": sorted([a, b] for a, b in learned.collocations if len(a) > 1 and {a, b} <= common),
        "starters": sorted(learned.sent_starters & common),
        "case": {str(k): v for k, v in sorted(case.items())},
    }


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Train the sentence parameters on committee papers.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "sentences.json")
    args = parser.parse_args()
    facts = train(running_text(args.paths))
    args.out.write_text(json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(facts['abbreviations'])} abbreviations, {len(facts['collocations'])} collocations")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
