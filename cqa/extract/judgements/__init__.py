"""Judgements: who graded what, how, when, and in which words of the paper.

:func:`judgements` reads one paper. :func:`grade_mentions` and :func:`theme_mentions` read questions with the same
words. The frameworks, themes and scales are data (``cqa/gazetteer/data/frameworks.toml``).

Use it for: grades given to a council, its services, its area partnership or its safeguarding board. Not for: grades
of schools, homes or other providers, national shares, risk scores, audit opinions; those are left out.
"""

from __future__ import annotations

from cqa.extract.judgements.reader import judgements
from cqa.gazetteer.frameworks import Framework, Scale, Theme, frameworks
from cqa.gazetteer.grades import grade_label, grade_mentions, grade_name
from cqa.gazetteer.themes import theme_key, theme_mentions

__all__ = [
    "Framework",
    "Scale",
    "Theme",
    "frameworks",
    "grade_label",
    "grade_mentions",
    "grade_name",
    "judgements",
    "theme_key",
    "theme_mentions",
]
