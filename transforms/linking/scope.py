"""What a linking of some days must read, and what it leaves as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from schemas.link_tables import EVENT_ARTICLES, FAMILIES
from schemas.story import StoryKey
from schemas.tables import UNKNOWN, Row

_NEIGHBOURS = timedelta(days=14)
"""Days before and after those asked for whose stories are read too: a week's stories meet those of the week before."""
_FAMILY = timedelta(days=7)
"""Days around those asked for whose families are told anew."""

_ASIDE = EVENT_ARTICLES.schema.get_field_index("aside")

ToldStory = tuple[StoryKey, str, str]
"""An article state, the event that it told when it was linked last, and the day of its partition."""


@dataclass(frozen=True)
class LinkScope:
    """Days of publication that are linked, both inclusive; None is open. Those without a day are linked with all.

    days: of those, these alone, as ordinals; None is all.
    """

    since: date | None = None
    until: date | None = None
    days: frozenset[int] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing bounds it."""
        return self.since is None and self.until is None and self.days is None

    def holds(self, day: str, around: timedelta = timedelta()) -> bool:
        """Whether a day (ISO 8601 or "unknown"), or one so near, is asked for."""
        if self.is_everything:
            return True
        if day == UNKNOWN:
            return False
        stated = date.fromisoformat(day)
        if self.days is not None and stated.toordinal() not in _widen(self.days, around.days):
            return False
        return not (
            (self.since is not None and stated < self.since - around)
            or (self.until is not None and stated > self.until + around)
        )


@cache
def _widen(days: frozenset[int], around: int) -> frozenset[int]:
    return frozenset(day + step for day in days for step in range(-around, around + 1))


@dataclass(frozen=True)
class LinkChoice:
    """What is read: whole days, and of other days the stories that belong to an event which reaches into those.

    touched: the events that are told anew. scope: what was asked for.
    """

    scope: LinkScope
    far: Mapping[str, frozenset[StoryKey]]
    touched: frozenset[str]

    def reads(self, day: str) -> bool:
        """Whether all stories of a day are read."""
        return self.scope.holds(day, _NEIGHBOURS)

    def tells_families(self, day: str) -> bool:
        """Whether the families of a day's stories are told anew."""
        return self.scope.holds(day, _FAMILY)

    def tells(self, event_id: str) -> bool:
        """Whether an event is told anew."""
        return self.scope.is_everything or event_id in self.touched

    def keeps(self, table: str, partition: str, row: Row) -> bool:
        """Whether a row of the linking before stays as it is; row: of a table of links, as it is shuffled."""
        if table == FAMILIES.name:
            return not self.tells_families(partition)
        if table == EVENT_ARTICLES.name:
            read = self.reads(partition) or (row[1], row[2]) in self.far.get(partition, frozenset())
            return not read or (row[_ASIDE] and not self.tells(row[0]))
        return not self.tells(row[0])


def choose(scope: LinkScope, told: Iterable[ToldStory]) -> LinkChoice:
    """What a linking of a scope must read. told: all that the linking before told."""
    told = list(told)
    touched = frozenset(event_id for _, event_id, day in told if scope.holds(day, _NEIGHBOURS))
    far: dict[str, set[StoryKey]] = defaultdict(set)
    for key, event_id, day in told:
        if event_id in touched and not scope.holds(day, _NEIGHBOURS):
            far[day].add(key)
    return LinkChoice(scope, {day: frozenset(keys) for day, keys in far.items()}, touched)
