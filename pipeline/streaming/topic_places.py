"""How far a topic has been read, as the restriction of a splittable step: what a checkpoint keeps of a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from apache_beam.io.iobase import RestrictionProgress, RestrictionTracker
from apache_beam.transforms.core import RestrictionProvider


class TopicStart(NamedTuple):
    """Where the reading of a topic begins. url: the topic. reached: partition -> the offset to go on at, as the
    manifests have it. floor: microseconds since 1970 before which no message counts: earlier windows are closed.
    """

    url: str
    reached: tuple[tuple[int, int], ...]
    floor: int


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


class PlacesTracker(RestrictionTracker):
    """Claims messages; splits only here and now, as nobody else could read the same partitions meanwhile."""

    def __init__(self, restriction: TopicPlaces) -> None:
        self._places = dict(restriction.places)
        self._ended = False

    def current_restriction(self) -> TopicPlaces:
        """How far it is."""
        return TopicPlaces(dict(self._places))

    def try_claim(self, position: Claim) -> bool:
        """Count a message as read; False once reading has to stop."""
        if self._ended:
            return False
        self._places[position.partition] = position.offset + 1, position.moment
        return True

    def try_split(self, fraction_of_remainder: float) -> tuple[TopicPlaces, TopicPlaces] | None:
        """Leave all that is to come to whoever goes on; nothing else."""
        if fraction_of_remainder != 0 or self._ended:
            return None
        self._ended = True
        return TopicPlaces({}), TopicPlaces(dict(self._places))

    def check_done(self) -> bool:
        """A topic never ends: reading may stop only where it was split. Raises ValueError."""
        if not self._ended:
            raise ValueError("reading stopped and left nobody to go on")
        return True

    def current_progress(self) -> RestrictionProgress:
        """Nobody knows what is to come."""
        return RestrictionProgress(completed=0, remaining=1)

    def is_bounded(self) -> bool:
        """It is not."""
        return False


class PlacesProvider(RestrictionProvider):
    """Begins where the manifests end."""

    def initial_restriction(self, element: TopicStart) -> TopicPlaces:
        """Where the manifests end."""
        return TopicPlaces({partition: (offset, 0) for partition, offset in element.reached})

    def create_tracker(self, restriction: TopicPlaces) -> PlacesTracker:
        """A tracker."""
        return PlacesTracker(restriction)

    def restriction_size(self, _element: TopicStart, _restriction: TopicPlaces) -> int:
        """One topic is as large as another."""
        return 1

    def truncate(self, _element: TopicStart, _restriction: TopicPlaces) -> Any:
        """When a job is drained, what is to come is left where it is."""
        return None
