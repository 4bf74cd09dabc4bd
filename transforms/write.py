"""Annotated articles, dead letters and polls in, files out: the one shuffle of rows, and the last step of the graph."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.utils.windowed_value import PaneInfo

from schemas.annotated import Annotated
from schemas.dead_letter import DeadLetter
from schemas.feed_poll import FeedPoll
from schemas.tables import (
    ARTICLES,
    CASUALTIES,
    DATES,
    ENTITIES,
    FAILURES,
    FEEDS,
    Row,
    Rows,
    article_row,
    casualty_row,
    date_row,
    entity_row,
    failure_row,
    partition_of,
    poll_row,
)
from transforms.accounts import Account, SumAccount, Told, WrittenFile
from transforms.windows import name_of_window, run_of_window

Key = tuple[str, str, int]
"""Table, partition (a day or "unknown"), shard."""


class Sink(Protocol):
    """Where the tables of one run are kept. Pickled to the workers, who call `write` and `report`.

    The launcher calls the rest: `prepare`, then, once every worker is done, `finish` and `write_manifest`. What is
    written becomes the run's with `finish`; a run whose manifest is there is complete. A stream has no end: each of its
    windows is a run, complete with its `report`. All raise OSError for a place that cannot be read or written.
    """

    def prepare(self) -> None:
        """Before a run: make the place, and forget what an attempt that did not finish has left word of."""

    def write(self, key: Key, rows: Iterable[Row], window: str) -> WrittenFile:
        """Write one file, whole or not at all; the same key and window give the same name."""

    def report(self, account: Account, window: str) -> str:
        """Leave word of what a window of this run came to; gives the report's path."""

    def finish(self, counted: int = 0) -> list[WrittenFile]:
        """After a run that succeeded: take away what earlier attempts at it wrote and this one did not.

        counted: rows that the workers say they wrote; where some are and none is found, FileNotFoundError. Gives the
        run's files, at least one, maybe empty, for every table.
        """

    def write_manifest(self, manifest: Mapping[str, object]) -> str:
        """Leave the manifest of this run, last of all; gives its path."""

    def read_manifests(self, *, newest_first: bool = False) -> Iterator[Mapping[str, Any]]:
        """The manifests of all runs into the same place that are complete, read one by one; else in no order."""


class WriteTables(beam.PTransform):
    """(PCollection[Annotated], PCollection[DeadLetter], PCollection[FeedPoll]) -> PCollection[WrittenFile].

    shards: files a table, partition and window are spread over; by article, so that an article's rows lie together.
    """

    def __init__(self, sink: Sink, run_id: str, shards: int) -> None:
        super().__init__()
        self._sink = sink
        self._run_id = run_id
        self._shards = shards

    def expand(
        self,
        inputs: tuple[beam.PCollection[Annotated], beam.PCollection[DeadLetter], beam.PCollection[FeedPoll]],
    ) -> beam.PCollection[WrittenFile]:
        """Key by file, then write."""
        annotated, letters, polls = inputs
        shards = self._shards
        articles = annotated | "KeyArticleRows" >> self._key(lambda a, run_id: _keyed_rows(a, run_id, shards))
        failures = letters | "KeyFailureRows" >> self._key(_keyed_failure)
        feeds = polls | "KeyPollRows" >> self._key(_keyed_poll)
        return (articles, failures, feeds) | beam.Flatten() | WriteRows(self._sink)

    def _key(self, key: Callable[[Any, str], Iterable[tuple[Key, Rows]]]) -> beam.PTransform:
        """A function of a thing and the name of its run, as a step."""
        return beam.ParDo(_KeyRows(self._run_id, key)).with_output_types(tuple[Key, Rows])


class WriteRows(beam.PTransform):
    """PCollection[(Key, Rows)] -> PCollection[WrittenFile]."""

    def __init__(self, sink: Sink) -> None:
        super().__init__()
        self._sink = sink

    def expand(self, rows: beam.PCollection[tuple[Key, Rows]]) -> beam.PCollection[WrittenFile]:
        """Group by file, write."""
        return rows | "GroupByFile" >> beam.GroupByKey() | "WriteFile" >> beam.ParDo(_WriteFile(self._sink))


class CloseRun(beam.PTransform):
    """PCollection[Told] -> PCollection[str], the paths of the reports: one a run, in a stream one a window."""

    def __init__(self, sink: Sink) -> None:
        super().__init__()
        self._sink = sink

    def expand(self, told: beam.PCollection[Told]) -> beam.PCollection[str]:
        """Add up, report."""
        return (
            told
            | "Gather" >> beam.CombineGlobally(SumAccount()).without_defaults()
            | "Report" >> beam.ParDo(_Report(self._sink))
        )


class _KeyRows(beam.DoFn):
    def __init__(self, run_id: str, key: Callable[[Any, str], Iterable[tuple[Key, Rows]]]) -> None:
        self._run_id = run_id
        self._key = key

    def process(
        self, thing: Any, window: beam.transforms.window.BoundedWindow = beam.DoFn.WindowParam
    ) -> Iterable[tuple[Key, Rows]]:
        return self._key(thing, run_of_window(self._run_id, name_of_window(window)))


def _keyed_rows(annotated: Annotated, run_id: str, shards: int) -> Iterator[tuple[Key, Rows]]:
    """The rows of an article, packed a table, under the file that they belong to."""
    article = annotated.article
    partition = partition_of(article)
    shard = int(article.article_id[:8], 16) % shards
    packed: tuple[tuple[str, Rows], ...] = (
        (ARTICLES.name, (article_row(article, run_id),)),
        (ENTITIES.name, tuple(entity_row(entity, article, run_id) for entity in annotated.entities)),
        (DATES.name, tuple(date_row(mention, article, run_id) for mention in annotated.dates)),
        (CASUALTIES.name, tuple(casualty_row(casualty, article, run_id) for casualty in annotated.casualties)),
    )
    for table, rows in packed:
        if rows:
            yield (table, partition, shard), rows


def _keyed_failure(letter: DeadLetter, run_id: str) -> Iterator[tuple[Key, Rows]]:
    """The row of a dead letter, under the file of its day."""
    yield (FAILURES.name, letter.failed_at.date().isoformat(), 0), (failure_row(letter, run_id),)


def _keyed_poll(poll: FeedPoll, run_id: str) -> Iterator[tuple[Key, Rows]]:
    """The row of a poll, under the file of its day."""
    yield (FEEDS.name, poll.polled_at.date().isoformat(), 0), (poll_row(poll, run_id),)


class _WriteFile(beam.DoFn):
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._microseconds = Metrics.counter("write", "microseconds")
        self._rows = Metrics.counter("write", "rows")

    def process(
        self,
        keyed: tuple[Key, Iterable[Rows]],
        window: beam.transforms.window.BoundedWindow = beam.DoFn.WindowParam,
        pane: PaneInfo = beam.DoFn.PaneInfoParam,
    ) -> Iterator[WrittenFile]:
        key, packs = keyed
        began = time.perf_counter()
        written = self._sink.write(key, (row for rows in packs for row in rows), name_of_window(window, pane))
        self._microseconds.inc(round((time.perf_counter() - began) * 1e6))
        self._rows.inc(written.rows)
        yield written


class _Report(beam.DoFn):
    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def process(
        self,
        account: Account,
        window: beam.transforms.window.BoundedWindow = beam.DoFn.WindowParam,
        pane: PaneInfo = beam.DoFn.PaneInfoParam,
    ) -> Iterator[str]:
        first = pane.index == 0  # of its window, whenever it comes
        yield self._sink.report(account, name_of_window(window, None if first else pane))
