"""Whether a paper, or a part of it, is closed to the public: by what words, where, under which paragraphs of the law.

Marks are looked for in the whole paper, in running headers and footers, in forms and in stamps. What looks like a mark
and is not clearly its denial closes the paper, or the part whose beginning and end the structure shows. The rules are
rows of ``rules.toml``.
"""

from cqa.extract.exemption.divide import ExemptDecision, divide, open_view

__all__ = ["ExemptDecision", "divide", "open_view"]
