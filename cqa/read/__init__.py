"""Reading: a file's bytes become a Document, canonical text with pages and lines."""

from cqa.read.reader import read

__all__ = ["read"]
