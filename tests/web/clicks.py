"""Clicks that lead to another page end when that page is there.

A click returns as soon as it is made; what is read next could still be read off the page that is being left.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Error, Locator, Page

LEADS_AWAY = """element => {
  const link = element.closest("a[href]");
  if (link) return !link.hasAttribute("download") && link.href.split("#")[0] !== location.href.split("#")[0];
  const button = element.closest("button");
  return Boolean(button && button.type === "submit" && button.form);
}"""
LOADED = "[document.readyState, performance.timeOrigin]"
PATIENCE = 15.0
"""Seconds for another page to come."""


@contextmanager
def waiting() -> Iterator[None]:
    """While this holds, every click on a link or a submit button waits for the page that it leads to."""
    plain = Locator.click

    def click(self: Locator, **options: Any) -> None:
        away = self.evaluate(LEADS_AWAY)
        before = self.page.evaluate(LOADED)[1] if away else 0
        plain(self, **options)
        if away:
            _arrive(self.page, before)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click)
        yield


def _arrive(page: Page, before: float) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            state, began = page.evaluate(LOADED)
        except Error:  # between two pages there is none to ask
            state, began = "", before
        if state == "complete" and began != before:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"no other page came after a click on {page.url}")
