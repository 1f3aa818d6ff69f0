"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""The seed papers, real files, gold labels and the referee; they live beside the checkout, not in it."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers and gold labels; tests that need it skip where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"no {SHARED}: real papers and gold labels are not here")
    return SHARED
