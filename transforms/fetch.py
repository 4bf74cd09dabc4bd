"""Requests in, pages out: grouped so that one worker speaks to a host, and a file is read from front to back."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple, Protocol

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.transforms.window import GlobalWindows

from schemas.dead_letter import NOTHING_NEW, DeadLetter, Reason, Rejected
from schemas.page import Page
from schemas.request import InlineBody, Request, StoredBody
from transforms.dead_letter import FAILED, dead_letter
from transforms.identity.canonical import site_of
from transforms.progress import Progress
from transforms.remember import Memory
from transforms.windows import name_of_window

_BLOCK = 2**22
"""Bytes of a stored file that are read together: a few dozen pages, enough groups to keep every worker busy."""


_FINAL: frozenset[Reason] = NOTHING_NEW | {"robots_disallowed", "robots_unreachable", "robots_noindex"}
"""Ends of a fetch that the words of the feed are no way around: there is nothing new, or the site does not want it."""


class Fetcher(Protocol):
    """A way to the bodies of requests. Pickled unopened; opened in the worker."""

    def open(self) -> None:
        """Get ready; called once before the first fetch."""

    def fetch(self, requests: Iterable[Request]) -> Iterator[Page | DeadLetter]:
        """Answer every request exactly once, in any order; never raise for what a request meets."""

    def close(self) -> None:
        """Give back what is held; called once after the last fetch."""


@dataclass(frozen=True)
class Fetchers:
    """The two ways to a body: from the network, and from where it lies stored."""

    live: Fetcher
    stored: Fetcher


def shard_of(request: Request, shards: int) -> str:
    """The group in which a request is fetched.

    A site falls in one of `shards` groups, its subdomains with it, so that its hosts' limits hold across workers and
    their redirects to one another stay in one. A stored body falls in the group
    of its block of the file; a file that cannot be read from the middle (.gz but WARC) is one group.
    """
    stored = request.stored
    if not isinstance(stored, StoredBody):
        return f"sites {zlib.crc32((site_of(request.url or '') or '').encode()) % shards}"
    seekable = stored.kind == "warc" or not stored.path.endswith(".gz")
    return f"{stored.path} {stored.offset // _BLOCK if seekable else 0}"


class FetchPages(beam.PTransform):
    """PCollection[Request] -> pages, and dead letters on the output FAILED. The only shuffle before the tables.

    memory: the very object that the live fetcher asks; pickled together, they are one in the worker, too.
    """

    def __init__(self, fetchers: Fetchers, memory: Memory, shards: int, progress: Progress) -> None:
        super().__init__()
        self._fetchers = fetchers
        self._memory = memory
        self._shards = shards
        self._progress = progress

    def expand(self, requests: beam.PCollection[Request]) -> Fetched:
        """Group, then answer each group; the pages never leave the worker that read them.

        What brought its body along, as messages of a stream do and nothing in a batch, is answered as it comes: held
        until its window ends it would fill the memory, and then be read all at once.
        """
        if isinstance(requests.windowing.windowfn, GlobalWindows):  # joined with what comes at once, pages would travel
            return self._answer_groups(requests)
        apart = requests | "TakeApart" >> beam.FlatMap(_take_apart).with_outputs(_INLINE, main="elsewhere")
        grouped = self._answer_groups(apart.elsewhere)
        spread = apart[_INLINE] | "Spread" >> beam.Reshuffle()
        at_once = spread | "AnswerInline" >> beam.Map(_read_inline)
        return Fetched((grouped.pages, at_once) | "Pages" >> beam.Flatten(), grouped.failed)

    def _answer_groups(self, requests: beam.PCollection[Request]) -> Fetched:
        shards = self._shards
        keyed = requests | "KeyByShard" >> beam.Map(lambda r: (shard_of(r, shards), r)).with_output_types(
            tuple[str, Request]
        )
        answer = beam.ParDo(_AnswerShard(self._fetchers, self._memory, self._progress))
        answered = keyed | "GroupByShard" >> beam.GroupByKey() | "Answer" >> answer.with_outputs(FAILED, main="pages")
        return Fetched(answered.pages, answered[FAILED])


class Fetched(NamedTuple):
    """Pages, and the dead letters of what could not be had."""

    pages: beam.PCollection[Page]
    failed: beam.PCollection[DeadLetter]


_INLINE = "inline"


def _take_apart(request: Request) -> Iterator[Request | beam.pvalue.TaggedOutput]:
    yield beam.pvalue.TaggedOutput(_INLINE, request) if isinstance(request.stored, InlineBody) else request


def _read_inline(request: Request) -> Page:
    """The page that a request brought along."""
    if not isinstance(request.stored, InlineBody):
        raise TypeError("the body is elsewhere")
    kind = request.stored.kind
    content_type = "text/html; charset=utf-8" if kind == "html" else None
    return Page(request, request.url, request.stored.content, kind, content_type)


def _noted(requests: Iterable[Request], with_words: dict[str | None, Request]) -> Iterator[Request]:
    for request in requests:
        if request.fallback is not None:
            with_words[request.url] = request
        yield request


class _AnswerShard(beam.DoFn):
    def __init__(self, fetchers: Fetchers, memory: Memory, progress: Progress) -> None:
        self._fetchers = fetchers
        self._memory = memory
        self._progress = progress
        self._microseconds = Metrics.counter("fetch", "microseconds")
        self._done = Metrics.counter("fetch", "done")

    def setup(self) -> None:
        self._fetchers.live.open()
        self._fetchers.stored.open()

    def teardown(self) -> None:
        self._fetchers.live.close()
        self._fetchers.stored.close()

    def process(
        self,
        keyed: tuple[str, Iterable[Request]],
        window: beam.transforms.window.BoundedWindow = beam.DoFn.WindowParam,
    ) -> Iterator[Page | beam.pvalue.TaggedOutput]:
        self._memory.begin(name_of_window(window))
        requests = iter(keyed[1])
        first = next(requests)
        requests = chain([first], requests)
        answers = self._fetchers.stored.fetch(requests) if first.stored else self._fetch_live(requests)
        waiting = time.perf_counter()
        for answer in answers:
            self._microseconds.inc(round((time.perf_counter() - waiting) * 1e6))
            self._progress.count("answered")
            if isinstance(answer, DeadLetter):
                self._progress.count("unchanged" if answer.reason in NOTHING_NEW else "failed")
                yield beam.pvalue.TaggedOutput(FAILED, answer)
            else:
                self._done.inc()
                self._progress.count("fetched")
                yield answer
            waiting = time.perf_counter()

    def _fetch_live(self, requests: Iterable[Request]) -> Iterator[Page | DeadLetter]:
        """Fetch, with the words of the feed at hand where it has them: beside a page, and in place of a failure."""
        with_words: dict[str | None, Request] = {}
        repeated: list[Request] = []
        for answer in self._fetchers.live.fetch(_without_repeats(_noted(requests, with_words), repeated)):
            asked = with_words.pop(answer.requested_url, None)
            words = self._read_words(asked) if asked else None
            if words is None:
                yield answer
            elif isinstance(answer, Page):
                yield replace(answer, otherwise=words.body)
            else:
                yield answer if answer.reason in _FINAL else words
        yield from map(repeated_letter, repeated)

    def _read_words(self, asked: Request) -> Page | None:
        (answer,) = self._fetchers.stored.fetch([replace(asked, stored=asked.fallback)])
        return answer if isinstance(answer, Page) else None


def _without_repeats(requests: Iterable[Request], repeated: list[Request]) -> Iterator[Request]:
    """An address that stands in the input twice is fetched once; the repetition is put aside."""
    seen: set[tuple[str | None, str | None]] = set()
    for request in requests:
        wanted = (request.url, request.source_id)
        if wanted in seen:
            repeated.append(request)
        else:
            seen.add(wanted)
            yield request


def repeated_letter(request: Request) -> DeadLetter:
    """Word of a request for what another has asked for already; it is counted, and no failure."""
    return dead_letter(request, "fetch", Rejected("repeated", "asked for already"))
