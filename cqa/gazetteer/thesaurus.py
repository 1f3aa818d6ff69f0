"""The field's terms for everyday words, near in meaning and not the same, so that they count less than the word itself.

``data/thesaurus/thesaurus.tsv`` has a line a term: its stems, a tab, the terms that papers use.
:mod:`cqa.gazetteer.build_thesaurus` makes it from ``everyday.toml``. Terms that IPSV and the Local Government Services
List do not prefer were also tried: cross-validated nDCG fell by .003, so they are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "thesaurus"


def alternatives(term: Sequence[str]) -> tuple[str, ...]:
    """Return the terms that papers use for a term, given by its stems; () for one that is not listed.

    >>> alternatives(("kid",))[:2]
    ('children', 'child')
    """
    line = _lines().get(" ".join(term))
    return tuple(line.split("|")) if line else ()


@cache
def _lines() -> Mapping[str, str]:
    """Return the lines of the data file by the stems that they begin with; a line is parsed when it is needed."""
    text = DATA.joinpath("thesaurus.tsv").read_text("utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines()[1:])
