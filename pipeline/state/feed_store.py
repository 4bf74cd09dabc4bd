"""What a watcher remembers of feeds and their stories: OUTPUT/_state/feeds.sqlite, one small database.

SQLite and not files like those of sightings: every poll asks for a few keys out of millions, and changes a few. It is
told of an intake once that lies on disk and before its run begins, as often as it takes, so that kill -9 at any moment
leaves either an intake that will be read again or stories that are known. Losing it costs no more than fetching again.

A story is forgotten a month after the last feed showed it, so that the file stops growing: a key takes 32 bytes, a
story one key, or two where the feed's id is not its address. 500,000 stories a day, each shown for five days, come to
0.6 GB, or 1.1 GB, in a year or in ten.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from pipeline.intake import Line
from pipeline.polling.schedule import FeedState, read_state
from pipeline.polling.stories import Known
from pipeline.state.sightings import FOLDER
from pipeline.storage import join, make_folder

_LOG = logging.getLogger(__name__)

_LAYOUT = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stories (
    key INTEGER PRIMARY KEY, seen INTEGER NOT NULL, shown INTEGER NOT NULL, modified INTEGER NOT NULL,
    asked INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS forgetting (day INTEGER PRIMARY KEY);
"""
FEEDS = "feeds.sqlite"
DAMAGED = ".damaged"
"""Ends the name of a database that was put aside."""
_VERSION = 1
_KEPT_DAYS = 30
_DAY = 86_400
_AT_ONCE = 500
"""Keys of one query; SQLite may be built to take no more than 999 values."""


class FeedStore:
    """Feeds and stories beside an output, which must be a local folder. Used by one thread."""

    def __init__(self, output: str) -> None:
        folder = join(output, FOLDER)
        make_folder(folder)
        self._path = Path(folder, FEEDS)
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        """One that is damaged, or of another version, is put aside."""
        try:
            return _connect(self._path)
        except sqlite3.DatabaseError as why:
            _LOG.warning("%s cannot be read (%s): feeds are followed as if for the first time", self._path, why)
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{self._path}{ending}").replace(f"{self._path}{ending}{DAMAGED}")
        return _connect(self._path)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def read_states(self) -> dict[str, FeedState]:
        """Every feed that was ever asked, by address."""
        rows = self._database.execute("SELECT state FROM feeds")
        states = (read_state(json.loads(plain)) for (plain,) in rows)
        return {state.url: state for state in states}

    def look_up(self, keys: Iterable[int]) -> Mapping[int, Known]:
        """Those of the keys that are known."""
        asked = list(keys)
        found: dict[int, Known] = {}
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, seen, shown, modified, asked FROM stories WHERE key IN ({marks})"  # noqa: S608 - marks alone
            found.update((key, Known(*known)) for key, *known in self._database.execute(query, some))
        return found

    def settle(self, lines: Iterable[Line]) -> None:
        """Learn what an intake holds: how its feeds were left, and which stories are known now. Twice is as once."""
        day = 0
        with self._database as database:
            for line in lines:
                if "state" in line:
                    day = max(day, _seconds(line["polled_at"]) // _DAY)
                    self._leave_feed(line)
                elif line.get("keys"):
                    seen, modified = _seconds(line["seen_at"]), line.get("modified", 0)
                    database.executemany(
                        "INSERT INTO stories VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                        " shown = max(shown, excluded.shown), modified = max(modified, excluded.modified),"
                        " asked = max(asked, excluded.asked)",
                        [(key, seen, seen // _DAY, modified, seen) for key in line["keys"]],
                    )
        self._forget(day)

    def _leave_feed(self, line: Line) -> None:
        state = line["state"]
        day = _seconds(line["polled_at"]) // _DAY
        self._database.execute(
            "INSERT INTO feeds VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
            (state["url"], json.dumps(state, separators=(",", ":"))),
        )
        self._database.executemany(
            "UPDATE stories SET shown = ? WHERE key = ? AND shown < ?", [(day, key, day) for key in line["shown"]]
        )

    def _forget(self, day: int) -> None:
        """Once a day; the room is used again, so that the file grows no further."""
        if not day or self._database.execute("SELECT 1 FROM forgetting WHERE day >= ?", (day,)).fetchone():
            return
        with self._database as database:
            database.execute("DELETE FROM stories WHERE shown < ?", (day - _KEPT_DAYS,))
            database.execute("DELETE FROM forgetting")
            database.execute("INSERT INTO forgetting VALUES (?)", (day,))


def forget_feeds(output: str, keep: Callable[[str], str | None], keys: Iterable[int]) -> int:
    """Take feeds and stories out of what an output remembers, down to the bytes; gives how many rows changed.

    keep: gives a feed's state, as JSON, as it is to be; None when the feed goes. keys: of stories that go. Others may
    have the database open. Raises sqlite3.Error, TimeoutError while somebody reads it for long.
    """
    path = Path(output, FOLDER, FEEDS)
    if not path.is_file():
        return 0
    with closing(_connect(path)) as database:
        database.execute("PRAGMA secure_delete = ON")
        with database:
            database.execute("BEGIN IMMEDIATE")
            states = [(url, state, keep(state)) for url, state in database.execute("SELECT url, state FROM feeds")]
            gone = [(url,) for url, _, kept in states if kept is None]
            changed = [(kept, url) for url, state, kept in states if kept is not None and kept != state]
            count = len(gone) + len(changed)
            database.executemany("DELETE FROM feeds WHERE url = ?", gone)
            database.executemany("UPDATE feeds SET state = ? WHERE url = ?", changed)
            for key in keys:
                count += database.execute("DELETE FROM stories WHERE key = ?", (key,)).rowcount
        database.execute("VACUUM")
        (busy, _, _) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise TimeoutError(f"{path} is being read: what was taken out of it is in its log still; ask again")
    return count


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version not in {0, _VERSION}:
            raise sqlite3.DatabaseError(f"it is of version {version}")
        database.executescript(_LAYOUT)
        database.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _seconds(stated: str) -> int:
    return int(datetime.fromisoformat(stated).timestamp())
