"""A day of feeds, made shorter: when stories appear in them, how long each is shown, and what an oracle would ask."""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.support.story_site import STORY, item, rss

DAY = 86_400.0
STAY = 600.0
"""Seconds of the day: a story that was shown for so long has to be read."""
LEAST, MOST = 60.0, 3_600.0
"""Seconds of the day between two polls of a feed: what --min_poll and --max_poll are without being asked for."""
_BEFORE = DAY / 4
"""What came so long before the day is in the feeds when it begins."""
BROKEN = ("missing", "gone", "failing", "busy", "login", "parked", "garbage", "silent", "hangs_up")
WORDS = {
    "login": "<html><body><form action=/in><input name=u><input type=password name=p></form></body></html>",
    "parked": "<html><body><h1>This domain is for sale</h1></body></html>",
    "garbage": "\x00\x17 no feed at all",
}
STATUS = {"missing": 404, "gone": 410, "failing": 500, "busy": 503}


@dataclass(frozen=True)
class Plan:
    """starts, length: the part of the day, in its own seconds; seconds: that it takes. rate: stories of a feed in 24
    hours, the median of a lognormal distribution. pages: of so many stories one has a page, the others are gone (404)
    when they are asked for. broken: share of the feeds.
    """

    feeds: int
    hosts: int
    seconds: float
    kills: int
    rate: float = 20.0
    pages: int = 8
    broken: float = 0.05
    starts: float = 0.0
    length: float = DAY

    @property
    def haste(self) -> float:
        """Seconds of the day in one of the clock."""
        return self.length / self.seconds


@dataclass
class DayFeed:
    """A feed; the moments, in seconds of the clock from the day's beginning, at which its stories appear; before 0 for
    those that were there. It shows the last `window`. fault: how it is broken.
    """

    number: int
    window: int
    dated: bool
    fault: str | None
    moments: list[float] = field(default_factory=list)

    def first_new(self) -> int:
        return bisect_right(self.moments, 0.0)

    def shown(self, at: float) -> range:
        return self.range_to(bisect_right(self.moments, at))

    def range_to(self, stop: int) -> range:
        """What stands there when so many have appeared."""
        return range(max(0, stop - self.window), stop)

    def rolls_off(self, number: int) -> float:
        after = number + self.window
        return self.moments[after] if after < len(self.moments) else math.inf

    def due(self, plan: Plan) -> Iterator[int]:
        """Stories that were shown long enough."""
        for number in range(self.shown(0.0).start, len(self.moments)):
            if self.rolls_off(number) - max(self.moments[number], 0.0) >= STAY / plan.haste:
                yield number

    def write(self, origin: str, began: float, shown: range) -> bytes:
        """The feed as it stands, newest first. began: the day's beginning, in seconds since 1970."""
        return rss(*(self._item(origin, began, number) for number in reversed(shown))).encode()

    def _item(self, origin: str, began: float, number: int) -> str:
        stated = format_datetime(datetime.fromtimestamp(began + self.moments[number], UTC))
        more = f"<pubDate>{stated}</pubDate>" if self.dated else ""
        return item(f"{origin}{story_path(self.number, number)}?utm_source=feed", f"Story {number}", more)


def story_path(feed: int, number: int) -> str:
    return f"/s/{feed}/{number}"


def has_page(plan: Plan, number: int) -> bool:
    return number % plan.pages == 0


def story_page(feed: int, number: int) -> bytes:
    return STORY.format(
        title=f"Footbridge {number} gives way in Homs, says feed {feed}", killed=number % 40 + 2
    ).encode()


def make_day(plan: Plan, drawn: random.Random) -> list[DayFeed]:
    """Feeds of many rates; stories come as they like, few by night, most in the afternoon."""
    feeds = []
    for number in range(plan.feeds):
        fault = drawn.choice(BROKEN) if drawn.random() < plan.broken else None
        feed = DayFeed(number, drawn.choice((15, 20, 30, 60)), number % 5 != 0, fault)
        rate = min(max(drawn.lognormvariate(math.log(plan.rate), 1.0), 1.0), 600.0)
        second = -_BEFORE
        while (second := second + drawn.expovariate(2 * rate / DAY)) < plan.length:
            if drawn.random() < (1 + 0.8 * math.sin(2 * math.pi * ((plan.starts + second) / DAY - 0.4))) / 2:
                feed.moments.append(second / plan.haste)
        feeds.append(feed)
    return feeds


def oracle_polls(feed: DayFeed, plan: Plan, tolerance: float) -> int:
    """How often somebody asks who knows when stories come, and what for: once at first, then when one that he has not
    seen has been there for `tolerance` seconds of the day, or is about to roll off. One question takes in all that
    stands there. He asks no feed in vain, and none that is broken.
    """
    if feed.fault is not None:
        return 0
    polls, at = 1, feed.first_new()
    while at < len(feed.moments):
        asked_at = min(feed.moments[at] + tolerance / plan.haste, feed.rolls_off(at))
        polls += 1
        at = bisect_right(feed.moments, asked_at)
    return polls
