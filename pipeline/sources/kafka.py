"""Kafka: the messages of a topic as a stream, read from where the last finished run ended.

Partitions are assigned by hand, and every one that the topic has or gets is read: there is no group to be rebalanced.
Where to go on is told by the manifests, and by the broker only where these say nothing; the broker is told after.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, Message, TopicPartition

from pipeline.intake import Line
from pipeline.storage import StoredFile
from pipeline.topics import Topic, read_message

_LOG = logging.getLogger(__name__)

_MOST_MESSAGES, _MOST_BYTES = 5_000, 32 * 2**20
"""Taken for one run, more or less."""
_AT_ONCE = 500
_PATIENCE = 10.0
"""Seconds for what is asked of a broker besides messages."""
_SILENCE = 1.0
"""Seconds that a look waits for as many messages as it takes at once."""
_LOOK_AGAIN = 15.0
"""Seconds after which the topic is asked for new partitions."""


class TopicStream:
    """The messages of a topic.

    config: consumer settings besides ours. reached: partition, in figures -> the next offset, by the manifests.
    Raises ValueError, in words for the user, for settings that the client does not take.
    """

    def __init__(self, topic: Topic, config: Mapping[str, str], reached: Mapping[str, int]) -> None:
        ours = {
            "bootstrap.servers": topic.servers,
            "enable.auto.commit": "false",
            "auto.offset.reset": "error",
            "allow.auto.create.topics": "false",
            "enable.partition.eof": "false",
        }
        try:
            self._consumer = Consumer(
                {"group.id": "wire-ingest", **config, **ours, "error_cb": self._hear_error, "logger": _LOG}
            )
        except KafkaException as why:
            raise ValueError(f"--kafka_config: {why.args[0].str()}") from None
        self._topic = topic
        self._next = {int(partition): offset for partition, offset in reached.items()}
        self._assigned: set[int] = set()
        self._looked_at = -_LOOK_AGAIN
        self._trouble: str | None = None

    def add_file(self, file: StoredFile) -> None:
        """A topic follows no files."""

    def take(self) -> list[Line]:
        """The messages that are there, as many as one run takes; none while the broker is away."""
        lines: list[Line] = []
        try:
            lines += self._assign_partitions()
            reached, messages = self._consume(lines)
        except KafkaException as why:
            self._hear_error(why.args[0])
            return []
        if messages or lines:
            self._trouble = None
            lines.append({"is": "offsets", "topic": self._topic.url, "next": {str(p): at for p, at in reached.items()}})
        return lines

    def settle(self, lines: Sequence[Line]) -> None:
        """Go on behind what an intake holds."""
        for line in lines:
            if line["is"] == "offsets" and line["topic"] == self._topic.url:
                self._next.update((int(partition), offset) for partition, offset in line["next"].items())

    def finished(self, lines: Sequence[Line]) -> None:
        """Tell the broker how far the manifests say that the topic is read; only people look there."""
        if not any(line["is"] == "offsets" and line["topic"] == self._topic.url for line in lines):
            return
        offsets = [TopicPartition(self._topic.name, partition, offset) for partition, offset in self._next.items()]
        try:
            self._consumer.commit(offsets=offsets, asynchronous=False)
        except KafkaException as why:
            self._hear_error(why.args[0])

    def close(self) -> None:
        """Hang up."""
        self._consumer.close()

    def _assign_partitions(self) -> list[Line]:
        """Read every partition that there is from where it was left, else from its beginning."""
        if time.monotonic() - self._looked_at < _LOOK_AGAIN:
            return []
        found = self._consumer.list_topics(self._topic.name, timeout=_PATIENCE).topics.get(self._topic.name)
        if found is None or found.error is not None or not found.partitions:
            self._complain(f"{self._topic.url}: there is no such topic yet")
            return []
        self._looked_at = time.monotonic()
        new = sorted(set(found.partitions) - self._assigned)
        if not new:
            return []
        wanted = [TopicPartition(self._topic.name, partition) for partition in new]
        committed = {part.partition: part.offset for part in self._consumer.committed(wanted, timeout=_PATIENCE)}
        lines: list[Line] = []
        places = []
        for partition in new:
            offset = self._next.get(partition, committed[partition])
            places.append(self._settle_place(partition, offset, lines))
        self._consumer.incremental_assign(places)
        self._assigned.update(new)
        return lines

    def _settle_place(self, partition: int, offset: int, lines: list[Line]) -> TopicPartition:
        """Where reading goes on: at `offset` if it is still there; what is not is told."""
        low, high = self._consumer.get_watermark_offsets(
            TopicPartition(self._topic.name, partition), timeout=_PATIENCE, cached=False
        )
        if offset < 0:
            self._next[partition] = low
            return TopicPartition(self._topic.name, partition, OFFSET_BEGINNING)
        if not low <= offset <= high:
            lost = f"messages {offset} to {low - 1} were deleted unread" if offset < low else "the topic was made anew"
            detail = f"{self._origin(partition, offset)}: {lost}; reading goes on at {low}"
            lines.append({"is": "refused", "reason": "unreadable_input", "detail": detail, "url": None})
            _LOG.warning("%s", detail)
            offset = low
        self._next[partition] = offset
        return TopicPartition(self._topic.name, partition, offset)

    def _consume(self, lines: list[Line]) -> tuple[dict[int, int], int]:
        """Append the lines of messages; gives the offsets reached, and how many messages there were."""
        reached, now = dict(self._next), datetime.now(UTC)
        messages = size = 0
        while self._assigned and messages < _MOST_MESSAGES and size < _MOST_BYTES:
            batch: list[Message] = self._consumer.consume(_AT_ONCE, timeout=_SILENCE)
            for message in batch:
                error = message.error()
                if error is not None:
                    self._hear_message_error(message, error)
                    continue
                partition, offset, value = message.partition() or 0, message.offset() or 0, message.value() or b""
                lines.append(read_message(value, self._origin(partition, offset), now))
                reached[partition] = offset + 1
                messages += 1
                size += len(value)
            if len(batch) < _AT_ONCE:  # all that was there; where messages never stop, there would be no end
                break
        return reached, messages

    def _hear_message_error(self, message: Message, error: KafkaError) -> None:
        """Where the place to go on at is gone, the next look assigns the partition anew, and tells what is lost."""
        if error.code() != KafkaError._AUTO_OFFSET_RESET:
            self._hear_error(error)
            return
        partition = message.partition() or 0
        self._consumer.incremental_unassign([TopicPartition(self._topic.name, partition)])
        self._assigned.discard(partition)
        self._looked_at = -_LOOK_AGAIN

    def _origin(self, partition: int, offset: int) -> str:
        return f"{self._topic.url}: partition {partition}, offset {offset}"

    def _hear_error(self, error: KafkaError) -> None:
        self._complain(f"{self._topic.url}: {error.str()}")

    def _complain(self, trouble: str) -> None:
        """Say what is wrong once, not at every look."""
        if trouble != self._trouble:
            _LOG.warning("%s; waiting", trouble)
        self._trouble = trouble
