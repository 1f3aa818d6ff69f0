"""A saved error, search or sign-in page is no paper: detected by strong signs only."""

from __future__ import annotations

import re

from cqa.errors import UnreadableFile

ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error|http)\s*)?(?:40[0134]|410|50[0234])\b|page not found|not found\W*$|access denied|forbidden|"
    r"service unavailable|bad gateway|server error|page (?:cannot|can't|could not) be (?:found|displayed)|"
    r"are you a robot|just a moment|attention required|security check|sign in to|log ?in to your account",
    re.IGNORECASE,
)
"""Titles of error pages: status numbers of RFC 9110 section 15, and the usual wordings."""

ERROR_TEXT = re.compile(
    r"(?:the )?page (?:you (?:requested|were looking for|are looking for)|can(?:not|'t) be found|"
    r"could not be found|not found)|"
    r"(?:sorry|oops)[,!.]? (?:we|the page|this page|something)|no (?:search )?results (?:were )?found|"
    r"your search (?:for|did not)|enable javascript|checking your browser|request (?:was )?blocked",
    re.IGNORECASE,
)

SHORT = 1_500
"""Characters: an error page is short; a paper that quotes such words is not."""


def refuse_if_error(name: str, title: str, text: str) -> None:
    """Raise UnreadableFile for a page whose title, or whose few words, say that the paper was not served."""
    short = len(text) < SHORT
    if short and (ERROR_TITLE.search(title) or ERROR_TEXT.search(text)):
        said = title or text[:60]
        raise UnreadableFile(
            f"{name}: this is a web site's error or search page ({said!r}), no paper. Fetch the paper."
        )
