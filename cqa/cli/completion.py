"""Values of filters for the shell: councils, committees, wards and grades of the index."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from cqa.fields import Field

MOST = 40
"""Values that are offered at once."""

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def completion_of(field: Field) -> Complete:
    """Return what completes the values of a filter: those in the open part of the index with a word that begins so."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        bash = os.environ.get("_CQA_COMPLETE", "").startswith("bash")
        wanted = incomplete.replace("\\", "").strip("'\"").casefold()
        found = [value for value in _values(ctx, field) if _begins(value, wanted)][:MOST]
        return [CompletionItem(value.replace(" ", "\\ ") if bash else value) for value in found]

    return complete


def _values(ctx: click.Context, field: Field) -> list[str]:
    """Return the values of a field; none where there is no index, since completion never fails."""
    from cqa.catalogue.filter_options import open_values
    from cqa.engine.open_part import open_part
    from cqa.errors import CqaError

    named = ctx.params.get("index") or ctx.find_root().params.get("index") or os.environ.get("CQA_INDEX") or "index"
    try:
        return open_values(open_part(Path(named)), field.name)
    except (CqaError, OSError):
        return []


def _begins(value: str, wanted: str) -> bool:
    """Return whether a name, or one of its words, begins so."""
    folded = value.casefold()
    return folded.startswith(wanted) or any(word.startswith(wanted) for word in folded.split())
