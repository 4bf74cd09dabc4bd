"""Rows that come late to the second grouping on a real Flink, the way in which a whole window once vanished."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import GoogleCloudOptions
from apache_beam.transforms.periodicsequence import PeriodicImpulse
from apache_beam.transforms.window import FixedWindows, TimestampedValue
from apache_beam.utils.timestamp import Timestamp

from pipeline.graph import build
from pipeline.options import parse_options
from pipeline.stream_assembly import assemble_stream
from pipeline.streaming.flink import FlinkJobs
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from tests.pipeline.test_graph import STORY, CannedFetcher
from tests.support.flink_cluster import ROOT, Cluster, needs_cluster, running_cluster
from tests.support.running_stream import NAME, read_rows, windows
from transforms.accounts import Entered
from transforms.asked import ENTERED, SourceOutputs, read_asked
from transforms.fetch import Fetchers
from transforms.windows import end_of_window

WINDOW = 2


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


class Ticking(beam.PTransform):
    """A request a second, and all are counted."""

    def expand(self, root: beam.pvalue.PBegin) -> SourceOutputs:
        ticks = root | PeriodicImpulse(Timestamp(time.time() // WINDOW * WINDOW), fire_interval=1)
        return read_asked(ticks, "Read", _Ask())


class _Ask(beam.DoFn):
    def process(self, _: object, moment: Timestamp = beam.DoFn.TimestampParam) -> Iterator[Any]:
        yield Request(f"https://quay.example/{int(moment)}", "test", datetime.fromtimestamp(float(moment), UTC))
        yield beam.pvalue.TaggedOutput(ENTERED, Entered(1))


class LatePage(TimestampedValue):
    """What a step takes for a page, and Beam for one of another moment."""

    requested_url = None


class LateFetcher(CannedFetcher):
    """Gives the page of every fourth request as one of the newest window that is closed and told of: nothing holds the
    watermark so far back, and it is late at the next grouping, as rows are that a runner hands on too late.
    """

    def __init__(self, output: Path) -> None:
        self._output = output

    def fetch(self, requests: Iterable[Request]) -> Iterator[Page | DeadLetter]:
        for request in requests:
            body = STORY.format(request.url).encode()
            page: Any = Page(request, request.url, body, "html", "text/html; charset=utf-8", 200, request.received_at)
            closed = [end_of_window(NAME, told["run_id"]) or 0 for told in windows(self._output)]
            is_late = closed and is_fourth(request.url)
            yield LatePage(page, Timestamp(micros=max(closed) - 1_000_000)) if is_late else page


def is_fourth(url: str | None) -> bool:
    return int((url or "").rpartition("/")[2]) % 4 == 0


@contextmanager
def running(cluster: Cluster, output: Path, windowing: beam.WindowInto | None = None) -> Iterator[None]:
    """The graph of a stream with other ends. windowing: in place of its own."""
    master, name = cluster.rest.removeprefix("http://"), output.name
    words = cluster.options()
    words[-1] = json.dumps(json.loads(words[-1]) | {"env": json.loads(words[-1])["env"] | {"PYTHONPATH": str(ROOT)}})
    words += ["--stream", f"{WINDOW}s", "--input", "https://quay.example/rss", "--output", str(output)]
    words += ["--run_id", NAME, "--flink_master", master, "--parallelism", "1"]
    settings, options = parse_options(words)
    options.view_as(GoogleCloudOptions).job_name = name
    made = assemble_stream(settings, settings.inputs, WINDOW, resumes=False)
    made = replace(made, source=Ticking(), fetchers=Fetchers(live=LateFetcher(output), stored=CannedFetcher()))
    pipeline = beam.Pipeline(options=options)
    build(pipeline, made if windowing is None else replace(made, windowing=windowing))
    pipeline.run()
    flink = FlinkJobs(master)
    try:
        yield
    finally:
        job = flink.find(name)
        if job is not None:  # else it has failed, and so has the test
            flink.cancel(job)


def await_windows(output: Path, are_enough: Callable[[Sequence[Mapping[str, Any]]], bool]) -> list[Mapping[str, Any]]:
    """Those that have closed when they are enough."""
    end = time.monotonic() + 240
    while not are_enough(found := windows(output)):
        assert time.monotonic() < end, found
        time.sleep(0.5)
    return found


@needs_cluster
def test_what_comes_late_is_written_and_where_nothing_waits_for_it_the_alarm_rings(
    cluster: Cluster, tmp_path: Path
) -> None:
    """Two streams at a time: the graph as it is, and one that waits for nothing, in which rows vanish as once they did,
    without a failure; but they are missed.
    """
    kept, vanished = tmp_path / "kept", tmp_path / "vanished"
    with running(cluster, kept), running(cluster, vanished, beam.WindowInto(FixedWindows(WINDOW))):
        found = await_windows(kept, lambda told: sum(window["missing"] < 0 for window in told) > 2)
        rows = read_rows(kept, "requested_url")
        missed = await_windows(vanished, lambda told: sum(window["missing"] > 0 for window in told) > 2)
    late = [window for window in found if window["missing"] < 0]
    assert all("p" in window["run_id"].removeprefix(NAME) for window in late), "of a window that is told of"
    names = [file["path"] for window in late for table in window["tables"].values() for file in table["files"]]
    assert all(".p" in name and (kept / name).exists() for name in names), "they wait for who tells of them"
    assert sum(window["missing"] > 0 for window in found) > 1
    assert rows.total() >= sum(window["tables"]["articles"]["rows"] for window in found)
    assert max(rows.values()) == 1
    assert min(window["missing"] for window in missed) == 0
    assert all("p" not in window["run_id"].removeprefix(NAME) for window in missed)
    for window in missed:
        assert window["tables"]["articles"]["rows"] == window["requests"] - window["missing"]
