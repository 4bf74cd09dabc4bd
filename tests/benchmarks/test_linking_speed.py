"""The cost of linking grows as the articles do: of twice as many each is compared with as many others as before."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipeline.linking.graph import LinkParts, build_links
from pipeline.sinks.parquet import ParquetSink
from schemas.link_tables import LINK_TABLES, RUN
from schemas.story import StoryDigest
from tests.support.stopwatch import cpu_seconds
from tests.support.stories import make_story
from transforms.linking.scope import LinkScope, choose

NEW_YEAR = datetime(2031, 1, 1, 9, tzinfo=UTC)
DAYS = 28
"""All stories are of four weeks, so that more of them are more a day."""


def invent_stories(count: int) -> list[StoryDigest]:
    """Events of four stories each, of common words and of a few of their own."""
    chance = random.Random(1)  # noqa: S311 - no secret
    stories = []
    for event in range(count // 4):
        at = NEW_YEAR + timedelta(days=chance.randrange(DAYS))
        own = [f"own{event}x{number}" for number in range(25)]
        for number in range(4):
            words = [
                f"w{int(8000 * chance.random() ** 3)}" if chance.random() < 0.85 else chance.choice(own)
                for _ in range(150)
            ]
            told = {
                "site": f"site{chance.randrange(40)}.test", "at": (at + timedelta(days=number % 3)).isoformat(),
                "title": " ".join(own[:3]), "text": " ".join(words), "persons": [f"odd name{event}", "big name"],
                "place": [f"Town{event % 90}", "XA", event % 80, event % 170], "first_day": at.date(),
                "killed": [3, 3, 3], "cause": "fire",
            }  # fmt: skip
            stories.append(make_story(f"a{event}-{number}", told))
    return stories


def link_all(stories: list[StoryDigest], output: Path) -> None:
    sink = ParquetSink(str(output), RUN, LINK_TABLES, lasting=False)
    sink.prepare()
    pipeline = beam.Pipeline(runner=FnApiRunner())
    choice = choose(LinkScope(None, None), ())
    build_links(pipeline, LinkParts(beam.Create(stories), (), (), (), choice, "range", sink))
    pipeline.run().wait_until_finish()
    sink.finish()


@pytest.mark.slow
def test_ten_times_the_stories_cost_at_most_twelve_times_as_much(tmp_path: Path) -> None:
    """What a graph costs that links next to nothing is taken off both: it would hide how the rest grows."""
    few, many = invent_stories(400), invent_stories(4000)
    nothing = cpu_seconds(lambda: link_all(few[:4], tmp_path / "nothing"))
    once = cpu_seconds(lambda: link_all(few, tmp_path / "few")) - nothing
    ten = cpu_seconds(lambda: link_all(many, tmp_path / "many"), runs=1) - nothing
    print(f"400 stories {once:.2f} s, 4,000 {ten:.2f} s: {ten / once:.1f} times; the graph {nothing:.2f} s")  # noqa: T201
    assert ten < 12 * once
