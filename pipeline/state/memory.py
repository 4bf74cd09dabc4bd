"""What earlier runs saw: asked before a page is fetched, and once it has been read."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from pipeline.state.restoring import read_all
from pipeline.state.sightings import bucket_of, find_memories
from schemas.sighting import Sighting

_HELD = 8
"""Buckets in memory at a time: a shard of hosts falls into a few, so that each is read once."""


@dataclass(slots=True)
class _Bucket:
    latest: dict[str, Sighting] = field(default_factory=dict)
    revisions: set[tuple[str, str]] = field(default_factory=set)


class SightingMemory:
    """The sightings beside an output, read bucket by bucket when they are asked for. Safe to use from many threads.

    run_id: the present run; what an earlier attempt at it saw is forgotten, as its rows are replaced.
    """

    def __init__(self, output: str, run_id: str) -> None:
        self._output = output
        self._run_id = run_id
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock: Lock | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_buckets": OrderedDict(), "_lock": None}

    def open(self) -> None:
        """Get ready, in the worker."""
        self._lock = Lock()

    def close(self) -> None:
        """Forget what was read."""
        self._buckets.clear()

    def recall(self, url: str) -> Sighting | None:
        """Give the latest sighting of a URL, spelt as the input spells it; None when it was never seen."""
        return self._open_bucket(url).latest.get(url)

    def holds(self, url: str, article_id: str, revision: str) -> bool:
        """Say whether the tables hold this revision of the article, fetched from the host of `url`."""
        return (article_id, revision) in self._open_bucket(url).revisions

    def _open_bucket(self, url: str) -> _Bucket:
        if self._lock is None:
            raise RuntimeError("the memory is not open")
        name = bucket_of(url)
        with self._lock:
            bucket = self._buckets.get(name)
            if bucket is None:
                bucket = self._buckets[name] = self._read(name)
                if len(self._buckets) > _HELD:
                    self._buckets.popitem(last=False)
            self._buckets.move_to_end(name)
            return bucket

    def _read(self, name: str) -> _Bucket:
        bucket = _Bucket()
        try:
            paths = find_memories(self._output, name)
        except OSError:
            paths = []
        for seen in read_all(self._output, name, paths):
            if seen.run_id == self._run_id:
                continue
            bucket.revisions.add((seen.article_id, seen.revision))
            known = bucket.latest.get(seen.url)
            if known is None or known.seen_at <= seen.seen_at:
                bucket.latest[seen.url] = seen
        return bucket
