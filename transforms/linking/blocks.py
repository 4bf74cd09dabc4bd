"""Blocks: the groups of stories within which pairs are compared. Together they hold every pair once that may matter.

A story stands in the block of its week and in that of the next, so that every two stories of seven days meet. Later
follow-ups, such as a trial or a funeral, meet earlier ones by the day that they say it happened on, or by names that
they share with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.story import StoryDigest
from transforms.linking.features import day_of, day_told

_WEEK = 7
_SPAN = 4
"""Weeks whose blocks are compared together: so a story is shuffled once, and again only at the end of a span."""
_FAMOUS = 30
"""Stories that name a person: who is named in more is in the news for more than one event."""


@dataclass(frozen=True)  # without slots: see schemas/story.py
class Spread:
    """In how many stories a name stands, and in which weeks from first to last."""

    stories: int
    first: int
    last: int

    def __add__(self, other: Spread) -> Spread:
        return Spread(self.stories + other.stories, min(self.first, other.first), max(self.last, other.last))

    @property
    def recurs(self) -> bool:
        """Whether the name leads from an event to follow-ups that no week's block holds."""
        return self.stories <= _FAMOUS and self.last - self.first > 1


def _week_of(story: StoryDigest) -> int | None:
    """The week that a story stands in; None when it has no day."""
    day = day_of(story)
    return None if day is None else day // _WEEK


def weeks_of(story: StoryDigest) -> tuple[int, ...]:
    """The weeks whose blocks hold a story; -1 for those without a day, which meet each other.

    A story of an event of weeks ago stands also in the block that holds the first reports of it.
    """
    week = _week_of(story)
    if week is None:
        return (-1,)
    happened = day_told(story)
    told = week if happened is None else happened // _WEEK + 1
    return (told, week, week + 1) if told < week else (week, week + 1)


def spans_of(story: StoryDigest) -> tuple[int, ...]:
    """The spans of weeks whose blocks hold a story."""
    return tuple(sorted({week // _SPAN for week in weeks_of(story)}))


def weeks_in(span: int, stories: Iterable[StoryDigest]) -> list[tuple[int, list[int]]]:
    """The weeks of a span, and the places of the stories that stand in the block of each."""
    blocks: dict[int, list[int]] = {}
    for place, story in enumerate(stories):
        for week in weeks_of(story):
            if week // _SPAN == span:
                blocks.setdefault(week, []).append(place)
    return sorted(blocks.items())


def meet_in_week(week: int, one: StoryDigest, other: StoryDigest) -> bool:
    """Whether a pair is compared in the block of a week: the first that holds both."""
    return week == min({*weeks_of(one)} & {*weeks_of(other)})


def spread_of(story: StoryDigest) -> Spread:
    """What a story adds to the spread of the names in it; only for one that has a day."""
    week = _week_of(story) or 0
    return Spread(1, week, week)


def names_of(story: StoryDigest) -> list[str]:
    """The names by which follow-ups are found: full names of persons."""
    return sorted(name for name in story.persons if " " in name) if _week_of(story) is not None else []


def meet_by_name(name: str, recurring: frozenset[str], one: StoryDigest, other: StoryDigest) -> bool:
    """Whether a pair is compared in the block of a name: the first they share, and no week's block holds both."""
    apart = {*weeks_of(one)}.isdisjoint(weeks_of(other))
    return apart and name == min(one.persons & other.persons & recurring)
