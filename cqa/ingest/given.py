"""What people say of files themselves: that they are exempt, or that they are open whatever their words look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from cqa.model import GivenFacts, Paper
from cqa.record import dataclass, field

GIVEN_EXEMPT = "given: exempt"
"""The rule of a finding that rests on what was said, and not on the paper's words."""


@dataclass(frozen=True, slots=True)
class GivenExempt:
    """``patterns`` are globs of paths or names that are exempt; ``stated`` says yes or no of single files, by their
    absolute path, and comes first: a manifest confirms or lifts with it."""

    patterns: tuple[str, ...] = ()
    stated: Mapping[str, bool] = field(default_factory=dict)

    def of(self, path: Path) -> bool | None:
        """Return what is said of a file, None where nothing is.

        >>> GivenExempt(("*/Part II/*", "*exempt*")).of(Path("/papers/Part II/sale.pdf"))
        True
        """
        said = self.stated.get(str(path))
        if said is not None:
            return said
        names = (str(path).replace("\\", "/").casefold(), path.name.casefold())
        return True if any(fnmatchcase(n, p.casefold()) for p in self.patterns for n in names) else None


def stated_exempt(given: Mapping[str, tuple[GivenFacts, ...]]) -> dict[str, bool]:
    """Return what a manifest says of whole files, by their paths; what it says of one paper in a file is not in it."""
    return {path: row.exempt == "yes" for path, rows in given.items() for row in rows if row.number == 0 and row.exempt}


def remembered(given: GivenExempt, papers: Iterable[Paper]) -> GivenExempt:
    """Return what is said now, with what was said of indexed files before: a changed file stays exempt."""
    before = {p.file: True for p in papers if any(f.rule == GIVEN_EXEMPT for name, f in p.findings if name == "exempt")}
    return GivenExempt(given.patterns, {**before, **given.stated})


def disagrees(given: GivenExempt, path: Path, papers: Iterable[Paper]) -> bool:
    """Return whether what is indexed of a file is open where it is said to be exempt, or exempt where it is said to be
    open."""
    said = given.of(path)
    return said is not None and any(paper.exempt != said for paper in papers)
