"""What a paper says about itself: authority, committee, dates, title, type, people, flags and judgements."""

from cqa.extract.paper import extract

__all__ = ["extract"]
