"""What was seen of pages before the last few runs: OUTPUT/_state/pages.sqlite, where the output is on a local disk.

Runs write files (sightings.py); when a bucket has many, the older ones are poured in here, in one transaction, and then
deleted, so that kill -9 at any moment leaves what was seen in a file, in here, or in both, which says the same. SQLite,
as a run asks for a few hundred pages out of millions. No write-ahead log, which several machines could not share.

A page is forgotten 30 days after it was last read, as long as feeds' stories are remembered after they were last shown:
what a feed shows again after that is new to it and is asked for in any case. Then it is fetched whole, without a
condition, and what its row says is looked up in the tables (held_rows.py). So the file stops growing.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.state.feed_store import DAMAGED
from pipeline.state.sightings import BUCKETS, FOLDER, bucket_of
from pipeline.storage import is_remote
from schemas.sighting import Sighting

_LOG = logging.getLogger(__name__)

PAGES = "pages.sqlite"
KEPT = timedelta(days=30)
_DAY = 86_400
_PATIENCE = 120.0
"""Seconds that one waits for who has the file: a bucket is poured in less than one, forgetting takes a few."""
_BITS = 57
"""Of a key, below the 6 of its bucket, whose rows lie together and are swept together."""
_LAYOUT = """
CREATE TABLE IF NOT EXISTS pages (
    key INTEGER PRIMARY KEY, seen INTEGER NOT NULL, url TEXT NOT NULL, article_id TEXT NOT NULL, revision TEXT NOT NULL,
    etag TEXT, last_modified TEXT
);
CREATE TABLE IF NOT EXISTS revisions (
    article INTEGER, revision INTEGER, run INTEGER NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (article, revision)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, run_id TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS forgetting (bucket TEXT PRIMARY KEY, day INTEGER NOT NULL);
"""
_FACTS = "url, article_id, revision, seen, etag, last_modified"
_POUR_PAGE = """INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seen = excluded.seen,
url = excluded.url, article_id = excluded.article_id, revision = excluded.revision, etag = excluded.etag,
last_modified = excluded.last_modified WHERE excluded.seen >= seen"""
_POUR_REVISION = """INSERT INTO revisions VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen)"""


def store_of(output: str) -> Path | None:
    """Where the database of an output is, or would be; None for one that is a URI."""
    return None if is_remote(output) else Path(output, FOLDER, PAGES)


def pour(path: Path, bucket: str, sightings: Iterable[Sighting]) -> bool:
    """Learn what files of a bucket say, and forget what is older by 30 days than the newest of it; twice is as once.

    Gives whether it is in the database now: not where that is damaged, and put aside, or cannot be written.
    """
    seen = sorted(sightings, key=lambda sighting: sighting.seen_at)
    try:
        with closing(_connect(path)) as database, database:
            database.execute("BEGIN IMMEDIATE")
            _learn(database, bucket, seen)
            if seen:
                _forget(database, bucket, int(seen[-1].seen_at.timestamp()))
    except sqlite3.DatabaseError as why:
        _put_aside(path, why)
        return False
    return True


def _learn(database: sqlite3.Connection, bucket: str, sightings: Iterable[Sighting]) -> None:
    runs: dict[str, int] = {}
    for seen in sightings:
        if seen.run_id not in runs:
            database.execute("INSERT OR IGNORE INTO runs (run_id) VALUES (?)", (seen.run_id,))
            runs[seen.run_id] = _find_run(database, seen.run_id) or 0
        at = int(seen.seen_at.timestamp())
        told = (at, seen.url, seen.article_id, seen.revision, seen.etag, seen.last_modified)
        database.execute(_POUR_PAGE, (_key(bucket, seen.url), *told))
        names = (_key(bucket, seen.article_id), _key(bucket, seen.revision))
        database.execute(_POUR_REVISION, (*names, runs[seen.run_id], at))


def _forget(database: sqlite3.Connection, bucket: str, newest: int) -> None:
    """Once a day a bucket; the room is used again, so that the file grows no further."""
    day = newest // _DAY
    if database.execute("SELECT 1 FROM forgetting WHERE bucket = ? AND day >= ?", (bucket, day)).fetchone():
        return
    limits = (*_range_of(bucket), newest - int(KEPT.total_seconds()))
    database.execute("DELETE FROM pages WHERE key BETWEEN ? AND ? AND seen < ?", limits)
    database.execute("DELETE FROM revisions WHERE article BETWEEN ? AND ? AND seen < ?", limits)
    if not database.execute("SELECT 1 FROM forgetting WHERE day >= ?", (day,)).fetchone():
        database.execute("DELETE FROM runs WHERE id NOT IN (SELECT run FROM revisions)")
    database.execute("INSERT OR REPLACE INTO forgetting VALUES (?, ?)", (bucket, day))


def forget_run(path: Path | None, run_id: str) -> None:
    """Forget which revisions the rows of a run held: they are replaced."""
    if path is None or not path.is_file():
        return
    try:
        with closing(_connect(path)) as database, database:
            run = _find_run(database, run_id)
            if run is not None:
                database.execute("DELETE FROM revisions WHERE run = ?", (run,))
    except sqlite3.DatabaseError as why:
        _put_aside(path, why)


def read_store(path: Path | None) -> Iterator[Sighting]:
    """All that is remembered here; nothing of a database that is damaged. Of revisions, the last that a page had."""
    if path is None or not path.is_file():
        return
    with suppress(sqlite3.DatabaseError), closing(_connect(path)) as database:
        for row in database.execute(f"SELECT {_FACTS} FROM pages"):  # noqa: S608 - our own columns
            yield _sighting(row, "")


def forget_pages(path: Path | None, articles: Iterable[str], is_forgotten: Callable[[Sighting], bool]) -> int:
    """Take pages out, down to the bytes; gives how many. articles: that go in all their revisions.

    Raises sqlite3.OperationalError for a file that cannot be written; one that is damaged is put aside, to be swept.
    """
    if path is None or not path.is_file():
        return 0
    try:
        gone = [(_key(bucket_of(seen.url), seen.url),) for seen in read_store(path) if is_forgotten(seen)]
        buckets = [f"{number:02x}" for number in range(BUCKETS)]
        keys = [(_key(bucket, article),) for article in articles for bucket in buckets]
        with closing(_connect(path)) as database:
            with database:
                database.executemany("DELETE FROM pages WHERE key = ?", gone)
                database.executemany("DELETE FROM revisions WHERE article = ?", keys)
            database.execute("VACUUM")  # rows that went before, by their age, have left their bytes
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as why:
        _put_aside(path, why)
        return 0
    return len(gone)


class PageStore:
    """The database as a worker asks it; the caller sees to it that one thread does at a time.

    is_lost: whether something was remembered that cannot be read.
    """

    def __init__(self, path: Path | None, *, expected: bool) -> None:
        self._path = path
        self._database: sqlite3.Connection | None = None
        self.is_lost = expected and not (path and path.is_file())

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def recall(self, url: str) -> Sighting | None:
        """The latest sighting of a URL whose revision the tables hold."""
        bucket = bucket_of(url)
        query = f"SELECT {_FACTS} FROM pages WHERE key = ? AND url = ?"  # noqa: S608 - as above
        for row in self._ask(query, _key(bucket, url), url):
            holder = self.holder(bucket, row[1], row[2])
            return _sighting(row, holder) if holder else None
        return None

    def holder(self, bucket: str, article_id: str, revision: str) -> str | None:
        """The run whose rows hold this revision of the article."""
        query = "SELECT run_id FROM revisions JOIN runs ON id = run WHERE article = ? AND revision = ?"
        return next((run for (run,) in self._ask(query, _key(bucket, article_id), _key(bucket, revision))), None)

    def _ask(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        if self._path is None or self.is_lost or (self._database is None and not self._path.is_file()):
            return []
        try:
            if self._database is None:
                self._database = _connect(self._path)
            return self._database.execute(query, values).fetchall()
        except sqlite3.DatabaseError as why:
            self.close()
            self.is_lost = True
            _put_aside(self._path, why)
            return []


def _sighting(row: Sequence[Any], run_id: str) -> Sighting:
    """row: of _FACTS."""
    url, article_id, revision, seen, *version = row
    return Sighting(url, article_id, revision, run_id, datetime.fromtimestamp(seen, UTC), *version)


def _find_run(database: sqlite3.Connection, run_id: str) -> int | None:
    found = database.execute("SELECT id FROM runs WHERE run_id = ?", (run_id,)).fetchone()
    return found[0] if found else None


def _range_of(bucket: str) -> tuple[int, int]:
    first = int(bucket, 16) << _BITS
    return first, first + (1 << _BITS) - 1


def _key(bucket: str, name: str) -> int:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return _range_of(bucket)[0] | int.from_bytes(digest) >> (64 - _BITS)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
    try:
        database.execute("PRAGMA synchronous = FULL")
        database.executescript(_LAYOUT)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _put_aside(path: Path, why: sqlite3.DatabaseError) -> None:
    """A damaged one; the next run is told from the tables. One that is only busy, or a disk that is full, is not."""
    if isinstance(why, sqlite3.OperationalError):
        _LOG.warning("%s cannot be used now: %s", path, why)
        return
    _LOG.warning("%s is damaged (%s): what it remembers is told from the tables", path, why)
    for name in (path.name, f"{path.name}-journal"):
        with suppress(FileNotFoundError):
            path.with_name(name).replace(path.with_name(f"{name}{DAMAGED}"))
