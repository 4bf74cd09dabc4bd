"""What a run saw, written down for the runs after it: in the workers first, made valid when the tables are done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.lease import adding
from pipeline.state.page_store import KEPT, PAGES, forget_run, pour, store_of
from pipeline.state.restoring import drop_buckets, is_poured, note_buckets, read_all, restore_sightings
from pipeline.state.sightings import (
    BUCKETS,
    ENDING,
    FOLDER,
    PENDING,
    DamagedSightings,
    bucket_of,
    find_memories,
    format_sightings,
    read_sightings,
)
from pipeline.storage import delete_files, find_files, join, split, write_bytes
from schemas.sighting import Sighting
from transforms.windows import run_of_window

_FILES = 8
"""Files of a bucket, from as many runs, before they are poured into the database, or made one where there is none."""


def write_sightings(output: str, run_id: str, bucket: str, sightings: Iterable[Sighting]) -> str:
    """Write what a run saw of one bucket; nobody reads it before commit_sightings. Gives its path. Raises OSError."""
    content = format_sightings(sightings)
    path = join(output, FOLDER, bucket, f"{run_id}{ENDING}{PENDING}")
    write_bytes(path, content)
    return path


def discard_sightings(output: str, run_id: str) -> None:
    """Forget what earlier attempts at a run saw: their pending files, and what is valid, as its rows are replaced.

    Raises OSError.
    """
    keep_sightings(output, run_id, ())


def keep_sightings(output: str, run_id: str, written: Collection[str]) -> None:
    """Forget what earlier attempts at a run saw, half-written files too, but not the pending files that this one wrote.

    Raises OSError.
    """
    for pattern in (f".{run_id}.*.tmp", f"*/.{run_id}.*.tmp"):
        delete_files(find_files(join(output, FOLDER), pattern))
    for bucket in _list_buckets():
        pending = find_memories(output, bucket, ENDING + PENDING)
        delete_files(path for path in pending if _names_run(path, run_id, PENDING) and path not in written)
    _forget_valid(output, run_id)


def _forget_valid(output: str, run_id: str) -> None:
    """Forget what a run has made valid, or another has told for it from the tables."""
    if find_files(join(output, FOLDER, "runs"), run_id):
        emptied = set()
        for bucket in _list_buckets():
            with adding(output):  # who rewrites the files for another reason waits, and finds them as they are then
                for path in find_memories(output, bucket):
                    _purge(path, run_id)
            if not find_memories(output, bucket):
                emptied.add(bucket)
        drop_buckets(output, emptied, run_id)
        forget_run(store_of(output), run_id)
        delete_files([_marker(output, run_id)])


def _purge(path: str, run_id: str) -> None:
    try:
        sightings = list(read_sightings(path))
    except DamagedSightings:
        return  # who reads its bucket is told from the tables
    others = [seen for seen in sightings if seen.run_id != run_id]
    if not others:
        delete_files([path])
    elif len(others) < len(sightings):
        content = format_sightings(others)
        write_bytes(path, content, writer=run_id)


def _marker(output: str, run_id: str) -> str:
    """Path of the file that says: this run has made its sightings valid, wherever they lie by now."""
    return join(output, FOLDER, "runs", run_id)


def commit_sightings(output: str, run_id: str) -> None:
    """Make a run's sightings valid; to be called once its tables are complete. Raises OSError.

    A bucket's many files go into the database (page_store.py) or, where the output is a URI, are made one on the way,
    without what is older than that would keep. Killed in between, it leaves files that say the same twice, or
    pending ones that nobody reads: never a sighting without its rows.
    """
    _forget_valid(output, run_id)  # a run that began meanwhile may have missed it, and told it from the old tables
    write_bytes(_marker(output, run_id), b"")
    used = []
    for bucket in _list_buckets():
        pending = [
            path for path in find_memories(output, bucket, ENDING + PENDING) if _names_run(path, run_id, PENDING)
        ]
        if pending:
            with adding(output):
                _commit(output, run_id, bucket, pending)
            used.append(bucket)
    note_buckets(output, used, run_id)


def _commit(output: str, run_id: str, bucket: str, pending: list[str]) -> None:
    earlier = find_memories(output, bucket)
    poured = len(earlier) >= _FILES and _pour(output, run_id, bucket, earlier)
    final = join(output, FOLDER, bucket, f"{run_id}{ENDING}")
    merged = [path for path in earlier if not poured and (len(earlier) >= _FILES or _names_run(path, run_id))]
    kept = {
        (seen.url, seen.article_id, seen.revision): seen
        for seen in read_all(output, bucket, merged)
        if seen.run_id != run_id
    }
    for seen in read_all(output, bucket, pending):
        names = (seen.url, seen.article_id, seen.revision)
        holder = kept[names].run_id if names in kept else seen.run_id  # the rows are still those of the earlier run
        kept[names] = replace(seen, run_id=holder)
    limit = max((seen.seen_at for seen in kept.values()), default=datetime.max.replace(tzinfo=UTC)) - KEPT
    content = format_sightings(seen for seen in kept.values() if seen.seen_at >= limit)
    write_bytes(final, content)
    delete_files([*pending, *(path for path in (earlier if poured else merged) if not _names_run(path, run_id))])


def _pour(output: str, run_id: str, bucket: str, paths: list[str]) -> bool:
    """Put what files remember into the database, if there can be one; gives whether they may be deleted now."""
    store = store_of(output)
    if store is None or (is_poured(output) and not store.is_file()):  # lost: the next run is told from the tables
        return False
    if not pour(store, bucket, read_all(output, bucket, paths)):
        return False
    note_buckets(output, [PAGES], run_id)
    return True


def _list_buckets() -> list[str]:
    return [f"{number:02x}" for number in range(BUCKETS)]


def _names_run(path: str, run_id: str, more: str = "") -> bool:
    name = split(path)[1]
    return name.partition(".")[0] == run_id and name.endswith(ENDING + more)


class SightingNotebook:
    """The notebook of a run, beside its tables."""

    def __init__(self, output: str, run_id: str) -> None:
        self._output = output
        self._run_id = run_id

    def prepare(self) -> None:
        """Before a run: restore what is lost, forget what an earlier attempt saw or left pending. Raises OSError.

        In this order: what is forgotten on purpose is not lost.
        """
        restore_sightings(self._output)
        discard_sightings(self._output, self._run_id)

    def bucket_of(self, url: str) -> str:
        """Give the bucket of the host of a URL."""
        return bucket_of(url)

    def note(self, bucket: str, sightings: Iterable[Sighting], window: str) -> str:
        """Write a bucket's sightings, which nobody reads before finish; gives the path. Raises OSError."""
        return write_sightings(self._output, run_of_window(self._run_id, window), bucket, sightings)

    def finish(self) -> None:
        """After the tables are complete: make what was seen valid. Raises OSError."""
        commit_sightings(self._output, self._run_id)
