from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.intake import Line
from pipeline.polling.schedule import FeedState
from pipeline.state.feed_store import FeedStore

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
FEED = "https://quay.example/rss"


def story(*keys: int, at: datetime = NOON, modified: int = 0) -> Line:
    return {"is": "story", "keys": keys, "seen_at": at.isoformat(), "modified": modified}


def poll(at: datetime = NOON, *shown: int) -> Line:
    state = FeedState(FEED, polled_at=at.timestamp(), children=(("https://quay.example/s", 1.0),))
    return {"is": "poll", "polled_at": at.isoformat(), "state": state.as_plain(), "shown": shown}


def test_what_was_settled_is_known_to_the_next_process_and_twice_is_as_once(tmp_path: Path) -> None:
    store = FeedStore(str(tmp_path))
    for _ in range(2):
        store.settle([poll(), story(1, -2), story(3, modified=7)])
    store.close()
    again = FeedStore(str(tmp_path))
    assert again.read_states()[FEED].children == (("https://quay.example/s", 1.0),)
    known = again.look_up([1, -2, 3, 4])
    assert known.keys() == {1, -2, 3}
    assert (known[3].modified, known[3].seen) == (7, int(NOON.timestamp()))


def test_the_first_sight_is_kept_and_the_last_request_counts(tmp_path: Path) -> None:
    store = FeedStore(str(tmp_path))
    later = NOON + timedelta(hours=5)
    store.settle([story(1, modified=1)])
    store.settle([story(1, at=later, modified=2)])
    known = store.look_up([1])[1]
    assert (known.seen, known.asked, known.modified) == (int(NOON.timestamp()), int(later.timestamp()), 2)


def test_a_story_is_forgotten_a_month_after_it_was_last_shown(tmp_path: Path) -> None:
    store = FeedStore(str(tmp_path))
    store.settle([poll(), story(1), story(2)])
    for days in range(1, 41):
        store.settle([poll(NOON + timedelta(days=days), 2)])
    assert store.look_up([1, 2]).keys() == {2}


def test_more_keys_than_fit_in_a_query(tmp_path: Path) -> None:
    store = FeedStore(str(tmp_path))
    store.settle([story(*range(2_000))])
    assert len(store.look_up(range(3_000))) == 2_000


@pytest.mark.parametrize(
    "damage", [b"no database at all, but long enough to be looked at" * 50, b"SQLite format 3\0" + b"\xff" * 5_000]
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "_state" / "feeds.sqlite"
    path.parent.mkdir()
    path.write_bytes(damage)
    store = FeedStore(str(tmp_path))
    with caplog.at_level("WARNING", logger="pipeline"):  # a verb that was called before may have hushed it
        store.settle([story(1)])
    assert store.look_up([1])
    assert "as if for the first time" in caplog.text
    assert path.with_name("feeds.sqlite.damaged").read_bytes() == damage


def test_the_room_of_what_is_forgotten_is_used_again(tmp_path: Path) -> None:
    store = FeedStore(str(tmp_path))
    sizes = []
    for day in range(100):
        at = NOON + timedelta(days=day)
        drawn = random.Random(day)  # noqa: S311 - keys of no pattern, as hashes are
        store.settle([poll(at), story(*(drawn.randrange(-(2**63), 2**63) for _ in range(500)), at=at)])
        sizes.append(size_of(tmp_path))
    assert sizes[29] > 0.8 * sizes[34]
    assert sizes[99] < 1.1 * sizes[39]


def size_of(output: Path) -> int:
    """Bytes of the database once its log is in it."""
    path = output / "_state" / "feeds.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return path.stat().st_size
