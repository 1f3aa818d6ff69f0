"""The user guide: Markdown pages that ``cqa help TOPIC`` prints, the web page shows and the tests run."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent

TOPICS = {
    "query": "the query language: words, phrases, fields, dates",
    "answers": "how questions are answered, and what the verdicts mean",
    "tasks": "find precedents, follow decisions, collect and check evidence, cite, watch",
    "fetch": "get your council's papers, and keep up with them",
    "assistants": "let an assistant ask, over MCP, and have it quote",
    "files": "which files cqa reads, and what to do with those it cannot read",
    "page": "the local web page",
    "output": "JSON, CSV, spreadsheets and exit statuses, for scripts",
    "python": "cqa from Python, with example programs",
    "reference": "every function of the Python API, with its keywords and an example",
    "engines": "the search engines and how to choose one",
    "evaluate": "measure the answers on your own questions",
    "limits": "where cqa is weak, and how fast it is",
    "changelog": "what changed in each version",
}
"""Names of the guide's pages, in reading order, with a line on each; the page is ``<name>.md`` in this folder."""


def page(topic: str) -> str:
    """Return the Markdown of a page of :data:`TOPICS`. Raises KeyError for any other name."""
    if topic not in TOPICS:
        raise KeyError(topic)
    return (FOLDER / f"{topic}.md").read_text("utf-8")
