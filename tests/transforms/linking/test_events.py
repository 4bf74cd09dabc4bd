"""What an event is said to be, of what its stories say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schemas.mentions import Place
from schemas.story import PlacePrecision, StoryDigest
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


def placed(place: Place, precision: PlacePrecision, *towns: Place) -> list[StoryDigest]:
    """Stories whose figures say that place, each with the town that it names most."""
    (figure,) = story("a", HARSK).figures
    figure = replace(figure, place=place, place_precision=precision)
    return [replace(story(f"a{n}", HARSK), figures=(figure,), town=town) for n, town in enumerate(towns)]


PORT, NEAR = Place("Velm", "XA", 50.0, 7.0, "9"), Place("Ostrand", "XA", 50.3, 7.2, "8")


@pytest.mark.parametrize(
    ("stories", "place", "precision"),
    [
        (placed(Place("Mill Lane", "XA", None, None), "site", PORT), "Velm", "town"),  # no map knows it
        (placed(Place("Mill Lane", "XA", None, None), "site", NEAR, PORT, PORT), "Velm", "town"),
        (placed(Place("Mill Lane", "XA", 50.1, 7.1), "site", PORT), "Mill Lane", "site"),
        (placed(Place("Mill Lane", "XA", 58.0, 7.1), "site", PORT), "Velm", "town"),  # a street of another town
        (placed(Place("Exland", "XA", 48.0, 9.0), "country", PORT), "Velm", "town"),  # no words name the country
        (placed(Place("Exland", "XA", 48.0, 9.0, "1"), "country", PORT), "Exland", "country"),
        (placed(Place("Whyland", "XB", 48.0, 9.0), "country", PORT), "Whyland", "country"),
        (placed(NEAR, "town", PORT), "Ostrand", "town"),
    ],
)
def test_a_vague_place_gives_way_to_the_town_that_the_stories_name(
    stories: list[StoryDigest], place: str, precision: PlacePrecision
) -> None:
    event = describe("e", [Voice((told,), frozenset({told.article_id})) for told in stories], "range")
    assert event is not None
    assert event.place is not None
    assert (event.place.name, event.place_precision) == (place, precision)


LATER, PRINTED = date(2031, 3, 9), date(2031, 3, 10)


def dated(
    name: str, *days: date | None, spoken: tuple[date, ...] = (), published_on: date | None = PRINTED
) -> StoryDigest:
    """A story whose figures say a day each, or none."""
    (figure,) = story(name, HARSK).figures
    figures = tuple(replace(figure, first_day=day, last_day=day) for day in days)
    named = frozenset(day.toordinal() for day in (*days, *spoken) if day is not None)
    return replace(story(name, HARSK), figures=figures, days=named, published_on=published_on)


@pytest.mark.parametrize(
    ("stories", "day"),
    [
        ([dated("a", DAY), dated("b", LATER, LATER)], DAY),  # a story has one voice, and the earlier day holds
        ([dated("a", DAY), dated("b", LATER), dated("c", LATER)], LATER),
        ([dated("a", LATER), dated("b", DAY, spoken=(LATER,))], LATER),
        ([dated("a", LATER, spoken=(DAY,)), dated("b", DAY)], DAY),
        ([dated("a", LATER), dated("b", LATER), dated("c", DAY, published_on=DAY)], DAY),  # nobody tells what comes
        ([dated("a", LATER), dated("b", DAY, published_on=None)], DAY),
        ([dated("a", None, spoken=(LATER,)), dated("b", None, spoken=(DAY, LATER))], LATER),
        ([dated("a", None, spoken=(LATER, DAY))], DAY),
        ([dated("a", None, spoken=(date(2031, 1, 9), LATER))], LATER),  # long past
        ([dated("a", None, spoken=(DAY, LATER)), dated("b", LATER, published_on=DAY)], DAY),
        ([dated("a", None, spoken=(date(2030, 3, 9),))], None),
        ([dated("a", None)], None),
    ],
)
def test_the_day_is_the_one_that_the_stories_share(stories: list[StoryDigest], day: date | None) -> None:
    event = describe("e", [Voice((told,), frozenset({told.article_id})) for told in stories], "range")
    assert event is not None
    assert (event.first_day, event.last_day) == (day, day)
