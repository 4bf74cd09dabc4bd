"""How long to wait before a feed is asked again: pure arithmetic, all times in seconds."""

from __future__ import annotations

import math
import re
import zlib
from dataclasses import dataclass

_MEMORY = 6 * 3_600.0
"""After so long what was seen counts for a third (1/e): long enough for a night's lull, short enough for a news day."""
_WINDOW_SHARE = 0.4
"""Of the time in which a feed's stories roll off: asked at least twice in it, nothing is missed."""
_LONGEST_PENALTY = 86_400.0
_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_UNCACHED = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something new came: so many stories in so many seconds, both fading."""

    stories: float = 0.0
    seconds: float = 0.0

    def heard(self, new: int, elapsed: float) -> Rhythm:
        """After a poll that found so many new stories, so long after the poll before."""
        kept = math.exp(-elapsed / _MEMORY)
        return Rhythm(self.stories * kept + new, self.seconds * kept + elapsed)

    @property
    def pause(self) -> float:
        """The time in which one new story is to be expected; endless where none ever came."""
        return self.seconds / self.stories if self.stories > 0 else math.inf


def first_rhythm(moments: list[float]) -> Rhythm:
    """What the stated times of a feed's stories tell at its first poll; those of the last day or so say most."""
    if len(moments) < 2:
        return Rhythm()
    latest = max(moments)
    recent = sorted(moment for moment in moments if latest - moment <= 4 * _MEMORY)
    if len(recent) < 2:
        return Rhythm(1.0, min(latest - min(moments), 4 * _MEMORY) or 1.0)
    return Rhythm(float(len(recent) - 1), max(recent[-1] - recent[0], 1.0))


@dataclass(frozen=True, slots=True)
class Pace:
    """Bounds of the time between two polls of a feed, in seconds."""

    least: float
    most: float


def choose_interval(rhythm: Rhythm, items: int, pace: Pace, *, wished: float | None, fresh_for: float | None) -> float:
    """Seconds until the next poll of a feed that answered.

    items: how many stories it shows at a time; when they come so fast that they roll off, that is what counts.
    wished: by its ttl or updatePeriod; fresh_for: by its Cache-Control. Both are kept up to `most`, the wish only where
    nothing would be missed by it; the cache, which would answer the same again, always.
    """
    least, most = pace.least, pace.most
    pause = min(max(rhythm.pause, least), most)
    if wished is not None:
        pause = max(pause, min(wished, most))
    if items:
        pause = max(least, min(pause, _WINDOW_SHARE * items * rhythm.pause))
    return max(pause, min(fresh_for or 0.0, most))


def penalise(interval: float, failures: int, most: float, *, missing: bool, retry_after: float | None) -> float:
    """Seconds until the next poll of a feed that failed so many times in a row, the last one included.

    Each failure doubles the interval up to `most`; where nothing is found (404) up to a day. A Retry-After is kept.
    """
    ceiling = max(most, _LONGEST_PENALTY) if missing and failures > 2 else most
    pause = min(interval * 2.0 ** min(failures, 30), ceiling)
    return max(pause, retry_after or 0.0)


def spread(interval: float, feed_url: str, polls: int) -> float:
    """An interval a little longer or shorter, by a tenth at most: feeds that were found together drift apart.

    The same for the same feed and poll, so that a run that is done again writes the same.
    """
    drawn = zlib.crc32(f"{feed_url} {polls}".encode("utf-8", "replace")) / 2**32
    return interval * (0.9 + 0.2 * drawn)


def read_freshness(cache_control: str | None) -> float | None:
    """Seconds that an answer stays fresh by its Cache-Control; None when it does not say."""
    if not cache_control or _UNCACHED.search(cache_control):
        return None
    found = _MAX_AGE.search(cache_control)
    return float(found[1]) if found else None
