"""Bring files into the index: find them, see what changed, read in parallel, write and commit.

    files ─ discover ─▶ changed? ─ workers ─▶ Ingested ─ store ─▶ commit

Only what changed is read. Nothing is visible to readers before a commit, and each file is replaced as a whole. An
interruption therefore leaves the index as it was after the last commit.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from cqa.engine.open_part import writing
from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.ingest import lgsf, manifest
from cqa.ingest.discover import find_files, is_gone, resolved_paths
from cqa.ingest.encode import encode, encoder_of
from cqa.ingest.file_reader import MOST_HASHED, sha256
from cqa.ingest.given import GivenExempt, disagrees, remembered, stated_exempt
from cqa.ingest.indexed_state import all_files, is_unchanged
from cqa.ingest.journal import record
from cqa.ingest.report import IngestOptions, IngestReport, IngestResult, Progress, result_of
from cqa.ingest.sign import sign
from cqa.ingest.store import Store
from cqa.ingest.workers import read_files
from cqa.model import FileState, Paper

MOST_PRUNED = 0.5
"""Share of the indexed files that ``prune`` may remove without confirmation, like rsync's ``--max-delete``."""


def ingest(
    engine: Engine, paths: Iterable[Path], options: IngestOptions, progress: Progress | None = None
) -> IngestReport:
    """Read what changed below ``paths`` into the index and commit it.

    Raises :class:`~cqa.errors.UsageError` for a path that does not exist and
    :class:`~cqa.errors.IndexBusy` while another process writes. A file that cannot be read is a result,
    not an exception; if an earlier version of it was indexed, that version stays.
    """
    began = time.monotonic()
    roots = resolved_paths(paths)
    encoder = None if options.dry_run else encoder_of(engine, options.encoder)
    files, skipped = find_files(roots, follow_links=options.follow_links)
    files = _without(files, options.manifest)
    scraped = lgsf.read(options.lgsf) if options.lgsf else lgsf.Scraped({}, frozenset(), {})
    files = [path for path in files if str(path) not in scraped.unlisted and str(path) not in scraped.faults]
    known = {state.path: state for state in engine.files()}
    given = {path: state.given for path, state in known.items() if state.given} | scraped.facts
    if options.manifest:
        before_now = {p: s.given for p, s in known.items()}
        stated_now = manifest.read(options.manifest, files, before_now, engine.paper)
        elsewhere = (Path(p) for p, facts in stated_now.items() if facts != before_now.get(p, ()) and not is_gone(p))
        files = sorted({*files, *elsewhere})
        given |= stated_now
    indexed = _papers_by_file(engine)
    stated = GivenExempt(options.exempt.patterns, {**options.exempt.stated, **stated_exempt(given)})
    exempt = remembered(stated, (paper for papers in indexed.values() for paper in papers))
    outcomes = [IngestResult(path, "failed", "unreadable", why) for path, why in scraped.faults.items()]
    todo: list[Path] = []
    for path in files:
        before = known.get(str(path))
        stated_here = given.get(str(path), ())
        same = before is not None and stated_here == before.given and not disagrees(exempt, path, indexed[str(path)])
        if before is not None and same and is_unchanged(path, before, options):
            outcomes.append(result_of("unchanged", before))
        else:
            todo.append(path)
    lost = [p for p in known if options.prune and _below(Path(p), roots) and is_gone(p)]
    lost += sorted(scraped.unlisted & known.keys() - set(lost))
    _check_pruned(lost, known, roots, files, options)
    if options.dry_run:
        outcomes += [IngestResult(str(p), "replaced" if str(p) in known else "added", "indexed") for p in todo]
        outcomes += [IngestResult(p, "removed", known[p].status) for p in lost]
    elif todo or lost:
        with writing(engine, lambda: all_files(engine)) as writer:
            run = Store(engine, writer, known, given, len(files), len(outcomes), progress)
            for lost_path in lost:
                run.remove(lost_path)
            changed = [p for p in todo if disagrees(exempt, p, indexed[str(p)]) or not run.is_only_touched(p, options)]
            copies = _copies(changed)
            first = (p for p in changed if p not in copies)
            for ingested in read_files(first, options.jobs, ocr=options.ocr, given=given, exempt=exempt):
                run.store(ingested)
            unread = [copy for copy in copies if not run.stored_copy(copy, copies[copy])]
            for ingested in read_files(unread, options.jobs, ocr=options.ocr, given=given, exempt=exempt):
                run.store(ingested)
            writer.commit()
        engine.refresh()
        outcomes += run.outcomes
        sign(engine, {outcome.path for outcome in run.outcomes})
        record(engine, indexed, {outcome.path for outcome in run.outcomes})
    outcomes.sort(key=lambda o: o.path)
    seconds = time.monotonic() - began
    encoded = encode(engine, encoder, progress) if encoder else None
    return IngestReport(tuple(outcomes), tuple(skipped), seconds, encoded)


def _check_pruned(
    lost: list[str], known: dict[str, FileState], roots: list[Path], files: Sequence[Path], options: IngestOptions
) -> None:
    """Raise UsageError where so many files are gone, or a folder is so empty, that a share may not be mounted."""
    if not lost or options.prune_all or options.dry_run:
        return
    below = [path for path in known if _below(Path(path), roots)]
    emptied = [
        root
        for root in roots
        if root.is_dir() and any(_below(Path(p), [root]) for p in lost) and not any(_below(p, [root]) for p in files)
    ]
    if emptied or len(lost) > max(1, MOST_PRUNED * len(below)):
        raise UsageError(
            f"{len(lost)} of {len(below)} known files are gone from the given paths; is a share not mounted? Nothing "
            "was forgotten. To forget them all, give --prune-all"
        )


def _papers_by_file(engine: Engine) -> defaultdict[str, list[Paper]]:
    found: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in engine.papers():
        found[paper.file].append(paper)
    return found


def survey(paths: Iterable[Path], stated: Path | None = None) -> IngestReport:
    """Return what :func:`ingest` would read into an index that does not exist yet."""
    began = time.monotonic()
    files, skipped = find_files(resolved_paths(paths))
    files = _without(files, stated)
    if stated:
        manifest.read(stated, files, {}, lambda _: None)
    outcomes = tuple(IngestResult(str(p), "added", "indexed") for p in files)
    return IngestReport(outcomes, tuple(skipped), time.monotonic() - began)


def _copies(files: Sequence[Path]) -> dict[Path, str]:
    """Return the files that have the bytes of another, with their digest.

    The first by name is the original, so that the same papers are always stored under the same names.
    """
    by_size: defaultdict[int, list[Path]] = defaultdict(list)
    for path in files:
        with suppress(OSError):
            by_size[path.stat().st_size].append(path)
    copies: dict[Path, str] = {}
    for size, same in by_size.items():
        if not 0 < size <= MOST_HASHED:  # a file of the kernel says 0 and may never end
            continue
        first: set[str] = set()
        for path in sorted(same) if len(same) > 1 else ():
            with suppress(OSError):
                sha = sha256(path)
                if sha in first:
                    copies[path] = sha
                first.add(sha)
    return copies


def _without(files: list[Path], stated: Path | None) -> list[Path]:
    """Return the files without the manifest, which may lie among the papers and is none."""
    return [path for path in files if path != stated.resolve()] if stated else files


def _below(path: Path, roots: list[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
