"""The text of ``cqa --version``: cqa, its search engines, Python."""

from __future__ import annotations

import os
import platform
import sys

from cqa import __version__

ENGINE_PACKAGES = ("tantivy", "whoosh3", "opensearch-py")
"""Distributions whose versions help to reproduce a problem."""


def version_text() -> str:
    """Return the versions of cqa, of each search engine's library and of Python, one a line."""
    engines = ", ".join(f"{name} {_installed(name) or 'not installed'}" for name in ENGINE_PACKAGES)
    return f"cqa {__version__}\nengines: {engines}\nPython {platform.python_version()}"


def _installed(package: str) -> str | None:
    """Return the installed version of a distribution, from the name of its ``.dist-info`` folder.

    ``importlib.metadata``, ``pathlib`` and the engines take longer to import than all else that ``--version`` does.
    """
    stem, ending = package.replace("-", "_") + "-", ".dist-info"
    for folder in filter(os.path.isdir, (folder or "." for folder in sys.path)):
        for name in os.listdir(folder):
            if name.startswith(stem) and name.endswith(ending):
                return name.removesuffix(ending).removeprefix(stem)
    return None
