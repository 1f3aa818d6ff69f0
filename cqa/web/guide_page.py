"""Pages of the guide as HTML. The only module that knows the Markdown library; it is never given a paper's text."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any

from flask import url_for
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from cqa.guide import TOPICS, page

_TOPIC_LINK = re.compile(r'href="(\w+)\.md"')


def html(topic: str) -> Markup:
    """Return a page of the guide as HTML, its links to other pages included. Raises KeyError for an unknown topic."""
    return Markup(_TOPIC_LINK.sub(_address, _rendered(topic)))  # noqa: S704 - our own pages, rendered without HTML


def _address(link: re.Match[str]) -> str:
    return f'href="{url_for("browsing.guide_page", topic=link[1])}"' if link[1] in TOPICS else 'href="#main"'


@lru_cache(maxsize=len(TOPICS))
def _rendered(topic: str) -> str:
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    for name, rule in (("table_open", _table_open), ("table_close", _table_close), ("th_open", _th_open)):
        renderer.add_render_rule(name, rule)
    renderer.add_render_rule("fence", _fence)
    return str(renderer.render(page(topic)))


# Tables and examples may be wider than a narrow window: each scrolls separately, and the keyboard can reach it.


def _region(kind: str, number: int) -> str:
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{kind} {number}">'


def _table_open(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    return _region("Table", sum(t.type == "table_open" for t in tokens[: at + 1])) + "<table>"


def _table_close(*_: Any) -> str:
    return "</table></div>"


def _th_open(*_: Any) -> str:
    return '<th scope="col">'


def _fence(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]) -> str:
    number = sum(t.type == "fence" for t in tokens[: at + 1])
    return f"{_region('Example', number)}<pre>{Markup.escape(tokens[at].content)}</pre></div>"
