"""The feeds of a stream, asked and written down, by real requests to a site on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from apache_beam.utils.timestamp import Timestamp

from pipeline.fetchers.settings import FetchSettings
from pipeline.intake import Line
from pipeline.polling.asking import Asker
from pipeline.polling.rhythm import Pace
from pipeline.polling.stream import FeedMemory, FeedStream, Scope
from pipeline.streaming import feed_reader
from pipeline.streaming.endless import EndlessTracker
from pipeline.streaming.feed_log import FeedLog
from pipeline.streaming.feed_memory import HeldFeeds
from pipeline.streaming.feed_reader import FeedReader, Taken
from pipeline.streaming.feeds import FeedPlace, FeedStart, ReadFeeds
from tests.support.story_site import StorySite, item, rss, story_site

Open = Callable[[FeedMemory], FeedStream]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_reader, "ROUND", 0.0)


@pytest.fixture
def site() -> Iterator[StorySite]:
    with story_site() as started:
        yield started


def follow(feeds: list[str], memory: FeedMemory) -> FeedStream:
    settings = FetchSettings(allow_hosts=frozenset({"127.0.0.1"}), host_delay=0)
    return FeedStream(feeds, Asker(settings), memory, Scope(Pace(0.01, 0.05)))


def take(reader: FeedReader, floor: int = 0) -> Taken:
    while True:
        taken = reader.read(floor, 10)
        if taken is not None:
            return taken


def stories(log: FeedLog, number: int) -> list[str]:
    return [line["url"].rpartition("/")[2] for line in log.read(number) if line["is"] == "story"]


def test_who_reads_again_gives_the_same_and_asks_only_for_what_comes_next(tmp_path: Path, site: StorySite) -> None:
    feed = site.put("/rss", rss(item("ORIGIN/a"), item("ORIGIN/b"), "<item><title>No words</title></item>"))
    log = FeedLog(str(tmp_path), "quay")
    first = FeedReader(log, 0, partial(follow, [feed]))
    taken = [take(first)]
    site.put("/rss", rss(item("ORIGIN/c"), item("ORIGIN/a"), item("ORIGIN/b")))
    while "c" not in stories(log, taken[-1].number):
        taken.append(take(first))
    first.close()
    asked = site.asked.total()
    assert [story for one in taken for story in stories(log, one.number)] == ["a", "b", "c"]
    for begin in (0, len(taken) - 1):
        again = FeedReader(log, begin, partial(follow, [feed]))
        assert [take(again) for _ in taken[begin:]] == taken[begin:]
        assert site.asked.total() == asked
    site.put("/rss", rss(item("ORIGIN/d"), item("ORIGIN/c"), item("ORIGIN/a")))
    while not stories(log, (last := take(again)).number):
        pass
    again.close()
    assert stories(log, last.number) == ["d"]


def test_what_comes_is_never_before_the_watermark_and_counts_from_its_moment(tmp_path: Path, site: StorySite) -> None:
    log = FeedLog(str(tmp_path), "quay")
    ahead = (time.time_ns() // 1000) + 3_600_000_000
    reader = FeedReader(log, 0, partial(follow, [site.put("/rss", rss(item("ORIGIN/a")))]))
    assert take(reader, ahead).moment == ahead
    reader.close()
    held = log.recall(1)
    (story,) = (line for line in log.read(0) if line["is"] == "story")
    assert {known.asked for known in held.look_up(story["keys"]).values()} == {ahead // 1_000_000}


def test_a_host_that_takes_long_holds_up_no_call(tmp_path: Path) -> None:
    answered = threading.Event()

    class Slow(FeedStream):
        def take(self) -> list[Line]:
            answered.wait(60)
            return [{"is": "refused", "reason": "timeout", "detail": "late", "url": None}]

    reader = FeedReader(FeedLog(str(tmp_path), "quay"), 0, lambda held: Slow([], Asker(FetchSettings()), held, SCOPE))
    assert reader.read(0, 0.01) is None
    assert reader.read(0, 0.01) is None
    answered.set()
    assert take(reader).number == 0


SCOPE = Scope(Pace(1, 1))


def test_what_is_wrong_with_asking_is_told_to_who_waits(tmp_path: Path) -> None:
    class Broken(FeedStream):
        def take(self) -> list[Line]:
            raise KeyError("a bug")

    reader = FeedReader(FeedLog(str(tmp_path), "quay"), 0, lambda held: Broken([], Asker(FetchSettings()), held, SCOPE))
    with pytest.raises(KeyError, match="a bug"):
        take(reader)


def test_old_intakes_go_and_what_they_said_is_remembered(tmp_path: Path) -> None:
    log, held = FeedLog(str(tmp_path), "quay", whole=3, kept=4), HeldFeeds()
    for number in range(12):
        log.write(number, number * 1_000_000, [{"is": "story", "keys": [number], "seen_at": "x"}], held)
        held.settle(log.read(number))
    assert [number for number in range(12) if log.has(number)] == list(range(5, 12))
    for number in range(7, 13):
        assert log.recall(number).look_up(range(20)) == {
            key: known for key, known in held.look_up(range(20)).items() if key < number
        }
    with pytest.raises(OSError, match="000000000003"):
        log.recall(5)


def test_what_a_killed_writer_left_half_done_goes_with_whoever_goes_on(tmp_path: Path) -> None:
    log = FeedLog(str(tmp_path), "quay")
    log.write(0, 1, [], HeldFeeds())
    half = Path(log.folder, ".000000000001.jsonl.0a.tmp")
    half.write_bytes(b"{")
    log.recall(1)
    assert [path.name for path in half.parent.iterdir()] == [Path(log.path(0)).name]


def test_what_lies_beyond_a_gap_is_dropped(tmp_path: Path) -> None:
    log = FeedLog(str(tmp_path), "quay")
    for number in (1, 2, 4, 5):
        log.write(number, 0, [], HeldFeeds())
    log.drop_from(1)
    assert [number for number in range(6) if log.has(number)] == [1, 2]
    log.drop_from(0)
    assert not any(map(log.has, range(6)))


class Watermark:
    """As a runner holds it."""

    def __init__(self) -> None:
        self.at: Timestamp | None = None

    def current_watermark(self) -> Timestamp | None:
        return self.at

    def set_watermark(self, at: Timestamp) -> None:
        assert self.at is None or at >= self.at
        self.at = at


class Tracker(EndlessTracker):
    def defer_remainder(self, *_: object) -> None:
        self.try_split(0)


def test_a_silent_feed_holds_nobody_up_and_what_it_shows_then_is_not_late(tmp_path: Path, site: StorySite) -> None:
    feed = site.put("/rss", rss())
    step = ReadFeeds(FeedStart(0, 0), FeedLog(str(tmp_path), "quay"), partial(follow, [feed]))._step
    place, mark = FeedPlace(0), Watermark()
    moments: list[Timestamp] = []

    def call() -> None:
        nonlocal place
        tracker = Tracker(place)
        before = mark.at
        for told in step.process(FeedStart(0, 0), tracker, mark):
            value = getattr(told, "value", told)
            stamped = value if hasattr(value, "timestamp") else told
            assert before is None or stamped.timestamp >= before
            moments.append(stamped.timestamp)
        place = cast("FeedPlace", tracker.current_restriction())

    while place.next < 2:
        call()
    silent_since = mark.at
    assert silent_since is not None
    call()
    time.sleep(0.01)
    call()
    assert mark.at is not None
    assert mark.at > silent_since
    site.put("/rss", rss(item(site.put_story("/a"))))
    count = len(moments)
    while len(moments) == count:
        call()
