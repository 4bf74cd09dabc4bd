"""The messages of a Kafka topic, partition by partition, from given offsets on.

Partitions are assigned by hand, and every one that the topic has or gets is read: there is no group to be rebalanced.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, Message, TopicPartition

from pipeline.topics import Topic

_LOG = logging.getLogger(__name__)

_AT_ONCE = 500
_PATIENCE = 10.0
"""Seconds for what is asked of a broker besides messages."""
_SILENCE = 1.0
"""Seconds that are waited for as many messages as are taken at once."""
_LOOK_AGAIN = 15.0
"""Seconds after which the topic is asked for new partitions, or a broker that was away for it."""
_SILENT = "2"
"""The client's own log, which has a line for every try; what is wrong it tells us besides."""


class TopicMessage(NamedTuple):
    """A message. written: milliseconds since 1970, by the broker or the producer as the topic has it; 0 if unknown."""

    partition: int
    offset: int
    written: int
    value: bytes


class TopicReader:
    """Reads the partitions of a topic.

    config: consumer settings besides ours. reached: partition -> the offset to go on at; for others the broker is
    asked. tell_lost: told where messages cannot be had any more. Raises ValueError, in words for the user, for settings
    that the client does not take.
    """

    def __init__(
        self, topic: Topic, config: Mapping[str, str], reached: Mapping[int, int], tell_lost: Callable[[str], None]
    ) -> None:
        ours = {
            "bootstrap.servers": topic.servers,
            "enable.auto.commit": "false",
            "auto.offset.reset": "error",
            "allow.auto.create.topics": "false",
            "enable.partition.eof": "false",
        }
        theirs = {"group.id": "wire-ingest", "log_level": _SILENT, **config}
        try:
            self._consumer = Consumer({**theirs, **ours, "error_cb": self._hear_error, "logger": _LOG})
        except KafkaException as why:
            raise ValueError(f"--kafka_config: {why.args[0].str()}") from None
        self._topic = topic
        self._tell_lost = tell_lost
        self.reached = dict(reached)
        self._assigned: set[int] = set()
        self._looked_at = -_LOOK_AGAIN
        self._told: set[str] = set()

    def read(self, most: int, most_bytes: int, seconds: float = float("inf")) -> list[TopicMessage]:
        """The messages that are there, so many more or less, and no longer than so many seconds; none while the broker
        is away. Partitions that were heard of for the first time stand in `reached`.
        """
        messages: list[TopicMessage] = []
        try:
            self._assign_partitions()
            self._consume(messages, most, most_bytes, time.monotonic() + seconds)
        except KafkaException as why:
            self._hear_error(why.args[0])
        if messages:
            self._told.clear()
        return messages

    def is_at_end(self, partition: int) -> bool | None:
        """Whether a partition, asked now, holds nothing behind what was read; None while the broker is away."""
        try:
            _, high = self._ask_bounds(partition)
        except KafkaException as why:
            self._hear_error(why.args[0])
            return None
        return self.reached.get(partition, -1) >= high

    def commit(self, offsets: Mapping[int, int]) -> None:
        """Tell the broker how far the topic is read, without waiting for its answer: only people look there."""
        places = [TopicPartition(self._topic.name, partition, offset) for partition, offset in offsets.items()]
        try:
            self._consumer.commit(offsets=places, asynchronous=True)
        except KafkaException as why:
            self._hear_error(why.args[0])

    def close(self) -> None:
        """Hang up."""
        self._consumer.close()

    def _assign_partitions(self) -> None:
        """Read every partition that there is from where it was left, else from its beginning."""
        if time.monotonic() - self._looked_at < _LOOK_AGAIN:
            return
        self._looked_at = time.monotonic()
        found = self._consumer.list_topics(self._topic.name, timeout=_PATIENCE).topics.get(self._topic.name)
        if found is None or found.error is not None or not found.partitions:
            self._complain("no topic", "there is no such topic yet")
            self._looked_at = -_LOOK_AGAIN  # that costs nothing
            return
        new = sorted(set(found.partitions) - self._assigned)
        if new:
            self._assign(new)

    def _assign(self, new: Sequence[int]) -> None:
        wanted = [TopicPartition(self._topic.name, partition) for partition in new]
        committed = {part.partition: part.offset for part in self._consumer.committed(wanted, timeout=_PATIENCE)}
        places = [self._settle_place(part, self.reached.get(part, committed[part])) for part in new]
        self._consumer.incremental_assign(places)
        self._assigned.update(new)

    def _settle_place(self, partition: int, offset: int) -> TopicPartition:
        """Where reading goes on: at `offset` if it is still there; what is not is told."""
        low, high = self._ask_bounds(partition)
        if offset < 0:
            self.reached[partition] = low
            return TopicPartition(self._topic.name, partition, OFFSET_BEGINNING)
        if not low <= offset <= high:
            lost = f"messages {offset} to {low - 1} were deleted unread" if offset < low else "the topic was made anew"
            detail = f"{self.origin(partition, offset)}: {lost}; reading goes on at {low}"
            self._tell_lost(detail)
            _LOG.warning("%s", detail)
            offset = low
        self.reached[partition] = offset
        return TopicPartition(self._topic.name, partition, offset)

    def _ask_bounds(self, partition: int) -> tuple[int, int]:
        """The first offset that there is, and the one behind the last."""
        place = TopicPartition(self._topic.name, partition)
        low, high = self._consumer.get_watermark_offsets(place, timeout=_PATIENCE, cached=False)
        return low, high

    def _consume(self, messages: list[TopicMessage], most: int, most_bytes: int, end: float) -> None:
        size = 0
        while self._assigned and len(messages) < most and size < most_bytes and time.monotonic() < end:
            batch: list[Message] = self._consumer.consume(min(_AT_ONCE, most - len(messages)), timeout=_SILENCE)
            for message in batch:
                error = message.error()
                if error is not None:
                    self._hear_message_error(message, error)
                    continue
                partition, offset, value = message.partition() or 0, message.offset() or 0, message.value() or b""
                messages.append(TopicMessage(partition, offset, max(0, message.timestamp()[1]), value))
                self.reached[partition] = offset + 1
                size += len(value)
            if len(batch) < _AT_ONCE:  # all that was there; where messages never stop, there would be no end
                break

    def _hear_message_error(self, message: Message, error: KafkaError) -> None:
        """Where the place to go on at is gone, the next look assigns the partition anew, and tells what is lost."""
        if error.code() != KafkaError._AUTO_OFFSET_RESET:
            self._hear_error(error)
            return
        partition = message.partition() or 0
        self._consumer.incremental_unassign([TopicPartition(self._topic.name, partition)])
        self._assigned.discard(partition)
        self._looked_at = -_LOOK_AGAIN

    def origin(self, partition: int, offset: int) -> str:
        """What a message is called where people read of it."""
        return f"{self._topic.url}: partition {partition}, offset {offset}"

    def _hear_error(self, error: KafkaError) -> None:
        self._complain(error.name(), error.str())

    def _complain(self, kind: str, trouble: str) -> None:
        """Say once what is wrong, not at every look; once messages come, it may be said again. The client's words tell
        how many milliseconds it tried, so the kind of the trouble counts.
        """
        if kind not in self._told:
            _LOG.warning("%s: %s; waiting", self._topic.url, trouble)
        self._told.add(kind)
