"""Whole stories, linked by the graph itself, all at once: each set finds its events, and none takes from another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipeline.linking.graph import LinkParts, build_links
from pipeline.sinks.parquet import ParquetSink
from schemas.link_tables import LINK_TABLES, RUN
from schemas.story import StoryDigest
from tests.support.linked_tables import Tables, read_linked
from tests.support.stories import SETS, read_set
from transforms.linking.scope import LinkScope, choose

NAMES = sorted(path.stem for path in SETS.glob("*.toml"))
EVERYTHING = choose(LinkScope(None, None), ())


def link_stories(stories: Iterable[StoryDigest], output: Path) -> Tables:
    """The tables that the graph writes of some stories, rows by column."""
    sink = ParquetSink(str(output), RUN, LINK_TABLES, lasting=False)
    sink.prepare()
    pipeline = beam.Pipeline(runner=FnApiRunner())
    build_links(pipeline, LinkParts(beam.Create(list(stories)), (), (), (), EVERYTHING, "range", sink))
    pipeline.run().wait_until_finish()
    sink.finish()
    return read_linked(output)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    everything = [story for name in NAMES for story in read_set(name)[0]]
    return link_stories(everything, tmp_path_factory.mktemp("links"))


def groups(tables: Tables, table: str, column: str, prefix: str) -> dict[str, list[int]]:
    """The stories of a set by what a column says of them, as numbers in the set."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in tables[table]:
        if row["article_id"].startswith(prefix):
            found[row[column]].append(int(row["article_id"].removeprefix(prefix)))
    return {name: sorted(numbers) for name, numbers in found.items()}


def test_there_are_sets_enough() -> None:
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_a_set_finds_its_events(name: str, tables: Tables) -> None:
    _, truth = read_set(name)
    told = groups(tables, "event_articles", "event_id", name)
    assert sorted(told.values()) == truth["events"]
    events = {row["event_id"]: row for row in tables["events"]}
    by_first = sorted(told, key=lambda event_id: told[event_id])
    for place, event in enumerate(events[event_id] for event_id in by_first):
        assert event["killed_best"] == truth["best"][place]
        assert [event["killed_low"], event["killed_high"]] == truth["killed"][place]
        assert event["independent_sources"] == truth["sources"][place]
        assert event["status"] == "live"
        assert event["day_precision"] == "day"
        if "missing" in truth:
            assert event["missing_best"] == truth["missing"][place]


@pytest.mark.parametrize("name", NAMES)
def test_a_set_finds_its_families(name: str, tables: Tables) -> None:
    stories, truth = read_set(name)
    told = groups(tables, "families", "family_id", name)
    assert sorted(told.values()) == truth.get("families", [[place] for place in range(len(stories))])


def test_a_wire_story_has_its_roles(tables: Tables) -> None:
    roles = {row["article_id"]: row for row in tables["families"] if row["article_id"].startswith("wire_story")}
    assert roles["wire_story0"]["role"] == "original"
    assert {roles[f"wire_story{place}"]["role"] for place in range(1, 7)} == {"reprint"}
    cut = roles["wire_story6"]
    assert cut["containment"] == 1.0
    assert cut["similarity"] < 0.5
    assert cut["start"] == 0


def test_a_toll_keeps_its_history(tables: Tables) -> None:
    (event_id,) = groups(tables, "event_articles", "event_id", "earthquake")
    history = [row for row in tables["event_tolls"] if row["event_id"] == event_id and row["outcome"] == "killed"]
    history.sort(key=lambda row: row["reported_at"])
    assert [row["best"] for row in history] == [40, 45, 120, 120, 124, 210, 300, 300, 280, 280, 280]
    assert [row["independent_sources"] for row in history] == list(range(1, 12))
    assert history[0]["high"] is None
