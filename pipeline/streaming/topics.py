"""Kafka topics as a source without an end: requests with event times, for windows.

Where a reader is stands in the runner's checkpoints, and in no consumer group. A message's event time is the moment
that the broker has for it, but never before that of the message before it in its partition, nor before what the
watermark has passed already: so no message is ever late, and each window is a run of offsets in every partition. A call
ends after two seconds, so that a checkpoint never waits for longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import apache_beam as beam
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from pipeline.sources.intake import ask_line
from pipeline.streaming.endless import EndlessProvider, advance, read_floor
from pipeline.streaming.topic_places import Claim, Places, TopicStart
from pipeline.streaming.topic_reader import TopicMessage, TopicReader
from pipeline.topics import parse_topic, read_message
from schemas.dead_letter import Rejected
from transforms.accounts import Entered
from transforms.asked import ENTERED, SourceOutputs, read_asked
from transforms.dead_letter import FAILED, refused_letter

_CALL = 2.0
"""Seconds of one call."""
_MOST_MESSAGES, _MOST_BYTES = 500, 4 * 2**20
"""Read in one call, more or less: what has left the reader waits before the next step, and a checkpoint behind it."""
_PAUSE = 0.2
"""Seconds between two calls when nothing is there."""


class ReadTopics(beam.PTransform):
    """PBegin -> SourceOutputs, without an end, and without polls.

    read_config: gives the consumer settings, in the worker. window: seconds of the windows that follow.
    """

    def __init__(
        self, starts: tuple[TopicStart, ...], read_config: Callable[[], Mapping[str, str]], window: int
    ) -> None:
        super().__init__()
        self._starts = starts
        self._step = _ReadTopic(read_config, window)

    def expand(self, root: beam.pvalue.PBegin) -> SourceOutputs:
        """Read each topic."""
        starts = root | "Topics" >> beam.Create(self._starts, reshuffle=False)
        return read_asked(starts, "ReadTopic", self._step)


_PLACES = EndlessProvider()
_WATERMARK = ManualWatermarkEstimator.default_provider()


class _ReadTopic(beam.DoFn):
    def __init__(self, read_config: Callable[[], Mapping[str, str]], window: int) -> None:
        self._read_config = read_config
        self._window = window * 1_000_000
        self._readers: dict[str, TopicReader] = {}
        self._lost: list[str] = []

    def teardown(self) -> None:
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()

    @beam.DoFn.unbounded_per_element()  # type: ignore[untyped-decorator]  # Beam's is untyped
    def process(
        self,
        element: TopicStart,
        tracker: beam.transforms.core.DoFn.RestrictionParam = beam.DoFn.RestrictionParam(_PLACES),  # noqa: B008 - Beam's way
        estimator: ManualWatermarkEstimator = beam.DoFn.WatermarkEstimatorParam(_WATERMARK),  # noqa: B008 - likewise
    ) -> Iterator[TimestampedValue | beam.pvalue.TaggedOutput]:
        places = dict(tracker.current_restriction().places)
        floor = read_floor(element.floor, estimator)
        reader = self._reader(element, {partition: offset for partition, (offset, _) in places.items()})
        messages = reader.read(_MOST_MESSAGES, _MOST_BYTES, _CALL)
        clock = _now()
        entered = _Count(element.url, self._window)
        for detail in self._lost:
            yield _refuse(Rejected("unreadable_input", detail), max(floor, clock))
            entered.add_other(max(floor, clock))
        self._lost.clear()
        for message in messages:
            begin, last = places.get(message.partition, (message.offset, 0))
            moment = max(floor, last, min(message.written * 1000 or clock, clock))
            if not tracker.try_claim(Claim(message.partition, message.offset, moment)):
                self._drop(element)  # it is ahead of whoever goes on
                break
            places[message.partition] = message.offset + 1, moment
            entered.add(message, begin, moment)
            yield _ask(reader.origin(message.partition, message.offset), message, moment)
        yield from entered.tell()
        if element.url not in self._readers:
            return
        for partition, offset in reader.reached.items():  # new ones, and where messages are lost
            known, last = places.get(partition, (-1, 0))
            if known != offset:
                places[partition] = offset, last
                tracker.try_claim(Claim(partition, offset - 1, last))
        reached = self._watermark(reader, places, floor)
        advance(estimator, floor, reached)
        tracker.defer_remainder(Duration(seconds=0 if messages else _PAUSE))

    def _watermark(self, reader: TopicReader, places: Places, floor: int) -> int:
        """What no message to come will be before: of a partition that is read to its end, the moment before it was
        asked for that. A topic that is not there yet holds nobody up, a broker that is away does.
        """
        reached = _now()
        for partition, (_, last) in places.items():
            asked = _now()
            at_end = reader.is_at_end(partition)
            if at_end is None:
                return floor
            reached = min(reached, asked if at_end else last)
        return max(floor, reached)

    def _reader(self, start: TopicStart, reached: Mapping[int, int]) -> TopicReader:
        """A reader that goes on there: the one that was left there, else another."""
        reader = self._readers.get(start.url)
        if reader is None or dict(reader.reached) != reached:
            self._drop(start)
            reader = TopicReader(parse_topic(start.url), self._read_config(), reached, self._lost.append)
            self._readers[start.url] = reader
        return reader

    def _drop(self, start: TopicStart) -> None:
        reader = self._readers.pop(start.url, None)
        if reader is not None:
            reader.close()


class _Count:
    """What was read in a call, by partition and window."""

    def __init__(self, topic: str, window: int) -> None:
        self._topic = topic
        self._window = window
        self._read: dict[tuple[int, int], tuple[Entered, int]] = {}
        self._others: list[int] = []

    def add(self, message: TopicMessage, begin: int, moment: int) -> None:
        """A message, which follows what had been read up to `begin`."""
        key = message.partition, moment // self._window
        held, _ = self._read.get(key, (Entered(0, self._topic, message.partition, begin, begin), moment))
        count = Entered(held.count + 1, self._topic, message.partition, held.begin, message.offset + 1)
        self._read[key] = count, moment

    def add_other(self, moment: int) -> None:
        """Something that was refused, and is no message."""
        self._others.append(moment)

    def tell(self) -> Iterator[beam.pvalue.TaggedOutput]:
        """The counts, each within its window."""
        for count, moment in self._read.values():
            yield beam.pvalue.TaggedOutput(ENTERED, TimestampedValue(count, Timestamp(micros=moment)))
        for moment in self._others:
            yield beam.pvalue.TaggedOutput(ENTERED, TimestampedValue(Entered(1), Timestamp(micros=moment)))


def _now() -> int:
    return time.time_ns() // 1000


def _ask(origin: str, message: TopicMessage, moment: int) -> TimestampedValue | beam.pvalue.TaggedOutput:
    """What a message asks for, at its event time."""
    at = datetime.fromtimestamp(moment / 1e6, UTC)
    line = read_message(message.value, origin, at)
    asked = ask_line(line, at)
    if isinstance(asked, Rejected):
        return _refuse(asked, moment)
    return TimestampedValue(asked, Timestamp(micros=moment))


def _refuse(why: Rejected, moment: int) -> beam.pvalue.TaggedOutput:
    letter = refused_letter(why, datetime.fromtimestamp(moment / 1e6, UTC))
    return beam.pvalue.TaggedOutput(FAILED, TimestampedValue(letter, Timestamp(micros=moment)))
