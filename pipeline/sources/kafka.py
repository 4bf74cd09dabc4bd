"""Kafka: the messages of a topic as a stream, read from where the last finished run ended.

Where to go on is told by the manifests, and by the broker only where these say nothing; the broker is told after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from pipeline.intake import Line
from pipeline.storage import StoredFile
from pipeline.streaming.topic_reader import TopicReader
from pipeline.topics import Topic, read_message

_MOST_MESSAGES, _MOST_BYTES = 5_000, 32 * 2**20
"""Taken for one run, more or less."""


class TopicStream:
    """The messages of a topic.

    config: consumer settings besides ours. reached: partition, in figures -> the next offset, by the manifests.
    Raises ValueError, in words for the user, for settings that the client does not take.
    """

    def __init__(self, topic: Topic, config: Mapping[str, str], reached: Mapping[str, int]) -> None:
        self._topic = topic
        self._lost: list[str] = []
        self._next = {int(partition): offset for partition, offset in reached.items()}
        self._reader = TopicReader(topic, config, self._next, self._lost.append)

    def add_file(self, file: StoredFile) -> None:
        """A topic follows no files."""

    def take(self) -> list[Line]:
        """The messages that are there, as many as one run takes; none while the broker is away."""
        now = datetime.now(UTC)
        messages = self._reader.read(_MOST_MESSAGES, _MOST_BYTES)
        lines: list[Line] = [
            {"is": "refused", "reason": "unreadable_input", "detail": detail, "url": None} for detail in self._lost
        ]
        self._lost.clear()
        for message in messages:
            origin = self._reader.origin(message.partition, message.offset)
            lines.append(read_message(message.value, origin, now))
        if lines:
            reached = {str(partition): offset for partition, offset in self._reader.reached.items()}
            lines.append({"is": "offsets", "topic": self._topic.url, "next": reached})
        return lines

    def settle(self, lines: Sequence[Line]) -> None:
        """Go on behind what an intake holds."""
        for line in lines:
            if line["is"] == "offsets" and line["topic"] == self._topic.url:
                self._next.update((int(partition), offset) for partition, offset in line["next"].items())
                self._reader.reached.update(self._next)

    def finished(self, lines: Sequence[Line]) -> None:
        """Tell the broker how far the manifests say that the topic is read; only people look there."""
        if any(line["is"] == "offsets" and line["topic"] == self._topic.url for line in lines):
            self._reader.commit(self._next)

    def close(self) -> None:
        """Hang up."""
        self._reader.close()
