"""Feeds as a source without an end: requests with event times, for windows.

One worker asks all of a stream's feeds, by the rules that a watcher has, so that a host is asked one thing at a time.
How many intakes are read stands in the runner's checkpoints, and what they hold beside the tables (feed_log.py): who
reads them again gives the same requests at the same event times. A feed that is silent holds nobody up: what it will
show has the moment at which it will be written down. A call ends after two seconds, so that a checkpoint never waits
for longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from pipeline.polling.stream import FeedStream
from pipeline.sources.intake import read_intake_file
from pipeline.streaming.endless import EndlessProvider, advance, read_floor
from pipeline.streaming.feed_log import FeedLog
from pipeline.streaming.feed_memory import HeldFeeds
from pipeline.streaming.feed_reader import FeedReader, Taken
from schemas.dead_letter import Rejected
from schemas.feed_poll import FeedPoll
from transforms.accounts import Entered
from transforms.asked import ENTERED, POLLS, SourceOutputs, read_asked
from transforms.dead_letter import FAILED, refused_letter

FEEDS = "feeds"
"""What the feeds of a stream are called among the topics of its manifests; the offsets of partition 0 are intakes."""

_CALL = 2.0
"""Seconds of one call."""
_PAUSE = 0.5
"""Seconds between two calls when nothing is there."""


class FeedPlace(NamedTuple):
    """How far feeds are read. next: the number of the intake that comes next."""

    next: int

    def after(self, claim: int) -> FeedPlace:
        """Once the intake of this number is read."""
        return FeedPlace(claim + 1)


class FeedStart(NamedTuple):
    """Where reading begins. floor: microseconds since 1970 before which nothing counts: earlier windows are closed."""

    next: int
    floor: int

    def place(self) -> FeedPlace:
        """Where the manifests end."""
        return FeedPlace(self.next)


class ReadFeeds(beam.PTransform):
    """PBegin -> SourceOutputs, without an end. log, open_stream: as in FeedReader."""

    def __init__(self, start: FeedStart, log: FeedLog, open_stream: Callable[[HeldFeeds], FeedStream]) -> None:
        super().__init__()
        self._start = start
        self._step = _ReadFeeds(log, open_stream)

    def expand(self, root: beam.pvalue.PBegin) -> SourceOutputs:
        """Read them."""
        start = root | "Feeds" >> beam.Create([self._start], reshuffle=False)
        return read_asked(start, "ReadFeed", self._step)


_PLACES = EndlessProvider()
_WATERMARK = ManualWatermarkEstimator.default_provider()

_left: dict[str, FeedReader] = {}
"""Readers that nobody uses now, by the folder of their log: a call may find itself in another copy of the step than the
one before, and must not ask anew what is being asked."""


class _ReadFeeds(beam.DoFn):
    def __init__(self, log: FeedLog, open_stream: Callable[[HeldFeeds], FeedStream]) -> None:
        self._log = log
        self._open_stream = open_stream

    @beam.DoFn.unbounded_per_element()  # type: ignore[untyped-decorator]  # Beam's is untyped
    def process(
        self,
        element: FeedStart,
        tracker: beam.transforms.core.DoFn.RestrictionParam = beam.DoFn.RestrictionParam(_PLACES),  # noqa: B008 - Beam's way
        estimator: ManualWatermarkEstimator = beam.DoFn.WatermarkEstimatorParam(_WATERMARK),  # noqa: B008 - likewise
    ) -> Iterator[Any]:
        floor = read_floor(element.floor, estimator)
        reader = self._reader(tracker.current_restriction().next)
        asked = time.time_ns() // 1000
        taken = reader.read(floor, _CALL)
        if taken is not None and not tracker.try_claim(taken.number):
            reader.close()  # it is ahead of whoever goes on
            return
        _left[self._log.folder] = reader
        if taken is not None:
            yield from _tell(taken, max(floor, taken.moment))
        reached = asked if taken is None else taken.moment
        advance(estimator, floor, reached)
        tracker.defer_remainder(Duration(seconds=0 if taken else _PAUSE))

    def _reader(self, number: int) -> FeedReader:
        """A reader that goes on there: the one that was left there, else another."""
        left = _left.pop(self._log.folder, None)
        if left is not None and left.next == number:
            return left
        if left is not None:
            left.close()
        return FeedReader(self._log, number, self._open_stream)


def _tell(taken: Taken, moment: int) -> Iterator[Any]:
    """What an intake asks for, at its event time, and the count of it."""
    at, stamp = datetime.fromtimestamp(moment / 1e6, UTC), Timestamp(micros=moment)
    count = 0
    for asked in read_intake_file(taken.path, at):
        if isinstance(asked, FeedPoll):
            yield beam.pvalue.TaggedOutput(POLLS, TimestampedValue(asked, stamp))
            continue
        count += 1
        if isinstance(asked, Rejected):
            yield beam.pvalue.TaggedOutput(FAILED, TimestampedValue(refused_letter(asked, at), stamp))
        else:
            yield TimestampedValue(asked, stamp)
    entered = Entered(count, FEEDS, 0, taken.number, taken.number + 1)
    yield beam.pvalue.TaggedOutput(ENTERED, TimestampedValue(entered, stamp))
