"""Reads the feeds of a stream, intake after intake: what is written down already, then what feeds show."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from pipeline.intake import Line
from pipeline.polling.stream import FeedStream
from pipeline.streaming.feed_log import ROUND, FeedLog, moment_of_intake
from pipeline.streaming.feed_memory import HeldFeeds


class Taken(NamedTuple):
    """An intake that is read. moment: its event time, in microseconds since 1970."""

    number: int
    path: str
    moment: int


class FeedReader:
    """Reads the intakes of a log from a number on, and makes those that are not there.

    open_stream: follows the feeds, given what is remembered of them. Raises OSError.
    """

    def __init__(self, log: FeedLog, number: int, open_stream: Callable[[HeldFeeds], FeedStream]) -> None:
        self.next = number
        self._log = log
        self._held = log.recall(number)
        self._open_stream = open_stream
        self._stream: FeedStream | None = None
        self._round: _Round | None = None
        self._again_at = 0.0

    def read(self, floor: int, seconds: float) -> Taken | None:
        """The next intake, if it is there within so many seconds. floor: microseconds since 1970 before which nothing
        comes. Feeds are asked meanwhile, one round at a time, and go on being asked in between. Raises OSError.
        """
        if self._stream is None:
            if self._log.has(self.next):
                return self._learn()
            self._stream = self._open_stream(self._held)
        if self._round is None:
            if time.monotonic() < self._again_at:
                return None
            self._again_at = time.monotonic() + ROUND
            self._round = _Round(self._stream)
        lines = self._round.wait(seconds)
        if lines is None:
            return None
        self._round = None
        if not lines:
            return None
        self._log.write(self.next, max(floor, time.time_ns() // 1000), lines, self._held)
        return self._learn()

    def close(self) -> None:
        """Hang up, once a round that is under way has ended; nobody waits for it."""
        if self._round is not None:
            self._round.close()
        elif self._stream is not None:
            self._stream.close()

    def _learn(self) -> Taken:
        lines = self._log.read(self.next)
        (self._stream or self._held).settle(lines)
        taken = Taken(self.next, self._log.path(self.next), moment_of_intake(lines))
        self.next += 1
        return taken


class _Round:
    """A round of polls in a thread: a host may take longer to answer than a checkpoint can wait."""

    def __init__(self, stream: FeedStream) -> None:
        self._stream = stream
        self._came: SimpleQueue[Sequence[Line] | BaseException] = SimpleQueue()
        Thread(target=self._take, name="feeds", daemon=True).start()

    def wait(self, seconds: float) -> Sequence[Line] | None:
        """What has come in, None as long as it has not. Raises what asking raised, which is a bug."""
        try:
            came = self._came.get(timeout=seconds)
        except Empty:
            return None
        if isinstance(came, BaseException):
            raise came
        return came

    def close(self) -> None:
        """Hang up when it has ended."""
        Thread(target=self._close, daemon=True).start()

    def _take(self) -> None:
        try:
            self._came.put(self._stream.take())
        except BaseException as why:  # noqa: BLE001 - it belongs to whoever waits
            self._came.put(why)

    def _close(self) -> None:
        self._came.get()
        self._stream.close()
