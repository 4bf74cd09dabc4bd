from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from pipeline.polling.stories import Judged, Known, NoMemory, Sorter, name_stories, seconds_of
from schemas.feed import FeedEntry

FEED = "https://quay.example/rss"
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


def entry(path: str, guid: str | None = None, hours: int | None = None, modified: datetime | None = None) -> FeedEntry:
    published = None if hours is None else NOON + timedelta(hours=hours)
    return FeedEntry(f"https://quay.example{path}", guid, f"Title of {path}", published, modified)


class Remembered:
    """What is left of the stories of one sorting."""

    def __init__(self, judged: Judged, asked: datetime) -> None:
        self._known = {
            key: Known(0, 0, story.modified, seconds_of(asked)) for story in judged.new for key in story.keys
        }

    def look_up(self, keys: Iterable[int]) -> Mapping[int, Known]:
        return {key: self._known[key] for key in keys if key in self._known}


def counts(judged: Judged) -> tuple[int, int, int]:
    return len(judged.new), len(judged.again), len(judged.known)


def test_a_story_is_known_by_address_and_by_id() -> None:
    first = Sorter(NoMemory()).sort(FEED, NOON, [entry("/a?utm_source=x", "1", 0), entry("/b", "2", 0)])
    assert counts(first) == (2, 0, 0)
    later = Sorter(Remembered(first, NOON))
    moved, other = entry("/b-moved", "2", 0), entry("/c", "3", 1)
    assert counts(later.sort(FEED, NOON, [entry("/a", "9", 5), moved, other])) == (1, 0, 2)


def test_one_story_in_three_feeds_is_taken_once() -> None:
    sorter = Sorter(NoMemory())
    feeds = [f"https://quay.example/{number}" for number in range(3)]
    assert [counts(sorter.sort(feed, NOON, [entry("/a", "1", 0)])) for feed in feeds] == [
        (1, 0, 0),
        (0, 0, 1),
        (0, 0, 1),
    ]


def test_ids_that_say_nothing_lose_no_story() -> None:
    sorter = Sorter(NoMemory())
    assert counts(sorter.sort(FEED, NOON, [entry(f"/{n}", "same", 0) for n in range(5)])) == (5, 0, 0)
    for hours in range(1, 4):  # a feed of one story at a time, always under one id
        judged = sorter.sort(FEED, NOON, [entry(f"/single/{hours}", "same", hours)])
        assert counts(judged) == (1, 0, 0)


def test_a_story_that_changed_is_asked_for_again_an_hour_later_at_the_soonest() -> None:
    first = Sorter(NoMemory()).sort(FEED, NOON, [entry("/a", "1", 0, NOON)])
    memory = Remembered(first, NOON)
    changed = entry("/a", "1", 0, NOON + timedelta(minutes=20))
    early = Sorter(memory).sort(FEED, NOON + timedelta(minutes=30), [changed])
    assert (counts(early), early.postponed) == ((0, 0, 1), 1)
    assert counts(Sorter(memory).sort(FEED, NOON + timedelta(minutes=61), [changed])) == (0, 1, 0)
    assert counts(Sorter(memory).sort(FEED, NOON + timedelta(hours=9), [entry("/a", "1", 0, NOON)])) == (0, 0, 1)


def test_a_time_that_all_stories_share_is_the_documents_own() -> None:
    shared = [entry(f"/{n}", modified=NOON) for n in range(9)]
    assert {story.modified for story in name_stories(FEED, shared)} == {0}
    own = [entry(f"/{n}", modified=NOON + timedelta(minutes=n)) for n in range(9)]
    assert len({story.modified for story in name_stories(FEED, own)}) == 9


def test_a_story_without_address_or_id_has_a_name() -> None:
    (story,) = name_stories(FEED, [FeedEntry(None, None, "Words only", NOON)])
    assert len(story.keys) == 1
