"""Write the passages that match a query to a CSV file.

python search_to_csv.py INDEX QUERY FILE
"""

from __future__ import annotations

import csv
import sys

import cqa


def main(where: str, query: str, file: str) -> None:
    """Search the index in the folder ``where`` and write up to 100 passages to ``file``."""
    with cqa.open_index(where) as index, open(file, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["council", "date", "title", "page", "text"])
        for hit in index.search(query, limit=100).passages:
            passage = hit.passage
            rows.writerow([passage.authority, passage.date, passage.title, passage.page, passage.text])


if __name__ == "__main__":
    main(*sys.argv[1:])
