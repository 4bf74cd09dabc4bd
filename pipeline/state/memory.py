"""What earlier runs saw: asked before a page is fetched, and once it has been read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from pipeline.state.held_rows import HeldRows
from pipeline.state.page_store import PageStore, store_of
from pipeline.state.restoring import is_poured, read_all
from pipeline.state.sightings import bucket_of, find_memories
from schemas.sighting import Sighting
from transforms.windows import is_window_from

_BUCKETS, _SIGHTINGS = 8, 100_000
"""In memory at a time: so many buckets, and more as long as they hold no more than so many sightings, 700 bytes each.
Hosts take turns, in no order of buckets, and each that is not in memory is read anew.
"""


@dataclass(slots=True)
class _Bucket:
    latest: dict[str, Sighting] = field(default_factory=dict)
    holders: dict[tuple[str, str], str] = field(default_factory=dict)


class SightingMemory:
    """The sightings beside an output, read bucket by bucket when they are asked for. Safe to use from many threads.

    run_id: the present run or stream; what an earlier attempt at it saw, or at a window from the present one on, is
    forgotten, as its rows are replaced.
    """

    def __init__(self, output: str, run_id: str) -> None:
        self._output = output
        self._run_id = run_id
        self._window = ""
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._held = HeldRows(output)
        self._store: PageStore | None = None
        self._lock: Lock | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {
            **self.__dict__,
            "_buckets": OrderedDict(),
            "_held": HeldRows(self._output),
            "_store": None,
            "_lock": None,
        }

    def open(self) -> None:
        """Get ready, in the worker."""
        self._lock = Lock()
        self._store = PageStore(store_of(self._output), expected=is_poured(self._output))

    def close(self) -> None:
        """Forget what was read."""
        self._buckets.clear()
        self._held.clear()
        if self._store is not None:
            self._store.close()

    def begin(self, window: str) -> None:
        """Speak for this window of a stream from now on: what windows before it saw is read anew."""
        if window != self._window:
            self._window = window
            self._buckets.clear()
            self._held.clear()

    def recall(self, url: str) -> Sighting | None:
        """Give the latest sighting of a URL, spelt as the input spells it; None when it is new, or forgotten."""
        with self._opened() as store:
            young, old = self._open_bucket(bucket_of(url)).latest.get(url), store.recall(url)
        if old is None or self._is_own(old.run_id) or (young is not None and young.seen_at >= old.seen_at):
            return young
        return old

    def holder(self, url: str, article_id: str, revision: str, day: str) -> str | None:
        """Name the run whose rows hold this revision of the article, fetched from the host of `url`, if one does.

        day: of the article's partition, where it is looked for if what was seen so long ago is forgotten.
        """
        names = (article_id, revision)
        with self._opened() as store:
            bucket = bucket_of(url)
            old = store.holder(bucket, *names)
            found = old if old and not self._is_own(old) else self._open_bucket(bucket).holders.get(names)
            if found is None:
                runs = self._held.find_runs(day, *names, everywhere=store.is_lost)
                found = min((run for run in runs if not self._is_own(run)), default=None)
        return found

    def _is_own(self, run_id: str) -> bool:
        return is_window_from(self._run_id, self._window, run_id)

    @contextmanager
    def _opened(self) -> Iterator[PageStore]:
        if self._lock is None or self._store is None:
            raise RuntimeError("the memory is not open")
        with self._lock:
            yield self._store

    def _open_bucket(self, name: str) -> _Bucket:
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = self._read(name)
            self._make_room()
        self._buckets.move_to_end(name)
        return bucket

    def _make_room(self) -> None:
        held = sum(len(bucket.latest) for bucket in self._buckets.values())
        while len(self._buckets) > _BUCKETS and held > _SIGHTINGS:
            held -= len(self._buckets.popitem(last=False)[1].latest)

    def _read(self, name: str) -> _Bucket:
        bucket = _Bucket()
        try:
            paths = find_memories(self._output, name)
        except OSError:
            paths = []
        for seen in read_all(self._output, name, paths):
            if self._is_own(seen.run_id):
                continue
            bucket.holders.setdefault((seen.article_id, seen.revision), seen.run_id)
            known = bucket.latest.get(seen.url)
            if known is None or known.seen_at <= seen.seen_at:
                bucket.latest[seen.url] = seen
        return bucket
