"""The text of ``cqa --version``: cqa, its search engines, Python."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from cqa import __version__

ENGINE_PACKAGES = ("tantivy", "whoosh3", "opensearch-py")
"""Distributions whose versions help to reproduce a problem."""


def version_text() -> str:
    """Return the versions of cqa, of each search engine's library and of Python, one a line."""
    engines = ", ".join(f"{name} {_installed(name) or 'not installed'}" for name in ENGINE_PACKAGES)
    return f"cqa {__version__}\nengines: {engines}\nPython {platform.python_version()}"


def _installed(package: str) -> str | None:
    """Return the installed version of a distribution, from the name of its ``.dist-info`` folder.

    ``importlib.metadata`` and the engines themselves take longer to import than all else that ``--version`` does.
    """
    stem = package.replace("-", "_")
    for folder in sys.path:
        for found in Path(folder or ".").glob(f"{stem}-*.dist-info"):
            return found.name.removesuffix(".dist-info").removeprefix(f"{stem}-")
    return None
