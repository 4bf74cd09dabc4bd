"""A day of feeds by a clock of our own: nothing that stayed ten minutes is missed or taken twice, at a fair price.

The feeds are real documents, read and judged as ever, and remembered in the real database; only network and clock are
not. The oracle knows how often something new comes to each feed at each hour, and asks by the same bounds.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from pipeline.polling.rhythm import Pace
from pipeline.polling.stream import FeedStream, Scope
from pipeline.state.feed_store import FeedStore
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from tests.support.story_site import item, rss

FEEDS, HOSTS = 120, 12
DAY, LOOK = 86_400, 30
MIDNIGHT = datetime(2025, 3, 4, tzinfo=UTC).timestamp()
PACE = Pace(60.0, 500.0)
STAYED = 600
CRASHES = 30
MOST_POLLS = 1.5
"""Times the oracle's."""


@dataclass
class SimulatedFeed:
    """A feed and the moments at which its stories appear, in seconds of the day; it shows the last `window`."""

    url: str
    rate: float
    window: int
    status: int
    dated: bool
    moments: list[float] = field(default_factory=list)

    def rate_at(self, second: float) -> float:
        """Stories a second: few by night, most in the afternoon."""
        return self.rate / DAY * (1 + 0.8 * math.sin(2 * math.pi * (second / DAY - 0.4)))

    def appear(self, drawn: random.Random) -> None:
        second = 0.0
        while (second := second + drawn.expovariate(2 * self.rate / DAY)) < DAY:
            if drawn.random() < self.rate_at(second) / (2 * self.rate / DAY):
                self.moments.append(second)

    def story(self, number: int) -> str:
        stated = format_datetime(datetime.fromtimestamp(MIDNIGHT + self.moments[number], UTC))
        return item(f"{self.url}/{number}", f"Story {number}", f"<pubDate>{stated}</pubDate>" if self.dated else "")

    def stayed(self, number: int) -> float:
        """Seconds that a story was shown."""
        rolled_off = number + self.window
        return (self.moments[rolled_off] if rolled_off < len(self.moments) else DAY) - self.moments[number]

    def oracle_polls(self) -> float:
        if self.status != 200:
            return 0.0
        waits = (min(1, 0.4 * self.window) / self.rate_at(second) for second in range(0, DAY, 600))
        return sum(600 / min(max(wait, PACE.least), PACE.most) for wait in waits)


class SimulatedHosts:
    """Answers as the hosts of the feeds would; stands in for an Asker."""

    def __init__(self, feeds: Iterable[SimulatedFeed]) -> None:
        self.feeds = {feed.url: feed for feed in feeds}
        self.now = 0.0
        self.polls: Counter[str] = Counter()
        self._known: Mapping[str, tuple[str | None, str | None]] = {}

    def learn(self, known: Mapping[str, tuple[str | None, str | None]]) -> None:
        self._known = dict(known)

    def __call__(self, urls: Iterable[str]) -> Generator[Page | DeadLetter]:
        at = datetime.fromtimestamp(MIDNIGHT + self.now, UTC)
        for url in urls:
            self.polls[url] += 1
            feed = self.feeds[url]
            last = bisect_right(feed.moments, self.now)
            version = f'"{last}"'
            if feed.status != 200:
                yield DeadLetter(url, None, "fetch", "http_error", "", feed.status, at, requested_url=url)
            elif self._known.get(url, (None, None))[0] == version:
                yield DeadLetter(url, None, "fetch", "not_modified", "", 304, at, requested_url=url)
            else:
                shown = range(max(0, last - feed.window), last)
                body = rss(*(feed.story(number) for number in reversed(shown))).encode()
                yield Page(Request(url, url, at), url, body, "html", status=200, fetched_at=at, etag=version)

    def close(self) -> None:
        pass


def make_feeds(drawn: random.Random) -> list[SimulatedFeed]:
    feeds = []
    for number in range(FEEDS):
        url = f"https://host{number % HOSTS}.example/feed{number}"
        status = drawn.choice([404, 410, 503]) if number % 20 == 0 else 200
        rate = min(max(drawn.lognormvariate(3.5, 1.0), 4), 600)
        feed = SimulatedFeed(url, rate, drawn.choice([15, 20, 30, 60]), status, dated=number % 5 != 0)
        feed.appear(drawn)
        feeds.append(feed)
    return feeds


@pytest.mark.slow
def test_a_day_of_feeds(tmp_path: Path) -> None:
    drawn = random.Random(11)  # noqa: S311 - the same day each time
    feeds = make_feeds(drawn)
    hosts = SimulatedHosts(feeds)
    store = FeedStore(str(tmp_path))

    def follow() -> FeedStream:
        return FeedStream(hosts.feeds, hosts, store, Scope(PACE), now=lambda: MIDNIGHT + hosts.now)

    stream = follow()
    crashes = set(drawn.sample(range(LOOK, DAY, LOOK), CRASHES))
    taken: Counter[str] = Counter()
    for second in range(LOOK, DAY, LOOK):
        hosts.now = float(second)
        lines = stream.take()
        if second in crashes:  # before the intake is written: nothing of it has happened
            stream = follow()
            continue
        stream.settle(lines)
        taken.update(str(line["url"]) for line in lines if line["is"] == "story")
    working = [feed for feed in feeds if feed.status == 200]
    due = [
        f"{feed.url}/{number}"
        for feed in working
        for number, moment in enumerate(feed.moments)
        if feed.stayed(number) >= STAYED and moment < DAY - STAYED
    ]
    assert len(due) > 3_000
    assert [url for url in due if taken[url] != 1] == []
    assert max(taken.values()) == 1
    asked = sum(hosts.polls[feed.url] for feed in working)
    oracle = sum(feed.oracle_polls() for feed in working)
    assert asked <= MOST_POLLS * oracle, f"{asked} polls for {len(taken)} stories; the oracle {oracle:.0f}"
    assert all(hosts.polls[feed.url] == 1 for feed in feeds if feed.status == 410)
    assert all(hosts.polls[feed.url] < 40 for feed in feeds if feed.status == 404)
