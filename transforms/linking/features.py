"""What two stories have in common and what keeps them apart, as numbers that the pair model weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping

from schemas.mentions import Outcome
from schemas.story import StatedFigure, StoryDigest
from transforms.linking.vectors import Weighed

FEATURES = (
    "words", "title", "persons", "no_surname", "rarest_place", "street_same", "street_other", "point_far",
    "point_unknown", "days_shared", "day_near", "day_far", "gap", "killed_same", "injured_same", "cause_other",
    "publisher_same",
)  # fmt: skip

FAR = 80.0
"""Kilometres between the points of two stories from which on they tell of different places."""
_MOST = 4.0
_WEEK = 7


def compare(one: Weighed, other: Weighed) -> list[float]:
    """The FEATURES of a pair, in their order; the order of the two says nothing."""
    first, second = one.story, other.story
    distance = kilometres(first.point, second.point)
    apart = _days_apart(first, second)
    gap = abs((day_of(first) or 0) - (day_of(second) or 0))
    return [
        math.sqrt(one.text.cosine(other.text)),
        one.title.cosine(other.title),
        _sum_shared(one.persons, other.persons),
        float(not one.surnames & other.surnames),
        max((one.places[name] for name in one.places.keys() & other.places.keys()), default=0.0) / 10,
        float(bool(one.streets & other.streets)),
        float(bool(one.streets and other.streets and not one.streets & other.streets)),
        float(distance is not None and distance >= FAR),
        float(distance is None),
        min(len(first.days & second.days), 3) / 3,
        float(apart is not None and 1 < apart <= 4),
        float(apart is not None and apart > 4),
        math.log1p(gap),
        _agree(first, second, "killed"),
        _agree(first, second, "injured"),
        float(_causes_differ(first, second)),
        float(first.publisher is not None and first.publisher == second.publisher),
    ]


def day_of(story: StoryDigest) -> int | None:
    """The day that a story stands at among others, as an ordinal: its publication, else what it tells of."""
    if story.published_on is not None:
        return story.published_on.toordinal()
    stated = _event_day(story)
    return stated if stated is not None else max(story.days, default=None)


def day_told(story: StoryDigest) -> int | None:
    """The day that a story's main figures say it happened on, as an ordinal, or the first of a week's; None for a
    longer time, or none.
    """
    stated = _event_days(story)
    return stated[0] if stated is not None and stated[1] - stated[0] < _WEEK else None


def main_figure(story: StoryDigest, outcome: Outcome) -> StatedFigure | None:
    """The story's figure for its event and an outcome."""
    return next((figure for figure in story.figures if figure.is_main and figure.outcome == outcome), None)


def _sum_shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return min(sum(one[name] for name in sorted(one.keys() & other.keys())) / 10, _MOST)


def _event_day(story: StoryDigest) -> int | None:
    return next((f.first_day.toordinal() for f in story.figures if f.is_main and f.first_day is not None), None)


def _days_apart(first: StoryDigest, second: StoryDigest) -> int | None:
    """Days between those that the two say it happened on; 0 where they overlap, as a day does its week."""
    one, other = _event_days(first), _event_days(second)
    return None if one is None or other is None else max(0, other[0] - one[1], one[0] - other[1])


def _event_days(story: StoryDigest) -> tuple[int, int] | None:
    stated = ((f.first_day, f.last_day) for f in story.figures if f.is_main)
    return next(((first.toordinal(), last.toordinal()) for first, last in stated if first and last), None)


def _agree(first: StoryDigest, second: StoryDigest, outcome: Outcome) -> float:
    """1 for two figures that say the same, a half for two that may; tolls are revised, so others say nothing."""
    one, other = main_figure(first, outcome), main_figure(second, outcome)
    if one is None or other is None:
        return 0.0
    if one.best is not None and one.best == other.best:
        return 1.0
    return 0.5 if (one.low or 0) <= _top(other) and (other.low or 0) <= _top(one) else 0.0


def _top(figure: StatedFigure) -> float:
    return math.inf if figure.high is None else figure.high


def _causes_differ(first: StoryDigest, second: StoryDigest) -> bool:
    one, other = (next((f.cause for f in s.figures if f.is_main and f.cause), None) for s in (first, second))
    return one is not None and other is not None and one != other


def kilometres(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float | None:
    """Between two points, degrees north and east, along the ground; None when one is unknown."""
    if one is None or other is None:
        return None
    south, west, north, east = (math.radians(degree) for degree in (*one, *other))
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half)))
