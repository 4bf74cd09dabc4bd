"""What an article tells aside: of the one event whose place, day and toll it fits, and of no guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from schemas.link_tables import EVENT_ARTICLES
from schemas.mentions import Place
from schemas.story import StatedFigure
from tests.support.stories import make_figure, make_story
from transforms.linking.roundups import Aside, ToldSpot, asides_of, tell_asides, tells_aside

DAY = date(2031, 3, 4)
TOLD = {"place": ["Harsk", "XA", 1.0, 2.0], "first_day": DAY, "at": "2031-03-06T09:00:00+00:00", "text": "A fire."}


def figure(number: int, **changes: object) -> StatedFigure:
    made = make_figure("f9", "killed", [number, number, number], TOLD)
    return replace(made, **{"is_main": False, "is_aside": True, **changes})  # type: ignore[arg-type] # fields by name


def aside(number: int, **changes: object) -> Aside:
    return Aside(("r", "r1"), "2031-03-06", figure(number, **changes))


def event(name: str, *articles: str, low: int | None = 3, high: int | None = 5, apart: int = 0) -> ToldSpot:
    return ToldSpot(name, apart, frozenset(articles), {"killed": (low, high)})


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, [DAY]),
        ({"is_aside": False}, []),
        ({"place": None}, []),
        ({"first_day": DAY - timedelta(10), "last_day": DAY - timedelta(10)}, []),
        ({"first_day": DAY + timedelta(4), "last_day": DAY + timedelta(4)}, []),
        ({"last_day": DAY + timedelta(1)}, []),
        ({"first_day": None}, []),
    ],
)
def test_an_aside_has_a_place_and_a_day_of_the_week_before(changes: dict[str, object], days: list[date]) -> None:
    story = replace(make_story("r", TOLD), figures=(figure(4, **changes),))
    found = list(asides_of(story))
    assert [spot for spot, _ in found] == [("harsk", "XA", (day - date(1970, 1, 1)).days) for day in days]


def test_a_story_without_a_day_tells_nothing_aside() -> None:
    assert not list(asides_of(replace(make_story("r", TOLD), figures=(figure(4),), published_on=None)))


@pytest.mark.parametrize(
    ("asides", "events", "told"),
    [
        ([aside(4)], [event("e1", "a")], ["e1"]),
        ([aside(6)], [event("e1", "a")], []),
        ([aside(60)], [event("e1", "a", high=None)], ["e1"]),
        ([aside(4)], [event("e1", "a"), event("e2", "b")], []),
        ([aside(4)], [event("e1", "a"), event("e2", "b", low=40, high=50)], ["e1"]),
        ([aside(4)], [event("e1", "a"), event("e2", "r")], ["e1"]),
        ([aside(4)], [event("e1", "a", "r")], []),
        ([aside(4, outcome="injured")], [event("e1", "a")], []),
        ([aside(4, best=None, low=None)], [event("e1", "a")], []),
        ([aside(4), aside(5)], [event("e1", "a")], ["e1"]),
        ([aside(4)], [event("e1", "a", apart=1)], ["e1"]),
        ([aside(4)], [event("e1", "a", apart=1), event("e2", "b")], ["e2"]),
        ([aside(4)], [event("e1", "a", apart=1), event("e2", "b", apart=1)], []),
        ([aside(4)], [], []),
    ],
)
def test_an_aside_is_of_the_one_event_that_it_fits(
    asides: list[Aside], events: list[ToldSpot], told: list[str]
) -> None:
    assert [row[0] for _, _, row in tell_asides(asides, events)] == told


def test_the_surest_figure_gives_half_of_its_confidence() -> None:
    asides = [aside(4, confidence=0.6), aside(5, confidence=0.8), aside(3, confidence=0.2)]
    ((table, partition, row),) = tell_asides(asides, [event("e1", "a")])
    assert (table, partition) == ("event_articles", "2031-03-06")
    named = dict(zip(EVENT_ARTICLES.schema.names, row, strict=True))
    assert (named["article_id"], named["revision"], named["confidence"], named["aside"]) == ("r", "r1", 0.4, True)


ELSEWHERE = Place("Tormund", "XA", 5.0, 9.0)
LATE = {**TOLD, "killed": [30, 30, 30], "place": ["Tormund", "XA", 5.0, 9.0]}


@pytest.mark.parametrize(
    ("told", "changes", "beside"),
    [
        (LATE, {}, True),
        (LATE, {"first_day": DAY + timedelta(1)}, True),
        (LATE, {"first_day": DAY + timedelta(2)}, False),
        (LATE, {"place": ELSEWHERE}, False),
        (LATE, {"place_precision": "region"}, False),
        (LATE, {"best": 1, "low": 1, "high": 1}, False),
        (LATE, {"is_aside": False}, False),
        ({**TOLD, "killed": [5, 5, 5]}, {}, False),  # it is its own event
    ],
)
def test_a_round_up_tells_the_event_of_another_beside_its_own(
    told: dict[str, object],
    changes: dict[str, object],
    beside: bool,  # noqa: FBT001
) -> None:
    fire = make_story("a", {**TOLD, "killed": [4, 4, 4]})
    made = make_story("r", told)
    digest = replace(made, figures=(*made.figures, figure(4, **changes)))
    assert tells_aside(digest, fire) is beside
    assert not tells_aside(fire, digest)
