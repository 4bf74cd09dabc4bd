"""What an event is said to be, of what its stories say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schemas.story import StoryDigest
from tests.support.stories import make_story
from transforms.linking.events import describe
from transforms.linking.tolls import Voice

DAY = date(2031, 3, 4)


def story(name: str, place: list[object], *, beside: str = "") -> StoryDigest:
    told = {"place": place, "first_day": DAY, "at": "2031-03-04T09:00:00+00:00", "text": "A fire.", "killed": [2, 2, 2]}
    made = make_story(name, {**told, "site": f"{name}.test"})
    return replace(made, places=made.places | {beside}) if beside else made


HARSK, TORMUND = ["Harsk", "XA", 1.0, 2.0], ["Tormund", "XA", 5.0, 9.0]


@pytest.mark.parametrize(
    ("stories", "place"),
    [
        ([story("a", HARSK), story("b", TORMUND, beside="harsk")], "Harsk"),  # b is a paper of Tormund
        ([story("a", HARSK, beside="tormund"), story("b", TORMUND)], "Tormund"),
        ([story("a", TORMUND), story("b", HARSK, beside="tormund"), story("c", HARSK)], "Harsk"),
        ([story("a", HARSK)], "Harsk"),
    ],
)
def test_the_place_is_the_one_that_the_stories_share(stories: list[StoryDigest], place: str) -> None:
    event = describe("e", [Voice((told,), frozenset({told.article_id})) for told in stories], "range")
    assert event is not None
    assert event.place is not None
    assert event.place.name == place


def dated(name: str, *days: date, spoken: tuple[date, ...] = ()) -> StoryDigest:
    """A story whose figures say a day each."""
    (figure,) = story(name, HARSK).figures
    figures = tuple(replace(figure, first_day=day, last_day=day) for day in days)
    return replace(story(name, HARSK), figures=figures, days=frozenset(day.toordinal() for day in (*days, *spoken)))


LATER = date(2031, 3, 9)


@pytest.mark.parametrize(
    ("stories", "day"),
    [
        ([dated("a", DAY), dated("b", LATER, LATER)], DAY),  # a story has one voice, and the earlier day holds
        ([dated("a", DAY), dated("b", LATER), dated("c", LATER)], LATER),
        ([dated("a", LATER), dated("b", DAY, spoken=(LATER,))], LATER),
        ([dated("a", LATER, spoken=(DAY,)), dated("b", DAY)], DAY),
    ],
)
def test_the_day_is_the_one_that_the_stories_share(stories: list[StoryDigest], day: date) -> None:
    event = describe("e", [Voice((told,), frozenset({told.article_id})) for told in stories], "range")
    assert event is not None
    assert (event.first_day, event.last_day) == (day, day)
