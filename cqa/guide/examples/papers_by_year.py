"""Count the papers of each council by year.

python papers_by_year.py INDEX
"""

from __future__ import annotations

import sys
from collections import Counter

import cqa


def main(where: str) -> None:
    """Print one line a council and year, for the index in the folder ``where``."""
    with cqa.open_index(where) as index:
        counts = Counter(
            (paper.authority.name if paper.authority else "not known", (paper.date or "undated")[:4])
            for paper in index.papers()
        )
    for (council, year), number in sorted(counts.items()):
        print(f"{council}\t{year}\t{number}")


if __name__ == "__main__":
    main(*sys.argv[1:])
