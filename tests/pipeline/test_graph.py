"""The graph with other parts in it: windows, event time, dead letters of every step, bugs that must not be hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import apache_beam as beam
import pyarrow.dataset as ds
import pytest
from apache_beam.portability.common_urns import primitives
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.transforms.window import FixedWindows, GlobalWindows, TimestampedValue

from pipeline.assembly import open_references
from pipeline.graph import Parts, build
from pipeline.manifest import read_counters
from pipeline.progress import SilentProgress
from pipeline.sinks.parquet import ParquetSink
from pipeline.state.memory import SightingMemory
from pipeline.state.notebook import SightingNotebook
from pipeline.streaming.windows import WindowSink
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from transforms.accounts import Entered
from transforms.asked import ENTERED, SourceOutputs, read_asked
from transforms.fetch import Fetchers, shard_of
from transforms.identity.tombstones import Kind, Tombstones, make_mark
from transforms.mentions.entities.finding import DEFAULT

NOON = datetime(2025, 3, 9, 12, tzinfo=UTC)
STORY = "<html><body><article><h1>{0}</h1>" + "<p>Two people were killed on Sunday in Paris, police said. {0}.</p>" * 8


class CannedFetcher:
    """Serves a page of its own for every address but those that name another end."""

    def open(self) -> None:
        self.opened = True

    def close(self) -> None:
        self.opened = False

    def fetch(self, requests: Iterable[Request]) -> Iterator[Page | DeadLetter]:
        assert self.opened
        for request in requests:
            url = request.url or ""
            if "gone" in url:
                yield DeadLetter(url, None, "fetch", "http_error", "404", 404, NOON)
            else:
                body = b"" if "empty" in url else STORY.format(url).encode()
                yield Page(request, url, body, "html", "text/html; charset=utf-8", 200, NOON)


class BrokenFetcher(CannedFetcher):
    def fetch(self, requests: Iterable[Request]) -> Iterator[Page | DeadLetter]:
        raise KeyError("a bug")


def ask(url: str, minute: int) -> TimestampedValue:
    moment = NOON + timedelta(minutes=minute)
    return TimestampedValue(Request(url, "test", moment), moment.timestamp())


class CannedSource(beam.PTransform):
    def __init__(self, requests: list[TimestampedValue]) -> None:
        super().__init__()
        self._requests = requests

    def expand(self, root: beam.pvalue.PBegin) -> SourceOutputs:
        placed = root | beam.Create([(value.value, value.timestamp) for value in self._requests])
        return read_asked(placed | beam.MapTuple(TimestampedValue), "Read", NothingRefused())


class NothingRefused(beam.DoFn):
    def process(self, request: Request) -> Iterator[Request | beam.pvalue.TaggedOutput]:
        yield request
        yield beam.pvalue.TaggedOutput(ENTERED, Entered(1))


def parts(output: Path, requests: list[TimestampedValue]) -> Parts:
    return Parts(
        source=CannedSource(requests),
        windowing=beam.WindowInto(GlobalWindows()),
        fetchers=Fetchers(live=CannedFetcher(), stored=CannedFetcher()),
        fetch_shards=2,
        open_references=partial(open_references, DEFAULT),
        memory=SightingMemory(str(output), "run"),
        notebook=SightingNotebook(str(output), "run"),
        tombstones=Tombstones(),
        sink=ParquetSink(str(output), "run"),
        run_id="run",
        shards=1,
        progress=SilentProgress(),
    )


def in_windows(made: Parts, output: Path) -> Parts:
    """The same as a stream, of five-minute windows."""
    sink = WindowSink(str(output), "run", {"run_id": "run"})
    return replace(made, windowing=beam.WindowInto(FixedWindows(300)), sink=sink)


def run(made: Parts) -> None:
    with beam.Pipeline(runner=FnApiRunner()) as root:
        build(root, made)


def rows(output: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = ds.dataset(output / table, partitioning="hive").to_table().to_pylist()
    return found


def test_every_request_is_an_article_or_a_failure(tmp_path: Path) -> None:
    run(
        parts(
            tmp_path,
            [ask("https://a.example/1", 0), ask("https://b.example/gone", 0), ask("https://b.example/empty", 0)],
        )
    )
    assert [row["url"] for row in rows(tmp_path, "articles")] == ["https://a.example/1"]
    assert {(row["stage"], row["url"]) for row in rows(tmp_path, "failures")} == {
        ("fetch", "https://b.example/gone"), ("parse", "https://b.example/empty"),
    }  # fmt: skip
    main = [row for row in rows(tmp_path, "casualties") if row["is_main"]]
    assert [(row["outcome"], row["low"], row["high"]) for row in main] == [("killed", 2, 2)]


def test_pages_of_a_batch_stay_with_the_worker_that_read_them(tmp_path: Path) -> None:
    root = beam.Pipeline(runner=FnApiRunner())
    build(root, parts(tmp_path, [ask("https://a.example/1", 0)]))
    steps = root.to_runner_api().components.transforms.values()
    moved = {primitives.FLATTEN.urn, primitives.GROUP_BY_KEY.urn}
    ours = ("FetchPages/", "ParseArticles", "SkipUnchanged", "AnnotateArticles")
    assert [step.unique_name for step in steps if step.spec.urn in moved and step.unique_name.startswith(ours)] == [
        "FetchPages/GroupByShard"
    ]


def test_what_is_to_stay_forgotten_is_counted_and_named_nowhere(tmp_path: Path) -> None:
    key = b"key"
    names: set[tuple[Kind, str]] = {
        ("address", "https://a.example/1"),
        ("site", "torvay.com"),
        ("address", "https://c.example/gone"),
    }
    tombstones = Tombstones(key, frozenset(make_mark(key, kind, name) for kind, name in names))
    urls = (
        "https://a.example/1?utm_source=x#top",
        "https://www.torvay.com/2",
        "https://c.example/gone",
        "https://d.example/",
    )
    made = replace(parts(tmp_path, [ask(url, 0) for url in urls]), tombstones=tombstones)
    root = beam.Pipeline(runner=FnApiRunner())
    build(root, made)
    result = root.run()
    assert [row["url"] for row in rows(tmp_path, "articles")] == ["https://d.example/"]
    assert not (tmp_path / "failures").exists()
    assert read_counters(result)["forgotten", "dropped"] == 3


def test_pages_of_every_window_are_remembered(tmp_path: Path) -> None:
    made = parts(tmp_path, [ask("https://a.example/1", 0), ask("https://a.example/2", 7)])
    run(in_windows(made, tmp_path))
    memory = SightingMemory(str(tmp_path), "next")
    memory.open()
    assert memory.recall("https://a.example/1") is not None
    assert memory.recall("https://a.example/2") is not None


def test_windows_name_the_files_and_none_waits_for_another(tmp_path: Path) -> None:
    made = parts(tmp_path, [ask("https://a.example/1", 0), ask("https://a.example/2", 7)])
    run(in_windows(made, tmp_path))
    names = sorted(path.name for path in (tmp_path / "articles").rglob("*.parquet"))
    assert names == ["run-20250309T120500.00000.parquet", "run-20250309T121000.00000.parquet"]
    assert len(rows(tmp_path, "articles")) == 2


def test_shards_spread_the_articles_and_keep_each_together(tmp_path: Path) -> None:
    made = parts(tmp_path, [ask(f"https://a.example/{n}", 0) for n in range(12)])
    run(replace(made, shards=3))
    assert len(list((tmp_path / "articles").rglob("*.parquet"))) == 3
    for table in ("articles", "entities"):
        for path in (tmp_path / table).rglob("*.parquet"):
            shard = int(path.name.split(".")[1])
            assert {int(str(i)[:8], 16) % 3 for i in ds.dataset(path).to_table()["article_id"].to_pylist()} == {shard}


def test_an_address_asked_for_twice_is_one_article(tmp_path: Path) -> None:
    run(parts(tmp_path, [ask("https://a.example/1", 0), ask("https://a.example/1", 1)]))
    assert len(rows(tmp_path, "articles")) == 1


def test_a_bug_fails_the_run_and_is_no_dead_letter(tmp_path: Path) -> None:
    made = parts(tmp_path, [ask("https://a.example/1", 0)])
    with pytest.raises(Exception, match="a bug"):
        run(replace(made, fetchers=Fetchers(live=BrokenFetcher(), stored=CannedFetcher())))
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_host_lives_in_one_shard_however_it_is_spelt() -> None:
    spellings = ("https://A.example/1", "http://a.example:80/2", "https://a.EXAMPLE/3")
    requests = [Request(url, "test", NOON) for url in spellings]
    assert len({shard_of(request, 1000) for request in requests}) == 1
    assert len({shard_of(Request(f"https://h{n}.example/", "test", NOON), 4) for n in range(50)}) == 4


def test_what_the_tables_hold_is_not_written_again_and_a_changed_story_is(tmp_path: Path) -> None:
    def run_as(name: str, *urls: str) -> None:
        notebook = SightingNotebook(str(tmp_path), name)
        made = parts(tmp_path, [ask(url, 0) for url in urls])
        run(
            replace(
                made,
                memory=SightingMemory(str(tmp_path), name),
                notebook=notebook,
                sink=ParquetSink(str(tmp_path), name),
                run_id=name,
            )
        )
        notebook.finish()

    run_as("monday", "https://a.example/1")
    run_as("tuesday", "https://a.example/1", "https://a.example/2")
    found = {(row["run_id"], row["url"]) for row in rows(tmp_path, "articles")}
    assert found == {("monday", "https://a.example/1"), ("tuesday", "https://a.example/2")}
    run_as("monday", "https://a.example/1")  # a rerun forgets what it saw itself
    assert {(row["run_id"], row["url"]) for row in rows(tmp_path, "articles")} == found
    assert not (tmp_path / "failures").exists()
