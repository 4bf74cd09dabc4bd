"""Several streams as one; that of feeds is opened when the first feed is heard of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from pipeline.intake import Line
from pipeline.storage import StoredFile


class Stream(Protocol):
    """What comes in besides files, taken in for a run at a time."""

    def add_file(self, file: StoredFile) -> None:
        """Follow what this file lists."""

    def take(self) -> list[Line]:
        """What has come in, as lines of an intake; nothing counts as taken before it is settled."""

    def settle(self, lines: Sequence[Line]) -> None:
        """An intake holds this now, and its run will be done, however often it takes: remember. Twice is as once."""

    def finished(self, lines: Sequence[Line]) -> None:
        """The run of an intake has finished."""


class JoinedStream:
    """The topics and the feeds of a watcher."""

    def __init__(self, topics: Sequence[Stream], open_feeds: Callable[[], Stream], *, has_feeds: bool) -> None:
        self._topics = list(topics)
        self._open_feeds = open_feeds
        self._feeds = open_feeds() if has_feeds else None

    def add_file(self, file: StoredFile) -> None:
        """Follow the feeds that this file lists."""
        self._feeds = self._feeds or self._open_feeds()
        self._feeds.add_file(file)

    def take(self) -> list[Line]:
        """What has come in anywhere."""
        return [line for stream in self._streams() for line in stream.take()]

    def settle(self, lines: Sequence[Line]) -> None:
        """Have everybody remember his own."""
        if self._feeds is None and any("state" in line for line in lines):
            self._feeds = self._open_feeds()
        for stream in self._streams():
            stream.settle(lines)

    def finished(self, lines: Sequence[Line]) -> None:
        """The run of an intake has finished."""
        for stream in self._streams():
            stream.finished(lines)

    def _streams(self) -> list[Stream]:
        return [*self._topics, *([self._feeds] if self._feeds else [])]
