"""The option that raises the floors."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-floors", action="store_true", help="raise the quality floors to what was reached; never lowers one"
    )
