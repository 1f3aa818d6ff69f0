"""What people state of files: that they are exempt, or that they are open whatever their words look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from cqa.model import GivenFacts, Paper
from cqa.record import dataclass, field

GIVEN_EXEMPT = "given: exempt"
"""The rule of a finding that people stated, which does not come from the paper's words."""


@dataclass(frozen=True, slots=True)
class GivenExempt:
    """``patterns`` are globs of paths or names that are exempt; ``stated`` says for single files, by absolute path,
    whether they are exempt, and takes precedence: a manifest confirms or lifts a mark with it."""

    patterns: tuple[str, ...] = ()
    stated: Mapping[str, bool] = field(default_factory=dict)

    def of(self, path: Path) -> bool | None:
        """Return whether a file is stated to be exempt, None where nothing is stated.

        >>> GivenExempt(("*/Part II/*", "*exempt*")).of(Path("/papers/Part II/sale.pdf"))
        True
        """
        said = self.stated.get(str(path))
        if said is not None:
            return said
        names = (str(path).replace("\\", "/").casefold(), path.name.casefold())
        return True if any(fnmatchcase(n, p.casefold()) for p in self.patterns for n in names) else None


def stated_exempt(given: Mapping[str, tuple[GivenFacts, ...]]) -> dict[str, bool]:
    """Return what a manifest states of whole files, by their paths; not what it states of one paper in a file."""
    return {path: row.exempt == "yes" for path, rows in given.items() for row in rows if row.number == 0 and row.exempt}


def remembered(given: GivenExempt, papers: Iterable[Paper]) -> GivenExempt:
    """Return what is stated now and what was stated of indexed files before: a changed file stays exempt."""
    before = {p.file: True for p in papers if any(f.rule == GIVEN_EXEMPT for name, f in p.findings if name == "exempt")}
    return GivenExempt(given.patterns, {**before, **given.stated})


def disagrees(given: GivenExempt, path: Path, papers: Iterable[Paper]) -> bool:
    """Return whether the indexed papers of a file differ from what is stated: exempt or open."""
    said = given.of(path)
    return said is not None and any(paper.exempt != said for paper in papers)
