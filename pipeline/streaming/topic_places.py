"""How far a topic has been read: what a checkpoint keeps of a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Claim(NamedTuple):
    """A message that is read. moment: its event time, in microseconds since 1970."""

    partition: int
    offset: int
    moment: int


Places = Mapping[int, tuple[int, int]]
"""Partition -> the offset that comes next, and the event time of the message before it."""


class TopicPlaces(NamedTuple):
    """A restriction. Never false, as places alone are before there are any: what is to come would be dropped."""

    places: Places

    def after(self, claim: Claim) -> TopicPlaces:
        """Once this message, too, is read."""
        return TopicPlaces({**self.places, claim.partition: (claim.offset + 1, claim.moment)})


class TopicStart(NamedTuple):
    """Where the reading of a topic begins. url: the topic. reached: partition -> the offset to go on at, as the
    manifests have it. floor: microseconds since 1970 before which no message counts: earlier windows are closed.
    """

    url: str
    reached: tuple[tuple[int, int], ...]
    floor: int

    def place(self) -> TopicPlaces:
        """Where the manifests end."""
        return TopicPlaces({partition: (offset, 0) for partition, offset in self.reached})
