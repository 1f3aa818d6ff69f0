"""Web pages: what the paper says as headings, paragraphs, items and rows. Only this folder uses selectolax."""

from cqa.read.html.page import read_html

__all__ = ["read_html"]
