"""What runs remember of pages: an article that the tables hold already goes no further, and what was seen is noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.utils.windowed_value import PaneInfo

from schemas.article import Article
from schemas.dead_letter import NOTHING_NEW, DeadLetter
from schemas.sighting import Sighting
from schemas.tables import partition_of
from transforms.accounts import Noted, NothingNew
from transforms.dead_letter import FAILED
from transforms.progress import Progress
from transforms.windows import name_of_window, run_of_window

SIGHTINGS = "sightings"
"""Tag of the output that carries what was seen."""

KNOWN = "known"
"""Tag of the output that carries what is nothing new."""


class Memory(Protocol):
    """What earlier runs saw. Pickled unopened."""

    def open(self) -> None:
        """Get ready, in the worker."""

    def begin(self, window: str) -> None:
        """Speak for this window of a stream from now on: what windows before it saw is known, itself is forgotten."""

    def holder(self, url: str, article_id: str, revision: str, day: str) -> str | None:
        """Name the run whose rows hold this revision of the article, fetched from the host of `url`, if one does.

        day: of the article's partition.
        """

    def close(self) -> None:
        """Give back what is held."""


class Notebook(Protocol):
    """Where what one run saw is written down. The workers call `bucket_of` and `note`, the launcher the rest."""

    def prepare(self) -> None:
        """Before a run: forget what an attempt that never ended saw. Raises OSError."""

    def bucket_of(self, url: str) -> str:
        """Give the page of the notebook that a URL belongs to."""

    def note(self, bucket: str, sightings: Iterable[Sighting], window: str) -> str:
        """Write a page of a window, valid only once the run, or the window, has finished; gives its path."""

    def finish(self) -> None:
        """After the tables are complete: make what was seen valid. Raises OSError."""


class SkipUnchanged(beam.PTransform):
    """PCollection[Article] -> articles, sightings on the output SIGHTINGS, and dead letters on the output FAILED.

    Only fetched articles are remembered: a stored one was put in by somebody who wants it read.
    """

    def __init__(self, memory: Memory, run_id: str, progress: Progress) -> None:
        super().__init__()
        self._step = _SkipUnchanged(memory, run_id, progress)

    def expand(self, articles: beam.PCollection[Article]) -> beam.pvalue.DoOutputsTuple:
        """Compare each article with what is remembered."""
        return articles | beam.ParDo(self._step).with_outputs(FAILED, SIGHTINGS, main="articles")


class _SkipUnchanged(beam.DoFn):
    def __init__(self, memory: Memory, run_id: str, progress: Progress) -> None:
        self._memory = memory
        self._run_id = run_id
        self._progress = progress

    def setup(self) -> None:
        self._memory.open()

    def teardown(self) -> None:
        self._memory.close()

    def process(
        self, article: Article, window: beam.transforms.window.BoundedWindow = beam.DoFn.WindowParam
    ) -> Iterator[Article | beam.pvalue.TaggedOutput]:
        version = article.version
        if version is None:
            yield article
            return
        seen_at = article.fetched_at or article.received_at
        names = (version.url, article.article_id, article.revision)
        name = name_of_window(window)
        self._memory.begin(name)
        holder = self._memory.holder(*names, partition_of(article))
        run_id = holder or run_of_window(self._run_id, name)
        yield beam.pvalue.TaggedOutput(
            SIGHTINGS, Sighting(*names, run_id, seen_at, version.etag, version.last_modified)
        )
        if holder is not None:
            self._progress.count("unchanged")
            detail = "the tables hold this revision already"
            letter = DeadLetter(
                url=article.url,
                source_id=article.source_id,
                stage="parse",
                reason="unchanged",
                detail=detail,
                status=article.status,
                failed_at=seen_at,
                requested_url=article.requested_url,
                feed_url=article.feed_url,
            )
            yield beam.pvalue.TaggedOutput(FAILED, letter)
        else:
            yield article


class RememberPages(beam.PTransform):
    """PCollection[Sighting] -> PCollection[Noted]: what was seen is written in the notebook, a page at a time."""

    def __init__(self, notebook: Notebook) -> None:
        super().__init__()
        self._notebook = notebook

    def expand(self, sightings: beam.PCollection[Sighting]) -> beam.PCollection[Noted]:
        """Group by page of the notebook, write."""
        notebook = self._notebook
        return (
            sightings
            | beam.Map(lambda seen: (notebook.bucket_of(seen.url), seen)).with_output_types(tuple[str, Sighting])
            | beam.GroupByKey()
            | "Note" >> beam.ParDo(_Note(notebook))
        )


class _Note(beam.DoFn):
    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def process(
        self,
        keyed: tuple[str, Iterable[Sighting]],
        window: beam.transforms.window.BoundedWindow = beam.DoFn.WindowParam,
        pane: PaneInfo = beam.DoFn.PaneInfoParam,
    ) -> Iterator[Noted]:
        bucket, sightings = keyed
        yield Noted(self._notebook.note(bucket, sightings, name_of_window(window, pane)))


class DropNothingNew(beam.PTransform):
    """PCollection[DeadLetter] -> those that are failures, and the others, as NothingNew, on the output KNOWN."""

    def expand(self, letters: beam.PCollection[DeadLetter]) -> beam.pvalue.DoOutputsTuple:
        """Apply _tell_apart."""
        return letters | beam.FlatMap(_tell_apart).with_outputs(KNOWN, main="failures")


def _tell_apart(letter: DeadLetter) -> Iterator[DeadLetter | beam.pvalue.TaggedOutput]:
    """A dead letter belongs in the failures table; one that says "nothing new" is counted in its place."""
    if letter.reason in NOTHING_NEW:
        Metrics.counter("nothing_new", letter.reason).inc()
        yield beam.pvalue.TaggedOutput(KNOWN, NothingNew(letter.reason))
    else:
        yield letter
