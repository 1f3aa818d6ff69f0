"""Decisions: what a body or a person decided, by whom moved, how voted on, and what reports propose.

:func:`decisions` reads one paper. Verbs, cues and labels are data (``data/``), each row with an example and a
counter-example. Use it for minutes, decision records and reports; agendas and appendices decide nothing.
"""

from __future__ import annotations

from cqa.extract.decisions.reader import decisions

__all__ = ["decisions"]
