"""The stories of our own that the weights are taught with: they are told as they are labelled."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from transforms.mentions.casualties.finding import find_casualties
from transforms.mentions.dates.finding import find_dates

STORIES = Path(__file__).parents[4] / "training" / "own_stories.jsonl"
OUTCOMES = ("killed", "injured")


def read_stories() -> list[dict[str, Any]]:
    return [json.loads(line) for line in STORIES.read_text(encoding="utf-8").splitlines()]


def count_main(story: dict[str, Any]) -> dict[str, int]:
    """The article's own number by outcome; 0 where it has none."""
    anchor = date.fromisoformat(story["date"])
    rows = find_casualties(story["text"], story["title"], anchor, find_dates(story["text"], anchor), [])
    return {row.outcome: row.low or row.high or 0 for row in rows if row.is_main}


def test_few_stories_without_a_number_of_their_own_get_one_and_few_lose_theirs() -> None:
    invented, right, none, some = 0, 0, 0, 0
    for story in read_stories():
        main = count_main(story)
        for outcome in OUTCOMES:
            accepted = story["gold"][outcome]
            given = main.get(outcome, 0)
            if accepted[0] is None:
                none += 1
                invented += given > 0 and None in accepted and len(accepted) == 1
            else:
                some += 1
                right += any(reading[0] <= given <= reading[1] if reading else not given for reading in accepted)
    assert invented / none <= 0.1
    assert right / some >= 0.9


def test_stories_are_different_and_each_has_every_label() -> None:
    stories = read_stories()
    assert len({story["text"] for story in stories}) == len(stories) > 100
    assert all(story["gold"][outcome] for story in stories for outcome in OUTCOMES)
