"""Answer each line of a file and print the best quotation for each answer.

python questions_from_file.py INDEX QUESTIONS
"""

from __future__ import annotations

import sys
from pathlib import Path

import cqa


def main(where: str, questions: str) -> None:
    """Ask every non-empty line of the file ``questions`` of the index in the folder ``where``."""
    with cqa.open_index(where) as index:
        for question in filter(None, Path(questions).read_text("utf-8").splitlines()):
            answer = index.ask(question).answer
            print(f"{question}\n  {answer.text}")
            if answer.found and answer.evidence:
                best = answer.evidence[0]
                print(f"  “{best.sentence}” ({best.passage.file}, p. {best.passage.page})")


if __name__ == "__main__":
    main(*sys.argv[1:])
