"""Streets among the places that a story names, and what they say of two stories."""

from __future__ import annotations

import pytest

from tests.support.stories import make_story
from transforms.linking.features import FEATURES, compare
from transforms.linking.streets import streets_of
from transforms.linking.vectors import count_story, weigh_stories


@pytest.mark.parametrize(
    ("place", "streets"),
    [
        ("south tallow avenue", {"tallow"}),
        ("S. Tallow Ave.".lower(), {"tallow"}),
        ("the 4100 block of west 61st street", {"61st"}),
        ("ash road and mill pond lane", {"ash", "mill pond"}),
        ("ash st & north 5th ave", {"ash", "5th"}),
        ("saint orban hospital", set()),
        ("north street", set()),
        ("street", set()),
        (" ", set()),
    ],
)
def test_a_street_is_named_by_what_tells_it_from_others(place: str, streets: set[str]) -> None:
    assert streets_of([place]) == streets


@pytest.mark.parametrize(
    ("one", "other", "same", "differ"),
    [
        (["tallow avenue", "harsk"], ["s. tallow ave", "ash road"], 1, 0),
        (["tallow avenue"], ["ash road"], 0, 1),
        (["tallow avenue"], ["harsk"], 0, 0),
        (["harsk"], ["harsk"], 0, 0),
    ],
)
def test_two_stories_agree_on_a_street_or_name_others(one: list[str], other: list[str], same: int, differ: int) -> None:
    told = {"at": "2031-03-04T09:00:00+00:00", "text": "A shot was heard.", "site": "harsk.test"}
    stories = [make_story(name, {**told, "places": places}) for name, places in (("a", one), ("b", other))]
    features = dict(zip(FEATURES, compare(*weigh_stories([count_story(story) for story in stories])), strict=True))
    assert (features["street_same"], features["street_other"]) == (same, differ)
