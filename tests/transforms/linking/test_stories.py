"""What linking reads of an article's rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from transforms.linking.stories import read_story

POINTS = {"Harsk": (1.0, 2.0), "Tormund": (5.0, 9.0)}


def find_towns(text: str) -> list[dict[str, Any]]:
    return [
        {
            "start": begin, "label": "GPE", "name": name, "place_name": name,
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
    ],
)
def test_an_agencys_dateline_says_where_a_story_was_written(agency: str | None, told: str, town: str) -> None:
    now = datetime(2031, 3, 4, tzinfo=UTC)
    text = f"HARSK (AFP) - {told}"
    entities = sorted(find_towns(text), key=lambda row: int(row["start"]))
    article = {
        "article_id": "a", "revision": "r", "agency": agency, "dateline": "HARSK (AFP)", "title": None, "text": text,
        "modified_at": None, "published_at": now, "fetched_at": now,
    }  # fmt: skip
    mentions = {"entities": entities, "dates": [], "casualties": []}
    story = read_story(article, mentions, date(2031, 3, 4), "harsk.test", lambda _: 2)
    assert story.town is not None
    assert story.town.name == town
