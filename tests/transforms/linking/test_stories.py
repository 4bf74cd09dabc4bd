"""What linking reads of an article's rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from transforms.linking.stories import Geography, read_story
from transforms.mentions.places.asides import stands_aside
from transforms.mentions.places.descriptions import is_described

POINTS: dict[str, tuple[float | None, float | None]] = {
    "Harsk": (1.0, 2.0), "Tormund": (5.0, 9.0), "Little Orm": (None, None),
}  # fmt: skip
GEOGRAPHY = Geography(lambda _: 2, stands_aside, is_described)


def find_towns(text: str) -> list[dict[str, Any]]:
    return [
        {
            "start": begin, "end": begin + len(name), "label": "GPE", "name": name, "place_name": name,
            "country": "XA", "latitude": point[0], "longitude": point[1], "place_id": name,
        }
        for name, point in POINTS.items()
        for begin in range(len(text))
        if text.lower().startswith(name.lower(), begin)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("agency", "told", "town"),
    [
        ("AFP", "Rebels attacked a convoy near Tormund.", "Tormund"),
        ("AFP", "Rebels attacked a convoy near Tormund, officials in Harsk said.", "Tormund"),
        ("AFP", "Rebels attacked a convoy.", "Harsk"),
        (None, "Rebels attacked a convoy, as they had near Tormund.", "Harsk"),
        ("AFP", "Rebels attacked a convoy. The wounded were flown to Tormund.", "Harsk"),
        ("AFP", "Rebels attacked a convoy near Little Orm.", None),
        ("AFP", "Rebels attacked a convoy near Little Orm, as they had in Tormund.", "Tormund"),
        ("AFP", "Rebels attacked the village of Little Orm, as they had Tormund.", None),
        (None, "Rebels attacked the village of Little Orm, as they had Tormund.", None),
    ],
)
def test_a_storys_town_is_one_that_it_names_as_a_scene(agency: str | None, told: str, town: str | None) -> None:
    now = datetime(2031, 3, 4, tzinfo=UTC)
    text = f"HARSK (AFP) - {told}"
    entities = sorted(find_towns(text), key=lambda row: int(row["start"]))
    article = {
        "article_id": "a", "revision": "r", "agency": agency, "dateline": "HARSK (AFP)", "title": None, "text": text,
        "modified_at": None, "published_at": now, "fetched_at": now,
    }  # fmt: skip
    mentions = {"entities": entities, "dates": [], "casualties": []}
    story = read_story(article, mentions, date(2031, 3, 4), "harsk.test", GEOGRAPHY)
    assert (story.town.name if story.town else None) == town


@pytest.mark.parametrize(
    ("head", "level", "point"),
    [
        ("A mine in Tormund fell in.", 0, (5.0, 9.0)),
        ("A mine in Tormund fell in.", 1, (1.0, 2.0)),
        ("A mine in Tormund fell in.", 2, (1.0, 2.0)),
        ("TORMUND (AFP) - A mine fell in.", 0, None),
    ],
)
def test_the_middle_of_a_country_and_the_reporters_town_are_nobodys_point(
    head: str, level: int, point: tuple[float, float] | None
) -> None:
    text = f"{head} Nine were killed in Harsk."
    line = "TORMUND (AFP)" if "AFP" in head else None
    entities = sorted(find_towns(text), key=lambda row: int(row["start"]))
    geography = Geography(lambda place: level if place.name == "Harsk" else 2, lambda *_: False, is_described)
    now = datetime(2031, 3, 4, tzinfo=UTC)
    article = {
        "article_id": "a", "revision": "r", "agency": "AFP" if line else None, "dateline": line, "title": None,
        "text": text,
        "modified_at": None, "published_at": now, "fetched_at": now,
    }  # fmt: skip
    row = {
        "figure_id": "f1", "outcome": "killed", "low": 9, "best": 9, "high": 9, "confidence": 0.9, "is_main": True,
        "is_derived": False, "supersedes": None, "victim_type": "civilian", "scope": "event", "attributed_to": None,
        "attribution_type": "none", "cause": None, "first_day": None, "last_day": None, "place": "Harsk",
        "country": "XA", "latitude": 1.0, "longitude": 2.0,
    }  # fmt: skip
    mentions = {"entities": entities, "dates": [], "casualties": [row]}
    assert read_story(article, mentions, date(2031, 3, 4), "harsk.test", geography).point == point
