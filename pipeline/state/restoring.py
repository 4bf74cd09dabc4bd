"""What is remembered of articles, told anew from the tables where the files that remember it are lost or damaged.

The validators that a host gave (ETag, Last-Modified) are in no table: those pages are fetched whole once more, and
found unchanged.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from itertools import count, islice

import pyarrow.parquet as pq

from pipeline.lease import adding
from pipeline.state.footers import find_statistics
from pipeline.state.page_store import KEPT, PAGES, store_of
from pipeline.state.sightings import (
    ENDING,
    FOLDER,
    DamagedSightings,
    bucket_of,
    find_memories,
    format_sightings,
    read_sightings,
)
from pipeline.storage import find_files, join, open_bytes, write_bytes
from schemas.sighting import Sighting
from schemas.tables import ARTICLES

_LOG = logging.getLogger(__name__)

_NAME = "+tables"
"""Of the files told from the tables; no run can have it."""
_AT_ONCE = 200_000
_EVER, _FOR_EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_COLUMNS = ("url", "requested_url", "article_id", "revision", "run_id", "fetched_at", "status")


def restore_sightings(output: str) -> None:
    """Tell from the tables what finished runs saw, if what says so is lost: marks of runs, whole buckets, the database.

    Of the last 30 days alone, as no more is remembered (page_store.py). Raises OSError.
    """
    finished = {path.rpartition("/")[2].removesuffix(".json") for path in find_files(join(output, "_runs"), "*.json")}
    marked = {path.rpartition("/")[2] for path in find_files(join(output, FOLDER, "runs"))}
    used = _used_names(output)
    lost = [name for name in used if not (find_memories(output, name) if name != PAGES else _has_store(output))]
    if finished <= marked and not lost:
        return
    drop_buckets(output, {PAGES}.intersection(lost), _NAME)
    _LOG.warning("what was seen of pages is lost, at least in part: it is told from the tables")
    told = _read_tables(output, finished, _newest(output) - KEPT)
    for number in count():
        buckets = defaultdict(list)
        for seen in islice(told, _AT_ONCE):
            buckets[bucket_of(seen.url)].append(seen)
        if not buckets:
            break
        for bucket, sightings in buckets.items():
            write_bytes(join(output, FOLDER, bucket, f"{_NAME}.{number}{ENDING}"), format_sightings(sightings))
        note_buckets(output, buckets, _NAME)
    for run_id in finished - marked:
        write_bytes(join(output, FOLDER, "runs", run_id), b"")


def read_all(output: str, bucket: str, paths: Iterable[str]) -> Iterator[Sighting]:
    """What these files of a bucket remember; where one is damaged, what the tables hold comes first. Raises OSError."""
    kept: list[Sighting] = []
    damaged = False
    for path in paths:
        try:
            kept.extend(read_sightings(path))
        except DamagedSightings:
            damaged = True
    if damaged:
        yield from (seen for seen in _read_tables(output) if bucket_of(seen.url) == bucket)
    yield from kept


def _read_tables(output: str, runs: Collection[str] | None = None, since: datetime = _EVER) -> Iterator[Sighting]:
    """What the tables hold of articles fetched since then, of these runs or of all. Raises OSError."""
    with adding(output):  # no folder changes places meanwhile
        for path in find_files(join(output, ARTICLES.name), "*/*.parquet"):
            with open_bytes(path) as source:
                file = pq.ParquetFile(source)
                columns = [name for name in _COLUMNS if name in file.schema_arrow.names]
                groups = [number for number, newest in _fetched(file.metadata) if newest >= since]
                for batch in file.iter_batches(row_groups=groups, columns=columns):
                    for row in batch.to_pylist():
                        url, is_fetched = row.get("requested_url") or row["url"], row["status"] is not None
                        told = url and is_fetched and (runs is None or row["run_id"] in runs)
                        if told and row["fetched_at"] >= since:
                            yield Sighting(url, row["article_id"], row["revision"], row["run_id"], row["fetched_at"])


def _newest(output: str) -> datetime:
    """When the article that was fetched last was, as far as footers of files say."""
    newest = _EVER + KEPT
    with adding(output):
        for path in find_files(join(output, ARTICLES.name), "*/*.parquet"):
            with open_bytes(path) as source:
                newest = max([newest, *(at for _, at in _fetched(pq.read_metadata(source)) if at < _FOR_EVER)])
    return newest


def _fetched(told: pq.FileMetaData) -> Iterator[tuple[int, datetime]]:
    """The groups of rows that hold fetched articles, and when the last of each was; for ever where that is not said."""
    for number in range(told.num_row_groups):
        group = told.row_group(number)
        statistics = find_statistics(group, "fetched_at")
        if statistics is None or not statistics.has_null_count or statistics.null_count < group.num_rows:
            yield number, statistics.max if statistics is not None and statistics.has_min_max else _FOR_EVER


def note_buckets(output: str, buckets: Collection[str], writer: str) -> None:
    """Note which buckets are in use, or the database, by its name. writer: the run that does. Raises OSError."""
    known = _used_names(output)
    if not known.issuperset(buckets):
        write_bytes(_list_of_buckets(output), " ".join(sorted(known.union(buckets))).encode(), writer=writer)


def drop_buckets(output: str, buckets: Collection[str], writer: str) -> None:
    """Note that these are in use no more: what they remembered was forgotten, and is not lost. Raises OSError."""
    known = _used_names(output)
    if not known.isdisjoint(buckets):
        write_bytes(_list_of_buckets(output), " ".join(sorted(known.difference(buckets))).encode(), writer=writer)


def is_poured(output: str) -> bool:
    """Whether something is remembered in the database, whether that is there or not."""
    return PAGES in _used_names(output)


def _has_store(output: str) -> bool:
    store = store_of(output)
    return store is not None and store.is_file()


def _used_names(output: str) -> set[str]:
    try:
        with open_bytes(_list_of_buckets(output)) as source:
            return set(source.read().decode("ascii", "replace").split())
    except OSError:
        return set()


def _list_of_buckets(output: str) -> str:
    return join(output, FOLDER, "buckets")
