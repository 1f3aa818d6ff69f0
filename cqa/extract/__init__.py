"""What a paper says about itself: authority, committee, dates, title, type, people, flags and judgements."""

from cqa.model import Document, GivenFacts, Paper, Part

__all__ = ["extract"]


def extract(doc: Document, parts: tuple[Part, ...], given: tuple[GivenFacts, ...] = ()) -> tuple[Paper, ...]:
    """Return one paper per part, in the same order, judgements included. See :mod:`cqa.extract.paper`.

    Loaded when first called: reading a question needs a small part of this package only.
    """
    from cqa.extract import paper

    return paper.extract(doc, parts, given)
