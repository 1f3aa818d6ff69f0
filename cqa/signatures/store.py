"""Signatures of all papers of an index, kept in its folder: one file for every engine, each paper read once.

The file is brought up to the papers when they are ingested, or at the first comparison after. Where it cannot be
written, what is lacking is kept in memory for the one comparison.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from weakref import WeakKeyDictionary
from zlib import compress, decompress

from cqa.engine.port import Engine
from cqa.model import Paper
from cqa.signatures.signature import Signature, hashed, is_counted, signature_of

NAME = "signatures.sqlite"

VERSION = 1
"""Raised when signatures are made otherwise: older ones are then made again."""

WAIT_SECONDS = 30.0
"""How long to wait for another process that writes."""

_TABLES = """
create table paper
  (number integer primary key, id text unique not null, stamp text not null, shingles integer, words blob);
create table term (hash integer primary key, papers integer not null);
create table posting (hash integer, paper integer, weight real not null, primary key (hash, paper)) without rowid;
create table sketch (hash integer, paper integer, primary key (hash, paper)) without rowid;
create index posting_of on posting (paper);
create index sketch_of on sketch (paper);
"""

Progress = Callable[[int, int], None]

_CHECKED: WeakKeyDictionary[Engine, Sequence[Paper]] = WeakKeyDictionary()
"""The papers to which the file was last brought up, of each engine: a program that compares often checks them once."""


class Signatures:
    """The signatures of an index, open for comparing."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        self.papers = _rows(file)

    def idf(self, stems: Collection[str]) -> dict[str, float]:
        """Return the rarity of stems that some paper has: the logarithm of papers over papers with it."""
        found: dict[str, float] = {}
        for stem in stems:
            row = self._file.execute("select papers from term where hash = ?", (hashed(stem),)).fetchone()
            if row and row[0]:
                found[stem] = math.log((self.papers + 1) / row[0])
        return found

    def scores(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Return the sum of the products of weights, by the id of each paper that has any of the stems."""
        sums: defaultdict[int, float] = defaultdict(float)
        ids = dict(self._file.execute("select number, id from paper"))
        for stem, weight in weights.items():
            rows = self._file.execute("select paper, weight from posting where hash = ?", (hashed(stem),))
            for number, own in rows:
                sums[number] += weight * own
        return {ids[number]: value for number, value in sums.items()}

    def having(self, paper_id: str, stems: Iterable[str]) -> dict[str, float]:
        """Return the weight of those of the stems that a paper has."""
        number = self._number(paper_id)
        asked = ((s, (hashed(s), number)) for s in stems)
        query = "select weight from posting where hash = ? and paper = ?"
        rows = ((stem, self._file.execute(query, key).fetchone()) for stem, key in asked)
        return {stem: row[0] for stem, row in rows if row}

    def sharing(self, sketch: Iterable[int], fewest: int) -> dict[str, tuple[int, ...]]:
        """Return the sketches of the papers that have at least so many hashes of a sketch, by id."""
        counts: defaultdict[int, int] = defaultdict(int)
        asked = tuple(sketch)
        places = ", ".join("?" * len(asked))
        for (number,) in self._file.execute(f"select paper from sketch where hash in ({places})", asked):  # noqa: S608
            counts[number] += 1
        return {self._id(number): self._sketch(number) for number, shared in counts.items() if shared >= fewest}

    def of(self, paper_id: str) -> Signature:
        """Return what is kept of a paper: everything but the weights of its stems."""
        row = self._file.execute("select number, shingles, words from paper where id = ?", (paper_id,)).fetchone()
        if row is None:
            return Signature({}, {}, {}, (), 0)
        stems = json.loads(decompress(row[2]))
        counts = {stem: count for stem, _, count in stems}
        return Signature({}, counts, {stem: form for stem, form, _ in stems}, self._sketch(row[0]), row[1])

    def sketch_of(self, paper_id: str) -> tuple[int, ...]:
        """Return the sketch of a paper."""
        return self._sketch(self._number(paper_id))

    def _sketch(self, number: int) -> tuple[int, ...]:
        rows = self._file.execute("select hash from sketch where paper = ? order by hash", (number,))
        return tuple(hash_ for (hash_,) in rows)

    def _id(self, number: int) -> str:
        return str(self._file.execute("select id from paper where number = ?", (number,)).fetchone()[0])

    def _number(self, paper_id: str) -> int:
        row = self._file.execute("select number from paper where id = ?", (paper_id,)).fetchone()
        return int(row[0]) if row else -1


@contextmanager
def signatures(engine: Engine, progress: Progress | None = None) -> Iterator[Signatures]:
    """Yield the signatures of all papers that the engine has, those that are lacking made first."""
    file = _opened(engine)
    try:
        try:
            _bring_up(file, engine, (), progress)
        except sqlite3.OperationalError:  # a disk that cannot be written
            file.close()
            file = _in_memory(engine)
            _bring_up(file, engine, (), progress)
        yield Signatures(file)
    finally:
        file.close()


def update(engine: Engine, read_again: Collection[str] = (), progress: Progress | None = None) -> None:
    """Bring the file up to the papers of an index; those of the files in ``read_again`` are made again."""
    if engine.home is not None:
        with closing(_opened(engine)) as file:
            _bring_up(file, engine, read_again, progress)


def _opened(engine: Engine) -> sqlite3.Connection:
    """Return the file, or where it cannot be opened a copy of it in memory. A file that is damaged is made again, since
    all of it comes from the index."""
    if engine.home is None:
        return _in_memory(engine)
    path = engine.home / NAME
    try:
        return _with_tables(sqlite3.connect(path, timeout=WAIT_SECONDS))
    except sqlite3.OperationalError:
        return _in_memory(engine)
    except sqlite3.DatabaseError:
        with suppress(OSError):
            path.unlink()
            return _with_tables(sqlite3.connect(path, timeout=WAIT_SECONDS))
        return _in_memory(engine)


def _in_memory(engine: Engine) -> sqlite3.Connection:
    """Return a copy in memory of a file that cannot be written; an empty one where it cannot be read either."""
    copy = sqlite3.connect(":memory:")
    if engine.home is not None and (engine.home / NAME).is_file():
        where = f"{(engine.home / NAME).absolute().as_uri()}?mode=ro&immutable=1"
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(where, uri=True)) as file:
            file.backup(copy)
    return _with_tables(copy)


def _with_tables(file: sqlite3.Connection) -> sqlite3.Connection:
    """Return the file with its tables; those of another version are made again."""
    if file.execute("pragma user_version").fetchone()[0] != VERSION:
        with file:
            file.execute("begin immediate")
            for (table,) in file.execute("select name from sqlite_master where type = 'table'").fetchall():
                file.execute(f'drop table "{table}"')
            for statement in _TABLES.strip().split(";"):
                file.execute(statement)
            file.execute(f"pragma user_version = {VERSION}")
    return file


def _bring_up(file: sqlite3.Connection, engine: Engine, read_again: Collection[str], progress: Progress | None) -> None:
    papers = engine.papers()
    if not read_again and _CHECKED.get(engine) is papers and _rows(file) == len(papers):
        return
    wanted = {p.id: p for p in papers}
    kept = dict(file.execute("select id, stamp from paper"))
    again = set(read_again)
    now = {i for i, p in wanted.items() if kept.get(i) == _stamp(p) and p.file not in again}
    gone = [i for i in kept if i not in now]
    new = [p for i, p in wanted.items() if i not in now]
    with file:
        for paper_id in gone:
            _remove(file, paper_id)
        for done, paper in enumerate(new, 1):
            texts = [p.text for p in engine.passages(paper.id) if is_counted(p)]
            _add(file, paper, signature_of(paper.title, texts))
            if progress:
                progress(done, len(new))
    _CHECKED[engine] = papers


def _stamp(paper: Paper) -> str:
    return f"{paper.sha256} {paper.span} {paper.title}"


def _rows(file: sqlite3.Connection) -> int:
    return int(file.execute("select count(*) from paper").fetchone()[0])


def _remove(file: sqlite3.Connection, paper_id: str) -> None:
    (number,) = file.execute("select number from paper where id = ?", (paper_id,)).fetchone()
    owned = "select hash from posting where paper = ?"
    file.execute(f"update term set papers = papers - 1 where hash in ({owned})", (number,))  # noqa: S608
    for table in ("posting", "sketch"):
        file.execute(f"delete from {table} where paper = ?", (number,))  # noqa: S608
    file.execute("delete from paper where number = ?", (number,))


def _add(file: sqlite3.Connection, paper: Paper, made: Signature) -> None:
    stems = [[stem, made.written[stem], count] for stem, count in made.counts.items()]
    row = (paper.id, _stamp(paper), made.shingles, compress(json.dumps(stems).encode()))
    number = file.execute("insert into paper (id, stamp, shingles, words) values (?, ?, ?, ?)", row).lastrowid
    hashes = {hashed(stem): weight for stem, weight in made.weights.items()}
    file.executemany("insert into posting values (?, ?, ?)", ((h, number, w) for h, w in hashes.items()))
    counted = "insert into term values (?, 1) on conflict (hash) do update set papers = papers + 1"
    file.executemany(counted, ((h,) for h in hashes))
    file.executemany("insert into sketch values (?, ?)", ((h, number) for h in made.sketch))
