"""Whether a paper, or a part of it, is closed to the public: by what words, where, under which paragraphs of the law.

Marks are looked for in the whole paper, in running headers and footers, in forms and in stamps. What looks like a mark
and is not clearly its denial closes the paper, or the part whose beginning and end the structure shows.

A text is read in four steps. ``words`` brings it to one form; ``lexicon`` names its words by the lists of
``lexicon.toml``; ``closing`` finds the words that close, in that sense and no other; ``denial`` and ``subject`` say
whether they are taken back, and of which paper they are said. ``reading`` puts this together for a sentence or line,
``forms`` for a label and its value, ``meeting`` for the public who leave and return, and ``places`` says what of the
paper is closed by it.
"""

from cqa.extract.exemption.divide import ExemptDecision, divide, open_view

__all__ = ["ExemptDecision", "divide", "open_view"]
