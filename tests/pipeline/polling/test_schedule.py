from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from pipeline.polling.answers import Answered
from pipeline.polling.rhythm import Pace
from pipeline.polling.schedule import FeedState, after_poll, has_gap, read_state
from pipeline.polling.stories import Judged, NoMemory, Sorter
from schemas.dead_letter import DeadLetter
from schemas.feed import Feed, FeedEntry, FeedLink
from schemas.page import Page
from schemas.request import Request

URL = "https://quay.example/rss"
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
PACE = Pace(60.0, 3_600.0)


def entries(first: int, last: int) -> tuple[FeedEntry, ...]:
    return tuple(
        FeedEntry(f"https://quay.example/{n}", published_at=NOON + timedelta(minutes=10 * n))
        for n in range(first, last)
    )


def answered(feed: Feed, at: datetime, cache_control: str | None = None) -> Answered:
    page = Page(Request(URL, "test", at), URL, b"", "html", fetched_at=at, etag='"1"', cache_control=cache_control)
    return Answered(URL, at, page, feed)


def judge(feed: Feed) -> Judged:
    return Sorter(NoMemory()).sort(URL, NOON, feed.entries)


def failed(status: int, at: datetime, reason: str = "http_error", retry_after: float | None = None) -> Answered:
    letter = DeadLetter(URL, None, "fetch", reason, "", status, at, retry_after=retry_after)  # type: ignore[arg-type]
    return Answered(URL, at, failure=letter)


def test_a_poll_sets_the_next_by_the_rhythm_and_keeps_the_version() -> None:
    at = NOON + timedelta(minutes=100)
    feed = Feed("rss", entries=entries(0, 10), hubs=("https://hub.example/",))
    state = after_poll(FeedState(URL), answered(feed, at), judge(feed), PACE)
    assert 540 <= state.next_poll_at - at.timestamp() <= 660
    assert (state.etag, state.items, state.hubs) == ('"1"', 10, ("https://hub.example/",))
    assert read_state(json.loads(json.dumps(state.as_plain()))) == state
    unchanged = after_poll(state, failed(304, at + timedelta(minutes=10), "not_modified"), None, PACE)
    assert unchanged.etag == '"1"'
    assert unchanged.failures == 0
    assert unchanged.interval > state.interval


def test_failures_in_a_row_and_the_end() -> None:
    state = FeedState(URL, interval=300.0)
    for number in range(1, 4):
        state = after_poll(state, failed(503, NOON), None, PACE)
        assert state.failures == number
    assert state.next_poll_at - NOON.timestamp() > 2_000
    patient = after_poll(state, failed(429, NOON, retry_after=50_000), None, PACE)
    assert patient.next_poll_at - NOON.timestamp() >= 45_000
    assert not patient.gone
    assert after_poll(state, failed(410, NOON), None, PACE).gone


def test_a_gap_is_a_poll_that_shows_nothing_known() -> None:
    feed = Feed("rss", entries=entries(0, 10))
    state = after_poll(FeedState(URL), answered(feed, NOON + timedelta(hours=2)), judge(feed), PACE)
    assert not has_gap(FeedState(URL), feed, judge(feed))
    later = Feed("rss", entries=entries(20, 30))
    assert has_gap(state, later, judge(later))
    empty = Feed("rss")
    assert not has_gap(state, empty, judge(empty))


def test_children_are_remembered_with_their_times() -> None:
    feed = Feed(
        "sitemap_index", children=(FeedLink("https://quay.example/s.xml", NOON), FeedLink("https://quay.example/t"))
    )
    state = after_poll(FeedState(URL), answered(feed, NOON), None, PACE)
    assert state.children == (("https://quay.example/s.xml", NOON.timestamp()), ("https://quay.example/t", 0.0))


def test_a_feed_that_has_to_show_a_story_once_more_is_asked_without_condition() -> None:
    feed = Feed("rss", entries=entries(0, 3))
    judged = Judged((), (), judge(feed).new, postponed=1)
    assert after_poll(FeedState(URL, etag='"0"'), answered(feed, NOON), judged, PACE).etag is None
