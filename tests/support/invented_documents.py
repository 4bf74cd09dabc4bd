"""Documents of invented incidents, as many as are asked for: records of JSONL, the same ones each time."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

_TOWNS = ("Nairobi", "Kisumu", "Lagos", "Kano", "Lyon", "Quito", "Manila", "Aleppo")
_CAUSES = ("a bus left the road", "a ferry sank", "a roof fell in", "a bomb went off at a market", "floods came")
_SPEAKERS = ("police", "a hospital official", "the mayor, Amina Wekesa,", "the Red Cross")


def write_documents(path: Path, number: int, days: int) -> None:
    """So many records, spread over so many days from 2025-03-01 on."""
    drawn = random.Random(number)  # noqa: S311 - the same ones each time
    with path.open("w", encoding="utf-8") as file:
        for at in range(number):
            day = date(2025, 3, 1) + timedelta(days=at % days)
            town, killed = drawn.choice(_TOWNS), drawn.randrange(2, 90)
            lead = f"{killed} people were killed when {drawn.choice(_CAUSES)} near {town} on {day - timedelta(1):%A}"
            more = f"Another {drawn.randrange(2, 50)} were injured. The road had been closed since {day:%d %B}."
            told = {
                "id": f"invented-{at}",
                "url": f"https://invented.example/{at}",
                "published_at": f"{day}T{at % 24:02}:00:00Z",
                "title": f"{killed} dead near {town}",
                "text": f"{lead}, {drawn.choice(_SPEAKERS)} said.\n\n{more}",
            }
            file.write(json.dumps(told) + "\n")
